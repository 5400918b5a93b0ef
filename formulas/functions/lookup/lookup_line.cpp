#include "formulas/functions/lookup/lookup_line.h"

#include <optional>
#include <string>

#include "formulas/column_index.h"
#include "formulas/criterion.h"
#include "formulas/text_units.h"

namespace outturn {
namespace {

bool has_order(const Value& value) { return !value.is_blank() && !value.is_error(); }

// -1, 0 or 1; nothing where the two cannot be compared.
std::optional<int> compare(const Value& cell, const Value& wanted, LookupLine::Kinds kinds) {
  if (cell.kind() != wanted.kind()) {
    // To the newer functions a blank comes after everything.
    if (kinds == LookupLine::Kinds::all && wanted.is_blank() && has_order(cell)) return -1;
    if (kinds == LookupLine::Kinds::own || !has_order(cell) || !has_order(wanted)) return std::nullopt;
    static_assert(ValueKind::number < ValueKind::text && ValueKind::text < ValueKind::logical);
    return cell.kind() < wanted.kind() ? -1 : 1;
  }
  switch (cell.kind()) {
    case ValueKind::number:
      return cell.number() < wanted.number() ? -1 : cell.number() > wanted.number() ? 1 : 0;
    case ValueKind::text:
      return compare_text_ignoring_case(cell.text(), wanted.text());
    case ValueKind::logical:
      return static_cast<int>(cell.logical()) - static_cast<int>(wanted.logical());
    default:
      return std::nullopt;
  }
}

}  // namespace

LookupLine LookupLine::row(const CellGrid& grid, std::int32_t row, EvaluationContext& context) {
  if (grid.rows() == 1) return LookupLine(grid);
  if (grid.is_reference()) {
    Area area = grid.operand().area();
    area.range.first.row = area.range.last.row = area.range.first.row + row;
    return LookupLine(CellGrid(area, context));
  }
  Array line(1, static_cast<std::size_t>(grid.columns()));
  for (std::int32_t i = 0; i < grid.columns(); ++i) line[static_cast<std::size_t>(i)] = grid.at(row, i);
  return LookupLine(CellGrid(Operand(Value(std::move(line))), context));
}

LookupLine LookupLine::column(const CellGrid& grid, std::int32_t column, EvaluationContext& context) {
  if (grid.columns() == 1) return LookupLine(grid);
  if (grid.is_reference()) {
    Area area = grid.operand().area();
    area.range.first.column = area.range.last.column = area.range.first.column + column;
    return LookupLine(CellGrid(area, context));
  }
  Array line(static_cast<std::size_t>(grid.rows()), 1);
  for (std::int32_t i = 0; i < grid.rows(); ++i) line[static_cast<std::size_t>(i)] = grid.at(i, column);
  return LookupLine(CellGrid(Operand(Value(std::move(line))), context));
}

std::int32_t LookupLine::position(const CellRun& run) const noexcept {
  const CellAddress origin = cells_.is_reference() ? cells_.operand().area().range.first : CellAddress{};
  return cells_.columns() == 1 ? run.first.row - origin.row : run.first.column - origin.column;
}

std::int32_t LookupLine::find(const Value& wanted, Wildcards wildcards, Direction direction) const {
  if (wanted.is_blank()) return find_blank(direction);
  std::optional<WildcardPattern> pattern;
  std::string unescaped;
  std::string_view text;
  if (wanted.is_text()) {
    text = wanted.text();
    if (wildcards == Wildcards::on) {
      if (has_wildcards(text)) {
        pattern.emplace(text);
      } else {
        unescaped = without_escapes(text);
        text = unescaped;
      }
    }
  }
  if (!pattern && cells_.is_reference() && cells_.columns() == 1) {
    const Area& area = cells_.operand().area();
    if (const ColumnIndex* index =
            cells_.context().indexes().find(area.sheet, area.range, cells_.context())) {
      ColumnIndex::Rows rows;
      if (wanted.is_number())
        rows = index->rows_of(wanted.number());
      else if (wanted.is_text())
        rows = index->rows_of(text);
      else if (wanted.is_logical())
        rows = index->rows_of(wanted.logical());
      rows = rows_within(rows, area.range);
      if (rows.empty()) return kNotFound;
      return (direction == Direction::first_to_last ? rows.front() : rows.back()) - area.range.first.row;
    }
  }
  const auto matches = [&](const CellRun& run, std::int32_t i) {
    switch (run.kind) {
      case ValueKind::number:
        return run.payload[i] == wanted.number();
      case ValueKind::text:
        return pattern ? pattern->matches(run.text(i)) : equal_ignoring_case(run.text(i), text);
      case ValueKind::logical:
        return run.logical(i) == wanted.logical();
      default:
        return false;
    }
  };
  std::int32_t found = kNotFound;
  cells_.visit([&](const CellRun& run) {
    if (run.kind != wanted.kind()) return true;
    if (direction == Direction::first_to_last) {
      for (std::int32_t i = 0; i < run.count; ++i) {
        if (!matches(run, i)) continue;
        found = position(run) + i;
        return false;
      }
    } else {
      for (std::int32_t i = run.count; i-- > 0;) {
        if (!matches(run, i)) continue;
        found = position(run) + i;
        break;
      }
    }
    return true;
  });
  return found;
}

std::int32_t LookupLine::find_blank(Direction direction) const {
  const std::int32_t count = size();
  if (direction == Direction::last_to_first) {
    if (used() < count) return count - 1;
    for (std::int32_t i = count; i-- > 0;)
      if (at(i).is_blank()) return i;
    return kNotFound;
  }
  for (std::int32_t i = 0; i < count; ++i)
    if (i >= used() || at(i).is_blank()) return i;
  return kNotFound;
}

std::int32_t LookupLine::find_nearest(const Value& wanted, Neighbour neighbour, Direction direction) const {
  std::int32_t best = kNotFound;
  Value best_value;
  const int wrong_side = neighbour == Neighbour::smaller ? 1 : -1;
  if (wanted.is_blank())
    if (const std::int32_t blank = find_blank(direction); blank != kNotFound) return blank;
  cells_.visit([&](const CellRun& run) {
    if (run.kind == ValueKind::error) return true;
    for (std::int32_t i = 0; i < run.count; ++i) {
      const Value cell = run.value(i);
      const int order = *compare(cell, wanted, Kinds::all);
      if (order == wrong_side) continue;
      if (best != kNotFound) {
        const int nearer = *compare(cell, best_value, Kinds::all) * wrong_side;
        if (nearer < 0 || (nearer == 0 && direction == Direction::first_to_last)) continue;
      }
      best = position(run) + i;
      best_value = cell;
      if (order == 0 && direction == Direction::first_to_last) return false;
    }
    return true;
  });
  return best;
}

std::int32_t LookupLine::next_value(std::int32_t i) const {
  const std::int32_t end = std::min(size(), used());
  for (++i; i < end; ++i)
    if (has_order(at(i))) return i;
  return kNotFound;
}

std::int32_t LookupLine::find_descending(const Value& wanted) const {
  std::int32_t last = kNotFound;
  cells_.visit([&](const CellRun& run) {
    if (run.kind != wanted.kind()) return true;
    for (std::int32_t i = 0; i < run.count; ++i) {
      const int order = *compare(run.value(i), wanted, Kinds::own);
      if (order < 0) return false;
      last = position(run) + i;
      if (order == 0) return false;
    }
    return true;
  });
  return last;
}

// The middle of what is left is (low + high) / 2. A cell of another kind there sends the search forward to
// the next one that can be compared; where there is none before the upper end, the lower half remains. An
// equal value ends the search at the last of the equal values that follow it without a gap; the newer
// functions go back to the first in ascending order.
LookupLine::Sorted LookupLine::find_sorted(const Value& wanted, Order order, Kinds kinds) const {
  if (wanted.is_blank()) {
    if (const std::int32_t blank = find_blank(Direction::first_to_last); blank != kNotFound)
      return {blank, true};
    return {order == Order::ascending ? size() - 1 : kNotFound, false};
  }
  const std::int32_t end = std::min(size(), used());
  const int sign = order == Order::ascending ? 1 : -1;
  std::int32_t low = -1;       // at or before the wanted value, of its kind; -1 at first
  std::int32_t high = size();  // after it
  while (high - low >= 2) {
    const std::int32_t middle = low + (high - low) / 2;
    std::int32_t probe = middle;
    std::optional<int> comparison;
    while (probe < high && probe < end && !(comparison = compare(at(probe), wanted, kinds))) ++probe;
    if (!comparison) {
      high = middle;
      continue;
    }
    if (*comparison == 0) {
      if (kinds == Kinds::all && order == Order::ascending) {
        while (probe - 1 > low && compare(at(probe - 1), wanted, kinds) == 0) --probe;
        return {probe, true};
      }
      while (probe + 1 < high && probe + 1 < end && compare(at(probe + 1), wanted, kinds) == 0) ++probe;
      return {probe, true};
    }
    if (*comparison * sign < 0) {
      low = probe;
    } else {
      high = probe == high - 1 ? middle : probe;
    }
  }
  return {low, false};
}

bool is_too_long_to_look_up(const Value& wanted) noexcept {
  return wanted.is_text() && wanted.text().size() > kMaxLookupUnits &&
         utf16_length(wanted.text()) > kMaxLookupUnits;
}

Value argument_error(const CellGrid& grid) {
  if (grid.is_reference() || !grid.operand().is_error()) return {};
  return grid.operand().value();
}

}  // namespace outturn
