// Targets that are no fixed figure: an expression over measures and indicators, a change on a baseline.
//
//   (answered.last_year) · at least [CS-2].last_year · = peers_mean · by 3,000 per year on 288,000 in 2019/20
//   · by 5% on [CS-2].last_year
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "engine/indicators/period.h"
#include "engine/indicators/target.h"

namespace outturn {

struct IndicatorDefinition;

// An expression that stands in a cell of its own (a target, a tolerance, a forecast): a definition that is
// never reported, so that it is checked and calculated as an indicator is.
using CellExpression = std::shared_ptr<const IndicatorDefinition>;

// How the number of a target is found. `expression` is the base where there is no base in figures.
struct TargetRule {
  enum class Kind { fixed, expression, change };
  Kind kind = Kind::fixed;
  CellExpression expression;
  // Of a change: signed, in the unit's inside form, or a share of the base.
  double change = 0;
  bool is_share = false;
  bool per_year = false;
  double base = 0;
  std::optional<Period> base_period;  // that the base in figures is of
};

// The number at a base, `years` years on: the base plus the change each year, or by its share each year.
[[nodiscard]] double changed_base(double base, const TargetRule& rule, int years) noexcept;

struct RuleReading {
  bool is_rule = false;  // the text is of this form; otherwise it is for read_target
  TargetRule rule;
  TargetReading reading;   // the target's aim and strictness, its number still 0; or the problem
  std::string expression;  // to be compiled
};

// Requires: nothing of the text. `aim` is that of the column Aim.
[[nodiscard]] RuleReading read_target_rule(std::string_view text, const Unit& unit, Aim aim,
                                           YearCalendar calendar);

// What stands behind `=` or in brackets that enclose the whole, or begins with an indicator's reference;
// empty for a text that is no expression.
[[nodiscard]] std::string cell_expression(std::string_view text);

}  // namespace outturn
