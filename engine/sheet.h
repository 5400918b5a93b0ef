// One sheet: its cells, what was saved in its formula cells, and what formulas may ask about it.
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/column.h"
#include "engine/fill.h"
#include "formulas/evaluation_context.h"

namespace outturn {

class Sheet {
 public:
  Sheet(std::string name, bool external) : name_(std::move(name)), external_(external) {}

  [[nodiscard]] const std::string& name() const noexcept { return name_; }
  // A sheet of another workbook, of which only saved values are known.
  [[nodiscard]] bool is_external() const noexcept { return external_; }

  // --- current values
  [[nodiscard]] Value value(CellAddress cell) const {
    const Column* column = find_column(values_, cell.column);
    return column == nullptr ? Value() : column->get(cell.row);
  }
  [[nodiscard]] CellTag tag(CellAddress cell) const noexcept {
    const Column* column = find_column(values_, cell.column);
    return column == nullptr ? CellTag::blank : column->tag(cell.row);
  }
  [[nodiscard]] bool is_stale(CellAddress cell) const noexcept {
    const Column* column = find_column(values_, cell.column);
    return column != nullptr && column->is_stale(cell.row);
  }
  void set_value(CellAddress cell, const Value& value, bool stale = false) {
    if (value.is_blank() && !stale && find_column(values_, cell.column) == nullptr) return;
    reach_column(values_, cell.column).set(cell.row, value, stale);
    used_rows_ = std::max(used_rows_, cell.row + 1);
  }
  void set_number(CellAddress cell, double number) {
    reach_column(values_, cell.column).set_number(cell.row, number);
    used_rows_ = std::max(used_rows_, cell.row + 1);
  }
  void set_pending(CellAddress cell) {
    reach_column(values_, cell.column).set_pending(cell.row);
    used_rows_ = std::max(used_rows_, cell.row + 1);
  }
  void set_pending(std::int32_t column, std::int32_t first_row, std::int32_t last_row) {
    reach_column(values_, column).set_pending(first_row, last_row);
    used_rows_ = std::max(used_rows_, last_row + 1);
  }
  // As Column::set_results.
  void set_results(CellAddress first, std::span<const ValueKind> kinds, const double* payload) {
    values_[static_cast<std::size_t>(first.column)]->set_results(first.row, kinds, payload);
  }
  [[nodiscard]] const Column* column(std::int32_t index) const noexcept {
    return find_column(values_, index);
  }

  // --- values that the file holds for calculated cells
  [[nodiscard]] Value saved_value(CellAddress cell) const {
    const Column* column = find_column(saved_, cell.column);
    return column == nullptr ? Value() : column->get(cell.row);
  }
  [[nodiscard]] const Column* saved_column(std::int32_t index) const noexcept {
    return find_column(saved_, index);
  }
  void set_saved_value(CellAddress cell, const Value& value) {
    if (value.is_blank() && find_column(saved_, cell.column) == nullptr) return;
    reach_column(saved_, cell.column).set(cell.row, value);
  }

  // The smallest range from A1 that holds every cell ever set; none on an empty sheet.
  [[nodiscard]] std::optional<RangeAddress> used_range() const noexcept {
    if (used_rows_ == 0 || values_.empty()) return std::nullopt;
    return RangeAddress{{0, 0}, {used_rows_ - 1, static_cast<std::int32_t>(values_.size()) - 1}};
  }

  // --- which fill a cell belongs to. Filled in by Workbook::finish_reading.
  [[nodiscard]] FillId fill_at(CellAddress cell) const noexcept;  // -1: none
  // Calls back with each fill that has cells in the range, perhaps more than once.
  template <typename F>
  void for_each_fill(const RangeAddress& range, F&& found) const {
    const auto columns = static_cast<std::int32_t>(fills_.size());
    for (std::int32_t column = range.first.column; column <= range.last.column && column < columns;
         ++column) {
      const FillColumn& fills = fills_[static_cast<std::size_t>(column)];
      for (std::size_t at = fills.first_ending_at(range.first.row);
           at < fills.spans.size() && fills.spans[at].first <= range.last.row; ++at)
        found(fills.spans[at].fill);
    }
  }
  // A column's fills are in spans of rows, numbered from the top: those that meet the rows, as [first,
  // second).
  [[nodiscard]] std::pair<std::int32_t, std::int32_t> spans_meeting(std::int32_t column,
                                                                    std::int32_t first_row,
                                                                    std::int32_t last_row) const noexcept;
  [[nodiscard]] FillId fill_of_span(std::int32_t column, std::int32_t span) const noexcept {
    const FillColumn& fills = fills_[static_cast<std::size_t>(column)];
    if (fills.counts_up) return fills.first_fill + span;
    return fills.spans[static_cast<std::size_t>(span)].fill;
  }
  [[nodiscard]] std::int32_t fill_columns() const noexcept {
    return static_cast<std::int32_t>(fills_.size());
  }
  void set_fills(std::int32_t column,
                 std::vector<std::pair<std::pair<std::int32_t, std::int32_t>, FillId>> spans);

  // --- rows, formats, merged cells
  void set_row_visibility(std::int32_t row, RowVisibility visibility) { row_visibility_[row] = visibility; }
  [[nodiscard]] RowVisibility row_visibility(std::int32_t row) const {
    const auto found = row_visibility_.find(row);
    return found == row_visibility_.end() ? RowVisibility::visible : found->second;
  }
  // Index into Workbook::number_formats(). Cells are told in any order; runs of equal formats cost one entry.
  void set_number_format(CellAddress cell, std::int32_t format);
  [[nodiscard]] std::int32_t number_format(CellAddress cell) const noexcept;  // 0 is General
  void add_merged_range(const RangeAddress& range) { merged_.push_back(range); }
  [[nodiscard]] bool meets_merged_range(const RangeAddress& range) const {
    return std::any_of(merged_.begin(), merged_.end(),
                       [&](const RangeAddress& merged) { return merged.intersects(range); });
  }
  [[nodiscard]] const std::vector<RangeAddress>& merged_ranges() const noexcept { return merged_; }
  // The merged range in which the cell is not the first, if any.
  [[nodiscard]] std::optional<RangeAddress> merged_under(CellAddress cell) const;

 private:
  using Columns = std::vector<std::unique_ptr<Column>>;
  static const Column* find_column(const Columns& columns, std::int32_t index) noexcept {
    const auto at = static_cast<std::size_t>(index);
    return at < columns.size() ? columns[at].get() : nullptr;
  }
  static Column& reach_column(Columns& columns, std::int32_t index) {
    const auto at = static_cast<std::size_t>(index);
    if (at >= columns.size()) columns.resize(at + 1);
    if (columns[at] == nullptr) columns[at] = std::make_unique<Column>();
    return *columns[at];
  }

  struct FillSpan {
    std::int32_t first = 0, last = 0;
    FillId fill = -1;
  };
  struct FillColumn {
    std::vector<FillSpan> spans;  // ascending
    // Where nearly every row is a span of its own: by row, the first span that does not end before it.
    std::vector<std::int32_t> by_row;
    // Where every row from the first to the last is a span of its own, neither needs to be looked at; where
    // their fills are numbered one after the other besides, nothing does.
    std::int32_t row_count = 0;  // 0: not so
    std::int32_t first_row = 0;
    FillId first_fill = -1;
    bool counts_up = false;

    // The position of the first span that does not end before the row.
    [[nodiscard]] std::size_t first_ending_at(std::int32_t row) const noexcept {
      if (row_count != 0) return static_cast<std::size_t>(std::clamp(row - first_row, 0, row_count));
      if (!by_row.empty())
        return static_cast<std::size_t>(row) < by_row.size()
                   ? static_cast<std::size_t>(by_row[static_cast<std::size_t>(row)])
                   : spans.size();
      const auto found =
          std::lower_bound(spans.begin(), spans.end(), row,
                           [](const FillSpan& span, std::int32_t wanted) { return span.last < wanted; });
      return static_cast<std::size_t>(found - spans.begin());
    }
  };
  struct FormatRun {
    std::int32_t first = 0;
    std::int32_t end = 0;
    std::int32_t format = 0;
  };

  std::string name_;
  bool external_ = false;
  Columns values_;
  Columns saved_;
  std::int32_t used_rows_ = 0;
  std::vector<FillColumn> fills_;  // by column
  std::map<std::int32_t, RowVisibility> row_visibility_;
  std::vector<std::vector<FormatRun>> formats_;  // by column, ascending
  std::vector<RangeAddress> merged_;
};

}  // namespace outturn
