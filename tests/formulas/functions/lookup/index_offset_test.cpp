#include <gtest/gtest.h>

#include "tests/support/plain_context.h"

namespace outturn {
namespace {

testing::PlainContext numbered_cells() {
  testing::PlainContext context;
  for (std::int32_t row = 0; row < 3; ++row)
    for (std::int32_t column = 0; column < 3; ++column)
      context.cells[{row, column}] = 10 * (row + 1) + column + 1;
  context.stand_on({9, 9});
  return context;
}

TEST(Index, GivesReferencesThatRangesCanEndIn) {
  auto context = numbered_cells();
  EXPECT_EQ(context.calculate("SUM(A1:INDEX(A1:C3,2,2))"), Value(11 + 12 + 21 + 22));
  EXPECT_EQ(context.calculate("SUM(INDEX(A1:C3,0,3))"), Value(13 + 23 + 33));
  EXPECT_EQ(context.calculate("SUM(INDEX(A1:C3,2,0))"), Value(21 + 22 + 23));
  EXPECT_EQ(context.calculate("SUM(INDEX(A1:C3,2,))"), Value(21 + 22 + 23));
  EXPECT_EQ(context.calculate("INDEX(A1:C3,4,1)"), Value(ErrorCode::ref));
  EXPECT_EQ(context.calculate("INDEX(A1:C3,2)"), Value(ErrorCode::ref));
}

TEST(Index, TakesOneValueFromTheRangeInAnOrdinaryFormula) {
  auto context = numbered_cells();
  context.stand_on({1, 9});
  EXPECT_EQ(context.calculate("INDEX(A1:C3,0,2)", FormulaMode::implicit_intersection), Value(22));
}

TEST(Xlookup, GivesAReferenceWhereTheResultIsARange) {
  auto context = numbered_cells();
  EXPECT_EQ(context.calculate("SUM(XLOOKUP(11,A1:A3,A1:A3):XLOOKUP(31,A1:A3,C1:C3))"), Value(198));
  EXPECT_EQ(context.calculate("SUM(XLOOKUP(21,A1:A3,A1:C3))"), Value(21 + 22 + 23));
}

TEST(Offset, GivesRangesAndStaysOnTheSheet) {
  auto context = numbered_cells();
  EXPECT_EQ(context.calculate("SUM(OFFSET(A1,1,1,2,2))"), Value(22 + 23 + 32 + 33));
  EXPECT_EQ(context.calculate("SUM(OFFSET(C3,0,0,-2,-2))"), Value(22 + 23 + 32 + 33));
  EXPECT_EQ(context.calculate("OFFSET(A1,0,0,0,1)"), Value(ErrorCode::ref));
  EXPECT_EQ(context.calculate("OFFSET(A1,1048576,0)"), Value(ErrorCode::ref));
  EXPECT_EQ(context.calculate("OFFSET(5,1,1)"), Value(ErrorCode::value));
  // Several ranges at once: each is calculated where ranges are taken, and none is guessed at elsewhere.
  EXPECT_EQ(context.calculate("SUM(SUBTOTAL(9,OFFSET(A1,{0,1},0,2)))"), Value(11 + 21 + 21 + 31));
  EXPECT_EQ(context.calculate("SUM(COUNTIF(INDIRECT({\"A1:A2\",\"A1:A3\"}),\">20\"))"), Value(1 + 2));
  EXPECT_EQ(context.refusal(), nullptr);
  (void)context.calculate("SUM(OFFSET(A1,0,0,{2,3}))");
  EXPECT_NE(context.refusal(), nullptr);
}

TEST(Indirect, ReadsBothStylesOfReferences) {
  auto context = numbered_cells();
  EXPECT_EQ(context.calculate("INDIRECT(\"B2\")"), Value(22));
  EXPECT_EQ(context.calculate("INDIRECT(\"$C$\"&1)"), Value(13));
  EXPECT_EQ(context.calculate("SUM(INDIRECT(\"A1:A3\"))"), Value(63));
  EXPECT_EQ(context.calculate("INDIRECT(\"R2C2\",FALSE)"), Value(22));
  EXPECT_EQ(context.calculate("INDIRECT(\"r[-8]c[-9]\",FALSE)"), Value(21));
  EXPECT_EQ(context.calculate("SUM(INDIRECT(\"Sheet1!R1C1:R3C1\",FALSE))"), Value(63));
  EXPECT_EQ(context.calculate("SUM(INDIRECT(\"C2\",FALSE))"), Value(12 + 22 + 32));
  EXPECT_EQ(context.calculate("INDIRECT(\"A1\",FALSE)"), Value(ErrorCode::ref));
  EXPECT_EQ(context.calculate("INDIRECT(\"R0C1\",FALSE)"), Value(ErrorCode::ref));
  EXPECT_EQ(context.calculate("INDIRECT(\"Nowhere!A1\")"), Value(ErrorCode::ref));
  EXPECT_EQ(context.calculate("INDIRECT(\"\")"), Value(ErrorCode::ref));
}

TEST(Address, QuotesSheetNamesThatNeedIt) {
  testing::PlainContext context;
  struct Row {
    const char* sheet;
    const char* text;
  };
  for (const Row& row : {Row{"Plan", "Plan!$A$1"},
                         {"My plan", "'My plan'!$A$1"},
                         {"It's", "'It''s'!$A$1"},
                         {"2024", "'2024'!$A$1"},
                         {"AB12", "'AB12'!$A$1"},
                         {"R1C1", "'R1C1'!$A$1"}})
    EXPECT_EQ(context.calculate("ADDRESS(1,1,1,TRUE,\"" + std::string(row.sheet) + "\")"), Value(row.text));
}

// Only its place matters: the cells of the range are not read.
TEST(Rows, LeavesItsReferenceUnread) {
  testing::PlainContext context;
  const ParseResult parsed = parse_formula("ROWS(A1:A5)+SUM(B1:OFFSET(B5,-1,0))", {});
  const auto program =
      compile(*parsed.expression, FormulaMode::implicit_intersection, context, 0, CellAddress{});
  ASSERT_EQ(program->references().size(), 3U);
  EXPECT_TRUE(program->references()[0].unread);
  EXPECT_FALSE(program->references()[1].unread);
  EXPECT_TRUE(program->references()[2].unread);
}

}  // namespace
}  // namespace outturn
