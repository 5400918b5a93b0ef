// Where a settlement lies between the coupons of a security.
#include "formulas/functions/financial/coupon_dates.h"
#include "formulas/functions/financial/security_arguments.h"

namespace outturn {
namespace {

struct Settlement {
  Term term;
  int frequency;
  CouponPeriod period;
};

std::optional<Settlement> settlement_argument(const Arguments& args) {
  const auto term = term_argument(args, 0, 3);
  const int frequency = frequency_argument(args, 2);
  if (!term || frequency == 0) return std::nullopt;
  const auto period = coupon_period(term->start, term->end, frequency, term->system);
  if (!period) return std::nullopt;
  return Settlement{*term, frequency, *period};
}

template <Value (*of)(const Settlement&)>
Value of_settlement(const Arguments& args) {
  const auto settlement = settlement_argument(args);
  return settlement ? of(*settlement) : Value(ErrorCode::num);
}

Value previous_coupon(const Settlement& s) { return s.period.first; }
Value next_coupon(const Settlement& s) { return s.period.last; }
Value coupons_left(const Settlement& s) { return s.period.coupons; }

Value days_in_period(const Settlement& s) {
  return days_of_period(s.period.first, s.period.last, s.frequency, s.term.basis);
}

Value days_since_coupon(const Settlement& s) {
  return days_between(s.period.first, s.term.start, s.term.basis, s.term.system);
}

// In the US 30/360 count what the days since the last coupon leave of the period, in which the end of
// February counts as the 30th at both ends.
Value days_to_coupon(const Settlement& s) {
  if (s.term.basis != DayCount::us_30_360)
    return days_between(s.term.start, s.period.last, s.term.basis, s.term.system);
  return days_30_360_of_period(s.period.first, s.period.last, s.term.system) -
         days_between(s.period.first, s.term.start, s.term.basis, s.term.system);
}

constexpr Example kCoupdaybsExamples[] = {{"COUPDAYBS(DATE(2011,1,25),DATE(2011,11,15),2,1)", "71"},
                                          {"COUPDAYBS(DATE(2011,1,25),DATE(2011,1,25),2,1)", "#NUM!"}};
constexpr Example kCoupdaysExamples[] = {{"COUPDAYS(DATE(2011,1,25),DATE(2011,11,15),2,1)", "181"},
                                         {"COUPDAYS(DATE(2011,1,25),DATE(2011,11,15),2,3)", "182.5"},
                                         {"COUPDAYS(DATE(2011,1,25),DATE(2011,11,15),3)", "#NUM!"}};
constexpr Example kCoupdaysncExamples[] = {{"COUPDAYSNC(DATE(2011,1,25),DATE(2011,11,15),2,1)", "110"}};
constexpr Example kCoupncdExamples[] = {{"COUPNCD(DATE(2011,1,25),DATE(2011,11,15),2,1)", "40678"},
                                        {"COUPNCD(DATE(2011,1,25),DATE(2011,2,28),2)", "40602"}};
constexpr Example kCoupnumExamples[] = {{"COUPNUM(DATE(2007,1,25),DATE(2008,11,15),2,1)", "4"},
                                        {"COUPNUM(DATE(1901,1,1),DATE(9999,12,31),4)", "32396"}};
constexpr Example kCouppcdExamples[] = {{"COUPPCD(DATE(2011,1,25),DATE(2011,11,15),2,1)", "40497"},
                                        {"COUPPCD(DATE(2011,1,25),DATE(2011,2,28),2)", "DATE(2010,8,31)"}};

constexpr FunctionSpec kFunctions[] = {
    {.name = "COUPDAYBS",
     .signature = "settlement:strict maturity:strict frequency:strict basis:strict?",
     .summary = "The days from the last coupon to the settlement.",
     .evaluate = of_settlement<days_since_coupon>,
     .examples = kCoupdaybsExamples},
    {.name = "COUPDAYS",
     .signature = "settlement:strict maturity:strict frequency:strict basis:strict?",
     .summary = "The days of the coupon period that holds the settlement.",
     .evaluate = of_settlement<days_in_period>,
     .examples = kCoupdaysExamples},
    {.name = "COUPDAYSNC",
     .signature = "settlement:strict maturity:strict frequency:strict basis:strict?",
     .summary = "The days from the settlement to the next coupon.",
     .evaluate = of_settlement<days_to_coupon>,
     .examples = kCoupdaysncExamples},
    {.name = "COUPNCD",
     .signature = "settlement:strict maturity:strict frequency:strict basis:strict?",
     .summary = "The date of the first coupon after the settlement.",
     .evaluate = of_settlement<next_coupon>,
     .examples = kCoupncdExamples},
    {.name = "COUPNUM",
     .signature = "settlement:strict maturity:strict frequency:strict basis:strict?",
     .summary = "How many coupons are still to be paid after the settlement.",
     .evaluate = of_settlement<coupons_left>,
     .examples = kCoupnumExamples},
    {.name = "COUPPCD",
     .signature = "settlement:strict maturity:strict frequency:strict basis:strict?",
     .summary = "The date of the last coupon before the settlement.",
     .evaluate = of_settlement<previous_coupon>,
     .examples = kCouppcdExamples},
};

}  // namespace

std::span<const FunctionSpec> coupons_functions() { return kFunctions; }

}  // namespace outturn
