// The row or column in which a lookup function searches, and Excel's ways of searching it.
//
// A value equals values of its own kind only: a number never a text, whatever it reads. Where an order is
// asked for, the older functions (VLOOKUP, MATCH) pass over other kinds; the newer ones (XLOOKUP, XMATCH)
// hold every number smaller than every text, every text smaller than the logicals, and a blank that is looked
// for larger than all. Blank cells and errors are passed over by all. Numbers are compared to the last bit,
// not at 15 digits like the operators: a value that `=` holds equal can be one that MATCH does not find, in
// Excel too. Texts are compared ignoring case.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>

#include "formulas/arguments.h"

namespace outturn {

class ColumnIndex;

class LookupLine {
 public:
  // Requires: grid.is_rectangle().
  [[nodiscard]] static LookupLine first_row(const CellGrid& grid);
  [[nodiscard]] static LookupLine first_column(const CellGrid& grid);
  // Requires: grid.is_vector().
  [[nodiscard]] static LookupLine whole(const CellGrid& grid) { return {grid, grid.columns() == 1}; }

  static constexpr std::int32_t kNotFound = -1;

  enum class Direction : std::uint8_t { first_to_last, last_to_first };
  enum class Wildcards : std::uint8_t { off, on };
  enum class Neighbour : std::uint8_t { smaller, larger };
  enum class Order : std::uint8_t { ascending, descending };
  enum class Kinds : std::uint8_t { own, all };

  // The value itself, wherever it stands. A blank is found in blank cells.
  [[nodiscard]] std::int32_t find(const Value& wanted, Wildcards wildcards, Direction direction) const;
  // The value itself, or the nearest on one side of it, of whatever kind, in a line of any order.
  [[nodiscard]] std::int32_t find_nearest(const Value& wanted, Neighbour neighbour,
                                          Direction direction) const;

  // Binary search in a sorted line. In one that is not sorted the result depends on which cells are looked
  // at, and these are the ones that Excel looks at.
  struct Sorted {
    // The wanted value, or the last one that comes before it in the order of the line; kNotFound if none
    // does.
    std::int32_t last = kNotFound;
    bool equal = false;
  };
  [[nodiscard]] Sorted find_sorted(const Value& wanted, Order order, Kinds kinds) const;

  // MATCH with type -1 goes from the first value on and stops before the first smaller one, or at an equal
  // one.
  [[nodiscard]] std::int32_t find_descending(const Value& wanted) const;

  [[nodiscard]] std::int32_t size() const noexcept { return down_ ? cells_.rows() : cells_.columns(); }
  [[nodiscard]] Value at(std::int32_t i) const { return down_ ? cells_.at(i, 0) : cells_.at(0, i); }
  // Only blanks follow behind this many.
  [[nodiscard]] std::int32_t used_size() const noexcept { return std::min(size(), used()); }
  // The next position after `i` that holds no blank and no error; kNotFound if none.
  [[nodiscard]] std::int32_t next_value(std::int32_t i) const;

 private:
  LookupLine(CellGrid cells, bool down) : cells_(std::move(cells)), down_(down) {}

  [[nodiscard]] std::int32_t used() const noexcept {
    return down_ ? cells_.used_rows() : cells_.used_columns();
  }
  // The cells of the line that are not blank, and where a run of them begins in it.
  void visit(CellVisitor visitor) const;
  [[nodiscard]] std::int32_t position(const CellRun& run) const noexcept;
  [[nodiscard]] std::int32_t find_blank(Direction direction) const;
  // An index whose rows are those of this range, the line's; null where there is none.
  [[nodiscard]] const ColumnIndex* index() const;
  [[nodiscard]] RangeAddress indexed_range() const;
  [[nodiscard]] std::int32_t find_nearest_in(const ColumnIndex& known, const Value& wanted,
                                             Neighbour neighbour, Direction direction) const;
  // The end of the rows that the direction begins with, as a position.
  [[nodiscard]] std::int32_t end_of(std::span<const std::int32_t> rows, Direction direction) const;

  // A reference is one row or column; of an array it is the first.
  CellGrid cells_;
  bool down_;
};

// Excel's limit on the text that MATCH, VLOOKUP and HLOOKUP look for; a longer one is #VALUE!.
inline constexpr std::size_t kMaxLookupUnits = 255;
[[nodiscard]] bool is_too_long_to_look_up(const Value& wanted) noexcept;

// The error that an argument consists of, as opposed to an error in a cell that it refers to; a blank if
// none.
[[nodiscard]] Value argument_error(const CellGrid& grid);

}  // namespace outturn
