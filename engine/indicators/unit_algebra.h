// What unit an expression gives, from the units of what it is made of: days ÷ FTE, £ ÷ count, a plain ratio.
//
// Inside, percentages are fractions, money is in pounds and lengths of time are in seconds (unit.h), so a
// result in the wrong one of these would be printed wrong by a factor: that is an error. Words that merely
// differ (calls ÷ FTE for a percentage) are a warning. `count` stands for any word that counts things,
// `number` for anything, and where an expression multiplies by a number it may convert units, which is left
// to it.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "engine/indicators/indicator_expression.h"
#include "engine/indicators/unit.h"

namespace outturn {

struct UnitFinding {
  bool is_error = false;
  std::string message;  // "gives days ÷ FTE, but its unit is %; …"
};

// `units` in the order of the expression's inputs. The gravest finding. Requires: the expression is a number.
[[nodiscard]] std::optional<UnitFinding> check_unit(const IndicatorExpression& expression,
                                                    std::span<const Unit> units, const Unit& unit);

// "days ÷ FTE"; "a plain ratio"; empty where it cannot be told.
[[nodiscard]] std::string unit_of(const IndicatorExpression& expression, std::span<const Unit> units);

}  // namespace outturn
