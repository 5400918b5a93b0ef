// Why an indicator's figure moved, by arithmetic: what it would be with only one of the measures it is made
// of changed, and what is left to their joint change.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/indicators/indicator_node.h"

namespace outturn {

// One name of the expression, before and after.
struct InputChange {
  enum class Side { numerator, denominator, both, none };  // none: the expression is no quotient
  std::string name;                                        // as the expression has it: "answered.ytd"
  std::string source;                                      // the measure's label, the indicator's title
  Side side = Side::none;
  Unit unit;
  SeriesValue before, after;
  [[nodiscard]] bool differs() const noexcept;  // numbers at 15 digits
};

// The figure with one side of the quotient, or one input, as it is after, and all else as it was before.
struct Substitution {
  std::string what;              // "numerator", "denominator", or the input's name
  std::optional<double> figure;  // none where it cannot be calculated
};

struct FigureChange {
  bool is_quotient = false;
  std::vector<InputChange> inputs;
  std::vector<Substitution> alone;  // where more than one side, or more than one input, changed
  // after - before - Σ (alone - before): what comes of the changes together only.
  std::optional<double> joint;
  std::string not_explained;  // why the inputs do not make the figures; empty where they do
};

// Requires: both are calculated, under the same definition.
[[nodiscard]] FigureChange explain_change(const IndicatorNode& before, const IndicatorNode& after);

}  // namespace outturn
