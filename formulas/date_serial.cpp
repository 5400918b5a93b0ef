#include "formulas/date_serial.h"

#include <algorithm>
#include <cmath>

namespace outturn {
namespace {

// Days since 1 March 0000 of the proleptic Gregorian calendar, counting years from March so that the leap day
// comes last; 400-year eras of 146,097 days.
constexpr std::int64_t civil_days(std::int64_t year, int month, std::int64_t day) noexcept {
  year -= month <= 2 ? 1 : 0;
  const std::int64_t era = (year >= 0 ? year : year - 399) / 400;
  const std::int64_t year_of_era = year - era * 400;
  const std::int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5;
  return era * 146'097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year + day - 1;
}

constexpr CalendarDate civil_date(std::int64_t days) noexcept {
  const std::int64_t era = (days >= 0 ? days : days - 146'096) / 146'097;
  const std::int64_t day_of_era = days - era * 146'097;
  const std::int64_t year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
  const std::int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t month_from_march = (5 * day_of_year + 2) / 153;
  const int month = static_cast<int>(month_from_march < 10 ? month_from_march + 3 : month_from_march - 9);
  return {static_cast<int>(year_of_era + era * 400 + (month <= 2 ? 1 : 0)), month,
          static_cast<int>(day_of_year - (153 * month_from_march + 2) / 5 + 1)};
}

// Serial 61, 1 March 1900, and later differ from civil days by a constant.
constexpr std::int64_t kEpoch1900 = civil_days(1899, 12, 30);
constexpr std::int64_t kEpoch1904 = civil_days(1904, 1, 1);
constexpr std::int64_t kPhantomLeapDay = 60;

std::int64_t unchecked_serial(std::int64_t year, int month, std::int64_t day, DateSystem system) noexcept {
  if (system == DateSystem::from_1904) return civil_days(year, month, day) - kEpoch1904;
  // Days overflow from a first of the month, so the phantom day is met wherever the count crosses it.
  const std::int64_t first = civil_days(year, month, 1) - kEpoch1900;
  return (first <= kPhantomLeapDay ? first - 1 : first) + day - 1;
}

std::optional<std::int64_t> within_limits(std::int64_t serial, DateSystem system) noexcept {
  if (serial < 0 || serial > last_serial(system)) return std::nullopt;
  return serial;
}

struct YearMonth {
  std::int64_t year;
  int month;
};

YearMonth normalised(std::int64_t year, std::int64_t month) noexcept {
  const std::int64_t months = year * 12 + month - 1;
  const std::int64_t whole = months >= 0 ? months / 12 : (months - 11) / 12;
  return {whole, static_cast<int>(months - whole * 12) + 1};
}

}  // namespace

std::optional<std::int64_t> whole_day(double serial, DateSystem system) noexcept {
  if (!(serial >= 0) || serial >= static_cast<double>(last_serial(system) + 1)) return std::nullopt;
  return static_cast<std::int64_t>(serial);
}

CalendarDate calendar_date(std::int64_t day, DateSystem system) noexcept {
  if (system == DateSystem::from_1904) return civil_date(day + kEpoch1904);
  if (day == 0) return {1900, 1, 0};
  if (day == kPhantomLeapDay) return {1900, 2, 29};
  return civil_date(day + kEpoch1900 + (day < kPhantomLeapDay ? 1 : 0));
}

std::optional<std::int64_t> serial_of(const CalendarDate& date, DateSystem system) noexcept {
  if (date.year < 1900 || date.year > 9999 || date.month < 1 || date.month > 12 || date.day < 1 ||
      date.day > days_in_month(date.year, date.month, system))
    return std::nullopt;
  return within_limits(unchecked_serial(date.year, date.month, date.day, system), system);
}

std::optional<std::int64_t> date_serial(double year, double month, double day, DateSystem system) noexcept {
  constexpr double kLimit = 1e8;  // far beyond every date, and safe to add up
  if (!(std::fabs(year) < kLimit) || !(std::fabs(month) < kLimit) || !(std::fabs(day) < kLimit))
    return std::nullopt;
  auto whole_year = static_cast<std::int64_t>(std::floor(year));
  if (whole_year < 0 || whole_year > 9999) return std::nullopt;
  if (whole_year < 1900) whole_year += 1900;
  const auto [actual_year, actual_month] =
      normalised(whole_year, static_cast<std::int64_t>(std::floor(month)));
  const std::int64_t serial =
      unchecked_serial(actual_year, actual_month, static_cast<std::int64_t>(std::floor(day)), system);
  return within_limits(serial, system);
}

TimeOfDay time_of_day(double serial) noexcept {
  constexpr int kSecondsADay = 86'400;
  const double fraction = serial - std::floor(serial);
  const int seconds = static_cast<int>(std::floor(fraction * kSecondsADay + 0.5)) % kSecondsADay;
  return {seconds / 3600, seconds / 60 % 60, seconds % 60};
}

int weekday_from_sunday(std::int64_t day, DateSystem system) noexcept {
  // Serial 1 of the 1900 system is a Sunday, day 0 of the 1904 system a Friday.
  const std::int64_t offset = system == DateSystem::from_1900 ? day + 6 : day + 5;
  return static_cast<int>(offset % 7) + 1;
}

int iso_week(std::int64_t day, DateSystem system) noexcept {
  // The week belongs to the year its Thursday lies in.
  const int from_monday = (weekday_from_sunday(day, system) + 5) % 7;
  std::int64_t thursday = day - from_monday + 3;
  if (thursday < 0) return 52;
  thursday = std::min(thursday, last_serial(system));
  const std::int64_t new_year = unchecked_serial(calendar_date(thursday, system).year, 1, 1, system);
  return static_cast<int>((thursday - new_year) / 7) + 1;
}

bool is_leap_year(int year) noexcept { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

int days_in_month(int year, int month) noexcept {
  constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && is_leap_year(year) ? 29 : kDays[month - 1];
}

int days_in_month(int year, int month, DateSystem system) noexcept {
  if (system == DateSystem::from_1900 && year == 1900 && month == 2) return 29;
  return days_in_month(year, month);
}

std::optional<std::int64_t> add_months(std::int64_t day, std::int64_t months, DateSystem system) noexcept {
  if (months > 200'000 || months < -200'000) return std::nullopt;
  const CalendarDate date = calendar_date(day, system);
  const auto [year, month] = normalised(date.year, date.month + months);
  if (year < 1900 || year > 9999) return std::nullopt;
  const int last = days_in_month(static_cast<int>(year), month, system);
  return within_limits(unchecked_serial(year, month, std::min(date.day, last), system), system);
}

std::optional<std::int64_t> end_of_month(std::int64_t day, std::int64_t months, DateSystem system) noexcept {
  if (months > 200'000 || months < -200'000) return std::nullopt;
  const CalendarDate date = calendar_date(day, system);
  const auto [year, month] = normalised(date.year, date.month + months);
  if (year < 1900 || year > 9999) return std::nullopt;
  const int last = days_in_month(static_cast<int>(year), month, system);
  return within_limits(unchecked_serial(year, month, last, system), system);
}

std::int64_t days_360(std::int64_t start, std::int64_t end, bool european, DateSystem system) noexcept {
  const CalendarDate from = calendar_date(start, system);
  const CalendarDate to = calendar_date(end, system);
  int from_day = from.day;
  int to_day = to.day;
  if (european) {
    from_day = std::min(from_day, 30);
    to_day = std::min(to_day, 30);
  } else {
    const bool last_of_february = from.month == 2 && from_day == days_in_month(from.year, 2, system);
    if (last_of_february || from_day == 31) from_day = 30;
    // An end on the 31st of a later-than-30th start is the 30th; the 31st otherwise already counts as the 1st
    // of the next month, because 31 - d is one more than 30 - d.
    if (to_day == 31 && from_day >= 30) to_day = 30;
  }
  return 360 * (std::int64_t{to.year} - from.year) + 30 * (to.month - from.month) + (to_day - from_day);
}

}  // namespace outturn
