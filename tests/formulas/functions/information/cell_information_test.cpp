#include <gtest/gtest.h>

#include "tests/support/plain_context.h"

namespace outturn {
namespace {

// The table on Microsoft's page of CELL.
TEST(CellInformation, NamesFormatsByTheirCodes) {
  const struct {
    const char* format;
    const char* code;
  } rows[] = {
      {"General", "G"},
      {"0", "F0"},
      {"#,##0", ",0"},
      {"0.00", "F2"},
      {"#,##0.00", ",2"},
      {"$#,##0_);($#,##0)", "C0"},
      {"$#,##0.00_);[Red]($#,##0.00)", "C2-"},
      {"0;[Blue]-0", "F0-"},
      {"(0)", "F0()"},
      {"0%", "P0"},
      {"0.00%", "P2"},
      {"0.00E+00", "S2"},
      {"# ?/?", "G"},
      {"m/d/yy", "D4"},
      {"d-mmm-yy", "D1"},
      {"d-mmm", "D2"},
      {"mmm-yy", "D3"},
      {"mm/dd", "D5"},
      {"h:mm AM/PM", "D7"},
      {"h:mm:ss AM/PM", "D6"},
      {"h:mm", "D9"},
      {"h:mm:ss", "D8"},
      {"#,##0;[Red]-#,##0", ",0-"},
  };
  for (const auto& row : rows) {
    testing::PlainContext context;
    context.formats[{0, 0}] = row.format;
    EXPECT_EQ(context.calculate("CELL(\"format\",A1)"), Value(row.code)) << row.format;
  }
}

TEST(CellInformation, TellsWhatTheCellHolds) {
  testing::PlainContext context;
  context.cells[{0, 0}] = "text";
  context.cells[{1, 0}] = 5;
  context.formats[{1, 0}] = "0;[Red](0)";
  const struct {
    const char* formula;
    const char* result;
  } rows[] = {
      {"CELL(\"contents\",A1:A2)", "\"text\""},
      {"CELL(\"contents\",A3)", "0"},
      {"CELL(\"type\",A1)", "\"l\""},
      {"CELL(\"type\",A2)", "\"v\""},
      {"CELL(\"type\",A3)", "\"b\""},
      {"CELL(\"color\",A2)", "1"},
      {"CELL(\"color\",A1)", "0"},
      {"CELL(\"parentheses\",A2)", "0"},
      {"CELL(\"col\",C7)", "3"},
      {"CELL(\"address\",AA10)", "\"$AA$10\""},
  };
  for (const auto& row : rows)
    EXPECT_EQ(context.calculate(row.formula), context.calculate(row.result)) << row.formula;
}

// A formula in A1 that asks about A1, as for the name of its sheet, is no circular reference.
TEST(CellInformation, WaitsForTheCellOnlyWhereItsContentIsAsked) {
  testing::PlainContext context;
  const struct {
    const char* formula;
    bool unread;
  } rows[] = {{"CELL(\"filename\",A1)", true}, {"CELL(\"row\",A1)", true}, {"CELL(\"Contents\",A1)", false}};
  for (const auto& row : rows) {
    const ParseResult parsed = parse_formula(row.formula, {});
    const auto program = compile(*parsed.expression, FormulaMode::array, context, 0, {});
    ASSERT_EQ(program->references().size(), 1U) << row.formula;
    EXPECT_EQ(program->references()[0].unread, row.unread) << row.formula;
  }
}

}  // namespace
}  // namespace outturn
