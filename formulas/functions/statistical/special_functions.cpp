#include "formulas/functions/statistical/special_functions.h"

#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/erf.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <limits>

namespace outturn::special_functions {
namespace {

namespace policies = boost::math::policies;

// A series that does not end throws, so that an unfinished sum is not taken for a result. No promotion to
// long double, whose width is the machine's.
using Policy = policies::policy<
    policies::domain_error<policies::ignore_error>, policies::pole_error<policies::ignore_error>,
    policies::overflow_error<policies::ignore_error>, policies::underflow_error<policies::ignore_error>,
    policies::evaluation_error<policies::throw_on_error>, policies::promote_double<false>,
    policies::max_series_iterations<200000>, policies::max_root_iterations<100>>;
constexpr Policy kPolicy;

template <typename Calculate>
double guarded(Calculate calculate) noexcept {
  try {
    return calculate();
  } catch (...) {
    return std::numeric_limits<double>::quiet_NaN();
  }
}

}  // namespace

double log_gamma(double x) noexcept {
  return guarded([=] { return boost::math::lgamma(x, kPolicy); });
}

double inverse_erfc(double p) noexcept {
  return guarded([=] { return boost::math::erfc_inv(p, kPolicy); });
}

double incomplete_beta(double a, double b, double x) noexcept {
  return guarded([=] { return boost::math::ibeta(a, b, x, kPolicy); });
}

double incomplete_beta_complement(double a, double b, double x) noexcept {
  return guarded([=] { return boost::math::ibetac(a, b, x, kPolicy); });
}

}  // namespace outturn::special_functions
