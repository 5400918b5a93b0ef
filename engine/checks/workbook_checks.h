// Everything that `check` looks at in a workbook: what its definitions declare, what its tables show, and its
// formulas.
#pragma once

#include <span>
#include <vector>

#include "engine/checks/check.h"
#include "engine/checks/checks_sheet.h"
#include "engine/recalculation.h"

namespace outturn {

class IndicatorBook;

struct WorkbookChecks {
  // Worst first; right figures after them, by sheet, row and column.
  std::vector<Check> checks;
  std::vector<CheckException> exceptions;  // findings that the workbook itself explains
  // Errors in the sheets Checks and Check exceptions: nothing was checked. Warnings beside results.
  std::vector<Diagnostic> findings;
};

// After a calculation. `indicators` is null where none are defined; `definitions` are the tables of the
// sheets or of a TOML file.
[[nodiscard]] WorkbookChecks workbook_checks(Workbook& workbook, Recalculation& recalculation,
                                             const IndicatorBook* indicators,
                                             std::span<const DefinitionTable> definitions);

}  // namespace outturn
