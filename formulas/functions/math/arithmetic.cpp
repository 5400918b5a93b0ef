// Absolute values, powers, logarithms, remainders and divisors.
#include <cmath>
#include <numeric>
#include <vector>

#include "formulas/arguments.h"
#include "formulas/coercion.h"
#include "formulas/decimal_rounding.h"
#include "formulas/functions/number_result.h"
#include "formulas/operators.h"

namespace outturn {
namespace {

constexpr double kPi = 3.14159265358979323846;

Value abs(const Arguments& args) { return std::fabs(args.number(0)); }
Value sign(const Arguments& args) { return (args.number(0) > 0) - (args.number(0) < 0); }
Value pi(const Arguments&) { return kPi; }
Value exp(const Arguments& args) { return number_result(std::exp(args.number(0))); }
Value sqrt(const Arguments& args) { return number_result(std::sqrt(args.number(0))); }
Value sqrtpi(const Arguments& args) { return number_result(std::sqrt(args.number(0) * kPi)); }

Value power_(const Arguments& args) {
  const ArithmeticResult result = power(args.number(0), args.number(1));
  return result.error != ErrorCode{} ? Value(result.error) : number_result(result.number);
}

constexpr Example kAbsExamples[] = {{"ABS(-4)", "4"}};
constexpr Example kSignExamples[] = {{"SIGN(-0.5)", "-1"}, {"SIGN(0)", "0"}, {"SIGN(7)", "1"}};
constexpr Example kPiExamples[] = {{"PI()", "3.14159265358979"}};
constexpr Example kExpExamples[] = {{"EXP(1)", "2.71828182845905"}, {"EXP(1000)", "#NUM!"}};
constexpr Example kSqrtExamples[] = {{"SQRT(16)", "4"}, {"SQRT(-16)", "#NUM!"}};
constexpr Example kSqrtpiExamples[] = {{"SQRTPI(1)", "1.77245385090552"}};
constexpr Example kPowerExamples[] = {
    {"POWER(5,2)", "25"}, {"POWER(4,-0.5)", "0.5"}, {"POWER(0,0)", "#NUM!"}, {"POWER(0,-1)", "#DIV/0!"}};

Value ln(const Arguments& args) {
  return args.number(0) > 0 ? number_result(std::log(args.number(0))) : Value(ErrorCode::num);
}

Value log10_(const Arguments& args) {
  return args.number(0) > 0 ? number_result(std::log10(args.number(0))) : Value(ErrorCode::num);
}

Value log(const Arguments& args) {
  const double number = args.number(0);
  const double base = args.number_or(1, 10);
  if (number <= 0 || base <= 0) return ErrorCode::num;
  if (base == 1) return ErrorCode::div0;
  if (base == 10) return number_result(std::log10(number));
  if (base == 2) return number_result(std::log2(number));
  return number_result(std::log(number) / std::log(base));
}

constexpr Example kLnExamples[] = {{"LN(86)", "4.45434729625351"}, {"LN(0)", "#NUM!"}};
constexpr Example kLog10Examples[] = {{"LOG10(1000)", "3"}};
constexpr Example kLogExamples[] = {{"LOG(100)", "2"}, {"LOG(8,2)", "3"}, {"LOG(2,1)", "#DIV/0!"}};

// The remainder has the divisor's sign. Quotients are whole at 15 digits: MOD(0.3,0.1) is 0.
Value mod(const Arguments& args) {
  const double number = args.number(0);
  const double divisor = args.number(1);
  if (divisor == 0) return ErrorCode::div0;
  const double quotient = number / divisor;
  // Excel 2010 and later give up where the quotient has outgrown the digits of a remainder.
  if (!(std::fabs(quotient) < 1125900000000.0 * 10)) return ErrorCode::num;
  const double product = divisor * floor_at_15_digits(quotient);
  return number_result(near_zero_difference(number, -product, number - product));
}

Value quotient(const Arguments& args) {
  if (args.number(1) == 0) return ErrorCode::div0;
  return number_result(round_down(args.number(0) / args.number(1), 0));
}

constexpr Example kModExamples[] = {{"MOD(3,2)", "1"},
                                    {"MOD(-3,2)", "1"},
                                    {"MOD(3,-2)", "-1"},
                                    {"MOD(0.3,0.1)", "0"},
                                    {"MOD(1,0)", "#DIV/0!"}};
constexpr Example kQuotientExamples[] = {{"QUOTIENT(5,2)", "2"}, {"QUOTIENT(-10,3)", "-3"}};

// 0 of no numbers.
constexpr Fold kProduct = {[](Fold::State& state, std::span<const double> numbers) {
                             if (state.count == 0) state.number = 1;
                             for (const double number : numbers) state.number *= number;
                             state.count += static_cast<std::int64_t>(numbers.size());
                           },
                           [](const Fold::State& state) -> Value {
                             return state.count == 0 ? Value(0) : number_result(state.number);
                           }};

constexpr Example kProductExamples[] = {{"PRODUCT(2,3,4)", "24"}, {"PRODUCT({1,2;3,\"x\"})", "6"}};

constexpr double kMostExact = 9007199254740992.0;  // 2^53: whole numbers are exact below it

// What GCD and LCM are given: text converts wherever it stands, logicals are #VALUE!, a blank is left out as
// a single cell and 0 within a range, an argument left empty is #N/A.
struct WholeNumbers {
  std::vector<std::int64_t> numbers;
  Value error;

  explicit WholeNumbers(const Arguments& args) {
    bool in_range = true;
    for (std::size_t i = 0; i < args.size() && !error.is_error(); ++i) {
      const CellGrid& grid = args.cells(i);
      if (!args.has(i)) {
        error = ErrorCode::na;
        return;
      }
      std::int64_t filled = 0;
      grid.visit([&](const CellRun& run) {
        for (std::int32_t k = 0; k < run.count; ++k, ++filled) {
          const Value number = run.kind == ValueKind::logical ? Value(ErrorCode::value)
                                                              : to_number(run.value(k), args.context());
          if (number.is_error()) {
            error = number;
            return false;
          }
          in_range = in_range && number.number() >= 0 && number.number() < kMostExact;
          numbers.push_back(in_range ? static_cast<std::int64_t>(number.number()) : 0);
        }
        return true;
      });
      if (grid.is_rectangle() && grid.size() > 1 && filled < grid.size()) numbers.push_back(0);
    }
    if (error.is_error()) return;
    if (!in_range)
      error = ErrorCode::num;
    else if (numbers.empty())
      error = ErrorCode::value;
  }
};

Value gcd(const Arguments& args) {
  const WholeNumbers whole(args);
  if (whole.error.is_error()) return whole.error;
  std::int64_t divisor = 0;
  for (const std::int64_t number : whole.numbers) divisor = std::gcd(divisor, number);
  return divisor;
}

Value lcm(const Arguments& args) {
  const WholeNumbers whole(args);
  if (whole.error.is_error()) return whole.error;
  double multiple = 1;
  for (const std::int64_t number : whole.numbers) {
    if (number == 0) return 0;
    multiple *= static_cast<double>(number / std::gcd(static_cast<std::int64_t>(multiple), number));
    if (multiple >= kMostExact) return ErrorCode::num;
  }
  return multiple;
}

constexpr Example kGcdExamples[] = {
    {"GCD(24,36)", "12"}, {"GCD(5,0)", "5"}, {"GCD(-2,4)", "#NUM!"}, {"GCD({4,\"6\"})", "2"}};
constexpr Example kLcmExamples[] = {{"LCM(24,36)", "72"}, {"LCM(5,2)", "10"}};

constexpr FunctionSpec kFunctions[] = {
    {.name = "ABS",
     .signature = "number:number",
     .summary = "A number without its sign.",
     .evaluate = abs,
     .examples = kAbsExamples},
    {.name = "EXP",
     .signature = "number:number",
     .summary = "The number e raised to a power.",
     .evaluate = exp,
     .examples = kExpExamples},
    {.name = "GCD",
     .signature = "numbers:cells...",
     .summary = "The greatest whole number that divides all.",
     .evaluate = gcd,
     .examples = kGcdExamples},
    {.name = "LCM",
     .signature = "numbers:cells...",
     .summary = "The least whole number that all divide.",
     .evaluate = lcm,
     .examples = kLcmExamples},
    {.name = "LN",
     .signature = "number:number",
     .summary = "The natural logarithm.",
     .evaluate = ln,
     .examples = kLnExamples},
    {.name = "LOG",
     .signature = "number:number base:number?",
     .summary = "The logarithm to a base, 10 if none is given.",
     .evaluate = log,
     .examples = kLogExamples},
    {.name = "LOG10",
     .signature = "number:number",
     .summary = "The logarithm to base 10.",
     .evaluate = log10_,
     .examples = kLog10Examples},
    {.name = "MOD",
     .signature = "number:number divisor:number",
     .summary = "The remainder of a division, with the divisor's sign.",
     .evaluate = mod,
     .examples = kModExamples},
    {.name = "PI", .signature = "", .summary = "The number pi.", .evaluate = pi, .examples = kPiExamples},
    {.name = "POWER",
     .signature = "number:number power:number",
     .summary = "A number raised to a power.",
     .evaluate = power_,
     .examples = kPowerExamples},
    {.name = "PRODUCT",
     .signature = "numbers:numbers...",
     .summary = "Multiplies numbers.",
     .evaluate = fold_numbers<kProduct>,
     .examples = kProductExamples,
     .fold = &kProduct},
    {.name = "QUOTIENT",
     .signature = "number:strict divisor:strict",
     .summary = "The whole part of a division.",
     .evaluate = quotient,
     .examples = kQuotientExamples},
    {.name = "SIGN",
     .signature = "number:number",
     .summary = "1, 0 or -1 after the sign of a number.",
     .evaluate = sign,
     .examples = kSignExamples},
    {.name = "SQRT",
     .signature = "number:number",
     .summary = "The positive square root.",
     .evaluate = sqrt,
     .examples = kSqrtExamples},
    {.name = "SQRTPI",
     .signature = "number:strict",
     .summary = "The square root of a multiple of pi.",
     .evaluate = sqrtpi,
     .examples = kSqrtpiExamples},
};

}  // namespace

std::span<const FunctionSpec> arithmetic_functions() { return kFunctions; }

}  // namespace outturn
