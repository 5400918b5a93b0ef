// Successes in independent trials, and failures before a number of successes.
#include <algorithm>
#include <cmath>

#include "formulas/arguments.h"
#include "formulas/functions/number_result.h"
#include "formulas/functions/statistical/distributions.h"

namespace outturn {
namespace {

using distributions::Tail;

Value binom_dist(const Arguments& args) {
  const double k = std::floor(args.number(0));
  const double n = std::floor(args.number(1));
  const double p = args.number(2);
  if (k < 0 || k > n || p < 0 || p > 1) return ErrorCode::num;
  return number_result(args.logical(3) ? distributions::binomial(k, n, p, Tail::below)
                                       : distributions::binomial_mass(k, n, p));
}

// Few masses are added; for more, the difference of that pair of tails that cancels least.
double probability_between(double first, double last, double n, double p) {
  if (last - first < 500) {
    double sum = 0;
    for (int i = 0; i <= last - first; ++i) sum += distributions::binomial_mass(first + i, n, p);
    return std::min(sum, 1.0);
  }
  const double below = distributions::binomial(first - 1, n, p, Tail::below);
  const double above = distributions::binomial(last, n, p, Tail::above);
  if (below > 0.5) return distributions::binomial(first - 1, n, p, Tail::above) - above;
  if (above > 0.5) return distributions::binomial(last, n, p, Tail::below) - below;
  return 1 - below - above;
}

Value binom_dist_range(const Arguments& args) {
  const double n = std::floor(args.number(0));
  const double p = args.number(1);
  const double first = std::floor(args.number(2));
  const double last = args.given(3) ? std::floor(args.number(3)) : first;
  if (n < 0 || p < 0 || p > 1 || first < 0 || first > n || last < first || last > n) return ErrorCode::num;
  return number_result(probability_between(first, last, n, p));
}

// The least number of successes that alpha does not exceed. Where the distribution meets alpha, rounding must
// not push the answer one further: it counts as reached within a few units of the last digit.
Value binom_inv(const Arguments& args) {
  const double n = std::floor(args.number(0));
  const double p = args.number(1);
  const double alpha = args.number(2);
  if (n < 0 || p < 0 || p > 1 || alpha < 0 || alpha > 1) return ErrorCode::num;
  constexpr double kSlack = 4e-15;
  double low = 0;
  double high = n;
  while (low < high) {
    const double middle = low + std::floor((high - low) / 2);
    if (middle >= high) break;
    const double reached = distributions::binomial(middle, n, p, Tail::below);
    if (std::isnan(reached)) return ErrorCode::num;
    if (reached >= alpha * (1 - kSlack))
      high = middle;
    else
      low = middle + 1;
  }
  return low;
}

Value negative(const Arguments& args, bool cumulative) {
  const double failures = std::floor(args.number(0));
  const double successes = std::floor(args.number(1));
  const double p = args.number(2);
  if (failures < 0 || successes < 1 || p < 0 || p > 1) return ErrorCode::num;
  return number_result(cumulative ? distributions::negative_binomial(failures, successes, p)
                                  : distributions::negative_binomial_mass(failures, successes, p));
}

Value negbinom_dist(const Arguments& args) { return negative(args, args.logical(3)); }
Value negbinomdist(const Arguments& args) { return negative(args, false); }

constexpr Example kBinomDistExamples[] = {{"BINOM.DIST(6,10,0.5,FALSE)", "0.205078125"},
                                          {"BINOM.DIST(6,10,0.5,TRUE)", "0.828125"},
                                          {"BINOM.DIST(11,10,0.5,TRUE)", "#NUM!"}};
constexpr Example kBinomDistRangeExamples[] = {{"BINOM.DIST.RANGE(60,0.75,48)", "0.0839749674290475"},
                                               {"BINOM.DIST.RANGE(60,0.75,45,50)", "0.523629793471887"},
                                               {"BINOM.DIST.RANGE(60,0.75,45,44)", "#NUM!"}};
constexpr Example kBinomInvExamples[] = {{"BINOM.INV(6,0.5,0.75)", "4"}, {"BINOM.INV(6,0.5,0.65625)", "3"}};
constexpr Example kBinomdistExamples[] = {{"BINOMDIST(6,10,0.5,FALSE)", "0.205078125"}};
constexpr Example kCritbinomExamples[] = {{"CRITBINOM(6,0.5,0.75)", "4"}};
constexpr Example kNegbinomDistExamples[] = {{"NEGBINOM.DIST(10,5,0.25,TRUE)", "0.313514058478177"},
                                             {"NEGBINOM.DIST(10,5,0.25,FALSE)", "0.0550486603751779"},
                                             {"NEGBINOM.DIST(10,0,0.25,TRUE)", "#NUM!"}};
constexpr Example kNegbinomdistExamples[] = {{"NEGBINOMDIST(10,5,0.25)", "0.0550486603751779"}};

constexpr FunctionSpec kFunctions[] = {
    {.name = "BINOM.DIST",
     .signature = "successes:number trials:number probability:number cumulative:logical",
     .summary = "The probability of a number of successes, or of at most as many.",
     .evaluate = binom_dist,
     .examples = kBinomDistExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "BINOM.DIST.RANGE",
     .signature = "trials:number probability:number from:number to:number?",
     .summary = "The probability of a number of successes in a range.",
     .evaluate = binom_dist_range,
     .examples = kBinomDistRangeExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "BINOM.INV",
     .signature = "trials:number probability:number alpha:number",
     .summary = "The least number of successes whose distribution reaches alpha.",
     .evaluate = binom_inv,
     .examples = kBinomInvExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "BINOMDIST",
     .signature = "successes:number trials:number probability:number cumulative:logical",
     .summary = "The probability of a number of successes, or of at most as many.",
     .evaluate = binom_dist,
     .examples = kBinomdistExamples},
    {.name = "CRITBINOM",
     .signature = "trials:number probability:number alpha:number",
     .summary = "The least number of successes whose distribution reaches alpha.",
     .evaluate = binom_inv,
     .examples = kCritbinomExamples},
    {.name = "NEGBINOM.DIST",
     .signature = "failures:number successes:number probability:number cumulative:logical",
     .summary =
         "The probability of a number of failures before a number of successes, or of at most as many.",
     .evaluate = negbinom_dist,
     .examples = kNegbinomDistExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "NEGBINOMDIST",
     .signature = "failures:number successes:number probability:number",
     .summary = "The probability of a number of failures before a number of successes.",
     .evaluate = negbinomdist,
     .examples = kNegbinomdistExamples},
};

}  // namespace

std::span<const FunctionSpec> binomial_functions() { return kFunctions; }

}  // namespace outturn
