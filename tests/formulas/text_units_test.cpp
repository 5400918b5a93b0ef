#include "formulas/text_units.h"

#include <gtest/gtest.h>

#include <string>

namespace outturn {
namespace {

TEST(Utf16Length, CountsUnitsNotBytesOrCharacters) {
  EXPECT_EQ(utf16_length(""), 0U);
  EXPECT_EQ(utf16_length("pound"), 5U);
  EXPECT_EQ(utf16_length("£5"), 2U);
  EXPECT_EQ(utf16_length("😀!"), 3U);
  EXPECT_EQ(utf16_length("a\xFF"
                         "b"),
            3U);
}

TEST(Utf16Substring, CutsBetweenUnits) {
  EXPECT_EQ(utf16_substring("abcdef", 1, 3), "bcd");
  EXPECT_EQ(utf16_substring("abc", 5, 3), "");
  EXPECT_EQ(utf16_substring("abc", 1, 99), "bc");
  EXPECT_EQ(utf16_substring("£é€", 1, 2), "é€");
  EXPECT_EQ(utf16_substring("😀b", 2, 1), "b");
  EXPECT_EQ(utf16_substring("😀b", 0, 2), "😀");
  EXPECT_EQ(utf16_substring("a😀", 0, 2), "a\uFFFD");
  EXPECT_EQ(utf16_substring("😀b", 1, 2),
            "\uFFFD"
            "b");
}

TEST(Utf16Find, CountsFromUnits) {
  EXPECT_EQ(utf16_find("abcabc", "bc", 0), 1U);
  EXPECT_EQ(utf16_find("abcabc", "bc", 2), 4U);
  EXPECT_EQ(utf16_find("££abc", "abc", 0), 2U);
  EXPECT_EQ(utf16_find("😀abc", "b", 0), 3U);
  EXPECT_EQ(utf16_find("abc", "x", 0), std::string::npos);
  EXPECT_EQ(utf16_find("abc", "", 3), 3U);
  EXPECT_EQ(utf16_find("abc", "", 4), std::string::npos);
  EXPECT_EQ(utf16_find("é", "", 2), std::string::npos);
}

TEST(CaseMapping, IsCharacterByCharacter) {
  EXPECT_EQ(to_upper("Straße café"), "STRAßE CAFÉ");
  EXPECT_EQ(to_lower("ДОБРОЕ УТРО"), "доброе утро");
  EXPECT_EQ(to_upper("Καλημερα"), "ΚΑΛΗΜΕΡΑ");
  EXPECT_EQ(to_proper("Mr. SMITH's address"), "Mr. Smith'S Address");
  EXPECT_EQ(to_proper("123tEST teXT 2-way"), "123Test Text 2-Way");
  EXPECT_EQ(to_upper("a\xFF"), "A\xFF");
}

TEST(EqualIgnoringCase, KeepsAccentsApart) {
  EXPECT_TRUE(equal_ignoring_case("Été", "éTÉ"));
  EXPECT_TRUE(equal_ignoring_case("ABC", "abc"));
  EXPECT_FALSE(equal_ignoring_case("cafe", "café"));
  EXPECT_FALSE(equal_ignoring_case("abc", "ab"));
  EXPECT_FALSE(equal_ignoring_case("é", "éa"));
  EXPECT_TRUE(equal_ignoring_case("", ""));
  EXPECT_EQ(fold_case("ÀB"), fold_case("àb"));
}

TEST(CompareTextIgnoringCase, OrdersAsExcelSorts) {
  // Each before the next (Microsoft, "Sort data in a range or table"; symbols come before digits).
  const std::string ascending[] = {"",    " a",  "!", "#1",   "+",    "1",    "10",    "2", "a",
                                   "Abc", "abd", "B", "café", "caff", "coop", "co-op", "z", "д"};
  for (std::size_t i = 0; i + 1 < std::size(ascending); ++i) {
    EXPECT_EQ(compare_text_ignoring_case(ascending[i], ascending[i + 1]), -1)
        << ascending[i] << " < " << ascending[i + 1];
    EXPECT_EQ(compare_text_ignoring_case(ascending[i + 1], ascending[i]), 1);
    EXPECT_EQ(compare_text_ignoring_case(ascending[i], ascending[i]), 0);
  }
  EXPECT_EQ(compare_text_ignoring_case("ABC", "abc"), 0);
  EXPECT_EQ(compare_text_ignoring_case("cafe", "café"), -1);
  EXPECT_NE(compare_text_ignoring_case("a-b", "ab-"), 0);
}

}  // namespace
}  // namespace outturn
