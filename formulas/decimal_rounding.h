// How Excel sees a double: as a decimal number of 15 significant digits.
//
// Excel calculates in IEEE doubles, but ROUND and its family, the comparison operators and the last + or - of
// a formula look at the operands through their 15-digit decimal form ("Floating-point arithmetic may give
// inaccurate results in Excel", Microsoft). 1.005 is held as 1.00499999999999989…, but ROUND(1.005,2)
// is 1.01.
//
// All arguments are finite. Zero results are never negative.
#pragma once

#include <cstdint>
#include <cstdlib>

namespace outturn {

// x = ±significand × 10^(exponent), the significand having exactly 15 digits, or 0 for zero.
struct DecimalView {
  std::int64_t significand = 0;
  int exponent = 0;
  bool negative = false;
};

[[nodiscard]] DecimalView decimal_view(double x) noexcept;

// The double nearest to the decimal view: what remains of x at 15 digits.
[[nodiscard]] double from_decimal_view(const DecimalView& view) noexcept;
[[nodiscard]] inline double at_15_digits(double x) noexcept { return from_decimal_view(decimal_view(x)); }

// To `digits` places after the decimal point, or before it where negative. Half away from zero, away from
// zero, towards zero: Excel's ROUND, ROUNDUP, ROUNDDOWN.
[[nodiscard]] double round_half_away(double x, int digits) noexcept;
[[nodiscard]] double round_up(double x, int digits) noexcept;
[[nodiscard]] double round_down(double x, int digits) noexcept;

// Towards minus infinity, towards plus infinity: Excel's INT and the steps of FLOOR and CEILING.
[[nodiscard]] double floor_at_15_digits(double x) noexcept;
[[nodiscard]] double ceil_at_15_digits(double x) noexcept;

namespace decimal_rounding_detail {
[[nodiscard]] int compare_views(double a, double b) noexcept;
}

// -1, 0 or 1: the order of Excel's comparison operators. Not an equivalence for sorting: it is not transitive
// to the last bit only where 15 digits straddle a power of ten, and it agrees with < wherever it is not 0.
[[nodiscard]] inline int compare_15(double a, double b) noexcept {
  if (a == b) return 0;
  // Numbers with the same 15 digits differ by less than one unit of the fifteenth: a part in 10^14.
  const double difference = a - b;
  const double magnitude = difference < 0 ? -difference : difference;
  const double scale = a < 0 ? -a : a;
  if (!(magnitude <= scale * 1e-14)) return difference < 0 ? -1 : 1;
  return decimal_rounding_detail::compare_views(a, b);
}

[[nodiscard]] inline bool equal_at_15_digits(double a, double b) noexcept { return compare_15(a, b) == 0; }

// The value of a formula whose last operation is `a + b` or, with b negated, `a - b`: exactly 0 where the
// operands cancel to 15 digits, else `result` unchanged. Excel applies this to the outermost + or - only:
// =0.5-0.4-0.1 is 0,
// =(0.5-0.4-0.1) is -2.78E-17.
[[nodiscard]] inline double near_zero_difference(double a, double b, double result) noexcept {
  if (result == 0) return 0;
  const double magnitude = result < 0 ? -result : result;
  const double scale = a < 0 ? -a : a;
  if (magnitude > scale * 1e-14) return result;
  return compare_15(a, -b) == 0 ? 0 : result;
}

}  // namespace outturn
