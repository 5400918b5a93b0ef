// What a calculation changed in the workbook, cell by cell: what a file writer splices in and a report lists.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/recalculation.h"
#include "engine/workbook.h"

namespace outturn {

enum class ChangeKind : std::uint8_t {
  input,          // a constant given by set_input
  formula,        // the value of a formula in the cell itself
  spill_added,    // a cell that a dynamic array fills now and did not when the file was saved
  spill_changed,  // a cell that an array formula elsewhere fills, and filled then too
  spill_cleared,  // a cell that it filled then and does not now
  owned,          // a cell that a report node owns
};

// The value as saved in the file is Sheet::saved_value(cell); the new one is Sheet::value(cell), blank for a
// cell that a spill has left. Half a million changes are no rarity: they hold no values of their own.
struct CellChange {
  SheetId sheet = 0;
  CellAddress cell;
  ChangeKind kind = ChangeKind::formula;
};

struct ResizedArray {
  SheetId sheet = 0;
  CellAddress anchor;
  RangeAddress range;
};

struct ChangeSet {
  std::vector<CellChange> cells;      // by sheet, row and column
  std::vector<ResizedArray> resized;  // by sheet, row and column of the anchor
};

// A cell is changed when its kind differs or its number differs at 15 significant digits.
[[nodiscard]] bool is_changed(const Value& old_value, const Value& new_value) noexcept;
// Whether its value is another than the saved one.
[[nodiscard]] bool is_changed(const Sheet& sheet, CellAddress cell);

[[nodiscard]] ChangeSet collect_changes(const Workbook& workbook, const Recalculation& recalculation);

}  // namespace outturn
