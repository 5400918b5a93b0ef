#include <gtest/gtest.h>

#include <cmath>
#include <string>

#include "tests/support/plain_context.h"

namespace outturn {
namespace {

void expect_near(std::string_view formula, const Value& expected, double tolerance) {
  testing::PlainContext context;
  const Value result = context.calculate(std::string(formula));
  ASSERT_TRUE(result.is_array()) << formula;
  const Array& got = result.array();
  const Array& wanted = expected.array();
  ASSERT_EQ(got.rows(), wanted.rows()) << formula;
  ASSERT_EQ(got.columns(), wanted.columns()) << formula;
  for (std::size_t i = 0; i < got.size(); ++i) {
    if (!wanted[i].is_number()) {
      EXPECT_EQ(got[i], wanted[i]) << formula << " at " << i;
      continue;
    }
    ASSERT_TRUE(got[i].is_number()) << formula << " at " << i;
    EXPECT_NEAR(got[i].number(), wanted[i].number(), tolerance * std::fmax(1, std::fabs(wanted[i].number())))
        << formula << " at " << i;
  }
}

Value calculated(const std::string& formula) { return testing::PlainContext().calculate(formula); }

// The office buildings of Microsoft's page "LINEST function".
TEST(Regression, OfSeveralVariablesGivesTheStatisticsOfMicrosoftsExample) {
  expect_near(
      "LINEST({142000,144000,151000,150000,139000,169000,126000,142900,163000,169000,149000},"
      "{2310,2333,2356,2379,2402,2425,2448,2471,2494,2517,2540;2,2,3,3,2,4,2,2,3,4,2;"
      "2,2,1.5,2,3,2,1.5,2,3,4,3;20,12,33,43,53,23,99,34,23,55,22},TRUE,TRUE)",
      calculated("{-234.2371645,2553.21066,12529.76817,27.64138737,52317.83051;"
                 "13.26801148,530.6691519,400.0668382,5.429374042,12237.3616;"
                 "0.996747993,970.5784629,#N/A,#N/A,#N/A;459.7536742,6,#N/A,#N/A,#N/A;"
                 "1732393319,5652135.316,#N/A,#N/A,#N/A}"),
      1e-9);
}

// The Longley data of the NIST Statistical Reference Datasets: variables that nearly depend on each other.
TEST(Regression, OfTheLongleyDataGivesTheCertifiedValues) {
  expect_near(
      "LINEST({60323;61122;60171;61187;63221;63639;64989;63761;66019;67857;68169;66513;68655;69564;69331;"
      "70551},"
      "{83,234289,2356,1590,107608,1947;88.5,259426,2325,1456,108632,1948;88.2,258054,3682,1616,109773,1949;"
      "89.5,284599,3351,1650,110929,1950;96.2,328975,2099,3099,112075,1951;98.1,346999,1932,3594,113270,1952;"
      "99,365385,1870,3547,115094,1953;100,363112,3578,3350,116219,1954;101.2,397469,2904,3048,117388,1955;"
      "104.6,419180,2822,2857,118734,1956;108.4,442769,2936,2798,120445,1957;110.8,444546,4681,2637,121950,"
      "1958;"
      "112.6,482704,3813,2552,123366,1959;114.2,502601,3931,2514,125368,1960;115.7,518173,4806,2572,127852,"
      "1961;"
      "116.9,554894,4007,2827,130081,1962})",
      calculated("{1829.15146461355,-0.0511041056535807,-1.03322686717359,-2.02022980381683,"
                 "-0.0358191792925910,15.0618722713733,-3482258.63459582}"),
      1e-10);
}

TEST(Regression, LeavesOutVariablesThatOthersDetermine) {
  // The third is the sum of the first two, the fourth is constant; y = 1 + 2a + 3b.
  testing::PlainContext context;
  const Value result =
      context.calculate("LINEST({9;8;19;18;24},{1,2,3,7;2,1,3,7;3,4,7,7;4,3,7,7;4,5,9,7},TRUE,TRUE)");
  ASSERT_TRUE(result.is_array());
  int left_out = 0;
  for (std::size_t j = 0; j < 4; ++j)
    if (result.array().at(0, j).number() == 0 && result.array().at(1, j).number() == 0) ++left_out;
  EXPECT_EQ(left_out, 2);
  EXPECT_EQ(result.array().at(3, 1).number(), 2);  // 5 observations less 2 variables and the constant
  EXPECT_NEAR(context.calculate("TREND({9;8;19;18;24},{1,2,3;2,1,3;3,4,7;4,3,7;4,5,9},{10,20,30})").number(),
              81, 1e-9);
}

TEST(Regression, WithoutDegreesOfFreedomHasNoErrors) {
  expect_near("LINEST({1;2},{1;2},TRUE,TRUE)", calculated("{1,0;0,0;1,0;#NUM!,0;0.5,0}"), 1e-12);
}

TEST(Regression, WithoutConstantHasNoErrorOfTheConstant) {
  // The sums of x*x, x*y and y*y are 14, 23 and 38.
  expect_near("LINEST({2;3;5},{1;2;3},FALSE,TRUE)",
              calculated("{1.642857142857143,0;0.0874817765279707,#N/A;0.994360902255639,0.327326835353989;"
                         "352.666666666667,2;37.7857142857143,0.214285714285714}"),
              1e-12);
}

TEST(Regression, RefusesWhatIsNoNumberAndWhatDoesNotFit) {
  for (const char* formula :
       {"LINEST({1;2},{1;#N/A})", "LINEST({1;\"x\"},{1;2})", "TREND({1;2},{1;2},#DIV/0!)",
        "LOGEST({1;2},{1;2},#N/A)", "GROWTH({1;2},{1;2},{\"x\"})"})
    EXPECT_EQ(calculated(formula), Value(ErrorCode::value)) << formula;
  for (const char* formula :
       {"LINEST({1;2;3},{1;2})", "TREND({1;2},{1,1;2,3},{1;2;3})", "GROWTH({1,2},{1;2;3})"})
    EXPECT_EQ(calculated(formula), Value(ErrorCode::ref)) << formula;
}

}  // namespace
}  // namespace outturn
