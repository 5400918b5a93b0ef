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

LookupLine LookupLine::first_row(const CellGrid& grid) {
  if (!grid.is_reference() || grid.rows() == 1) return {grid, false};
  Area area = grid.operand().area();
  area.range.last.row = area.range.first.row;
  return {CellGrid(area, grid.context()), false};
}

LookupLine LookupLine::first_column(const CellGrid& grid) {
  if (!grid.is_reference() || grid.columns() == 1) return {grid, true};
  Area area = grid.operand().area();
  area.range.last.column = area.range.first.column;
  return {CellGrid(area, grid.context()), true};
}

void LookupLine::visit(CellVisitor visitor) const {
  if (cells_.is_reference() || cells_.size() == size()) return cells_.visit(visitor);
  for (std::int32_t i = 0; i < size(); ++i) {
    const Value value = at(i);
    if (value.is_blank()) continue;
    const double payload = payload_of(value);
    if (!visitor(CellRun{value.kind(), 0, down_ ? CellAddress{i, 0} : CellAddress{0, i}, 1, &payload}))
      return;
  }
}

std::int32_t LookupLine::position(const CellRun& run) const noexcept {
  const CellAddress origin = cells_.is_reference() ? cells_.operand().area().range.first : CellAddress{};
  return down_ ? run.first.row - origin.row : run.first.column - origin.column;
}

const ColumnIndex* LookupLine::index() const {
  if (!cells_.is_reference()) {
    const Value& value = cells_.operand().value();
    return value.is_array() ? index_of(value.array(), down_) : nullptr;
  }
  if (!down_) return nullptr;
  const Area& area = cells_.operand().area();
  return cells_.context().indexes().find(area.sheet, area.range, cells_.context());
}

RangeAddress LookupLine::indexed_range() const {
  if (cells_.is_reference()) return cells_.operand().area().range;
  return {{0, 0}, {size() - 1, 0}};
}

std::int32_t LookupLine::end_of(std::span<const std::int32_t> rows, Direction direction) const {
  if (rows.empty()) return kNotFound;
  const std::int32_t row = direction == Direction::first_to_last ? rows.front() : rows.back();
  return row - indexed_range().first.row;
}

std::int32_t LookupLine::find(const Value& wanted, Wildcards wildcards, Direction direction) const {
  if (wanted.is_blank()) return find_blank(direction);
  std::optional<WildcardPattern> pattern;
  std::string unescaped;
  std::string_view text;
  bool by_index = true;
  if (wanted.is_text()) {
    text = wanted.text();
    if (wildcards == Wildcards::on) {
      if (has_wildcards(text)) {
        pattern.emplace(text);
        // Without a beginning of its own a pattern is tried on every text, and a search may end sooner.
        by_index = text.front() != '*' && text.front() != '?';
      } else {
        unescaped = without_escapes(text);
        text = unescaped;
      }
    }
  }
  if (const ColumnIndex* known = by_index ? index() : nullptr) {
    ColumnIndex::Rows rows;
    if (wanted.is_number())
      rows = known->rows_of(wanted.number());
    else if (wanted.is_text())
      rows = pattern ? known->rows_matching(std::string(text)) : known->rows_of(text);
    else if (wanted.is_logical())
      rows = known->rows_of(wanted.logical());
    return end_of(rows_within(rows, indexed_range()), direction);
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
  visit([&](const CellRun& run) {
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

// Kinds come one after another: beyond the wanted one's own the nearest is the end of the next.
std::int32_t LookupLine::find_nearest_in(const ColumnIndex& known, const Value& wanted, Neighbour neighbour,
                                         Direction direction) const {
  const bool down = neighbour == Neighbour::smaller;
  const ColumnIndex::Side side = down ? ColumnIndex::Side::up_to : ColumnIndex::Side::from;
  const RangeAddress range = indexed_range();
  constexpr ValueKind kKinds[] = {ValueKind::number, ValueKind::text, ValueKind::logical};
  constexpr int kCount = std::size(kKinds);
  // A blank comes after all of them.
  const auto own = static_cast<int>(std::find(std::begin(kKinds), std::end(kKinds), wanted.kind()) - kKinds);
  for (int i = own; i >= 0 && i <= kCount; i += down ? -1 : 1) {
    if (i == kCount) continue;
    ColumnIndex::Rows rows;
    if (kKinds[i] != ValueKind::logical) {
      rows = i == own ? known.nearest(wanted, side, range) : known.extreme(kKinds[i], side, range);
    } else {
      const bool start = i == own ? wanted.logical() : down;
      rows = rows_within(known.rows_of(start), range);
      if (rows.empty() && start == down) rows = rows_within(known.rows_of(!start), range);
    }
    if (!rows.empty()) return end_of(rows, direction);
  }
  return kNotFound;
}

std::int32_t LookupLine::find_nearest(const Value& wanted, Neighbour neighbour, Direction direction) const {
  std::int32_t best = kNotFound;
  Value best_value;
  const int wrong_side = neighbour == Neighbour::smaller ? 1 : -1;
  if (wanted.is_blank())
    if (const std::int32_t blank = find_blank(direction); blank != kNotFound) return blank;
  if (const ColumnIndex* known = index()) return find_nearest_in(*known, wanted, neighbour, direction);
  visit([&](const CellRun& run) {
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
  if (wanted.is_number() || wanted.is_text()) {
    if (const ColumnIndex* known = index()) {
      const std::int32_t row = known->last_before_smaller(wanted, indexed_range());
      return row < 0 ? kNotFound : row - indexed_range().first.row;
    }
  }
  std::int32_t last = kNotFound;
  visit([&](const CellRun& run) {
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
