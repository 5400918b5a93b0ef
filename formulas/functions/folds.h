// The folds (function_spec.h) that SUM, AVERAGE, COUNT and COUNTA share with SUBTOTAL and AGGREGATE. Numbers
// are added row by row, left to right, in plain double: the order in which Excel adds.
#pragma once

#include "formulas/function_spec.h"
#include "formulas/functions/number_result.h"

namespace outturn::folds {

inline void add(Fold::State& state, std::span<const double> numbers) {
  for (const double number : numbers) state.number += number;
  state.count += static_cast<std::int64_t>(numbers.size());
}
inline void count(Fold::State& state, std::span<const double> numbers) {
  state.count += static_cast<std::int64_t>(numbers.size());
}
inline Value counted(const Fold::State& state) { return state.count; }

inline constexpr Fold kSum = {add,
                              [](const Fold::State& state) -> Value { return number_result(state.number); }};
inline constexpr Fold kAverage = {add, [](const Fold::State& state) -> Value {
                                    if (state.count == 0) return ErrorCode::div0;
                                    return number_result(state.number / static_cast<double>(state.count));
                                  }};
// Errors are values too, but no numbers.
inline constexpr Fold kCount = {count, counted, [](Fold::State&, ValueKind, std::int64_t) {}};
inline constexpr Fold kCounta = {
    count, counted, [](Fold::State& state, ValueKind, std::int64_t others) { state.count += others; }};

}  // namespace outturn::folds
