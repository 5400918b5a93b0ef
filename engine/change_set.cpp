#include "engine/change_set.h"

#include <algorithm>
#include <span>
#include <tuple>

#include "formulas/decimal_rounding.h"

namespace outturn {

bool is_changed(const Value& old_value, const Value& new_value) noexcept {
  if (old_value.is_number() && new_value.is_number())
    return !equal_at_15_digits(old_value.number(), new_value.number());
  return !(old_value == new_value);
}

namespace {

// The rows of one column whose value differs from the saved one.
template <typename Found>
void for_each_changed_row(const Sheet& sheet, std::int32_t column, std::int32_t first, std::int32_t last,
                          Found&& found) {
  const Column* now = sheet.column(column);
  const Column* saved = sheet.saved_column(column);
  for (std::int32_t row = first; row <= last; ++row) {
    constexpr auto kNumber = static_cast<std::uint8_t>(CellTag::number);
    if (now != nullptr && saved != nullptr && now->raw_tag(row) == kNumber &&
        saved->raw_tag(row) == kNumber) {
      const double a = saved->number(row);
      const double b = now->number(row);
      if (a != b && !equal_at_15_digits(a, b)) found(row);
    } else if (is_changed(saved == nullptr ? Value() : saved->get(row),
                          now == nullptr ? Value() : now->get(row))) {
      found(row);
    }
  }
}

// By row and column within a sheet, in time proportional to their number.
void sort_cells(std::span<CellChange> cells) {
  constexpr std::size_t kFew = 1000;
  const auto less = [](const CellChange& a, const CellChange& b) { return a.cell < b.cell; };
  if (std::is_sorted(cells.begin(), cells.end(), less)) return;
  if (cells.size() < kFew) return std::sort(cells.begin(), cells.end(), less);
  std::vector<CellChange> other(cells.size());
  std::vector<std::size_t> starts;
  const auto pass = [&](std::span<const CellChange> from, std::span<CellChange> to, auto position) {
    starts.assign(1, 0);
    for (const CellChange& change : from) {
      const auto at = static_cast<std::size_t>(position(change)) + 1;
      if (at >= starts.size()) starts.resize(at + 1);
      ++starts[at];
    }
    for (std::size_t i = 1; i < starts.size(); ++i) starts[i] += starts[i - 1];
    for (const CellChange& change : from) to[starts[static_cast<std::size_t>(position(change))]++] = change;
  };
  pass(cells, other, [](const CellChange& change) { return change.cell.column; });
  pass(other, cells, [](const CellChange& change) { return change.cell.row; });
}

}  // namespace

ChangeSet collect_changes(const Workbook& workbook, const Recalculation& recalculation) {
  ChangeSet changes;
  const auto add = [&](SheetId sheet, CellAddress cell, ChangeKind kind) {
    const Sheet& on = workbook.sheet(sheet);
    if (is_changed(on.saved_value(cell), on.value(cell))) changes.cells.push_back({sheet, cell, kind});
  };
  for (std::size_t i = 0; i < workbook.fills().size(); ++i) {
    const Fill& fill = workbook.fills()[i];
    if (fill.kind == FillKind::kept) continue;
    const Sheet& sheet = workbook.sheet(fill.sheet);
    if (fill.kind != FillKind::dynamic_array) {
      for (std::int32_t column = fill.range.first.column; column <= fill.range.last.column; ++column)
        for_each_changed_row(sheet, column, fill.range.first.row, fill.range.last.row, [&](std::int32_t row) {
          changes.cells.push_back({fill.sheet, {row, column}, ChangeKind::formula});
        });
      continue;
    }
    const CellAddress anchor = fill.range.first;
    const RangeAddress now = recalculation.spill_range(fill.sheet, anchor).value_or(fill.range);
    add(fill.sheet, anchor, ChangeKind::formula);
    const RangeAddress both = bounding_range(fill.range, now);
    for (std::int32_t row = both.first.row; row <= both.last.row; ++row) {
      for (std::int32_t column = both.first.column; column <= both.last.column; ++column) {
        const CellAddress cell{row, column};
        if (cell == anchor) continue;
        const bool filled_then = fill.range.contains(cell) && sheet.fill_at(cell) == static_cast<FillId>(i);
        const bool filled_now = now.contains(cell);
        if (filled_now && filled_then)
          add(fill.sheet, cell, ChangeKind::spill_changed);
        else if (filled_now)
          add(fill.sheet, cell, ChangeKind::spill_added);
        else if (filled_then && !sheet.saved_value(cell).is_blank() && sheet.value(cell).is_blank())
          changes.cells.push_back({fill.sheet, cell, ChangeKind::spill_cleared});
      }
    }
    if (now != fill.range) changes.resized.push_back({fill.sheet, anchor, now});
  }
  for (const Recalculation::Input& input : recalculation.inputs())
    add(input.sheet, input.cell, ChangeKind::input);
  for (const OwnedCell& cell : recalculation.owned_cells()) add(cell.sheet, cell.address, ChangeKind::owned);
  // Fills are in the order of their sheets, inputs and owned cells in any.
  const auto by_sheet = [](const CellChange& a, const CellChange& b) { return a.sheet < b.sheet; };
  if (!std::is_sorted(changes.cells.begin(), changes.cells.end(), by_sheet))
    std::stable_sort(changes.cells.begin(), changes.cells.end(), by_sheet);
  for (auto first = changes.cells.begin(); first != changes.cells.end();) {
    const auto last = std::upper_bound(first, changes.cells.end(), *first, by_sheet);
    sort_cells({first, last});
    first = last;
  }
  std::sort(changes.resized.begin(), changes.resized.end(), [](const ResizedArray& a, const ResizedArray& b) {
    return std::tie(a.sheet, a.anchor) < std::tie(b.sheet, b.anchor);
  });
  return changes;
}

}  // namespace outturn
