// Status words in a table with targets and actuals: a miss shown as met, and a hit shown as missed,
// contradict their figures. How far below a target is still amber nobody can tell without a tolerance, so a
// miss shown as near or missed is right.
#pragma once

#include <vector>

#include "engine/checks/figure_table.h"

namespace outturn {

// One check for each status whose direction the table tells: by a column of words ("Higher is better"), by
// the target ("<10%", "at least"), by the measure's name, or by the other statuses of its row.
[[nodiscard]] std::vector<Check> status_checks(const FigureBook& book);

}  // namespace outturn
