// Shares of a whole as a table prints them: rounded one by one they add to 99 or 101 per cent.
#pragma once

#include <span>
#include <vector>

namespace outturn {

// Each share at `places` decimals of a per cent, so that they add to what all of them are together at the
// same decimals: each is cut off, and the whole units that are left go to the largest remainders, among
// equals to the larger share and then to the earlier one.
[[nodiscard]] std::vector<double> largest_remainder_shares(std::span<const double> shares, int places);

}  // namespace outturn
