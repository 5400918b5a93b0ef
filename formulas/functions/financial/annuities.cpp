// Loans and savings with equal payments. Money paid out is negative, money received positive:
//   pv·(1+r)^n + pmt·(1+r·type)·((1+r)^n − 1)/r + fv = 0, payments at the beginning of a period for type 1.
#include <cmath>

#include "formulas/arguments.h"
#include "formulas/functions/financial/root_finding.h"
#include "formulas/functions/number_result.h"

namespace outturn {
namespace {

double growth(double rate, double periods) { return std::pow(1 + rate, periods); }

// ((1+r)^n − 1)/r without loss of digits for small rates, n for rate 0.
double annuity_factor(double rate, double periods) {
  return rate == 0 ? periods : std::expm1(periods * std::log1p(rate)) / rate;
}

double future_value(double rate, double periods, double payment, double present, double type) {
  return -(present * growth(rate, periods) + payment * (1 + rate * type) * annuity_factor(rate, periods));
}

double payment_of(double rate, double periods, double present, double future, double type) {
  return -(future + present * growth(rate, periods)) / ((1 + rate * type) * annuity_factor(rate, periods));
}

// The part of a payment that settles the loan: a geometric series, so that it stays exact where it is a tiny
// remainder of the payment.
double principal_of(double rate, double period, double periods, double present, double future, double type) {
  const double payment = payment_of(rate, periods, present, future, type);
  if (rate == 0 || (type == 1 && period == 1)) return payment;
  const double first = -(present + future) / annuity_factor(rate, periods);
  const double principal = first * growth(rate, period - 1);
  return type == 1 ? principal / (1 + rate) : principal;
}

// The rest of a payment. Paid in advance, the first payment bears no interest.
double interest_of(double rate, double period, double periods, double present, double future, double type) {
  return payment_of(rate, periods, present, future, type) -
         principal_of(rate, period, periods, present, future, type);
}

double type_argument(const Arguments& args, std::size_t i) { return args.number_or(i, 0) != 0 ? 1 : 0; }

Value fv(const Arguments& args) {
  const double rate = args.number(0);
  const double periods = args.number(1);
  if (rate == -1 && periods < 0) return ErrorCode::div0;
  return number_result(
      future_value(rate, periods, args.number(2), args.number_or(3, 0), type_argument(args, 4)));
}

Value pv(const Arguments& args) {
  const double rate = args.number(0);
  const double periods = args.number(1);
  const double later = args.number_or(3, 0) +
                       args.number(2) * (1 + rate * type_argument(args, 4)) * annuity_factor(rate, periods);
  if (growth(rate, periods) == 0) return ErrorCode::div0;
  return number_result(-later / growth(rate, periods));
}

Value pmt(const Arguments& args) {
  if (args.number(1) == 0 || args.number(0) <= -1) return ErrorCode::num;
  return number_result(payment_of(args.number(0), args.number(1), args.number(2), args.number_or(3, 0),
                                  type_argument(args, 4)));
}

Value nper(const Arguments& args) {
  const double rate = args.number(0);
  const double payment = args.number(1);
  const double present = args.number(2);
  const double future = args.number_or(3, 0);
  if (rate == 0) return payment == 0 ? Value(ErrorCode::num) : number_result(-(present + future) / payment);
  if (rate <= -1) return ErrorCode::num;
  const double due = payment * (1 + rate * type_argument(args, 4));
  const double ratio = (due - future * rate) / (due + present * rate);
  if (!(ratio > 0)) return ErrorCode::num;
  return number_result(std::log(ratio) / std::log1p(rate));
}

Value rate(const Arguments& args) {
  const double periods = args.number(0);
  const double payment = args.number(1);
  const double present = args.number(2);
  const double future = args.number_or(3, 0);
  const double type = type_argument(args, 4);
  const double guess = args.has(5) ? args.number(5) : 0.1;
  if (periods <= 0 || guess <= -1) return ErrorCode::num;
  const auto root = find_root(
      [&](double r) {
        return present * growth(r, periods) + payment * (1 + r * type) * annuity_factor(r, periods) + future;
      },
      guess, -1);
  return root ? number_result(*root) : Value(ErrorCode::num);
}

Value ipmt(const Arguments& args) {
  const double period = args.number(1);
  const double periods = args.number(2);
  if (period < 1 || period >= periods + 1 || periods <= 0) return ErrorCode::num;
  return number_result(interest_of(args.number(0), period, periods, args.number(3), args.number_or(4, 0),
                                   type_argument(args, 5)));
}

Value ppmt(const Arguments& args) {
  const double period = args.number(1);
  const double periods = args.number(2);
  if (period < 1 || period >= periods + 1 || periods <= 0) return ErrorCode::num;
  return number_result(principal_of(args.number(0), period, periods, args.number(3), args.number_or(4, 0),
                                    type_argument(args, 5)));
}

// The sum over whole periods from the first to the last.
template <typename Part>
Value cumulative(const Arguments& args, Part part) {
  const double interest = args.number(0);
  const double periods = args.number(1);
  const double present = args.number(2);
  const double first = std::ceil(args.number(3));
  const double last = std::floor(args.number(4));
  const double type = args.number(5);
  if (interest <= 0 || periods <= 0 || present <= 0 || first < 1 || last < first || last > periods ||
      (type != 0 && type != 1) || periods > 1e6)
    return ErrorCode::num;
  double total = 0;
  for (double period = first; period <= last; ++period)
    total += part(interest, period, periods, present, type);
  return number_result(total);
}

Value cumipmt(const Arguments& args) {
  return cumulative(args, [](double interest, double period, double periods, double present, double type) {
    return interest_of(interest, period, periods, present, 0, type);
  });
}

Value cumprinc(const Arguments& args) {
  return cumulative(args, [](double interest, double period, double periods, double present, double type) {
    return principal_of(interest, period, periods, present, 0, type);
  });
}

// The interest of a loan whose principal is paid back in equal parts.
Value ispmt(const Arguments& args) {
  if (args.number(2) == 0) return ErrorCode::div0;
  return number_result(args.number(3) * args.number(0) * (args.number(1) / args.number(2) - 1));
}

constexpr Example kFvExamples[] = {{"FV(0.06/12,10,-200,-500,1)", "2581.40337406013"},
                                   {"FV(0,5,-100)", "500"}};
constexpr Example kPvExamples[] = {{"PV(0.08/12,12*20,500,,0)", "-59777.1458511878"}};
constexpr Example kPmtExamples[] = {{"PMT(0.08/12,10,10000)", "-1037.03208935915"},
                                    {"PMT(0.08/12,10,10000,0,1)", "-1030.16432717797"},
                                    {"PMT(0,10,1000)", "-100"}};
constexpr Example kNperExamples[] = {{"NPER(0.12/12,-100,-1000,10000,1)", "59.6738656742946"},
                                     {"NPER(0.12/12,-100,-1000)", "-9.57859403981307"}};
constexpr Example kRateExamples[] = {{"RATE(48,-200,8000)", "0.00770147248823337"}};
constexpr Example kIpmtExamples[] = {{"IPMT(0.1/12,1,36,8000)", "-66.6666666666667"},
                                     {"IPMT(0.1,3,3,8000)", "-292.447129909366"},
                                     {"IPMT(0.1,1,3,8000,0,1)", "0"}};
constexpr Example kPpmtExamples[] = {{"PPMT(0.1/12,1,24,2000)", "-75.6231860083666"},
                                     {"PPMT(0.08,10,10,200000)", "-27598.0534624214"}};
constexpr Example kCumipmtExamples[] = {{"CUMIPMT(0.09/12,30*12,125000,13,24,0)", "-11135.2321307508"}};
constexpr Example kCumprincExamples[] = {{"CUMPRINC(0.09/12,30*12,125000,13,24,0)", "-934.107123420868"}};
constexpr Example kIspmtExamples[] = {{"ISPMT(0.1/12,1,36,8000000)", "-64814.8148148148"}};

constexpr FunctionSpec kFunctions[] = {
    {.name = "CUMIPMT",
     .signature = "rate:strict periods:strict present:strict first:strict last:strict type:strict",
     .summary = "The interest paid on a loan over several periods.",
     .evaluate = cumipmt,
     .examples = kCumipmtExamples},
    {.name = "CUMPRINC",
     .signature = "rate:strict periods:strict present:strict first:strict last:strict type:strict",
     .summary = "The principal paid on a loan over several periods.",
     .evaluate = cumprinc,
     .examples = kCumprincExamples},
    {.name = "FV",
     .signature = "rate:number periods:number payment:number present:number? type:number?",
     .summary = "The future value of equal payments.",
     .evaluate = fv,
     .examples = kFvExamples},
    {.name = "IPMT",
     .signature = "rate:number period:number periods:number present:number future:number? type:number?",
     .summary = "The interest in one payment of a loan.",
     .evaluate = ipmt,
     .examples = kIpmtExamples},
    {.name = "ISPMT",
     .signature = "rate:number period:number periods:number present:number",
     .summary = "The interest in one payment of a loan with equal principal payments.",
     .evaluate = ispmt,
     .examples = kIspmtExamples},
    {.name = "NPER",
     .signature = "rate:number payment:number present:number future:number? type:number?",
     .summary = "The number of payments that settle a loan.",
     .evaluate = nper,
     .examples = kNperExamples},
    {.name = "PMT",
     .signature = "rate:number periods:number present:number future:number? type:number?",
     .summary = "The equal payment that settles a loan.",
     .evaluate = pmt,
     .examples = kPmtExamples},
    {.name = "PPMT",
     .signature = "rate:number period:number periods:number present:number future:number? type:number?",
     .summary = "The principal in one payment of a loan.",
     .evaluate = ppmt,
     .examples = kPpmtExamples},
    {.name = "PV",
     .signature = "rate:number periods:number payment:number future:number? type:number?",
     .summary = "The present value of equal payments.",
     .evaluate = pv,
     .examples = kPvExamples},
    {.name = "RATE",
     .signature = "periods:number payment:number present:number future:number? type:number? guess:number?",
     .summary = "The interest rate of a loan with equal payments.",
     .evaluate = rate,
     .examples = kRateExamples},
};

}  // namespace

std::span<const FunctionSpec> annuities_functions() { return kFunctions; }

}  // namespace outturn
