// The gamma function and the gamma distribution.
#include <cmath>

#include "formulas/arguments.h"
#include "formulas/functions/number_result.h"
#include "formulas/functions/statistical/distributions.h"

namespace outturn {
namespace {

using distributions::Tail;

Value gamma(const Arguments& args) {
  const double x = args.number(0);
  if (x == 0 || (x < 0 && x == std::floor(x))) return ErrorCode::num;
  return number_result(distributions::gamma_function(x));
}

Value gammaln(const Arguments& args) {
  const double x = args.number(0);
  if (x <= 0) return ErrorCode::num;
  return number_result(distributions::log_gamma(x));
}

Value gamma_dist(const Arguments& args) {
  const double x = args.number(0);
  const double shape = args.number(1);
  const double scale = args.number(2);
  if (x < 0 || shape <= 0 || scale <= 0) return ErrorCode::num;
  return number_result(args.logical(3) ? distributions::gamma(x / scale, shape, Tail::below)
                                       : distributions::gamma_density(x / scale, shape) / scale);
}

Value gamma_inv(const Arguments& args) {
  const double p = args.number(0);
  const double shape = args.number(1);
  const double scale = args.number(2);
  if (p < 0 || p > 1 || shape <= 0 || scale <= 0) return ErrorCode::num;
  return number_result(distributions::gamma_quantile(p, shape, Tail::below) * scale);
}

constexpr Example kGammaExamples[] = {{"GAMMA(2.5)", "1.32934038817914"},
                                      {"GAMMA(-3.75)", "0.267866128861417"},
                                      {"GAMMA(0)", "#NUM!"},
                                      {"GAMMA(-2)", "#NUM!"}};
constexpr Example kGammaDistExamples[] = {{"GAMMA.DIST(10.00001131,9,2,FALSE)", "0.032639130418294"},
                                          {"GAMMA.DIST(10.00001131,9,2,TRUE)", "0.0680940038697873"},
                                          {"GAMMA.DIST(-1,9,2,TRUE)", "#NUM!"}};
constexpr Example kGammaInvExamples[] = {{"GAMMA.INV(0.068094,9,2)", "10.0000111914372"},
                                         {"GAMMA.INV(1,9,2)", "#NUM!"}};
constexpr Example kGammadistExamples[] = {{"GAMMADIST(10.00001131,9,2,TRUE)", "0.0680940038697873"},
                                          {"GAMMADIST(0,1,2,FALSE)", "0.5"}};
constexpr Example kGammainvExamples[] = {{"GAMMAINV(0.068094,9,2)", "10.0000111914372"}};
constexpr Example kGammalnExamples[] = {{"GAMMALN(4)", "1.79175946922806"}, {"GAMMALN(0)", "#NUM!"}};
constexpr Example kGammalnPreciseExamples[] = {{"GAMMALN.PRECISE(4.5)", "2.45373657084244"},
                                               {"GAMMALN.PRECISE(-1)", "#NUM!"}};

constexpr FunctionSpec kFunctions[] = {
    {.name = "GAMMA",
     .signature = "x:number",
     .summary = "The gamma function.",
     .evaluate = gamma,
     .examples = kGammaExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "GAMMA.DIST",
     .signature = "x:number shape:number scale:number cumulative:logical",
     .summary = "The gamma distribution or its density.",
     .evaluate = gamma_dist,
     .examples = kGammaDistExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "GAMMA.INV",
     .signature = "probability:number shape:number scale:number",
     .summary = "The value below which a gamma variable lies with a probability.",
     .evaluate = gamma_inv,
     .examples = kGammaInvExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "GAMMADIST",
     .signature = "x:number shape:number scale:number cumulative:logical",
     .summary = "The gamma distribution or its density.",
     .evaluate = gamma_dist,
     .examples = kGammadistExamples},
    {.name = "GAMMAINV",
     .signature = "probability:number shape:number scale:number",
     .summary = "The value below which a gamma variable lies with a probability.",
     .evaluate = gamma_inv,
     .examples = kGammainvExamples},
    {.name = "GAMMALN",
     .signature = "x:number",
     .summary = "The natural logarithm of the gamma function.",
     .evaluate = gammaln,
     .examples = kGammalnExamples},
    {.name = "GAMMALN.PRECISE",
     .signature = "x:number",
     .summary = "The natural logarithm of the gamma function.",
     .evaluate = gammaln,
     .examples = kGammalnPreciseExamples,
     .prefix = FilePrefix::xlfn},
};

}  // namespace

std::span<const FunctionSpec> gamma_functions() { return kFunctions; }

}  // namespace outturn
