// Where a function of one variable is zero: rates of return.
#pragma once

#include <cmath>
#include <optional>

namespace outturn {

// Newton's method from a guess, then bisection where it does not settle; nothing if no root is found above
// `lowest`. The derivative is taken numerically, so that one function suffices.
template <typename Function>
[[nodiscard]] std::optional<double> find_root(Function function, double guess, double lowest) {
  double x = guess;
  for (int i = 0; i < 100; ++i) {
    const double y = function(x);
    if (y == 0) return x;
    const double step = 1e-6 * std::fmax(1e-3, std::fabs(x));
    const double slope = (function(x + step) - function(x - step)) / (2 * step);
    const double next = x - y / slope;
    if (!std::isfinite(next) || next <= lowest) break;
    if (std::fabs(next - x) <= 1e-14 * std::fmax(1.0, std::fabs(next))) return next;
    // Settled to the last bits but for rounding.
    if (i > 60 && std::fabs(next - x) < 1e-11) return next;
    x = next;
  }
  // Bracket the root nearest to the guess in widening steps.
  double low = guess;
  double high = guess;
  double at_low = function(low);
  double at_high = at_low;
  double width = 0.01;
  while (!(at_low * at_high < 0)) {
    if (width > 1e9) return std::nullopt;
    low = std::fmax(guess - width, lowest + (guess - lowest) * 1e-9);
    high = guess + width;
    at_low = function(low);
    at_high = function(high);
    if (at_low == 0) return low;
    if (at_high == 0) return high;
    if (!std::isfinite(at_low)) at_low = at_high;
    width *= 1.6;
  }
  for (int i = 0; i < 200 && high - low > 1e-15 * std::fmax(1.0, std::fabs(low)); ++i) {
    const double middle = low + (high - low) / 2;
    if (middle == low || middle == high) break;
    const double at_middle = function(middle);
    if (at_middle == 0) return middle;
    if ((at_middle < 0) == (at_low < 0)) {
      low = middle;
      at_low = at_middle;
    } else {
      high = middle;
    }
  }
  return low + (high - low) / 2;
}

}  // namespace outturn
