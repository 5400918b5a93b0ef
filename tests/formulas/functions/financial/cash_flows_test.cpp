#include <gtest/gtest.h>

#include <cmath>

#include "tests/support/plain_context.h"

namespace outturn {
namespace {

// Excel's bisection ends on the guess times m/2^k, close to the rate that is known beforehand.
TEST(Xirr, EndsWhereBisectionDoes) {
  testing::PlainContext context;
  struct Row {
    const char* formula;
    double rate;
  };
  for (const Row& row : {Row{"XIRR({-100,121},{45000,45365})", 0.21},
                         {"XIRR({-100,300},{45000,45365})", 2},
                         {"XIRR({-100,30},{45000,45365})", -0.7}}) {
    const double found = context.calculate(row.formula).number();
    EXPECT_NEAR(found, row.rate, 3e-8) << row.formula;
    const double parts = std::ldexp(found * 10, 32);
    EXPECT_NEAR(parts, std::nearbyint(parts), 1e-3) << row.formula;
  }
}

}  // namespace
}  // namespace outturn
