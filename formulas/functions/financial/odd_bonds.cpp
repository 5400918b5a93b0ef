// Bonds whose first or last coupon period is shorter or longer than the others, after Microsoft's
// descriptions of ODDFPRICE and ODDLPRICE. Amounts are for 100 of face value.
#include <algorithm>
#include <cmath>

#include "formulas/functions/financial/coupon_dates.h"
#include "formulas/functions/financial/root_finding.h"
#include "formulas/functions/financial/security_arguments.h"
#include "formulas/functions/number_result.h"

namespace outturn {
namespace {

struct Counting {
  int frequency;
  DayCount basis;
  DateSystem system;

  [[nodiscard]] double days(std::int64_t start, std::int64_t end) const noexcept {
    return std::fmax(static_cast<double>(days_between(start, end, basis, system)), 0);
  }
};

// A bond before its first coupon. Times and lengths are in coupon periods.
struct FirstPeriod {
  double rate = 0;
  double redemption = 0;
  int frequency = 1;
  std::int64_t later_coupons = 0;  // after the first
  double first_coupon = 0;         // the length of the first period
  double accrued = 0;              // from the issue to the settlement
  double until_first = 0;          // from the settlement to the first coupon

  [[nodiscard]] double price(double yield) const noexcept {
    const double coupon = 100 * rate / frequency;
    const double growth = 1 + yield / frequency;
    double total = redemption / std::pow(growth, static_cast<double>(later_coupons) + until_first) +
                   coupon * first_coupon / std::pow(growth, until_first);
    for (std::int64_t k = 1; k <= later_coupons; ++k)
      total += coupon / std::pow(growth, static_cast<double>(k) + until_first);
    return total - coupon * accrued;
  }
};

// A first period of several coupon periods: lengths are sums of parts of quasi-coupon periods.
bool measure_long_period(FirstPeriod& bond, std::int64_t issue, std::int64_t settlement,
                         std::int64_t first_coupon, const Counting& counting) {
  const CouponDates dates(first_coupon, counting.frequency, counting.system);
  const std::int64_t periods = dates.due_after(issue);
  const std::int64_t left = dates.due_after(settlement);
  const auto previous = dates.before(left);
  const auto next = dates.before(left - 1);
  if (!previous || !next) return false;
  const double length = days_of_period(*previous, *next, counting.frequency, counting.basis);
  std::optional<std::int64_t> late = first_coupon;
  for (std::int64_t k = 1; k <= periods; ++k) {
    const auto early = add_months(*late, -12 / counting.frequency, counting.system);
    if (!early) return false;
    const double own =
        counting.basis == DayCount::actual_actual ? static_cast<double>(*late - *early) : length;
    bond.first_coupon += (k < periods ? own : counting.days(issue, *late)) / own;
    bond.accrued += counting.days(std::max(issue, *early), std::min(settlement, *late)) / own;
    late = early;
  }
  const bool actual = counting.basis == DayCount::actual_360 || counting.basis == DayCount::actual_365;
  const double days_left =
      actual ? counting.days(settlement, *next) : length - counting.days(*previous, settlement);
  bond.until_first = static_cast<double>(left - 1) + days_left / length;
  return true;
}

// From the arguments settlement, maturity, issue, first coupon, rate, …, redemption, frequency, basis.
std::optional<FirstPeriod> first_period_argument(const Arguments& args) {
  const auto term = term_argument(args, 0, 8);
  const DayArgument issue = day_argument(args, 2);
  const DayArgument first = day_argument(args, 3);
  const int frequency = frequency_argument(args, 7);
  if (!term || !issue.valid || !first.valid || frequency == 0) return std::nullopt;
  if (issue.day >= term->start || term->start >= first.day || first.day >= term->end) return std::nullopt;
  if (args.number(4) < 0 || args.number(6) <= 0) return std::nullopt;
  // The first coupon must be one of those counted back from the maturity.
  const CouponDates dates(term->end, frequency, term->system);
  const std::int64_t later = dates.due_after(first.day);
  if (dates.before(later) != first.day) return std::nullopt;

  const Counting counting{frequency, term->basis, term->system};
  FirstPeriod bond{
      .rate = args.number(4), .redemption = args.number(6), .frequency = frequency, .later_coupons = later};
  const auto period = coupon_period(term->start, first.day, frequency, term->system);
  if (!period) return std::nullopt;
  const double length = days_of_period(period->first, period->last, frequency, term->basis);
  const double first_days = counting.days(issue.day, first.day);
  if (first_days < length) {
    bond.first_coupon = first_days / length;
    bond.accrued = counting.days(issue.day, term->start) / length;
    bond.until_first = counting.days(term->start, first.day) / length;
  } else if (!measure_long_period(bond, issue.day, term->start, first.day, counting)) {
    return std::nullopt;
  }
  return bond;
}

Value oddfprice(const Arguments& args) {
  const auto bond = first_period_argument(args);
  if (!bond || args.number(5) < 0) return ErrorCode::num;
  return number_result(bond->price(args.number(5)));
}

Value oddfyield(const Arguments& args) {
  const auto bond = first_period_argument(args);
  const double price = args.number(5);
  if (!bond || price <= 0) return ErrorCode::num;
  const auto root = find_root([&](double y) { return bond->price(y) - price; },
                              bond->rate > 0 ? bond->rate : 0.05, -static_cast<double>(bond->frequency));
  return root ? number_result(*root) : Value(ErrorCode::num);
}

// A bond after its last regular coupon; lengths are in coupon periods.
struct LastPeriod {
  double coupon = 0;
  double redemption = 0;
  int frequency = 1;
  double whole = 0;    // from the last coupon to the maturity
  double accrued = 0;  // to the settlement
  double left = 0;     // from the settlement to the maturity
};

// In US 30/360 a whole quasi-coupon period has its ends on the 30th where they are the last of February.
double whole_days(std::int64_t start, std::int64_t end, const Counting& counting) {
  if (counting.basis == DayCount::us_30_360)
    return std::fmax(static_cast<double>(days_30_360_of_period(start, end, counting.system)), 0);
  return counting.days(start, end);
}

// From the arguments settlement, maturity, last coupon, rate, …, redemption, frequency, basis.
std::optional<LastPeriod> last_period_argument(const Arguments& args) {
  const auto term = term_argument(args, 0, 7);
  const DayArgument last = day_argument(args, 2);
  const int frequency = frequency_argument(args, 6);
  if (!term || !last.valid || frequency == 0 || last.day >= term->start) return std::nullopt;
  if (args.number(3) < 0 || args.number(5) <= 0) return std::nullopt;
  const Counting counting{frequency, term->basis, term->system};
  LastPeriod bond{
      .coupon = 100 * args.number(3) / frequency, .redemption = args.number(5), .frequency = frequency};
  const int months = 12 / frequency;
  std::int64_t early = last.day;
  for (std::int64_t k = 1; early < term->end; ++k) {
    const auto late = add_months(last.day, k * months, term->system);
    if (!late) return std::nullopt;
    const double length = whole_days(early, *late, counting);
    const double part = *late <= term->end ? length : whole_days(early, term->end, counting);
    bond.whole += part / length;
    if (*late < term->start)
      bond.accrued += part / length;
    else if (early < term->start)
      bond.accrued += counting.days(early, term->start) / length;
    bond.left += counting.days(std::max(term->start, early), std::min(term->end, *late)) / length;
    early = *late;
  }
  return bond;
}

Value oddlprice(const Arguments& args) {
  const auto bond = last_period_argument(args);
  const double yield = args.number(4);
  if (!bond || yield < 0) return ErrorCode::num;
  return number_result((bond->redemption + bond->whole * bond->coupon) /
                           (1 + bond->left * yield / bond->frequency) -
                       bond->accrued * bond->coupon);
}

Value oddlyield(const Arguments& args) {
  const auto bond = last_period_argument(args);
  const double price = args.number(4);
  if (!bond || price <= 0) return ErrorCode::num;
  const double paid = price + bond->accrued * bond->coupon;
  return number_result((bond->redemption + bond->whole * bond->coupon - paid) / paid * bond->frequency /
                       bond->left);
}

constexpr Example kOddfpriceExamples[] = {
    {"ROUND(ODDFPRICE(DATE(2008,11,11),DATE(2021,3,1),DATE(2008,10,15),DATE(2009,3,1),0.0785,0.0625,100,2,1),"
     "8)",
     "113.59771747"},
    {"ODDFPRICE(DATE(2008,11,11),DATE(2021,3,2),DATE(2008,10,15),DATE(2009,3,1),0.0785,0.0625,100,2,1)",
     "#NUM!"}};
constexpr Example kOddfyieldExamples[] = {
    {"ROUND(ODDFYIELD(DATE(2008,11,11),DATE(2021,3,1),DATE(2008,10,15),DATE(2009,3,1),0.0575,84.5,100,2,0),"
     "8)",
     "0.07724554"}};
constexpr Example kOddlpriceExamples[] = {
    {"ROUND(ODDLPRICE(DATE(2008,2,7),DATE(2008,6,15),DATE(2007,10,15),0.0375,0.0405,100,2,0),8)",
     "99.87828601"}};
constexpr Example kOddlyieldExamples[] = {
    {"ROUND(ODDLYIELD(DATE(2008,4,20),DATE(2008,6,15),DATE(2007,12,24),0.0375,99.875,100,2,0),8)",
     "0.04519224"}};

constexpr FunctionSpec kFunctions[] = {
    {.name = "ODDFPRICE",
     .signature = "settlement:strict maturity:strict issue:strict first_coupon:strict rate:strict "
                  "yield:strict redemption:strict frequency:strict basis:strict?",
     .summary = "The price of a bond with an odd first period.",
     .evaluate = oddfprice,
     .examples = kOddfpriceExamples},
    {.name = "ODDFYIELD",
     .signature = "settlement:strict maturity:strict issue:strict first_coupon:strict rate:strict "
                  "price:strict redemption:strict frequency:strict basis:strict?",
     .summary = "The yield of a bond with an odd first period.",
     .evaluate = oddfyield,
     .examples = kOddfyieldExamples},
    {.name = "ODDLPRICE",
     .signature = "settlement:strict maturity:strict last_interest:strict rate:strict yield:strict "
                  "redemption:strict frequency:strict basis:strict?",
     .summary = "The price of a bond with an odd last period.",
     .evaluate = oddlprice,
     .examples = kOddlpriceExamples},
    {.name = "ODDLYIELD",
     .signature = "settlement:strict maturity:strict last_interest:strict rate:strict price:strict "
                  "redemption:strict frequency:strict basis:strict?",
     .summary = "The yield of a bond with an odd last period.",
     .evaluate = oddlyield,
     .examples = kOddlyieldExamples},
};

}  // namespace

std::span<const FunctionSpec> odd_bonds_functions() { return kFunctions; }

}  // namespace outturn
