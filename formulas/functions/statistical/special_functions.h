// What is taken from Boost.Math, whose headers end here: NaN or an infinity where there is no value, and
// nothing is thrown.
#pragma once

namespace outturn::special_functions {

// ln of the gamma function. Requires: x > 0.
[[nodiscard]] double log_gamma(double x) noexcept;
// The inverse of erfc. Requires: 0 < p < 2.
[[nodiscard]] double inverse_erfc(double p) noexcept;
// The regularized incomplete beta function up to x, and its complement. Requires: 0 <= x <= 1; a, b > 0.
[[nodiscard]] double incomplete_beta(double a, double b, double x) noexcept;
[[nodiscard]] double incomplete_beta_complement(double a, double b, double x) noexcept;

}  // namespace outturn::special_functions
