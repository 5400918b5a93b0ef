// Figures that cannot be more than others: within 30 seconds and within 60, of which, received and answered.
// The wording tells; figures alone never do.
#pragma once

#include <vector>

#include "engine/checks/figure_table.h"

namespace outturn {

[[nodiscard]] std::vector<Check> order_checks(const FigureBook& book);

}  // namespace outturn
