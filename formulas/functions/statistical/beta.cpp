// The beta distribution, on 0 to 1 or between two other bounds.
#include "formulas/arguments.h"
#include "formulas/functions/number_result.h"
#include "formulas/functions/statistical/distributions.h"

namespace outturn {
namespace {

using distributions::Tail;

// The bounds follow the argument before `first`; A stays 0 and B 1 where they are not written.
struct Bounds {
  double low;
  double high;
  Bounds(const Arguments& args, std::size_t first)
      : low(args.number_or(first, 0)), high(args.number_or(first + 1, 1)) {}
};

Value distribution(const Arguments& args, bool cumulative, const Bounds& bounds) {
  const double x = args.number(0);
  const double a = args.number(1);
  const double b = args.number(2);
  const double width = bounds.high - bounds.low;
  if (a <= 0 || b <= 0 || x < bounds.low || x > bounds.high || !(width > 0)) return ErrorCode::num;
  const double part = (x - bounds.low) / width;
  return number_result(cumulative
                           ? distributions::beta(part, a, b, Tail::below)
                           : distributions::beta_density(part, (bounds.high - x) / width, a, b) / width);
}

Value beta_dist(const Arguments& args) { return distribution(args, args.logical(3), Bounds(args, 4)); }
Value betadist(const Arguments& args) { return distribution(args, true, Bounds(args, 3)); }

Value beta_inv(const Arguments& args) {
  const double p = args.number(0);
  const double a = args.number(1);
  const double b = args.number(2);
  const Bounds bounds(args, 3);
  if (a <= 0 || b <= 0 || p <= 0 || p > 1 || bounds.low >= bounds.high) return ErrorCode::num;
  return number_result(bounds.low +
                       (bounds.high - bounds.low) * distributions::beta_quantile(p, a, b, Tail::below));
}

constexpr Example kBetaDistExamples[] = {{"BETA.DIST(2,8,10,TRUE,1,3)", "0.685470581054688"},
                                         {"BETA.DIST(2,8,10,FALSE,1,3)", "1.4837646484375"},
                                         {"BETA.DIST(2,8,10,TRUE)", "#NUM!"}};
constexpr Example kBetaInvExamples[] = {{"BETA.INV(0.685470581,8,10,1,3)", "1.99999999996314"},
                                        {"BETA.INV(0,8,10)", "#NUM!"}};
constexpr Example kBetadistExamples[] = {{"BETADIST(2,8,10,1,3)", "0.685470581054688"},
                                         {"BETADIST(0.4,1,5)", "0.92224"}};
constexpr Example kBetainvExamples[] = {{"BETAINV(0.685470581,8,10,1,3)", "1.99999999996314"}};

constexpr FunctionSpec kFunctions[] = {
    {.name = "BETA.DIST",
     .signature = "x:number alpha:number beta:number cumulative:logical low:number? high:number?",
     .summary = "The beta distribution or its density.",
     .evaluate = beta_dist,
     .examples = kBetaDistExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "BETA.INV",
     .signature = "probability:number alpha:number beta:number low:number? high:number?",
     .summary = "The value below which a beta variable lies with a probability.",
     .evaluate = beta_inv,
     .examples = kBetaInvExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "BETADIST",
     .signature = "x:number alpha:number beta:number low:number? high:number?",
     .summary = "The beta distribution.",
     .evaluate = betadist,
     .examples = kBetadistExamples},
    {.name = "BETAINV",
     .signature = "probability:number alpha:number beta:number low:number? high:number?",
     .summary = "The value below which a beta variable lies with a probability.",
     .evaluate = beta_inv,
     .examples = kBetainvExamples},
};

}  // namespace

std::span<const FunctionSpec> beta_functions() { return kFunctions; }

}  // namespace outturn
