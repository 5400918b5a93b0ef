// Factorials, combinations and permutations.
#include <cmath>

#include "formulas/arguments.h"
#include "formulas/functions/number_result.h"

namespace outturn {
namespace {

double factorial(double n) {
  double product = 1;
  for (double i = 2; i <= n && std::isfinite(product); ++i) product *= i;
  return product;
}

Value fact(const Arguments& args) {
  const double n = args.whole_number(0);
  if (n < 0 || n > 170) return ErrorCode::num;
  return factorial(n);
}

Value factdouble(const Arguments& args) {
  const double n = std::floor(args.number(0));
  if (n < -1 || n > 300) return ErrorCode::num;
  double product = 1;
  for (double i = n; i > 1; i -= 2) product *= i;
  return number_result(product);
}

// n over k, multiplied out so that every step is a whole number and exact while it fits.
double combinations(double n, double k) {
  k = std::fmin(k, n - k);
  double result = 1;
  for (double i = 1; i <= k && std::isfinite(result); ++i) result = result * (n - k + i) / i;
  return result < 9007199254740992.0 ? std::round(result) : result;
}

Value combin(const Arguments& args) {
  const double n = args.whole_number(0);
  const double k = args.whole_number(1);
  if (n < 0 || k < 0 || n < k) return ErrorCode::num;
  return number_result(combinations(n, k));
}

Value combina(const Arguments& args) {
  const double n = args.whole_number(0);
  const double k = args.whole_number(1);
  if (n < 0 || k < 0 || (n == 0 && k > 0)) return ErrorCode::num;
  return n == 0 ? Value(1) : number_result(combinations(n + k - 1, k));
}

Value permut(const Arguments& args) {
  const double n = args.whole_number(0);
  const double k = args.whole_number(1);
  if (n < 0 || k < 0 || n < k) return ErrorCode::num;
  double result = 1;
  for (double i = 0; i < k && std::isfinite(result); ++i) result *= n - i;
  return number_result(result);
}

Value permutationa(const Arguments& args) {
  const double n = args.whole_number(0);
  const double k = args.whole_number(1);
  if (n < 0 || k < 0) return ErrorCode::num;
  return number_result(std::pow(n, k));
}

Value multinomial(const Arguments& args) {
  double total = 0;
  double result = 1;
  for (const double number : args.numbers_from(0)) {
    const double n = std::trunc(number);
    if (n < 0 || n > 1e6) return ErrorCode::num;
    for (double i = 1; i <= n && std::isfinite(result); ++i) result = result * (total + i) / i;
    total += n;
  }
  return number_result(result < 9007199254740992.0 ? std::round(result) : result);
}

constexpr Example kFactExamples[] = {
    {"FACT(5)", "120"}, {"FACT(1.9)", "1"}, {"FACT(0)", "1"}, {"FACT(-1)", "#NUM!"}};
constexpr Example kFactdoubleExamples[] = {{"FACTDOUBLE(6)", "48"}, {"FACTDOUBLE(7)", "105"}};
constexpr Example kCombinExamples[] = {{"COMBIN(8,2)", "28"}, {"COMBIN(2,3)", "#NUM!"}};
constexpr Example kCombinaExamples[] = {{"COMBINA(4,3)", "20"}, {"COMBINA(10,3)", "220"}};
constexpr Example kPermutExamples[] = {{"PERMUT(100,3)", "970200"}, {"PERMUT(3,2)", "6"}};
constexpr Example kPermutationaExamples[] = {{"PERMUTATIONA(3,2)", "9"}};
constexpr Example kMultinomialExamples[] = {{"MULTINOMIAL(2,3,4)", "1260"}};

constexpr FunctionSpec kFunctions[] = {
    {.name = "COMBIN",
     .signature = "number:number chosen:number",
     .summary = "The ways to choose some of a number of things, order aside.",
     .evaluate = combin,
     .examples = kCombinExamples},
    {.name = "COMBINA",
     .signature = "number:number chosen:number",
     .summary = "The ways to choose with repetition, order aside.",
     .evaluate = combina,
     .examples = kCombinaExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "FACT",
     .signature = "number:number",
     .summary = "The factorial.",
     .evaluate = fact,
     .examples = kFactExamples},
    {.name = "FACTDOUBLE",
     .signature = "number:strict",
     .summary = "The product of every second number down from one.",
     .evaluate = factdouble,
     .examples = kFactdoubleExamples},
    {.name = "MULTINOMIAL",
     .signature = "numbers:numbers...",
     .summary = "The factorial of a sum over the product of the factorials.",
     .evaluate = multinomial,
     .examples = kMultinomialExamples},
    {.name = "PERMUT",
     .signature = "number:number chosen:number",
     .summary = "The ways to choose some of a number of things in order.",
     .evaluate = permut,
     .examples = kPermutExamples},
    {.name = "PERMUTATIONA",
     .signature = "number:number chosen:number",
     .summary = "The ways to choose with repetition, in order.",
     .evaluate = permutationa,
     .examples = kPermutationaExamples,
     .prefix = FilePrefix::xlfn},
};

}  // namespace

std::span<const FunctionSpec> combinatorics_functions() { return kFunctions; }

}  // namespace outturn
