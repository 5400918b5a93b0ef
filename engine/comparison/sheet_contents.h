// The rows and columns of a sheet by what they hold, as keys to align them by.
#pragma once

#include <span>
#include <vector>

#include "engine/comparison/line_alignment.h"
#include "engine/comparison/sheet_alignment.h"

namespace outturn {

// Constants count by their values, cells that are calculated or owned only as such: their values follow from
// others.
class SheetContents {
 public:
  // The book outlives it.
  SheetContents(const ComparedBook& book, SheetId sheet);

  // A cell counts by the number of its column there, and not at all where that is -1.
  [[nodiscard]] std::vector<LineKeys> rows(std::span<const std::int32_t> numbers) const;
  [[nodiscard]] std::vector<LineKeys> columns() const;
  [[nodiscard]] std::int32_t column_count() const noexcept { return columns_; }

 private:
  // By column and row; the last argument tells whether it is a text, which may name a line.
  template <typename F>
  void for_each_cell(F&& visit) const;

  const ComparedBook& book_;
  SheetId id_;
  std::int32_t rows_ = 0, columns_ = 0;
};

}  // namespace outturn
