// BITAND and its family: whole numbers from 0 to 2^48 - 1.
#include <cmath>

#include "formulas/arguments.h"

namespace outturn {
namespace {

constexpr double kEnd = 281474976710656.0;  // 2^48

bool is_bits(double number) { return number >= 0 && number < kEnd && number == std::trunc(number); }

template <typename Combine>
Value combined(const Arguments& args, Combine combine) {
  if (!is_bits(args.number(0)) || !is_bits(args.number(1))) return ErrorCode::num;
  return combine(static_cast<std::uint64_t>(args.number(0)), static_cast<std::uint64_t>(args.number(1)));
}

Value bitand_(const Arguments& args) {
  return combined(args, [](std::uint64_t a, std::uint64_t b) { return a & b; });
}
Value bitor_(const Arguments& args) {
  return combined(args, [](std::uint64_t a, std::uint64_t b) { return a | b; });
}
Value bitxor_(const Arguments& args) {
  return combined(args, [](std::uint64_t a, std::uint64_t b) { return a ^ b; });
}

// Positive to the left. Bits that leave on the right are lost; a result beyond 2^48 - 1 is an error.
Value shifted(double number, double places) {
  if (!is_bits(number) || !(std::fabs(places) <= 53)) return ErrorCode::num;
  const double result = std::floor(std::ldexp(number, static_cast<int>(places)));
  if (result >= kEnd) return ErrorCode::num;
  return result;
}

Value bitlshift(const Arguments& args) { return shifted(args.number(0), args.whole_number(1)); }
Value bitrshift(const Arguments& args) { return shifted(args.number(0), -args.whole_number(1)); }

constexpr Example kBitandExamples[] = {
    {"BITAND(13,25)", "9"}, {"BITAND(-1,1)", "#NUM!"}, {"BITAND(1.5,1)", "#NUM!"}};
constexpr Example kBitorExamples[] = {{"BITOR(23,10)", "31"}};
constexpr Example kBitxorExamples[] = {{"BITXOR(5,3)", "6"}};
constexpr Example kBitlshiftExamples[] = {
    {"BITLSHIFT(4,2)", "16"}, {"BITLSHIFT(4,-1)", "2"}, {"BITLSHIFT(1,48)", "#NUM!"}};
constexpr Example kBitrshiftExamples[] = {{"BITRSHIFT(13,2)", "3"}, {"BITRSHIFT(1,54)", "#NUM!"}};

constexpr FunctionSpec kFunctions[] = {
    {.name = "BITAND",
     .signature = "number1:number number2:number",
     .summary = "The bits that both numbers have.",
     .evaluate = bitand_,
     .examples = kBitandExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "BITLSHIFT",
     .signature = "number:number places:number",
     .summary = "A number's bits moved to the left.",
     .evaluate = bitlshift,
     .examples = kBitlshiftExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "BITOR",
     .signature = "number1:number number2:number",
     .summary = "The bits that either number has.",
     .evaluate = bitor_,
     .examples = kBitorExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "BITRSHIFT",
     .signature = "number:number places:number",
     .summary = "A number's bits moved to the right.",
     .evaluate = bitrshift,
     .examples = kBitrshiftExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "BITXOR",
     .signature = "number1:number number2:number",
     .summary = "The bits that exactly one of two numbers has.",
     .evaluate = bitxor_,
     .examples = kBitxorExamples,
     .prefix = FilePrefix::xlfn},
};

}  // namespace

std::span<const FunctionSpec> bitwise_functions() { return kFunctions; }

}  // namespace outturn
