// The distribution of a variable whose logarithm is normal.
#include <cmath>

#include "formulas/arguments.h"
#include "formulas/functions/number_result.h"
#include "formulas/functions/statistical/distributions.h"

namespace outturn {
namespace {

using distributions::Tail;

Value lognorm_dist(const Arguments& args) {
  const double x = args.number(0);
  const double deviation = args.number(2);
  if (x <= 0 || deviation <= 0) return ErrorCode::num;
  const double z = (std::log(x) - args.number(1)) / deviation;
  // LOGNORMDIST has no fourth argument: it is the distribution.
  if (!args.given(3) || args.logical(3)) return number_result(distributions::normal(z, Tail::below));
  return number_result(distributions::normal_density(z) / deviation / x);
}

Value lognorm_inv(const Arguments& args) {
  const double p = args.number(0);
  const double deviation = args.number(2);
  if (p <= 0 || p >= 1 || deviation <= 0) return ErrorCode::num;
  return number_result(std::exp(args.number(1) + deviation * distributions::normal_quantile(p, Tail::below)));
}

constexpr Example kLoginvExamples[] = {{"LOGINV(0.039084,3.5,1.2)", "4.00002521868064"}};
constexpr Example kLognormDistExamples[] = {{"LOGNORM.DIST(4,3.5,1.2,TRUE)", "0.0390835557068005"},
                                            {"LOGNORM.DIST(4,3.5,1.2,FALSE)", "0.0176175966818192"},
                                            {"LOGNORM.DIST(0,3.5,1.2,TRUE)", "#NUM!"}};
constexpr Example kLognormInvExamples[] = {{"LOGNORM.INV(0.039084,3.5,1.2)", "4.00002521868064"},
                                           {"LOGNORM.INV(0,3.5,1.2)", "#NUM!"}};
constexpr Example kLognormdistExamples[] = {{"LOGNORMDIST(4,3.5,1.2)", "0.0390835557068005"}};

constexpr FunctionSpec kFunctions[] = {
    {.name = "LOGINV",
     .signature = "probability:number mean:number deviation:number",
     .summary = "The value below which a lognormal variable lies with a probability.",
     .evaluate = lognorm_inv,
     .examples = kLoginvExamples},
    {.name = "LOGNORM.DIST",
     .signature = "x:number mean:number deviation:number cumulative:logical",
     .summary = "The lognormal distribution or its density.",
     .evaluate = lognorm_dist,
     .examples = kLognormDistExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "LOGNORM.INV",
     .signature = "probability:number mean:number deviation:number",
     .summary = "The value below which a lognormal variable lies with a probability.",
     .evaluate = lognorm_inv,
     .examples = kLognormInvExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "LOGNORMDIST",
     .signature = "x:number mean:number deviation:number",
     .summary = "The lognormal distribution.",
     .evaluate = lognorm_dist,
     .examples = kLognormdistExamples},
};

}  // namespace

std::span<const FunctionSpec> lognormal_functions() { return kFunctions; }

}  // namespace outturn
