#include <gtest/gtest.h>

#include <string>

#include "tests/support/plain_context.h"

namespace outturn {
namespace {

// Column A: names, B: figures of mixed kinds, C: amounts.
class ConditionalSums : public ::testing::Test {
 protected:
  void SetUp() override {
    const Value rows[][3] = {
        {"Apples", 10, 1},      {"apples pie", "10", 2},         {"Pears", 20, 4},          {"", true, 8},
        {Value(), Value(), 16}, {"~Apples*", ErrorCode::na, 32}, {"Apples", "2-Jan-24", 64}};
    for (std::int32_t row = 0; row < 7; ++row)
      for (std::int32_t column = 0; column < 3; ++column) context_.cells[{row, column}] = rows[row][column];
  }
  testing::PlainContext context_;
};

TEST_F(ConditionalSums, AddWhatMeetsTheCriterion) {
  struct Row {
    std::string formula;
    Value expected;
  };
  for (const Row& row : {
           Row{"SUMIF(A1:A7,\"apples\",C1:C7)", 65},
           {"SUMIF(A1:A7,\"apples*\",C1:C7)", 67},
           {"SUMIF(A1:A7,\"~~apples~*\",C1:C7)", 32},
           {"SUMIF(A1:A7,\"<>apples\",C1:C7)", 62},
           {"SUMIF(A1:A7,\"\",C1:C7)", 24},
           {"SUMIF(A1:A7,\"=\",C1:C7)", 16},
           {"SUMIF(A1:A7,\"<>\",C1:C7)", 111},
           {"SUMIF(B1:B7,10,C1:C7)", 3},      // the text "10" equals 10
           {"SUMIF(B1:B7,\">5\",C1:C7)", 5},  // but is not greater than 5
           {"SUMIF(B1:B7,TRUE,C1:C7)", 8},
           {"SUMIF(B1:B7,\"#N/A\",C1:C7)", 32},
           {"SUMIF(B1:B7,45293,C1:C7)", 64},    // the text reads as that date
           {"SUMIF(A1:A7,\"apples\",C1)", 65},  // the sum range takes the shape of the first
           {"SUMIF(C1:C7,\">=16\")", 112},
           {"SUMIF(A1:A3,{\"Apples\",\"Pears\"},C1:C3)", Value(Array(1, 2, {Value(1), Value(4)}))},
           {"SUMIFS(C1:C7,A1:A7,\"apples\",C1:C7,\">1\")", 64},
           {"SUMIFS(C1:C7,A1:A7,\"apples\",C1:C6,\">1\")", ErrorCode::value},
           {"SUMIFS(B1:B7,A1:A7,\"~~*\")", ErrorCode::na},  // an error among the cells added
           {"COUNTIF(A1:A7,\"\")", 2},
           {"COUNTIF(A1:A100,\"\")", 95},
           {"COUNTIF(A:A,\"<>apples\")", kMaxRows - 2},
           {"COUNTIFS(A1:A7,\"*\",C1:C7,\"<8\")", 3},
           {"AVERAGEIF(C1:C7,\"<8\")", 7.0 / 3},
           {"AVERAGEIFS(C1:C7,C1:C7,\">100\")", ErrorCode::div0},
           {"MAXIFS(C1:C7,A1:A7,\"apples\")", 64},
           {"MINIFS(C1:C7,A1:A7,\"apples\")", 1},
           {"COUNTIF({1,2},1)", ErrorCode::value},  // a range is needed
       })
    EXPECT_TRUE(context_.calculate(row.formula) == row.expected) << row.formula;
}

}  // namespace
}  // namespace outturn
