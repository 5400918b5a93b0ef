// Densities by the saddle-point expansion of C. Loader, "Fast and Accurate Computation of Binomial
// Probabilities" (2000): no factorial is formed and no large logarithms are subtracted, so the result keeps
// its digits for counts of any size.
#pragma once

namespace outturn::saddle_point {

// exp(-mean) mean^k / k!, where k need not be whole. Requires: k, mean >= 0.
[[nodiscard]] double poisson(double k, double mean) noexcept;
// k + rest over k, times p^k q^rest, where k and rest need not be whole. Requires: k, rest >= 0, p + q = 1.
[[nodiscard]] double binomial(double k, double rest, double p, double q) noexcept;
// The density of Student's t.
[[nodiscard]] double student(double t, double degrees) noexcept;

}  // namespace outturn::saddle_point
