#include "engine/indicators/period.h"

#include <gtest/gtest.h>

namespace outturn {
namespace {

constexpr YearCalendar kApril{4};
constexpr YearCalendar kJanuary{1};

std::string reading_of(std::string_view text, YearCalendar calendar = kApril,
                       std::optional<Period> year = {}) {
  const PeriodReading reading = read_period(text, calendar, year);
  if (reading.period)
    return period_text(*reading.period, calendar) + (reading.year_assumed ? " assumed" : "");
  return reading.problem.empty() ? "no period" : "problem: " + reading.problem;
}

TEST(ReadPeriod, ReadsHeadingsAsReportsWriteThem) {
  const std::pair<const char*, const char*> rows[] = {
      {"Q2 2018/19", "Q2 2018/19"},
      {"q2 18/19", "Q2 2018/19"},
      {"2018/19 Q2", "Q2 2018/19"},
      {"Q2 2018-19", "Q2 2018/19"},
      {"Quarter 2, 2018/2019", "Q2 2018/19"},
      {"July 17/18", "July 2017"},
      {"March 17/18", "March 2018"},
      {"Jul-18", "July 2018"},
      {"Jul 2018", "July 2018"},
      {"Sept '18", "September 2018"},
      {"07/18", "July 2018"},
      {"2018/19", "2018/19"},
      {"1999/00", "1999/00"},
      {"18/19", "2018/19"},
      {"Jul - Sep 2018", "Q2 2018/19"},
      {"January \u2013 March 2021", "Q4 2020/21"},
      {"November to January 2019", "November 2018 to January 2019"},
      {"April to August 2018/19", "April 2018 to August 2018"},
      {"H1 2018/19", "H1 2018/19"},
      {"31/03/2021", "March 2021"},
      {"2021-03-31", "March 2021"},
      {"July 17/18", "July 2017"},
      {"Q1 18/19", "Q1 2018/19"},
      {"2018/19 Q1", "Q1 2018/19"},
      {"Apr-Jun 2018", "Q1 2018/19"},
      {"Mar-21", "March 2021"},
      {"Quarter 1 (2018/19)", "Q1 2018/19"},
      {"1st quarter 2018/19", "Q1 2018/19"},
      {"Third quarter 2018/19", "Q3 2018/19"},
      {"First half 2018/19", "H1 2018/19"},
      {"April 2018 to August 2018", "April 2018 to August 2018"},
      {"Oct 2018 - Mar 2019", "H2 2018/19"},
      {"Calendar year 2018", "January 2018 to December 2018"},
      {"Year to March 2019", "2018/19"},
      {"Year ended 31 March 2019", "2018/19"},
      {"12 months to September 2018", "October 2017 to September 2018"},
      {"As at 31/03/2019", "March 2019"},
      {"Sun-31-Mar-24", "March 2024"},
  };
  for (const auto& [text, expected] : rows) EXPECT_EQ(reading_of(text), expected) << text;
}

TEST(ReadPeriod, PassesOverHeadingsThatAreNoPeriod) {
  for (const char* text : {"+/-", "Total", "", "Target", "Q2 2018/19 target", "Q5 2018/19",
                           "July August September 2018", "July August 2018 2019", "Year to date", "(322)",
                           "second quarter change", "Change on 2017/18", "12", "***", "Q2 July 2018"}) {
    EXPECT_EQ(reading_of(text), "no period") << text;
  }
}

TEST(ReadPeriod, SaysWhereAPeriodCannotBeTold) {
  for (const char* text :
       {"July 17/19", "Q2 2018", "2018", "07/08", "Quarter 2", "Mon-31-Mar-24", "Aug 2018 to Apr 2018"}) {
    EXPECT_EQ(reading_of(text).rfind("problem: ", 0), 0u) << text << " gives " << reading_of(text);
  }
  EXPECT_EQ(reading_of("2018", kJanuary), "2018");
  EXPECT_EQ(reading_of("Q2 2018", kJanuary), "Q2 2018");
}

TEST(ReadPeriod, CountsFromTheMonthInWhichTheYearStarts) {
  constexpr YearCalendar july{7};
  EXPECT_EQ(*read_period("Q1 2018/19", july).period, (Period{2018 * 12 + 6, 3}));
  EXPECT_EQ(*read_period("March 18/19", july).period, month_period(2019, 3));
  EXPECT_EQ(*read_period("H2 2018/19", july).period, (Period{2019 * 12, 6}));
  EXPECT_EQ(period_text(year_to_date(month_period(2019, 1), july), july), "July 2018 to January 2019");
  EXPECT_EQ(period_text(*read_period("calendar year 2018", kApril).period, kApril),
            "January 2018 to December 2018");
}

TEST(ReadPeriod, TakesAYearThatIsNotWrittenFromTheReportingYear) {
  const Period q2 = *read_period("Q2 2018/19", kApril).period;
  EXPECT_EQ(reading_of("Quarter 3", kApril, q2), "Q3 2018/19 assumed");
  EXPECT_EQ(reading_of("February", kApril, q2), "February 2019 assumed");
  EXPECT_EQ(reading_of("July", kApril, q2), "July 2018 assumed");
}

TEST(Period, RelatesToOtherPeriods) {
  const Period q2 = *read_period("Q2 2018/19", kApril).period;
  const Period q1 = *read_period("Q1 2018/19", kApril).period;
  const auto text = [](const Period& period) { return period_text(period, kApril); };
  EXPECT_EQ(text(previous(q2)), "Q1 2018/19");
  EXPECT_EQ(text(previous(q1)), "Q4 2017/18");
  EXPECT_EQ(text(last_year(q2)), "Q2 2017/18");
  EXPECT_EQ(text(year_to_date(q2, kApril)), "H1 2018/19");
  EXPECT_EQ(text(year_to_date(month_period(2019, 3), kApril)), "2018/19");
  EXPECT_EQ(text(year_to_date(month_period(2018, 4), kApril)), "April 2018");
  EXPECT_EQ(text(quarter_of(month_period(2019, 2), kApril)), "Q4 2018/19");
  EXPECT_EQ(text(year_of(month_period(2019, 3), kApril)), "2018/19");
  EXPECT_TRUE(q2.contains(month_period(2018, 9)));
  EXPECT_FALSE(q2.contains(month_period(2018, 10)));
  EXPECT_FALSE(month_period(2018, 9).contains(q2));
  EXPECT_LT(q1, q2);
}

TEST(ReadDate, ReadsDatesAndChecksTheWeekday) {
  // 31 March 2024 is serial 45382 in Excel, a Sunday; 31 March 2019 is 43555.
  EXPECT_EQ(read_date("Sun-31-Mar-24").serial, 45382.0);
  EXPECT_EQ(read_date("31/03/2019").serial, 43555.0);
  EXPECT_EQ(read_date("31st March 2019").serial, 43555.0);
  EXPECT_EQ(read_date("2019-03-31").serial, 43555.0);
  EXPECT_EQ(read_date("03/31/2019", false).serial, 43555.0);
  EXPECT_NE(read_date("Mon-31-Mar-24").problem.find("Sunday"), std::string::npos);
  EXPECT_NE(read_date("31/02/2019").problem, "");
  EXPECT_TRUE(read_date("01/02/2019").day_month_could_be_swapped);
  EXPECT_FALSE(read_date("31/03/2019").day_month_could_be_swapped);
  EXPECT_FALSE(read_date("March 2019").serial);
  EXPECT_EQ(date_text(43555), "31/03/2019");
  EXPECT_EQ(last_day_serial(*read_period("Q4 2018/19", kApril).period), 43555.0);
}

}  // namespace
}  // namespace outturn
