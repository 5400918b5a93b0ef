// The periods that figures belong to: months, quarters, half-years and years, and any other run of whole
// months (the year to date at Q2 is the six months from April).
//
// A period is a run of months and nothing else, so containment, "the quarter before" and "same quarter last
// year" are arithmetic. A year is named by both of its calendar years, 2018/19, unless it starts in January.
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace outturn {

// The month in which the reporting year starts; April for councils.
struct YearCalendar {
  int first_month = 4;  // 1 to 12
};

struct Period {
  int first = 0;   // year * 12 + month - 1
  int months = 1;  // at least 1

  friend auto operator<=>(const Period&, const Period&) = default;  // by start, then by length
  [[nodiscard]] int last() const noexcept { return first + months - 1; }
  [[nodiscard]] bool contains(const Period& other) const noexcept {
    return other.first >= first && other.last() <= last();
  }
};

[[nodiscard]] Period month_period(int year, int month) noexcept;  // month 1 to 12
[[nodiscard]] Period year_of(const Period& period,
                             YearCalendar calendar) noexcept;  // the year its last month is in
// The quarter its last month is in.
[[nodiscard]] Period quarter_of(const Period& period, YearCalendar calendar) noexcept;
// From the start of the year to the end of the period: "the year so far".
[[nodiscard]] Period year_to_date(const Period& period, YearCalendar calendar) noexcept;
[[nodiscard]] Period shifted(const Period& period, int months) noexcept;
[[nodiscard]] inline Period previous(const Period& period) noexcept {
  return shifted(period, -period.months);
}
[[nodiscard]] inline Period last_year(const Period& period) noexcept { return shifted(period, -12); }

// "July 2018", "Q2 2018/19", "2018/19", "H1 2018/19"; another run of months is "April 2018 to August 2018".
[[nodiscard]] std::string period_text(const Period& period, YearCalendar calendar);
[[nodiscard]] std::string year_text(
    int first_month_of_year);  // of the year that starts with this month: "2018/19"

// Dates are serials of the 1900 system, whatever the workbook uses.
[[nodiscard]] double last_day_serial(const Period& period) noexcept;
[[nodiscard]] Period month_of_serial(double serial) noexcept;  // Requires: is_date_serial(serial)
[[nodiscard]] std::string date_text(double serial);  // "31/03/2019"; requires: is_date_serial(serial)
// A day from 1 March 1900, before which Excel's calendar is not the real one, to the year 9999.
[[nodiscard]] inline bool is_date_serial(double serial) noexcept {
  return serial >= 61 && serial < 2'958'466;
}

struct PeriodReading {
  std::optional<Period> period;
  bool year_assumed = false;  // the text names no year (`Quarter 2`, `July`): `year` was used
  std::string problem;  // set where the text means a period that cannot be told; empty for `+/-` or `Total`
};

// Reads a heading or a setting. `year` is the reporting year, for texts that name none.
//   Q2 2018/19 · 2018/19 Q2 · Quarter 2 · 2018/19 · July 17/18 (July of the year 2017/18) · Jul-18 · July
//   2018 · Jul - Sep 2018 · H1 2018/19 · 31/03/2019 (its month)
[[nodiscard]] PeriodReading read_period(std::string_view text, YearCalendar calendar,
                                        std::optional<Period> year = {});

struct DateReading {
  std::optional<double> serial;
  bool day_month_could_be_swapped = false;  // both are 12 or less, so another locale would read another day
  std::string problem;                      // set where the text means a date that does not exist
};

// `31/03/2019`, `31 March 2019`, `Sun-31-Mar-24` (the weekday is checked), `2019-03-31`. `day_first` is the
// locale's order.
[[nodiscard]] DateReading read_date(std::string_view text, bool day_first = true);

// 1 to 12 for `Jul`, `July`, `sept`; 0 otherwise.
[[nodiscard]] int month_number(std::string_view word);

}  // namespace outturn
