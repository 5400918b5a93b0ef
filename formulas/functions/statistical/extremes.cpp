// The greatest and least of numbers, and the k-th.
#include <algorithm>

#include "formulas/functions/statistical/sample.h"

namespace outturn {
namespace {

template <bool (*better)(double, double)>
Value extreme(const Arguments& args) {
  bool any = false;
  double best = 0;
  for (std::size_t i = 0; i < args.size(); ++i) {
    for (const std::span<const double> run : args.number_runs(i)) {
      for (const double number : run) {
        if (!any || better(number, best)) best = number;
        any = true;
      }
    }
  }
  return best;
}

bool greater(double a, double b) { return a > b; }
bool less(double a, double b) { return a < b; }

Value maxa(const Arguments& args) {
  const sample::NumbersOfAll all(args);
  return all.error.is_error() ? all.error : sample::maximum(all.numbers);
}

Value mina(const Arguments& args) {
  const sample::NumbersOfAll all(args);
  return all.error.is_error() ? all.error : sample::minimum(all.numbers);
}

Value large(const Arguments& args) { return sample::largest(args.numbers(0), args.whole_number(1)); }
Value small(const Arguments& args) { return sample::smallest(args.numbers(0), args.whole_number(1)); }

constexpr Example kMaxExamples[] = {
    {"MAX(10,7,9,27,2)", "27"}, {"MAX({-1,TRUE,\"9\"})", "-1"}, {"MAX({\"x\"})", "0"}};
constexpr Example kMinExamples[] = {{"MIN(10,7,9,27,2)", "2"}, {"MIN({5,FALSE})", "5"}};
constexpr Example kMaxaExamples[] = {{"MAXA({0,0.2,0.5,0.4,TRUE})", "1"}};
constexpr Example kMinaExamples[] = {{"MINA({0.2,0.5,\"x\"})", "0"}};
constexpr Example kLargeExamples[] = {{"LARGE({3,5,3,5,4},2)", "5"}, {"LARGE({1,2},3)", "#NUM!"}};
constexpr Example kSmallExamples[] = {{"SMALL({3,4,5,2,3,4,6,4,7},4)", "4"}, {"SMALL({1},0)", "#NUM!"}};

constexpr FunctionSpec kFunctions[] = {
    {.name = "LARGE",
     .signature = "numbers:numbers rank:number",
     .summary = "The k-th greatest of numbers.",
     .evaluate = large,
     .examples = kLargeExamples,
     .last_error_counts = true},
    {.name = "MAX",
     .signature = "numbers:numbers...",
     .summary = "The greatest number, 0 if there is none.",
     .evaluate = extreme<greater>,
     .examples = kMaxExamples},
    {.name = "MAXA",
     .signature = "values:cells...",
     .summary = "The greatest value where text in cells counts as 0.",
     .evaluate = maxa,
     .examples = kMaxaExamples},
    {.name = "MIN",
     .signature = "numbers:numbers...",
     .summary = "The least number, 0 if there is none.",
     .evaluate = extreme<less>,
     .examples = kMinExamples},
    {.name = "MINA",
     .signature = "values:cells...",
     .summary = "The least value where text in cells counts as 0.",
     .evaluate = mina,
     .examples = kMinaExamples},
    {.name = "SMALL",
     .signature = "numbers:numbers rank:number",
     .summary = "The k-th least of numbers.",
     .evaluate = small,
     .examples = kSmallExamples,
     .last_error_counts = true},
};

}  // namespace

std::span<const FunctionSpec> extremes_functions() { return kFunctions; }

}  // namespace outturn
