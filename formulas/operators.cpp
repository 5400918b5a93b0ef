#include "formulas/operators.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "formulas/coercion.h"
#include "formulas/decimal_rounding.h"
#include "formulas/text_units.h"

namespace outturn {
namespace {

Value checked(double result) {
  if (!std::isfinite(result)) return ErrorCode::num;
  return without_denormals(result);
}

Value arithmetic(Op op, double a, double b, bool final_sum) {
  switch (op) {
    case Op::add:
      return checked(final_sum ? near_zero_difference(a, b, a + b) : a + b);
    case Op::subtract:
      return checked(final_sum ? near_zero_difference(a, -b, a - b) : a - b);
    case Op::multiply:
      return checked(a * b);
    case Op::divide:
      if (b == 0) return ErrorCode::div0;
      return checked(a / b);
    default: {
      const ArithmeticResult result = power(a, b);
      if (result.error != ErrorCode{}) return result.error;
      return result.number;
    }
  }
}

bool holds(Op op, int order) noexcept {
  switch (op) {
    case Op::equal:
      return order == 0;
    case Op::not_equal:
      return order != 0;
    case Op::less:
      return order < 0;
    case Op::less_equal:
      return order <= 0;
    case Op::greater:
      return order > 0;
    default:
      return order >= 0;
  }
}

Value scalar_binary(Op op, const Value& left, const Value& right, bool final_sum,
                    EvaluationContext& context) {
  if (left.is_error()) return left;
  if (right.is_error()) {
    // The left operand is converted first, so its failure to convert comes before the right one's error.
    if (op <= Op::power && op >= Op::add && left.is_text()) {
      if (const Value number = to_number(left, context); number.is_error()) return number;
    }
    return right;
  }
  if (op >= Op::add && op <= Op::power) {
    if (left.is_number() && right.is_number())
      return arithmetic(op, left.number(), right.number(), final_sum);
    const Value a = to_number(left, context);
    if (a.is_error()) return a;
    const Value b = to_number(right, context);
    if (b.is_error()) return b;
    return arithmetic(op, a.number(), b.number(), final_sum);
  }
  if (op == Op::concatenate) {
    const Value a = to_text(left, context);
    const Value b = to_text(right, context);
    std::string joined(a.text());
    joined += b.text();
    if (joined.size() > kMaxTextUnits && utf16_length(joined) > kMaxTextUnits) return ErrorCode::value;
    return joined;
  }
  return holds(op, compare_values(left, right));
}

std::size_t rows_of(const Value& value) { return value.is_array() ? value.array().rows() : 1; }
std::size_t columns_of(const Value& value) { return value.is_array() ? value.array().columns() : 1; }

}  // namespace

const Value& spread_element(const Value& value, std::size_t row, std::size_t column,
                            const Value& beyond) noexcept {
  if (!value.is_array()) return value;
  const Array& array = value.array();
  if (array.rows() == 1) row = 0;
  if (array.columns() == 1) column = 0;
  if (row >= array.rows() || column >= array.columns()) return beyond;
  return array.at(row, column);
}

double without_denormals(double number) noexcept {
  return std::fabs(number) < 2.2250738585072014e-308 ? 0 : number;
}

ArithmeticResult power(double base, double exponent) noexcept {
  if (base == 0) {
    if (exponent == 0) return {0, ErrorCode::num};
    if (exponent < 0) return {0, ErrorCode::div0};
  }
  const double result = std::pow(base, exponent);
  if (!std::isfinite(result)) return {0, ErrorCode::num};
  return {without_denormals(result)};
}

int compare_values(const Value& left, const Value& right) noexcept {
  const auto rank = [](const Value& value) { return value.is_number() ? 0 : value.is_text() ? 1 : 2; };
  if (left.is_number() && right.is_number()) return compare_15(left.number(), right.number());
  if (left.is_blank() || right.is_blank()) {
    if (left.is_blank() && right.is_blank()) return 0;
    const Value& other = left.is_blank() ? right : left;
    const int sign = left.is_blank() ? 1 : -1;
    switch (other.kind()) {
      case ValueKind::number:
        return sign * compare_15(0, other.number());
      case ValueKind::text:
        return other.text().empty() ? 0 : -sign;
      default:
        return other.logical() ? -sign : 0;
    }
  }
  if (const int difference = rank(left) - rank(right); difference != 0) return difference < 0 ? -1 : 1;
  if (left.is_text()) return compare_text_ignoring_case(left.text(), right.text());
  return static_cast<int>(left.logical()) - static_cast<int>(right.logical());
}

Value apply_binary(Op op, const Value& left, const Value& right, bool final_sum, EvaluationContext& context) {
  if (!left.is_array() && !right.is_array()) return scalar_binary(op, left, right, final_sum, context);
  const std::size_t rows = std::max(rows_of(left), rows_of(right));
  const std::size_t columns = std::max(columns_of(left), columns_of(right));
  if (rows * columns > kMaxArrayCells) return ErrorCode::num;
  const Value beyond = ErrorCode::na;
  Array result(rows, columns);
  for (std::size_t row = 0; row < rows; ++row)
    for (std::size_t column = 0; column < columns; ++column)
      result.at(row, column) = scalar_binary(op, spread_element(left, row, column, beyond),
                                             spread_element(right, row, column, beyond), final_sum, context);
  return Value(std::move(result));
}

Value apply_prefix(Op op, const Value& value, EvaluationContext& context) {
  if (value.is_array()) {
    Array result(value.array().rows(), value.array().columns());
    for (std::size_t i = 0; i < result.size(); ++i) result[i] = apply_prefix(op, value.array()[i], context);
    return Value(std::move(result));
  }
  if (value.is_error()) return value;
  if (op == Op::plus) return value;
  const Value number = to_number(value, context);
  if (number.is_error()) return number;
  return op == Op::minus ? Value(0 - number.number()) : Value(without_denormals(number.number() / 100));
}

}  // namespace outturn
