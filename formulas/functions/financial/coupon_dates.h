// The dates on which a security pays interest: counted back from its maturity in steps of a year, half a year
// or a quarter, on the last days of months where the maturity is one. Where only the day of a later coupon is
// known, the same dates are counted from it ("quasi-coupon" dates; Microsoft's description of ODDFPRICE).
#pragma once

#include <cstdint>
#include <optional>

#include "formulas/functions/date_time/year_fraction.h"

namespace outturn {

class CouponDates {
 public:
  // Requires: frequency 1, 2 or 4; anchor a day of the system.
  CouponDates(std::int64_t anchor, int frequency, DateSystem system) noexcept;

  // The coupon date that is `periods` before the anchor, or after it if negative; nothing outside the dates.
  [[nodiscard]] std::optional<std::int64_t> before(std::int64_t periods) const noexcept;

  // How many coupons fall due after the day and up to the anchor; 0 from the anchor on.
  [[nodiscard]] std::int64_t due_after(std::int64_t day) const noexcept;

 private:
  std::int64_t anchor_;
  int months_;
  DateSystem system_;
  bool end_of_month_;
};

// The period between two coupons in which a day lies: first <= day < last.
struct CouponPeriod {
  std::int64_t first = 0;
  std::int64_t last = 0;
  std::int64_t coupons = 0;  // due after the day, `last` included
};

// Nothing where the period begins before the first date there is. Requires: day < maturity.
[[nodiscard]] std::optional<CouponPeriod> coupon_period(std::int64_t day, std::int64_t maturity,
                                                        int frequency, DateSystem system) noexcept;

// The days of a coupon period as the basis counts them: its own only for actual/actual.
[[nodiscard]] double days_of_period(std::int64_t first, std::int64_t last, int frequency,
                                    DayCount basis) noexcept;

}  // namespace outturn
