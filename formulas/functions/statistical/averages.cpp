// Means of several kinds and the deviations from them.
#include <algorithm>
#include <cmath>

#include "formulas/functions/folds.h"
#include "formulas/functions/number_result.h"
#include "formulas/functions/statistical/sample.h"

namespace outturn {
namespace {

Value averagea(const Arguments& args) {
  const sample::NumbersOfAll all(args);
  return all.error.is_error() ? all.error : sample::average(all.numbers);
}

Value geomean(const Arguments& args) {
  double logarithms = 0;
  const std::vector<double> numbers = args.numbers_from(0);
  for (const double number : numbers) {
    if (number <= 0) return ErrorCode::num;
    logarithms += std::log(number);
  }
  return numbers.empty() ? Value(ErrorCode::num)
                         : number_result(std::exp(logarithms / static_cast<double>(numbers.size())));
}

Value harmean(const Arguments& args) {
  double reciprocals = 0;
  const std::vector<double> numbers = args.numbers_from(0);
  for (const double number : numbers) {
    if (number <= 0) return ErrorCode::num;
    reciprocals += 1 / number;
  }
  return numbers.empty() ? Value(ErrorCode::na)
                         : number_result(static_cast<double>(numbers.size()) / reciprocals);
}

// Leaves out a part of the sample, the same number at either end.
Value trimmean(const Arguments& args) {
  std::vector<double> numbers = args.numbers(0);
  const double part = args.number(1);
  if (numbers.empty() || part < 0 || part >= 1) return ErrorCode::num;
  std::sort(numbers.begin(), numbers.end());
  const auto cut = static_cast<std::size_t>(part * static_cast<double>(numbers.size()) / 2);
  return number_result(sample::mean(std::span(numbers).subspan(cut, numbers.size() - 2 * cut)));
}

Value devsq(const Arguments& args) {
  const std::vector<double> numbers = args.numbers_from(0);
  return numbers.empty() ? Value(ErrorCode::num) : number_result(sample::squared_deviations(numbers));
}

Value avedev(const Arguments& args) {
  const std::vector<double> numbers = args.numbers_from(0);
  if (numbers.empty()) return ErrorCode::num;
  const double center = sample::mean(numbers);
  double total = 0;
  for (const double number : numbers) total += std::fabs(number - center);
  return number_result(total / static_cast<double>(numbers.size()));
}

constexpr Example kAverageExamples[] = {
    {"AVERAGE(10,7,9,27,2)", "11"}, {"AVERAGE({1,\"x\",TRUE})", "1"}, {"AVERAGE({\"x\"})", "#DIV/0!"}};
constexpr Example kAverageaExamples[] = {{"AVERAGEA({10,7,9,2,\"not available\"})", "5.6"},
                                         {"AVERAGEA(TRUE,3)", "2"}};
constexpr Example kGeomeanExamples[] = {{"GEOMEAN(4,5,8,7,11,4,3)", "5.47698696965696"},
                                        {"GEOMEAN(1,0)", "#NUM!"}};
constexpr Example kHarmeanExamples[] = {{"HARMEAN(4,5,8,7,11,4,3)", "5.02837596206158"}};
constexpr Example kTrimmeanExamples[] = {{"TRIMMEAN({4,5,6,7,2,3,4,5,1,2,3},0.2)", "3.77777777777778"}};
constexpr Example kDevsqExamples[] = {{"DEVSQ(4,5,8,7,11,4,3)", "48"}};
constexpr Example kAvedevExamples[] = {{"AVEDEV(4,5,6,7,5,4,3)", "1.02040816326531"}};

constexpr FunctionSpec kFunctions[] = {
    {.name = "AVEDEV",
     .signature = "numbers:numbers...",
     .summary = "The mean distance from the mean.",
     .evaluate = avedev,
     .examples = kAvedevExamples},
    {.name = "AVERAGE",
     .signature = "numbers:numbers...",
     .summary = "The arithmetic mean of numbers.",
     .evaluate = fold_numbers<folds::kAverage>,
     .examples = kAverageExamples,
     .fold = &folds::kAverage},
    {.name = "AVERAGEA",
     .signature = "values:cells...",
     .summary = "The mean where text in cells counts as 0.",
     .evaluate = averagea,
     .examples = kAverageaExamples},
    {.name = "DEVSQ",
     .signature = "numbers:numbers...",
     .summary = "Adds the squares of the distances from the mean.",
     .evaluate = devsq,
     .examples = kDevsqExamples},
    {.name = "GEOMEAN",
     .signature = "numbers:numbers...",
     .summary = "The geometric mean of positive numbers.",
     .evaluate = geomean,
     .examples = kGeomeanExamples},
    {.name = "HARMEAN",
     .signature = "numbers:numbers...",
     .summary = "The harmonic mean of positive numbers.",
     .evaluate = harmean,
     .examples = kHarmeanExamples},
    {.name = "TRIMMEAN",
     .signature = "numbers:numbers part:number",
     .summary = "The mean without a part of the highest and lowest numbers.",
     .evaluate = trimmean,
     .examples = kTrimmeanExamples},
};

}  // namespace

std::span<const FunctionSpec> averages_functions() { return kFunctions; }

}  // namespace outturn
