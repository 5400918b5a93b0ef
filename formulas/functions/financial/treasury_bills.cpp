// Treasury bills: discounted, for at most a year, in actual days of a year of 360.
#include <cmath>

#include "formulas/functions/financial/security_arguments.h"
#include "formulas/functions/number_result.h"

namespace outturn {
namespace {

// The days of a bill's term; nothing where it is none or longer than a year.
std::optional<double> bill_days(const Arguments& args) {
  const DayArgument settlement = day_argument(args, 0);
  const DayArgument maturity = day_argument(args, 1);
  if (!settlement.valid || !maturity.valid || settlement.day >= maturity.day) return std::nullopt;
  const auto year_later = add_months(settlement.day, 12, args.context().date_system());
  if (year_later && maturity.day > *year_later) return std::nullopt;
  return static_cast<double>(maturity.day - settlement.day);
}

// Over more than half a year a bond would pay interest in between: the bill's yield is then the one of the
// quadratic equation of Standard Securities Calculation Methods (Securities Industry Association, 1993).
Value tbilleq(const Arguments& args) {
  const auto days = bill_days(args);
  const double discount = args.number(2);
  if (!days || discount <= 0) return ErrorCode::num;
  const double price = 1 - discount * *days / 360;
  if (price <= 0) return ErrorCode::num;
  if (*days <= 182) return number_result(365 * discount / (360 - discount * *days));
  const double part = *days / (*days == 366 ? 366 : 365);
  const double root = part * part - (2 * part - 1) * (1 - 1 / price);
  return number_result(2 * (std::sqrt(root) - part) / (2 * part - 1));
}

Value tbillprice(const Arguments& args) {
  const auto days = bill_days(args);
  if (!days || args.number(2) <= 0) return ErrorCode::num;
  const double price = 100 * (1 - args.number(2) * *days / 360);
  return price < 0 ? Value(ErrorCode::num) : number_result(price);
}

Value tbillyield(const Arguments& args) {
  const auto days = bill_days(args);
  if (!days || args.number(2) <= 0) return ErrorCode::num;
  return number_result((100 - args.number(2)) / args.number(2) * 360 / *days);
}

constexpr Example kTbilleqExamples[] = {
    {"TBILLEQ(DATE(2008,3,31),DATE(2008,6,1),0.0914)", "0.094151493565943"},
    {"TBILLEQ(DATE(2008,3,31),DATE(2009,4,1),0.09)", "#NUM!"}};
constexpr Example kTbillpriceExamples[] = {{"TBILLPRICE(DATE(2008,3,31),DATE(2008,6,1),0.09)", "98.45"}};
constexpr Example kTbillyieldExamples[] = {
    {"TBILLYIELD(DATE(2008,3,31),DATE(2008,6,1),98.45)", "0.0914169629253426"}};

constexpr FunctionSpec kFunctions[] = {
    {.name = "TBILLEQ",
     .signature = "settlement:strict maturity:strict discount:strict",
     .summary = "The yield of a Treasury bill as a bond's.",
     .evaluate = tbilleq,
     .examples = kTbilleqExamples},
    {.name = "TBILLPRICE",
     .signature = "settlement:strict maturity:strict discount:strict",
     .summary = "The price of a Treasury bill for 100 of face value.",
     .evaluate = tbillprice,
     .examples = kTbillpriceExamples},
    {.name = "TBILLYIELD",
     .signature = "settlement:strict maturity:strict price:strict",
     .summary = "The yield of a Treasury bill.",
     .evaluate = tbillyield,
     .examples = kTbillyieldExamples},
};

}  // namespace

std::span<const FunctionSpec> treasury_bills_functions() { return kFunctions; }

}  // namespace outturn
