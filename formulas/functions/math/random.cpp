// Random numbers, from the context's seeded generator.
#include <cmath>

#include "formulas/arguments.h"
#include "formulas/functions/number_result.h"

namespace outturn {
namespace {

Value rand_(const Arguments& args) { return args.context().random(); }

// Both ends included. Requires: bottom <= top, both whole.
double whole_between(EvaluationContext& context, double bottom, double top) {
  return bottom + std::floor(context.random() * (top - bottom + 1));
}

Value randbetween(const Arguments& args) {
  const double bottom = std::ceil(args.number(0));
  const double top = std::floor(args.number(1));
  if (bottom > top || !std::isfinite(top - bottom)) return ErrorCode::num;
  return whole_between(args.context(), bottom, top);
}

Value randarray(const Arguments& args) {
  const double rows = args.has(0) ? args.whole_number(0) : 1;
  const double columns = args.has(1) ? args.whole_number(1) : 1;
  const double low = args.has(2) ? args.number(2) : 0;
  const double high = args.has(3) ? args.number(3) : 1;
  const bool whole = args.logical_or(4, false);
  if (rows < 0 || columns < 0 || low > high || !std::isfinite(high - low)) return ErrorCode::value;
  if (rows == 0 || columns == 0) return ErrorCode::calc;
  if (whole && (low != std::floor(low) || high != std::floor(high))) return ErrorCode::value;
  if (rows * columns > static_cast<double>(kMaxArrayCells)) return ErrorCode::num;
  Array result(static_cast<std::size_t>(rows), static_cast<std::size_t>(columns));
  for (std::size_t i = 0; i < result.size(); ++i)
    result[i] = number_result(whole ? whole_between(args.context(), low, high)
                                    : low + args.context().random() * (high - low));
  return Value(std::move(result));
}

constexpr FunctionSpec kFunctions[] = {
    {.name = "RAND",
     .signature = "",
     .summary = "A random number from 0 up to 1.",
     .evaluate = rand_,
     .volatility = Volatility::calculation},
    {.name = "RANDARRAY",
     .signature = "rows:number? columns:number? low:number? high:number? whole:logical?",
     .summary = "An array of random numbers.",
     .evaluate = randarray,
     .volatility = Volatility::calculation,
     .prefix = FilePrefix::xlfn},
    {.name = "RANDBETWEEN",
     .signature = "bottom:strict top:strict",
     .summary = "A random whole number between two, both included.",
     .evaluate = randbetween,
     .volatility = Volatility::calculation},
};

}  // namespace

std::span<const FunctionSpec> random_functions() { return kFunctions; }

}  // namespace outturn
