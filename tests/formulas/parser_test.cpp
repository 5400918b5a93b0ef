#include "formulas/parser.h"

#include <gtest/gtest.h>

#include "formulas/formula_key.h"

namespace outturn {
namespace {

struct Row {
  const char* formula;
  const char* tree;
};

std::string tree_of(std::string_view formula, CellAddress origin = {}) {
  const ParseResult parsed = parse_formula(formula, origin);
  return parsed.expression ? describe(*parsed.expression)
                           : "at " + std::to_string(parsed.error.position) + ": " + parsed.error.reason;
}

TEST(Parser, FollowsExcelsPrecedence) {
  const Row rows[] = {
      {"=1+2*3", "(+ 1 (* 2 3))"},
      {"(1+2)*3", "(* (paren (+ 1 2)) 3)"},
      {"-2^2", "(^ (neg 2) 2)"},
      {"2^-1", "(^ 2 (neg 1))"},
      {"2^3^2", "(^ (^ 2 3) 2)"},
      {"10-2-3", "(- (- 10 2) 3)"},
      {"50%^2", "(^ (% 50) 2)"},
      {"-5%", "(% (neg 5))"},
      {"1&2+3", "(& 1 (+ 2 3))"},
      {"1&2=\"12\"", "(= (& 1 2) \"12\")"},
      {"1<2<>3>=4", "(>= (<> (< 1 2) 3) 4)"},
      {"--1", "(neg (neg 1))"},
      {"1 + 2", "(+ 1 2)"},
      {"1.5E3", "1500"},
  };
  for (const Row& row : rows) EXPECT_EQ(tree_of(row.formula), row.tree) << row.formula;
}

TEST(Parser, ReadsReferencesRelativeToTheirCell) {
  const CellAddress c3{2, 2};
  const Row rows[] = {
      {"A1", "R[-2]C[-2]"},
      {"$A$1", "R1C1"},
      {"A$1:$B2", "R1C[-2]:R[-1]C2"},
      {"A:C", "R1C[-2]:R1048576C[0]"},
      {"$1:2", "R1C1:R[-1]C16384"},
      {"Sheet2!D4", "Sheet2!R[1]C[1]"},
      {"'My sheet'!D4", "My sheet!R[1]C[1]"},
      {"'It''s'!D4", "It's!R[1]C[1]"},
      {"Jan:Dec!D4", "Jan:Dec!R[1]C[1]"},
      {"[1]Sheet1!$A$1", "[1]Sheet1!R1C1"},
      {"A1:INDEX(B1,2)", "(: R[-2]C[-2] (INDEX R[-2]C[-1] 2))"},
      {"SUM((A1,B2))", "(SUM (paren (union R[-2]C[-2] R[-1]C[-1])))"},
      {"A1:C3 B2:D4", "(isect R[-2]C[-2]:R[0]C[0] R[-1]C[-1]:R[1]C[1])"},
      {"@A1:A9", "(@ R[-2]C[-2]:R[6]C[-2])"},
      {"A1#", "(# R[-2]C[-2])"},
      {"_xlfn.SINGLE(A1:A9)", "(@ R[-2]C[-2]:R[6]C[-2])"},
      {"_xlfn.ANCHORARRAY(A1)", "(# R[-2]C[-2])"},
      {"Sheet1!#REF!", "#REF!"},
  };
  for (const Row& row : rows) EXPECT_EQ(tree_of(row.formula, c3), row.tree) << row.formula;
}

TEST(Parser, ReadsCallsNamesAndConstants) {
  const Row rows[] = {
      {"LOG10(100)", "(LOG10 100)"},
      {"log10", "R[9]C[8508]"},  // a cell of column LOG
      {"IF(A1,,2)", "(IF R[0]C[0] omitted 2)"},
      {"PI()", "(PI)"},
      {"{1,-2;\"x\",TRUE}", "{1,-2;\"x\",TRUE}"},
      {"\"say \"\"so\"\"\"", "\"say \"so\"\""},
      {"TRUE", "TRUE"},
      {"#N/A", "#N/A"},
      {"IFERROR(#DIV/0!,0)", "(IFERROR #DIV/0! 0)"},
      {"Rate.2024*2", "(* Rate.2024 2)"},
      {"_xlfn._xlws.SORT(A1:A3)", "(SORT R[0]C[0]:R[2]C[0])"},
      {"_xlfn.LAMBDA(_xlpm.x,_xlpm.x*2)(3)", "(invoke (LAMBDA x (* x 2)) 3)"},
      {"_xlfn.BYROW(A1:B2,_xleta.SUM)", "(BYROW R[0]C[0]:R[1]C[1] SUM)"},
  };
  for (const Row& row : rows) EXPECT_EQ(tree_of(row.formula), row.tree) << row.formula;
}

TEST(Parser, ReadsStructuredReferences) {
  const Row rows[] = {
      {"Sales[Amount]", "Sales[Amount]"},
      {"Sales[[#This Row],[Amount]]", "Sales[#This Row Amount]"},
      {"[@Amount]", "[#This Row Amount]"},
      {"[@[Net amount]]", "[#This Row Net amount]"},
      {"Sales[[#Headers],[A]:[C]]", "Sales[#Headers A:C]"},
      {"Sales[[#Headers],[#Data],[A]]", "Sales[#Headers #Data A]"},
      {"Sales[#Totals]", "Sales[#Totals ]"},
      {"Sales['#Items]", "Sales[#Items]"},
      {"Sales[a'[b']]", "Sales[a[b]]"},
  };
  for (const Row& row : rows) EXPECT_EQ(tree_of(row.formula), row.tree) << row.formula;
}

TEST(Parser, SaysWhereAndWhyATextIsNoFormula) {
  const Row rows[] = {
      {"", "at 0: there is no formula"},
      {"=1+", "at 3: the formula ends too early"},
      {"=(1", "at 3: a bracket ')' is missing"},
      {"=SUM(1;2)", "at 6: ';' is not expected here"},
      {"=\"x", "at 1: a text is not closed with a quotation mark"},
      {"={1,2;3}", "at 7: the rows of an array constant differ in length"},
      {"=1 2", "at 3: '2' is not expected here"},
      {"=#WHAT!", "at 1: '#WHAT!' is not an error value"},
  };
  for (const Row& row : rows) EXPECT_EQ(tree_of(row.formula), row.tree) << row.formula;
}

TEST(Parser, RefusesNestingThatWouldExhaustTheStack) {
  EXPECT_FALSE(parse_formula(std::string(5000, '(') + "1" + std::string(5000, ')'), {}).expression);
  EXPECT_TRUE(parse_formula(std::string(5000, '-') + "1", {}).expression);
  std::string chain = "1";
  for (int i = 0; i < 5000; ++i) chain += "+1";
  EXPECT_TRUE(parse_formula(chain, {}).expression);
}

TEST(FormulaKey, IsTheSameForAFormulaFilledElsewhereAndOnlyThen) {
  const auto key = [](std::string_view text, CellAddress cell) {
    std::string text_key;
    append_formula_key(text, cell, text_key);
    return text_key;
  };
  EXPECT_EQ(key("A1+$B$1", {0, 2}), key("A2+$B$1", {1, 2}));
  EXPECT_NE(key("A1+$B$1", {0, 2}), key("A1+$B$1", {1, 2}));
  EXPECT_NE(key("A1+$B$1", {0, 2}), key("A2+$B$2", {1, 2}));
  EXPECT_EQ(key("SUM(A:A,1:1)", {0, 3}), key("SUM(B:B,2:2)", {1, 4}));
  EXPECT_EQ(key("\"A1\"&'A1 x'!B1", {0, 3}), key("\"A1\"&'A1 x'!B2", {1, 3}));
  EXPECT_EQ(key("T[A1]+LOG10(5)", {0, 0}), key("T[A1]+LOG10(5)", {7, 7}));
}

TEST(FormulaKey, MovesAFormulaAsFillingWould) {
  EXPECT_EQ(move_formula("A1*$B$1+SUM(A:A)&\"A1\"", {0, 2}, {4, 3}), "B5*$B$1+SUM(B:B)&\"A1\"");
  EXPECT_EQ(move_formula("'A1 x'!C3", {2, 2}, {1, 1}), "'A1 x'!B2");
}

TEST(DisplayFormula, LeavesOutWhatOnlyFilesWrite) {
  EXPECT_EQ(display_formula("_xlfn._xlws.SORT(A1)&\"_xlfn.x\""), "SORT(A1)&\"_xlfn.x\"");
  EXPECT_EQ(display_formula("_xlfn.LAMBDA(_xlpm.x,_xlpm.x)"), "LAMBDA(x,x)");
}

}  // namespace
}  // namespace outturn
