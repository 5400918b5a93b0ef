#include "formulas/date_text.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "formulas/date_serial.h"
#include "formulas/locale.h"
#include "formulas/number_text.h"
#include "formulas/text_units.h"

namespace outturn {
namespace {

bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
bool is_separator(char c) noexcept { return c == '/' || c == '-' || c == '.' || c == ',' || c == ' '; }

// A field of a date: a number or a month's name, and what stands before it.
struct Field {
  int number = 0;  // or the month
  int digits = 0;  // 0 for a month's name
  std::string separator;
  [[nodiscard]] bool is_month_name() const noexcept { return digits == 0; }
};

int month_from_name(std::string_view word, const Locale& locale) {
  for (std::size_t month = 0; month < 12; ++month) {
    const std::string_view short_name = locale.short_months[month];
    if (equal_ignoring_case(word, locale.months[month]) || equal_ignoring_case(word, short_name))
      return int(month) + 1;
    // "janv." is also written without its point.
    if (short_name.ends_with('.') && equal_ignoring_case(word, short_name.substr(0, short_name.size() - 1)))
      return int(month) + 1;
  }
  return 0;
}

std::optional<std::vector<Field>> split_fields(std::string_view text, const Locale& locale) {
  std::vector<Field> fields;
  std::size_t at = 0;
  while (at < text.size()) {
    Field field;
    while (at < text.size() && is_separator(text[at])) field.separator += text[at++];
    if (at == text.size() || fields.size() == 3) return std::nullopt;
    const std::size_t start = at;
    if (is_digit(text[at])) {
      while (at < text.size() && is_digit(text[at])) ++at;
      field.digits = static_cast<int>(at - start);
      if (field.digits > 4) return std::nullopt;
      for (std::size_t i = start; i < at; ++i) field.number = field.number * 10 + (text[i] - '0');
    } else {
      while (at < text.size() && !is_digit(text[at]) && !is_separator(text[at])) ++at;
      field.number = month_from_name(text.substr(start, at - start), locale);
      if (field.number == 0) return std::nullopt;
    }
    fields.push_back(std::move(field));
  }
  return fields;
}

// Two-digit years are 1930 to 2029, Windows' default.
std::optional<int> full_year(const Field& field) noexcept {
  if (field.digits == 4) return field.number;
  if (field.digits > 2 || field.digits == 0) return std::nullopt;
  return field.number + (field.number < 30 ? 2000 : 1900);
}

struct Parts {
  int year;
  int month;
  int day;
};

std::optional<Parts> from_three(const std::vector<Field>& f, DateOrder order) noexcept {
  const auto parts = [](const Field& year, const Field& month, const Field& day) -> std::optional<Parts> {
    const std::optional<int> y = full_year(year);
    if (!y || day.digits > 2 || month.digits > 2) return std::nullopt;
    return Parts{*y, month.number, day.number};
  };
  if (f[0].is_month_name()) return f[1].is_month_name() ? std::nullopt : parts(f[2], f[0], f[1]);
  if (f[1].is_month_name()) return f[0].digits == 4 ? parts(f[0], f[1], f[2]) : parts(f[2], f[1], f[0]);
  if (f[2].is_month_name()) return std::nullopt;
  if (f[0].digits == 4 || order == DateOrder::year_month_day) return parts(f[0], f[1], f[2]);
  return order == DateOrder::day_month_year ? parts(f[2], f[1], f[0]) : parts(f[2], f[0], f[1]);
}

// Day and month of the current year where they can be that, else month and year.
std::optional<Parts> from_two(const std::vector<Field>& f, const TextReading& reading) noexcept {
  const auto of_this_year = [&](const Field& month, const Field& day) -> std::optional<Parts> {
    if (month.number < 1 || month.number > 12 || month.digits > 2 || day.digits == 0 || day.digits > 2)
      return std::nullopt;
    if (day.number < 1 || day.number > days_in_month(reading.current_year, month.number)) return std::nullopt;
    return Parts{reading.current_year, month.number, day.number};
  };
  const auto first_of = [](const Field& month, const Field& year) -> std::optional<Parts> {
    const std::optional<int> y = full_year(year);
    if (!y || month.digits > 2) return std::nullopt;
    return Parts{*y, month.number, 1};
  };
  const bool year_first = f[0].digits == 4;
  const bool month_first = f[0].is_month_name() || (!f[1].is_month_name() && !year_first &&
                                                    reading.locale->date_order != DateOrder::day_month_year);
  if (year_first) return first_of(f[1], f[0]);
  if (month_first) {
    if (const auto parts = of_this_year(f[0], f[1])) return parts;
    return first_of(f[0], f[1]);
  }
  if (const auto parts = of_this_year(f[1], f[0])) return parts;
  return f[1].is_month_name() ? first_of(f[1], f[0]) : first_of(f[0], f[1]);
}

bool separators_are_sound(const std::vector<Field>& fields, const Locale& locale) noexcept {
  if (!fields[0].separator.empty()) return false;
  for (std::size_t i = 1; i < fields.size(); ++i) {
    const std::string& separator = fields[i].separator;
    const bool beside_name = fields[i].is_month_name() || fields[i - 1].is_month_name();
    const bool with_name = beside_name || (i == 2 && fields[0].is_month_name());
    if (separator == "/" || separator == "-") continue;
    if (separator == "." && locale.date_separator == '.') continue;
    if (with_name &&
        (separator == " " || separator == "," || separator == ", " || (separator.empty() && beside_name)))
      continue;
    if (with_name && locale.date_separator == '.' && separator == ". ") continue;
    return false;
  }
  // Numbers alone keep to one separator.
  if (fields.size() == 3 && !fields[0].is_month_name() && !fields[1].is_month_name())
    return fields[1].separator == fields[2].separator;
  return true;
}

bool read_date(std::string_view text, const TextReading& reading, DateText& result) {
  const std::optional<std::vector<Field>> fields = split_fields(text, *reading.locale);
  if (!fields || fields->size() < 2 || !separators_are_sound(*fields, *reading.locale)) return false;
  const std::optional<Parts> parts =
      fields->size() == 3 ? from_three(*fields, reading.locale->date_order) : from_two(*fields, reading);
  if (!parts) return false;
  const std::optional<std::int64_t> serial =
      serial_of({parts->year, parts->month, parts->day}, reading.date_system);
  if (!serial) return false;
  result.day = static_cast<double>(*serial);
  result.has_date = true;
  const bool day_is_number = fields->size() == 3 || parts->year == reading.current_year;
  const bool named =
      std::any_of(fields->begin(), fields->end(), [](const Field& f) { return f.is_month_name(); });
  result.ambiguous = day_is_number && !named && (*fields)[0].digits <= 2 && fields->back().digits != 0 &&
                     parts->day <= 12 && parts->day != parts->month;
  return true;
}

// "AM" or "PM" (or their first letters) at the end, after a space.
enum class HalfDay { none, am, pm };
HalfDay take_half_day(std::string_view& text) {
  const std::size_t space = text.rfind(' ');
  if (space == std::string_view::npos) return HalfDay::none;
  const std::string_view word = text.substr(space + 1);
  HalfDay half = HalfDay::none;
  if (equal_ignoring_case(word, "am") || equal_ignoring_case(word, "a")) half = HalfDay::am;
  if (equal_ignoring_case(word, "pm") || equal_ignoring_case(word, "p")) half = HalfDay::pm;
  if (half == HalfDay::none) return half;
  text = text.substr(0, space);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return half;
}

bool read_time(std::string_view text, const Locale& locale, DateText& result) {
  const HalfDay half = take_half_day(text);
  int numbers[3] = {0, 0, 0};
  int count = 0;
  double fraction = 0;
  bool has_fraction = false;
  std::size_t at = 0;
  while (true) {
    const std::size_t start = at;
    while (at < text.size() && is_digit(text[at]) && at - start < 5) {
      numbers[count] = numbers[count] * 10 + (text[at] - '0');
      ++at;
    }
    if (at == start) {
      // "12:" is noon; anything else without a digit is no time.
      if (count != 1 || at != text.size()) return false;
    }
    ++count;
    if (at == text.size()) break;
    if (text[at] == ':' && count < 3) {
      ++at;
      continue;
    }
    if (count < 2 || !text.substr(at).starts_with(locale.decimal_separator)) return false;
    at += locale.decimal_separator.size();
    double place = 0.1;
    const std::size_t decimals = at;
    for (; at < text.size() && is_digit(text[at]); ++at, place /= 10) fraction += place * (text[at] - '0');
    if (at != text.size() || at - decimals > 9) return false;
    has_fraction = true;
    break;
  }
  if (count == 1 && half == HalfDay::none) return false;
  if (has_fraction && count == 2) {  // minutes and seconds
    numbers[2] = numbers[1];
    numbers[1] = numbers[0];
    numbers[0] = 0;
  }
  if (numbers[0] > 9999 || numbers[1] > 59 || numbers[2] > 59) return false;
  if (half != HalfDay::none) {
    if (numbers[0] > 12) return false;
    numbers[0] = numbers[0] % 12 + (half == HalfDay::pm ? 12 : 0);
  }
  result.time = (numbers[0] * 3600 + numbers[1] * 60 + numbers[2] + fraction) / 86'400;
  result.has_time = true;
  return true;
}

}  // namespace

std::optional<DateText> read_date_text(std::string_view text, const TextReading& reading) {
  DateText result;
  if (read_time(text, *reading.locale, result) || read_date(text, reading, result)) return result;
  // A date and a time, in either order, parted by a space; a date may contain spaces itself.
  for (std::size_t space = text.find(' '); space != std::string_view::npos;
       space = text.find(' ', space + 1)) {
    std::string_view first = text.substr(0, space);
    std::string_view second = text.substr(space + 1);
    while (first.ends_with(' ')) first.remove_suffix(1);
    while (second.starts_with(' ')) second.remove_prefix(1);
    result = {};
    if (read_date(first, reading, result) && read_time(second, *reading.locale, result) && result.time < 1)
      return result;
    result = {};
    if (read_time(first, *reading.locale, result) && result.time < 1 && read_date(second, reading, result))
      return result;
  }
  return std::nullopt;
}

}  // namespace outturn
