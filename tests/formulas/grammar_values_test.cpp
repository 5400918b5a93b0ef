// What formulas give, as the grammar binds them.

#include <gtest/gtest.h>

#include <cmath>

#include "tests/support/plain_context.h"

namespace outturn {
namespace {

TEST(Numbers, OutsideExcelsRangeAreRefusedOrZero) {
  for (const char* formula : {"1E309", "1+1E309", "{1,1E309}", "1E99999"})
    EXPECT_FALSE(parse_formula(formula, {}).expression) << formula;
  testing::PlainContext context;
  EXPECT_EQ(context.calculate("1E-310"), Value(0));
  EXPECT_EQ(context.calculate("9.99E307"), Value(9.99e307));
}

TEST(Operators, BindAsInExcel) {
  struct Row {
    const char* formula;
    Value result;
  };
  const Row rows[] = {{"-2^2", 4},
                      {"2^-1", 0.5},
                      {"2^3^2", 64},
                      {"-5%", -0.05},
                      {"10%%", 0.001},
                      {"\"a\"&1+2", "a3"},
                      {"1=1=1", false},
                      {"3>2>1", true},
                      {"5-+-3", 8},
                      {"1&2=12", false},
                      {"2^0.5%", std::pow(2, 0.005)},
                      {"-2^2%", ErrorCode::num},
                      {"2*3^2", 18},
                      {"8/2/2", 2},
                      {"1-1-1", -1},
                      {"--3", 3}};
  testing::PlainContext context;
  for (const Row& row : rows) EXPECT_EQ(context.calculate(row.formula), row.result) << row.formula;
}

}  // namespace
}  // namespace outturn
