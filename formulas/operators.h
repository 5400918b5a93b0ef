// The operators between values, element by element where they are arrays.
#pragma once

#include "formulas/evaluation_context.h"
#include "formulas/program.h"
#include "formulas/value.h"

namespace outturn {

// `op` is one of the arithmetic, concatenation and comparison operators. final_sum: see decimal_rounding.h.
[[nodiscard]] Value apply_binary(Op op, const Value& left, const Value& right, bool final_sum,
                                 EvaluationContext& context);
// minus, plus or percent.
[[nodiscard]] Value apply_prefix(Op op, const Value& value, EvaluationContext& context);

// Element (row, column) of a value spread over a larger array: rows, columns and single values repeat; past
// the end of anything else stands `beyond`, which callers make #N/A.
[[nodiscard]] const Value& spread_element(const Value& value, std::size_t row, std::size_t column,
                                          const Value& beyond) noexcept;

// -1, 0, 1: Excel's order of values of any kind but errors and arrays: numbers, then texts ignoring case,
// then logicals; a blank counts as 0, "" or FALSE, whichever the other side is. Numbers are compared at 15
// digits.
[[nodiscard]] int compare_values(const Value& left, const Value& right) noexcept;

// The arithmetic of one pair of numbers, shared with the block kernels. A result that is no finite number is
// an error.
struct ArithmeticResult {
  double number = 0;
  ErrorCode error{};  // none if 0
};
[[nodiscard]] ArithmeticResult power(double base, double exponent) noexcept;
// Numbers too small for Excel's 15-digit form become 0 rather than denormal.
[[nodiscard]] double without_denormals(double number) noexcept;

}  // namespace outturn
