// Dates as Excel counts them: whole days since an epoch, the time of day as the fraction.
//
// The 1900 system counts 1 January 1900 as 1 and, after Lotus 1-2-3, has a 29 February 1900 (serial 60) that
// never was; serial 0 is shown as 0 January 1900. The 1904 system counts 1 January 1904 as 0. Serials outside
// 0 to 31 December 9999 are no dates.
#pragma once

#include <cstdint>
#include <optional>

namespace outturn {

enum class DateSystem : std::uint8_t { from_1900, from_1904 };

struct CalendarDate {
  int year = 0;
  int month = 0;  // 1 to 12
  int day = 0;    // 1 to 31; 0 for serial 0 of the 1900 system
  friend bool operator==(const CalendarDate&, const CalendarDate&) = default;
};

struct TimeOfDay {
  int hour = 0;
  int minute = 0;
  int second = 0;
  friend bool operator==(const TimeOfDay&, const TimeOfDay&) = default;
};

inline constexpr std::int64_t kDaysBetweenSystems = 1462;

// The serial of 31 December 9999.
[[nodiscard]] constexpr std::int64_t last_serial(DateSystem system) noexcept {
  return system == DateSystem::from_1900 ? 2'958'465 : 2'958'465 - kDaysBetweenSystems;
}

// A serial rounded down to its day; nothing outside the limits.
[[nodiscard]] std::optional<std::int64_t> whole_day(double serial, DateSystem system) noexcept;

// Requires: 0 <= day <= last_serial.
[[nodiscard]] CalendarDate calendar_date(std::int64_t day, DateSystem system) noexcept;

// A date that exists (29 February 1900 included in the 1900 system); nothing for any other, or outside the
// limits.
[[nodiscard]] std::optional<std::int64_t> serial_of(const CalendarDate& date, DateSystem system) noexcept;

// Excel's DATE: months and days may overflow either way, years 0 to 1899 count from 1900; fractions are
// rounded down. Nothing outside the limits.
[[nodiscard]] std::optional<std::int64_t> date_serial(double year, double month, double day,
                                                      DateSystem system) noexcept;

// The time of day, rounded to the second as HOUR, MINUTE and SECOND do; 0.999999 is 00:00:00 of the next day.
[[nodiscard]] TimeOfDay time_of_day(double serial) noexcept;

// 1 for Sunday to 7 for Saturday. Before 1 March 1900 it follows Excel's serials, one day off the real
// calendar.
[[nodiscard]] int weekday_from_sunday(std::int64_t day, DateSystem system) noexcept;

[[nodiscard]] int iso_week(std::int64_t day, DateSystem system) noexcept;

[[nodiscard]] bool is_leap_year(int year) noexcept;                                // of the real calendar
[[nodiscard]] int days_in_month(int year, int month) noexcept;                     // of the real calendar
[[nodiscard]] int days_in_month(int year, int month, DateSystem system) noexcept;  // 29 for February 1900

// The same day `months` later, or the last of that month if it is shorter (EDATE); the last day of the month
// `months` later (EOMONTH). Nothing outside the limits.
[[nodiscard]] std::optional<std::int64_t> add_months(std::int64_t day, std::int64_t months,
                                                     DateSystem system) noexcept;
[[nodiscard]] std::optional<std::int64_t> end_of_month(std::int64_t day, std::int64_t months,
                                                       DateSystem system) noexcept;

// Days between two dates of a year of twelve 30-day months. European: a 31st counts as the 30th. US (NASD): a
// start on the last of February counts as the 30th, an end on the 31st only if the start is the 30th or 31st,
// else as the 1st of the next month. Signed.
[[nodiscard]] std::int64_t days_360(std::int64_t start, std::int64_t end, bool european,
                                    DateSystem system) noexcept;

}  // namespace outturn
