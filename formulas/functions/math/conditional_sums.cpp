// SUMIF, COUNTIFS and their relatives: the cells of a range that meet criteria (formulas/criterion.h).
//
// The cells are looked at within the used part of the ranges; beyond it all are blank, and are counted, not
// visited.
#include <algorithm>
#include <optional>
#include <vector>

#include "formulas/arguments.h"
#include "formulas/coercion.h"
#include "formulas/column_index.h"
#include "formulas/criterion.h"
#include "formulas/functions/number_result.h"

namespace outturn {
namespace {

// The first rows and columns of a range that hold everything in it.
struct Extent {
  std::int32_t rows = 0;
  std::int32_t columns = 0;
  void include(const Extent& other) {
    rows = std::max(rows, other.rows);
    columns = std::max(columns, other.columns);
  }
  [[nodiscard]] std::size_t size() const {
    return static_cast<std::size_t>(rows) * static_cast<std::size_t>(columns);
  }
};

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

bool same_shape(const Area& a, const Area& b) {
  return a.range.rows() == b.range.rows() && a.range.columns() == b.range.columns();
}

struct Condition {
  Area area;
  Criterion criterion;
};

// Which cells meet all conditions, by position within the extent.
class Selection {
 public:
  // Requires: not suspended; the areas are plain rectangles of one shape.
  Selection(const std::vector<Condition>& conditions, const Extent& extent, EvaluationContext& context)
      : columns_(static_cast<std::size_t>(extent.columns)), met_(extent.size(), 1) {
    if (met_.empty()) return;
    std::vector<unsigned char> meets(met_.size());
    for (const Condition& condition : conditions) {
      meets.assign(met_.size(), condition.criterion.matches_blank() ? 1 : 0);
      const Area part = first_part(condition.area, extent);
      context.visit(part, [&](const CellRun& run) {
        std::size_t at = static_cast<std::size_t>(run.first.row - part.range.first.row) * columns_ +
                         static_cast<std::size_t>(run.first.column - part.range.first.column);
        for (std::int32_t k = 0; k < run.count; ++k, at += columns_) {
          if (!met_[at]) continue;
          switch (run.kind) {
            case ValueKind::number:
              meets[at] = condition.criterion.matches_number(run.payload[k]);
              break;
            case ValueKind::text:
              meets[at] = condition.criterion.matches_text(run.text(k));
              break;
            default:
              meets[at] = condition.criterion.matches(run.value(k));
          }
        }
        return true;
      });
      for (std::size_t i = 0; i < met_.size(); ++i) met_[i] = met_[i] && meets[i];
    }
  }

  [[nodiscard]] bool met(std::int32_t row, std::int32_t column) const {
    return met_[static_cast<std::size_t>(row) * columns_ + static_cast<std::size_t>(column)] != 0;
  }
  [[nodiscard]] std::int64_t count() const { return std::count(met_.begin(), met_.end(), 1); }

 private:
  std::size_t columns_;
  std::vector<unsigned char> met_;
};

// Where the conditions can be met, by position from the ranges' first rows and ascending: the cells that meet
// the one that fewest cells meet, from an index over its column. Nothing where no index helps.
std::optional<std::vector<std::int32_t>> positions_from_index(const std::vector<Condition>& conditions,
                                                              EvaluationContext& context) {
  using Bound = ColumnIndex::Bound;
  const auto is_column = [](const Area& area) { return area.range.columns() == 1; };
  for (const Condition& condition : conditions)
    if (!is_column(condition.area)) return std::nullopt;
  ColumnIndex::Rows best;
  std::span<const ColumnIndex::Numbered> best_numbers;
  const Condition* chosen = nullptr;
  std::size_t fewest = SIZE_MAX;
  for (const Condition& condition : conditions) {
    const Criterion& criterion = condition.criterion;
    const bool number = criterion.operand() == Criterion::Operand::number;
    const bool text = criterion.operand() == Criterion::Operand::text;
    const bool equal = criterion.comparison() == Criterion::Comparison::equal;
    const bool ordered = number && !equal && criterion.comparison() != Criterion::Comparison::not_equal;
    if (!ordered && !(equal && (number || text))) continue;
    const ColumnIndex* index = context.indexes().find(condition.area.sheet, condition.area.range, context);
    if (index == nullptr) continue;
    if (ordered) {
      // All bounds on this range at once: ">="&from, "<="&to.
      std::optional<Bound> low;
      std::optional<Bound> high;
      for (const Condition& other : conditions) {
        if (other.area != condition.area || other.criterion.operand() != Criterion::Operand::number) continue;
        const double at = other.criterion.number();
        switch (other.criterion.comparison()) {
          case Criterion::Comparison::greater:
          case Criterion::Comparison::greater_equal:
            if (!low || at > low->number)
              low = Bound{at, other.criterion.comparison() == Criterion::Comparison::greater_equal};
            break;
          case Criterion::Comparison::less:
          case Criterion::Comparison::less_equal:
            if (!high || at < high->number)
              high = Bound{at, other.criterion.comparison() == Criterion::Comparison::less_equal};
            break;
          default:
            break;
        }
      }
      const auto numbers = index->numbers_between(low, high);
      if (numbers.size() >= fewest) continue;
      fewest = numbers.size();
      best_numbers = numbers;
      best = {};
    } else {
      if (number && index->has_texts_like_numbers(context)) continue;
      ColumnIndex::Rows rows = number                      ? index->rows_of(criterion.number())
                               : criterion.has_wildcards() ? index->rows_matching(criterion.text())
                                                           : index->rows_of(criterion.text());
      rows = rows_within(rows, condition.area.range);
      if (rows.size() >= fewest) continue;
      fewest = rows.size();
      best = rows;
      best_numbers = {};
    }
    chosen = &condition;
  }
  // Looking at every cell takes its values side by side.
  constexpr std::size_t kWorthwhile = 4;
  if (chosen == nullptr || fewest > static_cast<std::size_t>(chosen->area.range.rows()) / kWorthwhile)
    return std::nullopt;
  std::vector<std::int32_t> positions;
  const RangeAddress& range = chosen->area.range;
  positions.reserve(fewest);
  for (const std::int32_t row : best) positions.push_back(row - range.first.row);
  for (const ColumnIndex::Numbered& each : best_numbers)
    if (each.row >= range.first.row && each.row <= range.last.row)
      positions.push_back(each.row - range.first.row);
  if (!best_numbers.empty()) std::sort(positions.begin(), positions.end());
  std::erase_if(positions, [&](std::int32_t position) {
    return !std::all_of(conditions.begin(), conditions.end(), [&](const Condition& condition) {
      const CellAddress first = condition.area.range.first;
      // A condition that gave its bounds together with others is asked again: two of them may share a number.
      return (&condition == chosen && best_numbers.empty()) ||
             condition.criterion.matches(
                 context.cell(condition.area.sheet, {first.row + position, first.column}));
    });
  });
  return positions;
}

// The conditions written as pairs of range and criterion from argument `first` on. False: `error` or
// suspended.
bool read_conditions(const Arguments& args, std::size_t first, std::size_t last,
                     std::vector<Condition>& conditions, Value& error) {
  const TextReading reading = text_reading(args.context());
  for (std::size_t i = first; i + 1 < last; i += 2) {
    const Operand& reference = args.reference(i);
    if (!reference.is_area() || reference.area().is_three_dimensional()) {
      error = ErrorCode::value;
      return false;
    }
    if (!args.context().ready(reference.area())) return false;
    conditions.push_back({reference.area(), Criterion(args.value(i + 1), reading)});
    if (!same_shape(conditions.front().area, conditions.back().area)) {
      error = ErrorCode::value;
      return false;
    }
  }
  return true;
}

Value count_matching(const std::vector<Condition>& conditions, EvaluationContext& context) {
  Extent extent;
  bool blanks = true;
  for (const Condition& condition : conditions) {
    extent.include(used_extent(condition.area, context));
    blanks = blanks && condition.criterion.matches_blank();
  }
  if (extent.size() > kMaxArrayCells * 4) return ErrorCode::num;
  if (const auto positions = positions_from_index(conditions, context)) return positions->size();
  std::int64_t count = Selection(conditions, extent, context).count();
  if (blanks) count += conditions.front().area.range.size() - static_cast<std::int64_t>(extent.size());
  return count;
}

// The numbers of `values` whose cells meet the conditions, in order; the first error among them.
struct SelectedNumbers {
  std::vector<double> numbers;
  Value error;

  SelectedNumbers(const Area& values, const std::vector<Condition>& conditions, EvaluationContext& context) {
    Extent extent = used_extent(values, context);
    if (extent.size() > kMaxArrayCells * 4) {
      error = ErrorCode::num;
      return;
    }
    if (extent.size() == 0) return;
    if (values.range.columns() == 1) {
      if (const auto positions = positions_from_index(conditions, context)) {
        for (const std::int32_t position : *positions) {
          if (position >= values.range.rows()) break;
          const Value value =
              context.cell(values.sheet, {values.range.first.row + position, values.range.first.column});
          if (value.is_error()) {
            error = value;
            return;
          }
          if (value.is_number()) numbers.push_back(value.number());
        }
        return;
      }
    }
    const Selection selection(conditions, extent, context);
    const Area part = first_part(values, extent);
    context.visit(part, [&](const CellRun& run) {
      if (run.kind != ValueKind::number && run.kind != ValueKind::error) return true;
      for (std::int32_t k = 0; k < run.count; ++k) {
        if (!selection.met(run.first.row + k - part.range.first.row,
                           run.first.column - part.range.first.column))
          continue;
        if (run.kind == ValueKind::error) {
          error = run.error(k);
          return false;
        }
        numbers.push_back(run.payload[k]);
      }
      return true;
    });
  }
};

using Reduction = Value (*)(const std::vector<double>&);

Value total(const std::vector<double>& numbers) {
  double sum = 0;
  for (const double number : numbers) sum += number;
  return number_result(sum);
}
Value average(const std::vector<double>& numbers) {
  if (numbers.empty()) return ErrorCode::div0;
  return number_result(total(numbers).number() / static_cast<double>(numbers.size()));
}
Value greatest(const std::vector<double>& numbers) {
  return numbers.empty() ? 0 : *std::max_element(numbers.begin(), numbers.end());
}
Value least(const std::vector<double>& numbers) {
  return numbers.empty() ? 0 : *std::min_element(numbers.begin(), numbers.end());
}

// SUMIF, AVERAGEIF: a third range takes the first one's shape from its own top left corner.
template <Reduction reduce>
Value of_one_criterion(const Arguments& args) {
  std::vector<Condition> conditions;
  Value error;
  if (!read_conditions(args, 0, 2, conditions, error)) return error;
  Area values = conditions.front().area;
  if (args.has(2)) {
    const Operand& reference = args.reference(2);
    if (!reference.is_area() || reference.area().is_three_dimensional()) return ErrorCode::value;
    const CellAddress corner = reference.area().range.first;
    const RangeAddress& shape = conditions.front().area.range;
    const CellAddress last{std::min(corner.row + shape.rows() - 1, kMaxRows - 1),
                           std::min(corner.column + shape.columns() - 1, kMaxColumns - 1)};
    values = single_area(reference.area().sheet, {corner, last});
    if (!args.context().ready(values)) return {};
  }
  const SelectedNumbers selected(values, conditions, args.context());
  return selected.error.is_error() ? selected.error : reduce(selected.numbers);
}

// SUMIFS and its relatives: the values first, then ranges and criteria in pairs, all of one shape.
template <Reduction reduce>
Value of_criteria(const Arguments& args) {
  const Operand& reference = args.reference(0);
  if (!reference.is_area() || reference.area().is_three_dimensional()) return ErrorCode::value;
  if (!args.context().ready(reference.area())) return {};
  std::vector<Condition> conditions;
  Value error;
  if (!read_conditions(args, 1, args.size(), conditions, error)) return error;
  if (!same_shape(reference.area(), conditions.front().area)) return ErrorCode::value;
  const SelectedNumbers selected(reference.area(), conditions, args.context());
  return selected.error.is_error() ? selected.error : reduce(selected.numbers);
}

Value count_of_criteria(const Arguments& args) {
  std::vector<Condition> conditions;
  Value error;
  if (!read_conditions(args, 0, args.size(), conditions, error)) return error;
  return count_matching(conditions, args.context());
}

// Examples stand on a blank sheet; ranges with values are in tests/formulas/functions/math.
constexpr Example kCountifExamples[] = {
    {"COUNTIF(A1:A3,\"\")", "3"}, {"COUNTIF(A1:A3,\"<>\")", "0"}, {"COUNTIF(A:A,\"<>x\")", "1048576"}};
constexpr Example kCountifsExamples[] = {{"COUNTIFS(A1:A3,\"\",B1:B3,\"=\")", "3"},
                                         {"COUNTIFS(A1:A3,1,B1:B2,1)", "#VALUE!"}};
constexpr Example kSumifExamples[] = {{"SUMIF(A1:A3,\">0\")", "0"}};
constexpr Example kSumifsExamples[] = {{"SUMIFS(A1:A3,B1:B3,\"x\")", "0"},
                                       {"SUMIFS(A1:A3,B1:B2,\"x\")", "#VALUE!"}};
constexpr Example kAverageifExamples[] = {{"AVERAGEIF(A1:A3,\">0\")", "#DIV/0!"}};
constexpr Example kAverageifsExamples[] = {{"AVERAGEIFS(A1:A3,B1:B3,\"x\")", "#DIV/0!"}};
constexpr Example kMaxifsExamples[] = {{"MAXIFS(A1:A3,B1:B3,\"x\")", "0"}};
constexpr Example kMinifsExamples[] = {{"MINIFS(A1:A3,B1:B3,\"x\")", "0"}};

constexpr FunctionSpec kFunctions[] = {
    {.name = "AVERAGEIF",
     .signature = "range:reference criterion:criterion values:reference?",
     .summary = "The mean of the numbers whose cells meet a criterion.",
     .evaluate = of_one_criterion<average>,
     .examples = kAverageifExamples},
    {.name = "AVERAGEIFS",
     .signature = "values:reference range:reference... criterion:criterion...",
     .summary = "The mean of the numbers whose cells meet all criteria.",
     .evaluate = of_criteria<average>,
     .examples = kAverageifsExamples},
    {.name = "COUNTIF",
     .signature = "range:reference criterion:criterion",
     .summary = "Counts the cells that meet a criterion.",
     .evaluate = count_of_criteria,
     .examples = kCountifExamples},
    {.name = "COUNTIFS",
     .signature = "range:reference... criterion:criterion...",
     .summary = "Counts the rows that meet all criteria.",
     .evaluate = count_of_criteria,
     .examples = kCountifsExamples},
    {.name = "MAXIFS",
     .signature = "values:reference range:reference... criterion:criterion...",
     .summary = "The greatest number whose cells meet all criteria.",
     .evaluate = of_criteria<greatest>,
     .examples = kMaxifsExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "MINIFS",
     .signature = "values:reference range:reference... criterion:criterion...",
     .summary = "The least number whose cells meet all criteria.",
     .evaluate = of_criteria<least>,
     .examples = kMinifsExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "SUMIF",
     .signature = "range:reference criterion:criterion values:reference?",
     .summary = "Adds the numbers whose cells meet a criterion.",
     .evaluate = of_one_criterion<total>,
     .examples = kSumifExamples},
    {.name = "SUMIFS",
     .signature = "values:reference range:reference... criterion:criterion...",
     .summary = "Adds the numbers whose cells meet all criteria.",
     .evaluate = of_criteria<total>,
     .examples = kSumifsExamples},
};

}  // namespace

std::span<const FunctionSpec> conditional_sums_functions() { return kFunctions; }

}  // namespace outturn
