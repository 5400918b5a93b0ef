#include "formulas/functions/date_time/year_fraction.h"

#include <tuple>
#include <utility>

namespace outturn {
namespace {

// The mean length of the years that the period touches; for a period of at most a year, 366 if it holds a 29
// February.
double average_year(const CalendarDate& from, const CalendarDate& to) noexcept {
  if (from.year == to.year) return is_leap_year(from.year) ? 366 : 365;
  const bool up_to_a_year =
      to.year == from.year + 1 && std::pair(from.month, from.day) >= std::pair(to.month, to.day);
  if (up_to_a_year) {
    const bool holds_leap_day =
        (is_leap_year(from.year) && std::pair(from.month, from.day) <= std::pair(2, 29)) ||
        (is_leap_year(to.year) && std::pair(to.month, to.day) >= std::pair(2, 29));
    return holds_leap_day ? 366 : 365;
  }
  double days = 0;
  for (int year = from.year; year <= to.year; ++year) days += is_leap_year(year) ? 366 : 365;
  return days / (to.year - from.year + 1);
}

std::int64_t days_30_360(const CalendarDate& from, const CalendarDate& to) noexcept {
  int from_day = from.day;
  int to_day = to.day;
  const bool from_february_end = from.month == 2 && from_day >= days_in_month(from.year, 2);
  const bool to_february_end = to.month == 2 && to_day >= days_in_month(to.year, 2);
  if (from_february_end && to_february_end) to_day = 30;
  if (from_february_end || from_day == 31) from_day = 30;
  if (to_day == 31 && from_day == 30) to_day = 30;
  return 360 * (std::int64_t{to.year} - from.year) + 30 * (to.month - from.month) + (to_day - from_day);
}

}  // namespace

double year_fraction(std::int64_t start, std::int64_t end, DayCount basis, DateSystem system) noexcept {
  if (start > end) std::swap(start, end);
  const CalendarDate from = calendar_date(start, system);
  const CalendarDate to = calendar_date(end, system);
  const auto days = static_cast<double>(end - start);
  switch (basis) {
    case DayCount::us_30_360:
      return static_cast<double>(days_30_360(from, to)) / 360;
    case DayCount::actual_actual:
      return days / average_year(from, to);
    case DayCount::actual_360:
      return days / 360;
    case DayCount::actual_365:
      return days / 365;
    case DayCount::european_30_360:
      return static_cast<double>(days_360(start, end, true, system)) / 360;
  }
  return 0;
}

}  // namespace outturn
