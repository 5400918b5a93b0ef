// What the indicators' definitions say of figures, statuses, counts and texts that somebody typed.
#pragma once

#include <vector>

#include "engine/checks/check.h"
#include "engine/indicators/indicator_book.h"

namespace outturn {

// After a calculation, the typed cells being as somebody typed them (see typed_by_hand). One check for each
// figure and status entered, each typed cell that a definition gives, each commentary and plan that is due,
// and each published figure whose cells are still there.
[[nodiscard]] std::vector<Check> indicator_checks(const IndicatorBook& book, const Workbook& workbook,
                                                  Recalculation& recalculation);

// The cells that the definitions would fill and that hold what a person typed rather than what an earlier run
// wrote.
[[nodiscard]] std::vector<OwnedCell> typed_by_hand(const Workbook& workbook,
                                                   const Recalculation& recalculation);

}  // namespace outturn
