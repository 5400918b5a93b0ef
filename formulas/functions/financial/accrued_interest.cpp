// Interest that has accrued on a security since its issue.
#include "formulas/functions/financial/coupon_dates.h"
#include "formulas/functions/financial/security_arguments.h"
#include "formulas/functions/number_result.h"

namespace outturn {
namespace {

struct AccruedTerm {
  std::int64_t issue;
  std::int64_t first_interest;
  std::int64_t settlement;
  int frequency;
  DayCount basis;
  DateSystem system;

  [[nodiscard]] double days(std::int64_t start, std::int64_t end) const noexcept {
    return static_cast<double>(days_between(start, end, basis, system));
  }
  [[nodiscard]] double length(std::int64_t start, std::int64_t end) const noexcept {
    return days_of_period(start, end, frequency, basis);
  }

  // In coupon periods, the last of which before the first interest is `last`. A settlement before it counts
  // down from it.
  [[nodiscard]] std::optional<double> from(const CouponDates& dates, std::int64_t last) const noexcept {
    const double period = length(last, first_interest);
    if (settlement >= last) return days(last, settlement) / period;
    if (basis != DayCount::us_30_360 && basis != DayCount::european_30_360)
      return -days(settlement, last) / period;
    const std::int64_t coupons = dates.due_after(settlement);
    const auto previous = dates.before(coupons);
    if (!previous) return std::nullopt;
    return days(*previous, settlement) / period - static_cast<double>(coupons - 1);
  }

  // From the issue to the settlement in coupon periods; not `from_issue`: without the whole periods between
  // the first coupon date and the last one before the first interest. So Excel-saved cells show it.
  [[nodiscard]] std::optional<double> periods(bool from_issue) const noexcept {
    const CouponDates dates(first_interest, frequency, system);
    const std::int64_t coupons = dates.due_after(issue);
    if (coupons <= 1) {
      const auto start = dates.before(1);
      const double period = start ? length(*start, first_interest) : 0;
      if (period == 0) return std::nullopt;
      return days(issue, settlement) / period;
    }
    const auto start = dates.before(coupons);
    const auto next = dates.before(coupons - 1);
    const auto last = dates.before(1);
    if (!start || !next || !last) return std::nullopt;
    const double first_part = issue == *start ? 1 : days(issue, *next) / length(*start, *next);
    const auto last_part = from(dates, *last);
    if (!last_part) return std::nullopt;
    return first_part + *last_part + (from_issue ? static_cast<double>(coupons - 2) : 0);
  }
};

Value accrint(const Arguments& args) {
  const DayArgument issue = day_argument(args, 0);
  const DayArgument first_interest = day_argument(args, 1);
  const DayArgument settlement = day_argument(args, 2);
  const double rate = args.number(3);
  const double par = args.number(4);
  const int frequency = frequency_argument(args, 5);
  const auto basis = basis_argument(args, 6);
  if (!issue.valid || !first_interest.valid || !settlement.valid || rate <= 0 || par <= 0 || frequency == 0 ||
      !basis || issue.day >= settlement.day)
    return ErrorCode::num;
  const AccruedTerm term{issue.day, first_interest.day,          settlement.day, frequency,
                         *basis,    args.context().date_system()};
  const auto periods = term.periods(args.logical_or(7, true));
  return periods ? number_result(par * rate / frequency * *periods) : Value(ErrorCode::num);
}

Value accrintm(const Arguments& args) {
  const auto term = term_argument(args, 0, 4);
  const double rate = args.number(2);
  const double par = args.number(3);
  if (!term || rate <= 0 || par <= 0) return ErrorCode::num;
  return number_result(par * rate * term->days() / term->year());
}

constexpr Example kAccrintExamples[] = {
    {"ACCRINT(DATE(2008,3,1),DATE(2008,8,31),DATE(2008,5,1),0.1,1000,2,0)", "16.6666666666667"},
    {"ACCRINT(DATE(2008,3,5),DATE(2008,8,31),DATE(2008,5,1),0.1,1000,2,0,FALSE)", "15.5555555555556"},
    {"ACCRINT(DATE(2008,4,5),DATE(2008,8,31),DATE(2008,5,1),0.1,1000,2,0,TRUE)", "7.22222222222222"},
    {"ACCRINT(DATE(2008,5,1),DATE(2008,8,31),DATE(2008,5,1),0.1,1000,2)", "#NUM!"}};
constexpr Example kAccrintmExamples[] = {{"ACCRINTM(39539,39614,0.1,1000,3)", "20.5479452054795"},
                                         {"ACCRINTM(39539,39614,0.1,-1,3)", "#NUM!"}};

constexpr FunctionSpec kFunctions[] = {
    {.name = "ACCRINT",
     .signature = "issue:strict first_interest:strict settlement:strict rate:strict par:strict "
                  "frequency:strict basis:strict? from_issue:logical?",
     .summary = "The interest accrued on a security that pays interest in equal periods.",
     .evaluate = accrint,
     .examples = kAccrintExamples},
    {.name = "ACCRINTM",
     .signature = "issue:strict settlement:strict rate:strict par:strict basis:strict?",
     .summary = "The interest accrued on a security that pays interest at maturity.",
     .evaluate = accrintm,
     .examples = kAccrintmExamples},
};

}  // namespace

std::span<const FunctionSpec> accrued_interest_functions() { return kFunctions; }

}  // namespace outturn
