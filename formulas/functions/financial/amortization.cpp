// Depreciation in the French accounting system: AMORLINC and AMORDEGRC, by year from the one of the purchase,
// which counts as year 0 and in part.
#include <cmath>

#include "formulas/decimal_rounding.h"
#include "formulas/functions/financial/security_arguments.h"
#include "formulas/functions/number_result.h"

namespace outturn {
namespace {

struct Asset {
  double cost = 0;
  double salvage = 0;
  double rate = 0;
  double period = 0;      // the year asked for
  double years = 0;       // the life, rounded up
  double first_part = 0;  // how much of the year of purchase the first period is

  // What the year of purchase takes off; a whole year where the purchase opens the period.
  [[nodiscard]] double first(double yearly_rate) const noexcept {
    const double amount = (first_part == 0 ? 1 : first_part) * yearly_rate * cost;
    return std::fmin(amount, cost - salvage);
  }
};

// A 29 February counts as the 28th where days are actual.
std::int64_t without_leap_day(std::int64_t day, DayCount basis, DateSystem system) {
  if (basis != DayCount::actual_actual && basis != DayCount::actual_365) return day;
  const CalendarDate date = calendar_date(day, system);
  return date.month == 2 && date.day == 29 ? day - 1 : day;
}

std::optional<Asset> asset_argument(const Arguments& args) {
  const DayArgument purchase = day_argument(args, 1);
  const DayArgument first_end = day_argument(args, 2);
  const auto basis = basis_argument(args, 6);
  Asset asset{
      .cost = args.number(0), .salvage = args.number(3), .rate = args.number(5), .period = args.number(4)};
  if (!purchase.valid || !first_end.valid || !basis || basis == DayCount::actual_360 ||
      purchase.day > first_end.day || asset.cost <= 0 || asset.salvage < 0 || asset.salvage > asset.cost ||
      asset.period < 0 || asset.rate <= 0)
    return std::nullopt;
  const DateSystem system = args.context().date_system();
  const bool leap_year = is_leap_year(calendar_date(purchase.day, system).year);
  const double year = *basis == DayCount::actual_actual
                          ? (leap_year ? 366 : 365)
                          : days_of_year(purchase.day, first_end.day, *basis, system);
  asset.years = std::ceil(1 / asset.rate);
  asset.first_part =
      static_cast<double>(days_between(without_leap_day(purchase.day, *basis, system),
                                       without_leap_day(first_end.day, *basis, system), *basis, system)) /
      year;
  return asset;
}

Value amorlinc(const Arguments& args) {
  const auto asset = asset_argument(args);
  if (!asset) return ErrorCode::num;
  if (asset->cost == asset->salvage || asset->period > asset->years) return 0;
  const double first = asset->first(asset->rate);
  if (asset->period == 0) return number_result(first);
  const double yearly = asset->rate * asset->cost;
  // Excel cuts a period to a whole one from 1 on only; before it the first full year is not checked yet.
  if (asset->period < 1) return number_result(yearly);
  const double left = asset->cost - asset->salvage - first - (std::floor(asset->period) - 1) * yearly;
  return number_result(std::fmax(std::fmin(yearly, left), 0));
}

// By the length of an asset's life in years; Microsoft's description has none for the lives between.
std::optional<double> coefficient(double life) {
  if (life < 3 || (life > 4 && life < 5)) return std::nullopt;
  if (life <= 4) return 1.5;
  return life <= 6 ? 2 : 2.5;
}

// Declining balance at the rate times the coefficient; the last year but one takes off half of what is left,
// and the last the rest.
Value amordegrc(const Arguments& args) {
  const auto asset = asset_argument(args);
  if (!asset) return ErrorCode::num;
  const auto factor = coefficient(1 / asset->rate);
  if (!factor) return ErrorCode::num;
  if (asset->cost == asset->salvage || asset->period > asset->years) return 0;
  const double rate = asset->rate * *factor;
  const double first = round_half_away(asset->first(rate), 0);
  if (asset->period == 0) return number_result(first);
  if (asset->period < 1) return 0;
  const double period = std::floor(asset->period);
  const double half_year = (asset->first_part == 0 ? asset->years : asset->years + 1) - 3;
  const bool regular = half_year < 1 || period < half_year;
  double left = asset->cost - first;
  left *= std::pow(1 - rate, (regular ? period : half_year) - 1);
  if (left < asset->salvage) return 0;
  if (regular) return number_result(round_half_away(left * rate, 0));
  if (period == half_year) return number_result(round_half_away(left / 2, 0));
  return period == half_year + 1 && left / 2 >= asset->salvage ? number_result(round_half_away(left / 2, 0))
                                                               : Value(0);
}

constexpr Example kAmordegrcExamples[] = {
    {"AMORDEGRC(2400,DATE(2008,8,19),DATE(2008,12,31),300,1,0.15,1)", "776"},
    {"AMORDEGRC(2400,DATE(2008,8,19),DATE(2008,12,31),300,0,0.15,1)", "330"},
    {"AMORDEGRC(100,DATE(1998,2,28),DATE(2009,6,30),10,1.7,0.3,0)", "5"},
    {"AMORDEGRC(100,DATE(1998,2,28),DATE(2009,6,30),10,0.3,0.3,0)", "0"},
    {"AMORDEGRC(2400,DATE(2008,8,19),DATE(2008,12,31),300,1,0.4,1)", "#NUM!"}};
constexpr Example kAmorlincExamples[] = {
    {"AMORLINC(2400,DATE(2008,8,19),DATE(2008,12,31),300,1,0.15,1)", "360"},
    {"AMORLINC(2400,DATE(2008,8,19),DATE(2008,12,31),300,1,0.15,2)", "#NUM!"}};

constexpr FunctionSpec kFunctions[] = {
    {.name = "AMORDEGRC",
     .signature = "cost:strict purchase:strict first_period:strict salvage:strict period:strict rate:strict "
                  "basis:strict?",
     .summary = "Declining depreciation in one period, as the French accounting system has it.",
     .evaluate = amordegrc,
     .examples = kAmordegrcExamples},
    {.name = "AMORLINC",
     .signature = "cost:strict purchase:strict first_period:strict salvage:strict period:strict rate:strict "
                  "basis:strict?",
     .summary = "Straight depreciation in one period, as the French accounting system has it.",
     .evaluate = amorlinc,
     .examples = kAmorlincExamples},
};

}  // namespace

std::span<const FunctionSpec> amortization_functions() { return kFunctions; }

}  // namespace outturn
