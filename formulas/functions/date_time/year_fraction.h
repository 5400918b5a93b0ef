// Days between dates and the length of a period as a part of a year, by day count basis (YEARFRAC and the
// securities functions).
#pragma once

#include <cstdint>

#include "formulas/date_serial.h"

namespace outturn {

enum class DayCount : std::uint8_t { us_30_360, actual_actual, actual_360, actual_365, european_30_360 };

// The days from one date to another as the basis counts them; signed.
[[nodiscard]] std::int64_t days_between(std::int64_t start, std::int64_t end, DayCount basis,
                                        DateSystem system) noexcept;

// Days of a coupon period in the US 30/360 count: a 31st and the end of February count as the 30th at both
// ends.
[[nodiscard]] std::int64_t days_30_360_of_period(std::int64_t first, std::int64_t last,
                                                 DateSystem system) noexcept;

// The days of a year. For actual/actual the mean length of the years that the period touches, or of the one
// year that holds it. Requires: start <= end.
[[nodiscard]] double days_of_year(std::int64_t start, std::int64_t end, DayCount basis,
                                  DateSystem system) noexcept;

// Never negative: the order of the days does not matter.
[[nodiscard]] double year_fraction(std::int64_t start, std::int64_t end, DayCount basis,
                                   DateSystem system) noexcept;

}  // namespace outturn
