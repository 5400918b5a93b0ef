#include "formulas/functions/math/conditions.h"

#include <algorithm>
#include <span>

#include "formulas/column_index.h"

namespace outturn {
namespace {

using Bound = ColumnIndex::Bound;
using Comparison = Criterion::Comparison;

bool is_ordering(const Criterion& criterion) {
  return criterion.comparison() != Comparison::equal && criterion.comparison() != Comparison::not_equal;
}

bool is_bound(const Criterion& criterion) {
  return is_ordering(criterion) && criterion.operand() == Criterion::Operand::number;
}

// All bounds on one range at once: ">="&from, "<="&to.
struct Bounds {
  std::optional<Bound> low;
  std::optional<Bound> high;

  Bounds(const std::vector<Condition>& conditions, const Area& area) {
    for (const Condition& each : conditions) {
      if (each.area != area || !is_bound(each.criterion)) continue;
      const double number = each.criterion.number();
      const Comparison comparison = each.criterion.comparison();
      if (comparison == Comparison::greater || comparison == Comparison::greater_equal) {
        const bool included = comparison == Comparison::greater_equal;
        if (!low || number > low->number || (number == low->number && !included)) low = {number, included};
      } else {
        const bool included = comparison == Comparison::less_equal;
        if (!high || number < high->number || (number == high->number && !included))
          high = {number, included};
      }
    }
  }
};

// The cells that are equal to the criterion's operand; nothing where the index does not know them.
std::optional<ColumnIndex::Rows> equal_rows(const ColumnIndex& index, const Criterion& criterion,
                                            const RangeAddress& range, EvaluationContext& context) {
  ColumnIndex::Rows rows;
  switch (criterion.operand()) {
    case Criterion::Operand::number:
      rows = index.rows_reading_as(criterion.number(), context);
      break;
    case Criterion::Operand::text:
      rows =
          criterion.has_wildcards() ? index.rows_matching(criterion.text()) : index.rows_of(criterion.text());
      break;
    case Criterion::Operand::logical:
      rows = index.rows_of(criterion.logical());
      break;
    default:
      return std::nullopt;
  }
  return rows_within(rows, range);
}

const ColumnIndex* index_of_column(const Area& area, EvaluationContext& context) {
  if (area.range.columns() != 1) return nullptr;
  return context.indexes().find(area.sheet, area.range, context);
}

// A number's own comparison, so that a run of numbers is one loop without branches.
template <typename Meets>
void keep_if(std::span<const double> numbers, unsigned char* met, std::size_t step, Meets&& meets) {
  if (step == 1) {
    for (std::size_t i = 0; i < numbers.size(); ++i)
      met[i] = static_cast<unsigned char>(met[i] & static_cast<unsigned char>(meets(numbers[i])));
    return;
  }
  for (const double number : numbers) {
    *met = static_cast<unsigned char>(*met & static_cast<unsigned char>(meets(number)));
    met += step;
  }
}

void keep_numbers(const Criterion& criterion, std::span<const double> numbers, unsigned char* met,
                  std::size_t step) {
  if (!is_bound(criterion))
    return keep_if(numbers, met, step, [&](double cell) { return criterion.matches_number(cell); });
  const double bound = criterion.number();
  switch (criterion.comparison()) {
    case Comparison::less:
      return keep_if(numbers, met, step, [bound](double cell) { return cell < bound; });
    case Comparison::less_equal:
      return keep_if(numbers, met, step, [bound](double cell) { return cell <= bound; });
    case Comparison::greater:
      return keep_if(numbers, met, step, [bound](double cell) { return cell > bound; });
    default:
      return keep_if(numbers, met, step, [bound](double cell) { return cell >= bound; });
  }
}

}  // namespace

void Extent::include(const Extent& other) {
  rows = std::max(rows, other.rows);
  columns = std::max(columns, other.columns);
}

Extent used_extent(const Area& area, EvaluationContext& context) {
  const auto used = context.used_part(area.sheet, area.range);
  if (!used) return {};
  return {used->last.row - area.range.first.row + 1, used->last.column - area.range.first.column + 1};
}

Area first_part(const Area& area, const Extent& extent) {
  return single_area(
      area.sheet, {area.range.first,
                   {area.range.first.row + extent.rows - 1, area.range.first.column + extent.columns - 1}});
}

Selection::Selection(const std::vector<Condition>& conditions, const Extent& extent,
                     EvaluationContext& context)
    : columns_(static_cast<std::size_t>(extent.columns)), met_(extent.size(), 1) {
  if (met_.empty()) return;
  for (const Condition& condition : conditions) {
    const Criterion& criterion = condition.criterion;
    const Area part = first_part(condition.area, extent);
    const bool blanks_meet = criterion.matches_blank();
    // Cells come row by row; those passed over are blank.
    std::size_t next = 0;
    const auto pass_blanks = [&](std::size_t end) {
      if (!blanks_meet && next < end)
        std::fill(met_.begin() + static_cast<std::ptrdiff_t>(next),
                  met_.begin() + static_cast<std::ptrdiff_t>(end), static_cast<unsigned char>(0));
    };
    context.visit(part, [&](const CellRun& run) {
      std::size_t at = static_cast<std::size_t>(run.first.row - part.range.first.row) * columns_ +
                       static_cast<std::size_t>(run.first.column - part.range.first.column);
      pass_blanks(at);
      next = at + static_cast<std::size_t>(run.count - 1) * columns_ + 1;
      if (run.kind == ValueKind::number) {
        keep_numbers(criterion, run.numbers(), &met_[at], columns_);
        return true;
      }
      for (std::int32_t k = 0; k < run.count; ++k, at += columns_) {
        if (!met_[at]) continue;
        met_[at] = run.kind == ValueKind::text ? criterion.matches_text(run.text(k))
                                               : criterion.matches(run.value(k));
      }
      return true;
    });
    pass_blanks(met_.size());
  }
}

std::int64_t Selection::count() const { return std::count(met_.begin(), met_.end(), 1); }

std::optional<std::int64_t> count_from_index(const std::vector<Condition>& conditions,
                                             EvaluationContext& context) {
  const Area& area = conditions.front().area;
  const RangeAddress& range = area.range;
  const Criterion& criterion = conditions.front().criterion;
  const bool only_bounds = std::all_of(conditions.begin(), conditions.end(), [&](const Condition& each) {
    return each.area == area && is_bound(each.criterion);
  });
  if (!only_bounds && conditions.size() > 1) return std::nullopt;
  const ColumnIndex* index = index_of_column(area, context);
  if (index == nullptr) return std::nullopt;
  const auto counted = [](std::size_t count) { return static_cast<std::int64_t>(count); };
  if (only_bounds) {
    const Bounds bounds(conditions, area);
    return counted(index->count_between(bounds.low, bounds.high, range));
  }
  if (is_ordering(criterion)) {
    if (criterion.operand() != Criterion::Operand::text) return std::nullopt;
    const bool less =
        criterion.comparison() == Comparison::less || criterion.comparison() == Comparison::less_equal;
    // Those that are not greater are less or equal, and the other way round.
    const bool equal_too =
        criterion.comparison() == Comparison::less_equal || criterion.comparison() == Comparison::greater;
    const std::size_t before = index->count_before(criterion.text(), equal_too, range);
    return counted(less ? before : index->count(ValueKind::text, range) - before);
  }
  const auto equal = equal_rows(*index, criterion, range, context);
  if (!equal) return std::nullopt;
  // "<>x" is met by every cell that does not meet "=x".
  return criterion.comparison() == Comparison::equal ? counted(equal->size())
                                                     : range.size() - counted(equal->size());
}

std::optional<std::vector<std::int32_t>> positions_from_index(const std::vector<Condition>& conditions,
                                                              EvaluationContext& context) {
  for (const Condition& condition : conditions)
    if (condition.area.range.columns() != 1) return std::nullopt;
  const Condition* chosen = nullptr;
  const ColumnIndex* chosen_index = nullptr;
  ColumnIndex::Rows equal;
  std::size_t fewest = SIZE_MAX;
  for (const Condition& condition : conditions) {
    const Criterion& criterion = condition.criterion;
    if (!is_bound(criterion) && criterion.comparison() != Comparison::equal) continue;
    const ColumnIndex* index = index_of_column(condition.area, context);
    if (index == nullptr) continue;
    const RangeAddress& range = condition.area.range;
    std::size_t count = 0;
    ColumnIndex::Rows rows;
    if (is_bound(criterion)) {
      const Bounds bounds(conditions, condition.area);
      count = index->count_between(bounds.low, bounds.high, range);
    } else {
      const auto found = equal_rows(*index, criterion, range, context);
      if (!found) continue;
      rows = *found;
      count = rows.size();
    }
    if (count >= fewest) continue;
    fewest = count;
    equal = rows;
    chosen = &condition;
    chosen_index = index;
  }
  // Looking at every cell takes its values side by side.
  constexpr std::size_t kWorthwhile = 4;
  if (chosen == nullptr) return std::nullopt;
  if (fewest > static_cast<std::size_t>(used_extent(chosen->area, context).rows) / kWorthwhile)
    return std::nullopt;
  const bool by_bounds = is_bound(chosen->criterion);
  std::vector<std::int32_t> positions(equal.begin(), equal.end());
  if (by_bounds) {
    const Bounds bounds(conditions, chosen->area);
    positions = chosen_index->rows_between(bounds.low, bounds.high, chosen->area.range);
  }
  for (std::int32_t& position : positions) position -= chosen->area.range.first.row;
  const auto is_met_already = [&](const Condition& condition) {
    return &condition == chosen ||
           (by_bounds && condition.area == chosen->area && is_bound(condition.criterion));
  };
  for (const Condition& condition : conditions) {
    if (is_met_already(condition)) continue;
    const CellAddress first = condition.area.range.first;
    std::erase_if(positions, [&](std::int32_t position) {
      return !condition.criterion.matches(
          context.cell(condition.area.sheet, {first.row + position, first.column}));
    });
  }
  return positions;
}

}  // namespace outturn
