// DELTA, GESTEP and the error function.
#include <cmath>

#include "formulas/arguments.h"
#include "formulas/functions/number_result.h"

namespace outturn {
namespace {

// A second number that is not given is 0.
Value delta(const Arguments& args) { return args.number(0) == args.number_or(1, 0) ? 1 : 0; }
Value gestep(const Arguments& args) { return args.number(0) >= args.number_or(1, 0) ? 1 : 0; }

Value erf(const Arguments& args) {
  if (!args.given(1)) return std::erf(args.number(0));
  return std::erf(args.number(1)) - std::erf(args.number(0));
}

Value erfc(const Arguments& args) { return number_result(std::erfc(args.number(0))); }

constexpr Example kDeltaExamples[] = {{"DELTA(5,4)", "0"}, {"DELTA(5,5)", "1"}, {"DELTA(0)", "1"}};
constexpr Example kGestepExamples[] = {{"GESTEP(5,4)", "1"}, {"GESTEP(-4,-5)", "1"}, {"GESTEP(-1)", "0"}};
constexpr Example kErfExamples[] = {{"ERF(1)", "0.842700792949715"}, {"ERF(0,1)", "0.842700792949715"}};
constexpr Example kErfPreciseExamples[] = {{"ERF.PRECISE(1)", "0.842700792949715"}};
constexpr Example kErfcExamples[] = {{"ERFC(1)", "0.157299207050285"}};
constexpr Example kErfcPreciseExamples[] = {{"ERFC.PRECISE(1)", "0.157299207050285"}};

constexpr FunctionSpec kFunctions[] = {
    {.name = "DELTA",
     .signature = "number:strict other:strict?",
     .summary = "1 if two numbers are equal, else 0.",
     .evaluate = delta,
     .examples = kDeltaExamples},
    {.name = "ERF",
     .signature = "lower:strict upper:strict?",
     .summary = "The error function, from 0 or between two limits.",
     .evaluate = erf,
     .examples = kErfExamples},
    {.name = "ERF.PRECISE",
     .signature = "x:strict",
     .summary = "The error function from 0 to a limit.",
     .evaluate = erf,
     .examples = kErfPreciseExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "ERFC",
     .signature = "x:strict",
     .summary = "1 less the error function.",
     .evaluate = erfc,
     .examples = kErfcExamples},
    {.name = "ERFC.PRECISE",
     .signature = "x:strict",
     .summary = "1 less the error function.",
     .evaluate = erfc,
     .examples = kErfcPreciseExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "GESTEP",
     .signature = "number:strict step:strict?",
     .summary = "1 if a number reaches a threshold, else 0.",
     .evaluate = gestep,
     .examples = kGestepExamples},
};

}  // namespace

std::span<const FunctionSpec> thresholds_functions() { return kFunctions; }

}  // namespace outturn
