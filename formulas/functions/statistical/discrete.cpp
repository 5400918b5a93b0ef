// Draws without replacement, rare events, and probabilities that are given one by one.
#include <algorithm>
#include <cmath>

#include "formulas/arguments.h"
#include "formulas/functions/number_result.h"
#include "formulas/functions/paired_numbers.h"
#include "formulas/functions/statistical/distributions.h"

namespace outturn {
namespace {

Value hypergeometric(const Arguments& args, bool cumulative) {
  const double k = std::floor(args.number(0));
  const double sample = std::floor(args.number(1));
  const double marked = std::floor(args.number(2));
  const double population = std::floor(args.number(3));
  if (population <= 0 || sample <= 0 || sample > population || marked <= 0 || marked > population || k < 0 ||
      k > std::min(sample, marked) || k < sample + marked - population)
    return ErrorCode::num;
  return number_result(cumulative ? distributions::hypergeometric(k, sample, marked, population)
                                  : distributions::hypergeometric_mass(k, sample, marked, population));
}

Value hypgeom_dist(const Arguments& args) { return hypergeometric(args, args.logical(4)); }
Value hypgeomdist(const Arguments& args) { return hypergeometric(args, false); }

Value poisson(const Arguments& args) {
  const double k = std::floor(args.number(0));
  const double mean = args.number(1);
  if (k < 0 || mean < 0) return ErrorCode::num;
  return number_result(args.logical(2) ? distributions::poisson(k, mean)
                                       : distributions::poisson_mass(k, mean));
}

// The probabilities must add up to 1, but for what rounding makes of decimal parts.
constexpr double kSlack = 1e-9;

Value prob(const Arguments& args) {
  const PairedNumbers pairs(args.cells(0), args.cells(1));
  if (pairs.error.is_error()) return pairs.error;
  if (pairs.x.empty()) return ErrorCode::div0;
  const double low = args.number(2);
  const double high = args.number_or(3, low);
  double total = 0;
  double sum = 0;
  for (std::size_t i = 0; i < pairs.x.size(); ++i) {
    if (pairs.y[i] <= 0 || pairs.y[i] > 1) return ErrorCode::num;
    total += pairs.y[i];
    if (pairs.x[i] >= low && pairs.x[i] <= high) sum += pairs.y[i];
  }
  if (std::fabs(total - 1) > kSlack) return ErrorCode::num;
  return number_result(sum);
}

constexpr Example kHypgeomDistExamples[] = {{"HYPGEOM.DIST(1,4,8,20,TRUE)", "0.465428276573787"},
                                            {"HYPGEOM.DIST(1,4,8,20,FALSE)", "0.363261093911249"},
                                            {"HYPGEOM.DIST(5,4,8,20,TRUE)", "#NUM!"}};
constexpr Example kHypgeomdistExamples[] = {{"HYPGEOMDIST(1,4,8,20)", "0.363261093911249"}};
constexpr Example kPoissonExamples[] = {{"POISSON(2,5,FALSE)", "0.0842243374885683"}};
constexpr Example kPoissonDistExamples[] = {{"POISSON.DIST(2,5,TRUE)", "0.124652019483081"},
                                            {"POISSON.DIST(2,5,FALSE)", "0.0842243374885683"},
                                            {"POISSON.DIST(-1,5,TRUE)", "#NUM!"}};
constexpr Example kProbExamples[] = {{"PROB({0,1,2,3},{0.2,0.3,0.1,0.4},2)", "0.1"},
                                     {"PROB({0,1,2,3},{0.2,0.3,0.1,0.4},1,3)", "0.8"},
                                     {"PROB({0,1},{0.2,0.3},1)", "#NUM!"}};

constexpr FunctionSpec kFunctions[] = {
    {.name = "HYPGEOM.DIST",
     .signature = "successes:number sample:number marked:number population:number cumulative:logical",
     .summary = "The probability of a number of marked members in a sample without replacement, or of at "
                "most as many.",
     .evaluate = hypgeom_dist,
     .examples = kHypgeomDistExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "HYPGEOMDIST",
     .signature = "successes:number sample:number marked:number population:number",
     .summary = "The probability of a number of marked members in a sample without replacement.",
     .evaluate = hypgeomdist,
     .examples = kHypgeomdistExamples},
    {.name = "POISSON",
     .signature = "events:number mean:number cumulative:logical",
     .summary = "The probability of a number of rare events, or of at most as many.",
     .evaluate = poisson,
     .examples = kPoissonExamples},
    {.name = "POISSON.DIST",
     .signature = "events:number mean:number cumulative:logical",
     .summary = "The probability of a number of rare events, or of at most as many.",
     .evaluate = poisson,
     .examples = kPoissonDistExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "PROB",
     .signature = "values:array probabilities:array low:number high:number?",
     .summary = "The probability that a value equals a number or lies between two.",
     .evaluate = prob,
     .examples = kProbExamples},
};

}  // namespace

std::span<const FunctionSpec> discrete_functions() { return kFunctions; }

}  // namespace outturn
