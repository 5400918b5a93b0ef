#include "formulas/number_text.h"

#include <gtest/gtest.h>

#include <bit>
#include <cstdint>
#include <optional>
#include <string>

#include "formulas/decimal_rounding.h"

namespace outturn {
namespace {

const Locale& kBritish = *find_locale("en-GB");
const Locale& kAmerican = *find_locale("en-US");
const Locale& kGerman = *find_locale("de-DE");

TEST(NumberToText, WritesFifteenDigitsAsExcelConcatenates) {
  struct Row {
    double x;
    std::string text;
  };
  for (const Row& row : {
           Row{0, "0"},
           {-0.0, "0"},
           {1.0001, "1.0001"},
           {756, "756"},
           {-7.56, "-7.56"},
           {1.0 / 3, "0.333333333333333"},
           {0.1 + 0.2, "0.3"},
           {123.4567890123455, "123.456789012345"},
           {1234567.8901234567, "1234567.89012346"},
           {0.0001, "0.0001"},
           {0.00001, "0.00001"},
           {1.2345678901234568e-5, "1.23456789012346E-05"},
           {1.2345678901234567e-4, "0.000123456789012346"},
           {1.23456789e-5, "0.0000123456789"},
           {5.6789012345e-8, "0.000000056789012345"},
           {5.67890123456e-8, "5.67890123456E-08"},
           {9.999999999999999e-9, "0.00000001"},
           {9.999999999999999e-20, "1E-19"},
           {2e-50, "2E-50"},
           {123456789012345.67, "123456789012346"},
           {1234567890123456.8, "1234567890123460"},
           {1e15, "1000000000000000"},
           {12345678901234567890.0, "12345678901234600000"},
           {123456789012345680000.0, "1.23456789012346E+20"},
           {1e20, "1E+20"},
           {-1e21, "-1E+21"},
           {1.2345678901234549e98, "1.23456789012345E+98"},
           {1.2345678901234577e99, "1.2345678901235E+99"},
           {9.999999999999984e98, "9.99999999999998E+98"},
           {1.7976931348623157e308, "1.7976931348623E+308"},
           {2.225073858507201e-308, "0"},
           {99999.99999999999999, "100000"},
           {999999.9999999999, "1000000"},
       })
    EXPECT_EQ(number_to_text(row.x, kBritish), row.text) << row.x;
  EXPECT_EQ(number_to_text(1.5, kGerman), "1,5");
}

TEST(GeneralText, FitsElevenCharacters) {
  struct Row {
    double x;
    std::string text;
  };
  for (const Row& row : {
           Row{12345, "12345"},
           {1.2345678919, "1.234567892"},
           {10000000000.0, "10000000000"},
           {100000000000.0, "1E+11"},
           {112345900000.0, "1.12346E+11"},
           {1e-9, "0.000000001"},
           {1e-10, "1E-10"},
           {-1.123459e-10, "-1.12346E-10"},
           {1.0 / 3, "0.333333333"},
           {2.0 / 3, "0.666666667"},
           {0.00012345678, "0.000123457"},
           {0.000012345678, "1.23457E-05"},
           {12345678.9876, "12345678.99"},
           {99999999999.6, "1E+11"},
           {1234567890.4, "1234567890"},
           {0.99999999999, "1"},
           {1.5e-100, "1.5E-100"},
       })
    EXPECT_EQ(general_text(row.x, kBritish), row.text) << row.x;
}

TEST(NumberFromText, ReadsTheNumbersExcelReads) {
  struct Row {
    std::string text;
    std::optional<double> value;
  };
  for (const Row& row : {
           Row{"12", 12.0},
           {" 12 ", 12.0},
           {"-3.14", -3.14},
           {"+5", 5.0},
           {".5", 0.5},
           {"5.", 5.0},
           {"1,234.5", 1234.5},
           {"1,210,000", 1210000.0},
           {"£5", 5.0},
           {"-£5", -5.0},
           {"£-5", -5.0},
           {"$1000", 1000.0},
           {"(5)", -5.0},
           {"(£5.50)", -5.5},
           {"50%", 0.5},
           {"50 %", 0.5},
           {"%50", 0.5},
           {"-5%", -0.05},
           {"1e3", 1000.0},
           {"10E3", 10000.0},
           {"1.0E-07", 1e-7},
           {"1E+3", 1000.0},
           {"1 1/2", 1.5},
           {"-1 1/2", -1.5},
           {"0 3/4", 0.75},
           {"0", 0.0},
           {"-0", 0.0},
           {"1234567890123456789", 1234567890123450000.0},
           {"0.30000000000000004", 0.3},
           {"000123", 123.0},
           {"0.000", 0.0},
           {"", std::nullopt},
           {" ", std::nullopt},
           {"x", std::nullopt},
           {"1x", std::nullopt},
           {"--10", std::nullopt},
           {"3%22", std::nullopt},
           {"5%%", std::nullopt},
           {".", std::nullopt},
           {"-", std::nullopt},
           {"1e", std::nullopt},
           {"1,2", std::nullopt},
           {"1.2,345", std::nullopt},
           {"1e309", std::nullopt},
           {"(5", std::nullopt},
           {"5)", std::nullopt},
           {"£", std::nullopt},
           {"1 2", std::nullopt},
           {"TRUE", std::nullopt},
           {"1 1/0", std::nullopt},
           {"inf", std::nullopt},
           {"0x10", std::nullopt},
           {"nan", std::nullopt},
       }) {
    const std::optional<TextNumber> read = number_from_text(row.text, {.locale = &kBritish});
    EXPECT_EQ(read.has_value(), row.value.has_value()) << row.text;
    if (read && row.value) {
      EXPECT_EQ(read->value, *row.value) << row.text;
    }
  }
  EXPECT_EQ(number_from_text("1.234,5", {.locale = &kGerman})->value, 1234.5);
  EXPECT_EQ(number_from_text("5,00 €", {.locale = &kGerman})->value, 5);
  EXPECT_EQ(number_from_text("1 234,5", {.locale = find_locale("fr-FR")})->value, 1234.5);
}

TEST(NumberFromText, ReadsDatesInTheOrderOfTheLocale) {
  struct Row {
    std::string text;
    const Locale* locale;
    std::optional<double> value;
    bool ambiguous;
  };
  const Locale* gb = &kBritish;
  const Locale* us = &kAmerican;
  for (const Row& row : {
           Row{"1/2/2024", gb, 45323.0, true},
           {"1/2/2024", us, 45293.0, true},
           {"13/2/2024", gb, 45335.0, false},
           {"2/2/2024", gb, 45324.0, false},
           {"13/2/2024", us, std::nullopt, false},
           {"2/13/2024", us, 45335.0, false},
           {"8/22/2008", us, 39682.0, false},
           {"22-AUG-2008", gb, 39682.0, false},
           {"2008/02/23", us, 39501.0, false},
           {"2008/02/03", gb, 39481.0, false},
           {"2024-01-31", gb, 45322.0, false},
           {"12-31-2008", us, 39813.0, false},
           {"2-Jan-24", gb, 45293.0, false},
           {"2 January 2024", us, 45293.0, false},
           {"February 12 2010", us, 40221.0, false},
           {"May 2, 1952", us, 19116.0, false},
           {"Jan 2024", gb, 45292.0, false},
           {"Jan-24", gb, 44950.0, false},
           {"Jan-32", gb, 11689.0, false},
           {"1-Jan", gb, 44927.0, false},
           {"1/2", gb, 44958.0, true},
           {"1/2", us, 44928.0, true},
           {"01/01/29", gb, 47119.0, false},
           {"01/01/30", gb, 10959.0, false},
           {"31/04/2024", gb, std::nullopt, false},
           {"29/2/1900", gb, 60.0, false},
           {"1/1/1899", gb, std::nullopt, false},
           {"1/1/10000", gb, std::nullopt, false},
           {"1/2-2024", gb, std::nullopt, false},
           {"1.2.2024", gb, std::nullopt, false},
           {"1st January 2024", gb, std::nullopt, false},
           {"January", gb, std::nullopt, false},
           {"1 2 2024", gb, std::nullopt, false},
           {"1.2.2024", &kGerman, 45323.0, true},
           {"1. März 2024", &kGerman, 45352.0, false},
       }) {
    const std::optional<TextNumber> read =
        number_from_text(row.text, {.locale = row.locale, .current_year = 2023});
    EXPECT_EQ(read.has_value(), row.value.has_value()) << row.text;
    if (!read || !row.value) continue;
    EXPECT_EQ(read->value, *row.value) << row.text << " " << row.locale->name;
    EXPECT_EQ(read->ambiguous_date, row.ambiguous) << row.text;
    EXPECT_TRUE(read->has_date) << row.text;
  }
  EXPECT_EQ(number_from_text("2/1/1904", {.date_system = DateSystem::from_1904})->value, 1);
}

TEST(NumberFromText, ReadsTimes) {
  struct Row {
    std::string text;
    std::optional<double> seconds;
  };
  for (const Row& row : {
           Row{"12:30", 45000.0},
           {"12:30:05 PM", 45005.0},
           {"12:00:00 am", 0.0},
           {"6:20:17 pm", 66017.0},
           {"3 PM", 54000.0},
           {"3 p", 54000.0},
           {"25:00", 90000.0},
           {"0:00:00.5", 0.5},
           {"30:05.5", 1805.5},
           {"12:", 43200.0},
           {"13:00 PM", std::nullopt},
           {"31:62:93", std::nullopt},
           {"13:60:55", std::nullopt},
           {"12:30:", std::nullopt},
           {":30", std::nullopt},
           {"3", 3.0 * 86400},
           {"1:2:3:4", std::nullopt},
       }) {
    const std::optional<TextNumber> read = number_from_text(row.text, {});
    EXPECT_EQ(read.has_value(), row.seconds.has_value()) << row.text;
    if (read && row.seconds) {
      EXPECT_NEAR(read->value * 86400, *row.seconds, 1e-6) << row.text;
    }
  }
  const std::optional<TextNumber> both = number_from_text("11-Nov-1918 11:15", {});
  ASSERT_TRUE(both && both->has_date && both->has_time);
  EXPECT_NEAR(both->value, 6890 + 11.25 / 24, 1e-9);
  EXPECT_NEAR(number_from_text("May 2, 1952 3:54 pm", {.locale = &kAmerican})->value, 19116 + 15.9 / 24,
              1e-9);
  EXPECT_NEAR(number_from_text("3:54 pm 2/5/1952", {})->value, 19116 + 15.9 / 24, 1e-9);
}

TEST(Numbervalue, TakesItsOwnSeparators) {
  EXPECT_EQ(numbervalue("2.500,27", ",", "."), 2500.27);  // Microsoft's examples
  EXPECT_EQ(numbervalue("3.5%", ".", ","), 0.035);
  EXPECT_EQ(numbervalue("9%%", ".", ","), 0.0009);
  EXPECT_EQ(numbervalue(" 3 000 ", ".", ","), 3000);
  EXPECT_EQ(numbervalue("", ".", ","), 0);
  EXPECT_EQ(numbervalue("1 234 567,890", ",", " "), 1234567.89);
  EXPECT_EQ(numbervalue("1.234.567,89", ".", ","), std::nullopt);
  EXPECT_EQ(numbervalue("1.2,3", ".", ","), std::nullopt);
  EXPECT_EQ(numbervalue("1,234,567.89-%", ".", ","), std::nullopt);
  EXPECT_EQ(numbervalue(" x ", ".", ","), std::nullopt);
}

}  // namespace
}  // namespace outturn
