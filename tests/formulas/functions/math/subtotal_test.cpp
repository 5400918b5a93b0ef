#include <gtest/gtest.h>

#include <string>

#include "tests/support/plain_context.h"

namespace outturn {
namespace {

// Row 2 is filtered out, row 3 hidden by hand, row 4 holds a subtotal, row 5 an error, row 6 a text.
TEST(Subtotal, LeavesOutWhatItsNumberSays) {
  testing::PlainContext context;
  for (std::int32_t row = 0; row < 4; ++row) context.cells[{row, 0}] = std::int64_t{1} << row;
  context.cells[{5, 0}] = "x";
  context.filtered_rows = {1};
  context.hidden_rows = {2};
  context.subtotals = {{3, 0}};
  EXPECT_TRUE(context.calculate("SUBTOTAL(9,A1:A6)") == Value(5));
  EXPECT_TRUE(context.calculate("SUBTOTAL(109,A1:A6)") == Value(1));
  EXPECT_TRUE(context.calculate("SUBTOTAL(3,A1:A6)") == Value(3));
  EXPECT_TRUE(context.calculate("SUBTOTAL(2,A1:A6,A1)") == Value(3));
  EXPECT_TRUE(context.calculate("SUBTOTAL(4,A1:A6)") == Value(4));
  EXPECT_TRUE(context.calculate("AGGREGATE(9,4,A1:A6)") == Value(15));
  EXPECT_TRUE(context.calculate("AGGREGATE(9,5,A1:A6)") == Value(9));
  EXPECT_TRUE(context.calculate("AGGREGATE(9,0,A1:A6)") == Value(7));
  context.cells[{4, 0}] = ErrorCode::div0;
  EXPECT_TRUE(context.calculate("SUBTOTAL(9,A1:A6)") == Value(ErrorCode::div0));
  EXPECT_TRUE(context.calculate("AGGREGATE(9,6,A1:A6)") == Value(15));
  EXPECT_TRUE(context.calculate("AGGREGATE(14,6,A1:A6,2)") == Value(4));
}

}  // namespace
}  // namespace outturn
