#include "formulas/functions/paired_numbers.h"

#include <algorithm>

namespace outturn {

PairedNumbers::PairedNumbers(const CellGrid& xs, const CellGrid& ys) {
  if (!xs.is_rectangle() || !ys.is_rectangle()) {
    error = ErrorCode::value;
    return;
  }
  if (xs.size() != ys.size()) {
    error = ErrorCode::na;
    return;
  }
  // Arrays of different shape are paired in row order; of the same shape, blank rows below both need no look.
  const bool same_shape = xs.rows() == ys.rows();
  const std::int64_t size = same_shape && xs.columns() == ys.columns()
                                ? std::int64_t{std::max(xs.used_rows(), ys.used_rows())} * xs.columns()
                                : xs.size();
  for (std::int64_t i = 0; i < size; ++i) {
    const Value a =
        xs.at(static_cast<std::int32_t>(i / xs.columns()), static_cast<std::int32_t>(i % xs.columns()));
    const Value b =
        ys.at(static_cast<std::int32_t>(i / ys.columns()), static_cast<std::int32_t>(i % ys.columns()));
    if (a.is_error() || b.is_error()) {
      error = a.is_error() ? a : b;
      // Excel goes on behind #NULL! and returns a later error of another kind.
      if (error.error() != ErrorCode::null) return;
    }
    if (!a.is_number() || !b.is_number()) continue;
    x.push_back(a.number());
    y.push_back(b.number());
  }
}

}  // namespace outturn
