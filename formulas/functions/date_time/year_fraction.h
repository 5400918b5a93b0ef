// The length of a period as a part of a year, by day count basis (YEARFRAC and the securities functions).
#pragma once

#include <cstdint>

#include "formulas/date_serial.h"

namespace outturn {

enum class DayCount : std::uint8_t { us_30_360, actual_actual, actual_360, actual_365, european_30_360 };

// Never negative: the order of the days does not matter.
[[nodiscard]] double year_fraction(std::int64_t start, std::int64_t end, DayCount basis,
                                   DateSystem system) noexcept;

}  // namespace outturn
