#include <gtest/gtest.h>

#include "tests/support/plain_context.h"

namespace outturn {
namespace {

// Values that Excel saved: its approximations have about eight right digits, and these are not all right.
TEST(Bessel, HasTheDigitsThatExcelSaves) {
  testing::PlainContext context;
  struct Row {
    const char* formula;
    double expected;
  };
  for (const Row& row : {Row{"BESSELJ(0,0)", 1.00000000283141},
                         {"BESSELJ(10,0)", -0.2459357644412996},
                         {"BESSELJ(-10,1)", -0.04347224965225415},
                         {"BESSELJ(32,7)", -0.07621034879110145},
                         {"BESSELY(10,1)", 0.24901542405799407},
                         {"BESSELY(0.8,7)", -143672.95815527736},
                         {"BESSELI(-10,1)", -2670.9883205592469}})
    EXPECT_NEAR(context.calculate(row.formula).number() / row.expected, 1, 1e-12) << row.formula;
}

TEST(Bessel, RefusesWhatExcelRefuses) {
  testing::PlainContext context;
  for (const char* formula :
       {"BESSELJ(1,-1)", "BESSELY(0,1)", "BESSELY(-1,1)", "BESSELK(0,0)", "BESSELI(1000,1)"})
    EXPECT_EQ(context.calculate(formula), Value(ErrorCode::num)) << formula;
  EXPECT_EQ(context.calculate("BESSELJ(\"x\",1)"), Value(ErrorCode::value));
  EXPECT_EQ(context.calculate("BESSELJ(2.5,1.9)"), context.calculate("BESSELJ(2.5,1)"));
}

}  // namespace
}  // namespace outturn
