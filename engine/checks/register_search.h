// Registers: lists whose rows bear references. A reference that cannot be one, and keys that are not filled
// in.
#pragma once

#include <vector>

#include "engine/checks/figure_table.h"

namespace outturn {

[[nodiscard]] std::vector<Check> register_checks(const Workbook& workbook, const std::vector<bool>& skipped);

}  // namespace outturn
