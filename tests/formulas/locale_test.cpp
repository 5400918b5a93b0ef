#include "formulas/locale.h"

#include <gtest/gtest.h>

#include <string>

namespace outturn {
namespace {

TEST(Locale, IsFoundByNameWhateverTheSpelling) {
  EXPECT_EQ(find_locale("en-GB"), &default_locale());
  EXPECT_EQ(find_locale("EN_gb"), &default_locale());
  EXPECT_EQ(find_locale("en"), &default_locale());
  ASSERT_NE(find_locale("de"), nullptr);
  EXPECT_EQ(find_locale("de")->name, "de-DE");
  EXPECT_EQ(find_locale("xx-XX"), nullptr);
  EXPECT_EQ(find_locale(""), nullptr);
}

TEST(Locale, IsFoundByWindowsLanguageIdentifier) {
  struct Row {
    std::uint32_t lcid;
    std::string name;
  };
  // MS-LCID: en-GB 0809, en-US 0409, de-DE 0407, fr-CA 0C0C (its language is known, not its country).
  for (const Row& row : {Row{0x0809, "en-GB"}, Row{0x0409, "en-US"}, Row{0x0407, "de-DE"},
                         Row{0x0C0C, "fr-FR"}, Row{0x1000409, "en-US"}}) {
    const Locale* locale = find_locale(row.lcid);
    ASSERT_NE(locale, nullptr) << row.name;
    EXPECT_EQ(locale->name, row.name);
  }
  EXPECT_EQ(find_locale(std::uint32_t{0x0411}), nullptr);  // Japanese
}

TEST(Locale, KnowsTheOrderOfADateAndTheSeparators) {
  EXPECT_EQ(find_locale("en-GB")->date_order, DateOrder::day_month_year);
  EXPECT_EQ(find_locale("en-US")->date_order, DateOrder::month_day_year);
  EXPECT_EQ(find_locale("sv-SE")->date_order, DateOrder::year_month_day);
  EXPECT_EQ(find_locale("de-DE")->decimal_separator, ",");
  EXPECT_EQ(find_locale("de-DE")->months[2], "März");
}

}  // namespace
}  // namespace outturn
