#include "engine/indicators/figure_text.h"

#include <algorithm>
#include <cmath>

#include "formulas/decimal_rounding.h"

namespace outturn {

std::string figure_text(double number, int places) {
  if (!std::isfinite(number)) return "not a number";
  places = std::max(places, 0);
  const DecimalView view = decimal_view(round_half_away(number, places));
  // The significand's digits, of which those before the point are the whole part.
  std::string digits = view.significand == 0 ? std::string() : std::to_string(view.significand);
  const int point = static_cast<int>(digits.size()) + view.exponent;
  if (point <= 0) digits.insert(0, static_cast<std::size_t>(1 - point), '0');
  const auto whole_size = static_cast<std::size_t>(std::max(point, 1));
  if (digits.size() < whole_size) digits.append(whole_size - digits.size(), '0');
  std::string whole = digits.substr(0, whole_size);
  std::string decimals = digits.substr(whole_size);
  decimals.resize(static_cast<std::size_t>(places), '0');
  for (std::size_t at = whole.size(); at > 3; at -= 3) whole.insert(at - 3, ",");
  return (view.negative && view.significand != 0 ? "-" : "") + whole +
         (decimals.empty() ? "" : "." + decimals);
}

std::string figure_text(double number) {
  if (!std::isfinite(number)) return "not a number";
  DecimalView view = decimal_view(number);
  while (view.significand != 0 && view.significand % 10 == 0) {
    view.significand /= 10;
    ++view.exponent;
  }
  return figure_text(number, view.significand == 0 ? 0 : -view.exponent);
}

double sum_or_zero(double a, double b) noexcept { return near_zero_difference(a, b, a + b); }

}  // namespace outturn
