// Interest rates in their different forms.
#include <cmath>

#include "formulas/arguments.h"
#include "formulas/functions/number_result.h"

namespace outturn {
namespace {

Value effect(const Arguments& args) {
  const double nominal = args.number(0);
  const double periods = args.whole_number(1);
  if (nominal <= 0 || periods < 1) return ErrorCode::num;
  return number_result(std::pow(1 + nominal / periods, periods) - 1);
}

Value nominal(const Arguments& args) {
  const double effective = args.number(0);
  const double periods = args.whole_number(1);
  if (effective <= 0 || periods < 1) return ErrorCode::num;
  return number_result((std::pow(1 + effective, 1 / periods) - 1) * periods);
}

// The periods that an investment needs to reach a value.
Value pduration(const Arguments& args) {
  if (args.number(0) <= 0 || args.number(1) <= 0 || args.number(2) <= 0) return ErrorCode::num;
  return number_result((std::log(args.number(2)) - std::log(args.number(1))) / std::log1p(args.number(0)));
}

// The rate at which an investment grows to a value.
Value rri(const Arguments& args) {
  if (args.number(0) <= 0 || args.number(1) == 0) return ErrorCode::num;
  return number_result(std::pow(args.number(2) / args.number(1), 1 / args.number(0)) - 1);
}

// Prices in fractions: 1.02 of sixteenths is 1 2/16.
Value dollarde(const Arguments& args) {
  const double fraction = args.whole_number(1);
  if (fraction < 0) return ErrorCode::num;
  if (fraction == 0) return ErrorCode::div0;
  const double whole = std::trunc(args.number(0));
  const double scale = std::pow(10, std::ceil(std::log10(fraction)));
  return number_result(whole + (args.number(0) - whole) * scale / fraction);
}

Value dollarfr(const Arguments& args) {
  const double fraction = args.whole_number(1);
  if (fraction < 0) return ErrorCode::num;
  if (fraction == 0) return ErrorCode::div0;
  const double whole = std::trunc(args.number(0));
  const double scale = std::pow(10, std::ceil(std::log10(fraction)));
  return number_result(whole + (args.number(0) - whole) * fraction / scale);
}

constexpr Example kEffectExamples[] = {{"EFFECT(0.0525,4)", "0.0535426673707584"}, {"EFFECT(0,4)", "#NUM!"}};
constexpr Example kNominalExamples[] = {{"NOMINAL(0.053543,4)", "0.0525003198678761"}};
constexpr Example kPdurationExamples[] = {{"PDURATION(0.025,2000,2200)", "3.85986616262266"}};
constexpr Example kRriExamples[] = {{"RRI(96,10000,11000)", "0.00099330737629133"}};
constexpr Example kDollardeExamples[] = {{"DOLLARDE(1.02,16)", "1.125"}, {"DOLLARDE(1.1,32)", "1.3125"}};
constexpr Example kDollarfrExamples[] = {{"DOLLARFR(1.125,16)", "1.02"}, {"DOLLARFR(1.125,32)", "1.04"}};

constexpr FunctionSpec kFunctions[] = {
    {.name = "DOLLARDE",
     .signature = "price:strict fraction:strict",
     .summary = "A price in fractions as a decimal number.",
     .evaluate = dollarde,
     .examples = kDollardeExamples},
    {.name = "DOLLARFR",
     .signature = "price:strict fraction:strict",
     .summary = "A decimal price in fractions.",
     .evaluate = dollarfr,
     .examples = kDollarfrExamples},
    {.name = "EFFECT",
     .signature = "nominal:strict periods:strict",
     .summary = "The effective yearly interest rate.",
     .evaluate = effect,
     .examples = kEffectExamples},
    {.name = "NOMINAL",
     .signature = "effective:strict periods:strict",
     .summary = "The nominal yearly interest rate.",
     .evaluate = nominal,
     .examples = kNominalExamples},
    {.name = "PDURATION",
     .signature = "rate:number present:number future:number",
     .summary = "The periods that an investment needs to reach a value.",
     .evaluate = pduration,
     .examples = kPdurationExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "RRI",
     .signature = "periods:number present:number future:number",
     .summary = "The rate at which an investment grows to a value.",
     .evaluate = rri,
     .examples = kRriExamples,
     .prefix = FilePrefix::xlfn},
};

}  // namespace

std::span<const FunctionSpec> interest_rates_functions() { return kFunctions; }

}  // namespace outturn
