// Arguments that the securities functions share: days, frequency and day count basis, cut to whole numbers.
#pragma once

#include <optional>

#include "formulas/functions/date_time/date_arguments.h"
#include "formulas/functions/date_time/year_fraction.h"

namespace outturn {

// 0 where it is not 1, 2 or 4.
[[nodiscard]] inline int frequency_argument(const Arguments& args, std::size_t i) {
  const double frequency = args.whole_number(i);
  return frequency == 1 || frequency == 2 || frequency == 4 ? static_cast<int>(frequency) : 0;
}

// US 30/360 where it is not given; nothing where it is no basis.
[[nodiscard]] inline std::optional<DayCount> basis_argument(const Arguments& args, std::size_t i) {
  if (!args.given(i)) return DayCount::us_30_360;
  const double basis = args.whole_number(i);
  if (basis < 0 || basis > 4) return std::nullopt;
  return static_cast<DayCount>(static_cast<int>(basis));
}

// Two days of which the first must come before the second: settlement and maturity.
struct Term {
  std::int64_t start = 0;
  std::int64_t end = 0;
  DayCount basis = DayCount::us_30_360;
  DateSystem system = DateSystem::from_1900;

  [[nodiscard]] double days() const noexcept {
    return static_cast<double>(days_between(start, end, basis, system));
  }
  [[nodiscard]] double year() const noexcept { return days_of_year(start, end, basis, system); }
};

// From arguments `first`, `first + 1` and the basis; nothing where they are no term.
[[nodiscard]] inline std::optional<Term> term_argument(const Arguments& args, std::size_t first,
                                                       std::size_t basis_at) {
  const DayArgument start = day_argument(args, first);
  const DayArgument end = day_argument(args, first + 1);
  const auto basis = basis_argument(args, basis_at);
  if (!start.valid || !end.valid || !basis || start.day >= end.day) return std::nullopt;
  return Term{start.day, end.day, *basis, args.context().date_system()};
}

}  // namespace outturn
