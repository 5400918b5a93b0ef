#include "xlsx/sheet_reader.h"

#include <algorithm>

#include "xlsx/metadata_part.h"
#include "xlsx/shared_string_table.h"
#include "xlsx/xlsx_error.h"

namespace outturn::xlsx {
namespace {

// A damaged sheet of a million cells is told about in a few lines.
constexpr std::int32_t kMostWarnings = 20;

struct Rows {
  std::int32_t first = 0;
  std::int32_t last = 0;
};

// The rows that the filters of these ranges can hide, ascending and without overlap.
std::vector<Rows> rows_below_headings(const std::vector<RangeAddress>& ranges) {
  std::vector<Rows> all;
  for (const RangeAddress& range : ranges) all.push_back({range.first.row + 1, range.last.row});
  std::sort(all.begin(), all.end(), [](const Rows& a, const Rows& b) { return a.first < b.first; });
  std::vector<Rows> joined;
  for (const Rows& rows : all) {
    if (joined.empty() || rows.first > joined.back().last)
      joined.push_back(rows);
    else
      joined.back().last = std::max(joined.back().last, rows.last);
  }
  return joined;
}

bool holds_formula(const SheetCell& cell) noexcept {
  return !cell.formula.empty() || cell.formula_kind == FormulaKind::shared ||
         cell.formula_kind == FormulaKind::data_table;
}

}  // namespace

SheetReader::SheetReader(const Surroundings& surroundings, std::vector<RangeAddress> filtered)
    : in_(surroundings),
      sheet_(surroundings.workbook.sheet(surroundings.id)),
      filtered_(std::move(filtered)) {}

void SheetReader::row(const SheetRow& row) {
  in_order_ = in_order_ && row.row > last_.row;
  last_ = {row.row, -1};
  if (row.hidden) hidden_rows_.push_back(row.row);
}

void SheetReader::cell(const SheetCell& cell) {
  in_order_ = in_order_ && cell.address.row == last_.row && cell.address.column > last_.column;
  last_ = {last_.row, cell.address.column};
  if (cell.style < in_.format_of_style.size() && in_.format_of_style[cell.style] != 0)
    sheet_.set_number_format(cell.address, in_.format_of_style[cell.style]);
  // Excel writes <f ca="1"/>, without text, on cells that an array formula elsewhere fills: no formula.
  const bool has_formula = holds_formula(cell);
  if (!has_formula && !cell.has_value) return;

  if (!has_formula && cell.type == CellType::number) {
    sheet_.set_number(cell.address, cell.number);
    return;
  }
  if (cell.has_value && cell.type == CellType::unreadable) report_unreadable(cell, cell.text);
  if (cell.has_value && cell.type == CellType::shared_string &&
      in_.strings.find(static_cast<std::size_t>(cell.number)) == nullptr)
    report_unreadable(cell, "shared string " + std::to_string(static_cast<std::int64_t>(cell.number)));
  const Value value = stored_value(cell, in_.strings, in_.metadata, in_.workbook.settings.date_system);
  if (cell.has_value && cell.type == CellType::date && !value.is_number()) report_unreadable(cell, cell.text);
  if (!has_formula) {
    sheet_.set_value(cell.address, value);
    return;
  }
  sheet_.set_saved_value(cell.address, value);
  place_formula(cell);
}

void SheetReader::place_formula(const SheetCell& cell) {
  Workbook& workbook = in_.workbook;
  if (in_.is_macro_sheet) {
    workbook.place_kept(in_.id, single_cell(cell.address), cell.formula);
    return;
  }
  switch (cell.formula_kind) {
    case FormulaKind::none:
    case FormulaKind::normal:
      workbook.place_formula(in_.id, cell.address, workbook.add_formula(in_.id, cell.address, cell.formula));
      return;
    case FormulaKind::shared: {
      const auto known = shared_.find(cell.shared_index);
      if (!cell.formula.empty()) {
        const FormulaId formula = workbook.add_formula(in_.id, cell.address, cell.formula);
        if (cell.formula_range || !known) shared_.define(cell.shared_index, formula);
        workbook.place_formula(in_.id, cell.address, formula);
      } else if (known) {
        workbook.place_formula(in_.id, cell.address, *known);
      } else {
        warn(cell.address, "shares a formula that is nowhere in the sheet; its saved value is kept");
        workbook.place_kept(in_.id, single_cell(cell.address), "");
      }
      return;
    }
    case FormulaKind::array:
    case FormulaKind::data_table:
      place_array(cell);
  }
}

void SheetReader::place_array(const SheetCell& cell) {
  RangeAddress range = cell.formula_range.value_or(single_cell(cell.address));
  if (!range.contains(cell.address)) {
    warn(cell.address,
         "has an array formula whose range " + to_a1(range) + " lies elsewhere; it is taken as one cell");
    range = single_cell(cell.address);
  }
  range.first = cell.address;
  in_.array_cells += range.size();
  if (in_.array_cells > kMaxArrayFormulaCells)
    throw XlsxError(XlsxErrorKind::over_limit, in_.part,
                    "has array formulas over more than " + std::to_string(kMaxArrayFormulaCells) +
                        " cells (at " + to_a1(cell.address) + ")");
  if (cell.formula_kind == FormulaKind::data_table) {
    in_.workbook.place_kept(in_.id, range, cell.formula);
    return;
  }
  const FormulaId formula = in_.workbook.add_formula(in_.id, cell.address, cell.formula, FormulaMode::array);
  in_.workbook.place_array_formula(in_.id, range, formula, in_.metadata.is_dynamic_array(cell.cell_metadata));
}

void SheetReader::auto_filter(const RangeAddress& range, bool active) {
  if (active) filtered_.push_back(range);
}

void SheetReader::merged_cells(const RangeAddress& range) { sheet_.add_merged_range(range); }

// Excel writes cells in order and offers to repair a sheet where one comes twice; which of the two is meant,
// nobody can know.
void SheetReader::check_for_duplicates(std::string_view text) const {
  if (in_order_) return;
  struct Collector : WorksheetSink {
    std::vector<CellAddress> cells;
    void cell(const SheetCell& each) override {
      if (holds_formula(each) || each.has_value) cells.push_back(each.address);
    }
  } collector;
  read_worksheet(text, in_.part, collector);
  std::vector<CellAddress>& cells = collector.cells;
  std::sort(cells.begin(), cells.end());
  const auto twice = std::adjacent_find(cells.begin(), cells.end());
  if (twice != cells.end())
    throw XlsxError(XlsxErrorKind::damaged, in_.part, "has cell " + to_a1(*twice) + " twice");
}

void SheetReader::finish(std::string_view text) {
  check_for_duplicates(text);
  // An advanced filter leaves no range behind, only the mode.
  const bool everywhere = filter_mode_ && filtered_.empty();
  const std::vector<Rows> filtered = rows_below_headings(filtered_);
  for (const std::int32_t row : hidden_rows_) {
    auto after = std::upper_bound(filtered.begin(), filtered.end(), row,
                                  [](std::int32_t wanted, const Rows& rows) { return wanted < rows.first; });
    const bool is_filtered = everywhere || (after != filtered.begin() && row <= (--after)->last);
    sheet_.set_row_visibility(row, is_filtered ? RowVisibility::filtered : RowVisibility::hidden);
  }
}

void SheetReader::report_unreadable(const SheetCell& cell, std::string_view found) {
  warn(cell.address, "holds \"" + std::string(found.substr(0, 40)) +
                         "\", which is not of the kind the cell says; " + "it is read as text");
}

void SheetReader::warn(CellAddress cell, std::string what) {
  if (++warnings_ > kMostWarnings) return;
  if (warnings_ == kMostWarnings) what = "and more cells of this sheet are doubtful";
  in_.diagnostics.push_back({Severity::warning, in_.workbook.describe(in_.id, cell), std::move(what)});
}

}  // namespace outturn::xlsx
