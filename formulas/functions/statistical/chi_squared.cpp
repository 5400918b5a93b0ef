// The chi-squared distribution: a gamma distribution of half its degrees of freedom.
#include <cmath>

#include "formulas/arguments.h"
#include "formulas/functions/number_result.h"
#include "formulas/functions/statistical/distributions.h"

namespace outturn {
namespace {

using distributions::Tail;

// Excel's limit on degrees of freedom.
constexpr double kMostDegrees = 1e10;

double degrees_of(const Arguments& args) { return std::floor(args.number(1)); }

bool are_degrees(double degrees) { return degrees >= 1 && degrees <= kMostDegrees; }

Value chisq_dist(const Arguments& args) {
  const double x = args.number(0);
  const double degrees = degrees_of(args);
  if (x < 0 || !are_degrees(degrees)) return ErrorCode::num;
  return number_result(args.logical(2) ? distributions::gamma(x / 2, degrees / 2, Tail::below)
                                       : distributions::gamma_density(x / 2, degrees / 2) / 2);
}

Value chisq_dist_rt(const Arguments& args) {
  const double x = args.number(0);
  const double degrees = degrees_of(args);
  if (x < 0 || !are_degrees(degrees)) return ErrorCode::num;
  return number_result(distributions::gamma(x / 2, degrees / 2, Tail::above));
}

Value quantile(const Arguments& args, Tail tail) {
  const double p = args.number(0);
  const double degrees = degrees_of(args);
  if (p < 0 || p > 1 || !are_degrees(degrees)) return ErrorCode::num;
  return number_result(distributions::gamma_quantile(p, degrees / 2, tail) * 2);
}

Value chisq_inv(const Arguments& args) { return quantile(args, Tail::below); }
Value chisq_inv_rt(const Arguments& args) { return quantile(args, Tail::above); }

constexpr Example kChidistExamples[] = {{"CHIDIST(18.307,10)", "0.0500005890913981"},
                                        {"CHIDIST(-1,10)", "#NUM!"}};
constexpr Example kChiinvExamples[] = {{"CHIINV(0.050001,10)", "18.3069734569611"}, {"CHIINV(0,1)", "#NUM!"}};
constexpr Example kChisqDistExamples[] = {{"CHISQ.DIST(0.5,1,TRUE)", "0.520499877813047"},
                                          {"CHISQ.DIST(2,3,FALSE)", "0.207553748710297"},
                                          {"CHISQ.DIST(1,0.5,TRUE)", "#NUM!"}};
constexpr Example kChisqDistRtExamples[] = {{"CHISQ.DIST.RT(18.307,10)", "0.0500005890913981"},
                                            {"CHISQ.DIST.RT(0,10)", "1"}};
constexpr Example kChisqInvExamples[] = {{"CHISQ.INV(0.93,1)", "3.28302028675954"},
                                         {"CHISQ.INV(0.6,2)", "1.83258146374831"},
                                         {"CHISQ.INV(1,2)", "#NUM!"}};
constexpr Example kChisqInvRtExamples[] = {{"CHISQ.INV.RT(0.050001,10)", "18.3069734569611"},
                                           {"CHISQ.INV.RT(1,10)", "0"}};

constexpr FunctionSpec kFunctions[] = {
    {.name = "CHIDIST",
     .signature = "x:number degrees:number",
     .summary = "The right tail of the chi-squared distribution.",
     .evaluate = chisq_dist_rt,
     .examples = kChidistExamples},
    {.name = "CHIINV",
     .signature = "probability:number degrees:number",
     .summary = "The value above which a chi-squared variable lies with a probability.",
     .evaluate = chisq_inv_rt,
     .examples = kChiinvExamples},
    {.name = "CHISQ.DIST",
     .signature = "x:number degrees:number cumulative:logical",
     .summary = "The chi-squared distribution or its density.",
     .evaluate = chisq_dist,
     .examples = kChisqDistExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "CHISQ.DIST.RT",
     .signature = "x:number degrees:number",
     .summary = "The right tail of the chi-squared distribution.",
     .evaluate = chisq_dist_rt,
     .examples = kChisqDistRtExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "CHISQ.INV",
     .signature = "probability:number degrees:number",
     .summary = "The value below which a chi-squared variable lies with a probability.",
     .evaluate = chisq_inv,
     .examples = kChisqInvExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "CHISQ.INV.RT",
     .signature = "probability:number degrees:number",
     .summary = "The value above which a chi-squared variable lies with a probability.",
     .evaluate = chisq_inv_rt,
     .examples = kChisqInvRtExamples,
     .prefix = FilePrefix::xlfn},
};

}  // namespace

std::span<const FunctionSpec> chi_squared_functions() { return kFunctions; }

}  // namespace outturn
