// Statistics of a sample of numbers, for the statistical family, SUBTOTAL and AGGREGATE. Sums run in the
// order of the sample. A result that the sample is too small for is an error value.
#pragma once

#include <span>
#include <vector>

#include "formulas/arguments.h"
#include "formulas/value.h"

namespace outturn::sample {

[[nodiscard]] double total(std::span<const double> numbers) noexcept;
// Requires: not empty.
[[nodiscard]] double mean(std::span<const double> numbers) noexcept;
// The sum of the squares of the deviations from the mean.
[[nodiscard]] double squared_deviations(std::span<const double> numbers) noexcept;

[[nodiscard]] Value average(std::span<const double> numbers);   // #DIV/0! if empty
[[nodiscard]] Value variance(std::span<const double> numbers);  // of a sample: n - 1
[[nodiscard]] Value population_variance(std::span<const double> numbers);
[[nodiscard]] Value standard_deviation(std::span<const double> numbers);
[[nodiscard]] Value population_standard_deviation(std::span<const double> numbers);
[[nodiscard]] Value product(std::span<const double> numbers);  // 0 if empty
[[nodiscard]] Value maximum(std::span<const double> numbers);  // 0 if empty
[[nodiscard]] Value minimum(std::span<const double> numbers);

[[nodiscard]] Value median(const OrderedNumbers& numbers);                // #NUM! if empty
[[nodiscard]] Value largest(const OrderedNumbers& numbers, double rank);  // rank from 1
[[nodiscard]] Value smallest(const OrderedNumbers& numbers, double rank);
// A quantile by interpolation, `part` from 0 to 1; exclusive: of n + 1 rather than n - 1 steps.
[[nodiscard]] Value percentile(const OrderedNumbers& numbers, double part);
[[nodiscard]] Value percentile_exclusive(const OrderedNumbers& numbers, double part);

// The most frequent number, the first of equals; #N/A if none repeats.
[[nodiscard]] Value mode(std::span<const double> numbers);

// The numbers among the cells of an argument; text, typed text too, and logicals are left out.
struct NumbersIn {
  explicit NumbersIn(const CellGrid& grid);
  std::vector<double> numbers;
  Value error;  // blank if none
};

// The arguments of AVERAGEA and its relatives: in cells text counts as 0 and logicals as 1 and 0; typed text
// converts.
struct NumbersOfAll {
  explicit NumbersOfAll(const Arguments& args);
  std::vector<double> numbers;
  Value error;  // blank if none
};

}  // namespace outturn::sample
