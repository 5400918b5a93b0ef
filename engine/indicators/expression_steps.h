// An expression as the order of its operations, operands first (reverse Polish notation, by Dijkstra's
// shunting yard): for whoever must follow what it does without calculating it.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace outturn {

struct ExpressionStep {
  enum class Kind { number, input, negate, binary, call };
  Kind kind = Kind::number;
  double number = 0;
  std::size_t input = 0;  // which of the expression's inputs
  std::string_view name;  // of an operator its sign, of a call the function
  int arguments = 0;      // of a call
};

// Fed with an expression whose order has been found right, symbol by symbol.
class ExpressionSteps {
 public:
  void number(double value);
  void input(std::size_t index);
  void negate();
  void binary(std::string_view sign);    // + - * / ^ = <> < <= > >=
  void open(std::string_view function);  // empty for plain brackets; the name outlives the steps
  void comma();
  void close();
  // Requires: the expression is complete.
  [[nodiscard]] std::vector<ExpressionStep> take();

 private:
  struct Waiting {
    ExpressionStep step;
    int rank = 0;  // 0: an open bracket
  };
  void settle(int rank);  // emits what binds at least as tightly

  std::vector<ExpressionStep> steps_;
  std::vector<Waiting> waiting_;
};

}  // namespace outturn
