// Turns the raw attributes and texts of rows and cells into a WorksheetSink's events, for the scanner and for
// expat alike, so that the two cannot differ in what a cell means.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "xlsx/worksheet_part.h"

namespace outturn::xlsx {

struct RawRow {
  std::string_view r, hidden, style, custom_format;
  std::size_t begin = 0, end = 0;
};

// Attributes as stored, texts with their entities decoded.
struct RawCell {
  std::string_view r, style, type, cell_metadata, value_metadata;
  std::int32_t column = -1;  // where r is known to be this column in the row's own number
  bool has_formula = false;
  std::string_view formula_type, formula_range, shared_index, always_calculate, formula;
  bool has_value = false, has_inline = false;
  std::string_view value, inline_text;
  std::size_t begin = 0, end = 0, tag_end = 0;
  std::size_t value_begin = 0, value_end = 0;  // as in SheetCell
};

class SheetDataEvents {
 public:
  SheetDataEvents(std::string part, WorksheetSink& sink) : part_(std::move(part)), sink_(sink) {}

  void row(const RawRow& raw);
  void cell(const RawCell& raw);
  void row_end(std::size_t end_tag);
  [[nodiscard]] bool wants_formulas() const noexcept { return sink_.wants_formulas(); }

  // The next cell comes without its row.
  void enter_row(std::int32_t row) noexcept { last_ = {row_ = row, -1}; }

  // The same events will come again from the first on; those the sink has heard are not repeated.
  void restart() noexcept;

 private:
  [[nodiscard]] bool heard() noexcept { return ++count_ <= told_; }
  void read_value(const RawCell& raw, SheetCell& cell);
  [[nodiscard]] std::optional<CellAddress> address_in_row(std::string_view r) const noexcept;

  std::string part_;
  WorksheetSink& sink_;
  std::uint64_t count_ = 0;
  std::uint64_t told_ = 0;
  CellAddress last_{-1, -1};
  std::int32_t row_ = -1;
  std::string row_digits_;  // r of the row
  std::string scratch_;
};

}  // namespace outturn::xlsx
