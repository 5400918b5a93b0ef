#include <gtest/gtest.h>

#include <string>

#include "tests/support/plain_context.h"

namespace outturn {
namespace {

// A1:E7: trees of an orchard, the example of Microsoft's descriptions of the database functions, a blank
// height in the last record. G1 on: criteria.
class Database : public ::testing::Test {
 protected:
  void SetUp() override {
    const Value rows[][5] = {{"Tree", "Height", "Age", "Yield", "Profit"},
                             {"Apple", 18, 20, 14, 105},
                             {"Pear", 12, 12, 10, 96},
                             {"Cherry", 13, 14, 9, 105},
                             {"Apple", 14, 15, 10, 75},
                             {"Pear", 9, 8, 8, 76.8},
                             {"Appleby", Value(), 9, 6, 45}};
    for (std::int32_t row = 0; row < 7; ++row)
      for (std::int32_t column = 0; column < 5; ++column) context_.cells[{row, column}] = rows[row][column];
  }
  void criteria(const std::vector<std::vector<Value>>& rows) {
    for (std::size_t row = 0; row < rows.size(); ++row)
      for (std::size_t column = 0; column < rows[row].size(); ++column)
        context_.cells[{static_cast<std::int32_t>(row), static_cast<std::int32_t>(column) + 6}] =
            rows[row][column];
  }
  void expect(const std::string& formula, const Value& expected) {
    EXPECT_TRUE(context_.calculate(formula) == expected) << formula;
  }
  testing::PlainContext context_;
};

TEST_F(Database, RowsAreAlternativesAndColumnsConditions) {
  criteria({{"tree", "HEIGHT", "Height"}, {"=Apple", ">10", "<16"}, {"=Pear"}});
  expect("DCOUNT(A1:E7,\"Age\",G1:I2)", 1);
  expect("DSUM(A1:E7,\"Profit\",G1:I2)", 75);
  expect("DMAX(A1:E7,5,G1:I3)", 96);
  expect("DMIN(A1:E7,\"profit\",G1:I3)", 75);
  expect("DGET(A1:E7,\"Yield\",G1:I2)", 10);
  expect("DGET(A1:E7,\"Yield\",G1:I3)", ErrorCode::num);
  expect("DAVERAGE(A1:E7,\"Age\",G1:I3)", 35.0 / 3);
  expect("DPRODUCT(A1:E7,\"Yield\",G1:I3)", 800);
}

TEST_F(Database, TextWithoutOperatorMeansBeginsWith) {
  criteria({{"Tree"}, {"apple"}});
  expect("DCOUNTA(A1:E7,\"Tree\",G1:G2)", 3);
  expect("DCOUNT(A1:E7,\"Height\",G1:G2)", 2);
  expect("DCOUNT(A1:E7,,G1:G2)", 3);
  context_.cells[{1, 6}] = "=apple";
  expect("DCOUNTA(A1:E7,\"Tree\",G1:G2)", 2);
  context_.cells[{1, 6}] = "<>apple";
  expect("DCOUNTA(A1:E7,\"Tree\",G1:G2)", 4);
  context_.cells[{1, 6}] = "?e*r";
  expect("DCOUNTA(A1:E7,\"Tree\",G1:G2)", 2);
  context_.cells[{1, 6}] = "*";
  expect("DCOUNTA(A1:E7,1,G1:G2)", 6);
}

TEST_F(Database, RowWithoutConditionsLetsEveryRecordPass) {
  criteria({{"Tree"}, {"Cherry"}});
  expect("DSUM(A1:E7,\"Yield\",G1:G2)", 9);
  expect("DSUM(A1:E7,\"Yield\",G1:G3)", 57);
  expect("DCOUNT(A1:E9,,G1:G3)", 8);
}

TEST_F(Database, Statistics) {
  criteria({{"Tree"}, {"=Apple"}, {"=Pear"}});
  expect("ROUND(DSTDEV(A1:E7,\"Yield\",G1:G3),10)", 2.5166114784);
  expect("ROUND(DSTDEVP(A1:E7,\"Yield\",G1:G3),10)", 2.1794494718);
  expect("ROUND(DVAR(A1:E7,\"Yield\",G1:G3),10)", 6.3333333333);
  expect("DVARP(A1:E7,\"Yield\",G1:G3)", 4.75);
}

TEST_F(Database, WhatIsNoFieldOrRangeIsAnError) {
  criteria({{"Tree"}, {"Quince"}});
  expect("DSUM(A1:E7,\"Width\",G1:G2)", ErrorCode::value);
  expect("DSUM(A1:E7,0,G1:G2)", ErrorCode::value);
  expect("DSUM(A1:E7,6,G1:G2)", ErrorCode::value);
  expect("DSUM(A1:E1,1,G1:G2)", ErrorCode::value);
  expect("DSUM(A1:E7,1,G1)", ErrorCode::value);
  expect("DSUM(A1:E7,,G1:G2)", ErrorCode::value);
  expect("DGET(A1:E7,1,G1:G2)", ErrorCode::value);
  expect("DSUM(A1:E7,5.9,G1:G2)", 0);
}

TEST_F(Database, TextUnderAnotherHeadingHoldsForNoRecord) {
  criteria({{"Kind"}, {"Apple"}});
  expect("DCOUNTA(A1:E7,1,G1:G2)", 0);
}

TEST_F(Database, ErrorsInTheFieldCountOnlyWhereTheirRecordPasses) {
  criteria({{"Tree"}, {"Pear"}});
  context_.cells[{1, 4}] = ErrorCode::na;
  expect("DSUM(A1:E7,\"Profit\",G1:G2)", 172.8);
  context_.cells[{2, 4}] = ErrorCode::na;
  expect("DSUM(A1:E7,\"Profit\",G1:G2)", ErrorCode::na);
  expect("DCOUNT(A1:E7,\"Profit\",G1:G2)", 1);
  expect("DCOUNTA(A1:E7,\"Profit\",G1:G2)", 2);
}

// A computed criterion is a formula for each record, of which only the first record's value is there.
TEST_F(Database, ComputedCriteriaAreRefused) {
  criteria({{"Above average"}, {true}});
  static_cast<void>(context_.calculate("DSUM(A1:E7,5,G1:G2)"));
  EXPECT_NE(context_.refusal(), nullptr);
}

}  // namespace
}  // namespace outturn
