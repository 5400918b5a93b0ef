// A text that names one period twice and not the same: "January to March 2020 (Q1 2020/21)".
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/indicators/period.h"

namespace outturn {

struct PeriodContradiction {
  std::string months, other;  // as written
  Period by_months, by_other;
};

// Months from one to another with their year, and beside them in brackets, or the other way round, a quarter
// or a year of the calendar. Nothing for a text that names one period, or the same twice.
[[nodiscard]] std::optional<PeriodContradiction> period_contradiction(std::string_view text,
                                                                      YearCalendar calendar);

}  // namespace outturn
