// Series of payments: net present values and internal rates of return.
#include <algorithm>
#include <cmath>
#include <vector>

#include "formulas/arguments.h"
#include "formulas/coercion.h"
#include "formulas/date_serial.h"
#include "formulas/functions/financial/root_finding.h"
#include "formulas/functions/number_result.h"

namespace outturn {
namespace {

// The first payment is one period away.
double present_value(double rate, const std::vector<double>& payments) {
  double total = 0;
  double factor = 1;
  for (const double payment : payments) {
    factor /= 1 + rate;
    total += payment * factor;
  }
  return total;
}

Value npv(const Arguments& args) {
  if (args.number(0) == -1) return ErrorCode::div0;
  return number_result(present_value(args.number(0), args.numbers_from(1)));
}

bool has_both_signs(const std::vector<double>& payments) {
  return std::any_of(payments.begin(), payments.end(), [](double p) { return p > 0; }) &&
         std::any_of(payments.begin(), payments.end(), [](double p) { return p < 0; });
}

// The numbers of cells; an error among them is #VALUE!, whatever it is.
Value irr(const Arguments& args) {
  std::vector<double> payments;
  bool error = false;
  args.cells(0).visit([&](const CellRun& run) {
    error = run.kind == ValueKind::error;
    if (run.kind == ValueKind::number) payments.insert(payments.end(), run.payload, run.payload + run.count);
    return !error;
  });
  const double guess = args.has(1) ? args.number(1) : 0.1;
  if (error || guess <= -1) return ErrorCode::value;
  if (!has_both_signs(payments)) return ErrorCode::num;
  const auto root =
      find_root([&payments](double rate) { return present_value(rate, payments) * (1 + rate); }, guess, -1);
  return root ? number_result(*root) : Value(ErrorCode::num);
}

// Money paid is financed at one rate, money received reinvested at another.
Value mirr(const Arguments& args) {
  const std::vector<double> payments = args.numbers(0);
  const double finance = args.number(1);
  const double reinvest = args.number(2);
  const auto last = static_cast<double>(payments.size()) - 1;
  double paid_now = 0;
  double received_later = 0;
  for (std::size_t i = 0; i < payments.size(); ++i) {
    const auto period = static_cast<double>(i);
    if (payments[i] < 0) paid_now -= payments[i] / std::pow(1 + finance, period);
    if (payments[i] > 0) received_later += payments[i] * std::pow(1 + reinvest, last - period);
  }
  if (paid_now == 0 || !std::isfinite(paid_now) || last < 1) return ErrorCode::div0;
  return number_result(std::pow(received_later / paid_now, 1 / last) - 1);
}

// Payments on dates, in years of 365 days from the first.
struct DatedPayments {
  std::vector<double> amounts;
  std::vector<double> years;
  std::size_t blanks = 0;
  Value error;

  DatedPayments(const CellGrid& payments, const CellGrid& dates, EvaluationContext& context) {
    if (!payments.is_rectangle() || !dates.is_rectangle()) {
      error = ErrorCode::value;
      return;
    }
    if (payments.size() != dates.size()) {
      error = ErrorCode::num;
      return;
    }
    // An error among the dates comes before one among the payments; a blank payment does not count.
    for (std::int64_t i = 0; i < dates.size() && !error.is_error(); ++i)
      if (const Value date = member(dates, i); date.is_error()) error = date;
    std::int64_t first = 0;
    for (std::int64_t i = 0; i < payments.size() && !error.is_error(); ++i) {
      const Value amount = member(payments, i);
      if (amount.is_error())
        error = amount;
      else if (amount.is_blank())
        ++blanks;
      else if (!amount.is_number())
        error = ErrorCode::value;
      if (!amount.is_number()) continue;
      const Value date = to_number(member(dates, i), context);
      if (date.is_error()) {
        error = date;
        return;
      }
      const std::int64_t day = whole_day(date.number(), context.date_system()).value_or(-1);
      if (amounts.empty()) first = day;
      if (day < 0 || day < first) error = ErrorCode::num;
      amounts.push_back(amount.number());
      years.push_back(static_cast<double>(day - first) / 365);
    }
  }

  static Value member(const CellGrid& grid, std::int64_t i) {
    return grid.at(static_cast<std::int32_t>(i / grid.columns()),
                   static_cast<std::int32_t>(i % grid.columns()));
  }

  [[nodiscard]] double present_value(double rate) const {
    double total = 0;
    for (std::size_t i = 0; i < amounts.size(); ++i) total += amounts[i] / std::pow(1 + rate, years[i]);
    return total;
  }
};

Value xnpv(const Arguments& args) {
  const DatedPayments payments(args.cells(1), args.cells(2), args.context());
  // Where XIRR forgives a blank and finds a text to be #VALUE!, XNPV has #NUM! for both.
  if (payments.error.is_error())
    return payments.error == Value(ErrorCode::value) ? Value(ErrorCode::num) : payments.error;
  if (args.number(0) <= 0 || payments.blanks > 0) return ErrorCode::num;
  return number_result(payments.present_value(args.number(0)));
}

// Halves the interval until half of it is below 1e-8 (of the upper end, if that is above 1) and the present
// value below 2e-8 of the largest payment.
double bisect(const DatedPayments& payments, double low, double high) {
  constexpr double kStep = 1e-8;
  const double scale = std::fmax(1, high) * kStep;
  double largest = 0;
  for (const double amount : payments.amounts) largest = std::fmax(largest, std::fabs(amount));
  const bool high_is_negative = payments.present_value(high) < 0;
  double middle = high;
  for (int i = 0; i < 100; ++i) {
    middle = (low + high) / 2;
    const double value = payments.present_value(middle);
    if (high - middle < scale && std::fabs(value) < 2 * kStep * largest) break;
    ((value < 0) == high_is_negative ? high : low) = middle;
  }
  return middle;
}

// XIRR as Excel finds it, whose results are the guess times m/2^k: by bisection from 0 to the first doubling
// of the guess beyond the root, or from -1 to the guess below 0. Observed in cells that Excel saved;
// elsewhere the root itself.
std::optional<double> bisected_rate(const DatedPayments& payments, double guess) {
  const auto negative_at = [&payments](double rate) { return payments.present_value(rate) < 0; };
  if (guess > 0 && guess < 1e6) {
    const bool at_zero = negative_at(0);
    for (double high = guess; high < 1e6; high *= 2)
      if (negative_at(high) != at_zero) return bisect(payments, 0, high);
    // Next to -1 the last payments outweigh all others.
    if (guess < 1 && negative_at(-guess) != negative_at(-1 + 1e-9)) return bisect(payments, -1, -guess);
  }
  return find_root([&payments](double rate) { return payments.present_value(rate); }, guess, -1);
}

Value xirr(const Arguments& args) {
  const DatedPayments payments(args.cells(0), args.cells(1), args.context());
  if (payments.error.is_error()) return payments.error;
  const double guess = args.has(2) ? args.number(2) : 0.1;
  if (guess <= -1 || !has_both_signs(payments.amounts)) return ErrorCode::num;
  const auto root = bisected_rate(payments, guess);
  return root ? number_result(*root) : Value(ErrorCode::num);
}

// An amount after a series of interest rates; blanks count as 0.
Value fvschedule(const Arguments& args) {
  double value = args.number(0);
  Value error;
  args.cells(1).visit([&](const CellRun& run) {
    for (std::int32_t k = 0; k < run.count; ++k) {
      if (run.kind != ValueKind::number) {
        error = run.kind == ValueKind::error ? run.value(k) : Value(ErrorCode::value);
        return false;
      }
      value *= 1 + run.payload[k];
    }
    return true;
  });
  return error.is_error() ? error : number_result(value);
}

constexpr Example kNpvExamples[] = {{"NPV(0.1,-10000,3000,4200,6800)", "1188.44341233522"}};
constexpr Example kIrrExamples[] = {{"IRR({-70000,12000,15000,18000,21000,26000})", "0.0866309480365316"},
                                    {"IRR({-70000,12000,15000},-0.1)", "-0.443506941334741"},
                                    {"IRR({1,2})", "#NUM!"}};
constexpr Example kMirrExamples[] = {
    {"MIRR({-120000,39000,30000,21000,37000,46000},0.1,0.12)", "0.126094130365905"}};
constexpr Example kXnpvExamples[] = {
    {"XNPV(0.09,{-10000,2750,4250,3250,2750},{39448,39508,39751,39859,39904})", "2086.64760203153"}};
constexpr Example kXirrExamples[] = {
    {"ROUND(XIRR({-10000,2750,4250,3250,2750},{39448,39508,39751,39859,39904},0.1),9)", "0.373362535"}};
constexpr Example kFvscheduleExamples[] = {{"FVSCHEDULE(1,{0.09,0.11,0.1})", "1.33089"}};

constexpr FunctionSpec kFunctions[] = {
    {.name = "FVSCHEDULE",
     .signature = "principal:strict rates:cells",
     .summary = "An amount after a series of interest rates.",
     .evaluate = fvschedule,
     .examples = kFvscheduleExamples},
    {.name = "IRR",
     .signature = "payments:cells guess:number?",
     .summary = "The rate at which payments at equal intervals are worth nothing now.",
     .evaluate = irr,
     .examples = kIrrExamples},
    {.name = "MIRR",
     .signature = "payments:numbers finance_rate:number reinvest_rate:number",
     .summary = "The rate of return with separate rates for money paid and received.",
     .evaluate = mirr,
     .examples = kMirrExamples},
    {.name = "NPV",
     .signature = "rate:number payments:numbers...",
     .summary = "What payments at the end of equal periods are worth now.",
     .evaluate = npv,
     .examples = kNpvExamples},
    {.name = "XIRR",
     .signature = "payments:array dates:array guess:strict?",
     .summary = "The yearly rate at which dated payments are worth nothing now.",
     .evaluate = xirr,
     .examples = kXirrExamples},
    {.name = "XNPV",
     .signature = "rate:strict payments:array dates:array",
     .summary = "What dated payments are worth on the first date.",
     .evaluate = xnpv,
     .examples = kXnpvExamples},
};

}  // namespace

std::span<const FunctionSpec> cash_flows_functions() { return kFunctions; }

}  // namespace outturn
