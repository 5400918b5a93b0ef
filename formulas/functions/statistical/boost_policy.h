// How Boost.Math is called here: what it cannot calculate is NaN or an infinity, and nothing leaves its
// calls.
#pragma once

#include <boost/math/policies/policy.hpp>
#include <limits>

namespace outturn {

namespace boost_policies = boost::math::policies;

// A series that does not end throws, so that an unfinished sum is not taken for a result. No promotion to
// long double, whose width is the machine's.
using BoostPolicy = boost_policies::policy<
    boost_policies::domain_error<boost_policies::ignore_error>,
    boost_policies::pole_error<boost_policies::ignore_error>,
    boost_policies::overflow_error<boost_policies::ignore_error>,
    boost_policies::underflow_error<boost_policies::ignore_error>,
    boost_policies::evaluation_error<boost_policies::throw_on_error>, boost_policies::promote_double<false>,
    boost_policies::max_series_iterations<200000>, boost_policies::max_root_iterations<100>>;
inline constexpr BoostPolicy kBoostPolicy;

template <typename Calculate>
[[nodiscard]] double boost_value(Calculate calculate) noexcept {
  try {
    return calculate();
  } catch (...) {
    return std::numeric_limits<double>::quiet_NaN();
  }
}

}  // namespace outturn
