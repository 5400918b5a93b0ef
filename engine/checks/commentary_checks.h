// Commentary against the figures that it is about: copied from another indicator, telling a figure that is
// none of the indicator's, named for another period.
#pragma once

#include <vector>

#include "engine/checks/check.h"
#include "engine/indicators/indicator_book.h"

namespace outturn {

// After a calculation. One check for each commentary with something that can be told. Counts are not looked
// for: too many things are counted in a sentence.
[[nodiscard]] std::vector<Check> commentary_checks(const IndicatorBook& book, const Workbook& workbook);

// Titles and headings that name their period twice and not the same, by the calendar that the settings give.
// `skipped` sheets are not looked at.
[[nodiscard]] std::vector<Check> period_checks(const IndicatorBook& book, const Workbook& workbook,
                                               const std::vector<bool>& skipped);

}  // namespace outturn
