#include "engine/change_set.h"

#include <algorithm>
#include <tuple>

#include "formulas/decimal_rounding.h"

namespace outturn {

bool is_changed(const Value& old_value, const Value& new_value) noexcept {
  if (old_value.is_number() && new_value.is_number())
    return !equal_at_15_digits(old_value.number(), new_value.number());
  return !(old_value == new_value);
}

ChangeSet collect_changes(const Workbook& workbook, const Recalculation& recalculation) {
  ChangeSet changes;
  const auto add = [&](SheetId sheet, CellAddress cell, ChangeKind kind) {
    const Sheet& on = workbook.sheet(sheet);
    Value old_value = on.saved_value(cell);
    Value new_value = on.value(cell);
    if (is_changed(old_value, new_value))
      changes.cells.push_back({sheet, cell, kind, std::move(old_value), std::move(new_value)});
  };
  for (std::size_t i = 0; i < workbook.fills().size(); ++i) {
    const Fill& fill = workbook.fills()[i];
    if (fill.kind == FillKind::kept) continue;
    const Sheet& sheet = workbook.sheet(fill.sheet);
    if (fill.kind != FillKind::dynamic_array) {
      for (std::int32_t column = fill.range.first.column; column <= fill.range.last.column; ++column)
        for (std::int32_t row = fill.range.first.row; row <= fill.range.last.row; ++row)
          add(fill.sheet, {row, column}, ChangeKind::formula);
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
          changes.cells.push_back({fill.sheet, cell, ChangeKind::spill_cleared, sheet.saved_value(cell), {}});
      }
    }
    if (now != fill.range) changes.resized.push_back({fill.sheet, anchor, now});
  }
  for (const Recalculation::Input& input : recalculation.inputs())
    add(input.sheet, input.cell, ChangeKind::input);
  for (const OwnedCell& cell : recalculation.owned_cells()) add(cell.sheet, cell.address, ChangeKind::owned);
  std::sort(changes.cells.begin(), changes.cells.end(), [](const CellChange& a, const CellChange& b) {
    return std::tie(a.sheet, a.cell) < std::tie(b.sheet, b.cell);
  });
  std::sort(changes.resized.begin(), changes.resized.end(), [](const ResizedArray& a, const ResizedArray& b) {
    return std::tie(a.sheet, a.anchor) < std::tie(b.sheet, b.anchor);
  });
  return changes;
}

}  // namespace outturn
