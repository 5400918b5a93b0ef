// Dates and times written as text: "31/01/2024", "2-Jan-24", "Jan 2024", "2024-01-31 12:30:05", "3 PM".
#pragma once

#include <optional>
#include <string_view>

namespace outturn {

struct TextReading;

struct DateText {
  double day = 0;   // whole days, as a serial of the reading's date system
  double time = 0;  // as a part of a day; may exceed 1 ("25:00")
  bool has_date = false;
  bool has_time = false;
  bool ambiguous = false;  // day and month numbers that another locale would swap
};

// Requires: no space at either end.
[[nodiscard]] std::optional<DateText> read_date_text(std::string_view text, const TextReading& reading);

}  // namespace outturn
