#include "formulas/functions/statistical/sample.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "formulas/coercion.h"
#include "formulas/functions/number_result.h"

namespace outturn::sample {
namespace {

// Between the neighbours of a position counted from 0. Requires: 0 <= position <= size - 1.
double interpolated(const OrderedNumbers& numbers, double position) {
  const double below = std::floor(position);
  const auto at = static_cast<std::size_t>(below);
  const double lower = numbers.at(at);
  if (below == position || at + 1 >= numbers.size()) return lower;
  return lower + (position - below) * (numbers.at(at + 1) - lower);
}

}  // namespace

double total(std::span<const double> numbers) noexcept {
  double sum = 0;
  for (const double number : numbers) sum += number;
  return sum;
}

double mean(std::span<const double> numbers) noexcept {
  return total(numbers) / static_cast<double>(numbers.size());
}

double squared_deviations(std::span<const double> numbers) noexcept {
  const double center = mean(numbers);
  double sum = 0;
  for (const double number : numbers) sum += (number - center) * (number - center);
  return sum;
}

Value average(std::span<const double> numbers) {
  return numbers.empty() ? Value(ErrorCode::div0) : number_result(mean(numbers));
}

Value variance(std::span<const double> numbers) {
  if (numbers.size() < 2) return ErrorCode::div0;
  return number_result(squared_deviations(numbers) / static_cast<double>(numbers.size() - 1));
}

Value population_variance(std::span<const double> numbers) {
  if (numbers.empty()) return ErrorCode::div0;
  return number_result(squared_deviations(numbers) / static_cast<double>(numbers.size()));
}

Value standard_deviation(std::span<const double> numbers) {
  const Value squared = variance(numbers);
  return squared.is_error() ? squared : Value(std::sqrt(squared.number()));
}

Value population_standard_deviation(std::span<const double> numbers) {
  const Value squared = population_variance(numbers);
  return squared.is_error() ? squared : Value(std::sqrt(squared.number()));
}

Value product(std::span<const double> numbers) {
  if (numbers.empty()) return 0;
  return number_result(
      std::accumulate(numbers.begin(), numbers.end(), 1.0, [](double a, double b) { return a * b; }));
}

Value maximum(std::span<const double> numbers) {
  return numbers.empty() ? 0 : *std::max_element(numbers.begin(), numbers.end());
}

Value minimum(std::span<const double> numbers) {
  return numbers.empty() ? 0 : *std::min_element(numbers.begin(), numbers.end());
}

Value median(const OrderedNumbers& numbers) {
  const std::size_t size = numbers.size();
  if (size == 0) return ErrorCode::num;
  const double middle = numbers.at(size / 2);
  if (size % 2 == 1) return middle;
  return number_result((numbers.at(size / 2 - 1) + middle) / 2);
}

Value largest(const OrderedNumbers& numbers, double rank) {
  return smallest(numbers, rank < 1 ? 0 : static_cast<double>(numbers.size()) - rank + 1);
}

Value smallest(const OrderedNumbers& numbers, double rank) {
  if (!(rank >= 1) || rank > static_cast<double>(numbers.size())) return ErrorCode::num;
  return numbers.at(static_cast<std::size_t>(rank - 1));
}

Value percentile(const OrderedNumbers& numbers, double part) {
  if (numbers.size() == 0 || !(part >= 0) || part > 1) return ErrorCode::num;
  return number_result(interpolated(numbers, part * static_cast<double>(numbers.size() - 1)));
}

Value percentile_exclusive(const OrderedNumbers& numbers, double part) {
  const double position = part * static_cast<double>(numbers.size() + 1) - 1;
  if (numbers.size() == 0 || !(part > 0) || part >= 1 || position < 0 ||
      position > static_cast<double>(numbers.size() - 1))
    return ErrorCode::num;
  return number_result(interpolated(numbers, position));
}

Value mode(std::span<const double> numbers) {
  std::vector<std::size_t> order(numbers.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [numbers](std::size_t a, std::size_t b) {
    return numbers[a] != numbers[b] ? numbers[a] < numbers[b] : a < b;
  });
  std::size_t best = 0;
  std::size_t best_count = 1;
  for (std::size_t first = 0; first < order.size();) {
    std::size_t last = first;
    while (last < order.size() && numbers[order[last]] == numbers[order[first]]) ++last;
    const std::size_t count = last - first;
    if (count > best_count || (count == best_count && count > 1 && order[first] < best)) {
      best = order[first];
      best_count = count;
    }
    first = last;
  }
  return best_count > 1 ? Value(numbers[best]) : Value(ErrorCode::na);
}

NumbersIn::NumbersIn(const CellGrid& grid) {
  grid.visit([this](const CellRun& run) {
    if (run.kind == ValueKind::error) error = run.error(0);
    if (run.kind == ValueKind::number)
      numbers.insert(numbers.end(), run.numbers().begin(), run.numbers().end());
    return !error.is_error();
  });
}

NumbersOfAll::NumbersOfAll(const Arguments& args) {
  for (std::size_t i = 0; i < args.size(); ++i) {
    const CellGrid& grid = args.cells(i);
    const Operand& operand = grid.operand();
    if (operand.is_value() && !operand.value().is_array()) {
      const Value number = to_number(operand.value(), args.context());
      if (number.is_error()) {
        error = number;
        return;
      }
      numbers.push_back(number.number());
      continue;
    }
    grid.visit([this](const CellRun& run) {
      for (std::int32_t k = 0; k < run.count; ++k) {
        switch (run.kind) {
          case ValueKind::number:
            numbers.push_back(run.numbers()[static_cast<std::size_t>(k)]);
            break;
          case ValueKind::text:
            numbers.push_back(0);
            break;
          case ValueKind::logical:
            numbers.push_back(run.logical(k) ? 1 : 0);
            break;
          case ValueKind::error:
            error = run.error(k);
            return false;
          default:
            break;
        }
      }
      return true;
    });
    if (error.is_error()) return;
  }
}

}  // namespace outturn::sample
