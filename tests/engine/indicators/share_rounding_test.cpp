#include "engine/indicators/share_rounding.h"

#include <gtest/gtest.h>

namespace outturn {
namespace {

void expect_shares(const std::vector<double>& shares, int places, const std::vector<double>& printed) {
  const std::vector<double> got = largest_remainder_shares(shares, places);
  ASSERT_EQ(got.size(), printed.size());
  for (std::size_t at = 0; at < got.size(); ++at) EXPECT_DOUBLE_EQ(got[at], printed[at]) << at;
}

TEST(LargestRemainderShares, AddToTheWhole) {
  // 2 of 6, 3 of 6, 1 of 6: 33.3, 50, 16.7. Half-up they would be 33 + 50 + 17.
  expect_shares({2.0 / 6, 0.5, 1.0 / 6}, 0, {0.33, 0.5, 0.17});
  // 66.67, 16.67, 16.67 half-up would be 67 + 17 + 17 = 101: the remainders are equal, the larger share takes
  // one.
  expect_shares({4.0 / 6, 1.0 / 6, 1.0 / 6}, 0, {0.67, 0.17, 0.16});
  // Thirds: 33 + 33 + 33 = 99, the first takes what is left; with one decimal 33.4, 33.3, 33.3.
  expect_shares({1.0 / 3, 1.0 / 3, 1.0 / 3}, 0, {0.34, 0.33, 0.33});
  expect_shares({1.0 / 3, 1.0 / 3, 1.0 / 3}, 1, {0.334, 0.333, 0.333});
  // 29 of 100 is no less than 29 %, although 0.29 × 100 is less in binary.
  expect_shares({0.29, 0.71}, 0, {0.29, 0.71});
  // A repayment: 110 and −10.
  expect_shares({1.104, -0.104}, 0, {1.10, -0.10});
  expect_shares({}, 0, {});
}

}  // namespace
}  // namespace outturn
