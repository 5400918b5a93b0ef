// Calculating with figures that are only bounds: "over 6000" less 500 is over 5,500, and 90 % less "above 89
// %" is under 1 point. Where the operations leave it open in which direction the result is bounded, there is
// none.
#pragma once

#include <optional>
#include <span>

#include "engine/indicators/bounded_number.h"
#include "engine/indicators/expression_steps.h"

namespace outturn {

struct BoundedInput {
  double number = 0;
  Bound bound = Bound::exactly;
};

// Which bound the figure that an expression gives is; nullopt where that cannot be told. The figure itself is
// the expression's value with the inputs' numbers, which is calculated elsewhere.
[[nodiscard]] std::optional<Bound> bound_of(std::span<const ExpressionStep> steps,
                                            std::span<const BoundedInput> inputs);

}  // namespace outturn
