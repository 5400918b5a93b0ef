// The probability that samples differ by chance alone as much as they do.
#include <algorithm>
#include <cmath>

#include "formulas/arguments.h"
#include "formulas/functions/number_result.h"
#include "formulas/functions/paired_numbers.h"
#include "formulas/functions/statistical/distributions.h"
#include "formulas/functions/statistical/sample.h"

namespace outturn {
namespace {

using distributions::Tail;

// A text typed for a sample is #VALUE!, where in cells it is left out.
bool is_text(const CellGrid& grid) { return grid.operand().is_value() && grid.operand().value().is_text(); }

struct Sample : sample::NumbersIn {
  explicit Sample(const CellGrid& grid) : NumbersIn(grid) {
    if (is_text(grid)) error = ErrorCode::value;
  }
  [[nodiscard]] double size() const { return static_cast<double>(numbers.size()); }
  // Requires: at least two numbers.
  [[nodiscard]] double variance() const { return sample::squared_deviations(numbers) / (size() - 1); }
};

Value chisq_test(const Arguments& args) {
  const CellGrid& actual = args.cells(0);
  const CellGrid& expected = args.cells(1);
  if (is_text(actual) || is_text(expected)) return ErrorCode::value;
  const PairedNumbers pairs(actual, expected);
  if (pairs.error.is_error()) return pairs.error;
  if (actual.size() == 1) return ErrorCode::na;
  double sum = 0;
  for (std::size_t i = 0; i < pairs.x.size(); ++i) {
    if (pairs.y[i] == 0) return ErrorCode::div0;
    if (pairs.y[i] < 0) return ErrorCode::num;
    const double difference = pairs.x[i] - pairs.y[i];
    sum += difference / pairs.y[i] * difference;
  }
  const double rows = actual.rows();
  const double columns = actual.columns();
  const double degrees = rows == 1 || columns == 1 ? rows * columns - 1 : (rows - 1) * (columns - 1);
  return number_result(distributions::gamma(sum / 2, degrees / 2, Tail::above));
}

Value f_test(const Arguments& args) {
  const Sample first(args.cells(0));
  const Sample second(args.cells(1));
  if (first.error.is_error()) return first.error;
  if (second.error.is_error()) return second.error;
  if (first.size() < 2 || second.size() < 2) return ErrorCode::div0;
  const double variance1 = first.variance();
  const double variance2 = second.variance();
  if (variance1 == 0 || variance2 == 0) return ErrorCode::div0;
  const double quotient = variance1 / variance2;
  const double below = distributions::f(quotient, first.size() - 1, second.size() - 1, Tail::below);
  const double above = distributions::f(quotient, first.size() - 1, second.size() - 1, Tail::above);
  return number_result(2 * std::min(below, above));
}

Value tails_beyond(double difference, double variance, double degrees, double tails) {
  if (!(variance > 0)) return ErrorCode::div0;
  return number_result(
      tails * distributions::student(std::fabs(difference) / std::sqrt(variance), degrees, Tail::above));
}

Value t_test_of_pairs(const Arguments& args, double tails) {
  const PairedNumbers pairs(args.cells(0), args.cells(1));
  if (pairs.error.is_error()) return pairs.error;
  std::vector<double> differences;
  for (std::size_t i = 0; i < pairs.x.size(); ++i) differences.push_back(pairs.x[i] - pairs.y[i]);
  const auto size = static_cast<double>(differences.size());
  if (size < 2) return ErrorCode::div0;
  const double variance = sample::squared_deviations(differences) / (size - 1);
  return tails_beyond(sample::mean(differences), variance / size, size - 1, tails);
}

// The types are 1: pairs, 2: samples of equal variance, 3: of unequal variance (Welch, whose degrees of
// freedom are not whole).
Value t_test(const Arguments& args) {
  const double tails = std::floor(args.number(2));
  const double type = std::floor(args.number(3));
  if (is_text(args.cells(0)) || is_text(args.cells(1))) return ErrorCode::value;
  if ((tails != 1 && tails != 2) || type < 1 || type > 3) return ErrorCode::num;
  if (type == 1) return t_test_of_pairs(args, tails);
  const Sample first(args.cells(0));
  const Sample second(args.cells(1));
  if (first.error.is_error()) return first.error;
  if (second.error.is_error()) return second.error;
  if (first.size() < 2 || second.size() < 2) return ErrorCode::div0;
  const double difference = sample::mean(first.numbers) - sample::mean(second.numbers);
  if (type == 2) {
    const double degrees = first.size() + second.size() - 2;
    const double pooled =
        (sample::squared_deviations(first.numbers) + sample::squared_deviations(second.numbers)) / degrees;
    return tails_beyond(difference, pooled * (1 / first.size() + 1 / second.size()), degrees, tails);
  }
  const double part1 = first.variance() / first.size();
  const double part2 = second.variance() / second.size();
  const double degrees = (part1 + part2) * (part1 + part2) /
                         (part1 * part1 / (first.size() - 1) + part2 * part2 / (second.size() - 1));
  return tails_beyond(difference, part1 + part2, degrees, tails);
}

Value z_test(const Arguments& args) {
  const Sample tested(args.cells(0));
  if (tested.error.is_error()) return tested.error;
  if (tested.numbers.empty()) return ErrorCode::na;
  double deviation = 0;
  if (args.has(2)) {
    deviation = args.number(2);
    if (deviation <= 0) return ErrorCode::num;
  } else {
    if (tested.size() < 2) return ErrorCode::div0;
    deviation = std::sqrt(tested.variance());
    if (deviation == 0) return ErrorCode::div0;
  }
  const double z = (sample::mean(tested.numbers) - args.number(1)) / (deviation / std::sqrt(tested.size()));
  return number_result(distributions::normal(z, Tail::above));
}

constexpr Example kChisqTestExamples[] = {
    {"CHISQ.TEST({58,35;11,25;10,23},{45.35,47.65;17.56,18.44;16.09,16.91})", "0.000308192017008309"},
    {"CHISQ.TEST({1,2},{1,0})", "#DIV/0!"},
    {"CHISQ.TEST(1,1)", "#N/A"}};
constexpr Example kChitestExamples[] = {
    {"CHITEST({58,35;11,25;10,23},{45.35,47.65;17.56,18.44;16.09,16.91})", "0.000308192017008309"}};
constexpr Example kFTestExamples[] = {{"F.TEST({6,7,9,15,21},{20,28,31,38,40})", "0.648317846786175"},
                                      {"F.TEST({1,1},{1,2})", "#DIV/0!"}};
constexpr Example kFtestExamples[] = {{"FTEST({6,7,9,15,21},{20,28,31,38,40})", "0.648317846786175"}};
constexpr Example kTTestExamples[] = {
    {"T.TEST({3,4,5,8,9,1,2,4,5},{6,19,3,2,14,4,5,17,1},2,1)", "0.196015784925282"},
    {"T.TEST({3,4,5,8,9,1,2,4,5},{6,19,3,2,14,4,5,17,1},1,2)", "0.0959979433801981"},
    {"T.TEST({3,4,5,8,9,1,2,4,5},{6,19,3,2,14,4,5,17,1},2,3)", "0.202293923368678"},
    {"T.TEST({1,2},{1,2,3},1,1)", "#N/A"}};
constexpr Example kTtestExamples[] = {
    {"TTEST({3,4,5,8,9,1,2,4,5},{6,19,3,2,14,4,5,17,1},2,1)", "0.196015784925282"}};
constexpr Example kZTestExamples[] = {{"Z.TEST({3,6,7,8,6,5,4,2,1,9},4)", "0.0905741968513638"},
                                      {"Z.TEST({3,6,7,8,6,5,4,2,1,9},6)", "0.86304338912953"},
                                      {"Z.TEST({3},4)", "#DIV/0!"}};
constexpr Example kZtestExamples[] = {{"ZTEST({3,6,7,8,6,5,4,2,1,9},4)", "0.0905741968513638"}};

constexpr FunctionSpec kFunctions[] = {
    {.name = "CHISQ.TEST",
     .signature = "actual:array expected:array",
     .summary = "The probability that frequencies differ by chance as much from those expected.",
     .evaluate = chisq_test,
     .examples = kChisqTestExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "CHITEST",
     .signature = "actual:array expected:array",
     .summary = "The probability that frequencies differ by chance as much from those expected.",
     .evaluate = chisq_test,
     .examples = kChitestExamples},
    {.name = "F.TEST",
     .signature = "first:array second:array",
     .summary = "The probability that two variances differ by chance as much, either way.",
     .evaluate = f_test,
     .examples = kFTestExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "FTEST",
     .signature = "first:array second:array",
     .summary = "The probability that two variances differ by chance as much, either way.",
     .evaluate = f_test,
     .examples = kFtestExamples},
    {.name = "T.TEST",
     .signature = "first:array second:array tails:number type:number",
     .summary = "The probability that two means differ by chance as much.",
     .evaluate = t_test,
     .examples = kTTestExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "TTEST",
     .signature = "first:array second:array tails:number type:number",
     .summary = "The probability that two means differ by chance as much.",
     .evaluate = t_test,
     .examples = kTtestExamples},
    {.name = "Z.TEST",
     .signature = "numbers:array mean:number deviation:number?",
     .summary = "The probability that a sample has by chance a mean above its own.",
     .evaluate = z_test,
     .examples = kZTestExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "ZTEST",
     .signature = "numbers:array mean:number deviation:number?",
     .summary = "The probability that a sample has by chance a mean above its own.",
     .evaluate = z_test,
     .examples = kZtestExamples},
};

}  // namespace

std::span<const FunctionSpec> hypothesis_tests_functions() { return kFunctions; }

}  // namespace outturn
