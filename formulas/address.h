// Absolute positions on a sheet. A position as it is written in a formula, with its `$`s, is a CellReference
// (formulas/reference.h); the two are different types because mixing them moves formulas to the wrong cells.
#pragma once

#include <algorithm>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace outturn {

// ECMA-376 and Microsoft's "Excel specifications and limits".
inline constexpr std::int32_t kMaxRows = 1'048'576;
inline constexpr std::int32_t kMaxColumns = 16'384;

// Counted from 0: A1 is {0, 0}.
struct CellAddress {
  std::int32_t row = 0;
  std::int32_t column = 0;
  friend auto operator<=>(const CellAddress&, const CellAddress&) = default;
};

// Inclusive on both ends; first is the top left corner.
struct RangeAddress {
  CellAddress first;
  CellAddress last;
  friend auto operator<=>(const RangeAddress&, const RangeAddress&) = default;

  [[nodiscard]] std::int32_t rows() const noexcept { return last.row - first.row + 1; }
  [[nodiscard]] std::int32_t columns() const noexcept { return last.column - first.column + 1; }
  [[nodiscard]] std::int64_t size() const noexcept { return std::int64_t{rows()} * columns(); }
  [[nodiscard]] bool is_single_cell() const noexcept { return first == last; }
  [[nodiscard]] bool contains(CellAddress cell) const noexcept {
    return cell.row >= first.row && cell.row <= last.row && cell.column >= first.column &&
           cell.column <= last.column;
  }
  [[nodiscard]] bool contains(const RangeAddress& other) const noexcept {
    return contains(other.first) && contains(other.last);
  }
  [[nodiscard]] bool intersects(const RangeAddress& other) const noexcept {
    return first.row <= other.last.row && other.first.row <= last.row && first.column <= other.last.column &&
           other.first.column <= last.column;
  }
};

[[nodiscard]] constexpr RangeAddress single_cell(CellAddress cell) noexcept { return {cell, cell}; }

[[nodiscard]] inline std::optional<RangeAddress> intersection(const RangeAddress& a,
                                                              const RangeAddress& b) noexcept {
  if (!a.intersects(b)) return std::nullopt;
  return RangeAddress{{std::max(a.first.row, b.first.row), std::max(a.first.column, b.first.column)},
                      {std::min(a.last.row, b.last.row), std::min(a.last.column, b.last.column)}};
}

// The smallest range that holds both.
[[nodiscard]] inline RangeAddress bounding_range(const RangeAddress& a, const RangeAddress& b) noexcept {
  return {{std::min(a.first.row, b.first.row), std::min(a.first.column, b.first.column)},
          {std::max(a.last.row, b.last.row), std::max(a.last.column, b.last.column)}};
}

[[nodiscard]] std::string column_letters(std::int32_t column);
[[nodiscard]] std::string to_a1(CellAddress cell);
[[nodiscard]] std::string to_a1(const RangeAddress& range);  // "B2" for a single cell, else "B2:C9"

// Plain A1 text without `$`, as in a file's r= and ref= attributes; whole columns and rows are not accepted.
[[nodiscard]] std::optional<CellAddress> cell_from_a1(std::string_view text) noexcept;
[[nodiscard]] std::optional<RangeAddress> range_from_a1(std::string_view text) noexcept;

}  // namespace outturn
