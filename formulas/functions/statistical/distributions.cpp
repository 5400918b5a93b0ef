// Continuous distributions, from the incomplete gamma and beta functions and their inverses of Boost.Math.
#include "formulas/functions/statistical/distributions.h"

#include <boost/math/distributions/students_t.hpp>
#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/erf.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>
#include <limits>
#include <numbers>

#include "formulas/functions/statistical/saddle_point.h"

namespace outturn::distributions {
namespace {

namespace policies = boost::math::policies;
// Errors are NaN or infinity. No promotion to long double, whose width is the machine's.
using Policy = policies::policy<
    policies::domain_error<policies::ignore_error>, policies::pole_error<policies::ignore_error>,
    policies::overflow_error<policies::ignore_error>, policies::underflow_error<policies::ignore_error>,
    policies::evaluation_error<policies::ignore_error>, policies::rounding_error<policies::ignore_error>,
    policies::promote_double<false>, policies::max_series_iterations<200000>,
    policies::max_root_iterations<100>>;
constexpr Policy kPolicy;
constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

// Boost.Math throws through a few paths of its own in spite of the policy.
template <typename Calculate>
double guarded(Calculate calculate) noexcept {
  try {
    return calculate();
  } catch (...) {
    return kNone;
  }
}

}  // namespace

double gamma_function(double x) noexcept { return std::tgamma(x); }

double log_gamma(double x) noexcept {
  return guarded([x] { return boost::math::lgamma(x, kPolicy); });
}

double normal_density(double z) noexcept {
  return std::exp(-z * z / 2) * std::numbers::inv_sqrtpi / std::numbers::sqrt2;
}

double normal(double z, Tail tail) noexcept {
  return std::erfc((tail == Tail::below ? -z : z) / std::numbers::sqrt2) / 2;
}

double normal_quantile(double p, Tail tail) noexcept {
  if (!(p > 0) || p >= 1) return kNone;
  const double above = guarded([p] { return boost::math::erfc_inv(2 * p, kPolicy) * std::numbers::sqrt2; });
  return tail == Tail::below ? -above : above;
}

double gamma_density(double x, double shape) noexcept {
  if (x == 0) return shape < 1 ? kInfinity : shape == 1 ? 1 : 0;
  // The mass of a Poisson distribution whose count need not be whole.
  if (shape < 1) return saddle_point::poisson(shape, x) * shape / x;
  return saddle_point::poisson(shape - 1, x);
}

double gamma(double x, double shape, Tail tail) noexcept {
  return guarded([=] {
    return tail == Tail::below ? boost::math::gamma_p(shape, x, kPolicy)
                               : boost::math::gamma_q(shape, x, kPolicy);
  });
}

double gamma_quantile(double p, double shape, Tail tail) noexcept {
  if (p == 0) return tail == Tail::below ? 0 : kInfinity;
  if (p == 1) return tail == Tail::below ? kInfinity : 0;
  return guarded([=] {
    return tail == Tail::below ? boost::math::gamma_p_inv(shape, p, kPolicy)
                               : boost::math::gamma_q_inv(shape, p, kPolicy);
  });
}

double beta_density(double x, double complement, double a, double b) noexcept {
  if (x == 0) return a < 1 ? kInfinity : a == 1 ? b : 0;
  if (complement == 0) return b < 1 ? kInfinity : b == 1 ? a : 0;
  if (a < 1 && b < 1)
    return a * b / ((a + b) * x * complement) * saddle_point::binomial(a, a + b, x, complement);
  if (a < 1) return a / x * saddle_point::binomial(a, a + b - 1, x, complement);
  if (b < 1) return b / complement * saddle_point::binomial(a - 1, a + b - 1, x, complement);
  return (a + b - 1) * saddle_point::binomial(a - 1, a + b - 2, x, complement);
}

double beta(double x, double a, double b, Tail tail) noexcept {
  return guarded([=] {
    return tail == Tail::below ? boost::math::ibeta(a, b, x, kPolicy) : boost::math::ibetac(a, b, x, kPolicy);
  });
}

double beta_quantile(double p, double a, double b, Tail tail) noexcept {
  if (p == 0 || p == 1) return (p == 0) == (tail == Tail::below) ? 0 : 1;
  return guarded([=] {
    return tail == Tail::below ? boost::math::ibeta_inv(a, b, p, kPolicy)
                               : boost::math::ibetac_inv(a, b, p, kPolicy);
  });
}

double student_density(double t, double degrees) noexcept { return saddle_point::student(t, degrees); }

double student(double t, double degrees, Tail tail) noexcept {
  // Beyond this the normal distribution is the same to the last digit.
  if (degrees > 1e20) return normal(t, tail);
  const double square = t * t;
  const double outer = guarded([=] {
    return square > degrees ? boost::math::ibeta(degrees / 2, 0.5, degrees / (degrees + square), kPolicy)
                            : boost::math::ibetac(0.5, degrees / 2, square / (degrees + square), kPolicy);
  });
  if ((t < 0) == (tail == Tail::below)) return outer / 2;
  return 1 - outer / 2;
}

double student_quantile(double p, double degrees, Tail tail) noexcept {
  if (p == 0 || p == 1) return (p == 0) == (tail == Tail::below) ? -kInfinity : kInfinity;
  if (degrees > 1e20) return normal_quantile(p, tail);
  const double below = guarded([=] {
    return boost::math::quantile(boost::math::students_t_distribution<double, Policy>(degrees), p);
  });
  return tail == Tail::below ? below : -below;
}

double f_density(double x, double degrees1, double degrees2) noexcept {
  const double total = degrees1 * x + degrees2;
  if (!std::isfinite(total)) return 0;
  return beta_density(degrees1 * x / total, degrees2 / total, degrees1 / 2, degrees2 / 2) *
         (degrees1 / total) * (degrees2 / total);
}

double f(double x, double degrees1, double degrees2, Tail tail) noexcept {
  const double product = degrees1 * x;
  if (!std::isfinite(product)) return tail == Tail::below ? 1 : 0;
  // The smaller of the two complementary arguments, so that it keeps its digits.
  if (product > degrees2)
    return beta(degrees2 / (degrees2 + product), degrees2 / 2, degrees1 / 2,
                tail == Tail::below ? Tail::above : Tail::below);
  return beta(product / (degrees2 + product), degrees1 / 2, degrees2 / 2, tail);
}

double f_quantile(double p, double degrees1, double degrees2, Tail tail) noexcept {
  if (p == 0 || p == 1) return (p == 0) == (tail == Tail::below) ? 0 : kInfinity;
  return guarded([=] {
    double complement = 0;
    const double x = tail == Tail::below
                         ? boost::math::ibeta_inv(degrees1 / 2, degrees2 / 2, p, &complement, kPolicy)
                         : boost::math::ibetac_inv(degrees1 / 2, degrees2 / 2, p, &complement, kPolicy);
    return degrees2 / degrees1 * (x / complement);
  });
}

}  // namespace outturn::distributions
