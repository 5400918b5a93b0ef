// Bonds that pay interest in equal periods: price, yield and duration, after Microsoft's descriptions of
// PRICE, YIELD and DURATION. Days to the next coupon are what the days since the last leave of the period.
#include <cmath>

#include "formulas/functions/financial/coupon_dates.h"
#include "formulas/functions/financial/root_finding.h"
#include "formulas/functions/financial/security_arguments.h"
#include "formulas/functions/number_result.h"

namespace outturn {
namespace {

// Amounts are for 100 of face value.
struct Bond {
  double rate = 0;
  double redemption = 100;
  int frequency = 1;
  std::int64_t coupons = 1;  // still to be paid
  double accrued = 0;        // the part of the coupon period before the settlement
  double left = 1;           // the part after it

  [[nodiscard]] double coupon() const noexcept { return 100 * rate / frequency; }

  [[nodiscard]] double price(double yield) const noexcept {
    const double growth = 1 + yield / frequency;
    if (coupons == 1) return (coupon() + redemption) / (1 + yield / frequency * left) - coupon() * accrued;
    const double last = static_cast<double>(coupons - 1) + left;
    double total = redemption / std::pow(growth, last);
    for (std::int64_t k = 0; k < coupons; ++k)
      total += coupon() / std::pow(growth, static_cast<double>(k) + left);
    return total - coupon() * accrued;
  }
};

// The settlement, maturity, rate, frequency and basis of a bond; nothing where they are none.
std::optional<Bond> bond_argument(const Arguments& args, std::size_t frequency_at) {
  const auto term = term_argument(args, 0, frequency_at + 1);
  const int frequency = frequency_argument(args, frequency_at);
  const double rate = args.number(2);
  if (!term || frequency == 0 || rate < 0) return std::nullopt;
  const auto period = coupon_period(term->start, term->end, frequency, term->system);
  if (!period) return std::nullopt;
  const double days = days_of_period(period->first, period->last, frequency, term->basis);
  const auto accrued =
      static_cast<double>(days_between(period->first, term->start, term->basis, term->system));
  return Bond{.rate = rate,
              .frequency = frequency,
              .coupons = period->coupons,
              .accrued = accrued / days,
              .left = (days - accrued) / days};
}

Value price(const Arguments& args) {
  auto bond = bond_argument(args, 5);
  const double yield = args.number(3);
  const double redemption = args.number(4);
  if (!bond || yield < 0 || redemption <= 0) return ErrorCode::num;
  bond->redemption = redemption;
  return number_result(bond->price(yield));
}

Value yield(const Arguments& args) {
  auto bond = bond_argument(args, 5);
  const double price = args.number(3);
  const double redemption = args.number(4);
  if (!bond || price <= 0 || redemption <= 0) return ErrorCode::num;
  bond->redemption = redemption;
  if (bond->coupons == 1) {
    const double paid = price + bond->accrued * bond->coupon();
    return number_result((redemption + bond->coupon() - paid) / paid * bond->frequency / bond->left);
  }
  const auto root = find_root([&](double y) { return bond->price(y) - price; },
                              bond->rate > 0 ? bond->rate : 0.05, -static_cast<double>(bond->frequency));
  return root ? number_result(*root) : Value(ErrorCode::num);
}

// Macaulay's duration in years: the mean time of the payments, weighted by their present values.
std::optional<double> macaulay(const Bond& bond, double yield) {
  const double growth = 1 + yield / bond.frequency;
  double value = 0;
  double moment = 0;
  for (std::int64_t k = 0; k < bond.coupons; ++k) {
    const double time = static_cast<double>(k) + bond.left;
    const double amount = bond.coupon() + (k + 1 == bond.coupons ? 100 : 0);
    const double present = amount / std::pow(growth, time);
    value += present;
    moment += present * time;
  }
  if (value == 0) return std::nullopt;
  return moment / value / bond.frequency;
}

template <bool modified>
Value duration(const Arguments& args) {
  const auto bond = bond_argument(args, 4);
  const double yield = args.number(3);
  if (!bond || yield < 0) return ErrorCode::num;
  const auto years = macaulay(*bond, yield);
  if (!years) return ErrorCode::num;
  return number_result(modified ? *years / (1 + yield / bond->frequency) : *years);
}

constexpr Example kPriceExamples[] = {
    {"PRICE(DATE(2008,2,15),DATE(2017,11,15),0.0575,0.065,100,2,0)", "94.6343616213221"},
    {"PRICE(DATE(2020,1,1),DATE(2021,1,1),0.05,0.05,100,1)", "100"},
    {"PRICE(DATE(2020,1,1),DATE(2030,1,1),0.05,-0.01,100,1)", "#NUM!"}};
constexpr Example kYieldExamples[] = {
    {"ROUND(YIELD(DATE(2008,2,15),DATE(2016,11,15),0.0575,95.04287,100,2,0),6)", "0.065"},
    {"YIELD(DATE(2020,1,1),DATE(2021,1,1),0.05,100,100,1)", "0.05"}};
constexpr Example kDurationExamples[] = {
    {"DURATION(DATE(2018,7,1),DATE(2048,1,1),0.08,0.09,2,1)", "10.9191452815919"}};
constexpr Example kMdurationExamples[] = {
    {"MDURATION(DATE(2008,1,1),DATE(2016,1,1),0.08,0.09,2,1)", "5.73566981391884"}};

constexpr FunctionSpec kFunctions[] = {
    {.name = "DURATION",
     .signature =
         "settlement:strict maturity:strict coupon:strict yield:strict frequency:strict basis:strict?",
     .summary = "The mean time in years until a bond's payments, weighted by their present values.",
     .evaluate = duration<false>,
     .examples = kDurationExamples},
    {.name = "MDURATION",
     .signature =
         "settlement:strict maturity:strict coupon:strict yield:strict frequency:strict basis:strict?",
     .summary = "How strongly a bond's price answers to its yield: the modified duration.",
     .evaluate = duration<true>,
     .examples = kMdurationExamples},
    {.name = "PRICE",
     .signature = "settlement:strict maturity:strict rate:strict yield:strict redemption:strict "
                  "frequency:strict basis:strict?",
     .summary = "The price, for 100 of face value, of a bond that pays interest in equal periods.",
     .evaluate = price,
     .examples = kPriceExamples},
    {.name = "YIELD",
     .signature = "settlement:strict maturity:strict rate:strict price:strict redemption:strict "
                  "frequency:strict basis:strict?",
     .summary = "The yield of a bond that pays interest in equal periods.",
     .evaluate = yield,
     .examples = kYieldExamples},
};

}  // namespace

std::span<const FunctionSpec> bonds_functions() { return kFunctions; }

}  // namespace outturn
