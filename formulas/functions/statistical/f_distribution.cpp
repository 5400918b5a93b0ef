// The F distribution, of the quotient of two variances.
#include <cmath>

#include "formulas/arguments.h"
#include "formulas/functions/number_result.h"
#include "formulas/functions/statistical/distributions.h"

namespace outturn {
namespace {

using distributions::Tail;

// Excel's limit on degrees of freedom.
constexpr double kMostDegrees = 1e10;

struct Degrees {
  double above;
  double below;
  bool are_valid;
  explicit Degrees(const Arguments& args)
      : above(std::floor(args.number(1))),
        below(std::floor(args.number(2))),
        are_valid(above >= 1 && above <= kMostDegrees && below >= 1 && below <= kMostDegrees) {}
};

Value f_dist(const Arguments& args) {
  const double x = args.number(0);
  const Degrees degrees(args);
  if (x < 0 || !degrees.are_valid) return ErrorCode::num;
  return number_result(args.logical(3) ? distributions::f(x, degrees.above, degrees.below, Tail::below)
                                       : distributions::f_density(x, degrees.above, degrees.below));
}

Value f_dist_rt(const Arguments& args) {
  const double x = args.number(0);
  const Degrees degrees(args);
  if (x < 0 || !degrees.are_valid) return ErrorCode::num;
  return number_result(distributions::f(x, degrees.above, degrees.below, Tail::above));
}

Value quantile(const Arguments& args, Tail tail) {
  const double p = args.number(0);
  const Degrees degrees(args);
  if (p < 0 || p > 1 || !degrees.are_valid) return ErrorCode::num;
  return number_result(distributions::f_quantile(p, degrees.above, degrees.below, tail));
}

Value f_inv(const Arguments& args) { return quantile(args, Tail::below); }
Value f_inv_rt(const Arguments& args) { return quantile(args, Tail::above); }

constexpr Example kFDistExamples[] = {{"F.DIST(15.2069,6,4,TRUE)", "0.990000043002763"},
                                      {"F.DIST(15.2069,6,4,FALSE)", "0.00122379170878317"},
                                      {"F.DIST(-1,6,4,TRUE)", "#NUM!"}};
constexpr Example kFDistRtExamples[] = {{"F.DIST.RT(15.20686486,6,4)", "0.0100000000014166"},
                                        {"F.DIST.RT(5,1,0)", "#NUM!"}};
constexpr Example kFInvExamples[] = {{"F.INV(0.01,6,4)", "0.109309914124579"}, {"F.INV(1,6,4)", "#NUM!"}};
constexpr Example kFInvRtExamples[] = {{"F.INV.RT(0.01,6,4)", "15.2068648611575"},
                                       {"F.INV.RT(0.2,1,2)", "3.55555555555556"}};
constexpr Example kFdistExamples[] = {{"FDIST(15.20686486,6,4)", "0.0100000000014166"}};
constexpr Example kFinvExamples[] = {{"FINV(0.01,6,4)", "15.2068648611575"}};

constexpr FunctionSpec kFunctions[] = {
    {.name = "F.DIST",
     .signature = "x:number degrees1:number degrees2:number cumulative:logical",
     .summary = "The F distribution or its density.",
     .evaluate = f_dist,
     .examples = kFDistExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "F.DIST.RT",
     .signature = "x:number degrees1:number degrees2:number",
     .summary = "The right tail of the F distribution.",
     .evaluate = f_dist_rt,
     .examples = kFDistRtExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "F.INV",
     .signature = "probability:number degrees1:number degrees2:number",
     .summary = "The value below which an F variable lies with a probability.",
     .evaluate = f_inv,
     .examples = kFInvExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "F.INV.RT",
     .signature = "probability:number degrees1:number degrees2:number",
     .summary = "The value above which an F variable lies with a probability.",
     .evaluate = f_inv_rt,
     .examples = kFInvRtExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "FDIST",
     .signature = "x:number degrees1:number degrees2:number",
     .summary = "The right tail of the F distribution.",
     .evaluate = f_dist_rt,
     .examples = kFdistExamples},
    {.name = "FINV",
     .signature = "probability:number degrees1:number degrees2:number",
     .summary = "The value above which an F variable lies with a probability.",
     .evaluate = f_inv_rt,
     .examples = kFinvExamples},
};

}  // namespace

std::span<const FunctionSpec> f_distribution_functions() { return kFunctions; }

}  // namespace outturn
