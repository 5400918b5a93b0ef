// References as they are written in a formula: relative or absolute, by position or by table column. They
// become addresses (formulas/address.h) only together with the cell that reads them.
#pragma once

#include <cstdint>
#include <string>

#include "formulas/address.h"

namespace outturn {

// Relative parts are offsets from the formula's own cell, absolute parts are positions counted from 0: the
// R1C1 form, which is the same text in every cell that a formula was filled into.
struct CellReference {
  // Eight bytes, because programs of a workbook without fills hold a million of them. Columns lie within
  // ±kMaxColumns.
  std::int32_t row;
  std::int16_t column;
  bool row_relative;
  bool column_relative;

  constexpr CellReference(std::int32_t row_at = 0, std::int32_t column_at = 0, bool row_moves = false,
                          bool column_moves = false) noexcept
      : row(row_at),
        column(static_cast<std::int16_t>(column_at)),
        row_relative(row_moves),
        column_relative(column_moves) {}
  friend bool operator==(const CellReference&, const CellReference&) = default;

  // Offsets that leave the sheet come in again on the other side, as in Excel's shared formulas and names.
  [[nodiscard]] CellAddress to_absolute(CellAddress origin) const noexcept {
    return {row_relative ? wrap(origin.row + row, kMaxRows) : row,
            column_relative ? wrap(origin.column + column, kMaxColumns) : column};
  }

 private:
  static std::int32_t wrap(std::int32_t position, std::int32_t size) noexcept {
    return position < 0 ? position + size : position >= size ? position - size : position;
  }
};

struct RangeReference {
  CellReference first;
  CellReference last;
  friend bool operator==(const RangeReference&, const RangeReference&) = default;

  [[nodiscard]] bool is_single_cell() const noexcept { return first == last; }
  // Corners in either order, as they come out after filling a formula.
  [[nodiscard]] RangeAddress to_absolute(CellAddress origin) const noexcept {
    return bounding_range(single_cell(first.to_absolute(origin)), single_cell(last.to_absolute(origin)));
  }
};

// Table[[#Headers],[First]:[Last]] (ECMA-376 part 1, 18.17.2; Microsoft's "Using structured references").
struct StructuredReference {
  std::string table;  // empty: the table that holds the formula
  bool all = false;
  bool headers = false;
  bool data = false;
  bool totals = false;
  bool this_row = false;
  std::string first_column;  // empty: every column
  std::string last_column;   // empty: the same as first_column
};

}  // namespace outturn
