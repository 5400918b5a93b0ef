// Half the width of the interval in which a mean lies with some confidence.
#include <cmath>

#include "formulas/arguments.h"
#include "formulas/functions/number_result.h"
#include "formulas/functions/statistical/distributions.h"

namespace outturn {
namespace {

using distributions::Tail;

Value confidence(const Arguments& args) {
  const double alpha = args.number(0);
  const double deviation = args.number(1);
  const double size = std::floor(args.number(2));
  if (alpha <= 0 || alpha >= 1 || deviation <= 0 || size < 1) return ErrorCode::num;
  return number_result(distributions::normal_quantile(alpha / 2, Tail::above) * deviation / std::sqrt(size));
}

Value confidence_t(const Arguments& args) {
  const double alpha = args.number(0);
  const double deviation = args.number(1);
  const double size = std::floor(args.number(2));
  if (alpha <= 0 || alpha >= 1 || deviation <= 0 || size < 1) return ErrorCode::num;
  if (size < 2) return ErrorCode::div0;
  return number_result(distributions::student_quantile(alpha / 2, size - 1, Tail::above) * deviation /
                       std::sqrt(size));
}

constexpr Example kConfidenceExamples[] = {{"CONFIDENCE(0.05,2.5,50)", "0.692951912174839"},
                                           {"CONFIDENCE(0.05,0,50)", "#NUM!"}};
constexpr Example kConfidenceNormExamples[] = {{"CONFIDENCE.NORM(0.05,2.5,50)", "0.692951912174839"},
                                               {"CONFIDENCE.NORM(1,2.5,50)", "#NUM!"}};
constexpr Example kConfidenceTExamples[] = {{"CONFIDENCE.T(0.05,1,50)", "0.28419685549573"},
                                            {"CONFIDENCE.T(0.05,1,1)", "#DIV/0!"}};

constexpr FunctionSpec kFunctions[] = {
    {.name = "CONFIDENCE",
     .signature = "alpha:number deviation:number size:number",
     .summary = "Half the confidence interval of a mean, by the normal distribution.",
     .evaluate = confidence,
     .examples = kConfidenceExamples},
    {.name = "CONFIDENCE.NORM",
     .signature = "alpha:number deviation:number size:number",
     .summary = "Half the confidence interval of a mean, by the normal distribution.",
     .evaluate = confidence,
     .examples = kConfidenceNormExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "CONFIDENCE.T",
     .signature = "alpha:number deviation:number size:number",
     .summary = "Half the confidence interval of a mean, by Student's t distribution.",
     .evaluate = confidence_t,
     .examples = kConfidenceTExamples,
     .prefix = FilePrefix::xlfn},
};

}  // namespace

std::span<const FunctionSpec> confidence_functions() { return kFunctions; }

}  // namespace outturn
