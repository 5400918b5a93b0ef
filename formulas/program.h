// An expression compiled once for every cell that shares it: names, tables, sheets and functions resolved,
// references still relative to the cell (R1C1 form).
//
// A program is a list of instructions for a stack machine. An argument that a function evaluates itself (IF's
// branches) is a stretch of code that the machine jumps over.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "formulas/evaluation_context.h"
#include "formulas/expression.h"
#include "formulas/function_spec.h"

namespace outturn {

// How a formula was entered, which decides what a range does where one value is wanted.
enum class FormulaMode : std::uint8_t {
  implicit_intersection,  // an ordinary formula: the cell of the range in the formula's own row or column
  array,  // an array formula, a dynamic array formula or a name: the operation runs over the whole range
};

enum class Op : std::uint8_t {
  constant,  // index: constants
  omitted,
  cell,       // index: references; the value of a single cell
  range,      // index: references; the reference itself
  this_row,   // index: table_rows
  name,       // index: names
  local,      // index: the number of a LET or LAMBDA parameter
  function,   // index: functions; the function itself as a lambda
  call,       // index: functions, count: arguments
  lazy_call,  // index: lazy_calls
  invoke,     // count: arguments behind the lambda
  intersect,  // implicit intersection of a reference; anything else stays
  single,     // the operator @: also the first element of an array
  spill,      // the operator #
  minus,
  plus,
  percent,
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

struct Instruction {
  Op op;
  bool final_sum = false;  // the outermost + or - of a formula, which snaps to zero (decimal_rounding.h)
  std::uint16_t count = 0;
  std::uint32_t index = 0;
};

struct ProgramReference {
  static constexpr SheetId kOwnSheet = -1;
  RangeReference range;
  SheetId sheet = kOwnSheet;
  SheetId last_sheet = kOwnSheet;
  // Only where it stands matters, not what is in it (ROWS, OFFSET): nothing to wait for, and no circle.
  bool unread = false;

  [[nodiscard]] Area to_area(const FormulaCell& cell) const noexcept {
    return {sheet == kOwnSheet ? cell.sheet : sheet, sheet == kOwnSheet ? cell.sheet : last_sheet,
            range.to_absolute(cell.address)};
  }
};

// Table[[#This Row],[First]:[Last]]: the formula's own row, where the table has that row.
struct TableRowReference {
  SheetId sheet = 0;
  std::int32_t first_row = 0, last_row = 0;  // the table's data rows
  std::int32_t first_column = 0, last_column = 0;
};

struct LazyArgument {
  std::uint32_t begin = 0, end = 0;  // code
  std::int32_t name = -1;            // index into Program::texts where the argument is a bare name
  std::int32_t local = -1;           // the parameter that it declares
  bool omitted = false;
};

struct LazyCall {
  const FunctionSpec* function = nullptr;
  std::vector<LazyArgument> arguments;
  std::uint32_t end = 0;  // where execution goes on
};

class Program {
 public:
  std::vector<Instruction> code;
  std::vector<Value> constants;
  std::vector<ProgramReference> references;
  std::vector<TableRowReference> table_rows;
  std::vector<NameId> names;
  std::vector<const FunctionSpec*> functions;
  std::vector<LazyCall> lazy_calls;
  std::vector<std::string> texts;

  // What cannot be calculated: unknown functions and links to workbooks of which nothing is cached. Such a
  // formula keeps its cached value.
  std::vector<std::string> unsupported;
  Volatility volatility = Volatility::none;
  // Reads cells that the text does not show (INDIRECT, OFFSET, A1:INDEX(…), A1#).
  bool dynamic_references = false;
  bool is_subtotal = false;
  FormulaMode mode = FormulaMode::implicit_intersection;
};

// `sheet` and `cell` are those of the formula that the expression was parsed for.
[[nodiscard]] std::shared_ptr<const Program> compile(const Expression& expression, FormulaMode mode,
                                                     const BindingScope& scope, SheetId sheet,
                                                     CellAddress cell);

}  // namespace outturn
