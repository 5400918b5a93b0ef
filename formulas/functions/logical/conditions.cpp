// Functions that evaluate only the argument they choose.
//
// An array as the condition evaluates every branch it needs once and picks element by element, as Excel does.
#include <algorithm>

#include "formulas/arguments.h"
#include "formulas/coercion.h"
#include "formulas/operators.h"

namespace outturn {
namespace {

struct Shape {
  std::size_t rows = 1, columns = 1;
  void include(const Value& value) {
    if (!value.is_array()) return;
    rows = std::max(rows, value.array().rows());
    columns = std::max(columns, value.array().columns());
  }
};

Value element(const Value& value, std::size_t row, std::size_t column) {
  if (!value.is_array()) return value;
  const Array& array = value.array();
  if (array.rows() == 1) row = 0;
  if (array.columns() == 1) column = 0;
  if (row >= array.rows() || column >= array.columns()) return ErrorCode::na;
  return array.at(row, column);
}

// A branch that was not written is FALSE; one left empty between commas is 0.
Operand branch(LazyArguments& args, std::size_t i) {
  if (i >= args.size()) return Operand(Value(false));
  if (args.is_omitted(i)) return Operand(Value(0));
  return args.evaluate(i);
}

Operand if_(LazyArguments& args) {
  EvaluationContext& context = args.context();
  const Value condition = args.value(0);
  if (context.suspended()) return {};
  if (!condition.is_array()) {
    const Value logical = to_logical(condition, context);
    if (logical.is_error()) return logical;
    return branch(args, logical.logical() ? 1 : 2);
  }
  bool any_true = false;
  bool any_false = false;
  for (const Value& member : condition.array()) {
    const Value logical = to_logical(member, context);
    if (!logical.is_error()) (logical.logical() ? any_true : any_false) = true;
  }
  const Value yes = any_true ? dereference(branch(args, 1), context) : Value();
  if (context.suspended()) return {};
  const Value no = any_false ? dereference(branch(args, 2), context) : Value();
  if (context.suspended()) return {};
  Shape shape;
  shape.include(condition);
  shape.include(yes);
  shape.include(no);
  if (shape.rows * shape.columns > kMaxArrayCells) return ErrorCode::num;
  Array result(shape.rows, shape.columns);
  for (std::size_t row = 0; row < shape.rows; ++row) {
    for (std::size_t column = 0; column < shape.columns; ++column) {
      const Value logical = to_logical(element(condition, row, column), context);
      result.at(row, column) =
          logical.is_error() ? logical : element(logical.logical() ? yes : no, row, column);
    }
  }
  return Operand(Value(std::move(result)));
}

Operand ifs(LazyArguments& args) {
  EvaluationContext& context = args.context();
  if (args.size() % 2 != 0) return ErrorCode::value;
  for (std::size_t i = 0; i < args.size(); i += 2) {
    Value condition = args.value(i);
    if (context.suspended()) return {};
    if (condition.is_array()) {
      // Element by element from here on: the rest of the call decides the elements that are not true.
      Shape shape;
      std::vector<std::pair<Value, Value>> pairs;
      for (std::size_t k = i; k < args.size(); k += 2) {
        Value test = k == i ? condition : args.value(k);
        if (context.suspended()) return {};
        Value result = args.value(k + 1);
        if (context.suspended()) return {};
        shape.include(test);
        shape.include(result);
        pairs.emplace_back(std::move(test), std::move(result));
      }
      if (shape.rows * shape.columns > kMaxArrayCells) return ErrorCode::num;
      Array result(shape.rows, shape.columns);
      for (std::size_t row = 0; row < shape.rows; ++row) {
        for (std::size_t column = 0; column < shape.columns; ++column) {
          Value chosen = ErrorCode::na;
          for (const auto& [test, value] : pairs) {
            const Value logical = to_logical(element(test, row, column), context);
            if (logical.is_error() || logical.logical()) {
              chosen = logical.is_error() ? logical : element(value, row, column);
              break;
            }
          }
          result.at(row, column) = std::move(chosen);
        }
      }
      return Operand(Value(std::move(result)));
    }
    const Value logical = to_logical(condition, context);
    if (logical.is_error()) return logical;
    if (logical.logical()) return args.evaluate(i + 1);
  }
  return ErrorCode::na;
}

template <typename Catches>
Operand replace_errors(LazyArguments& args, Catches catches) {
  EvaluationContext& context = args.context();
  const Operand tried = args.evaluate(0);
  if (context.suspended()) return {};
  const Value value = dereference(tried, context);
  if (context.suspended()) return {};
  if (!value.is_array()) {
    if (catches(value)) return branch(args, 1);
    return value.is_blank() ? Operand(value) : tried;
  }
  if (std::none_of(value.array().begin(), value.array().end(), catches)) return Operand(value);
  const Value instead = dereference(branch(args, 1), context);
  if (context.suspended()) return {};
  Shape shape;
  shape.include(value);
  shape.include(instead);
  if (shape.rows * shape.columns > kMaxArrayCells) return ErrorCode::num;
  Array result(shape.rows, shape.columns);
  for (std::size_t row = 0; row < shape.rows; ++row) {
    for (std::size_t column = 0; column < shape.columns; ++column) {
      Value own = element(value, row, column);
      result.at(row, column) = catches(own) ? element(instead, row, column) : std::move(own);
    }
  }
  return Operand(Value(std::move(result)));
}

Operand iferror(LazyArguments& args) {
  return replace_errors(args, [](const Value& value) { return value.is_error(); });
}

Operand ifna(LazyArguments& args) {
  return replace_errors(
      args, [](const Value& value) { return value.is_error() && value.error() == ErrorCode::na; });
}

// SWITCH(expression, value, result, …, [otherwise]); for one expression value. Texts match ignoring case. A
// blank is 0 here and equals neither "" nor FALSE, unlike with the operator =.
Operand switch_one(LazyArguments& args, const Value& given) {
  if (given.is_error()) return given;
  const auto zero_if_blank = [](const Value& value) { return value.is_blank() ? Value(0) : value; };
  const Value expression = zero_if_blank(given);
  std::size_t i = 1;
  for (; i + 1 < args.size(); i += 2) {
    const Value candidate = args.value(i);
    if (args.context().suspended()) return {};
    if (candidate.is_error()) return candidate;
    if (!candidate.is_array() && compare_values(expression, zero_if_blank(candidate)) == 0)
      return branch(args, i + 1);
  }
  if (i < args.size()) return branch(args, i);
  return ErrorCode::na;
}

Operand switch_(LazyArguments& args) {
  EvaluationContext& context = args.context();
  const Value expression = args.value(0);
  if (context.suspended()) return {};
  if (!expression.is_array()) return switch_one(args, expression);
  Array result(expression.array().rows(), expression.array().columns());
  for (std::size_t i = 0; i < result.size(); ++i) {
    const Operand chosen = switch_one(args, expression.array()[i]);
    if (context.suspended()) return {};
    const Value value = dereference(chosen, context);
    if (context.suspended()) return {};
    result[i] = element(value, i / result.columns(), i % result.columns());
  }
  return Operand(Value(std::move(result)));
}

Operand choose_one(LazyArguments& args, const Value& index) {
  const Value number = to_number(index, args.context());
  if (number.is_error()) return number;
  if (!(number.number() >= 1) || number.number() >= static_cast<double>(args.size())) return ErrorCode::value;
  return branch(args, static_cast<std::size_t>(number.number()));
}

Operand choose(LazyArguments& args) {
  EvaluationContext& context = args.context();
  const Value index = args.value(0);
  if (context.suspended()) return {};
  if (!index.is_array()) return choose_one(args, index);
  // CHOOSE({1,2},A1:A9,C1:C9) puts ranges side by side: an index row of n takes column j of what it chooses.
  std::vector<Value> chosen;
  Shape shape;
  shape.include(index);
  for (const Value& member : index.array()) {
    const Operand operand = choose_one(args, member);
    if (context.suspended()) return {};
    chosen.push_back(dereference(operand, context));
    if (context.suspended()) return {};
    shape.include(chosen.back());
  }
  if (shape.rows * shape.columns > kMaxArrayCells) return ErrorCode::num;
  const Array& indexes = index.array();
  Array result(shape.rows, shape.columns);
  for (std::size_t row = 0; row < shape.rows; ++row) {
    for (std::size_t column = 0; column < shape.columns; ++column) {
      const std::size_t r = indexes.rows() == 1 ? 0 : row;
      const std::size_t c = indexes.columns() == 1 ? 0 : column;
      result.at(row, column) = r >= indexes.rows() || c >= indexes.columns()
                                   ? Value(ErrorCode::na)
                                   : element(chosen[r * indexes.columns() + c], row, column);
    }
  }
  return Operand(Value(std::move(result)));
}

constexpr Example kIfExamples[] = {{"IF(2>1,\"yes\",\"no\")", "\"yes\""},
                                   {"IF(FALSE,1)", "FALSE"},
                                   {"IF(TRUE,,1)", "0"},
                                   {"IF(\"x\",1,2)", "#VALUE!"}};
constexpr Example kIfsExamples[] = {{"IFS(1>2,\"a\",2>1,\"b\")", "\"b\""}, {"IFS(FALSE,1)", "#N/A"}};
constexpr Example kIferrorExamples[] = {{"IFERROR(1/0,\"none\")", "\"none\""}, {"IFERROR(4/2,0)", "2"}};
constexpr Example kIfnaExamples[] = {{"IFNA(#N/A,3)", "3"}, {"IFNA(1/0,3)", "#DIV/0!"}};
constexpr Example kSwitchExamples[] = {{"SWITCH(2,1,\"one\",2,\"two\")", "\"two\""},
                                       {"SWITCH(9,1,\"one\",\"other\")", "\"other\""},
                                       {"SWITCH(9,1,\"one\")", "#N/A"}};
constexpr Example kChooseExamples[] = {{"CHOOSE(2,\"a\",\"b\",\"c\")", "\"b\""},
                                       {"CHOOSE(4,1,2,3)", "#VALUE!"}};

constexpr FunctionSpec kFunctions[] = {
    {.name = "CHOOSE",
     .signature = "index:any values:lazy...",
     .summary = "The value at a position in a list.",
     .evaluate_lazy = choose,
     .examples = kChooseExamples},
    {.name = "IF",
     .signature = "condition:any if_true:lazy if_false:lazy?",
     .summary = "One of two values, as a condition decides.",
     .evaluate_lazy = if_,
     .examples = kIfExamples},
    {.name = "IFERROR",
     .signature = "value:lazy if_error:lazy",
     .summary = "A value, or another in place of an error.",
     .evaluate_lazy = iferror,
     .examples = kIferrorExamples},
    {.name = "IFNA",
     .signature = "value:lazy if_na:lazy",
     .summary = "A value, or another in place of #N/A.",
     .evaluate_lazy = ifna,
     .examples = kIfnaExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "IFS",
     .signature = "condition:lazy... value:lazy...",
     .summary = "The value that belongs to the first true condition.",
     .evaluate_lazy = ifs,
     .examples = kIfsExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "SWITCH",
     .signature = "expression:any value:lazy result_or_otherwise:lazy...",
     .summary = "The result that belongs to the first value equal to an expression.",
     .evaluate_lazy = switch_,
     .examples = kSwitchExamples,
     .prefix = FilePrefix::xlfn},
};

}  // namespace

std::span<const FunctionSpec> conditions_functions() { return kFunctions; }

}  // namespace outturn
