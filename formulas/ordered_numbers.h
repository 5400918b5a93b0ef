// Numbers by size, for functions that ask for the k-th of them or how many come before one: the numbers of an
// argument, or those of a range through the index of its column.
#pragma once

#include <cstddef>
#include <vector>

#include "formulas/address.h"

namespace outturn {

class ColumnIndex;

class OrderedNumbers {
 public:
  explicit OrderedNumbers(std::vector<double> numbers)
      : size_(numbers.size()), numbers_(std::move(numbers)) {}
  // Requires: the index outlives this.
  OrderedNumbers(const ColumnIndex& index, const RangeAddress& range);

  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  // The k-th smallest, from 0. Requires: k < size().
  [[nodiscard]] double at(std::size_t k) const;
  [[nodiscard]] std::size_t count_below(double number) const { return count(number, false); }
  [[nodiscard]] std::size_t count_up_to(double number) const { return count(number, true); }

 private:
  [[nodiscard]] std::size_t count(double number, bool equal_too) const;
  // They are put in order when they are asked for more than once or twice: a function lifted over an array.
  [[nodiscard]] bool sorted() const;

  std::size_t size_;
  mutable std::vector<double> numbers_;
  mutable int questions_ = 0;
  const ColumnIndex* index_ = nullptr;
  RangeAddress range_;
};

}  // namespace outturn
