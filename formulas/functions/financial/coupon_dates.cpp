#include "formulas/functions/financial/coupon_dates.h"

#include <algorithm>

namespace outturn {

CouponDates::CouponDates(std::int64_t anchor, int frequency, DateSystem system) noexcept
    : anchor_(anchor), months_(12 / frequency), system_(system) {
  const CalendarDate date = calendar_date(anchor, system);
  end_of_month_ = date.day == days_in_month(date.year, date.month, system);
}

std::optional<std::int64_t> CouponDates::before(std::int64_t periods) const noexcept {
  return end_of_month_ ? end_of_month(anchor_, -periods * months_, system_)
                       : add_months(anchor_, -periods * months_, system_);
}

std::int64_t CouponDates::due_after(std::int64_t day) const noexcept {
  if (day >= anchor_) return 0;
  const CalendarDate from = calendar_date(day, system_);
  const CalendarDate to = calendar_date(anchor_, system_);
  const std::int64_t months = (std::int64_t{to.year} - from.year) * 12 + to.month - from.month;
  // Right but for the days within the first month.
  std::int64_t count = std::max<std::int64_t>(months / months_ - 1, 0);
  for (auto date = before(count); date && *date > day; date = before(count)) ++count;
  return count;
}

std::optional<CouponPeriod> coupon_period(std::int64_t day, std::int64_t maturity, int frequency,
                                          DateSystem system) noexcept {
  const CouponDates dates(maturity, frequency, system);
  const std::int64_t coupons = dates.due_after(day);
  const auto first = dates.before(coupons);
  const auto last = dates.before(coupons - 1);
  if (!first || !last) return std::nullopt;
  return CouponPeriod{*first, *last, coupons};
}

double days_of_period(std::int64_t first, std::int64_t last, int frequency, DayCount basis) noexcept {
  switch (basis) {
    case DayCount::actual_actual:
      return static_cast<double>(last - first);
    case DayCount::actual_365:
      return 365.0 / frequency;
    default:
      return 360.0 / frequency;
  }
}

}  // namespace outturn
