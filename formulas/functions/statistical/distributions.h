// Probability distributions in their standard form, as plain functions of numbers. Each tail is calculated by
// itself, never as 1 minus the other, so that small probabilities keep their digits. NaN or an infinity where
// there is no finite value; nothing here throws.
#pragma once

namespace outturn::distributions {

enum class Tail { below, above };

[[nodiscard]] double gamma_function(double x) noexcept;
// The logarithm of the gamma function. Requires: x > 0.
[[nodiscard]] double log_gamma(double x) noexcept;

[[nodiscard]] double normal_density(double z) noexcept;
[[nodiscard]] double normal(double z, Tail tail) noexcept;
// Requires of every quantile: 0 <= p <= 1, where p is the probability of the tail named.
[[nodiscard]] double normal_quantile(double p, Tail tail) noexcept;

// Scale 1. Requires: x >= 0, shape > 0.
[[nodiscard]] double gamma_density(double x, double shape) noexcept;
[[nodiscard]] double gamma(double x, double shape, Tail tail) noexcept;
[[nodiscard]] double gamma_quantile(double p, double shape, Tail tail) noexcept;

// On [0, 1]. Requires: a, b > 0. The density takes 1 - x beside x, which may be known better than by
// subtraction.
[[nodiscard]] double beta_density(double x, double complement, double a, double b) noexcept;
[[nodiscard]] double beta(double x, double a, double b, Tail tail) noexcept;
[[nodiscard]] double beta_quantile(double p, double a, double b, Tail tail) noexcept;

// Degrees of freedom need not be whole. Requires: > 0.
[[nodiscard]] double student_density(double t, double degrees) noexcept;
[[nodiscard]] double student(double t, double degrees, Tail tail) noexcept;
[[nodiscard]] double student_quantile(double p, double degrees, Tail tail) noexcept;

// Requires: x >= 0, degrees > 0.
[[nodiscard]] double f_density(double x, double degrees1, double degrees2) noexcept;
[[nodiscard]] double f(double x, double degrees1, double degrees2, Tail tail) noexcept;
[[nodiscard]] double f_quantile(double p, double degrees1, double degrees2, Tail tail) noexcept;

// k successes in n trials, of probability p each. Requires: whole numbers, 0 <= k <= n, 0 <= p <= 1.
[[nodiscard]] double binomial_mass(double k, double n, double p) noexcept;
// At most (below) or more than (above) k successes; k may be -1.
[[nodiscard]] double binomial(double k, double n, double p, Tail tail) noexcept;
// k failures before success number `successes`.
[[nodiscard]] double negative_binomial_mass(double k, double successes, double p) noexcept;
[[nodiscard]] double negative_binomial(double k, double successes, double p) noexcept;
[[nodiscard]] double poisson_mass(double k, double mean) noexcept;
[[nodiscard]] double poisson(double k, double mean) noexcept;
// k marked members in a sample drawn from a population. Requires: k is possible.
[[nodiscard]] double hypergeometric_mass(double k, double sample, double marked, double population) noexcept;
[[nodiscard]] double hypergeometric(double k, double sample, double marked, double population) noexcept;

}  // namespace outturn::distributions
