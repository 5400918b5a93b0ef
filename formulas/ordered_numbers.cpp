#include "formulas/ordered_numbers.h"

#include <algorithm>

#include "formulas/column_index.h"

namespace outturn {

OrderedNumbers::OrderedNumbers(const ColumnIndex& index, const RangeAddress& range)
    : size_(index.count(ValueKind::number, range)), index_(&index), range_(range) {}

bool OrderedNumbers::sorted() const {
  constexpr int kFew = 4;  // of two neighbours, or below and up to a number
  if (questions_ > kFew) return true;
  if (++questions_ > kFew) std::sort(numbers_.begin(), numbers_.end());
  return questions_ > kFew;
}

double OrderedNumbers::at(std::size_t k) const {
  if (index_ != nullptr) return index_->kth_number(k, range_);
  if (!sorted())
    std::nth_element(numbers_.begin(), numbers_.begin() + static_cast<std::ptrdiff_t>(k), numbers_.end());
  return numbers_[k];
}

std::size_t OrderedNumbers::count(double number, bool equal_too) const {
  if (index_ != nullptr) return index_->count_before(number, equal_too, range_);
  if (sorted()) {
    const auto end = equal_too ? std::upper_bound(numbers_.begin(), numbers_.end(), number)
                               : std::lower_bound(numbers_.begin(), numbers_.end(), number);
    return static_cast<std::size_t>(end - numbers_.begin());
  }
  return static_cast<std::size_t>(std::count_if(numbers_.begin(), numbers_.end(), [&](double each) {
    return equal_too ? each <= number : each < number;
  }));
}

}  // namespace outturn
