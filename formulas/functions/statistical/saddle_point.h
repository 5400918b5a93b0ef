// Densities by the saddle-point expansion of C. Loader, "Fast and Accurate Computation of Binomial
// Probabilities" (2000): no factorial is formed and no large logarithms are subtracted, so the result keeps
// its digits for counts of any size.
#pragma once

namespace outturn::saddle_point {

// exp(-mean) mean^k / k!, where k need not be whole. Requires: k, mean >= 0.
[[nodiscard]] double poisson(double k, double mean) noexcept;
// n over k, times p^k q^(n-k), where k and n need not be whole. Requires: 0 <= k <= n, p + q = 1.
[[nodiscard]] double binomial(double k, double n, double p, double q) noexcept;
// The density of Student's t.
[[nodiscard]] double student(double t, double degrees) noexcept;

}  // namespace outturn::saddle_point
