// How long until an event: the exponential and the Weibull distribution.
#include <cmath>

#include "formulas/arguments.h"
#include "formulas/functions/number_result.h"

namespace outturn {
namespace {

Value expon_dist(const Arguments& args) {
  const double x = args.number(0);
  const double rate = args.number(1);
  if (x < 0 || rate <= 0) return ErrorCode::num;
  return number_result(args.logical(2) ? -std::expm1(-rate * x) : rate * std::exp(-rate * x));
}

Value weibull(const Arguments& args) {
  const double x = args.number(0);
  const double shape = args.number(1);
  const double scale = args.number(2);
  if (x < 0 || shape <= 0 || scale <= 0) return ErrorCode::num;
  const double power = std::pow(x / scale, shape);
  if (args.logical(3)) return number_result(-std::expm1(-power));
  if (!std::isfinite(power)) return 0;
  return number_result(shape / scale * std::pow(x / scale, shape - 1) * std::exp(-power));
}

constexpr Example kExponDistExamples[] = {{"EXPON.DIST(0.2,10,TRUE)", "0.864664716763387"},
                                          {"EXPON.DIST(0.2,10,FALSE)", "1.35335283236613"},
                                          {"EXPON.DIST(0.2,0,TRUE)", "#NUM!"}};
constexpr Example kExpondistExamples[] = {{"EXPONDIST(0.2,10,TRUE)", "0.864664716763387"}};
constexpr Example kWeibullExamples[] = {{"WEIBULL(105,20,100,TRUE)", "0.929581390069277"}};
constexpr Example kWeibullDistExamples[] = {{"WEIBULL.DIST(105,20,100,TRUE)", "0.929581390069277"},
                                            {"WEIBULL.DIST(105,20,100,FALSE)", "0.0355888640245044"},
                                            {"WEIBULL.DIST(1,0,100,TRUE)", "#NUM!"}};

constexpr FunctionSpec kFunctions[] = {
    {.name = "EXPON.DIST",
     .signature = "x:number rate:number cumulative:logical",
     .summary = "The exponential distribution or its density.",
     .evaluate = expon_dist,
     .examples = kExponDistExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "EXPONDIST",
     .signature = "x:number rate:number cumulative:logical",
     .summary = "The exponential distribution or its density.",
     .evaluate = expon_dist,
     .examples = kExpondistExamples},
    {.name = "WEIBULL",
     .signature = "x:number shape:number scale:number cumulative:logical",
     .summary = "The Weibull distribution or its density.",
     .evaluate = weibull,
     .examples = kWeibullExamples},
    {.name = "WEIBULL.DIST",
     .signature = "x:number shape:number scale:number cumulative:logical",
     .summary = "The Weibull distribution or its density.",
     .evaluate = weibull,
     .examples = kWeibullDistExamples,
     .prefix = FilePrefix::xlfn},
};

}  // namespace

std::span<const FunctionSpec> lifetimes_functions() { return kFunctions; }

}  // namespace outturn
