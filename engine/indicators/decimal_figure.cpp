#include "engine/indicators/decimal_figure.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>

#include <fast_float/fast_float.h>

namespace outturn {
namespace {

constexpr int kDigits = 15;

// number = 0.d1d2…d15 × 10^exponent, with its sign apart. Zero has no digits.
struct Decimal {
  bool negative = false;
  std::string digits;
  int exponent = 0;
};

Decimal decimal_of(double number) {
  Decimal decimal;
  if (number == 0 || !std::isfinite(number)) return decimal;
  std::array<char, 40> text{};
  const auto end =
      std::to_chars(text.data(), text.data() + text.size(), std::fabs(number), std::chars_format::scientific, kDigits - 1);
  const std::string_view written(text.data(), static_cast<std::size_t>(end.ptr - text.data()));
  const std::size_t e = written.find('e');
  decimal.negative = number < 0;
  decimal.digits.push_back(written[0]);
  decimal.digits.append(written.substr(2, e - 2));
  decimal.exponent = std::atoi(written.data() + e + 1) + 1;
  while (!decimal.digits.empty() && decimal.digits.back() == '0') decimal.digits.pop_back();
  return decimal;
}

double number_of(const Decimal& decimal) {
  if (decimal.digits.empty()) return 0;
  const std::string text = (decimal.negative ? "-0." : "0.") + decimal.digits + "e" + std::to_string(decimal.exponent);
  double number = 0;
  fast_float::from_chars(text.data(), text.data() + text.size(), number);  // knows no locale
  return number;
}

Decimal rounded_decimal(Decimal decimal, int places, Rounding how) {
  const int kept = decimal.exponent + places;  // how many digits stay
  if (decimal.digits.empty() || kept >= static_cast<int>(decimal.digits.size())) return decimal;
  const bool away = how == Rounding::up || (how == Rounding::half_up && kept >= 0 && decimal.digits[kept] >= '5');
  if (kept < 0) {
    decimal.digits.clear();
    if (away) {
      decimal.digits = "1";
      decimal.exponent = 1 - places;
    }
    return decimal;
  }
  decimal.digits.resize(static_cast<std::size_t>(kept));
  if (away) {
    int at = kept - 1;
    while (at >= 0 && decimal.digits[at] == '9') decimal.digits[at--] = '0';
    if (at >= 0) {
      ++decimal.digits[at];
    } else {
      decimal.digits.insert(decimal.digits.begin(), '1');
      ++decimal.exponent;
    }
  }
  while (!decimal.digits.empty() && decimal.digits.back() == '0') decimal.digits.pop_back();
  return decimal;
}

std::string text_of(const Decimal& decimal, int places) {
  std::string whole, fraction;
  if (decimal.exponent > 0) {
    whole = decimal.digits.substr(0, static_cast<std::size_t>(decimal.exponent));
    whole.append(static_cast<std::size_t>(decimal.exponent) - whole.size(), '0');
    if (decimal.digits.size() > static_cast<std::size_t>(decimal.exponent)) {
      fraction = decimal.digits.substr(static_cast<std::size_t>(decimal.exponent));
    }
  } else if (!decimal.digits.empty()) {
    fraction = std::string(static_cast<std::size_t>(-decimal.exponent), '0') + decimal.digits;
  }
  if (whole.empty()) whole = "0";
  for (std::size_t at = whole.size(); at > 3; at -= 3) whole.insert(at - 3, ",");
  fraction.resize(static_cast<std::size_t>(std::max(places, 0)), '0');
  const bool negative = decimal.negative && !decimal.digits.empty();
  return (negative ? "-" : "") + whole + (fraction.empty() ? "" : "." + fraction);
}

}  // namespace

int compare_figures(double a, double b) {
  if (a == b) return 0;
  const double left = number_of(decimal_of(a));
  const double right = number_of(decimal_of(b));
  return left < right ? -1 : left > right ? 1 : 0;
}

double rounded(double number, int places, Rounding how) {
  if (!std::isfinite(number)) return number;
  return number_of(rounded_decimal(decimal_of(number), std::clamp(places, -400, 400), how));
}

double cancelled_sum(double a, double b) noexcept {
  const double sum = a + b;
  const double size = std::max(std::fabs(a), std::fabs(b));
  return std::fabs(sum) < size * 1e-15 ? 0.0 : sum;
}

std::string figure_text(double number, int places) {
  if (!std::isfinite(number)) return "not a number";
  return text_of(rounded_decimal(decimal_of(number), places, Rounding::half_up), places);
}

std::string figure_text(double number) {
  if (!std::isfinite(number)) return "not a number";
  const Decimal decimal = decimal_of(number);
  return text_of(decimal, std::max(0, static_cast<int>(decimal.digits.size()) - decimal.exponent));
}

}  // namespace outturn
