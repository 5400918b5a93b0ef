#include <gtest/gtest.h>

#include "tests/support/plain_context.h"

namespace outturn {
namespace {

// J0(0) is the quotient of the approximation's two constants, which is not quite 1; the other functions keep
// their symmetries.
TEST(Bessel, HasTheApproximationsOwnDigits) {
  testing::PlainContext context;
  EXPECT_DOUBLE_EQ(context.calculate("BESSELJ(0,0)").number(), 57568490574.0 / 57568490411.0);
  EXPECT_EQ(context.calculate("BESSELJ(-9,1)"), context.calculate("-BESSELJ(9,1)"));
  EXPECT_EQ(context.calculate("BESSELJ(-9,2)"), context.calculate("BESSELJ(9,2)"));
  EXPECT_EQ(context.calculate("BESSELI(-9,3)"), context.calculate("-BESSELI(9,3)"));
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
