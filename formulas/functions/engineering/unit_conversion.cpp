// CONVERT. Units and factors as in Microsoft's description of CONVERT; names tell capitals from small
// letters.
#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>
#include <vector>

#include "formulas/arguments.h"

namespace outturn {
namespace {

enum class Quantity : std::uint8_t {
  mass,
  distance,
  time,
  pressure,
  force,
  energy,
  power,
  magnetism,
  temperature,
  volume,
  area,
  information,
  speed
};

enum class Prefixes : std::uint8_t { none, metric, metric_and_binary };

struct Unit {
  std::string_view name;
  Quantity quantity;
  double factor;  // in the quantity's first unit below; temperatures have a zero of their own as well
  Prefixes prefixes = Prefixes::none;
  int power = 1;  // km2 is a million m2, not a thousand
};

using enum Quantity;
constexpr Prefixes kMetric = Prefixes::metric;
constexpr double kFoot = 0.3048, kInch = 0.0254, kYard = 0.9144, kMile = 1609.344, kNauticalMile = 1852;
constexpr double kPoint = 0.0254 / 72, kLightYear = 9.4607304725808e15, kAngstrom = 1e-10;
constexpr double kSurveyMile = 5280.0 * 1200 / 3937;
constexpr double square(double x) { return x * x; }
constexpr double cube(double x) { return x * x * x; }

constexpr Unit kUnits[] = {
    // gram
    {"g", mass, 1, kMetric},
    {"sg", mass, 14593.9029372064},
    {"lbm", mass, 453.59237},
    {"u", mass, 1.660538782e-24, kMetric},
    {"ozm", mass, 28.349523125},
    {"grain", mass, 0.06479891},
    {"cwt", mass, 45359.237},
    {"shweight", mass, 45359.237},
    {"uk_cwt", mass, 50802.34544},
    {"lcwt", mass, 50802.34544},
    {"hweight", mass, 50802.34544},
    {"stone", mass, 6350.29318},
    {"ton", mass, 907184.74},
    {"uk_ton", mass, 1016046.9088},
    {"LTON", mass, 1016046.9088},
    {"brton", mass, 1016046.9088},
    // metre
    {"m", distance, 1, kMetric},
    {"mi", distance, kMile},
    {"Nmi", distance, kNauticalMile},
    {"in", distance, kInch},
    {"ft", distance, kFoot},
    {"yd", distance, kYard},
    {"ang", distance, kAngstrom, kMetric},
    {"ell", distance, 1.143},
    {"ly", distance, kLightYear, kMetric},
    {"parsec", distance, 3.08567758128155e16, kMetric},
    {"pc", distance, 3.08567758128155e16, kMetric},
    {"Picapt", distance, kPoint},
    {"Pica", distance, kPoint},
    {"pica", distance, kInch / 6},
    {"survey_mi", distance, kSurveyMile},
    // second
    {"sec", time, 1, kMetric},
    {"s", time, 1, kMetric},
    {"mn", time, 60},
    {"min", time, 60},
    {"hr", time, 3600},
    {"day", time, 86400},
    {"d", time, 86400},
    {"yr", time, 31557600},
    // pascal
    {"Pa", pressure, 1, kMetric},
    {"p", pressure, 1, kMetric},
    {"atm", pressure, 101325, kMetric},
    {"at", pressure, 101325, kMetric},
    {"mmHg", pressure, 133.322, kMetric},
    {"psi", pressure, 6894.75729316836},
    {"Torr", pressure, 101325.0 / 760},
    // newton
    {"N", force, 1, kMetric},
    {"dyn", force, 1e-5, kMetric},
    {"dy", force, 1e-5, kMetric},
    {"lbf", force, 4.4482216152605},
    {"pond", force, 9.80665e-3, kMetric},
    // joule
    {"J", energy, 1, kMetric},
    {"e", energy, 1e-7, kMetric},
    {"c", energy, 4.184, kMetric},
    {"cal", energy, 4.1868, kMetric},
    {"eV", energy, 1.602176487e-19, kMetric},
    {"ev", energy, 1.602176487e-19, kMetric},
    {"HPh", energy, 2684519.53769617},
    {"hh", energy, 2684519.53769617},
    {"Wh", energy, 3600, kMetric},
    {"wh", energy, 3600, kMetric},
    {"flb", energy, 1.3558179483314},
    {"BTU", energy, 1055.05585262},
    {"btu", energy, 1055.05585262},
    // watt
    {"W", power, 1, kMetric},
    {"w", power, 1, kMetric},
    {"HP", power, 745.69987158227},
    {"h", power, 745.69987158227},
    {"PS", power, 735.49875},
    // tesla
    {"T", magnetism, 1, kMetric},
    {"ga", magnetism, 1e-4, kMetric},
    // kelvin
    {"K", temperature, 1, kMetric},
    {"kel", temperature, 1, kMetric},
    {"C", temperature, 1},
    {"cel", temperature, 1},
    {"F", temperature, 1 / 1.8},
    {"fah", temperature, 1 / 1.8},
    {"Rank", temperature, 1 / 1.8},
    {"Reau", temperature, 1.25},
    // cubic metre
    {"m3", volume, 1, kMetric, 3},
    {"m^3", volume, 1, kMetric, 3},
    {"l", volume, 1e-3, kMetric},
    {"L", volume, 1e-3, kMetric},
    {"lt", volume, 1e-3, kMetric},
    {"tsp", volume, 4.92892159375e-6},
    {"tspm", volume, 5e-6},
    {"tbs", volume, 1.478676478125e-5},
    {"oz", volume, 2.95735295625e-5},
    {"cup", volume, 2.365882365e-4},
    {"pt", volume, 4.73176473e-4},
    {"us_pt", volume, 4.73176473e-4},
    {"uk_pt", volume, 5.6826125e-4, kMetric},
    {"qt", volume, 9.46352946e-4},
    {"uk_qt", volume, 1.1365225e-3},
    {"gal", volume, 3.785411784e-3},
    {"uk_gal", volume, 4.54609e-3},
    {"ang3", volume, cube(kAngstrom), kMetric, 3},
    {"ang^3", volume, cube(kAngstrom), kMetric, 3},
    {"barrel", volume, 0.158987294928},
    {"bushel", volume, 0.03523907016688},
    {"ft3", volume, cube(kFoot)},
    {"ft^3", volume, cube(kFoot)},
    {"in3", volume, cube(kInch)},
    {"in^3", volume, cube(kInch)},
    {"ly3", volume, cube(kLightYear)},
    {"ly^3", volume, cube(kLightYear)},
    {"mi3", volume, cube(kMile)},
    {"mi^3", volume, cube(kMile)},
    {"yd3", volume, cube(kYard)},
    {"yd^3", volume, cube(kYard)},
    {"Nmi3", volume, cube(kNauticalMile)},
    {"Nmi^3", volume, cube(kNauticalMile)},
    {"Picapt3", volume, cube(kPoint)},
    {"Picapt^3", volume, cube(kPoint)},
    {"Pica3", volume, cube(kPoint)},
    {"Pica^3", volume, cube(kPoint)},
    {"GRT", volume, 100 * cube(kFoot)},
    {"regton", volume, 100 * cube(kFoot)},
    {"MTON", volume, 40 * cube(kFoot)},
    // square metre
    {"m2", area, 1, kMetric, 2},
    {"m^2", area, 1, kMetric, 2},
    {"uk_acre", area, 4046.8564224},
    {"us_acre", area, square(kSurveyMile) / 640},
    {"ang2", area, square(kAngstrom), kMetric, 2},
    {"ang^2", area, square(kAngstrom), kMetric, 2},
    {"ar", area, 100, kMetric},
    {"ft2", area, square(kFoot)},
    {"ft^2", area, square(kFoot)},
    {"ha", area, 10000},
    {"in2", area, square(kInch)},
    {"in^2", area, square(kInch)},
    {"ly2", area, square(kLightYear)},
    {"ly^2", area, square(kLightYear)},
    {"Morgen", area, 2500},
    {"mi2", area, square(kMile)},
    {"mi^2", area, square(kMile)},
    {"Nmi2", area, square(kNauticalMile)},
    {"Nmi^2", area, square(kNauticalMile)},
    {"Picapt2", area, square(kPoint)},
    {"Pica2", area, square(kPoint)},
    {"Picapt^2", area, square(kPoint)},
    {"Pica^2", area, square(kPoint)},
    {"yd2", area, square(kYard)},
    {"yd^2", area, square(kYard)},
    // bit
    {"bit", information, 1, Prefixes::metric_and_binary},
    {"byte", information, 8, Prefixes::metric_and_binary},
    // metre a second
    {"m/s", speed, 1, kMetric},
    {"m/sec", speed, 1, kMetric},
    {"m/h", speed, 1.0 / 3600, kMetric},
    {"m/hr", speed, 1.0 / 3600, kMetric},
    {"mph", speed, 0.44704, kMetric},
    {"kn", speed, kNauticalMile / 3600},
    {"admkn", speed, 6080 * kFoot / 3600},
};

struct Prefix {
  std::string_view name;
  int exponent;  // of 10, or of 2 for the binary ones
  bool binary = false;
};

constexpr Prefix kPrefixes[] = {
    {"Y", 24},        {"Z", 21},        {"E", 18},        {"P", 15},        {"T", 12},
    {"G", 9},         {"M", 6},         {"k", 3},         {"h", 2},         {"da", 1},
    {"e", 1},         {"d", -1},        {"c", -2},        {"m", -3},        {"u", -6},
    {"n", -9},        {"p", -12},       {"f", -15},       {"a", -18},       {"z", -21},
    {"y", -24},       {"Yi", 80, true}, {"Zi", 70, true}, {"Ei", 60, true}, {"Pi", 50, true},
    {"Ti", 40, true}, {"Gi", 30, true}, {"Mi", 20, true}, {"ki", 10, true}};

// A unit with its prefix: the unit times 10^decimal × 2^binary.
struct Measure {
  const Unit* unit;
  int decimal = 0;
  int binary = 0;
};

// A name can be read in more than one way: "pc" is a parsec and a picocalorie.
std::vector<Measure> readings(std::string_view name) {
  std::vector<Measure> measures;
  for (const Unit& unit : kUnits)
    if (unit.name == name) measures.push_back({&unit});
  for (const Prefix& prefix : kPrefixes) {
    if (!name.starts_with(prefix.name)) continue;
    const std::string_view rest = name.substr(prefix.name.size());
    for (const Unit& unit : kUnits) {
      if (unit.name != rest || unit.prefixes == Prefixes::none) continue;
      if (!prefix.binary)
        measures.push_back({&unit, prefix.exponent * unit.power});
      else if (unit.prefixes == Prefixes::metric_and_binary)
        measures.push_back({&unit, 0, prefix.exponent});
    }
  }
  return measures;
}

// The first readings of both names that measure the same quantity.
std::optional<std::pair<Measure, Measure>> find_measures(std::string_view from_name,
                                                         std::string_view to_name) {
  const std::vector<Measure> to_readings = readings(to_name);
  for (const Measure& from : readings(from_name))
    for (const Measure& to : to_readings)
      if (from.unit->quantity == to.unit->quantity) return std::pair(from, to);
  return std::nullopt;
}

// Powers of ten up to 22 are exact, so a prefix costs one rounding.
double scaled(double number, int decimal) {
  while (decimal > 0) {
    const int step = std::min(decimal, 22);
    number *= std::pow(10.0, step);
    decimal -= step;
  }
  while (decimal < 0) {
    const int step = std::min(-decimal, 22);
    number /= std::pow(10.0, step);
    decimal += step;
  }
  return number;
}

double to_celsius(double number, std::string_view unit) {
  if (unit == "F" || unit == "fah") return (number - 32) / 1.8;
  if (unit == "K" || unit == "kel") return number - 273.15;
  if (unit == "Rank") return (number - 491.67) / 1.8;
  if (unit == "Reau") return number * 1.25;
  return number;
}

double from_celsius(double number, std::string_view unit) {
  if (unit == "F" || unit == "fah") return number * 1.8 + 32;
  if (unit == "K" || unit == "kel") return number + 273.15;
  if (unit == "Rank") return number * 1.8 + 491.67;
  if (unit == "Reau") return number / 1.25;
  return number;
}

Value convert(const Arguments& args) {
  const auto measures = find_measures(args.text(1), args.text(2));
  if (!measures) return ErrorCode::na;
  const auto [from, to] = *measures;
  if (args.text(1) == args.text(2)) return args.number(0);
  double result = args.number(0);
  if (from.unit->quantity == temperature) {
    result = scaled(result, from.decimal);
    const bool same_scale = to_celsius(0, from.unit->name) == to_celsius(0, to.unit->name) &&
                            from.unit->factor == to.unit->factor;
    if (!same_scale) result = from_celsius(to_celsius(result, from.unit->name), to.unit->name);
    result = scaled(result, -to.decimal);
  } else {
    result = result * from.unit->factor / to.unit->factor;
    result = std::ldexp(scaled(result, from.decimal - to.decimal), from.binary - to.binary);
  }
  if (!std::isfinite(result)) return ErrorCode::num;
  return result;
}

constexpr Example kConvertExamples[] = {
    {"CONVERT(1,\"lbm\",\"kg\")", "0.45359237"}, {"CONVERT(68,\"F\",\"C\")", "20"},
    {"CONVERT(2.5,\"ft\",\"sec\")", "#N/A"},     {"CONVERT(100,\"ft^2\",\"m2\")", "9.290304"},
    {"CONVERT(1,\"km2\",\"m2\")", "1000000"},    {"CONVERT(1,\"kibyte\",\"bit\")", "8192"},
    {"CONVERT(1,\"KM\",\"m\")", "#N/A"},         {"CONVERT(1,\"ha\",\"ar\")", "100"}};

constexpr FunctionSpec kFunctions[] = {
    {.name = "CONVERT",
     .signature = "number:strict from:text to:text",
     .summary = "A measurement in another unit.",
     .evaluate = convert,
     .examples = kConvertExamples},
};

}  // namespace

std::span<const FunctionSpec> unit_conversion_functions() { return kFunctions; }

}  // namespace outturn
