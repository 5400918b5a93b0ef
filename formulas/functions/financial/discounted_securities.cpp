// Securities that pay once, at maturity: bought at a discount, or with interest added at the end. Formulas of
// Microsoft's descriptions; a term is counted in days of the basis, a year is the basis's year.
#include "formulas/functions/financial/security_arguments.h"
#include "formulas/functions/number_result.h"

namespace outturn {
namespace {

// What the discount functions share: a term, and two amounts or rates that must be positive.
struct Discounted {
  double years = 0;
  double first = 0;
  double second = 0;
};

template <double (*of)(const Discounted&)>
Value of_discounted(const Arguments& args) {
  const auto term = term_argument(args, 0, 4);
  if (!term || args.number(2) <= 0 || args.number(3) <= 0) return ErrorCode::num;
  return number_result(of({term->days() / term->year(), args.number(2), args.number(3)}));
}

double discount_rate(const Discounted& d) { return (d.second - d.first) / d.second / d.years; }
double interest_rate(const Discounted& d) { return (d.second - d.first) / d.first / d.years; }
double discounted_price(const Discounted& d) { return d.second - d.first * d.second * d.years; }

Value received(const Arguments& args) {
  const auto term = term_argument(args, 0, 4);
  if (!term || args.number(2) <= 0 || args.number(3) <= 0) return ErrorCode::num;
  const double left = 1 - args.number(3) * term->days() / term->year();
  return left > 0 ? number_result(args.number(2) / left) : Value(ErrorCode::num);
}

// A security with interest at maturity. Times are in years of the period from issue to settlement.
struct WithInterest {
  double whole;    // issue to maturity
  double accrued;  // issue to settlement
  double left;     // settlement to maturity
};

std::optional<WithInterest> interest_at_maturity(const Arguments& args) {
  const auto term = term_argument(args, 0, 5);
  const DayArgument issue = day_argument(args, 2);
  if (!term || !issue.valid || issue.day >= term->start) return std::nullopt;
  const double year = days_of_year(issue.day, term->start, term->basis, term->system);
  const auto days = [&](std::int64_t end) {
    return static_cast<double>(days_between(issue.day, end, term->basis, term->system));
  };
  return WithInterest{days(term->end) / year, days(term->start) / year,
                      (days(term->end) - days(term->start)) / year};
}

Value pricemat(const Arguments& args) {
  const auto security = interest_at_maturity(args);
  const double rate = args.number(3);
  const double yield = args.number(4);
  if (!security || rate < 0 || yield < 0) return ErrorCode::num;
  return number_result((100 + security->whole * rate * 100) / (1 + security->left * yield) -
                       security->accrued * rate * 100);
}

Value yieldmat(const Arguments& args) {
  const auto security = interest_at_maturity(args);
  const double rate = args.number(3);
  const double price = args.number(4);
  if (!security || rate < 0 || price <= 0) return ErrorCode::num;
  const double paid = price / 100 + security->accrued * rate;
  return number_result((1 + security->whole * rate - paid) / paid / security->left);
}

constexpr Example kDiscExamples[] = {
    {"DISC(DATE(2018,7,1),DATE(2048,1,1),97.975,100,1)", "0.02025*11323/31/10776"},
    {"DISC(DATE(2018,1,1),DATE(2019,1,1),97,100)", "0.03"},
    {"DISC(DATE(2018,1,1),DATE(2018,1,1),97,100)", "#NUM!"}};
constexpr Example kIntrateExamples[] = {
    {"INTRATE(DATE(2008,2,15),DATE(2008,5,15),1000000,1014420,2)", "0.05768"}};
constexpr Example kPricediscExamples[] = {
    {"PRICEDISC(DATE(2008,2,16),DATE(2008,3,1),0.0525,100,2)", "99.7958333333333"}};
constexpr Example kPricematExamples[] = {
    {"PRICEMAT(DATE(2008,2,15),DATE(2008,4,13),DATE(2007,11,11),0.061,0.061,0)", "99.9844988755569"}};
constexpr Example kReceivedExamples[] = {
    {"RECEIVED(DATE(2008,2,15),DATE(2008,5,15),1000000,0.0575,2)", "1014584.6544071"},
    {"RECEIVED(DATE(2008,1,1),DATE(2038,1,1),100,0.1)", "#NUM!"}};
constexpr Example kYielddiscExamples[] = {
    {"YIELDDISC(DATE(2008,2,16),DATE(2008,3,1),99.795,100,2)", "0.0528225719868558"}};
constexpr Example kYieldmatExamples[] = {
    {"YIELDMAT(DATE(2008,3,15),DATE(2008,11,3),DATE(2007,11,8),0.0625,100.0123,0)", "0.0609543336915387"}};

constexpr FunctionSpec kFunctions[] = {
    {.name = "DISC",
     .signature = "settlement:strict maturity:strict price:strict redemption:strict basis:strict?",
     .summary = "The discount rate of a security.",
     .evaluate = of_discounted<discount_rate>,
     .examples = kDiscExamples},
    {.name = "INTRATE",
     .signature = "settlement:strict maturity:strict investment:strict redemption:strict basis:strict?",
     .summary = "The interest rate of a security that is fully invested.",
     .evaluate = of_discounted<interest_rate>,
     .examples = kIntrateExamples},
    {.name = "PRICEDISC",
     .signature = "settlement:strict maturity:strict discount:strict redemption:strict basis:strict?",
     .summary = "The price, for 100 of face value, of a security sold at a discount.",
     .evaluate = of_discounted<discounted_price>,
     .examples = kPricediscExamples},
    {.name = "PRICEMAT",
     .signature = "settlement:strict maturity:strict issue:strict rate:strict yield:strict basis:strict?",
     .summary = "The price, for 100 of face value, of a security that pays interest at maturity.",
     .evaluate = pricemat,
     .examples = kPricematExamples},
    {.name = "RECEIVED",
     .signature = "settlement:strict maturity:strict investment:strict discount:strict basis:strict?",
     .summary = "What a fully invested security pays at maturity.",
     .evaluate = received,
     .examples = kReceivedExamples},
    {.name = "YIELDDISC",
     .signature = "settlement:strict maturity:strict price:strict redemption:strict basis:strict?",
     .summary = "The yearly yield of a security sold at a discount.",
     .evaluate = of_discounted<interest_rate>,
     .examples = kYielddiscExamples},
    {.name = "YIELDMAT",
     .signature = "settlement:strict maturity:strict issue:strict rate:strict price:strict basis:strict?",
     .summary = "The yearly yield of a security that pays interest at maturity.",
     .evaluate = yieldmat,
     .examples = kYieldmatExamples},
};

}  // namespace

std::span<const FunctionSpec> discounted_securities_functions() { return kFunctions; }

}  // namespace outturn
