#include "formulas/functions/statistical/saddle_point.h"

#include <cmath>
#include <limits>
#include <numbers>

#include "formulas/functions/statistical/special_functions.h"

namespace outturn::saddle_point {
namespace {

constexpr double kTwoPi = 2 * std::numbers::pi;

// ln n! - ln(sqrt(2 pi n) (n/e)^n): what Stirling's formula leaves out. Below 16 its differences
// (n + 1/2) ln(1 + 1/n) - 1 lead up to where the asymptotic series is exact. Requires: n > 0.
double stirling_rest(double n) noexcept {
  double rest = 0;
  while (n < 16) {
    rest += (n + 0.5) * std::log1p(1 / n) - 1;
    ++n;
  }
  const double square = n * n;
  return rest + (1.0 / 12 -
                 (1.0 / 360 - (1.0 / 1260 - (1.0 / 1680 - 1.0 / 1188 / square) / square) / square) / square) /
                    n;
}

// x ln(x/m) + m - x, by a series where x and m are close. Requires: x, m > 0.
double deviance(double x, double m) noexcept {
  if (std::fabs(x - m) < 0.1 * (x + m)) {
    const double v = (x - m) / (x + m);
    double sum = (x - m) * v;
    double term = 2 * x * v;
    for (int j = 1; j < 1000; ++j) {
      term *= v * v;
      const double next = sum + term / (2 * j + 1);
      if (next == sum) break;
      sum = next;
    }
    return sum;
  }
  const double ratio = x / m;
  return x * (std::isnormal(ratio) ? std::log(ratio) : std::log(x) - std::log(m)) + m - x;
}

}  // namespace

double poisson(double k, double mean) noexcept {
  if (mean == 0) return k == 0 ? 1 : 0;
  if (k <= mean * std::numeric_limits<double>::min()) return std::exp(-mean);
  if (mean < k * std::numeric_limits<double>::min())
    return std::exp(k * std::log(mean) - mean - special_functions::log_gamma(k + 1));
  return std::exp(-stirling_rest(k) - deviance(k, mean)) / std::sqrt(kTwoPi * k);
}

double binomial(double k, double rest, double p, double q) noexcept {
  if (!(k >= 0) || !(rest >= 0)) return 0;
  if (p == 0) return k == 0 ? 1 : 0;
  if (q == 0) return rest == 0 ? 1 : 0;
  if (k == 0) return std::exp(rest * (p < q ? std::log1p(-p) : std::log(q)));
  if (rest == 0) return std::exp(k * (q < p ? std::log1p(-q) : std::log(p)));
  const double n = k + rest;
  const double exponent =
      stirling_rest(n) - stirling_rest(k) - stirling_rest(rest) - deviance(k, n * p) - deviance(rest, n * q);
  return std::exp(exponent) / std::sqrt(kTwoPi * k * (rest / n));
}

double student(double t, double degrees) noexcept {
  const double ratio = t * t / degrees;
  const double constant = stirling_rest((degrees + 1) / 2) - stirling_rest(degrees / 2) -
                          deviance(degrees / 2, (degrees + 1) / 2);
  if (!(ratio < 1e300))  // where 1 + ratio would overflow, |t| takes its place
    return std::exp(constant - (degrees + 1) * (std::log(std::fabs(t)) - std::log(degrees) / 2)) /
           std::sqrt(kTwoPi);
  const double exponent = ratio > 0.2 ? std::log1p(ratio) * degrees / 2
                                      : t * t / 2 - deviance(degrees / 2, (degrees + t * t) / 2);
  return std::exp(constant - exponent) / std::sqrt(kTwoPi * (1 + ratio));
}

}  // namespace outturn::saddle_point
