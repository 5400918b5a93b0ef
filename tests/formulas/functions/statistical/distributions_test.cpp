#include <gtest/gtest.h>

#include <cmath>
#include <string>

#include "tests/support/plain_context.h"

namespace outturn {
namespace {

// Expected values by arithmetic of 40 digits from the definitions.
TEST(Distributions, KeepTheirDigitsInTheTailsAndForLargeParameters) {
  struct Row {
    const char* formula;
    double expected;
  };
  for (const Row& row : {
           Row{"NORM.S.DIST(-37,TRUE)", 5.7255712225245768e-300},
           {"NORM.S.INV(1E-300)", -37.047096299361199},
           {"NORM.S.INV(0.50000001)", 2.5066282872262044e-8},
           {"LOGNORM.DIST(0.00000000001,0,1,TRUE)", 7.7665692107297548e-142},
           {"GAMMA.DIST(1E-20,0.5,1,TRUE)", 1.1283791670955126e-10},
           {"GAMMA.DIST(2000,2500,1,TRUE)", 2.9491918869834727e-27},
           {"GAMMA.DIST(300,3,2,FALSE)", 4.0359914849049809e-62},
           {"GAMMA.INV(1E-50,0.5,1)", 7.8539816339744831e-101},
           {"CHISQ.DIST.RT(1000,10)", 1.8702907209159497e-208},
           {"CHISQ.INV.RT(1E-100,3)", 466.21435757129135},
           {"CHISQ.INV(0.000001,1)", 1.5707963267957191e-12},
           {"BETA.DIST(0.0625,200,300,TRUE)", 2.101828751764824e-105},
           {"BETA.DIST(0.5,60000,60100,TRUE)", 0.61353939408749239},
           {"F.DIST.RT(1000,10,20)", 9.9747455586266232e-25},
           {"F.INV(0.5,7,7)", 1.0},
           {"F.INV.RT(0.000000000001,1,1)", 4.0528473456935109e+23},
           {"T.DIST(-50,3,TRUE)", 8.8085760206359871e-6},
           {"T.DIST.RT(1000000,1)", 3.1830988618368457e-7},
           {"T.DIST.2T(0.000001,5)", 0.99999924078662036},
           {"T.INV(0.0000000001,2)", -70710.678108048151},
           {"T.INV.2T(0.001,1)", 636.61924876871962},
           {"T.INV.2T(0.999,1)", 0.0015707976187243681},
           {"BINOM.DIST(500000,1000000,0.5,FALSE)", 0.00079788436133175009},
           {"BINOM.DIST(0,1000000,0.000001,TRUE)", 0.36787925723164509},
           {"BINOM.DIST(10,1000,0.5,TRUE)", 2.4833387914896353e-278},
           {"BINOM.DIST.RANGE(10000,0.5,4000,4600)", 6.5212260637001018e-16},
           {"NEGBINOM.DIST(0,3,0.001,TRUE)", 1.0e-9},
           {"POISSON.DIST(100,1,FALSE)", 3.9418660600504792e-159},
           {"POISSON.DIST(10,100,TRUE)", 1.1376879516952979e-30},
           {"POISSON.DIST(1000000,1000000,FALSE)", 0.00039894224715624403},
           {"HYPGEOM.DIST(50,100,500,1000,TRUE)", 0.54194604604640652},
           {"HYPGEOM.DIST(2,300,700,5000,TRUE)", 6.9197559058440459e-18},
           {"WEIBULL.DIST(0.000001,2,1,TRUE)", 9.999999999995e-13},
           {"EXPON.DIST(0.000000000001,1,TRUE)", 9.999999999995e-13},
           {"GAUSS(0.000000000001)", 3.9894228040143268e-13},
           {"FISHER(0.000000001)", 1.0e-9},
       }) {
    testing::PlainContext context;
    const Value result = context.calculate(row.formula);
    ASSERT_TRUE(result.is_number()) << row.formula;
    EXPECT_NEAR(result.number() / row.expected, 1, 1e-12) << row.formula;
  }
}

// By symmetry, and by the first terms of the central limit: too large to be summed to 40 digits.
TEST(Distributions, OfLargestDegreesAreNearlyNormal) {
  testing::PlainContext context;
  EXPECT_NEAR(context.calculate("F.DIST(1,10000000000,10000000000,TRUE)").number(), 0.5, 1e-12);
  EXPECT_NEAR(context.calculate("CHISQ.DIST(10000000000,10000000000,TRUE)").number(),
              0.5 + 1 / (3 * std::sqrt(2 * 3.141592653589793 * 5e9)), 1e-12);
  EXPECT_NEAR(context.calculate("T.DIST(1,10000000000,TRUE)-NORM.S.DIST(1,TRUE)").number(), 0, 1e-10);
}

TEST(Distributions, RefuseWhatExcelRefuses) {
  testing::PlainContext context;
  const Value num = ErrorCode::num;
  for (const char* formula :
       {"POISSON.DIST(-0.000001,5,TRUE)", "CHISQ.DIST(1,10000000001,TRUE)", "CHIINV(1.1,3)", "GAMMALN(-0.5)",
        "F.INV.RT(0,1,2)", "T.INV.2T(0,5)", "TDIST(1,5,1.9)+TDIST(1,5,2.9)+TDIST(1,5,3)",
        "BETA.INV(0.5,1,1,2,2)", "HYPGEOM.DIST(0,8,8,10,TRUE)", "NEGBINOM.DIST(1,0.9,0.5,TRUE)",
        "CONFIDENCE(0.05,1,0.9)", "CRITBINOM(5,0.5,1.1)", "WEIBULL(0,0.5,1,FALSE)",
        "GAMMADIST(0,0.5,1,FALSE)", "GAMMA(171.7)"})
    EXPECT_EQ(context.calculate(formula), num) << formula;
}

// Where the distribution meets alpha exactly, that count is the answer.
TEST(Distributions, BinomInvIsTheLeastCountThatReachesAlpha) {
  testing::PlainContext context;
  for (int n = 1; n <= 40; ++n) {
    for (int k = 0; k < n; ++k) {
      const std::string call = std::to_string(n) + ",0.5,BINOM.DIST(" + std::to_string(k) + "," +
                               std::to_string(n) + ",0.5,TRUE))";
      EXPECT_EQ(context.calculate("BINOM.INV(" + call).number(), k) << call;
    }
  }
}

}  // namespace
}  // namespace outturn
