// The workbook's own formulas: values saved that they do not give, constants typed over them, one that
// differs from its neighbours, totals that leave out a figure or count one twice.
#pragma once

#include <vector>

#include "engine/checks/check.h"
#include "engine/recalculation.h"

namespace outturn {

// After a calculation. Findings only: a formula in its place is no figure that somebody typed. `skipped`
// sheets, by id, are not looked at. With `saved_values`, also those that the file holds against those that
// the formulas give.
[[nodiscard]] std::vector<Check> formula_checks(const Workbook& workbook, Recalculation& recalculation,
                                                const std::vector<bool>& skipped, bool saved_values);

}  // namespace outturn
