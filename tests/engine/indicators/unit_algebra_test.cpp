#include "engine/indicators/unit_algebra.h"

#include <gtest/gtest.h>

#include <map>

namespace outturn {
namespace {

const std::map<std::string, const char*> kUnits = {
    {"calls", "calls"}, {"received", "count"}, {"homes", "homes"},  {"days", "days"},
    {"fte", "FTE"},     {"cost", "\u00A3000"}, {"spend", "\u00A3"}, {"waste", "kg"},
    {"rate", "%"},      {"wait", "minutes"},   {"score", "index"},  {"any", "number"},
};

std::vector<Unit> units_of(const IndicatorExpression& expression) {
  std::vector<Unit> units;
  for (const ExpressionInput& input : expression.inputs())
    units.push_back(*read_unit(kUnits.at(input.name)).unit);
  return units;
}

// "", "warning: …" or "error: …".
std::string finding(const char* text, const char* unit) {
  const IndicatorExpression expression = *compile_expression(text).expression;
  const auto found = check_unit(expression, units_of(expression), *read_unit(unit).unit);
  return !found ? "" : (found->is_error ? "error: " : "warning: ") + found->message;
}

TEST(UnitOf, FollowsTheExpression) {
  const std::pair<const char*, const char*> rows[] = {
      {"days / fte", "days \u00F7 FTE"},
      {"cost / fte", "\u00A3 \u00F7 FTE"},
      {"calls / calls.prev", "a plain ratio"},
      {"(rate + rate.prev) / 2", "%"},
      {"waste / homes * fte / fte", "kg \u00F7 homes"},
      {"sqrt(days ^ 2)", "days"},
      {"any / days", ""},
  };
  for (const auto& [text, expected] : rows) {
    const IndicatorExpression expression = *compile_expression(text).expression;
    EXPECT_EQ(unit_of(expression, units_of(expression)), expected) << text;
  }
}

TEST(CheckUnit, IsSilentWhereTheUnitFits) {
  const std::pair<const char*, const char*> rows[] = {
      {"calls / received", "%"},  // count stands for calls
      {"calls / calls.prev", "%"},
      {"1 - rate", "%"},
      {"rate - rate.prev", "%"},
      {"if(fte = 0, 0, days / fte)", "days"},
      {"days / fte", "days per FTE"},
      {"cost / fte", "\u00A3"},
      {"cost - spend", "\u00A3000"},
      {"cost / spend", "%"},
      {"waste / homes", "kg"},
      {"calls / homes", "per 10,000"},
      {"received / homes", "rate per 1,000"},
      {"wait / calls", "hh:mm:ss"},
      {"calls", "count"},
      {"received", "calls"},
      {"rate * homes", "homes"},
      {"waste / 1000", "tonnes"},
      {"calls / any", "%"},
      {"if(calls > 100, 1, 0)", "count"},
      {"score", "index"},
      {"(rate - rate.prev) * 100", "points"},
  };
  for (const auto& [text, unit] : rows) {
    if (std::string(text) == "calls / homes") continue;  // two words that count: below
    EXPECT_EQ(finding(text, unit), "") << text << " in " << unit;
  }
}

TEST(CheckUnit, RefusesWhatWouldBePrintedWrongByAFactor) {
  const std::pair<const char*, const char*> rows[] = {
      {"days / fte", "%"},        {"days", "%"},         {"calls", "%"},        {"rate", "count"},
      {"rate", "number"},         {"cost", "number"},    {"cost", "count"},     {"wait", "days"},
      {"calls / wait", "calls"},  {"days", "hours"},     {"waste", "tonnes"},   {"calls", "\u00A3000"},
      {"cost + calls", "\u00A3"}, {"rate + calls", "%"}, {"cost", "per 1,000"},
  };
  for (const auto& [text, unit] : rows)
    EXPECT_EQ(finding(text, unit).rfind("error: ", 0), 0u)
        << text << " in " << unit << ": " << finding(text, unit);
  EXPECT_NE(finding("days / fte", "%").find("gives days \u00F7 FTE, but its unit is %"), std::string::npos);
}

TEST(CheckUnit, WarnsOfOtherWords) {
  const std::pair<const char*, const char*> rows[] = {
      {"calls / fte", "%"},
      {"calls / homes", "per 10,000"},
      {"calls", "\u00A3"},
      {"spend", "count"},
      {"calls", "homes"},
      {"days", "calls"},
      {"calls + homes", "calls"},
      {"received / received.prev", "count"},
      {"average(rate, rate.prev)", "%"},
  };
  for (const auto& [text, unit] : rows)
    EXPECT_EQ(finding(text, unit).rfind("warning: ", 0), 0u)
        << text << " in " << unit << ": " << finding(text, unit);
}

}  // namespace
}  // namespace outturn
