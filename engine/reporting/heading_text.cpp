#include "engine/reporting/heading_text.h"

#include <cctype>
#include <string_view>

#include "engine/indicators/bound_place.h"
#include "formulas/date_serial.h"

namespace outturn {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Every run of four digits that is a year of this or the last century, and every two digits after a slash or
// an apostrophe, or before one, or after a month's name, plus one.
std::string years_plus_one(std::string_view text) {
  std::string out;
  bool after_word = false;  // a month's name stands before, as in Jul-18
  for (std::size_t at = 0; at < text.size();) {
    if (!is_digit(text[at])) {
      if (std::isalpha(static_cast<unsigned char>(text[at])) != 0) {
        std::size_t end = at;
        while (end < text.size() && std::isalpha(static_cast<unsigned char>(text[end])) != 0) ++end;
        after_word = month_number(text.substr(at, end - at)) != 0;
        out += text.substr(at, end - at);
        at = end;
        continue;
      }
      out += text[at++];
      continue;
    }
    std::size_t end = at;
    while (end < text.size() && is_digit(text[end])) ++end;
    const std::string_view digits = text.substr(at, end - at);
    const bool beside_slash =
        (at > 0 && (text[at - 1] == '/' || text[at - 1] == '\'')) || (end < text.size() && text[end] == '/');
    const bool is_year = digits.size() == 4 || (digits.size() == 2 && (beside_slash || after_word));
    if (is_year) {
      const int year = std::stoi(std::string(digits)) + 1;
      std::string next = std::to_string(digits.size() == 2 ? year % 100 : year);
      if (next.size() < digits.size()) next.insert(0, digits.size() - next.size(), '0');
      out += next;
    } else {
      out += digits;
    }
    at = end;
  }
  return out;
}

}  // namespace

std::optional<Value> year_later(const Value& heading, NumberLook look, YearCalendar calendar,
                                std::optional<Period> year) {
  const PeriodReading before = read_heading(heading, look, calendar, year);
  if (!before.period) return std::nullopt;
  const Period wanted = shifted(*before.period, 12);
  if (before.year_assumed) return heading;
  const auto reads_as_wanted = [&](const Value& value) {
    const PeriodReading after = read_heading(value, look, calendar, year);
    return after.period == wanted && !after.year_assumed;
  };
  if (heading.is_number()) {
    Value later = heading.number() + 1;
    if (look == NumberLook::date) {
      CalendarDate date = calendar_date(static_cast<std::int64_t>(heading.number()), DateSystem::from_1900);
      ++date.year;
      if (date.month == 2 && date.day == 29) date.day = 28;
      const auto serial = serial_of(date, DateSystem::from_1900);
      if (!serial) return std::nullopt;
      later = static_cast<double>(*serial);
    }
    if (reads_as_wanted(later)) return later;
    return std::nullopt;
  }
  const Value later = years_plus_one(heading.text());
  if (reads_as_wanted(later)) return later;
  return std::nullopt;
}

}  // namespace outturn
