// The first pass of compiling, from the root of an expression down: the class of each node, the functions
// called, and the parameters of LET and LAMBDA that are visible in it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "formulas/expression.h"
#include "formulas/function_spec.h"
#include "formulas/program.h"

namespace outturn {

// What the place of a subexpression asks of a reference (Excel's value, reference and array classes of
// operands).
enum class OperandClass : std::uint8_t { value, reference, array };

// A name in the one case in which names are compared: ASCII capitals.
[[nodiscard]] std::string folded_name(std::string_view name);

class OperandClasses {
 public:
  // The expression outlives its use here.
  void classify(const Expression& expression, FormulaMode mode);

  [[nodiscard]] OperandClass of(std::size_t node) const noexcept { return classes_[node]; }
  // Null for a node that is no call, and for an unknown function.
  [[nodiscard]] const FunctionSpec* function(std::size_t node) const noexcept { return functions_[node]; }
  [[nodiscard]] bool is_argument(std::size_t node) const noexcept { return is_argument_[node]; }
  // Its references are not followed.
  [[nodiscard]] bool is_unread(std::size_t node) const noexcept { return unread_[node]; }
  // The parameter that a node declares, -1 for none.
  [[nodiscard]] std::int32_t declared(std::size_t node) const noexcept { return declares_[node]; }
  // The parameter of that name that is visible in a node, -1 for none.
  [[nodiscard]] std::int32_t find_local(std::size_t node, std::string_view name) const;
  // The name that an argument consists of; empty where it is no lone name.
  [[nodiscard]] std::string_view written_name(std::size_t node) const;
  // The first argument of CELL in lower case; empty where it is calculated.
  [[nodiscard]] std::string cell_question(std::size_t argument) const;

 private:
  struct Local {
    std::string name;
    std::int32_t parent;  // the binding visible before this one, -1 for none
  };
  void descend(std::size_t node, const std::vector<std::size_t>& children);
  void call(std::size_t node, const std::vector<std::size_t>& children);
  void let_parameters(std::size_t node, const std::vector<std::size_t>& children);
  void lambda_parameters(std::size_t node, const std::vector<std::size_t>& children);
  std::int32_t declare(std::size_t node, std::int32_t visible);

  const Expression* in_ = nullptr;
  std::vector<OperandClass> classes_;
  std::vector<std::int32_t> visible_;  // the innermost parameter visible in a node
  std::vector<std::int32_t> declares_;
  std::vector<bool> unread_;
  std::vector<const FunctionSpec*> functions_;
  std::vector<bool> is_argument_;  // of a call
  std::vector<Local> locals_;
  std::vector<std::size_t> children_;
};

}  // namespace outturn
