#include <gtest/gtest.h>

#include "tests/support/plain_context.h"

namespace outturn {
namespace {

// As all functions of Excel's former Analysis ToolPak; the bitwise functions came later and take ranges.
TEST(BaseConversion, RefusesRangesButLiftsArrays) {
  testing::PlainContext context;
  context.cells[{0, 0}] = 2;
  context.cells[{1, 0}] = 3;
  context.stand_on({0, 5});
  for (const FormulaMode mode : {FormulaMode::array, FormulaMode::implicit_intersection}) {
    EXPECT_EQ(context.calculate("DEC2BIN(A1:A2)", mode), Value(ErrorCode::value));
    EXPECT_EQ(context.calculate("DEC2BIN(A1)", mode), Value("10"));
  }
  EXPECT_EQ(context.calculate("DEC2BIN(A1:A2+0)"), context.calculate("{\"10\";\"11\"}"));
  EXPECT_EQ(context.calculate("BITAND(A1:A2,1)"), context.calculate("{0;1}"));
}

}  // namespace
}  // namespace outturn
