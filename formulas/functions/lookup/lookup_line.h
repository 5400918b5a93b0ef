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

#include "formulas/arguments.h"

namespace outturn {

class LookupLine {
 public:
  // Requires: grid.is_rectangle().
  [[nodiscard]] static LookupLine row(const CellGrid& grid, std::int32_t row, EvaluationContext& context);
  [[nodiscard]] static LookupLine column(const CellGrid& grid, std::int32_t column,
                                         EvaluationContext& context);
  // Requires: grid.is_vector().
  [[nodiscard]] static LookupLine whole(const CellGrid& grid) { return LookupLine(grid); }

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

  [[nodiscard]] std::int32_t size() const noexcept { return static_cast<std::int32_t>(cells_.size()); }
  [[nodiscard]] Value at(std::int32_t i) const { return cells_.at(i); }
  // Only blanks follow behind this many.
  [[nodiscard]] std::int32_t used_size() const noexcept { return std::min(size(), used()); }
  // The next position after `i` that holds no blank and no error; kNotFound if none.
  [[nodiscard]] std::int32_t next_value(std::int32_t i) const;

 private:
  explicit LookupLine(CellGrid cells) : cells_(std::move(cells)) {}

  [[nodiscard]] std::int32_t position(const CellRun& run) const noexcept;
  [[nodiscard]] std::int32_t used() const noexcept {
    return cells_.columns() == 1 ? cells_.used_rows() : cells_.used_columns();
  }
  [[nodiscard]] std::int32_t find_blank(Direction direction) const;

  CellGrid cells_;
};

// Excel's limit on the text that MATCH, VLOOKUP and HLOOKUP look for; a longer one is #VALUE!.
inline constexpr std::size_t kMaxLookupUnits = 255;
[[nodiscard]] bool is_too_long_to_look_up(const Value& wanted) noexcept;

// The error that an argument consists of, as opposed to an error in a cell that it refers to; a blank if
// none.
[[nodiscard]] Value argument_error(const CellGrid& grid);

}  // namespace outturn
