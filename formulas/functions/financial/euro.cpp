// EUROCONVERT: the currencies that the euro replaced, of which Microsoft's description knows thirteen.
#include <cmath>

#include "formulas/arguments.h"
#include "formulas/decimal_rounding.h"
#include "formulas/functions/number_result.h"
#include "formulas/text_units.h"

namespace outturn {
namespace {

struct Currency {
  std::string_view code;
  double for_one_euro;  // Council Regulations (EC) No 2866/98, 1478/2000 and 1086/2006
  int places;           // the calculation precision of Microsoft's description
};

constexpr Currency kCurrencies[] = {
    {"EUR", 1, 2},       {"ATS", 13.7603, 2}, {"BEF", 40.3399, 0}, {"DEM", 1.95583, 2},  {"ESP", 166.386, 0},
    {"FIM", 5.94573, 2}, {"FRF", 6.55957, 2}, {"GRD", 340.75, 0},  {"IEP", 0.787564, 2}, {"ITL", 1936.27, 0},
    {"LUF", 40.3399, 0}, {"NLG", 2.20371, 2}, {"PTE", 200.482, 1}, {"SIT", 239.64, 2}};

const Currency* find_currency(std::string_view code) {
  for (const Currency& currency : kCurrencies)
    if (equal_ignoring_case(currency.code, code)) return &currency;
  return nullptr;
}

// Between two currencies by way of the euro, whose amount is rounded to the places of the last argument where
// it is given; at least three, as Council Regulation (EC) No 1103/97 has it.
Value euroconvert(const Arguments& args) {
  const double number = args.number(0);
  const Currency* from = find_currency(args.text(1));
  const Currency* to = find_currency(args.text(2));
  if (from == nullptr || to == nullptr) return ErrorCode::value;
  const bool full_precision = args.logical_or(3, false);
  if (args.has(4) && args.whole_number(4) < 3) return ErrorCode::value;
  if (from == to) return number_result(number);
  double euros = number / from->for_one_euro;
  if (args.has(4) && args.whole_number(4) <= 15)
    euros = round_half_away(euros, static_cast<int>(args.whole_number(4)));
  const double converted = euros * to->for_one_euro;
  return number_result(full_precision ? converted : round_half_away(converted, to->places));
}

constexpr Example kEuroconvertExamples[] = {{"EUROCONVERT(1.2,\"DEM\",\"EUR\")", "0.61"},
                                            {"EUROCONVERT(1,\"FRF\",\"EUR\",TRUE,3)", "0.152"},
                                            {"EUROCONVERT(1,\"FRF\",\"DEM\",TRUE,3)", "0.29728616"},
                                            {"EUROCONVERT(100,\"FRF\",\"EUR\",FALSE,3)", "15.25"},
                                            {"EUROCONVERT(1,\"USD\",\"EUR\")", "#VALUE!"}};

constexpr FunctionSpec kFunctions[] = {
    {.name = "EUROCONVERT",
     .signature = "number:number source:text target:text full_precision:logical? triangulation:number?",
     .summary = "An amount in the euro or one of the currencies that it replaced.",
     .evaluate = euroconvert,
     .examples = kEuroconvertExamples},
};

}  // namespace

std::span<const FunctionSpec> euro_functions() { return kFunctions; }

}  // namespace outturn
