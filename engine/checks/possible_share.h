// Percentages that no whole numerator gives: 56.3 % of 23 people is nobody's share. Only small denominators
// can tell, those below the number of percentages that could be printed.
#pragma once

#include <optional>
#include <vector>

#include "engine/checks/figure_table.h"

namespace outturn {

// The shares of a whole nearest to a percentage that is none of them.
struct NearestShares {
  double below_count = 0, above_count = 0;
};

// Nothing where some whole number gives the share, or could for one unit of its last place. Requires: the
// share is between 0 and 1, the whole at least 1.
[[nodiscard]] std::optional<NearestShares> nearest_to_impossible(const Figure& share, double whole);
// "13 gives 56.5% and 12 gives 52.2%".
[[nodiscard]] std::string words_of(const NearestShares& nearest, const Figure& share, double whole);

// Percentages of which the tables print the denominator and not the numerator. `explained` figures are
// restated by others already.
[[nodiscard]] std::vector<Check> possible_share_checks(const FigureBook& book,
                                                       const std::vector<bool>& explained);

}  // namespace outturn
