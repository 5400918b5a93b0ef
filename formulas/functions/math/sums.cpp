// SUM and its relatives over plain numbers.
#include "formulas/arguments.h"
#include "formulas/functions/folds.h"
#include "formulas/functions/number_result.h"

namespace outturn {
namespace {

constexpr Example kSumExamples[] = {{"SUM(1,2,3)", "6"},
                                    {"SUM({1,2;3,4})", "10"},
                                    {"SUM(\"5\",TRUE)", "6"},
                                    {"SUM({1,\"a\",TRUE})", "1"},
                                    {"SUM(1,#N/A)", "#N/A"}};

constexpr Fold kSumOfSquares = {
    [](Fold::State& state, std::span<const double> numbers) {
      for (const double number : numbers) state.number += number * number;
    },
    [](const Fold::State& state) -> Value { return number_result(state.number); }};

constexpr Example kSumOfSquaresExamples[] = {{"SUMSQ(3,4)", "25"}};

constexpr FunctionSpec kFunctions[] = {
    {.name = "SUM",
     .signature = "numbers:numbers...",
     .summary = "Adds numbers.",
     .evaluate = fold_numbers<folds::kSum>,
     .examples = kSumExamples,
     .fold = &folds::kSum},
    {.name = "SUMSQ",
     .signature = "numbers:numbers...",
     .summary = "Adds the squares of numbers.",
     .evaluate = fold_numbers<kSumOfSquares>,
     .examples = kSumOfSquaresExamples,
     .fold = &kSumOfSquares},
};

}  // namespace

std::span<const FunctionSpec> sums_functions() { return kFunctions; }

}  // namespace outturn
