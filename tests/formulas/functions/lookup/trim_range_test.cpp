#include <gtest/gtest.h>

#include "tests/support/plain_context.h"

namespace outturn {
namespace {

TEST(TrimRange, LeavesOutBlankEdges) {
  testing::PlainContext context;
  context.cells[{1, 1}] = 1;  // B2
  context.cells[{2, 3}] = 2;  // D3
  context.stand_on({9, 9});
  const struct {
    const char* formula;
    const char* result;
  } rows[] = {
      {"TRIMRANGE(A1:E5)", "{1,0,0;0,0,2}"},
      {"TRIMRANGE(A1:E5,3,0)", "{0,1,0,0,0;0,0,0,2,0}"},
      {"TRIMRANGE(A1:E3,2,3)", "{0,0,0;1,0,0;0,0,2}"},
      {"ROWS(TRIMRANGE(A:E,1))", "1048575"},
      {"CELL(\"address\",A1)", "\"$A$1\""},
      {"COLUMNS(A1.:.E5)", "3"},
      {"ROWS(A1:.E5)&COLUMNS(A1:.E5)", "\"34\""},
      {"ROWS(A1.:E5)&COLUMNS(A1.:$E$5)", "\"44\""},
      {"SUM(Sheet1!A1.:.E5)", "3"},
      {"TRIMRANGE(A5:E5)", "#REF!"},
      {"TRIMRANGE(A1:E5,4)", "#VALUE!"},
  };
  for (const auto& row : rows) {
    const Value value = context.calculate(row.formula);
    const Value expected = context.calculate(row.result);
    if (!value.is_array()) {
      EXPECT_EQ(value, expected) << row.formula;
      continue;
    }
    ASSERT_TRUE(expected.is_array()) << row.formula;
    ASSERT_EQ(value.array().rows(), expected.array().rows()) << row.formula;
    ASSERT_EQ(value.array().columns(), expected.array().columns()) << row.formula;
    for (std::size_t i = 0; i < value.array().size(); ++i)
      EXPECT_EQ(value.array()[i].is_blank() ? Value(0) : value.array()[i], expected.array()[i])
          << row.formula;
  }
}

}  // namespace
}  // namespace outturn
