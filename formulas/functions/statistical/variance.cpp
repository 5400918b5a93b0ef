// Variances, standard deviations, skewness and kurtosis.
#include <cmath>

#include "formulas/functions/number_result.h"
#include "formulas/functions/statistical/sample.h"

namespace outturn {
namespace {

template <Value (*statistic)(std::span<const double>)>
Value of_numbers(const Arguments& args) {
  return statistic(args.numbers_from(0));
}

template <Value (*statistic)(std::span<const double>)>
Value of_all(const Arguments& args) {
  const sample::NumbersOfAll all(args);
  return all.error.is_error() ? all.error : statistic(all.numbers);
}

// The mean of a power of the standardised deviations.
double moment(std::span<const double> numbers, double deviation, int power) {
  const double center = sample::mean(numbers);
  double total = 0;
  for (const double number : numbers) total += std::pow((number - center) / deviation, power);
  return total;
}

Value skew(const Arguments& args) {
  const std::vector<double> numbers = args.numbers_from(0);
  const auto n = static_cast<double>(numbers.size());
  const Value deviation = sample::standard_deviation(numbers);
  if (n < 3 || deviation.is_error() || deviation.number() == 0) return ErrorCode::div0;
  return number_result(n / ((n - 1) * (n - 2)) * moment(numbers, deviation.number(), 3));
}

Value skew_p(const Arguments& args) {
  const std::vector<double> numbers = args.numbers_from(0);
  const Value deviation = sample::population_standard_deviation(numbers);
  if (numbers.size() < 3 || deviation.is_error() || deviation.number() == 0) return ErrorCode::div0;
  return number_result(moment(numbers, deviation.number(), 3) / static_cast<double>(numbers.size()));
}

Value kurt(const Arguments& args) {
  const std::vector<double> numbers = args.numbers_from(0);
  const auto n = static_cast<double>(numbers.size());
  const Value deviation = sample::standard_deviation(numbers);
  if (n < 4 || deviation.is_error() || deviation.number() == 0) return ErrorCode::div0;
  return number_result(n * (n + 1) / ((n - 1) * (n - 2) * (n - 3)) * moment(numbers, deviation.number(), 4) -
                       3 * (n - 1) * (n - 1) / ((n - 2) * (n - 3)));
}

#define OUTTURN_STRENGTHS "1345,1301,1368,1322,1310,1370,1318,1350,1303,1299"
constexpr Example kStdevExamples[] = {{"STDEV(" OUTTURN_STRENGTHS ")", "27.463915719843"},
                                      {"STDEV(1)", "#DIV/0!"}};
constexpr Example kStdevSExamples[] = {{"STDEV.S(" OUTTURN_STRENGTHS ")", "27.463915719843"}};
constexpr Example kStdevpExamples[] = {{"STDEVP(" OUTTURN_STRENGTHS ")", "26.0545581424825"}};
constexpr Example kStdevPExamples[] = {{"STDEV.P(" OUTTURN_STRENGTHS ")", "26.0545581424825"},
                                       {"STDEV.P(1)", "0"}};
constexpr Example kVarExamples[] = {{"VAR(" OUTTURN_STRENGTHS ")", "754.266666666667"}};
constexpr Example kVarSExamples[] = {{"VAR.S(" OUTTURN_STRENGTHS ")", "754.266666666667"}};
constexpr Example kVarpExamples[] = {{"VARP(" OUTTURN_STRENGTHS ")", "678.84"}};
constexpr Example kVarPExamples[] = {{"VAR.P(" OUTTURN_STRENGTHS ")", "678.84"}};
#undef OUTTURN_STRENGTHS
constexpr Example kStdevaExamples[] = {{"STDEVA({1,2,TRUE,\"x\"})", "0.816496580927726"}};
constexpr Example kStdevpaExamples[] = {{"STDEVPA({1,2,TRUE,\"x\"})", "0.707106781186548"}};
constexpr Example kVaraExamples[] = {{"VARA({1,2,TRUE,\"x\"})", "0.666666666666667"}};
constexpr Example kVarpaExamples[] = {{"VARPA({1,2,TRUE,\"x\"})", "0.5"}};
constexpr Example kSkewExamples[] = {{"SKEW(3,4,5,2,3,4,5,6,4,7)", "0.359543071406797"}};
constexpr Example kSkewPExamples[] = {{"SKEW.P(3,4,5,2,3,4,5,6,4,7)", "0.303193339354144"}};
constexpr Example kKurtExamples[] = {{"KURT(3,4,5,2,3,4,5,6,4,7)", "-0.151799637208416"}};

constexpr FunctionSpec kFunctions[] = {
    {.name = "KURT",
     .signature = "numbers:numbers...",
     .summary = "The kurtosis of a sample.",
     .evaluate = kurt,
     .examples = kKurtExamples},
    {.name = "SKEW",
     .signature = "numbers:numbers...",
     .summary = "The skewness of a sample.",
     .evaluate = skew,
     .examples = kSkewExamples},
    {.name = "SKEW.P",
     .signature = "numbers:numbers...",
     .summary = "The skewness of a population.",
     .evaluate = skew_p,
     .examples = kSkewPExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "STDEV",
     .signature = "numbers:numbers...",
     .summary = "The standard deviation of a sample.",
     .evaluate = of_numbers<sample::standard_deviation>,
     .examples = kStdevExamples},
    {.name = "STDEV.P",
     .signature = "numbers:numbers...",
     .summary = "The standard deviation of a population.",
     .evaluate = of_numbers<sample::population_standard_deviation>,
     .examples = kStdevPExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "STDEV.S",
     .signature = "numbers:numbers...",
     .summary = "The standard deviation of a sample.",
     .evaluate = of_numbers<sample::standard_deviation>,
     .examples = kStdevSExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "STDEVA",
     .signature = "values:cells...",
     .summary = "The standard deviation of a sample where text in cells counts as 0.",
     .evaluate = of_all<sample::standard_deviation>,
     .examples = kStdevaExamples},
    {.name = "STDEVP",
     .signature = "numbers:numbers...",
     .summary = "The standard deviation of a population.",
     .evaluate = of_numbers<sample::population_standard_deviation>,
     .examples = kStdevpExamples},
    {.name = "STDEVPA",
     .signature = "values:cells...",
     .summary = "The standard deviation of a population where text in cells counts as 0.",
     .evaluate = of_all<sample::population_standard_deviation>,
     .examples = kStdevpaExamples},
    {.name = "VAR",
     .signature = "numbers:numbers...",
     .summary = "The variance of a sample.",
     .evaluate = of_numbers<sample::variance>,
     .examples = kVarExamples},
    {.name = "VAR.P",
     .signature = "numbers:numbers...",
     .summary = "The variance of a population.",
     .evaluate = of_numbers<sample::population_variance>,
     .examples = kVarPExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "VAR.S",
     .signature = "numbers:numbers...",
     .summary = "The variance of a sample.",
     .evaluate = of_numbers<sample::variance>,
     .examples = kVarSExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "VARA",
     .signature = "values:cells...",
     .summary = "The variance of a sample where text in cells counts as 0.",
     .evaluate = of_all<sample::variance>,
     .examples = kVaraExamples},
    {.name = "VARP",
     .signature = "numbers:numbers...",
     .summary = "The variance of a population.",
     .evaluate = of_numbers<sample::population_variance>,
     .examples = kVarpExamples},
    {.name = "VARPA",
     .signature = "values:cells...",
     .summary = "The variance of a population where text in cells counts as 0.",
     .evaluate = of_all<sample::population_variance>,
     .examples = kVarpaExamples},
};

}  // namespace

std::span<const FunctionSpec> variance_functions() { return kFunctions; }

}  // namespace outturn
