#include "engine/indicators/share_rounding.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "formulas/decimal_rounding.h"

namespace outturn {
namespace {

// The whole units in a number, which at 15 digits may already be the next.
double whole_units(double number) {
  const double below = std::floor(number);
  return compare_15(number, below + 1) == 0 ? below + 1 : below;
}

}  // namespace

std::vector<double> largest_remainder_shares(std::span<const double> shares, int places) {
  const double scale = 100 * std::pow(10.0, places);  // units in the whole
  std::vector<double> units;
  double sum = 0, given = 0;
  for (const double share : shares) {
    units.push_back(whole_units(share * scale));
    sum += share;
    given += units.back();
  }
  std::vector<std::size_t> order(shares.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto remainder = [&](std::size_t at) { return shares[at] * scale - units[at]; };
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    // Remainders of two quotients that are equal on paper differ in their last bits.
    if (std::fabs(remainder(a) - remainder(b)) > 1e-9) return remainder(a) > remainder(b);
    return shares[a] > shares[b];
  });
  double left = round_half_away(sum * scale, 0) - given;
  for (std::size_t at = 0; at < order.size() && left >= 1; ++at, --left) ++units[order[at]];
  for (double& each : units) each /= scale;
  return units;
}

}  // namespace outturn
