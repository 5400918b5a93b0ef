#include "formulas/criterion.h"

#include <gtest/gtest.h>

#include <string>

namespace outturn {
namespace {

TEST(Criterion, MatchesAsExcelCounts) {
  struct Row {
    Value criterion;
    Value cell;
    bool matches;
  };
  const Value blank;
  for (const Row& row : {
           // numbers
           Row{5, 5, true},
           {5, "5", true},
           {5, " 5 ", true},
           {5, 6, false},
           {5, blank, false},
           {5, true, false},
           {"5", 5, true},
           {"=5", 5, true},
           {"=5", "5", true},
           {"50%", 0.5, true},
           {"1/2/2024", 45323, true},
           {"<=5", 5, true},
           {"<=5", 4, true},
           {"<=5", 6, false},
           {"<=5", "4", false},
           {"<5", blank, false},
           {">5", 6, true},
           {">=5", 5, true},
           {">-1", true, false},
           {"<>5", 6, true},
           {"<>5", 5, false},
           {"<>5", blank, true},
           {"<>5", "x", true},
           {"<>5", ErrorCode::na, true},
           {"<>5", "5", false},
           {0, blank, false},
           {blank, 0, true},
           {blank, blank, false},
           {blank, "", false},
           // blank and empty
           {"=", blank, true},
           {"=", "", false},
           {"=", 0, false},
           {"", blank, true},
           {"", "", true},
           {"", 0, false},
           {"<>", blank, false},
           {"<>", "", true},
           {"<>", 0, true},
           {"<>", ErrorCode::na, true},
           {">", 5, false},
           // text
           {"apple", "Apple", true},
           {"apple", "apples", false},
           {"=apple", "apple", true},
           {"<>apple", "pear", true},
           {"<>apple", "APPLE", false},
           {"<>apple", 5, true},
           {"<>apple", blank, true},
           {"a*", "Apple", true},
           {"a*", "pear", false},
           {"*", "", true},
           {"*", "x", true},
           {"*", 5, false},
           {"*", blank, false},
           {"?", "x", true},
           {"?", "", false},
           {"??", "ab", true},
           {"*a?", "xab", true},
           {"*a?", "xa", false},
           {"<>a*", "apple", false},
           {"<>a*", 5, true},
           {"~*", "*", true},
           {"~*", "x", false},
           {"a~?", "a?", true},
           {"a~?", "ab", false},
           {"~~", "~", true},
           {"~a", "~a", true},
           {">m", "n", true},
           {">m", "a", false},
           {">m", 5, false},
           {"<=M", "m", true},
           {"caf\u00c9", "café", true},
           {"1*", 12, false},
           {"1*", "12", true},
           // logicals and errors
           {true, true, true},
           {true, "TRUE", false},
           {true, 1, false},
           {"true", true, true},
           {"<>TRUE", false, true},
           {"<=TRUE", false, true},
           {"<=TRUE", 0, false},
           {"#N/A", ErrorCode::na, true},
           {"#N/A", ErrorCode::div0, false},
           {ErrorCode::na, ErrorCode::na, true},
           {"<>#N/A", ErrorCode::na, false},
           {"<>#N/A", 1, true},
       }) {
    const Criterion criterion(row.criterion, {});
    EXPECT_EQ(criterion.matches(row.cell), row.matches)
        << (row.criterion.is_text() ? std::string(row.criterion.text())
                                    : "kind " + std::to_string(int(row.criterion.kind())))
        << " on "
        << (row.cell.is_text() ? std::string(row.cell.text())
                               : "kind " + std::to_string(int(row.cell.kind())));
    if (row.cell.is_blank()) {
      EXPECT_EQ(criterion.matches_blank(), row.matches);
    }
  }
}

TEST(Criterion, TellsAnIndexWhatToLookFor) {
  const Criterion number("<=5", {});
  EXPECT_EQ(number.comparison(), Criterion::Comparison::less_equal);
  EXPECT_EQ(number.operand(), Criterion::Operand::number);
  EXPECT_EQ(number.number(), 5);
  const Criterion text("a~*b", {});
  EXPECT_EQ(text.operand(), Criterion::Operand::text);
  EXPECT_EQ(text.text(), "a*b");
  EXPECT_FALSE(text.has_wildcards());
  EXPECT_TRUE(Criterion("a*", {}).has_wildcards());
  EXPECT_EQ(Criterion("=", {}).operand(), Criterion::Operand::blank);
}

TEST(WildcardPattern, FindsWhereSearchFinds) {
  EXPECT_EQ(WildcardPattern("b?d").find_in("abcde", 0), 1U);
  EXPECT_EQ(WildcardPattern("N").find_in("printer", 0), 3U);
  EXPECT_EQ(WildcardPattern("~?").find_in("why?", 0), 3U);
  EXPECT_EQ(WildcardPattern("a*c").find_in("xxabbcxx", 0), 2U);
  EXPECT_EQ(WildcardPattern("a").find_in("banana", 2), 3U);
  EXPECT_EQ(WildcardPattern("e").find_in("😀e", 0), 2U);
  EXPECT_EQ(WildcardPattern("x").find_in("abc", 0), WildcardPattern::npos);
  EXPECT_EQ(WildcardPattern("").find_in("abc", 1), 1U);
  EXPECT_EQ(WildcardPattern("a").find_in("abc", 9), WildcardPattern::npos);
}

TEST(WildcardPattern, DoesNotBlowUp) {
  std::string pattern;
  for (int i = 0; i < 40; ++i) pattern += "*a";
  const std::string text(30'000, 'a');
  EXPECT_FALSE(WildcardPattern(pattern + "b").matches(text));
  EXPECT_TRUE(WildcardPattern(pattern + "*").matches(text));
}

}  // namespace
}  // namespace outturn
