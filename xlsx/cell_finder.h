// Finds the markup of a cell in rows that are written plainly (WorksheetSink::plain_rows) and ascend, without
// reading the cells before it.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "formulas/address.h"
#include "xlsx/plain_markup.h"

namespace outturn::xlsx {

class CellFinder {
 public:
  // The rows end before `end`.
  CellFinder(std::string_view text, std::size_t end) : text_(text.substr(0, end)) {}

  // Where "<c" begins; nothing where the cell is not there. Cells are asked for in ascending order, and what
  // stands before `from` was passed: the end of the cell found last, or where the rows begin.
  [[nodiscard]] std::optional<std::size_t> find(CellAddress cell, std::size_t from);
  // How long the start of the tag of the cell last looked for is: <c r="B2"
  [[nodiscard]] std::size_t tag_size() const noexcept { return tag_size_; }
  // The number of the row last looked for, as it is spelt in addresses.
  [[nodiscard]] std::string_view row_digits() const noexcept { return row_digits_; }

 private:
  [[nodiscard]] std::optional<std::size_t> find_row(std::size_t from) const;
  [[nodiscard]] std::size_t row_number(std::size_t tag) const noexcept;
  [[nodiscard]] bool is_cell(std::size_t at, std::int32_t column) const noexcept;
  [[nodiscard]] std::optional<std::size_t> find_tag(std::int32_t column, std::size_t from,
                                                    std::size_t end) const noexcept;

  std::string_view text_;
  std::int32_t row_ = -1;
  std::string row_digits_;
  ShortWord short_digits_;          // the same
  std::vector<ShortWord> letters_;  // of the columns up to the last one met
  std::size_t tag_size_ = 0;
};

}  // namespace outturn::xlsx
