#include <gtest/gtest.h>

#include <cmath>
#include <string>

#include "tests/support/plain_context.h"

namespace outturn {
namespace {

// Observed in Excel: an issue several coupons before the first interest, in every basis, and what is left
// without the interest from the issue.
TEST(AccruedInterest, OverSeveralCouponPeriods) {
  testing::PlainContext context;
  struct Row {
    int frequency;
    int basis;
    double from_issue;
    double without;
  };
  for (const Row& row : {Row{1, 0, 3159.75, 1179.75}, Row{1, 1, 3154.9126431619129, 1174.9126431619134},
                         Row{1, 2, 3173.5, 1193.5}, Row{1, 3, 3157.1506849315065, 1177.1506849315069},
                         Row{2, 1, 3156.6393442622948, 186.63934426229505}, Row{2, 4, 3159.75, 189.75},
                         Row{4, 1, 3152.2252747252751, -312.77472527472526}, Row{4, 2, 3148.75, -316.25},
                         Row{4, 3, 3153.0821917808221, -311.91780821917814}}) {
    const std::string arguments = "ACCRINT(DATE(2020,2,3),DATE(2023,12,1),DATE(2023,4,12),0.33,3000," +
                                  std::to_string(row.frequency) + "," + std::to_string(row.basis);
    EXPECT_NEAR(context.calculate(arguments + ")").number(), row.from_issue, 1e-9) << arguments;
    EXPECT_NEAR(context.calculate(arguments + ",FALSE)").number(), row.without, 1e-9) << arguments;
  }
}

}  // namespace
}  // namespace outturn
