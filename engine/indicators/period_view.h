// Which period of a series a suffix in an expression asks for: `abandoned.ytd`, `answered.prev`,
// `rate.ytd.last_year`.
//
// The suffixes may stand in any order: first the reporting period is moved back, then it is widened or
// narrowed.
//   .prev .last_year · .month .quarter .ytd .year · .rolling_4 (reporting periods) .rolling_12_months ·
//   .in_period (of a cumulative measure, what was added in the period) · .projection (the year so far carried
//   on to its end) · .share_of_year (the year's figure by months) · .all (all services together)
#pragma once

#include <compare>
#include <string>
#include <string_view>
#include <vector>

#include "engine/indicators/period.h"

namespace outturn {

struct PeriodView {
  enum class Span {
    period,
    month,  // the period's last
    quarter,
    year_to_date,
    year,
    in_period,
    projection,
    share_of_year,
    rolling,
  };
  int back = 0;        // whole reporting periods: .prev
  int years_back = 0;  // .last_year
  Span span = Span::period;
  int rolling = 0;         // how many
  int rolling_months = 0;  // of how many months each; 0: of the reporting period's length
  bool all_services = false;
  friend auto operator<=>(const PeriodView&, const PeriodView&) = default;
};

// The months that a view asks for; of a projection those so far, of a share of the year the whole year.
[[nodiscard]] Period viewed(const Period& reporting, const PeriodView& view, YearCalendar calendar) noexcept;

// Whether a cumulative measure is asked for what was added within the period, not for the year so far.
[[nodiscard]] bool takes_part(const PeriodView& view) noexcept;

// False for a suffix that is none, or that contradicts one already taken (.ytd.year).
[[nodiscard]] bool add_suffix(PeriodView& view, std::string_view suffix);
[[nodiscard]] std::string view_text(
    const PeriodView& view);  // ".prev.ytd", empty for the reporting period itself
[[nodiscard]] std::vector<std::string> view_suffixes();

}  // namespace outturn
