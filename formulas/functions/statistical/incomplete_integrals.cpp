#include "formulas/functions/statistical/incomplete_integrals.h"

#include <cmath>
#include <limits>

#include "formulas/functions/statistical/saddle_point.h"
#include "formulas/functions/statistical/special_functions.h"

namespace outturn::incomplete_integrals {
namespace {

constexpr double kEpsilon = std::numeric_limits<double>::epsilon();
constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
// Near the mean a series takes some ten times the root of the parameters, which functions limit to 1e10.
constexpr int kMostTerms = 4'000'000;

// A continued fraction b0 + a1/(b1 + a2/(b2 + ...)) by the method of Lentz as Thompson and Barnett changed
// it.
class Fraction {
 public:
  explicit Fraction(double b0) noexcept : value_(nonzero(b0)), upper_(value_) {}
  // Whether the term changed nothing.
  bool add(double a, double b) noexcept {
    lower_ = 1 / nonzero(b + a * lower_);
    upper_ = nonzero(b + a / upper_);
    const double change = upper_ * lower_;
    value_ *= change;
    return std::fabs(change - 1) <= kEpsilon / 2;
  }
  [[nodiscard]] double value() const noexcept { return value_; }

 private:
  static double nonzero(double x) noexcept { return x == 0 ? 1e-300 : x; }
  double value_;
  double upper_;
  double lower_ = 0;
};

// DLMF 8.7.1 and 8.11.4: x^shape e^-x / gamma(shape + 1) times a sum of positive terms.
double gamma_below(double x, double shape) noexcept {
  double term = 1;
  double sum = 1;
  for (int i = 1; i < kMostTerms; ++i) {
    term *= x / (shape + i);
    sum += term;
    if (term <= sum * kEpsilon / 4) return saddle_point::poisson(shape, x) * sum;
  }
  return kNone;
}

// DLMF 8.9.2, contracted.
double gamma_above(double x, double shape) noexcept {
  Fraction fraction(x + 1 - shape);
  for (int i = 1; i < kMostTerms; ++i)
    if (fraction.add(i * (shape - i), x + 1 - shape + 2.0 * i))
      return saddle_point::poisson(shape, x) * shape / fraction.value();
  return kNone;
}

// DiDonato and Morris, "Algorithm 708" (1992), equation 9: for x up to the mean a/(a + b) its terms are
// positive while they count.
double beta_below(double x, double complement, double a, double b) noexcept {
  const auto denominator = [=](double m) {
    return m + m * (b - m) * x / (a + 2 * m - 1) +
           (a + m) * (a * complement - b * x + 1 + m * (2 - x)) / (a + 2 * m + 1);
  };
  Fraction fraction(a * (a * complement - b * x + 1) / (a + 1));
  for (int i = 1; i < kMostTerms; ++i) {
    const double m = i;
    const double divisor = a + 2 * m - 1;
    const double numerator = (a + m - 1) / divisor * ((a + b + m - 1) / divisor) * m * (b - m) * x * x;
    if (fraction.add(numerator, denominator(m)))
      return saddle_point::binomial(a, b, x, complement) * (a / (a + b)) * b / fraction.value();
  }
  return kNone;
}

// Requires: x <= 1/2. The complement of a small tail is taken here: Boost.Math takes it of 1 - x, which has
// lost x's last digits.
Tails tails_from_smaller(double x, double a, double b) noexcept {
  const double below = special_functions::incomplete_beta(a, b, x);
  if (below < 0.5) return {below, 1 - below};
  return {below, special_functions::incomplete_beta_complement(a, b, x)};
}

}  // namespace

Tails gamma(double x, double shape) noexcept {
  if (x == 0) return {0, 1};
  if (!std::isfinite(x)) return {1, 0};
  if (x < shape + 1) {
    const double below = gamma_below(x, shape);
    return {below, 1 - below};
  }
  const double above = gamma_above(x, shape);
  return {1 - above, above};
}

Tails beta(double x, double complement, double a, double b) noexcept {
  if (x <= 0) return {0, 1};
  if (complement <= 0) return {1, 0};
  // Boost.Math chooses well among methods until the parameters are large.
  if (a + b < 1e5 && x <= complement) return tails_from_smaller(x, a, b);
  if (a + b < 1e5) {
    const Tails mirrored = tails_from_smaller(complement, b, a);
    return {mirrored.above, mirrored.below};
  }
  // Below the mean, a/(a + b).
  if (b * x <= a * complement) {
    const double below = beta_below(x, complement, a, b);
    return {below, 1 - below};
  }
  const double above = beta_below(complement, x, b, a);
  return {1 - above, above};
}

}  // namespace outturn::incomplete_integrals
