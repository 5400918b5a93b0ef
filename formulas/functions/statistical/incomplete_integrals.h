// The incomplete gamma and beta functions, regularized: the distributions' two tails.
#pragma once

namespace outturn::incomplete_integrals {

struct Tails {
  double below;
  double above;
};

// The smaller tail is calculated; NaN where that takes too long. Requires: x >= 0, shape > 0.
[[nodiscard]] Tails gamma(double x, double shape) noexcept;
// Requires: x + complement = 1, a and b > 0.
[[nodiscard]] Tails beta(double x, double complement, double a, double b) noexcept;

}  // namespace outturn::incomplete_integrals
