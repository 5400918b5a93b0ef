// The greatest and least of numbers, and the k-th.
#include <cmath>

#include "formulas/functions/statistical/sample.h"

namespace outturn {
namespace {

template <bool (*better)(double, double)>
void keep_extreme(Fold::State& state, std::span<const double> numbers) {
  for (const double number : numbers)
    if (state.count++ == 0 || better(number, state.number)) state.number = number;
}

bool greater(double a, double b) { return a > b; }
bool less(double a, double b) { return a < b; }

// 0 of no numbers.
Value extreme(const Fold::State& state) { return state.number; }

constexpr Fold kMax = {keep_extreme<greater>, extreme};
constexpr Fold kMin = {keep_extreme<less>, extreme};

Value maxa(const Arguments& args) {
  const sample::NumbersOfAll all(args);
  return all.error.is_error() ? all.error : sample::maximum(all.numbers);
}

Value mina(const Arguments& args) {
  const sample::NumbersOfAll all(args);
  return all.error.is_error() ? all.error : sample::minimum(all.numbers);
}

// A rank between two whole ones counts as the greater here, as the smaller in SMALL.
Value large(const Arguments& args) {
  const double rank = args.number(1);
  return sample::largest(args.ordered(0), rank < 1 ? 0 : std::ceil(rank));
}
Value small(const Arguments& args) { return sample::smallest(args.ordered(0), args.whole_number(1)); }

constexpr Example kMaxExamples[] = {
    {"MAX(10,7,9,27,2)", "27"}, {"MAX({-1,TRUE,\"9\"})", "-1"}, {"MAX({\"x\"})", "0"}};
constexpr Example kMinExamples[] = {{"MIN(10,7,9,27,2)", "2"}, {"MIN({5,FALSE})", "5"}};
constexpr Example kMaxaExamples[] = {{"MAXA({0,0.2,0.5,0.4,TRUE})", "1"}};
constexpr Example kMinaExamples[] = {{"MINA({0.2,0.5,\"x\"})", "0"}};
constexpr Example kLargeExamples[] = {
    {"LARGE({3,5,3,5,4},2)", "5"}, {"LARGE({1,2},3)", "#NUM!"}, {"LARGE({1,2,3},1.5)", "2"}};
constexpr Example kSmallExamples[] = {{"SMALL({3,4,5,2,3,4,6,4,7},4)", "4"}, {"SMALL({1},0)", "#NUM!"}};

constexpr FunctionSpec kFunctions[] = {
    {.name = "LARGE",
     .signature = "numbers:ordered rank:number",
     .summary = "The k-th greatest of numbers.",
     .evaluate = large,
     .examples = kLargeExamples,
     .last_error_counts = true},
    {.name = "MAX",
     .signature = "numbers:numbers...",
     .summary = "The greatest number, 0 if there is none.",
     .evaluate = fold_numbers<kMax>,
     .examples = kMaxExamples,
     .fold = &kMax},
    {.name = "MAXA",
     .signature = "values:cells...",
     .summary = "The greatest value where text in cells counts as 0.",
     .evaluate = maxa,
     .examples = kMaxaExamples},
    {.name = "MIN",
     .signature = "numbers:numbers...",
     .summary = "The least number, 0 if there is none.",
     .evaluate = fold_numbers<kMin>,
     .examples = kMinExamples,
     .fold = &kMin},
    {.name = "MINA",
     .signature = "values:cells...",
     .summary = "The least value where text in cells counts as 0.",
     .evaluate = mina,
     .examples = kMinaExamples},
    {.name = "SMALL",
     .signature = "numbers:ordered rank:number",
     .summary = "The k-th least of numbers.",
     .evaluate = small,
     .examples = kSmallExamples,
     .last_error_counts = true},
};

}  // namespace

std::span<const FunctionSpec> extremes_functions() { return kFunctions; }

}  // namespace outturn
