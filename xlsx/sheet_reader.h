// Gives one worksheet's cells, formulas and row visibility to the engine's workbook.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/diagnostic.h"
#include "engine/workbook.h"
#include "xlsx/shared_formulas.h"
#include "xlsx/worksheet_part.h"

namespace outturn::xlsx {

// The cells of all array formulas together; each is a cell that somebody has to visit.
inline constexpr std::int64_t kMaxArrayFormulaCells = std::int64_t{1} << 26;

class SheetReader : public WorksheetSink {
 public:
  struct Surroundings {
    Workbook& workbook;
    SheetId id;
    const std::string& part;
    const SharedStringTable& strings;
    const MetadataPart& metadata;
    const std::vector<std::int32_t>& format_of_style;
    bool is_macro_sheet;  // its formulas are Excel 4 macros: their values are kept
    std::vector<Diagnostic>& diagnostics;
    std::int64_t& array_cells;  // counted over all sheets
  };
  // filtered: the ranges of the sheet's tables whose filter is active.
  SheetReader(const Surroundings& surroundings, std::vector<RangeAddress> filtered);

  void filter_mode() override { filter_mode_ = true; }
  void row(const SheetRow& row) override;
  void cell(const SheetCell& cell) override;
  void plain_rows(const PlainRows& rows) override { plain_rows_ = rows; }
  void auto_filter(const RangeAddress& range, bool active) override;
  void merged_cells(const RangeAddress& range) override;
  void conditional_formatting(const RangeAddress& range) override { conditional_formats_.push_back(range); }

  // After the last event: which hidden rows a filter hides is only known at the end of the part. `text` is
  // the part that was read.
  void finish(std::string_view text);
  // Rows and the cells in them ascend.
  [[nodiscard]] bool in_order() const noexcept { return in_order_; }
  [[nodiscard]] const std::optional<PlainRows>& plain_rows() const noexcept { return plain_rows_; }
  [[nodiscard]] std::vector<RangeAddress> take_conditional_formats() {
    return std::move(conditional_formats_);
  }

 private:
  void place_formula(const SheetCell& cell);
  void place_array(const SheetCell& cell);
  void check_for_duplicates(std::string_view text) const;
  void report_unreadable(const SheetCell& cell, std::string_view found);
  void warn(CellAddress cell, std::string what);

  Surroundings in_;
  Sheet& sheet_;
  SharedFormulas shared_;
  bool filter_mode_ = false;
  std::vector<RangeAddress> filtered_;
  bool in_order_ = true;
  std::optional<PlainRows> plain_rows_;
  CellAddress last_{-1, -1};
  std::vector<std::int32_t> hidden_rows_;
  std::vector<RangeAddress> conditional_formats_;
  std::int32_t warnings_ = 0;
};

}  // namespace outturn::xlsx
