// SUM and its relatives over plain numbers.
#include "formulas/arguments.h"

namespace outturn {
namespace {

// Row by row, left to right, in plain double: the order in which Excel adds.
Value sum(const Arguments& args) {
  double total = 0;
  for (std::size_t i = 0; i < args.size(); ++i)
    for (const std::span<const double> run : args.number_runs(i))
      for (const double number : run) total += number;
  return total;
}

constexpr Example kSumExamples[] = {{"SUM(1,2,3)", "6"},
                                    {"SUM({1,2;3,4})", "10"},
                                    {"SUM(\"5\",TRUE)", "6"},
                                    {"SUM({1,\"a\",TRUE})", "1"},
                                    {"SUM(1,#N/A)", "#N/A"}};

Value sum_of_squares(const Arguments& args) {
  double total = 0;
  for (std::size_t i = 0; i < args.size(); ++i)
    for (const std::span<const double> run : args.number_runs(i))
      for (const double number : run) total += number * number;
  return total;
}

constexpr Example kSumOfSquaresExamples[] = {{"SUMSQ(3,4)", "25"}};

constexpr FunctionSpec kFunctions[] = {
    {.name = "SUM",
     .signature = "numbers:numbers...",
     .summary = "Adds numbers.",
     .evaluate = sum,
     .examples = kSumExamples},
    {.name = "SUMSQ",
     .signature = "numbers:numbers...",
     .summary = "Adds the squares of numbers.",
     .evaluate = sum_of_squares,
     .examples = kSumOfSquaresExamples},
};

}  // namespace

std::span<const FunctionSpec> sums_functions() { return kFunctions; }

}  // namespace outturn
