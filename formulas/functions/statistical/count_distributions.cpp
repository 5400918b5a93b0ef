// Distributions of counts: masses by saddle-point expansion, sums as incomplete gamma and beta functions.
#include <algorithm>
#include <cmath>
#include <limits>

#include "formulas/functions/statistical/distributions.h"
#include "formulas/functions/statistical/saddle_point.h"

namespace outturn::distributions {

double binomial_mass(double k, double n, double p) noexcept {
  return saddle_point::binomial(k, n - k, p, 1 - p);
}

double binomial(double k, double n, double p, Tail tail) noexcept {
  const bool below = tail == Tail::below;
  if (k < 0) return below ? 0 : 1;
  if (k >= n) return below ? 1 : 0;
  return beta(p, k + 1, n - k, below ? Tail::above : Tail::below);
}

double negative_binomial_mass(double k, double successes, double p) noexcept {
  return successes / (k + successes) * saddle_point::binomial(successes, k, p, 1 - p);
}

double negative_binomial(double k, double successes, double p) noexcept {
  return beta(p, successes, k + 1, Tail::below);
}

double poisson_mass(double k, double mean) noexcept { return saddle_point::poisson(k, mean); }

double poisson(double k, double mean) noexcept { return mean == 0 ? 1 : gamma(mean, k + 1, Tail::above); }

double hypergeometric_mass(double k, double sample, double marked, double population) noexcept {
  if (sample == population || marked == population || marked == 0) return 1;
  // A quotient of binomial masses with the probability that makes it a fair sample (Loader).
  const double p = sample / population;
  const double q = (population - sample) / population;
  return saddle_point::binomial(k, marked - k, p, q) /
         saddle_point::binomial(sample, population - sample, p, q) *
         saddle_point::binomial(sample - k, population - marked - sample + k, p, q);
}

// Sums the tail that does not hold the mode, from its largest term on, until terms no longer count.
double hypergeometric(double k, double sample, double marked, double population) noexcept {
  const double least = std::max(0.0, sample + marked - population);
  const double most = std::min(sample, marked);
  if (k >= most) return 1;
  if (k < least) return 0;
  constexpr double kMostTerms = 2e7;
  const double mode = std::floor((sample + 1) * (marked + 1) / (population + 2));
  const bool below = k < mode;
  double i = below ? k : k + 1;
  double term = hypergeometric_mass(i, sample, marked, population);
  double sum = 0;
  for (double terms = 0; i >= least && i <= most; ++terms) {
    if (terms == kMostTerms) return std::numeric_limits<double>::quiet_NaN();
    const double next = sum + term;
    if (next == sum) break;
    sum = next;
    if (below) {
      term *= i * (population - marked - sample + i) / ((marked - i + 1) * (sample - i + 1));
      --i;
    } else {
      term *= (marked - i) * (sample - i) / ((i + 1) * (population - marked - sample + i + 1));
      ++i;
    }
  }
  return below ? sum : 1 - sum;
}

}  // namespace outturn::distributions
