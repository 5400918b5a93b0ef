// How N and T take their argument: of a range the first cell, of an array every member.
#pragma once

#include "formulas/arguments.h"

namespace outturn {

template <typename Convert>
[[nodiscard]] Value of_first_or_each(const CellGrid& grid, Convert convert) {
  if (!grid.is_rectangle()) return ErrorCode::value;
  if (grid.is_reference() || grid.size() == 1) return convert(grid.at(0, 0));
  Array result(static_cast<std::size_t>(grid.rows()), static_cast<std::size_t>(grid.columns()));
  for (std::size_t i = 0; i < result.size(); ++i) result[i] = convert(grid.operand().value().array()[i]);
  return Value(std::move(result));
}

}  // namespace outturn
