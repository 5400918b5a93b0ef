// Which period of a series a suffix in an expression asks for: `abandoned.ytd`, `answered.prev`,
// `rate.ytd.last_year`.
//
// The suffixes may stand in any order: first the reporting period is moved back, then it is widened or
// narrowed.
#pragma once

#include <compare>
#include <string>
#include <string_view>
#include <vector>

#include "engine/indicators/period.h"

namespace outturn {

struct PeriodView {
  enum class Span { period, month, quarter, year_to_date, year };
  int back = 0;              // whole reporting periods: .prev
  int years_back = 0;        // .last_year
  Span span = Span::period;  // .month (the period's last), .quarter, .ytd, .year
  friend auto operator<=>(const PeriodView&, const PeriodView&) = default;
};

[[nodiscard]] Period viewed(const Period& reporting, const PeriodView& view, YearCalendar calendar) noexcept;

// False for a suffix that is none, or that contradicts one already taken (.ytd.year).
[[nodiscard]] bool add_suffix(PeriodView& view, std::string_view suffix);
[[nodiscard]] std::string view_text(
    const PeriodView& view);  // ".prev.ytd", empty for the reporting period itself
[[nodiscard]] std::vector<std::string> view_suffixes();

}  // namespace outturn
