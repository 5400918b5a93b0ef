#include "formulas/kernels.h"

#include <cmath>

#include "formulas/decimal_rounding.h"
#include "formulas/operators.h"

namespace outturn {
namespace {

double logical_payload(bool value) noexcept {
  return std::bit_cast<double>(static_cast<std::uint64_t>(value));
}

// False where the result is not a plain number: an error, or a number that must not be denormal.
template <typename F>
bool numbers(F calculate, Lane& left, const Lane& right, std::int32_t rows, const LaneMask& mask,
             const RowFallback& fallback) {
  const bool plain = left.all_numbers && right.all_numbers;
  bool all = true;
  for (std::int32_t row = 0; row < rows; ++row) {
    const auto at = static_cast<std::size_t>(row);
    if (!mask[at]) continue;
    if (plain || (left.kinds[at] == ValueKind::number && right.kinds[at] == ValueKind::number)) {
      const double result = calculate(left.payload[at], right.payload[at]);
      if (std::fabs(result) >= 2.2250738585072014e-308 && std::fabs(result) <= 1.7976931348623157e308) {
        left.payload[at] = result;
        continue;
      }
      if (result == 0) {
        left.payload[at] = 0;
        continue;
      }
    }
    if (!fallback(row)) return false;
    all = all && left.kinds[at] == ValueKind::number;
  }
  left.all_numbers = left.all_numbers && right.all_numbers && all;
  return true;
}

template <typename F>
bool comparisons(F holds, Lane& left, const Lane& right, std::int32_t rows, const LaneMask& mask,
                 const RowFallback& fallback) {
  for (std::int32_t row = 0; row < rows; ++row) {
    const auto at = static_cast<std::size_t>(row);
    if (!mask[at]) continue;
    if (left.kinds[at] == ValueKind::number && right.kinds[at] == ValueKind::number) {
      left.payload[at] = logical_payload(holds(compare_15(left.payload[at], right.payload[at])));
      left.kinds[at] = ValueKind::logical;
    } else if (!fallback(row)) {
      return false;
    }
  }
  left.all_numbers = false;
  return true;
}

}  // namespace

void Lane::set(std::int32_t row, const Value& value, std::vector<Value>& keep_alive) {
  const auto at = static_cast<std::size_t>(row);
  kinds[at] = value.kind();
  switch (value.kind()) {
    case ValueKind::number:
      payload[at] = value.number();
      return;
    case ValueKind::logical:
      payload[at] = logical_payload(value.logical());
      break;
    case ValueKind::error:
      payload[at] = std::bit_cast<double>(static_cast<std::uint64_t>(value.error()));
      break;
    case ValueKind::text: {
      keep_alive.push_back(value);
      Text text = value.shared_text();
      const std::uint64_t bits = std::move(text).detach();
      static_cast<void>(Text::attach(bits));
      payload[at] = std::bit_cast<double>(bits);
      break;
    }
    default:
      payload[at] = 0;
  }
  all_numbers = false;
}

Value Lane::get(std::int32_t row) const {
  const auto at = static_cast<std::size_t>(row);
  return CellRun{kinds[at], 0, {}, 1, payload.data() + at}.value(0);
}

bool apply_block(Op op, bool final_sum, Lane& left, const Lane& right, std::int32_t rows,
                 const LaneMask& mask, const RowFallback& fallback) {
  switch (op) {
    case Op::add:
      if (final_sum)
        return numbers([](double a, double b) { return near_zero_difference(a, b, a + b); }, left, right,
                       rows, mask, fallback);
      return numbers([](double a, double b) { return a + b; }, left, right, rows, mask, fallback);
    case Op::subtract:
      if (final_sum)
        return numbers([](double a, double b) { return near_zero_difference(a, -b, a - b); }, left, right,
                       rows, mask, fallback);
      return numbers([](double a, double b) { return a - b; }, left, right, rows, mask, fallback);
    case Op::multiply:
      return numbers([](double a, double b) { return a * b; }, left, right, rows, mask, fallback);
    case Op::divide:
      // A zero divisor gives no finite number, so that the fallback finds the error.
      return numbers([](double a, double b) { return b == 0 ? HUGE_VAL : a / b; }, left, right, rows, mask,
                     fallback);
    case Op::power:
      return numbers(
          [](double a, double b) {
            const ArithmeticResult result = power(a, b);
            return result.error != ErrorCode{} ? HUGE_VAL : result.number;
          },
          left, right, rows, mask, fallback);
    case Op::minus:
      return numbers([](double a, double) { return 0 - a; }, left, left, rows, mask, fallback);
    case Op::plus:
      return numbers([](double a, double) { return a; }, left, left, rows, mask, fallback);
    case Op::percent:
      return numbers([](double a, double) { return a / 100; }, left, left, rows, mask, fallback);
    case Op::equal:
      return comparisons([](int order) { return order == 0; }, left, right, rows, mask, fallback);
    case Op::not_equal:
      return comparisons([](int order) { return order != 0; }, left, right, rows, mask, fallback);
    case Op::less:
      return comparisons([](int order) { return order < 0; }, left, right, rows, mask, fallback);
    case Op::less_equal:
      return comparisons([](int order) { return order <= 0; }, left, right, rows, mask, fallback);
    case Op::greater:
      return comparisons([](int order) { return order > 0; }, left, right, rows, mask, fallback);
    case Op::greater_equal:
      return comparisons([](int order) { return order >= 0; }, left, right, rows, mask, fallback);
    default:
      for (std::int32_t row = 0; row < rows; ++row)
        if (mask[static_cast<std::size_t>(row)] && !fallback(row)) return false;
      left.all_numbers = false;
      return true;
  }
}

}  // namespace outturn
