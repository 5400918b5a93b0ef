// Building an array out of the cells of another.
#pragma once

#include <cstdint>

#include "formulas/arguments.h"

namespace outturn {

// An array, of one element too (SUM passes over a text in it), whose element (row, column) is `element(row,
// column)`; #CALC! where it would be empty, #NUM! where it would be too large.
template <typename Element>
[[nodiscard]] Value rearranged(std::int64_t rows, std::int64_t columns, Element element) {
  if (rows <= 0 || columns <= 0) return ErrorCode::calc;
  if (rows > static_cast<std::int64_t>(kMaxArrayCells) / columns) return ErrorCode::num;
  Array array(static_cast<std::size_t>(rows), static_cast<std::size_t>(columns));
  for (std::int64_t row = 0; row < rows; ++row)
    for (std::int64_t column = 0; column < columns; ++column)
      array.at(static_cast<std::size_t>(row), static_cast<std::size_t>(column)) =
          element(static_cast<std::int32_t>(row), static_cast<std::int32_t>(column));
  return Value(std::move(array));
}

}  // namespace outturn
