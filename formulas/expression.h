// A parsed formula: a tree kept as one array in postorder, so that it has no pointers, is walked without
// recursion and compiles in one pass (formulas/program.h).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "formulas/reference.h"
#include "formulas/value.h"

namespace outturn {

enum class ExpressionKind : std::uint8_t {
  number,
  text,
  logical,
  error,
  omitted,         // leaves; omitted is the empty argument of f(1,,2)
  array,           // {1,2;3,4}
  range,           // A1, $A$1:B2, A:C, 1:3, with or without a sheet
  structured,      // Table[Column]
  name,            // a defined name, or a parameter of LET and LAMBDA
  function_value,  // a function named without a call: BYROW(A1:B2,SUM)
  call,            // FUNCTION(…)
  invoke,          // (…)(…): the first child is the lambda
  parentheses,     // kept: they decide whether a final + or - snaps to zero
  minus,
  plus,
  percent,                // -x +x x%
  implicit_intersection,  // @x
  spill,                  // x#
  add,
  subtract,
  multiply,
  divide,
  power,
  concatenate,
  equal,
  not_equal,
  less,
  less_equal,
  greater,
  greater_equal,
  range_operator,
  intersection_operator,
  union_operator,
};

struct ExpressionNode {
  ExpressionKind kind;
  std::uint16_t children = 0;
  std::uint32_t index = 0;  // into the table of its kind, below; for error the ErrorCode, for logical 0 or 1
  std::uint32_t size = 1;   // nodes of the subtree, this one included
};

struct SheetPrefix {
  std::string first;  // as written, without quotes; "[1]Sheet1" for another workbook
  std::string last;   // a 3-D reference: Jan:Dec!A1; otherwise empty
};

struct RangeNode {
  RangeReference reference;
  std::int32_t sheets = -1;  // index into Expression::sheets, -1: the formula's own sheet
};

struct NameNode {
  std::string name;
  std::int32_t sheets = -1;
};

class Expression {
 public:
  std::vector<ExpressionNode> nodes;  // postorder: children before their parent, the root last
  std::vector<double> numbers;
  std::vector<std::string> texts;
  std::vector<RangeNode> ranges;
  std::vector<StructuredReference> structured;
  std::vector<NameNode> names;  // of name, call and function_value
  std::vector<SheetPrefix> sheets;
  std::vector<Value> arrays;

  [[nodiscard]] bool empty() const noexcept { return nodes.empty(); }
  // Positions of a node's children, in order, into `positions`.
  void children(std::size_t node, std::vector<std::size_t>& positions) const;
  void clear();
};

// One line that shows the structure, for tests and diagnostics: "(+ 1 (* 2 R[0]C[-1]))".
[[nodiscard]] std::string describe(const Expression& expression);

}  // namespace outturn
