#include <gtest/gtest.h>

#include <string>

#include "tests/support/plain_context.h"

namespace outturn {
namespace {

// Issued on 15 January 2021, coupons on 1 July and 1 January, first interest on 1 July 2022, settled on 1
// February 2022: part of a period, a whole one that calc_method FALSE leaves out, and part of a third.
TEST(AccruedInterest, OverSeveralCouponPeriods) {
  testing::PlainContext context;
  struct Row {
    int basis;
    double from_issue;  // in coupons of 50
    double without;
  };
  for (const Row& row : {Row{0, 376.0 / 180, 196.0 / 180}, Row{1, 1 + 198.0 / 181, 198.0 / 181},
                         Row{2, 378.0 / 180, 198.0 / 180}, Row{3, 1 + 198 / 182.5, 198 / 182.5},
                         Row{4, 376.0 / 180, 196.0 / 180}}) {
    const std::string arguments =
        "ACCRINT(DATE(2021,1,15),DATE(2022,7,1),DATE(2022,2,1),0.1,1000,2," + std::to_string(row.basis);
    EXPECT_NEAR(context.calculate(arguments + ")").number(), 50 * row.from_issue, 1e-9) << arguments;
    EXPECT_NEAR(context.calculate(arguments + ",FALSE)").number(), 50 * row.without, 1e-9) << arguments;
  }
}

}  // namespace
}  // namespace outturn
