// The normal distribution.
#include <cmath>
#include <numbers>

#include "formulas/arguments.h"
#include "formulas/functions/number_result.h"
#include "formulas/functions/statistical/distributions.h"

namespace outturn {
namespace {

using distributions::Tail;

Value norm_dist(const Arguments& args) {
  const double deviation = args.number(2);
  if (deviation <= 0) return ErrorCode::num;
  const double z = (args.number(0) - args.number(1)) / deviation;
  return number_result(args.logical(3) ? distributions::normal(z, Tail::below)
                                       : distributions::normal_density(z) / deviation);
}

Value norm_inv(const Arguments& args) {
  const double p = args.number(0);
  const double deviation = args.number(2);
  if (p <= 0 || p >= 1 || deviation <= 0) return ErrorCode::num;
  return number_result(args.number(1) + deviation * distributions::normal_quantile(p, Tail::below));
}

Value norm_s_dist(const Arguments& args) {
  const double z = args.number(0);
  return number_result(args.logical(1) ? distributions::normal(z, Tail::below)
                                       : distributions::normal_density(z));
}

Value normsdist(const Arguments& args) {
  return number_result(distributions::normal(args.number(0), Tail::below));
}

Value norm_s_inv(const Arguments& args) {
  const double p = args.number(0);
  if (p <= 0 || p >= 1) return ErrorCode::num;
  return number_result(distributions::normal_quantile(p, Tail::below));
}

Value phi(const Arguments& args) { return number_result(distributions::normal_density(args.number(0))); }

// Not the distribution less a half, which would cancel near the middle.
Value gauss(const Arguments& args) {
  return number_result(std::erf(args.number(0) / std::numbers::sqrt2) / 2);
}

Value standardize(const Arguments& args) {
  const double deviation = args.number(2);
  if (deviation <= 0) return ErrorCode::num;
  return number_result((args.number(0) - args.number(1)) / deviation);
}

constexpr Example kGaussExamples[] = {{"GAUSS(2)", "0.477249868051821"}, {"GAUSS(0)", "0"}};
constexpr Example kNormDistExamples[] = {{"NORM.DIST(42,40,1.5,TRUE)", "0.908788780274132"},
                                         {"NORM.DIST(42,40,1.5,FALSE)", "0.109340049783996"},
                                         {"NORM.DIST(1,0,0,TRUE)", "#NUM!"}};
constexpr Example kNormInvExamples[] = {{"NORM.INV(0.908789,40,1.5)", "42.0000020095662"},
                                        {"NORM.INV(1,40,1.5)", "#NUM!"}};
constexpr Example kNormSDistExamples[] = {{"NORM.S.DIST(1.333333,TRUE)", "0.908788725604095"},
                                          {"NORM.S.DIST(1.333333,FALSE)", "0.164010147569367"},
                                          {"NORM.S.DIST(-20,TRUE)*1E+89", "2.75362411860623"}};
constexpr Example kNormSInvExamples[] = {{"NORM.S.INV(0.908789)", "1.33333467304411"},
                                         {"NORM.S.INV(0)", "#NUM!"}};
constexpr Example kNormdistExamples[] = {{"NORMDIST(42,40,1.5,TRUE)", "0.908788780274132"}};
constexpr Example kNorminvExamples[] = {{"NORMINV(0.908789,40,1.5)", "42.0000020095662"}};
constexpr Example kNormsdistExamples[] = {{"NORMSDIST(1.333333)", "0.908788725604095"}};
constexpr Example kNormsinvExamples[] = {{"NORMSINV(0.9088)", "1.33340174521361"}};
constexpr Example kPhiExamples[] = {{"PHI(0.75)", "0.301137432154804"}};
constexpr Example kStandardizeExamples[] = {{"STANDARDIZE(42,40,1.5)", "1.33333333333333"},
                                            {"STANDARDIZE(1,2,0)", "#NUM!"}};

constexpr FunctionSpec kFunctions[] = {
    {.name = "GAUSS",
     .signature = "z:number",
     .summary = "The probability that a standard normal variable lies between 0 and z.",
     .evaluate = gauss,
     .examples = kGaussExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "NORM.DIST",
     .signature = "x:number mean:number deviation:number cumulative:logical",
     .summary = "The normal distribution or its density.",
     .evaluate = norm_dist,
     .examples = kNormDistExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "NORM.INV",
     .signature = "probability:number mean:number deviation:number",
     .summary = "The value below which a normal variable lies with a probability.",
     .evaluate = norm_inv,
     .examples = kNormInvExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "NORM.S.DIST",
     .signature = "z:number cumulative:logical",
     .summary = "The standard normal distribution or its density.",
     .evaluate = norm_s_dist,
     .examples = kNormSDistExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "NORM.S.INV",
     .signature = "probability:number",
     .summary = "The value below which a standard normal variable lies with a probability.",
     .evaluate = norm_s_inv,
     .examples = kNormSInvExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "NORMDIST",
     .signature = "x:number mean:number deviation:number cumulative:logical",
     .summary = "The normal distribution or its density.",
     .evaluate = norm_dist,
     .examples = kNormdistExamples},
    {.name = "NORMINV",
     .signature = "probability:number mean:number deviation:number",
     .summary = "The value below which a normal variable lies with a probability.",
     .evaluate = norm_inv,
     .examples = kNorminvExamples},
    {.name = "NORMSDIST",
     .signature = "z:number",
     .summary = "The standard normal distribution.",
     .evaluate = normsdist,
     .examples = kNormsdistExamples},
    {.name = "NORMSINV",
     .signature = "probability:number",
     .summary = "The value below which a standard normal variable lies with a probability.",
     .evaluate = norm_s_inv,
     .examples = kNormsinvExamples},
    {.name = "PHI",
     .signature = "x:number",
     .summary = "The density of the standard normal distribution.",
     .evaluate = phi,
     .examples = kPhiExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "STANDARDIZE",
     .signature = "x:number mean:number deviation:number",
     .summary = "How many standard deviations a value lies above the mean.",
     .evaluate = standardize,
     .examples = kStandardizeExamples},
};

}  // namespace

std::span<const FunctionSpec> normal_functions() { return kFunctions; }

}  // namespace outturn
