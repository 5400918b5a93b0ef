#include "formulas/number_text.h"

#include <fast_float/fast_float.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "formulas/date_text.h"
#include "formulas/decimal_rounding.h"

namespace outturn {
namespace {

constexpr int kSignificantDigits = 15;

bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

// A magnitude as decimal digits without trailing zeros: 0.d1d2d3… × 10^point.
struct Digits {
  std::string digits;
  int point = 0;
};

// At most `count` digits, rounded half up from the 15-digit view.
Digits significant_digits(const DecimalView& view, int count) {
  Digits result;
  if (view.significand == 0 || count < 0) return result;
  result.digits = std::to_string(view.significand);
  result.point = view.exponent + kSignificantDigits;
  if (count < kSignificantDigits) {
    const bool up = result.digits[static_cast<std::size_t>(count)] >= '5';
    result.digits.resize(static_cast<std::size_t>(count));
    if (up) {
      std::size_t i = result.digits.size();
      while (i > 0 && result.digits[i - 1] == '9') result.digits[--i] = '0';
      if (i > 0) {
        ++result.digits[i - 1];
      } else {
        result.digits.insert(result.digits.begin(), '1');
        ++result.point;
      }
    }
  }
  while (!result.digits.empty() && result.digits.back() == '0') result.digits.pop_back();
  return result;
}

std::string plain(const Digits& number, const Locale& locale) {
  const int count = static_cast<int>(number.digits.size());
  if (count == 0) return "0";
  if (number.point <= 0)
    return "0" + std::string(locale.decimal_separator) +
           std::string(static_cast<std::size_t>(-number.point), '0') + number.digits;
  if (number.point >= count)
    return number.digits + std::string(static_cast<std::size_t>(number.point - count), '0');
  const auto whole = static_cast<std::size_t>(number.point);
  return number.digits.substr(0, whole) + std::string(locale.decimal_separator) + number.digits.substr(whole);
}

std::string scientific(const Digits& number, const Locale& locale) {
  const int exponent = number.point - 1;
  std::string text = number.digits.substr(0, 1);
  if (number.digits.size() > 1) text += std::string(locale.decimal_separator) + number.digits.substr(1);
  text += exponent < 0 ? "E-" : "E+";
  const std::string power = std::to_string(std::abs(exponent));
  return text + (power.size() < 2 ? "0" : "") + power;
}

// How long a text may grow before it becomes scientific, and how many digits it may then have.
struct GeneralShape {
  int width;  // characters of a plain number, the sign not counted
  int scientific_digits;
  int long_exponent;  // from this exponent on, one digit fewer: the exponent takes three characters
};
constexpr GeneralShape kConcatenated = {20, 15, 99};
constexpr GeneralShape kCell = {11, 6, 100};

std::string general(double x, const GeneralShape& shape, const Locale& locale) {
  // Excel has no subnormal numbers.
  if (!std::isnormal(x)) return "0";
  const DecimalView view = decimal_view(x);
  const std::string sign = view.negative ? "-" : "";
  const auto in_scientific = [&] {
    Digits digits = significant_digits(view, shape.scientific_digits);
    if (std::abs(digits.point - 1) >= shape.long_exponent)
      digits = significant_digits(view, shape.scientific_digits - 1);
    return sign + scientific(digits, locale);
  };
  const int point = view.exponent + kSignificantDigits;
  if (point > 0) {
    if (point > shape.width) return in_scientific();
    // A decimal point takes one character.
    const int count = std::min(kSignificantDigits, std::max(point, shape.width - 1));
    const Digits digits = significant_digits(view, count);
    if (digits.point > shape.width) return in_scientific();
    return sign + plain(digits, locale);
  }
  // "0." takes two characters. A number below 0.0001 stays plain only if nothing is lost by it.
  const int decimals = shape.width - 2;
  Digits digits = significant_digits(view, kSignificantDigits);
  if (digits.point <= -4 && static_cast<int>(digits.digits.size()) - digits.point > decimals)
    return in_scientific();
  return sign + plain(significant_digits(view, std::min(kSignificantDigits, decimals + point)), locale);
}

// Digits, then a decimal separator and digits, with the group separators of the locale between groups of
// three.
class NumberReader {
 public:
  NumberReader(std::string_view text, const Locale& locale) : rest_(text), locale_(locale) {}

  std::optional<double> read() {
    skip_spaces();
    bool negative = false;
    bool parenthesised = false;
    bool signed_once = false;
    bool currency = false;
    bool percent = false;
    // Sign, opening bracket, currency symbol and percent sign may stand in any order before the number, once
    // each.
    while (!rest_.empty() && !is_digit(rest_[0]) && !starts_decimal()) {
      if (!signed_once && (rest_[0] == '-' || rest_[0] == '+')) {
        negative = rest_[0] == '-';
        signed_once = true;
        rest_.remove_prefix(1);
      } else if (!parenthesised && !signed_once && rest_[0] == '(') {
        parenthesised = signed_once = negative = true;
        rest_.remove_prefix(1);
      } else if (!currency && skip_currency()) {
        currency = true;
      } else if (!percent && rest_[0] == '%') {
        percent = true;
        rest_.remove_prefix(1);
      } else {
        return std::nullopt;
      }
      skip_spaces();
    }
    if (!read_unsigned()) return std::nullopt;
    skip_spaces();
    while (!rest_.empty()) {
      if (!percent && !currency && rest_[0] == '%') {
        percent = true;
        rest_.remove_prefix(1);
      } else if (parenthesised && rest_[0] == ')') {
        parenthesised = false;
        rest_.remove_prefix(1);
      } else if (!currency && !percent && skip_currency()) {
        currency = true;
      } else {
        return std::nullopt;
      }
      skip_spaces();
    }
    if (parenthesised) return std::nullopt;
    const double value = percent ? value_ / 100 : value_;
    return negative && value != 0 ? -value : value;
  }

 private:
  void skip_spaces() noexcept {
    while (!rest_.empty() && rest_[0] == ' ') rest_.remove_prefix(1);
  }
  bool skip(std::string_view wanted) noexcept {
    if (wanted.empty() || !rest_.starts_with(wanted)) return false;
    rest_.remove_prefix(wanted.size());
    return true;
  }
  bool skip_currency() noexcept { return skip(locale_.currency_symbol) || skip("$") || skip("€"); }
  [[nodiscard]] bool starts_decimal() const noexcept { return rest_.starts_with(locale_.decimal_separator); }
  bool skip_group_separator() noexcept {
    std::string_view ahead = rest_;
    // A locale whose groups are parted by a special space accepts the plain and the ordinary no-break space
    // too.
    const bool spaced = locale_.group_separator == "\u202F" || locale_.group_separator == "\u00A0";
    if (!skip(locale_.group_separator) && !(spaced && (skip("\u00A0") || skip(" ")))) return false;
    if (rest_.size() >= 3 && is_digit(rest_[0]) && is_digit(rest_[1]) && is_digit(rest_[2]) &&
        (rest_.size() == 3 || !is_digit(rest_[3])))
      return true;
    rest_ = ahead;
    return false;
  }

  // Leading zeros do not count as digits; past the fifteenth a digit only holds its place.
  void take_digit(std::string& digits, char digit) {
    if (digits.empty() && digit == '0') return;
    if (digits.size() >= kSignificantDigits) {
      ++dropped_;
    } else {
      digits += digit;
    }
  }

  bool read_unsigned() {
    std::string digits;
    int exponent = 0;
    bool any = false;
    while (!rest_.empty()) {
      if (is_digit(rest_[0])) {
        take_digit(digits, rest_[0]);
        any = true;
        rest_.remove_prefix(1);
      } else if (!any || !skip_group_separator()) {
        break;
      }
    }
    exponent += dropped_;
    dropped_ = 0;
    const bool whole_digits = any;
    if (skip(locale_.decimal_separator)) {
      while (!rest_.empty() && is_digit(rest_[0])) {
        const std::size_t before = digits.size();
        take_digit(digits, rest_[0]);
        if (digits.size() > before || digits.empty()) --exponent;
        any = true;
        rest_.remove_prefix(1);
      }
    } else if (whole_digits && read_fraction(digits, exponent)) {
      return true;
    }
    if (!any) return false;
    if (rest_.size() > 1 && (rest_[0] == 'e' || rest_[0] == 'E')) {
      std::size_t i = 1;
      const bool negative = rest_[1] == '-';
      if (rest_[1] == '-' || rest_[1] == '+') ++i;
      if (i >= rest_.size() || !is_digit(rest_[i])) return false;
      int power = 0;
      for (; i < rest_.size() && is_digit(rest_[i]); ++i)
        power = std::min(power * 10 + (rest_[i] - '0'), 10'000);
      exponent += negative ? -power : power;
      rest_.remove_prefix(i);
    }
    return to_value(digits, exponent);
  }

  bool to_value(const std::string& digits, int exponent) {
    const std::string text = (digits.empty() ? "0" : digits) + "e" + std::to_string(exponent);
    const auto [end, error] = fast_float::from_chars(text.data(), text.data() + text.size(), value_);
    return error == std::errc() && end == text.data() + text.size() && std::isfinite(value_);
  }

  // "1 1/2": a whole number, a space, a fraction.
  bool read_fraction(const std::string& whole_digits, int exponent) {
    std::string_view ahead = rest_;
    if (!ahead.starts_with(' ')) return false;
    while (ahead.starts_with(' ')) ahead.remove_prefix(1);
    const auto read_part = [&ahead](double& part) {
      std::size_t count = 0;
      part = 0;
      for (; count < ahead.size() && is_digit(ahead[count]); ++count) part = part * 10 + (ahead[count] - '0');
      ahead.remove_prefix(count);
      return count > 0 && count <= 5;
    };
    double numerator = 0;
    double denominator = 0;
    if (!read_part(numerator) || !ahead.starts_with('/')) return false;
    ahead.remove_prefix(1);
    if (!read_part(denominator) || denominator == 0) return false;
    if (!to_value(whole_digits, exponent)) return false;
    value_ += numerator / denominator;
    rest_ = ahead;
    return true;
  }

  std::string_view rest_;
  const Locale& locale_;
  double value_ = 0;
  int dropped_ = 0;
};

}  // namespace

std::string number_to_text(double x, const Locale& locale) {
  // Most numbers in texts are small integers.
  if (std::fabs(x) < 1e15 && x == std::floor(x)) return std::to_string(static_cast<std::int64_t>(x));
  return general(x, kConcatenated, locale);
}

std::string general_text(double x, const Locale& locale) { return general(x, kCell, locale); }

std::optional<TextNumber> number_from_text(std::string_view text, const TextReading& reading) {
  // Longer than any number or date that Excel accepts in a cell.
  if (text.empty() || text.size() > 255) return std::nullopt;
  if (const std::optional<double> number = NumberReader(text, *reading.locale).read())
    return TextNumber{.value = *number};
  while (text.starts_with(' ')) text.remove_prefix(1);
  const bool spaces_follow = text.ends_with(' ');
  while (text.ends_with(' ')) text.remove_suffix(1);
  if (text.empty()) return std::nullopt;
  const std::optional<DateText> date = read_date_text(text, reading);
  // Excel reads numbers and times before spaces, but no dates.
  if (!date || (date->has_date && spaces_follow)) return std::nullopt;
  return TextNumber{.value = date->day + date->time,
                    .has_date = date->has_date,
                    .has_time = date->has_time,
                    .ambiguous_date = date->ambiguous};
}

std::optional<double> numbervalue(std::string_view text, std::string_view decimal_separator,
                                  std::string_view group_separator) {
  if (decimal_separator.empty() || group_separator.empty() || decimal_separator == group_separator)
    return std::nullopt;
  std::string plain_text;
  bool decimals = false;
  while (!text.empty()) {
    if (text[0] == ' ') {
      text.remove_prefix(1);
    } else if (text.starts_with(decimal_separator)) {
      if (decimals) return std::nullopt;
      decimals = true;
      plain_text += '.';
      text.remove_prefix(decimal_separator.size());
    } else if (!decimals && text.starts_with(group_separator)) {
      text.remove_prefix(group_separator.size());
    } else {
      plain_text += text[0];
      text.remove_prefix(1);
    }
  }
  if (plain_text.empty()) return 0;
  // Percent signs and brackets around the number, the inner ones first.
  int percents = 0;
  bool negative = false;
  std::string_view number = plain_text;
  while (!number.empty()) {
    if (number.ends_with('%')) {
      ++percents;
      number.remove_suffix(1);
    } else if (!negative && number.starts_with('(') && number.ends_with(')')) {
      negative = true;
      number = number.substr(1, number.size() - 2);
    } else {
      break;
    }
  }
  // Brackets are the only sign they allow.
  const bool group_in_decimals = number.find(',') != std::string_view::npos;
  const bool signed_twice = negative && (number.starts_with('-') || number.starts_with('+'));
  const std::optional<double> value =
      group_in_decimals || signed_twice ? std::nullopt : NumberReader(number, *find_locale("en-US")).read();
  if (!value) return std::nullopt;
  return (negative ? -*value : *value) / std::pow(100.0, percents);
}

}  // namespace outturn
