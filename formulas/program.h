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
  cell,        // index: cells; the value of a cell of the formula's own sheet
  sheet_cell,  // index: references; the value of a cell of another sheet
  range,       // index: references; the reference itself
  this_row,    // index: table_rows
  name,        // index: names
  local,       // index: the number of a LET or LAMBDA parameter
  function,    // index: functions; the function itself as a lambda
  call,        // index: functions, count: arguments
  lazy_call,   // index: lazy_calls
  invoke,      // count: arguments behind the lambda
  intersect,   // implicit intersection of a reference; anything else stays
  single,      // the operator @: also the first element of an array
  spill,       // the operator #
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
  // Arguments of a call or invoke. Of add and subtract: 1 for the outermost + or - of a formula, which snaps
  // to zero (decimal_rounding.h).
  std::uint8_t count = 0;
  std::uint16_t index = 0;

  [[nodiscard]] bool is_final_sum() const noexcept { return count != 0; }
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

// What most formulas have none of.
struct ProgramExtras {
  std::vector<TableRowReference> table_rows;
  std::vector<NameId> names;
  std::vector<LazyCall> lazy_calls;
  std::vector<std::string> texts;
  // What cannot be calculated: unknown functions and links to workbooks of which nothing is cached. Such a
  // formula keeps its cached value.
  std::vector<std::string> unsupported;

  [[nodiscard]] bool empty() const noexcept {
    return table_rows.empty() && names.empty() && lazy_calls.empty() && texts.empty() && unsupported.empty();
  }
};

struct ProgramFlags {
  Volatility volatility = Volatility::none;
  // Reads cells that the text does not show (INDIRECT, OFFSET, A1:INDEX(…), A1#).
  bool dynamic_references = false;
  bool is_subtotal = false;
  FormulaMode mode = FormulaMode::implicit_intersection;
  // Consists of operators on cells and single constants, at most kPlainDepth of them held at once.
  bool is_plain = false;
};

// What a compiler puts together.
struct ProgramParts {
  std::vector<Instruction> code;
  std::vector<Value> constants;
  std::vector<const FunctionSpec*> functions;
  std::vector<CellReference> cells;
  std::vector<ProgramReference> references;
  ProgramExtras extras;
  ProgramFlags flags;

  void clear();
};

// Immutable, and one block of memory: a workbook without fills has as many programs as formulas.
class Program {
 public:
  struct Deleter {
    void operator()(const Program* program) const noexcept;
  };
  using Pointer = std::unique_ptr<const Program, Deleter>;

  // Takes the extras and the constants out of the parts.
  [[nodiscard]] static Pointer assemble(ProgramParts& parts);

  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;

  [[nodiscard]] std::span<const Value> constants() const noexcept {
    return {reinterpret_cast<const Value*>(this + 1), constants_};
  }
  [[nodiscard]] std::span<const FunctionSpec* const> functions() const noexcept {
    return {reinterpret_cast<const FunctionSpec* const*>(constants().data() + constants_), functions_};
  }
  [[nodiscard]] std::span<const ProgramReference> references() const noexcept {
    return {reinterpret_cast<const ProgramReference*>(functions().data() + functions_), references_};
  }
  [[nodiscard]] std::span<const CellReference> cells() const noexcept {
    return {reinterpret_cast<const CellReference*>(references().data() + references_), cells_};
  }
  [[nodiscard]] std::span<const Instruction> code() const noexcept {
    return {reinterpret_cast<const Instruction*>(cells().data() + cells_), code_};
  }
  [[nodiscard]] const ProgramExtras& extras() const noexcept;
  [[nodiscard]] const std::vector<std::string>& unsupported() const noexcept { return extras().unsupported; }
  [[nodiscard]] const std::vector<NameId>& names() const noexcept { return extras().names; }

  [[nodiscard]] Volatility volatility() const noexcept { return flags_.volatility; }
  [[nodiscard]] bool has_dynamic_references() const noexcept { return flags_.dynamic_references; }
  [[nodiscard]] bool is_subtotal() const noexcept { return flags_.is_subtotal; }
  [[nodiscard]] FormulaMode mode() const noexcept { return flags_.mode; }
  static constexpr int kPlainDepth = 16;
  [[nodiscard]] bool is_plain() const noexcept { return flags_.is_plain; }

  // Every reference, in the order of the text.
  template <typename F>
  void for_each_reference(F&& visit) const {
    std::size_t cell = 0;
    std::size_t reference = 0;
    for (const Instruction& instruction : code()) {
      if (instruction.op == Op::cell && cell < cells_)
        visit(of_cell(cells()[cell++]));
      else if ((instruction.op == Op::sheet_cell || instruction.op == Op::range ||
                instruction.op == Op::this_row) &&
               reference < references_)
        visit(references()[reference++]);
    }
    // The code of what is not supported is cut short.
    while (cell < cells_) visit(of_cell(cells()[cell++]));
    while (reference < references_) visit(references()[reference++]);
  }
  [[nodiscard]] static ProgramReference of_cell(const CellReference& cell) noexcept {
    return {{cell, cell}, ProgramReference::kOwnSheet, ProgramReference::kOwnSheet, false};
  }

 private:
  Program() = default;

  std::uint16_t constants_ = 0;
  std::uint16_t functions_ = 0;
  std::uint16_t references_ = 0;
  std::uint16_t cells_ = 0;
  ProgramFlags flags_;
  std::uint32_t code_ = 0;
  std::unique_ptr<const ProgramExtras> extras_;
};

}  // namespace outturn
