// The moment of calculation, from the context's clock.
#include <cmath>

#include "formulas/arguments.h"

namespace outturn {
namespace {

Value now(const Arguments& args) { return args.context().now(); }
Value today(const Arguments& args) { return std::floor(args.context().now()); }

constexpr FunctionSpec kFunctions[] = {
    {.name = "NOW",
     .signature = "",
     .summary = "The date and time of the calculation.",
     .evaluate = now,
     .volatility = Volatility::calculation},
    {.name = "TODAY",
     .signature = "",
     .summary = "The date of the calculation.",
     .evaluate = today,
     .volatility = Volatility::calculation},
};

}  // namespace

std::span<const FunctionSpec> clock_functions() { return kFunctions; }

}  // namespace outturn
