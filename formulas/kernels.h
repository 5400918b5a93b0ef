// Operators over blocks of neighbouring cells: the fast path of a filled formula. Each does to every row what
// operators.h does to one; rows that hold anything but plain numbers are passed to it one by one. The two
// paths are tested against each other.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <functional>

#include "formulas/cell_runs.h"
#include "formulas/program.h"
#include "formulas/value.h"

namespace outturn {

// The values of up to kRows rows. Text is borrowed from cells and constants, or held by the lane's owner.
struct Lane {
  static constexpr std::int32_t kRows = 256;
  std::array<ValueKind, kRows> kinds;
  std::array<double, kRows> payload;  // as in CellRun
  bool all_numbers = false;           // every row is a number

  void set(std::int32_t row, const Value& value, std::vector<Value>& keep_alive);
  [[nodiscard]] Value get(std::int32_t row) const;
};

// Which rows of a lane are wanted: those outside are neither read nor written.
using LaneMask = std::array<bool, Lane::kRows>;

// Calculates one row the slow way; false where the whole block must be calculated cell by cell instead.
using RowFallback = std::function<bool(std::int32_t row)>;

// left = left op right, for the arithmetic and comparison operators, and for the prefix operators with right
// ignored. Calls the fallback for the rows that are not plain numbers, or whose result is not; it must set
// left's row itself.
[[nodiscard]] bool apply_block(Op op, bool final_sum, Lane& left, const Lane& right, std::int32_t rows,
                               const LaneMask& mask, const RowFallback& fallback);

}  // namespace outturn
