// ROUND and its relatives. All see their number at 15 significant digits (formulas/decimal_rounding.h).
#include <algorithm>
#include <cmath>

#include "formulas/arguments.h"
#include "formulas/decimal_rounding.h"
#include "formulas/functions/number_result.h"

namespace outturn {
namespace {

int places(const Arguments& args, std::size_t i) {
  return args.given(i) ? static_cast<int>(std::clamp(args.whole_number(i), -1000.0, 1000.0)) : 0;
}

Value round(const Arguments& args) { return number_result(round_half_away(args.number(0), places(args, 1))); }
Value roundup(const Arguments& args) { return number_result(round_up(args.number(0), places(args, 1))); }
Value rounddown(const Arguments& args) { return number_result(round_down(args.number(0), places(args, 1))); }
Value int_(const Arguments& args) { return floor_at_15_digits(args.number(0)); }

constexpr Example kRoundExamples[] = {{"ROUND(2.15,1)", "2.2"},
                                      {"ROUND(1.005,2)", "1.01"},
                                      {"ROUND(-1.475,2)", "-1.48"},
                                      {"ROUND(626.3,-3)", "1000"},
                                      {"ROUND(-2.5,0)", "-3"}};
constexpr Example kRoundupExamples[] = {{"ROUNDUP(3.2,0)", "4"}, {"ROUNDUP(-3.14159,1)", "-3.2"}};
constexpr Example kRounddownExamples[] = {{"ROUNDDOWN(3.9,0)", "3"}, {"ROUNDDOWN(31415.92654,-2)", "31400"}};
constexpr Example kTruncExamples[] = {{"TRUNC(-8.9)", "-8"}, {"TRUNC(3.14159,2)", "3.14"}};
constexpr Example kIntExamples[] = {
    {"INT(8.9)", "8"}, {"INT(-8.9)", "-9"}, {"INT(880000000*0.00849/3)", "2490400"}};

Value mround(const Arguments& args) {
  const double number = args.number(0);
  const double multiple = args.number(1);
  if (number == 0 || multiple == 0) return 0;
  if ((number < 0) != (multiple < 0)) return ErrorCode::num;
  return number_result(round_half_away(number / multiple, 0) * multiple);
}

constexpr Example kMroundExamples[] = {
    {"MROUND(10,3)", "9"}, {"MROUND(-10,-3)", "-9"}, {"MROUND(1.3,0.2)", "1.4"}, {"MROUND(5,-2)", "#NUM!"}};

double up_to_multiple(double number, double significance) {
  return ceil_at_15_digits(number / significance) * significance;
}
double down_to_multiple(double number, double significance) {
  return floor_at_15_digits(number / significance) * significance;
}

// A significance of the number's sign rounds away from zero; a positive one for a negative number towards
// zero.
Value ceiling(const Arguments& args) {
  const double number = args.number(0);
  const double significance = args.number(1);
  if (number == 0 || significance == 0) return 0;
  if (number > 0 && significance < 0) return ErrorCode::num;
  return number_result(up_to_multiple(number, significance));
}

Value floor_(const Arguments& args) {
  const double number = args.number(0);
  const double significance = args.number(1);
  if (number == 0) return 0;
  if (significance == 0) return ErrorCode::div0;
  if (number > 0 && significance < 0) return ErrorCode::num;
  return number_result(down_to_multiple(number, significance));
}

// The sign of the significance does not matter; a mode other than 0 turns negative numbers the other way.
Value ceiling_math(const Arguments& args) {
  const double number = args.number(0);
  const double significance = std::fabs(args.number_or(1, 1));
  if (number == 0 || significance == 0) return 0;
  const bool away = number < 0 && args.number_or(2, 0) != 0;
  return number_result(away ? down_to_multiple(number, significance) : up_to_multiple(number, significance));
}

Value floor_math(const Arguments& args) {
  const double number = args.number(0);
  const double significance = std::fabs(args.number_or(1, 1));
  if (number == 0 || significance == 0) return 0;
  const bool towards_zero = number < 0 && args.number_or(2, 0) != 0;
  return number_result(towards_zero ? up_to_multiple(number, significance)
                                    : down_to_multiple(number, significance));
}

constexpr Example kCeilingExamples[] = {{"CEILING(2.5,1)", "3"},
                                        {"CEILING(-2.5,-2)", "-4"},
                                        {"CEILING(-2.5,2)", "-2"},
                                        {"CEILING(1.5,0.1)", "1.5"},
                                        {"CEILING(2.5,-2)", "#NUM!"}};
constexpr Example kFloorExamples[] = {{"FLOOR(3.7,2)", "2"},
                                      {"FLOOR(-2.5,-2)", "-2"},
                                      {"FLOOR(-2.5,2)", "-4"},
                                      {"FLOOR(1.58,0.1)", "1.5"},
                                      {"FLOOR(2.5,0)", "#DIV/0!"}};
constexpr Example kCeilingMathExamples[] = {
    {"CEILING.MATH(24.3,5)", "25"}, {"CEILING.MATH(-8.1,2)", "-8"}, {"CEILING.MATH(-5.5,2,-1)", "-6"}};
constexpr Example kFloorMathExamples[] = {
    {"FLOOR.MATH(24.3,5)", "20"}, {"FLOOR.MATH(-8.1,2)", "-10"}, {"FLOOR.MATH(-5.5,2,-1)", "-4"}};
constexpr Example kCeilingPreciseExamples[] = {{"CEILING.PRECISE(4.3,-1)", "5"},
                                               {"CEILING.PRECISE(-4.3)", "-4"}};
constexpr Example kFloorPreciseExamples[] = {{"FLOOR.PRECISE(-3.2,-1)", "-4"}, {"FLOOR.PRECISE(3.2)", "3"}};
constexpr Example kIsoCeilingExamples[] = {{"ISO.CEILING(4.3,2)", "6"}};

Value even(const Arguments& args) {
  const double number = args.number(0);
  const double magnitude = ceil_at_15_digits(std::fabs(number) / 2) * 2;
  return number_result(number < 0 ? -magnitude : magnitude);
}

Value odd(const Arguments& args) {
  const double number = args.number(0);
  const double magnitude = std::max(0.0, ceil_at_15_digits((std::fabs(number) - 1) / 2)) * 2 + 1;
  return number_result(number < 0 ? -magnitude : magnitude);
}

constexpr Example kEvenExamples[] = {{"EVEN(1.5)", "2"}, {"EVEN(-1)", "-2"}, {"EVEN(0)", "0"}};
constexpr Example kOddExamples[] = {{"ODD(1.5)", "3"}, {"ODD(-2)", "-3"}, {"ODD(0)", "1"}};

constexpr FunctionSpec kFunctions[] = {
    {.name = "CEILING",
     .signature = "number:number significance:number",
     .summary = "Rounds up to the next multiple, away from zero where both are negative.",
     .evaluate = ceiling,
     .examples = kCeilingExamples},
    {.name = "CEILING.MATH",
     .signature = "number:number significance:number? mode:number?",
     .summary = "Rounds up to the next multiple; a mode turns negative numbers away from zero.",
     .evaluate = ceiling_math,
     .examples = kCeilingMathExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "CEILING.PRECISE",
     .signature = "number:number significance:number?",
     .summary = "Rounds up to the next multiple, whatever the signs.",
     .evaluate = ceiling_math,
     .examples = kCeilingPreciseExamples},
    {.name = "EVEN",
     .signature = "number:number",
     .summary = "Rounds away from zero to an even whole number.",
     .evaluate = even,
     .examples = kEvenExamples},
    {.name = "FLOOR",
     .signature = "number:number significance:number",
     .summary = "Rounds down to a multiple, towards zero where both are negative.",
     .evaluate = floor_,
     .examples = kFloorExamples},
    {.name = "FLOOR.MATH",
     .signature = "number:number significance:number? mode:number?",
     .summary = "Rounds down to a multiple; a mode turns negative numbers towards zero.",
     .evaluate = floor_math,
     .examples = kFloorMathExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "FLOOR.PRECISE",
     .signature = "number:number significance:number?",
     .summary = "Rounds down to a multiple, whatever the signs.",
     .evaluate = floor_math,
     .examples = kFloorPreciseExamples},
    {.name = "INT",
     .signature = "number:number",
     .summary = "Rounds down to a whole number.",
     .evaluate = int_,
     .examples = kIntExamples},
    {.name = "ISO.CEILING",
     .signature = "number:number significance:number?",
     .summary = "Rounds up to the next multiple, whatever the signs.",
     .evaluate = ceiling_math,
     .examples = kIsoCeilingExamples},
    {.name = "MROUND",
     .signature = "number:strict multiple:strict",
     .summary = "Rounds to the nearest multiple.",
     .evaluate = mround,
     .examples = kMroundExamples},
    {.name = "ODD",
     .signature = "number:number",
     .summary = "Rounds away from zero to an odd whole number.",
     .evaluate = odd,
     .examples = kOddExamples},
    {.name = "ROUND",
     .signature = "number:number digits:number",
     .summary = "Rounds to a number of decimal places, halves away from zero.",
     .evaluate = round,
     .examples = kRoundExamples},
    {.name = "ROUNDDOWN",
     .signature = "number:number digits:number",
     .summary = "Rounds towards zero to a number of decimal places.",
     .evaluate = rounddown,
     .examples = kRounddownExamples},
    {.name = "ROUNDUP",
     .signature = "number:number digits:number",
     .summary = "Rounds away from zero to a number of decimal places.",
     .evaluate = roundup,
     .examples = kRoundupExamples},
    {.name = "TRUNC",
     .signature = "number:number digits:number?",
     .summary = "Cuts off the decimals beyond a number of places.",
     .evaluate = rounddown,
     .examples = kTruncExamples},
};

}  // namespace

std::span<const FunctionSpec> rounding_functions() { return kFunctions; }

}  // namespace outturn
