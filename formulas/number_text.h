// Numbers to text and text to numbers, as Excel converts them when a formula mixes the two: `=A1&""`,
// `="1,234"+1`, VALUE, DATEVALUE, TIMEVALUE. What TEXT and a cell show is formulas/number_format.h.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "formulas/date_serial.h"
#include "formulas/locale.h"

namespace outturn {

// As `=x&""`: at most 15 significant digits, plain up to 20 characters, else 1.23456789012346E+20.
[[nodiscard]] std::string number_to_text(double x, const Locale& locale);

// As a General cell wide enough and TEXT(x,"General"): at most 11 characters besides the sign: 0.333333333,
// 1E-10.
[[nodiscard]] std::string general_text(double x, const Locale& locale);

// What text is read under.
struct TextReading {
  const Locale* locale = &default_locale();
  DateSystem date_system = DateSystem::from_1900;
  int current_year = 2000;  // the year of a date that names none ("2 Jan"): the injected clock's
};

struct TextNumber {
  double value = 0;
  bool has_date = false;
  bool has_time = false;
  // Day and month were both numbers up to 12 and differ: another locale would read another date.
  bool ambiguous_date = false;
};

// A number, percentage, amount of money, fraction, date or time in any form that Excel accepts in a cell;
// nothing for other text. Surrounding spaces are ignored, but not after a
// date; the empty text is no number. As in a cell, digits
// after the fifteenth significant one are read as 0.
[[nodiscard]] std::optional<TextNumber> number_from_text(std::string_view text, const TextReading& reading);

// Digits with a decimal separator and group separators anywhere before it, an exponent, percent signs after
// and brackets around; spaces are ignored everywhere and the empty text is 0.
[[nodiscard]] std::optional<double> numbervalue(std::string_view text, std::string_view decimal_separator,
                                                std::string_view group_separator);

}  // namespace outturn
