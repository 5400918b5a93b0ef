// Everything that `check` looks at in a workbook: what its definitions declare, what its tables show, and its
// formulas.
#pragma once

#include <vector>

#include "engine/checks/check.h"
#include "engine/recalculation.h"

namespace outturn {

class IndicatorBook;

// After a calculation. `indicators` is null where none are defined. Worst first; right figures after them, by
// sheet, row and column.
[[nodiscard]] std::vector<Check> workbook_checks(const Workbook& workbook, const Recalculation& recalculation,
                                                 const IndicatorBook* indicators);

}  // namespace outturn
