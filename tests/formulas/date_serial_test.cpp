#include "formulas/date_serial.h"

#include <gtest/gtest.h>

#include <optional>

namespace outturn {
namespace {

constexpr DateSystem k1900 = DateSystem::from_1900;
constexpr DateSystem k1904 = DateSystem::from_1904;

TEST(CalendarDate, AgreesWithExcelInBothSystems) {
  struct Row {
    std::int64_t serial;
    DateSystem system;
    CalendarDate date;
  };
  for (const Row& row : {
           Row{0, k1900, {1900, 1, 0}},
           {1, k1900, {1900, 1, 1}},
           {59, k1900, {1900, 2, 28}},
           {60, k1900, {1900, 2, 29}},
           {61, k1900, {1900, 3, 1}},
           {366, k1900, {1900, 12, 31}},
           {1462, k1900, {1904, 1, 1}},
           {25569, k1900, {1970, 1, 1}},
           {36585, k1900, {2000, 2, 29}},
           {2'958'465, k1900, {9999, 12, 31}},
           {0, k1904, {1904, 1, 1}},
           {1, k1904, {1904, 1, 2}},
           {11111, k1904, {1934, 6, 3}},
           {2'957'003, k1904, {9999, 12, 31}},
       }) {
    EXPECT_EQ(calendar_date(row.serial, row.system), row.date) << row.serial;
    if (row.date.day > 0) {
      EXPECT_EQ(serial_of(row.date, row.system), row.serial);
    }
  }
}

TEST(CalendarDate, ComesBackFromEveryDay) {
  for (const DateSystem system : {k1900, k1904})
    for (std::int64_t day = 1; day <= last_serial(system); day += 13)
      ASSERT_EQ(serial_of(calendar_date(day, system), system), day);
}

TEST(SerialOf, RefusesDatesThatDoNotExist) {
  for (const CalendarDate& date : {CalendarDate{2023, 2, 29},
                                   {2023, 13, 1},
                                   {2023, 4, 31},
                                   {2023, 1, 0},
                                   {1899, 12, 31},
                                   {10000, 1, 1},
                                   {2023, 0, 1}})
    EXPECT_EQ(serial_of(date, k1900), std::nullopt) << date.year << "-" << date.month << "-" << date.day;
  EXPECT_EQ(serial_of({1903, 12, 31}, k1904), std::nullopt);
}

TEST(DateSerial, LetsMonthsAndDaysOverflow) {
  struct Row {
    double year, month, day;
    std::optional<std::int64_t> expected;
  };
  for (const Row& row : {
           Row{2008, 1, 2, 39449},  // Microsoft: DATE(108,1,2) and DATE(2008,1,2) are 2 January 2008
           {108, 1, 2, 39449},
           {2008, 14, 2, 39846},
           {2008, -3, 2, 39327},
           {2008, 1, 35, 39482},
           {2008, 1, -15, 39432},
           {1900, 3, 0, 60},
           {1900, 2, 30, 61},
           {1900, 1, 0, 0},
           {1900, 1, 60, 60},
           {1900, 1, 61, 61},
           {1900, 1, -1, std::nullopt},
           {0, 1, 1, 1},
           {-1, 1, 1, std::nullopt},
           {10000, 1, 1, std::nullopt},
           {9999, 12, 32, std::nullopt},
           {2010, 1.9, 1.9, 40179},
           {1e300, 1, 1, std::nullopt},
       })
    EXPECT_EQ(date_serial(row.year, row.month, row.day, k1900), row.expected)
        << row.year << "," << row.month << "," << row.day;
  EXPECT_EQ(date_serial(1904, 1, 1, k1904), 0);
  EXPECT_EQ(date_serial(4, 1, 1, k1904), 0);
  EXPECT_EQ(date_serial(3, 1, 1, k1904), std::nullopt);
  EXPECT_EQ(date_serial(2008, 1, 2, k1904), 39449 - 1462);
}

TEST(TimeOfDay, RoundsToTheSecond) {
  EXPECT_EQ(time_of_day(0.5), (TimeOfDay{12, 0, 0}));
  EXPECT_EQ(time_of_day(43543.5032060185), (TimeOfDay{12, 4, 37}));
  EXPECT_EQ(time_of_day(0.04), (TimeOfDay{0, 57, 36}));
  EXPECT_EQ(time_of_day(0.999999), (TimeOfDay{0, 0, 0}));
  EXPECT_EQ(time_of_day(0.75 - 1e-12), (TimeOfDay{18, 0, 0}));
}

TEST(WeekdayFromSunday, FollowsExcelBeforeMarch1900Too) {
  EXPECT_EQ(weekday_from_sunday(1, k1900), 1);  // Excel calls 1 January 1900 a Sunday; it was a Monday
  EXPECT_EQ(weekday_from_sunday(0, k1900), 7);
  EXPECT_EQ(weekday_from_sunday(61, k1900), 5);     // Thursday, as it was
  EXPECT_EQ(weekday_from_sunday(45292, k1900), 2);  // Monday 1 January 2024
  EXPECT_EQ(weekday_from_sunday(0, k1904), 6);      // Friday 1 January 1904
}

TEST(IsoWeek, BelongsToTheYearOfItsThursday) {
  struct Row {
    CalendarDate date;
    int week;
  };
  for (const Row& row : {Row{{2012, 3, 9}, 10},
                         {{2010, 1, 3}, 53},
                         {{2010, 1, 4}, 1},
                         {{2008, 12, 29}, 1},
                         {{2020, 12, 31}, 53},
                         {{2021, 1, 1}, 53},
                         {{2024, 12, 30}, 1}})
    EXPECT_EQ(iso_week(*serial_of(row.date, k1900), k1900), row.week)
        << row.date.year << "-" << row.date.month;
}

TEST(AddMonths, KeepsTheDayWhereTheMonthHasIt) {
  const auto day = [](int y, int m, int d) { return *serial_of({y, m, d}, k1900); };
  EXPECT_EQ(add_months(day(2011, 1, 15), 1, k1900), day(2011, 2, 15));
  EXPECT_EQ(add_months(day(2011, 1, 31), 1, k1900), day(2011, 2, 28));
  EXPECT_EQ(add_months(day(2012, 2, 29), -12, k1900), day(2011, 2, 28));
  EXPECT_EQ(add_months(day(1900, 1, 31), 1, k1900), 60);
  EXPECT_EQ(add_months(day(1900, 1, 15), -1, k1900), std::nullopt);
  EXPECT_EQ(add_months(day(9999, 12, 1), 1, k1900), std::nullopt);
  EXPECT_EQ(end_of_month(day(2011, 1, 1), 1, k1900), day(2011, 2, 28));
  EXPECT_EQ(end_of_month(day(2011, 1, 1), -3, k1900), day(2010, 10, 31));
}

TEST(Days360, CountsMonthsOfThirtyDays) {
  const auto days = [](CalendarDate a, CalendarDate b, bool european) {
    return days_360(*serial_of(a, k1900), *serial_of(b, k1900), european, k1900);
  };
  EXPECT_EQ(days({2011, 1, 30}, {2011, 2, 1}, false), 1);  // Microsoft's examples
  EXPECT_EQ(days({2011, 1, 1}, {2011, 12, 31}, false), 360);
  EXPECT_EQ(days({2011, 1, 1}, {2011, 2, 1}, false), 30);
  EXPECT_EQ(days({2007, 1, 1}, {2007, 1, 31}, true), 29);
  EXPECT_EQ(days({2007, 1, 31}, {2007, 3, 31}, false), 60);
  EXPECT_EQ(days({2000, 2, 28}, {2000, 3, 31}, true), 32);
  EXPECT_EQ(days({1999, 12, 12}, {1999, 11, 30}, false), -12);
}

}  // namespace
}  // namespace outturn
