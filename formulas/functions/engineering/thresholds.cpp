// DELTA, GESTEP and the error function.
#include <cmath>

#include "formulas/arguments.h"
#include "formulas/functions/engineering/engineering_number.h"

namespace outturn {
namespace {

// A second number that is not given is 0.
template <typename Answer>
Value compared(const Arguments& args, Answer answer) {
  const Value number = engineering_number(args.value(0), args.context());
  if (number.is_error()) return number;
  const Value other = args.given(1) ? engineering_number(args.value(1), args.context()) : Value(0);
  if (other.is_error()) return other;
  return answer(number.number(), other.number()) ? 1 : 0;
}

Value delta(const Arguments& args) {
  return compared(args, [](double a, double b) { return a == b; });
}
Value gestep(const Arguments& args) {
  return compared(args, [](double a, double b) { return a >= b; });
}

Value erf(const Arguments& args) {
  const Value lower = engineering_number(args.value(0), args.context());
  if (lower.is_error() || !args.has(1)) return lower.is_error() ? lower : Value(std::erf(lower.number()));
  const Value upper = engineering_number(args.value(1), args.context());
  if (upper.is_error()) return upper;
  return std::erf(upper.number()) - std::erf(lower.number());
}

Value erfc(const Arguments& args) {
  const Value lower = engineering_number(args.value(0), args.context());
  if (lower.is_error()) return lower;
  return std::erfc(lower.number());
}

constexpr Example kDeltaExamples[] = {{"DELTA(5,4)", "0"}, {"DELTA(5,5)", "1"}, {"DELTA(0)", "1"}};
constexpr Example kGestepExamples[] = {{"GESTEP(5,4)", "1"}, {"GESTEP(-4,-5)", "1"}, {"GESTEP(-1)", "0"}};
constexpr Example kErfExamples[] = {{"ERF(1)", "0.842700792949715"}, {"ERF(0,1)", "0.842700792949715"}};
constexpr Example kErfPreciseExamples[] = {{"ERF.PRECISE(1)", "0.842700792949715"}};
constexpr Example kErfcExamples[] = {{"ERFC(1)", "0.157299207050285"}};
constexpr Example kErfcPreciseExamples[] = {{"ERFC.PRECISE(1)", "0.157299207050285"}};

constexpr FunctionSpec kFunctions[] = {
    {.name = "DELTA", .signature = "number:scalar other:scalar?", .summary = "1 if two numbers are equal, else 0.",
     .evaluate = delta, .examples = kDeltaExamples},
    {.name = "ERF", .signature = "lower:scalar upper:scalar?",
     .summary = "The error function, from 0 or between two limits.", .evaluate = erf, .examples = kErfExamples},
    {.name = "ERF.PRECISE", .signature = "x:scalar", .summary = "The error function from 0 to a limit.",
     .evaluate = erf, .examples = kErfPreciseExamples, .prefix = FilePrefix::xlfn},
    {.name = "ERFC", .signature = "x:scalar", .summary = "1 less the error function.", .evaluate = erfc,
     .examples = kErfcExamples},
    {.name = "ERFC.PRECISE", .signature = "x:scalar", .summary = "1 less the error function.", .evaluate = erfc,
     .examples = kErfcPreciseExamples, .prefix = FilePrefix::xlfn},
    {.name = "GESTEP", .signature = "number:scalar step:scalar?",
     .summary = "1 if a number reaches a threshold, else 0.", .evaluate = gestep, .examples = kGestepExamples},
};

}  // namespace

std::span<const FunctionSpec> thresholds_functions() { return kFunctions; }

}  // namespace outturn
