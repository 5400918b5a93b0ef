// A heading that names a period, written for the same period a year later.
#pragma once

#include <optional>
#include <string>

#include "engine/indicators/period.h"
#include "engine/indicators/unit.h"
#include "formulas/value.h"

namespace outturn {

// `April 18/19` gives `April 19/20`, `Q1 2018/19` gives `Q1 2019/20`, a date the same day; a heading without
// a year, `Quarter 1`, stays. The value is in the 1900 system. Nothing where the result would not be read as
// that period; `year` is what a heading without one is read by.
[[nodiscard]] std::optional<Value> year_later(const Value& heading, NumberLook look, YearCalendar calendar,
                                              std::optional<Period> year);

}  // namespace outturn
