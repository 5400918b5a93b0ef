#include "xlsx/worksheet_patch.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "xlsx/cell_markup.h"
#include "xlsx/styles_part.h"
#include "xlsx/worksheet_part.h"
#include "xlsx/xlsx_error.h"
#include "xlsx/xml_markup.h"

namespace outturn::xlsx {
namespace {

struct Splice {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string text;
};

std::size_t utf16_units(std::string_view text) noexcept {
  std::size_t units = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xC0) != 0x80) units += byte >= 0xF0 ? 2 : 1;
  }
  return units;
}

// What a cell of the file can hold: no infinity, no text that Excel would refuse, no array.
Value storable(const Value& value) {
  if (value.is_array()) return storable(value.array()[0]);
  if (value.is_number() && !std::isfinite(value.number())) return ErrorCode::num;
  if (value.is_text() && value.text().size() > kMaxTextUnits && utf16_units(value.text()) > kMaxTextUnits)
    return ErrorCode::value;
  return value;
}

class Patcher : public WorksheetSink {
 public:
  Patcher(std::string_view text, const std::string& part, std::span<const CellPatch> changes,
          const StoredValues& stored, bool ordered)
      : text_(text), part_(part), changes_(changes), stored_(stored), ordered_(ordered) {}

  std::vector<Splice> splices;
  std::vector<CellDifference> differences;
  bool out_of_order = false;  // in the file; seen while `ordered` was assumed
  std::size_t applied = 0;
  std::optional<CellAddress> missing;  // a formula's cell that is not where it was read

  void columns(const SheetColumns& columns) override {
    // Ascending and apart, as the schema has them; others are ignored.
    if (columns_.empty() || columns.first > columns_.back().last) columns_.push_back(columns);
  }

  void sheet_data(std::size_t begin, std::size_t end) override {
    sheet_data_begin_ = begin;
    sheet_data_end_ = end;
    const std::string_view name = tag_name(text_.substr(begin, end - begin));
    const std::size_t colon = name.find(':');
    if (colon != std::string_view::npos) prefix_ = name.substr(0, colon + 1);
  }

  void row(const SheetRow& row) override {
    if (row.row <= row_.row) out_of_order = true;
    row_ = row;
    last_column_ = -1;
    if (!inserting()) return;
    std::string rows;
    while (next_ < changes_.size() && changes_[next_].address.row < row.row) rows += new_row();
    if (!rows.empty()) splices.push_back({row.begin, row.begin, std::move(rows)});
  }

  void cell(const SheetCell& cell) override {
    if (cell.address.row != row_.row || cell.address.column <= last_column_) out_of_order = true;
    last_column_ = cell.address.column;
    if (inserting()) {
      std::string cells;
      while (next_ < changes_.size() && changes_[next_].address < cell.address)
        cells += new_cell(changes_[next_++]);
      if (!cells.empty()) splices.push_back({cell.begin, cell.begin, std::move(cells)});
      if (next_ < changes_.size() && changes_[next_].address == cell.address)
        change_cell(cell, changes_[next_++]);
    } else if (!ordered_) {
      const auto found = std::lower_bound(changes_.begin(), changes_.end(), cell.address,
                                          [](const CellPatch& c, CellAddress at) { return c.address < at; });
      if (found != changes_.end() && found->address == cell.address) change_cell(cell, *found);
    }
  }

  void row_end(std::size_t end_tag) override {
    if (!inserting()) return;
    std::string cells;
    while (next_ < changes_.size() && changes_[next_].address.row == row_.row)
      cells += new_cell(changes_[next_++]);
    append_inside(row_.begin, row_.end, end_tag, std::move(cells));
  }

  void sheet_data_end(std::size_t end_tag) override {
    if (!inserting()) return;
    std::string rows;
    while (next_ < changes_.size()) rows += new_row();
    append_inside(sheet_data_begin_, sheet_data_end_, end_tag, std::move(rows));
  }

 private:
  [[nodiscard]] bool inserting() const noexcept { return ordered_ && !out_of_order; }

  void change_cell(const SheetCell& cell, const CellPatch& change) {
    ++applied;
    const bool has_formula = cell.formula_kind != FormulaKind::none &&
                             (!cell.formula.empty() || cell.formula_kind != FormulaKind::normal);
    if (change.write == CellWrite::literal && has_formula)
      throw XlsxError(XlsxErrorKind::write_refused, part_,
                      "cell " + to_a1(cell.address) + " holds a formula; a value cannot be set there");
    Value after = change.write == CellWrite::clear ? Value() : storable(change.value);
    Value before = stored_value(cell, stored_.strings, stored_.metadata, stored_.dates);
    const bool new_value = change.write != CellWrite::keep && !is_same_stored_value(before, after);
    const std::uint32_t style = filled(cell.style, change);
    const bool new_style = style != cell.style;
    const bool new_range = change.array_range && cell.formula_range != change.array_range &&
                           cell.formula_kind == FormulaKind::array;
    if (!new_value && !new_style && !new_range) return;

    CellMarkup markup(text_.substr(cell.begin, cell.end - cell.begin));
    if (new_style) markup.set_style(style);
    if (new_range) markup.set_array_range(*change.array_range);
    if (new_value) {
      if (change.write == CellWrite::clear) markup.remove_empty_formula();
      markup.set_value(after, change.write == CellWrite::literal);
      differences.push_back({cell.address, std::move(before), std::move(after)});
    }
    splices.push_back({cell.begin, cell.end, markup.text()});
  }

  [[nodiscard]] std::uint32_t filled(std::uint32_t style, const CellPatch& change) const {
    return change.fill.empty() || stored_.styles == nullptr
               ? style
               : stored_.styles->with_solid_fill(style, change.fill);
  }

  std::string new_cell(const CellPatch& change) {
    ++applied;
    const Value after = storable(change.value);
    const bool has_value =
        change.write != CellWrite::clear && change.write != CellWrite::keep && !after.is_blank();
    if (change.write == CellWrite::formula_result && has_value && !missing) missing = change.address;
    if (!has_value && change.fill.empty()) return {};
    CellMarkup markup(prefix_, change.address, filled(style_of_missing(change.address), change));
    if (has_value) {
      markup.set_value(after, change.write == CellWrite::literal);
      differences.push_back({change.address, {}, after});
    }
    return markup.text();
  }

  // All changes of the row that the next one is in.
  std::string new_row() {
    const std::int32_t row = changes_[next_].address.row;
    const SheetRow current = row_;
    row_.style.reset();
    std::string cells;
    while (next_ < changes_.size() && changes_[next_].address.row == row)
      cells += new_cell(changes_[next_++]);
    row_ = current;
    if (cells.empty()) return {};
    return "<" + prefix_ + "row r=\"" + std::to_string(row + 1) + "\">" + cells + "</" + prefix_ + "row>";
  }

  void append_inside(std::size_t tag_begin, std::size_t tag_end, std::size_t end_tag, std::string content) {
    if (content.empty()) return;
    const std::string_view tag = text_.substr(tag_begin, tag_end - tag_begin);
    if (is_empty_element(tag))
      splices.push_back({tag_end - 2, tag_end, ">" + content + "</" + std::string(tag_name(tag)) + ">"});
    else
      splices.push_back({end_tag, end_tag, std::move(content)});
  }

  [[nodiscard]] std::uint32_t style_of_missing(CellAddress cell) const {
    if (row_.style) return *row_.style;
    auto after =
        std::upper_bound(columns_.begin(), columns_.end(), cell.column,
                         [](std::int32_t wanted, const SheetColumns& c) { return wanted < c.first; });
    return after != columns_.begin() && cell.column <= (--after)->last ? after->style : 0;
  }

  std::string_view text_;
  const std::string& part_;
  std::span<const CellPatch> changes_;
  const StoredValues& stored_;
  bool ordered_;
  std::size_t next_ = 0;
  std::vector<SheetColumns> columns_;
  std::size_t sheet_data_begin_ = 0;
  std::size_t sheet_data_end_ = 0;
  std::string prefix_;
  SheetRow row_{-1, false, std::nullopt, 0, 0};
  std::int32_t last_column_ = -1;
};

bool is_same_at_15_digits(double a, double b) {
  if (a == b) return true;
  if (std::abs(a - b) > std::abs(a) * 2e-14) return false;
  constexpr int kDigitsBehindThePoint = 14;
  char x[32];
  char y[32];
  const auto x_end =
      std::to_chars(x, x + sizeof x, a, std::chars_format::scientific, kDigitsBehindThePoint).ptr;
  const auto y_end =
      std::to_chars(y, y + sizeof y, b, std::chars_format::scientific, kDigitsBehindThePoint).ptr;
  return std::string_view(x, static_cast<std::size_t>(x_end - x)) ==
         std::string_view(y, static_cast<std::size_t>(y_end - y));
}

}  // namespace

bool is_same_stored_value(const Value& before, const Value& after) {
  if (before.is_number() && after.is_number()) return is_same_at_15_digits(before.number(), after.number());
  return before == after;
}

std::string number_text(double number) {
  if (number == 0) return "0";
  char buffer[64];
  const double magnitude = std::abs(number);
  // Excel's own files go over to an exponent for very small and for 21 digits and more.
  const auto format =
      magnitude >= 1e-5 && magnitude < 1e21 ? std::chars_format::fixed : std::chars_format::scientific;
  const auto [end, error] = std::to_chars(buffer, buffer + sizeof buffer, number, format);
  std::string text(buffer, end);
  if (const std::size_t e = text.find('e'); e != std::string::npos) text[e] = 'E';
  return text;
}

PatchedWorksheet patch_worksheet(std::string_view text, const std::string& part,
                                 std::span<const CellPatch> changes, const StoredValues& stored) {
  PatchedWorksheet result;
  if (changes.empty()) return result;
  Patcher patcher(text, part, changes, stored, true);
  read_worksheet(text, part, patcher);
  if (patcher.out_of_order) {
    // Cells are then only changed where they stand; adding one would need an order that the file does not
    // have.
    Patcher unordered(text, part, changes, stored, false);
    read_worksheet(text, part, unordered);
    if (unordered.applied < changes.size())
      throw XlsxError(
          XlsxErrorKind::write_refused, part,
          "has its rows or cells out of order, so that none can be added; save the workbook in Excel first");
    patcher.splices = std::move(unordered.splices);
    patcher.differences = std::move(unordered.differences);
  }
  if (patcher.missing && !patcher.out_of_order)
    throw XlsxError(XlsxErrorKind::write_refused, part, "has no formula in cell " + to_a1(*patcher.missing));
  result.differences = std::move(patcher.differences);
  if (patcher.splices.empty()) return result;
  std::string& out = result.text.emplace();
  out.reserve(text.size() + patcher.splices.size() * 16);
  std::size_t from = 0;
  for (const Splice& splice : patcher.splices) {
    out.append(text, from, splice.begin - from).append(splice.text);
    from = splice.end;
  }
  out.append(text, from);
  return result;
}

}  // namespace outturn::xlsx
