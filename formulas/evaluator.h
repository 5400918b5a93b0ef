// Runs programs: the value of a formula in the cell that the context stands on.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "formulas/evaluation_context.h"
#include "formulas/operand.h"
#include "formulas/program.h"

namespace outturn {

// One parameter of LET or LAMBDA bound to an operand, linked to those visible before it.
struct LocalScope {
  std::int32_t local = -1;
  Operand value;
  std::shared_ptr<const LocalScope> outer;
};

struct Lambda {
  struct Parameter {
    std::int32_t local = -1;
    bool optional = false;
  };
  // Either a function named without a call, or code of a program. Programs outlive the evaluation.
  const FunctionSpec* function = nullptr;
  const Program* program = nullptr;
  std::uint32_t begin = 0, end = 0;
  std::vector<Parameter> parameters;
  std::shared_ptr<const LocalScope> scope;
};

// As the formula gives it: perhaps a reference, perhaps a lambda. Meaningless when context.suspended().
[[nodiscard]] Operand evaluate(const Program& program, EvaluationContext& context);

// What the cell holds: a reference is read, a lambda is #CALC!, a blank is 0. An ordinary formula gives one
// value, the first of an array; an array or dynamic formula may give an array.
[[nodiscard]] Value evaluate_to_value(const Program& program, EvaluationContext& context);

// The reference that a text names, for INDIRECT; an error value if it names none.
[[nodiscard]] Operand reference_from_text(std::string_view text, bool a1_style, EvaluationContext& context);

}  // namespace outturn
