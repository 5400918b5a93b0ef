// LET, LAMBDA and the functions that call lambdas.
#include <algorithm>

#include "formulas/arguments.h"
#include "formulas/coercion.h"
#include "formulas/operators.h"

namespace outturn {
namespace {

Operand let(LazyArguments& args) {
  if (args.size() % 2 == 0) return ErrorCode::value;
  for (std::size_t i = 0; i + 1 < args.size(); i += 2) {
    Operand value = args.evaluate(i + 1);
    if (args.context().suspended()) return {};
    if (!args.bind(i, std::move(value))) return ErrorCode::name;
  }
  return args.evaluate(args.size() - 1);
}

Operand lambda(LazyArguments& args) { return args.lambda(); }

Operand isomitted(LazyArguments& args) { return Operand(Value(args.evaluate(0).is_omitted())); }

// The lambda that an argument holds.
Operand lambda_of(LazyArguments& args, std::size_t i) {
  Operand operand = args.evaluate(i);
  if (operand.is_lambda() || operand.is_error()) return operand;
  return ErrorCode::value;
}

// A lambda's result as one element of an array: results that are arrays do not nest.
Value one_value(const Operand& result, EvaluationContext& context) {
  Value value = dereference(result, context);
  if (value.is_array()) return value.array().size() == 1 ? value.array()[0] : Value(ErrorCode::calc);
  return value;
}

Value cell_of(const Value& value, std::size_t row, std::size_t column) {
  if (!value.is_array()) return row == 0 && column == 0 ? value : Value(ErrorCode::na);
  const Array& array = value.array();
  return row < array.rows() && column < array.columns() ? array.at(row, column) : Value(ErrorCode::na);
}

Operand map(LazyArguments& args) {
  EvaluationContext& context = args.context();
  const std::size_t count = args.size() - 1;
  std::vector<Value> arrays;
  std::size_t rows = 1;
  std::size_t columns = 1;
  for (std::size_t i = 0; i < count; ++i) {
    arrays.push_back(args.value(i));
    if (context.suspended()) return {};
    if (arrays.back().is_array()) {
      rows = std::max(rows, arrays.back().array().rows());
      columns = std::max(columns, arrays.back().array().columns());
    }
  }
  const Operand function = lambda_of(args, count);
  if (!function.is_lambda()) return function;
  if (rows * columns > kMaxArrayCells) return ErrorCode::num;
  Array result(rows, columns);
  for (std::size_t row = 0; row < rows; ++row) {
    for (std::size_t column = 0; column < columns; ++column) {
      std::vector<Operand> operands;
      for (const Value& array : arrays) operands.emplace_back(cell_of(array, row, column));
      result.at(row, column) =
          one_value(call_lambda(*function.lambda(), std::move(operands), context), context);
      if (context.suspended()) return {};
    }
  }
  return Operand(Value(std::move(result)));
}

Operand fold(LazyArguments& args, bool keep_steps) {
  EvaluationContext& context = args.context();
  Value state = args.is_omitted(0) ? Value() : args.value(0);
  if (context.suspended()) return {};
  const Value array = args.value(1);
  if (context.suspended()) return {};
  const Operand function = lambda_of(args, 2);
  if (!function.is_lambda()) return function;
  const std::size_t rows = array.is_array() ? array.array().rows() : 1;
  const std::size_t columns = array.is_array() ? array.array().columns() : 1;
  Array steps(keep_steps ? rows : 1, keep_steps ? columns : 1);
  bool first = args.is_omitted(0);
  for (std::size_t i = 0; i < rows * columns; ++i) {
    Value member = array.is_array() ? array.array()[i] : array;
    if (first) {
      state = std::move(member);
      first = false;
    } else {
      std::vector<Operand> operands;
      operands.emplace_back(state);
      operands.emplace_back(std::move(member));
      const Operand result = call_lambda(*function.lambda(), std::move(operands), context);
      state = keep_steps ? one_value(result, context) : dereference(result, context);
    }
    if (context.suspended()) return {};
    if (keep_steps) steps[i] = state;
  }
  return keep_steps ? Operand(Value(std::move(steps))) : Operand(std::move(state));
}

Operand reduce(LazyArguments& args) { return fold(args, false); }
Operand scan(LazyArguments& args) { return fold(args, true); }

// Whole numbers of at least 1, not too many cells, no text: Excel does not read sizes from text here. The
// error where they are not, else a blank.
Value size_error(const Value& rows, const Value& columns, EvaluationContext& context) {
  if (rows.is_text() || columns.is_text()) return ErrorCode::value;
  const Value row_count = to_number(rows, context);
  const Value column_count = to_number(columns, context);
  if (row_count.is_error()) return row_count;
  if (column_count.is_error()) return column_count;
  if (!(row_count.number() >= 1) || !(column_count.number() >= 1)) return ErrorCode::value;
  if (row_count.number() * column_count.number() > static_cast<double>(kMaxArrayCells)) return ErrorCode::num;
  return {};
}

Value make_element(const Lambda& lambda, std::size_t row, std::size_t column, EvaluationContext& context) {
  std::vector<Operand> operands;
  operands.emplace_back(Value(row + 1));
  operands.emplace_back(Value(column + 1));
  return one_value(call_lambda(lambda, std::move(operands), context), context);
}

// Several sizes make several arrays, of each of which the first element stays.
Operand make_arrays(const Lambda& lambda, const Value& rows, const Value& columns,
                    EvaluationContext& context) {
  const auto extent = [](const Value& value, bool down) -> std::size_t {
    return !value.is_array() ? 1 : down ? value.array().rows() : value.array().columns();
  };
  const std::size_t height = std::max(extent(rows, true), extent(columns, true));
  const std::size_t width = std::max(extent(rows, false), extent(columns, false));
  if (height * width > kMaxArrayCells) return ErrorCode::num;
  Array result(height, width);
  for (std::size_t row = 0; row < height; ++row) {
    for (std::size_t column = 0; column < width; ++column) {
      const Value error = size_error(spread_element(rows, row, column, ErrorCode::na),
                                     spread_element(columns, row, column, ErrorCode::na), context);
      result.at(row, column) = error.is_error() ? error : make_element(lambda, 0, 0, context);
      if (context.suspended()) return {};
    }
  }
  return Operand(Value(std::move(result)));
}

Operand makearray(LazyArguments& args) {
  EvaluationContext& context = args.context();
  const Value rows = args.value(0);
  if (context.suspended()) return {};
  const Value columns = args.value(1);
  if (context.suspended()) return {};
  const bool several = rows.is_array() || columns.is_array();
  if (!several)
    if (const Value error = size_error(rows, columns, context); error.is_error()) return error;
  const Operand function = lambda_of(args, 2);
  if (!function.is_lambda()) return function;
  if (several) return make_arrays(*function.lambda(), rows, columns, context);
  Array result(static_cast<std::size_t>(to_number(rows, context).number()),
               static_cast<std::size_t>(to_number(columns, context).number()));
  for (std::size_t row = 0; row < result.rows(); ++row) {
    for (std::size_t column = 0; column < result.columns(); ++column) {
      result.at(row, column) = make_element(*function.lambda(), row, column, context);
      if (context.suspended()) return {};
    }
  }
  return Operand(Value(std::move(result)));
}

// Row or column number i of an operand: of a reference a reference, so that a lambda can do to it what it
// could do to a range.
Operand slice(const Operand& operand, const Value& value, std::size_t i, bool row) {
  if (operand.is_area()) {
    Area area = operand.area();
    CellAddress& first = area.range.first;
    CellAddress& last = area.range.last;
    if (row)
      first.row = last.row = first.row + static_cast<std::int32_t>(i);
    else
      first.column = last.column = first.column + static_cast<std::int32_t>(i);
    return area;
  }
  if (!value.is_array()) return Operand(value);
  const Array& array = value.array();
  Array part(row ? 1 : array.rows(), row ? array.columns() : 1);
  for (std::size_t k = 0; k < part.size(); ++k) part[k] = row ? array.at(i, k) : array.at(k, i);
  return Operand(Value(std::move(part)));
}

Operand by_slice(LazyArguments& args, bool row) {
  EvaluationContext& context = args.context();
  const Operand operand = args.evaluate(0);
  if (context.suspended()) return {};
  const Value value = dereference(operand, context);
  if (context.suspended()) return {};
  if (value.is_error()) return value;
  const Operand function = lambda_of(args, 1);
  if (!function.is_lambda()) return function;
  const std::size_t count = !value.is_array() ? 1 : row ? value.array().rows() : value.array().columns();
  Array result(row ? count : 1, row ? 1 : count);
  for (std::size_t i = 0; i < count; ++i) {
    std::vector<Operand> operands;
    operands.push_back(slice(operand, value, i, row));
    result[i] = one_value(call_lambda(*function.lambda(), std::move(operands), context), context);
    if (context.suspended()) return {};
  }
  return Operand(Value(std::move(result)));
}

Operand byrow(LazyArguments& args) { return by_slice(args, true); }
Operand bycol(LazyArguments& args) { return by_slice(args, false); }

constexpr Example kLetExamples[] = {{"LET(x,2,y,x+1,x*y)", "6"}};
constexpr Example kLambdaExamples[] = {{"LAMBDA(x,y,x+y)(3,4)", "7"}, {"LAMBDA(x,x)", "#CALC!"}};
constexpr Example kIsomittedExamples[] = {{"LAMBDA(x,[y],ISOMITTED(y))(1)", "TRUE"}};
constexpr Example kMapExamples[] = {{"MAP({1,2,3},LAMBDA(x,x*x))", "{1,4,9}"}};
constexpr Example kReduceExamples[] = {{"REDUCE(0,{1,2,3},LAMBDA(total,x,total+x))", "6"}};
constexpr Example kScanExamples[] = {{"SCAN(0,{1,2,3},LAMBDA(total,x,total+x))", "{1,3,6}"}};
constexpr Example kMakearrayExamples[] = {{"MAKEARRAY(2,3,LAMBDA(r,c,r*c))", "{1,2,3;2,4,6}"},
                                          {"MAKEARRAY({0,2},1,LAMBDA(r,c,r+c))", "{#VALUE!,2}"}};
constexpr Example kByrowExamples[] = {{"BYROW({1,2;3,4},LAMBDA(r,SUM(r)))", "{3;7}"},
                                      {"BYROW({1,2;3,4},SUM)", "{3;7}"}};
constexpr Example kBycolExamples[] = {{"BYCOL({1,2;3,4},LAMBDA(c,SUM(c)))", "{4,6}"}};

constexpr FunctionSpec kFunctions[] = {
    {.name = "BYCOL",
     .signature = "array:array function:lazy",
     .summary = "Applies a lambda to each column.",
     .evaluate_lazy = bycol,
     .examples = kBycolExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "BYROW",
     .signature = "array:array function:lazy",
     .summary = "Applies a lambda to each row.",
     .evaluate_lazy = byrow,
     .examples = kByrowExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "ISOMITTED",
     .signature = "parameter:cells",
     .summary = "Whether a lambda's parameter was left out.",
     .evaluate_lazy = isomitted,
     .examples = kIsomittedExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "LAMBDA",
     .signature = "parameter_or_calculation:cells...",
     .summary = "A function made of a calculation and its parameters.",
     .evaluate_lazy = lambda,
     .examples = kLambdaExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "LET",
     .signature = "name:cells value:cells name_or_calculation:cells...",
     .summary = "A calculation with names for its intermediate values.",
     .evaluate_lazy = let,
     .examples = kLetExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "MAKEARRAY",
     .signature = "rows:any columns:any function:lazy",
     .summary = "An array whose elements a lambda calculates from their row and column.",
     .evaluate_lazy = makearray,
     .examples = kMakearrayExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "MAP",
     .signature = "array:array array_or_function:array...",
     .summary = "Applies a lambda to each element.",
     .evaluate_lazy = map,
     .examples = kMapExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "REDUCE",
     .signature = "initial:array array:array function:lazy",
     .summary = "Accumulates an array into one value with a lambda.",
     .evaluate_lazy = reduce,
     .examples = kReduceExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "SCAN",
     .signature = "initial:array array:array function:lazy",
     .summary = "The intermediate values of an accumulation.",
     .evaluate_lazy = scan,
     .examples = kScanExamples,
     .prefix = FilePrefix::xlfn},
};

}  // namespace

std::span<const FunctionSpec> lambda_functions() { return kFunctions; }

}  // namespace outturn
