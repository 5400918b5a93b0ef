// Depreciation of assets.
#include <algorithm>
#include <cmath>

#include "formulas/arguments.h"
#include "formulas/decimal_rounding.h"
#include "formulas/functions/number_result.h"

namespace outturn {
namespace {

Value sln(const Arguments& args) {
  if (args.number(2) == 0) return ErrorCode::div0;
  return number_result((args.number(0) - args.number(1)) / args.number(2));
}

Value syd(const Arguments& args) {
  const double life = args.number(2);
  const double period = args.number(3);
  if (life <= 0 || period < 1 || period > life) return ErrorCode::num;
  return number_result((args.number(0) - args.number(1)) * (life - period + 1) * 2 / (life * (life + 1)));
}

// A fixed rate, rounded to three places as Excel does; the first and last years may be part years.
Value db(const Arguments& args) {
  const double cost = args.number(0);
  const double salvage = args.number(1);
  const double life = args.number(2);
  const double period = args.whole_number(3);
  const double months = args.has(4) ? args.whole_number(4) : 12;
  if (cost < 0 || salvage < 0 || life <= 0 || period < 1 || months < 1 || months > 12 || period > life + 1 ||
      (period > life && months == 12) || life > 1e6)
    return ErrorCode::num;
  if (cost == 0) return 0;
  const double rate = round_half_away(1 - std::pow(salvage / cost, 1 / life), 3);
  double total = 0;
  double depreciation = cost * rate * months / 12;
  for (double year = 2; year <= period; ++year) {
    total += depreciation;
    depreciation = (cost - total) * rate;
    if (year == life + 1) depreciation *= (12 - months) / 12;
  }
  return number_result(depreciation);
}

// What a declining balance loses in one period; never below the salvage value.
double declining(double cost, double salvage, double life, double period, double factor) {
  const double rate = std::fmin(factor / life, 1);
  const double before = period == 1 && rate >= 1 ? cost : cost * std::pow(1 - rate, period - 1);
  const double after = cost * std::pow(1 - rate, period);
  const double depreciation = after < salvage ? before - salvage : before - after;
  return std::fmax(depreciation, 0);
}

Value ddb(const Arguments& args) {
  const double cost = args.number(0);
  const double salvage = args.number(1);
  const double life = args.number(2);
  const double period = args.number(3);
  const double factor = args.has(4) ? args.number(4) : 2;
  if (cost < 0 || salvage < 0 || life <= 0 || period <= 0 || period > life || factor <= 0)
    return ErrorCode::num;
  return number_result(declining(cost, salvage, life, period, factor));
}

// Declining balance up to a moment within the life, with a change to straight line once that takes more off.
double declined_with_switch(double cost, double salvage, double life, double upto, double factor) {
  double book = cost;
  double total = 0;
  bool straight = false;
  double straight_amount = 0;
  for (double period = 1; period <= std::ceil(upto); ++period) {
    if (!straight) {
      const double remaining = life - (period - 1);
      straight_amount = remaining > 0 ? (book - salvage) / remaining : 0;
      const double amount = declining(cost, salvage, life, period, factor);
      straight = straight_amount > amount;
      if (!straight) {
        const double share = std::fmin(1, upto - (period - 1));
        total += amount * share;
        book -= amount;
        continue;
      }
    }
    total += std::fmax(straight_amount, 0) * std::fmin(1, upto - (period - 1));
  }
  return total;
}

double declined(double cost, double salvage, double life, double upto, double factor) {
  double total = 0;
  for (double period = 1; period <= std::ceil(upto); ++period)
    total += declining(cost, salvage, life, period, factor) * std::fmin(1, upto - (period - 1));
  return total;
}

Value vdb(const Arguments& args) {
  const double cost = args.number(0);
  const double salvage = args.number(1);
  const double life = args.number(2);
  const double start = args.number(3);
  const double end = args.number(4);
  const double factor = args.has(5) ? args.number(5) : 2;
  const bool no_switch = args.logical_or(6, false);
  if (cost < 0 || salvage < 0 || life <= 0 || start < 0 || end < start || end > life || factor < 0 ||
      life > 1e5)
    return ErrorCode::num;
  if (no_switch)
    return number_result(declined(cost, salvage, life, end, factor) -
                         declined(cost, salvage, life, start, factor));
  return number_result(declined_with_switch(cost, salvage, life, end, factor) -
                       declined_with_switch(cost, salvage, life, start, factor));
}

constexpr Example kSlnExamples[] = {{"SLN(30000,7500,10)", "2250"}};
constexpr Example kSydExamples[] = {{"SYD(30000,7500,10,1)", "4090.90909090909"},
                                    {"SYD(30000,7500,10,10)", "409.090909090909"}};
constexpr Example kDbExamples[] = {{"DB(1000000,100000,6,1,7)", "186083.333333333"},
                                   {"DB(1000000,100000,6,7,7)", "15845.0984738462"}};
constexpr Example kDdbExamples[] = {{"DDB(2400,300,10*365,1)", "1.31506849315068"},
                                    {"DDB(2400,300,10,10)", "22.1225472000003"},
                                    {"DDB(2400,300,10,2,1.5)", "306"}};
constexpr Example kVdbExamples[] = {{"VDB(2400,300,10,0,1)", "480"},
                                    {"VDB(2400,300,120,6,18)", "396.306053264751"},
                                    {"VDB(2400,300,10,0,0.875,1.5)", "315"}};

constexpr FunctionSpec kFunctions[] = {
    {.name = "DB",
     .signature = "cost:number salvage:number life:number period:number months:number?",
     .summary = "Depreciation by a fixed declining balance.",
     .evaluate = db,
     .examples = kDbExamples},
    {.name = "DDB",
     .signature = "cost:number salvage:number life:number period:number factor:number?",
     .summary = "Depreciation by a double declining balance.",
     .evaluate = ddb,
     .examples = kDdbExamples},
    {.name = "SLN",
     .signature = "cost:number salvage:number life:number",
     .summary = "Straight-line depreciation.",
     .evaluate = sln,
     .examples = kSlnExamples},
    {.name = "SYD",
     .signature = "cost:number salvage:number life:number period:number",
     .summary = "Depreciation by the sum of the years' digits.",
     .evaluate = syd,
     .examples = kSydExamples},
    {.name = "VDB",
     .signature =
         "cost:number salvage:number life:number start:number end:number factor:number? no_switch:logical?",
     .summary = "Declining balance depreciation between two moments.",
     .evaluate = vdb,
     .examples = kVdbExamples},
};

}  // namespace

std::span<const FunctionSpec> depreciation_functions() { return kFunctions; }

}  // namespace outturn
