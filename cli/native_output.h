// What `recalc --native` writes: indicators as Excel formulas, each one tried first.
#pragma once

#include <vector>

#include "cli/open_book.h"
#include "engine/change_set.h"
#include "xlsx/writer.h"

namespace outturn {

// The formulas of --native that give, when the workbook is calculated without its definitions, the same
// values as the indicators. The others keep their values and are named. `options` gets the marks of their
// cells.
[[nodiscard]] std::vector<xlsx::CellFormula> checked_native_formulas(OpenBook& book, const ChangeSet& changes,
                                                                     const std::vector<xlsx::CellFill>& fills,
                                                                     xlsx::WriteOptions& options,
                                                                     std::vector<Diagnostic>& notes);

}  // namespace outturn
