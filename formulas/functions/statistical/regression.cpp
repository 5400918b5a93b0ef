// The line, plane or exponential curve through points, and its values.
#include <cmath>
#include <utility>

#include "formulas/arguments.h"
#include "formulas/coercion.h"
#include "formulas/functions/number_result.h"
#include "formulas/functions/statistical/least_squares.h"

namespace outturn {
namespace {

using Numbers = std::vector<double>;

// Work beyond this takes minutes.
constexpr double kMostSteps = 2e9;

// Every cell must hold a number; these functions make #VALUE! of any error too.
Value read(const CellGrid& grid, Numbers& numbers) {
  if (!grid.is_rectangle()) return ErrorCode::value;
  if (static_cast<std::size_t>(grid.size()) > kMaxArrayCells) return ErrorCode::num;
  for (std::int32_t row = 0; row < grid.rows(); ++row) {
    for (std::int32_t column = 0; column < grid.columns(); ++column) {
      const Value value = grid.at(row, column);
      if (!value.is_number()) return ErrorCode::value;
      numbers.push_back(value.number());
    }
  }
  return {};
}

// An optional flag; an error in it is #VALUE! like one among the numbers.
Value read_flag(const Arguments& args, std::size_t i, bool otherwise) {
  if (!args.has(i)) return otherwise;
  const Value flag = to_logical(args.value(i), args.context());
  return flag.is_error() ? Value(ErrorCode::value) : flag;
}

// Rows of `numbers` become columns that follow each other.
Numbers transposed(const Numbers& numbers, std::size_t rows, std::size_t columns) {
  Numbers result(numbers.size());
  for (std::size_t row = 0; row < rows; ++row)
    for (std::size_t column = 0; column < columns; ++column)
      result[column * rows + row] = numbers[row * columns + column];
  return result;
}

// The y and x that LINEST and its relatives start with: y in a column makes each column of x a variable, y in
// a row each row; x of y's shape is one variable.
struct Observations {
  Value error;
  Numbers y;
  Numbers x;  // variable by variable
  std::size_t variables = 1;
  bool in_columns = true;
  std::size_t rows = 0;  // of y
  std::size_t columns = 0;

  Observations(const Arguments& args, bool logarithmic) {
    const CellGrid& ys = args.cells(0);
    error = read(ys, y);
    if (error.is_error()) return;
    rows = static_cast<std::size_t>(ys.rows());
    columns = static_cast<std::size_t>(ys.columns());
    if (args.has(1)) {
      const CellGrid& xs = args.cells(1);
      error = read(xs, x);
      if (error.is_error()) return;
      const bool same_shape = xs.rows() == ys.rows() && xs.columns() == ys.columns();
      if (!same_shape) {
        in_columns = ys.columns() == 1;
        if (!(in_columns ? xs.rows() == ys.rows() : ys.rows() == 1 && xs.columns() == ys.columns())) {
          error = ErrorCode::ref;
          return;
        }
        variables = static_cast<std::size_t>(in_columns ? xs.columns() : xs.rows());
        if (in_columns) x = transposed(x, rows, variables);
      }
    } else {
      for (std::size_t i = 0; i < y.size(); ++i) x.push_back(static_cast<double>(i + 1));
    }
    const auto terms = static_cast<double>(variables);
    if (static_cast<double>(y.size()) * terms * terms > kMostSteps) error = ErrorCode::num;
    args.context().spend(x.size());
    if (!logarithmic) return;
    for (double& value : y) {
      if (value <= 0) error = ErrorCode::num;
      value = std::log(value);
    }
  }
};

Value statistics(const Arguments& args, bool exponential) {
  Observations seen(args, exponential);
  if (seen.error.is_error()) return seen.error;
  const Value constant_flag = read_flag(args, 2, true);
  const Value all_flag = read_flag(args, 3, false);
  if (constant_flag.is_error() || all_flag.is_error()) return ErrorCode::value;
  const bool constant = constant_flag.logical();
  const bool all = all_flag.logical();
  const std::size_t terms = seen.variables;
  const LeastSquares fit(std::move(seen.x), std::move(seen.y), terms, constant);
  const auto shown = [exponential](double x) { return number_result(exponential ? std::exp(x) : x); };
  Array result(all ? 5 : 1, terms + 1, Value(ErrorCode::na));
  for (std::size_t j = 0; j < terms; ++j) result.at(0, terms - 1 - j) = shown(fit.coefficients[j]);
  result.at(0, terms) = shown(fit.intercept);
  if (!all) return Value(std::move(result));
  for (std::size_t j = 0; j < terms; ++j) result.at(1, terms - 1 - j) = number_result(fit.errors[j]);
  if (constant) result.at(1, terms) = number_result(fit.intercept_error);
  const double kept = static_cast<double>(fit.kept);
  result.at(2, 0) = number_result(fit.regression_squares / (fit.regression_squares + fit.residual_squares));
  result.at(2, 1) = number_result(fit.deviation);
  result.at(3, 0) = number_result(fit.regression_squares / kept / (fit.residual_squares / fit.degrees));
  result.at(3, 1) = number_result(fit.degrees);
  result.at(4, 0) = number_result(fit.regression_squares);
  result.at(4, 1) = number_result(fit.residual_squares);
  return Value(std::move(result));
}

Value linest(const Arguments& args) { return statistics(args, false); }
Value logest(const Arguments& args) { return statistics(args, true); }

Value values_on_curve(const Arguments& args, bool exponential) {
  Observations seen(args, exponential);
  if (seen.error.is_error()) return seen.error;
  const std::size_t terms = seen.variables;
  Numbers points = seen.x;
  std::size_t rows = seen.rows;
  std::size_t columns = seen.columns;
  if (args.has(2)) {
    const CellGrid& grid = args.cells(2);
    points.clear();
    if (Value error = read(grid, points); error.is_error()) return error;
    rows = static_cast<std::size_t>(grid.rows());
    columns = static_cast<std::size_t>(grid.columns());
    if (terms > 1) {
      std::size_t& variables = seen.in_columns ? columns : rows;
      if (variables != terms) return ErrorCode::ref;
      variables = 1;
      if (seen.in_columns) points = transposed(points, rows, terms);
    }
  }
  const Value constant = read_flag(args, 3, true);
  if (constant.is_error()) return constant;
  const LeastSquares fit(std::move(seen.x), std::move(seen.y), terms, constant.logical());
  Array result(rows, columns);
  for (std::size_t i = 0; i < result.size(); ++i) {
    double value = fit.intercept;
    for (std::size_t j = 0; j < terms; ++j) value += fit.coefficients[j] * points[j * result.size() + i];
    result[i] = number_result(exponential ? std::exp(value) : value);
  }
  return result.size() == 1 ? result[0] : Value(std::move(result));
}

Value trend(const Arguments& args) { return values_on_curve(args, false); }
Value growth(const Arguments& args) { return values_on_curve(args, true); }

constexpr Example kGrowthExamples[] = {
    {"GROWTH({2,4,8})", "{2,4,8}"}, {"GROWTH({2;4;8},{1;2;3},{4;5})", "{16;32}"}, {"GROWTH({1,0})", "#NUM!"}};
constexpr Example kLinestExamples[] = {
    {"LINEST({1,9,5,7},{0,4,2,3})", "{2,1}"},
    {"LINEST({1;3;2},,TRUE,TRUE)",
     "{0.5,1;0.866025403784439,1.87082869338697;0.25,1.22474487139159;0.333333333333333,1;0.5,1.5}"},
    {"LINEST({3;5;7},{1,2;2,4;3,6})", "{1,0,1}"},
    {"LINEST({1;2},{1;2;3})", "#REF!"}};
constexpr Example kLogestExamples[] = {{"LOGEST({2,4,8},{1,2,3})", "{2,1}"},
                                       {"LOGEST({6;12;24},{0;1;2})", "{2,6}"},
                                       {"LOGEST({1,-1})", "#NUM!"}};
constexpr Example kTrendExamples[] = {{"TREND({1,3,5})", "{1,3,5}"},
                                      {"TREND({1;3;5},{1;2;3},{4;5})", "{7;9}"},
                                      {"TREND({2;4;6},{1;2;3},5,FALSE)", "10"},
                                      {"TREND({1;3;5},{1;2})", "#REF!"}};

constexpr FunctionSpec kFunctions[] = {
    {.name = "GROWTH",
     .signature = "ys:array xs:array? new_xs:array? constant:any?",
     .summary = "Values on the exponential curve through points.",
     .evaluate = growth,
     .examples = kGrowthExamples},
    {.name = "LINEST",
     .signature = "ys:array xs:array? constant:any? statistics:any?",
     .summary = "The coefficients of the line or plane through points, and how well it fits.",
     .evaluate = linest,
     .examples = kLinestExamples},
    {.name = "LOGEST",
     .signature = "ys:array xs:array? constant:any? statistics:any?",
     .summary = "The coefficients of the exponential curve through points, and how well it fits.",
     .evaluate = logest,
     .examples = kLogestExamples},
    {.name = "TREND",
     .signature = "ys:array xs:array? new_xs:array? constant:any?",
     .summary = "Values on the line or plane through points.",
     .evaluate = trend,
     .examples = kTrendExamples},
};

}  // namespace

std::span<const FunctionSpec> regression_functions() { return kFunctions; }

}  // namespace outturn
