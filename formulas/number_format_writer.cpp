#include "formulas/number_format_writer.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>

#include "formulas/decimal_rounding.h"
#include "formulas/number_text.h"

namespace outturn {
namespace {

constexpr int kViewDigits = 15;

std::string padded(std::int64_t number, int width) {
  std::string text = std::to_string(number);
  if (static_cast<int>(text.size()) < width)
    text.insert(0, static_cast<std::size_t>(width) - text.size(), '0');
  return text;
}

// Adds one in the last place; a carry out of the first digit lengthens the text.
void increment(std::string& digits) {
  std::size_t i = digits.size();
  while (i > 0 && digits[i - 1] == '9') digits[--i] = '0';
  if (i > 0) {
    ++digits[i - 1];
  } else {
    digits.insert(digits.begin(), '1');
  }
}

// The character a placeholder shows where the number has no digit.
std::string_view blank(char placeholder) noexcept {
  return placeholder == '0' ? "0" : placeholder == '?' ? " " : "";
}

struct Fraction {
  std::int64_t numerator;
  std::int64_t denominator;
};

// The fraction nearest to x in [0, 1] with the smallest denominator up to the limit.
Fraction nearest_fraction(double x, std::int64_t limit) noexcept {
  Fraction low{0, 1};
  Fraction high{1, 1};
  Fraction best = x <= 0.5 ? low : high;
  double best_error = std::fabs(x - static_cast<double>(best.numerator));
  // Stern–Brocot: each step's mediant is the simplest fraction between its neighbours.
  while (best_error > 0) {
    const Fraction middle{low.numerator + high.numerator, low.denominator + high.denominator};
    if (middle.denominator > limit) break;
    const double value = static_cast<double>(middle.numerator) / static_cast<double>(middle.denominator);
    const double error = std::fabs(x - value);
    if (error < best_error) {
      best = middle;
      best_error = error;
    }
    (value < x ? low : high) = middle;
  }
  return best;
}

}  // namespace

bool NumberFormatWriter::Digits::is_zero() const noexcept {
  return whole.empty() && decimals.find_first_not_of('0') == std::string::npos;
}

NumberFormatWriter::Digits NumberFormatWriter::rounded(double magnitude, int power, int places) {
  const DecimalView view = decimal_view(magnitude);
  Digits result;
  if (view.significand == 0) {
    result.decimals.assign(static_cast<std::size_t>(places), '0');
    return result;
  }
  std::string digits = std::to_string(view.significand);
  const int exponent = view.exponent + power;  // of the last digit
  // The digits that remain when cut at `places` decimals.
  int kept = kViewDigits + exponent + places;
  if (kept < 0) {
    digits.clear();
    kept = 0;
  } else if (kept < kViewDigits) {
    const bool up = digits[static_cast<std::size_t>(kept)] >= '5';
    digits.resize(static_cast<std::size_t>(kept));
    if (up) increment(digits);
  } else {
    digits.append(static_cast<std::size_t>(kept - kViewDigits), '0');
  }
  if (static_cast<int>(digits.size()) < places)
    digits.insert(0, static_cast<std::size_t>(places) - digits.size(), '0');
  const std::size_t whole = digits.size() - static_cast<std::size_t>(places);
  result.whole = digits.substr(0, whole);
  result.decimals = digits.substr(whole);
  result.whole.erase(0, std::min(result.whole.find_first_not_of('0'), result.whole.size()));
  return result;
}

int NumberFormatWriter::count_digits(std::size_t first, std::size_t last, bool decimals) const noexcept {
  int count = 0;
  bool point = false;
  for (std::size_t i = first; i < last; ++i) {
    if (section_.tokens[i].kind == Kind::decimal_point) point = true;
    if (section_.tokens[i].kind == Kind::digit && point == decimals) ++count;
  }
  return count;
}

std::optional<std::string> NumberFormatWriter::write(double x, bool keeps_sign) {
  if (section_.has_date) return write_date(x);
  const double magnitude = std::fabs(x);
  bool is_zero = false;
  std::string text;
  if (section_.has(Kind::exponent)) {
    text = write_scientific(magnitude, is_zero);
  } else if (section_.has(Kind::slash) && section_.has(Kind::digit)) {
    text = write_fraction(magnitude, is_zero);
  } else {
    text = write_plain(magnitude, is_zero);
  }
  if (x < 0 && keeps_sign && !is_zero && !section_.tokens.empty()) return "-" + text;
  return text;
}

void NumberFormatWriter::write_digits(std::string& out, std::size_t first, std::size_t last,
                                      const Digits& digits, bool groups) const {
  int place = count_digits(first, last, false);
  const int length = static_cast<int>(digits.whole.size());
  bool point = false;
  bool started = false;
  std::size_t decimal = 0;
  const std::size_t significant = digits.decimals.find_last_not_of('0') + 1;  // npos + 1 is 0
  // Digits to the left of the first placeholder, each followed by its separator.
  const auto put = [&](std::string_view text, int at) {
    out += text;
    if (groups && at > 1 && (at - 1) % 3 == 0 && !text.empty())
      out += text == " " ? " " : locale_.group_separator;
  };
  const auto put_excess = [&](int upto) {
    for (int at = length; at > upto; --at)
      put(std::string_view(digits.whole).substr(static_cast<std::size_t>(length - at), 1), at);
  };
  for (std::size_t i = first; i < last; ++i) {
    const Token& token = section_.tokens[i];
    switch (token.kind) {
      case Kind::digit:
        if (point) {
          if (decimal < significant) {
            out += digits.decimals[decimal];
          } else {
            out += blank(token.placeholder);
          }
          ++decimal;
          break;
        }
        if (!started) put_excess(place);
        started = true;
        if (place <= length) {
          put(std::string_view(digits.whole).substr(static_cast<std::size_t>(length - place), 1), place);
        } else {
          put(blank(token.placeholder), place);
        }
        --place;
        break;
      case Kind::decimal_point:
        if (!point && !started) {
          put_excess(0);
          started = true;
        }
        out += point ? std::string_view(".") : locale_.decimal_separator;
        point = true;
        break;
      case Kind::slash:
      case Kind::percent:
      case Kind::literal:
        out += token.text;
        break;
      default:
        break;
    }
  }
}

std::string NumberFormatWriter::write_plain(double magnitude, bool& is_zero) {
  const std::size_t count = section_.tokens.size();
  std::string out;
  if (!section_.has(Kind::digit) && !section_.has(Kind::decimal_point)) {
    // Only literals, General or @: the sign of a number that is not shown still is.
    for (const Token& token : section_.tokens)
      out += token.kind == Kind::general || token.kind == Kind::text ? general_text(magnitude, locale_)
                                                                     : token.text;
    is_zero = magnitude == 0;
    return out;
  }
  const Digits digits =
      rounded(magnitude, 2 * section_.percents - 3 * section_.thousands, count_digits(0, count, true));
  is_zero = digits.is_zero();
  write_digits(out, 0, count, digits, section_.groups);
  return out;
}

std::string NumberFormatWriter::write_scientific(double magnitude, bool& is_zero) {
  std::size_t at = 0;
  while (section_.tokens[at].kind != Kind::exponent) ++at;
  const int whole_places = std::max(count_digits(0, at, false), 1);
  const bool fraction_only = count_digits(0, at, false) == 0;
  const int places = count_digits(0, at, true);
  int exponent = 0;
  if (magnitude != 0) {
    const DecimalView view = decimal_view(magnitude);
    const auto step_of = [&](int leading) {
      if (fraction_only) return leading + 1;
      const int steps =
          leading >= 0 ? leading / whole_places : -((-leading + whole_places - 1) / whole_places);
      return steps * whole_places;
    };
    const int leading = view.exponent + kViewDigits - 1 + 2 * section_.percents;
    exponent = step_of(leading);
    // Rounding may carry into one more digit.
    const Digits trial = rounded(magnitude, 2 * section_.percents - exponent, places);
    if (static_cast<int>(trial.whole.size()) > (fraction_only ? 0 : leading - exponent + 1))
      exponent = step_of(leading + 1);
  }
  const Digits mantissa = rounded(magnitude, 2 * section_.percents - exponent, places);
  is_zero = mantissa.is_zero();
  std::string out;
  write_digits(out, 0, at, mantissa, section_.groups);
  out += 'E';
  if (exponent < 0) {
    out += '-';
  } else if (section_.tokens[at].placeholder == '+') {
    out += '+';
  }
  Digits power;
  if (exponent != 0) power.whole = std::to_string(std::abs(exponent));
  write_digits(out, at + 1, section_.tokens.size(), power, false);
  return out;
}

std::string NumberFormatWriter::write_fraction(double magnitude, bool& is_zero) {
  const std::vector<Token>& tokens = section_.tokens;
  std::size_t slash = 0;
  while (tokens[slash].kind != Kind::slash) ++slash;
  // The numerator's placeholders stand directly before the slash; what is before them is the whole part.
  std::size_t numerator_first = slash;
  while (numerator_first > 0 && tokens[numerator_first - 1].kind == Kind::digit) --numerator_first;
  std::size_t denominator_last = slash + 1;
  while (denominator_last < tokens.size() && tokens[denominator_last].kind == Kind::digit) ++denominator_last;
  const std::int64_t fixed_denominator = tokens[slash].count;
  const std::size_t denominator_places =
      fixed_denominator > 0 ? std::to_string(fixed_denominator).size() : denominator_last - slash - 1;

  const bool has_whole = count_digits(0, numerator_first, false) > 0;
  const double value = at_15_digits(magnitude);
  double whole = std::floor(value);
  Fraction fraction{0, 1};
  if (fixed_denominator > 0) {
    const double parts = (value - whole) * static_cast<double>(fixed_denominator);
    fraction = {static_cast<std::int64_t>(round_half_away(parts, 0)), fixed_denominator};
  } else {
    std::int64_t limit = 1;
    for (std::size_t i = 0; i < std::min<std::size_t>(denominator_places, 7); ++i) limit *= 10;
    fraction = nearest_fraction(value - whole, std::max<std::int64_t>(limit - 1, 1));
  }
  if (fraction.numerator == fraction.denominator) {
    whole += 1;
    fraction.numerator = 0;
  }
  is_zero = whole == 0 && fraction.numerator == 0;

  std::string out;
  if (has_whole) {
    const Digits digits = rounded(whole, 0, 0);
    const std::size_t before = out.size();
    write_digits(out, 0, numerator_first, digits, section_.groups);
    // Zero shows as 0 even with a # when there is no fraction beside it.
    if (is_zero && out.find('0', before) == std::string::npos)
      out.insert(out.begin() + static_cast<std::ptrdiff_t>(before), '0');
  } else {
    for (std::size_t i = 0; i < numerator_first; ++i) out += tokens[i].text;
  }
  if (has_whole && fraction.numerator == 0) {
    // A whole number shows no fraction, only the room for one.
    const bool keeps_room = std::any_of(tokens.begin() + static_cast<std::ptrdiff_t>(numerator_first),
                                        tokens.begin() + static_cast<std::ptrdiff_t>(denominator_last),
                                        [](const Token& token) { return token.placeholder == '?'; });
    if (keeps_room) out.append(slash - numerator_first + 1 + denominator_places, ' ');
  } else {
    double numerator = static_cast<double>(fraction.numerator);
    if (!has_whole) numerator += whole * static_cast<double>(fraction.denominator);
    write_digits(out, numerator_first, slash, rounded(numerator, 0, 0), false);
    if (numerator == 0 && out.find('0') == std::string::npos) out += "0";
    out += tokens[slash].text;
    // The denominator stands to the left: its blanks follow it.
    const std::string denominator = std::to_string(fraction.denominator);
    const std::string_view filler = fixed_denominator > 0 ? "" : blank(tokens[slash + 1].placeholder);
    std::string room;
    for (std::size_t i = denominator.size(); i < denominator_places; ++i) room += filler;
    out += filler == "0" ? room + denominator : denominator + room;
  }
  for (std::size_t i = denominator_last; i < tokens.size(); ++i) out += tokens[i].text;
  return out;
}

std::optional<std::string> NumberFormatWriter::write_date(double serial) {
  const std::optional<std::int64_t> whole = whole_day(serial, system_);
  if (!whole) return std::nullopt;
  std::int64_t day = *whole;
  // Rounded to the last place shown, or to the second; the rounding carries into minutes, hours and the date.
  std::int64_t units = 1;
  for (int i = 0; i < section_.second_places; ++i) units *= 10;
  const std::int64_t units_a_day = 86'400 * units;
  auto unit = static_cast<std::int64_t>(
      std::floor((serial - static_cast<double>(day)) * static_cast<double>(units_a_day) + 0.5));
  if (unit >= units_a_day) {
    unit -= units_a_day;
    ++day;
  }
  if (day > last_serial(system_)) return std::nullopt;
  const CalendarDate date = calendar_date(day, system_);
  const std::int64_t second = unit / units;
  const int weekday = weekday_from_sunday(day, system_) - 1;
  const auto hour = static_cast<int>(second / 3600);

  std::string out;
  for (const Token& token : section_.tokens) {
    switch (token.kind) {
      case Kind::literal:
        out += token.text;
        break;
      case Kind::slash:
        out += locale_.date_separator;
        break;
      case Kind::percent:
        out += '%';
        break;
      case Kind::year: {
        constexpr int kBuddhistEra = 543;
        const int year = date.year + (token.placeholder == 'b' ? kBuddhistEra : 0);
        out += token.count <= 2 ? padded(year % 100, 2) : padded(year, 4);
        break;
      }
      case Kind::month: {
        const auto month = static_cast<std::size_t>(date.month - 1);
        if (token.count <= 2) {
          out += padded(date.month, token.count);
        } else if (token.count == 3) {
          out += names_.short_months[month];
        } else if (token.count == 5) {
          out += names_.months[month].substr(
              0, static_cast<unsigned char>(names_.months[month][0]) >= 0x80 ? 2 : 1);
        } else {
          out += names_.months[month];
        }
        break;
      }
      case Kind::weekday_or_day:
        if (token.count <= 2) {
          out += padded(date.day, token.count);
        } else {
          const auto& names = token.count == 3 ? names_.short_days : names_.days;
          out += names[static_cast<std::size_t>(weekday)];
        }
        break;
      case Kind::hour: {
        const int shown = section_.has_half_day ? (hour + 11) % 12 + 1 : hour;
        out += padded(shown, std::min(token.count, 2));
        break;
      }
      case Kind::minute:
        out += padded(second / 60 % 60, std::min(token.count, 2));
        break;
      case Kind::second:
        out += padded(second % 60, std::min(token.count, 2));
        break;
      case Kind::fraction_of_second: {
        std::string fraction = padded(unit % units, section_.second_places);
        out += locale_.decimal_separator;
        out += fraction.substr(0, static_cast<std::size_t>(token.count));
        break;
      }
      case Kind::half_day:
        if (token.count == 1) {
          out += hour < 12 ? token.text[0] : token.text[2];
        } else {
          out += hour < 12 ? names_.am : names_.pm;
        }
        break;
      case Kind::elapsed_hours:
        out += padded(day * 24 + second / 3600, token.count);
        break;
      case Kind::elapsed_minutes:
        out += padded(day * 1440 + second / 60, token.count);
        break;
      case Kind::elapsed_seconds:
        out += padded(day * 86'400 + second, token.count);
        break;
      case Kind::general:
      case Kind::text:
        out += general_text(serial, locale_);
        break;
      default:
        break;
    }
  }
  return out;
}

}  // namespace outturn
