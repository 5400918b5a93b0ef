// Writes a worksheet's events down as text, one a line, for comparison.
#pragma once

#include <cstdio>
#include <string>

#include "xlsx/worksheet_part.h"

namespace outturn::xlsx {

class RecordingSink : public WorksheetSink {
 public:
  std::string log;

  void filter_mode() override { log += "filter mode\n"; }
  void dimension(const RangeAddress& range) override { line("dimension " + to_a1(range)); }
  void rows_hidden_by_default() override { line("rows hidden"); }
  void columns(const SheetColumns& c) override {
    line("columns " + column_letters(c.first) + ":" + column_letters(c.last) + (c.hidden ? " hidden" : "") +
         " s" + std::to_string(c.style));
  }
  void sheet_data(std::size_t begin, std::size_t end) override { line("data" + extent(begin, end)); }
  void row(const SheetRow& row) override {
    line("row " + std::to_string(row.row + 1) + (row.hidden ? " hidden" : "") +
         (row.style ? " s" + std::to_string(*row.style) : "") + extent(row.begin, row.end));
  }
  void cell(const SheetCell& cell) override {
    static constexpr const char* kTypes[] = {"number",  "shared", "text", "inline",
                                             "logical", "error",  "date", "unreadable"};
    static constexpr const char* kFormulas[] = {"", " f", " shared", " array", " table"};
    char number[40];
    std::snprintf(number, sizeof number, "%.17g", cell.number);
    std::string text = "cell " + to_a1(cell.address) + " s" + std::to_string(cell.style) + " ";
    text += kTypes[static_cast<int>(cell.type)];
    if (!cell.has_value)
      text += " none";
    else if (cell.type == CellType::number || cell.type == CellType::shared_string ||
             cell.type == CellType::logical)
      text.append(" ").append(number);
    else
      text.append(" [").append(cell.text).append("]");
    text += kFormulas[static_cast<int>(cell.formula_kind)];
    if (cell.formula_kind != FormulaKind::none) text.append(" {").append(cell.formula).append("}");
    if (cell.formula_range) text += " ref " + to_a1(*cell.formula_range);
    if (cell.formula_kind == FormulaKind::shared) text += " si" + std::to_string(cell.shared_index);
    if (cell.always_calculate) text += " ca";
    if (cell.cell_metadata != 0) text += " cm" + std::to_string(cell.cell_metadata);
    if (cell.value_metadata != 0) text += " vm" + std::to_string(cell.value_metadata);
    line(text + extent(cell.begin, cell.end));
  }
  void row_end(std::size_t end_tag) override { line("row end" + extent(end_tag, end_tag)); }
  void sheet_data_end(std::size_t end_tag) override { line("data end" + extent(end_tag, end_tag)); }
  void auto_filter(const RangeAddress& range, bool active) override {
    line("filter " + to_a1(range) + (active ? " active" : ""));
  }
  void merged_cells(const RangeAddress& range) override { line("merged " + to_a1(range)); }
  void conditional_formatting(const RangeAddress& range) override { line("conditional " + to_a1(range)); }
  void table_part(std::string_view id) override { line("table " + std::string(id)); }

  bool with_extents = true;

 private:
  void line(const std::string& text) { log += text + "\n"; }
  [[nodiscard]] std::string extent(std::size_t begin, std::size_t end) const {
    return with_extents ? " @" + std::to_string(begin) + "-" + std::to_string(end) : "";
  }
};

}  // namespace outturn::xlsx
