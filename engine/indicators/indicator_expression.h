// The arithmetic of an indicator over named measures: `answered_30s / answered`, `abandoned.ytd /
// received.ytd`.
//
// Spelling and precedence are Excel's (`=` compares, `<>`, `^` from left to right, `-2^2` is 4, `50%` is
// 0.5), so that the same text never means two numbers in one workbook; names of functions ignore case. `if`
// evaluates only the branch it takes. A division by zero, a root of a negative number or an overflow anywhere
// ends the evaluation with that error, as in Excel; it never vanishes in an outer `min` or comparison. One
// difference: a sum or difference whose terms cancel is 0 everywhere, where Excel clears the noise of the
// last operation only.
//
// Every input must have a value: whether data are missing is decided by the caller, who then does not
// evaluate.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "engine/indicators/expression_steps.h"
#include "engine/indicators/period_view.h"
#include "formulas/error_code.h"

namespace outturn {

// Longer expressions are refused: compiling takes time quadratic in the length.
inline constexpr std::size_t kMaxExpressionLength = 2000;

struct ExpressionInput {
  std::string name;           // as first written; a measure's name or an indicator's reference
  bool is_indicator = false;  // written [CS-2]
  PeriodView view;
  std::size_t position = 0;  // in the text, in bytes
};

struct ExpressionError {
  std::size_t position = 0;  // in the text, in bytes
  std::string message;
  std::string suggestion;  // what to write instead; may be empty
};

class IndicatorExpression {
 public:
  // What the whole expression gives. `worst([A], [B])` and `best(…)` give a status out of other indicators'
  // statuses, and `milestone` stands for a date done or not; they stand alone and are not evaluated here.
  enum class Form { number, worst_status, best_status, milestone };

  [[nodiscard]] Form form() const noexcept;
  [[nodiscard]] const std::string& text() const noexcept;
  // Each measure or indicator in each view once, in the order of the text.
  [[nodiscard]] std::span<const ExpressionInput> inputs() const noexcept;

  // Its operations, operands first; empty for the forms that stand alone.
  [[nodiscard]] std::span<const ExpressionStep> steps() const noexcept;

  // Requires: form() is number; values stand in the order of inputs() and are finite. Safe from several
  // threads.
  [[nodiscard]] std::variant<double, ErrorCode> evaluate(std::span<const double> values) const;

 private:
  friend struct ExpressionReading compile_expression(std::string_view text);
  struct Program;
  std::shared_ptr<const Program> program_;
};

struct ExpressionReading {
  std::optional<IndicatorExpression> expression;
  ExpressionError error;  // of a text that is no expression
};

[[nodiscard]] ExpressionReading compile_expression(std::string_view text);

// Names that a measure cannot have, because they mean something in an expression.
[[nodiscard]] bool is_reserved_in_expressions(std::string_view name);
// A measure's name: a letter or _, then letters, digits and _.
[[nodiscard]] bool is_expression_name(std::string_view name) noexcept;

}  // namespace outturn
