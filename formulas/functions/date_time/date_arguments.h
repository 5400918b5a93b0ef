// Dates as arguments: a serial number cut to its day, #NUM! where it is no date.
#pragma once

#include "formulas/arguments.h"
#include "formulas/date_serial.h"

namespace outturn {

struct DayArgument {
  std::int64_t day = 0;
  bool valid = false;
};

// Argument i as a day of the workbook's date system.
[[nodiscard]] inline DayArgument day_argument(const Arguments& args, std::size_t i) {
  const auto day = whole_day(args.number(i), args.context().date_system());
  return day ? DayArgument{*day, true} : DayArgument{};
}

[[nodiscard]] inline Value day_result(const std::optional<std::int64_t>& day) {
  return day ? Value(*day) : Value(ErrorCode::num);
}

}  // namespace outturn
