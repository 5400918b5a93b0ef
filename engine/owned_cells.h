// The lasting mark of an earlier run: hidden defined names that list the cells holding what outturn wrote, so
// that a later run can tell them from figures that somebody typed.
//
//   _outturn_owned     'Board'!$D$20,'Board'!$D$21,'Summary'!$B$6
//   _outturn_owned_2   more, where the first is full
//
// The references are Excel's to move when rows are inserted or sheets renamed. Each is one cell, never a
// range: a range would grow over an inserted row, and take the figure typed there for outturn's own.
#pragma once

#include <string_view>
#include <vector>

#include "engine/defined_name.h"
#include "engine/node.h"

namespace outturn {

class Workbook;

inline constexpr std::string_view kOwnedCellsName = "_outturn_owned";

// Whether a name is kOwnedCellsName or one that continues it.
[[nodiscard]] bool is_owned_cells_name(std::string_view name);

// The cells that the workbook's names mark, in ascending order. Names valid on one sheet only, which Excel
// makes when a sheet is copied, mark nothing.
[[nodiscard]] std::vector<OwnedCell> marked_cells(const Workbook& workbook);

// The names that mark these cells, in ascending order, within Excel's limits for one formula; none for no
// cell.
[[nodiscard]] std::vector<DefinedName> names_marking(const Workbook& workbook,
                                                     const std::vector<OwnedCell>& cells);

}  // namespace outturn
