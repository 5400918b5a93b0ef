// Checks of a plain workbook: the arithmetic that its tables obey is found, and the figures that break it are
// named.
#pragma once

#include <vector>

#include "engine/checks/check.h"
#include "engine/workbook.h"

namespace outturn {

// The workbook as calculated. `skipped` sheets, by id, are not looked at. One check for each figure that
// could be restated, by sheet, row and column.
[[nodiscard]] std::vector<Check> inferred_checks(const Workbook& workbook, const std::vector<bool>& skipped);

}  // namespace outturn
