#include "formulas/decimal_rounding.h"

#include <fast_float/fast_float.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <optional>

namespace outturn {
namespace {

constexpr int kDigits = 15;

constexpr std::array<std::int64_t, 19> kPowersOfTen = [] {
  std::array<std::int64_t, 19> powers{};
  powers[0] = 1;
  for (std::size_t i = 1; i < powers.size(); ++i) powers[i] = powers[i - 1] * 10;
  return powers;
}();

// Powers of ten up to 10^22 are exact doubles.
constexpr std::array<double, 23> kExactPowers = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                                 1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                                 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

enum class Direction { half_away, up, down };

double signed_value(double magnitude, bool negative) noexcept {
  return magnitude == 0 ? 0 : (negative ? -magnitude : magnitude);
}

// significand × 10^exponent, correctly rounded. Requires: 0 <= significand < 2^53.
double scaled(std::int64_t significand, int exponent) noexcept {
  if (significand == 0) return 0;
  // One operation between exact doubles is correctly rounded.
  if (exponent >= 0 && exponent <= 22) return static_cast<double>(significand) * kExactPowers[exponent];
  if (exponent < 0 && exponent >= -22) return static_cast<double>(significand) / kExactPowers[-exponent];
  char text[48];
  char* end = std::to_chars(text, text + 24, significand).ptr;
  *end++ = 'e';
  end = std::to_chars(end, text + sizeof text, exponent).ptr;
  double value = 0;
  fast_float::from_chars(text, end, value);
  return value;
}

// What rounding gives where it does not depend on the fifteenth digit: nothing where the scaled value is too
// near to one at which it changes, or has more digits. The view differs from the value by less than 5 parts
// in 10^15, and scaling from the exact product by less than one in 10^15.
std::optional<double> rounded_plainly(double x, int digits, Direction direction) noexcept {
  if (digits < 0 || digits > kDigits) return std::nullopt;
  const double power = kExactPowers[static_cast<std::size_t>(digits)];
  const double scaled_value = std::fabs(x) * power;
  if (!(scaled_value < 1e14)) return std::nullopt;
  const double below = std::floor(scaled_value);
  const double rest = scaled_value - below;
  const double distance =
      direction == Direction::half_away ? std::fabs(rest - 0.5) : std::min(rest, 1 - rest);
  if (!(distance > scaled_value * 1e-14)) return std::nullopt;
  const bool up = direction == Direction::half_away ? rest > 0.5 : direction == Direction::up;
  return signed_value((up ? below + 1 : below) / power, std::signbit(x));
}

double rounded(double x, int digits, Direction direction) noexcept {
  if (x == 0 || !std::isfinite(x)) return x == 0 ? 0 : x;
  if (const auto plain = rounded_plainly(x, digits, direction)) return *plain;
  DecimalView view = decimal_view(x);
  // The number of digits that fall below the rounding place.
  const std::int64_t drop = -static_cast<std::int64_t>(view.exponent) - digits;
  if (drop < 0) return x;  // nothing to round: the value keeps even its bits beyond the fifteenth digit
  if (drop > kDigits) {
    if (direction != Direction::up) return 0;
    return digits < -308 ? 0 : signed_value(scaled(1, -digits), view.negative);
  }
  const std::int64_t unit = kPowersOfTen[drop];
  std::int64_t kept = view.significand / unit;
  const std::int64_t rest = view.significand % unit;
  if (direction == Direction::up ? rest != 0 : direction == Direction::half_away && rest >= unit - rest)
    ++kept;
  return signed_value(scaled(kept, -digits), view.negative);
}

}  // namespace

DecimalView decimal_view(double x) noexcept {
  DecimalView view;
  view.negative = std::signbit(x);
  const double magnitude = std::fabs(x);
  if (magnitude == 0 || !std::isfinite(magnitude)) return view;
  // Integers of up to 15 digits need no conversion to text.
  if (magnitude < 1e15 && magnitude == std::floor(magnitude)) {
    view.significand = static_cast<std::int64_t>(magnitude);
    while (view.significand < kPowersOfTen[kDigits - 1]) {
      view.significand *= 10;
      --view.exponent;
    }
    return view;
  }
  char text[32];
  const auto [end, error] =
      std::to_chars(text, text + sizeof text, magnitude, std::chars_format::scientific, kDigits - 1);
  static_cast<void>(error);
  view.significand = text[0] - '0';
  for (int i = 2; i < 2 + kDigits - 1; ++i) view.significand = view.significand * 10 + (text[i] - '0');
  const char* exponent = text + kDigits + 2;  // after "d.dddddddddddddde"
  if (*exponent == '+') ++exponent;
  int power = 0;
  std::from_chars(exponent, end, power);
  view.exponent = power - (kDigits - 1);
  return view;
}

double from_decimal_view(const DecimalView& view) noexcept {
  return signed_value(scaled(view.significand, view.exponent), view.negative);
}

double round_half_away(double x, int digits) noexcept { return rounded(x, digits, Direction::half_away); }
double round_up(double x, int digits) noexcept { return rounded(x, digits, Direction::up); }
double round_down(double x, int digits) noexcept { return rounded(x, digits, Direction::down); }

double floor_at_15_digits(double x) noexcept {
  const double exact = std::floor(x);
  if (exact == x) return x == 0 ? 0 : x;
  const double below = rounded(x, 0, x < 0 ? Direction::up : Direction::down);
  return below;
}

double ceil_at_15_digits(double x) noexcept {
  const double exact = std::ceil(x);
  if (exact == x) return x == 0 ? 0 : x;
  return rounded(x, 0, x < 0 ? Direction::down : Direction::up);
}

namespace decimal_rounding_detail {

int compare_views(double a, double b) noexcept {
  const DecimalView x = decimal_view(a);
  const DecimalView y = decimal_view(b);
  if (x.significand == y.significand && x.exponent == y.exponent && x.negative == y.negative) return 0;
  return a < b ? -1 : 1;
}

}  // namespace decimal_rounding_detail

}  // namespace outturn
