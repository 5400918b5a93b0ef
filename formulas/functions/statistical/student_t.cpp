// Student's t distribution.
#include <cmath>

#include "formulas/arguments.h"
#include "formulas/functions/number_result.h"
#include "formulas/functions/statistical/distributions.h"

namespace outturn {
namespace {

using distributions::Tail;

Value t_dist(const Arguments& args) {
  const double degrees = std::floor(args.number(1));
  // The density divides by the degrees before Excel looks whether they are enough.
  if (degrees == 0 && !args.logical(2)) return ErrorCode::div0;
  if (degrees < 1) return ErrorCode::num;
  return number_result(args.logical(2) ? distributions::student(args.number(0), degrees, Tail::below)
                                       : distributions::student_density(args.number(0), degrees));
}

Value t_dist_rt(const Arguments& args) {
  const double degrees = std::floor(args.number(1));
  if (degrees < 1) return ErrorCode::num;
  return number_result(distributions::student(args.number(0), degrees, Tail::above));
}

Value tails_beyond(double t, double degrees, double tails) {
  if (t < 0 || degrees < 1 || (tails != 1 && tails != 2)) return ErrorCode::num;
  return number_result(tails * distributions::student(t, degrees, Tail::above));
}

Value t_dist_2t(const Arguments& args) { return tails_beyond(args.number(0), std::floor(args.number(1)), 2); }

Value tdist(const Arguments& args) {
  return tails_beyond(args.number(0), std::floor(args.number(1)), std::floor(args.number(2)));
}

Value t_inv(const Arguments& args) {
  const double p = args.number(0);
  const double degrees = std::floor(args.number(1));
  if (p <= 0 || p >= 1 || degrees < 1) return ErrorCode::num;
  return number_result(distributions::student_quantile(p, degrees, Tail::below));
}

// p is the probability of both tails together.
Value t_inv_2t(const Arguments& args) {
  const double p = args.number(0);
  const double degrees = std::floor(args.number(1));
  if (p <= 0 || p > 1 || degrees < 1) return ErrorCode::num;
  return number_result(distributions::student_quantile(p / 2, degrees, Tail::above));
}

constexpr Example kTDistExamples[] = {{"T.DIST(60,1,TRUE)", "0.994695326367377"},
                                      {"T.DIST(8,3,FALSE)", "0.000736906520946926"},
                                      {"T.DIST(1,0,TRUE)", "#NUM!"}};
constexpr Example kTDist2tExamples[] = {{"T.DIST.2T(1.959999998,60)", "0.0546449299759209"},
                                        {"T.DIST.2T(-1,10)", "#NUM!"}};
constexpr Example kTDistRtExamples[] = {{"T.DIST.RT(1.959999998,60)", "0.0273224649879604"},
                                        {"T.DIST.RT(-1,1)", "0.75"}};
constexpr Example kTInvExamples[] = {{"T.INV(0.75,2)", "0.816496580927726"}, {"T.INV(1,2)", "#NUM!"}};
constexpr Example kTInv2tExamples[] = {
    {"T.INV.2T(0.546449,60)", "0.606533075825755"}, {"T.INV.2T(1,60)", "0"}, {"T.INV.2T(0,60)", "#NUM!"}};
constexpr Example kTdistExamples[] = {{"TDIST(1.959999998,60,2)", "0.0546449299759209"},
                                      {"TDIST(1.959999998,60,1)", "0.0273224649879604"},
                                      {"TDIST(-1,60,1)", "#NUM!"},
                                      {"TDIST(1,60,3)", "#NUM!"}};
constexpr Example kTinvExamples[] = {{"TINV(0.054645,60)", "1.95999941298337"}};

constexpr FunctionSpec kFunctions[] = {
    {.name = "T.DIST",
     .signature = "x:number degrees:number cumulative:logical",
     .summary = "Student's t distribution or its density.",
     .evaluate = t_dist,
     .examples = kTDistExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "T.DIST.2T",
     .signature = "x:number degrees:number",
     .summary = "Both tails of Student's t distribution.",
     .evaluate = t_dist_2t,
     .examples = kTDist2tExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "T.DIST.RT",
     .signature = "x:number degrees:number",
     .summary = "The right tail of Student's t distribution.",
     .evaluate = t_dist_rt,
     .examples = kTDistRtExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "T.INV",
     .signature = "probability:number degrees:number",
     .summary = "The value below which a t variable lies with a probability.",
     .evaluate = t_inv,
     .examples = kTInvExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "T.INV.2T",
     .signature = "probability:number degrees:number",
     .summary = "The distance from 0 that a t variable exceeds with a probability.",
     .evaluate = t_inv_2t,
     .examples = kTInv2tExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "TDIST",
     .signature = "x:number degrees:number tails:number",
     .summary = "One or both tails of Student's t distribution.",
     .evaluate = tdist,
     .examples = kTdistExamples},
    {.name = "TINV",
     .signature = "probability:number degrees:number",
     .summary = "The distance from 0 that a t variable exceeds with a probability.",
     .evaluate = t_inv_2t,
     .examples = kTinvExamples},
};

}  // namespace

std::span<const FunctionSpec> student_t_functions() { return kFunctions; }

}  // namespace outturn
