// Continuous distributions from the incomplete gamma and beta functions, and their quantiles.
#include "formulas/functions/statistical/distributions.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "formulas/functions/statistical/incomplete_integrals.h"
#include "formulas/functions/statistical/saddle_point.h"
#include "formulas/functions/statistical/special_functions.h"

namespace outturn::distributions {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

// From here on Student's t is the normal distribution to the last digit.
constexpr double kNormalDegrees = 1e20;

double of(const incomplete_integrals::Tails& tails, Tail tail) noexcept {
  return tail == Tail::below ? tails.below : tails.above;
}

Tail opposite(Tail tail) noexcept { return tail == Tail::below ? Tail::above : Tail::below; }

// The positive x whose tail holds p, by Newton's method on the logarithm of the tail against that of x, where
// the tails of all these distributions are nearly straight; bisection where a step would leave the bracket.
// Requires: 0 < p < 1, and p is among the probabilities that positive x give.
template <typename Probability, typename Density>
double positive_quantile(double p, Tail tail, double guess, Probability probability,
                         Density density) noexcept {
  if (p > 0.5) {  // the smaller probability is the steeper one; the difference is exact
    p = 1 - p;
    tail = opposite(tail);
  }
  double low = std::numeric_limits<double>::min();
  double high = std::numeric_limits<double>::max();
  double x = std::isfinite(guess) ? std::clamp(guess, 1e-300, 1e300) : 1;
  for (int i = 0; i < 200; ++i) {
    const double found = probability(x, tail);
    if (std::isnan(found)) return kNone;
    if (found == p) return x;
    ((found < p) == (tail == Tail::below) ? low : high) = x;
    const double off = std::fabs(found - p) < p / 2 ? std::log1p((found - p) / p) : std::log(found / p);
    const double slope = x * density(x) / found * (tail == Tail::below ? 1 : -1);
    double next = x * std::exp(-off / slope);
    if (!(next > low) || !(next < high)) next = std::sqrt(low) * std::sqrt(high);
    if (std::fabs(next - x) <= 2 * std::numeric_limits<double>::epsilon() * x) {
      x = next;
      break;
    }
    x = next;
  }
  if (x < 4 * std::numeric_limits<double>::min()) return 0;
  return x > std::numeric_limits<double>::max() / 4 ? kInfinity : x;
}

}  // namespace

double gamma_function(double x) noexcept { return std::tgamma(x); }

double log_gamma(double x) noexcept { return special_functions::log_gamma(x); }

double normal_density(double z) noexcept {
  return std::exp(-z * z / 2) * std::numbers::inv_sqrtpi / std::numbers::sqrt2;
}

double normal(double z, Tail tail) noexcept {
  return std::erfc((tail == Tail::below ? -z : z) / std::numbers::sqrt2) / 2;
}

double normal_quantile(double p, Tail tail) noexcept {
  if (!(p > 0) || p >= 1) return kNone;
  const double above = special_functions::inverse_erfc(2 * p) * std::numbers::sqrt2;
  return tail == Tail::below ? -above : above;
}

double gamma_density(double x, double shape) noexcept {
  if (x == 0) return shape < 1 ? kInfinity : shape == 1 ? 1 : 0;
  // The mass of a Poisson distribution whose count need not be whole.
  if (shape < 1) return saddle_point::poisson(shape, x) * shape / x;
  return saddle_point::poisson(shape - 1, x);
}

double gamma(double x, double shape, Tail tail) noexcept {
  return of(incomplete_integrals::gamma(x, shape), tail);
}

double gamma_quantile(double p, double shape, Tail tail) noexcept {
  if (p == 0 || p == 1) return (p == 0) == (tail == Tail::below) ? 0 : kInfinity;
  // Wilson and Hilferty: the cube root is nearly normal; near 0 the power x^shape / gamma(shape + 1).
  const double z = normal_quantile(p, tail);
  const double root = 1 - 1 / (9 * shape) + z / (3 * std::sqrt(shape));
  const double small = std::exp((std::log(tail == Tail::below ? p : 1 - p) + log_gamma(shape + 1)) / shape);
  return positive_quantile(
      p, tail, root > 0.3 ? shape * root * root * root : small,
      [=](double x, Tail side) { return gamma(x, shape, side); },
      [=](double x) { return gamma_density(x, shape); });
}

double beta_density(double x, double complement, double a, double b) noexcept {
  if (x == 0) return a < 1 ? kInfinity : a == 1 ? b : 0;
  if (complement == 0) return b < 1 ? kInfinity : b == 1 ? a : 0;
  if (a < 1 && b < 1) return a * b / ((a + b) * x * complement) * saddle_point::binomial(a, b, x, complement);
  if (a < 1) return a / x * saddle_point::binomial(a, b - 1, x, complement);
  if (b < 1) return b / complement * saddle_point::binomial(a - 1, b, x, complement);
  return (a + b - 1) * saddle_point::binomial(a - 1, b - 1, x, complement);
}

double beta(double x, double a, double b, Tail tail) noexcept {
  return of(incomplete_integrals::beta(x, 1 - x, a, b), tail);
}

// The odds x / (1 - x) are those of an F distribution.
double beta_quantile(double p, double a, double b, Tail tail) noexcept {
  if (p == 0 || p == 1) return (p == 0) == (tail == Tail::below) ? 0 : 1;
  const double odds = f_quantile(p, 2 * a, 2 * b, tail) * (a / b);
  return odds > 1 ? 1 / (1 + 1 / odds) : odds / (1 + odds);
}

double student_density(double t, double degrees) noexcept { return saddle_point::student(t, degrees); }

double student(double t, double degrees, Tail tail) noexcept {
  if (degrees > kNormalDegrees) return normal(t, tail);
  const double square = t * t;
  const double total = degrees + square;
  if (!std::isfinite(total)) return (t < 0) == (tail == Tail::below) ? 0 : 1;
  const double beyond =
      incomplete_integrals::beta(degrees / total, square / total, degrees / 2, 0.5).below / 2;
  return (t < 0) == (tail == Tail::below) ? beyond : 1 - beyond;
}

double student_quantile(double p, double degrees, Tail tail) noexcept {
  if (p == 0 || p == 1) return (p == 0) == (tail == Tail::below) ? -kInfinity : kInfinity;
  if (p == 0.5) return 0;
  if (degrees > kNormalDegrees) return normal_quantile(p, tail);
  const double t = positive_quantile(
      std::min(p, 1 - p), Tail::above, -normal_quantile(std::min(p, 1 - p), Tail::below),
      [=](double x, Tail side) { return student(x, degrees, side); },
      [=](double x) { return student_density(x, degrees); });
  return (p > 0.5) == (tail == Tail::below) ? t : -t;
}

double f_density(double x, double degrees1, double degrees2) noexcept {
  const double total = degrees1 * x + degrees2;
  if (!std::isfinite(total)) return 0;
  return beta_density(degrees1 * x / total, degrees2 / total, degrees1 / 2, degrees2 / 2) *
         (degrees1 / total) * (degrees2 / total);
}

double f(double x, double degrees1, double degrees2, Tail tail) noexcept {
  const double total = degrees1 * x + degrees2;
  if (!std::isfinite(total)) return tail == Tail::below ? 1 : 0;
  return of(incomplete_integrals::beta(degrees1 * x / total, degrees2 / total, degrees1 / 2, degrees2 / 2),
            tail);
}

double f_quantile(double p, double degrees1, double degrees2, Tail tail) noexcept {
  if (p == 0 || p == 1) return (p == 0) == (tail == Tail::below) ? 0 : kInfinity;
  const double guess = std::exp(normal_quantile(p, tail) * std::sqrt(2 / degrees1 + 2 / degrees2));
  return positive_quantile(
      p, tail, guess, [=](double x, Tail side) { return f(x, degrees1, degrees2, side); },
      [=](double x) { return f_density(x, degrees1, degrees2); });
}

}  // namespace outturn::distributions
