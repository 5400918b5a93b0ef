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
  // A start at the end of February does not shorten an end on the 31st.
  if (to_day == 31 && from_day >= 30) to_day = 30;
  if (from_february_end || from_day == 31) from_day = 30;
  return 360 * (std::int64_t{to.year} - from.year) + 30 * (to.month - from.month) + (to_day - from_day);
}

}  // namespace

std::int64_t days_30_360_of_period(std::int64_t first, std::int64_t last, DateSystem system) noexcept {
  const auto days_in_30_day_months = [system](std::int64_t day) {
    const CalendarDate date = calendar_date(day, system);
    const bool ends_month = date.day >= (date.month == 2 ? days_in_month(date.year, 2) : 30);
    return (std::int64_t{date.year} * 12 + date.month) * 30 + (ends_month ? 30 : date.day);
  };
  return days_in_30_day_months(last) - days_in_30_day_months(first);
}

std::int64_t days_between(std::int64_t start, std::int64_t end, DayCount basis, DateSystem system) noexcept {
  switch (basis) {
    case DayCount::us_30_360:
      return days_30_360(calendar_date(start, system), calendar_date(end, system));
    case DayCount::european_30_360:
      return days_360(start, end, true, system);
    default:
      return end - start;
  }
}

double days_of_year(std::int64_t start, std::int64_t end, DayCount basis, DateSystem system) noexcept {
  switch (basis) {
    case DayCount::actual_actual:
      return average_year(calendar_date(start, system), calendar_date(end, system));
    case DayCount::actual_365:
      return 365;
    default:
      return 360;
  }
}

double year_fraction(std::int64_t start, std::int64_t end, DayCount basis, DateSystem system) noexcept {
  if (start > end) std::swap(start, end);
  return static_cast<double>(days_between(start, end, basis, system)) /
         days_of_year(start, end, basis, system);
}

}  // namespace outturn
