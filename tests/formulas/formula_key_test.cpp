#include "formulas/formula_key.h"

#include <gtest/gtest.h>

namespace outturn {
namespace {

std::string key(std::string_view text, std::string_view cell) {
  std::string result;
  append_formula_key(text, *cell_from_a1(cell), result);
  return result;
}

// Equal keys mean one program for both cells, so that a wrong equality is a wrong number.
TEST(FormulaKey, IsTheSameOnlyForTheSameFormulaInR1C1Form) {
  struct Row {
    std::string_view first, at, second, and_at;
    bool same;
  };
  constexpr Row kRows[] = {
      {"A1*2", "B1", "A2*2", "B2", true},
      {"A1*2", "B1", "A1*2", "B2", false},
      {"$A$1*2", "B1", "$A$1*2", "B2", true},
      {"A:A", "B1", "A:A", "B2", true},
      {"A:A", "B1", "A:A", "C1", false},
      {"1:1", "B1", "2:2", "B2", true},
      {"Jan:Dec!A1", "B1", "Jan:Dec!A2", "B2", true},
      {"Q1!A1", "B1", "Q1!A2", "B2", true},
      {"LOG10(A1)", "B1", "LOG10(A2)", "B2", true},
      {"\"A1\"&A1", "B1", "\"A2\"&A2", "B2", false},
      {"'A1'!A1", "B1", "'A2'!A2", "B2", false},
      {"T[A1]+A1", "B1", "T[A2]+A2", "B2", false},
      // What follows a spill reference or an error value is a reference like any other.
      {"A1#/B2", "C1", "A2#/B2", "C2", false},
      {"A1#/B2", "C1", "A2#/B3", "C2", true},
      {"IFERROR(#N/A/B2,B2)", "C1", "IFERROR(#N/A/B3,B3)", "C2", true},
      {"IF(#REF!=B2,1)", "C1", "IF(#REF!=B3,1)", "C2", true},
      {"#DIV/0!", "C1", "#DIV/0!", "C2", true},
      {"#NAME?+B2", "C1", "#NAME?+B3", "C2", true},
  };
  for (const Row& row : kRows)
    EXPECT_EQ(key(row.first, row.at) == key(row.second, row.and_at), row.same)
        << row.first << " in " << row.at << " and " << row.second << " in " << row.and_at;
}

TEST(FormulaKey, MovesReferencesBehindErrorValuesAndSpills) {
  EXPECT_EQ(move_formula("A1#/B2", {0, 2}, {1, 2}), "A2#/B3");
  EXPECT_EQ(move_formula("IFERROR(#N/A,B2)", {0, 2}, {1, 2}), "IFERROR(#N/A,B3)");
  EXPECT_EQ(move_formula("SUM(#REF!,B2)", {0, 2}, {1, 2}), "SUM(#REF!,B3)");
}

}  // namespace
}  // namespace outturn
