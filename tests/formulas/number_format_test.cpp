#include "formulas/number_format.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>

namespace outturn {
namespace {

const Locale& kBritish = *find_locale("en-GB");

std::string shown(double x, std::string_view code, const Locale& locale = kBritish,
                  DateSystem system = DateSystem::from_1900) {
  const std::optional<NumberFormat> format = NumberFormat::parse(code);
  if (!format) return "refused";
  return format->format_number(x, locale, system).value_or("#####");
}

struct Row {
  double x;
  std::string code;
  std::string shown;
};

// The language may be a name, as newer versions write it ([$-en-GB,1]); bb and bbbb are years of the Buddhist
// calendar, 543 more.
TEST(NumberFormat, NamesLanguagesAndBuddhistYears) {
  for (const Row& row : {Row{45000, "[$-fr-FR]d mmmm yyyy", "15 mars 2023"},
                         {45000, "[$-40C]d mmmm yyyy", "15 mars 2023"},
                         {45000, "[$-en-GB,1]d mmm", "15 Mar"},
                         {12.5, "[$\u20AC-x-euro2] 0.0", "\u20AC 12.5"},
                         {45000, "bbbb", "2566"},
                         {45000, "d/m/bb", "15/3/66"}})
    EXPECT_EQ(shown(row.x, row.code), row.shown) << row.code;
}

TEST(NumberFormat, KnowsWhatItCannotWrite) {
  for (const char* code :
       {"[DBNum1]0", "[$-F800]dddd", "[$-x-systime]h:mm", "b2yyyy", "[$-D07041E]d mmm", "[$-th-TH,D00]0"})
    EXPECT_NE(NumberFormat::parse(code)->not_written(), nullptr) << code;
  for (const char* code : {"0.00", "[$-409]d mmm", "[$-1010409]d mmm", "[$-en-GB,1]d mmm", "[Red]bbbb"})
    EXPECT_EQ(NumberFormat::parse(code)->not_written(), nullptr) << code;
}

TEST(NumberFormat, PlacesDigits) {
  for (const Row& row : {
           Row{1234.567, "0", "1235"},
           {1234.567, "0.00", "1234.57"},
           {1234.567, "#,##0.00", "1,234.57"},
           {0, "#", ""},
           {0, "#.00", ".00"},
           {0.5, "#.00", ".50"},
           {123.456, "00000", "00123"},
           {5, "000", "005"},
           {1.5, "0.0?", "1.5 "},
           {12, "???", " 12"},
           {1.5, "0.##", "1.5"},
           {1, "0.##", "1."},
           {12345, "?,???,???", "   12,345"},
           {1234567, "0,", "1235"},
           {1234567, "0.0,,", "1.2"},
           {1234567, "0.0,,\"M\"", "1.2M"},
           {1234567, "#,##0.00,\\k", "1,234.57k"},
           {1234567, "#,##0,", "1,235"},
           {0.89, "0.00%", "89.00%"},
           {0.125, "0%", "13%"},
           {1.005, "0.00", "1.01"},
           {2.5, "0", "3"},
           {-2.5, "0", "-3"},
           {-0.001, "0.00", "0.00"},
           {-1234.567, "\"dd\"$#,##0.00", "-dd$1,234.57"},
           {99.995, "0.00", "100.00"},
           {1e20, "#,##0", "100,000,000,000,000,000,000"},
           {1.000000001, "00###.##.0000.00", "001..0000.00"},
           {1234567890, "0,## ##, ##", "1,234,56 7,8 90"},
           {123456, "##0° 00' 00''", "12° 34' 56''"},
           {1234, "5000700", "5012734"},
           {1.23, "#%%%", "1230000%%%"},
           {1.0 / 3, "0.0000000000000000000", "0.3333333333333330000"},
           {5, "\\x0\\y", "x5y"},
           {5, "0_)", "5 "},
           {5, "*-0", "5"},
           {5, "[Red]0", "5"},
           {5, "[$£-809]0.00", "£5.00"},
           {5, "0 [$€-407]", "5 €"},
       })
    EXPECT_EQ(shown(row.x, row.code), row.shown) << row.x << " as " << row.code;
}

TEST(NumberFormat, ChoosesTheSection) {
  for (const Row& row : {
           Row{5, "0;-0;\"zero\"", "5"},
           {-5, "0;-0;\"zero\"", "-5"},
           {0, "0;-0;\"zero\"", "zero"},
           {-5, "0;(0)", "(5)"},
           {0, "0;(0)", "0"},
           {-5, "0;;", ""},
           {0, "0;0;", ""},
           {1.5, "[<10]#\" Wow\"", "2 Wow"},
           {10, "[<10]#\" Wow\"", "10"},
           {11, "[>10]#\" Big\"", "11 Big"},
           {5, "[=5]\"five\";0", "five"},
           {3, "[<=1]\"a\";[=2]\"aa\";\"xxx\"", "xxx"},
           {-5, "[>100]0.0;0", "-5"},
           {150, "[>=100]0;[<0]-0.0;0.00", "150"},
           {-1.5, "[>=100]0;[<0]-0.0;0.00", "-1.5"},
           {7, "[>=100]0;[<0]-0.0;0.00", "7.00"},
           {5, "@", "5"},
           {5, ";;;@", ""},
       })
    EXPECT_EQ(shown(row.x, row.code), row.shown) << row.x << " as " << row.code;
}

TEST(NumberFormat, WritesExponents) {
  for (const Row& row : {
           Row{12200000, "0.00E+00", "1.22E+07"},
           {12200000, "0.00E-##", "1.22E7"},
           {0.000122, "0.00E+##", "1.22E-4"},
           {12345, "##0.0E+0", "12.3E+3"},
           {123456, "##0.0E+0", "123.5E+3"},
           {999999, "0.0E+0", "1.0E+6"},
           {0, "0.00E+00", "0.00E+00"},
           {-0.00015, "0.0E+00", "-1.5E-04"},
           {999960, "##0.0E+0", "1.0E+6"},
           {0.5, "##0.0E+0", "500.0E-3"},
       })
    EXPECT_EQ(shown(row.x, row.code), row.shown) << row.x << " as " << row.code;
}

TEST(NumberFormat, WritesFractions) {
  for (const Row& row : {
           Row{1.75, "# ?/?", "1 3/4"},
           {0.5, "# ?/?", " 1/2"},
           {2, "# ?/?", "2    "},
           {3.14159, "# ?\?/??", "3 14/99"},
           {3.14159, "# ??\?/???", "3  16/113"},
           {1.75, "?/?", "7/4"},
           {0.3, "# ?/8", " 2/8"},
           {5.25, "# ?\?/16", "5  4/16"},
           {0.99, "# ?/?", "1    "},
           {-1.5, "# ?/?", "-1 1/2"},
           {0.25, "# ?\?/10", "  3/10"},
           {0.07, "# ?\?/100", "  7/100"},
           {0, "# ?/?", "0    "},
           {5, "0/", "5/"},
           {5, "/0", "/5"},
           {1e20, "?/?", "100000000000000000000/1"},
           {0.75, "# ?\?/?\?", "  3/4 "},
       })
    EXPECT_EQ(shown(row.x, row.code), row.shown) << row.x << " as " << row.code;
}

TEST(NumberFormat, WritesDatesAndTimes) {
  for (const Row& row : {
           Row{45323.75, "dd/mm/yyyy hh:mm", "01/02/2024 18:00"},
           {45323, "d mmm yy", "1 Feb 24"},
           {45323, "dddd, mmmm d", "Thursday, February 1"},
           {130, "m mm mmm mmmm mmmmm mmmmmm", "5 05 May May M May"},
           {130, "d dd ddd dddd ddddd", "9 09 Wed Wednesday Wednesday"},
           {130, "y yy yyy yyyy", "00 00 1900 1900"},
           {130.33332, "hm hmm hmmm", "759 759 7May"},
           {0.75, "h:mm AM/PM", "6:00 PM"},
           {0, "h AM/PM", "12 AM"},
           {0.5, "h a/p", "12 p"},
           {1.5, "[h]:mm", "36:00"},
           {0.0625, "[mm]:ss", "90:00"},
           {0.001, "[s]", "86"},
           {4018.9999999884299, "mm/dd/yyyy hh:mm:ss.000", "12/31/1910 23:59:59.999"},
           {4018.9999999884299, "mm/dd/yyyy hh:mm:ss.00", "01/01/1911 00:00:00.00"},
           {4018.9999999884299, "[hh]:mm", "96456:00"},
           {60, "d mmm yyyy", "29 Feb 1900"},
           {0, "d/m/yyyy", "0/1/1900"},
           {45323, "[$-409]mmmm", "February"},
           {45323, "[$-407]mmmm", "Februar"},
           {45323, "[$-F800]dd mmmm yyyy", "01 February 2024"},
           {-1, "d/m/yyyy", "#####"},
           {2958466, "d/m/yyyy", "#####"},
           {45323.123456, "mm:ss.0", "57:46.6"},
           {0.5, "hh \"h\" mm", "12 h 00"},
       })
    EXPECT_EQ(shown(row.x, row.code), row.shown) << row.x << " as " << row.code;
  EXPECT_EQ(shown(1, "yyyy-mm-dd", kBritish, DateSystem::from_1904), "1904-01-02");
  EXPECT_EQ(shown(45352, "d. mmmm yyyy", *find_locale("de-DE")), "1. März 2024");
  EXPECT_EQ(shown(45352, "dd/mm/yyyy", *find_locale("de-DE")), "01.03.2024");
}

TEST(NumberFormat, WritesText) {
  const auto text = [](std::string_view code) { return NumberFormat::parse(code)->format_text("jello"); };
  EXPECT_EQ(text(";;;@"), "jello");
  EXPECT_EQ(text(";;;\"hi\""), "hi");
  EXPECT_EQ(text(";;;\"h\"\"I\""), "hI");
  EXPECT_EQ(text(";;;\\@@\\@"), "@jello@");
  EXPECT_EQ(text("0;-0;0;-@-@-"), "-jello-jello-");
  EXPECT_EQ(text("0.00"), "jello");
  EXPECT_EQ(text("@ \"item\""), "jello item");
}

TEST(NumberFormat, UsesTheSeparatorsOfTheLocale) {
  const Locale& german = *find_locale("de-DE");
  EXPECT_EQ(shown(1234.5, "#,##0.00", german), "1.234,50");
  const std::optional<NumberFormat> written = NumberFormat::parse("#.##0,00", german);
  ASSERT_TRUE(written);
  EXPECT_EQ(written->format_number(1234.5, german, DateSystem::from_1900), "1.234,50");
}

TEST(NumberFormat, RefusesWhatExcelRefuses) {
  for (const std::string code :
       {"#\"°F\"\"", "0;0;0;0;0", "[>x]0", "0[", "0 days", "[nonsense]0", "0E+0 0", "0E+0.0"})
    EXPECT_FALSE(NumberFormat::parse(code)) << code;
}

TEST(NumberFormat, TellsWhatACellShows) {
  struct Facts {
    std::string code;
    bool percent;
    bool date;
    bool general;
    std::optional<int> decimals;
    int power;
  };
  for (const Facts& facts : {
           Facts{"General", false, false, true, std::nullopt, 0},
           {"0.0%", true, false, false, 1, 2},
           {"#,##0.00;[Red]-#,##0.00", false, false, false, 2, 0},
           {"dd/mm/yyyy", false, true, false, std::nullopt, 0},
           {"0,", false, false, false, 0, -3},
           {"0.00E+00", false, false, false, std::nullopt, 0},
           {"# ?/?", false, false, false, std::nullopt, 0},
           {"[h]:mm", false, true, false, std::nullopt, 0},
           {"_-£* #,##0.00_-;-£* #,##0.00_-;_-£* \"-\"_-;_-@_-", false, false, false, 2, 0},
           {"0 \"%\"", false, false, false, 0, 0},
       }) {
    const std::optional<NumberFormat> format = NumberFormat::parse(facts.code);
    ASSERT_TRUE(format) << facts.code;
    EXPECT_EQ(format->is_percent(), facts.percent) << facts.code;
    EXPECT_EQ(format->is_date(), facts.date) << facts.code;
    EXPECT_EQ(format->is_general(), facts.general) << facts.code;
    EXPECT_EQ(format->decimals_shown(), facts.decimals) << facts.code;
    EXPECT_EQ(format->shown_power(), facts.power) << facts.code;
  }
}

TEST(BuiltinFormatCode, ParsesForEveryId) {
  for (int id = 0; id <= 49; ++id) {
    const std::string code = builtin_format_code(id, kBritish);
    if (code.empty()) continue;
    EXPECT_TRUE(NumberFormat::parse(code)) << id << ": " << code;
  }
  EXPECT_EQ(shown(45323, builtin_format_code(14, kBritish)), "01/02/2024");
  EXPECT_EQ(shown(45323, builtin_format_code(14, *find_locale("en-US"))), "2/1/2024");
  EXPECT_EQ(shown(-1234.5, builtin_format_code(7, kBritish)), "-£1,234.50");
  EXPECT_EQ(shown(-1234.5, builtin_format_code(39, kBritish)), "(1,234.50)");
  EXPECT_EQ(shown(0.25, builtin_format_code(13, kBritish)), "  1/4 ");
}

}  // namespace
}  // namespace outturn
