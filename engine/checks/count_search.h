// Counts of words: how many lines of a list are Green, Amber, Red, told beside the list or on another sheet.
#pragma once

#include <vector>

#include "engine/checks/figure_table.h"

namespace outturn {

[[nodiscard]] std::vector<Check> count_checks(const Workbook& workbook, const std::vector<bool>& skipped,
                                              const FigureBook& book);

}  // namespace outturn
