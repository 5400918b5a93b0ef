#include "xlsx/sheet_data_events.h"

#include <fast_float/fast_float.h>

#include <algorithm>
#include <cmath>

#include "xlsx/xlsx_error.h"
#include "xlsx/xml_reader.h"
#include "xlsx/xml_text.h"

namespace outturn::xlsx {
namespace {

std::uint32_t index_of(std::string_view text) noexcept { return whole_number(text).value_or(0); }

bool is_true(std::string_view text) noexcept { return text == "1" || text == "true" || text == "on"; }

CellType type_of(std::string_view type) noexcept {
  if (type.empty()) return CellType::number;
  if (type.size() == 1) {
    switch (type[0]) {
      case 's':
        return CellType::shared_string;
      case 'b':
        return CellType::logical;
      case 'e':
        return CellType::error;
      case 'd':
        return CellType::date;
      default:
        return CellType::number;
    }
  }
  if (type == "str") return CellType::formula_text;
  if (type == "inlineStr") return CellType::inline_text;
  return CellType::number;
}

FormulaKind formula_kind_of(std::string_view type) noexcept {
  if (type == "shared") return FormulaKind::shared;
  if (type == "array") return FormulaKind::array;
  if (type == "dataTable") return FormulaKind::data_table;
  return FormulaKind::normal;
}

}  // namespace

void SheetDataEvents::restart() noexcept {
  told_ = count_;
  count_ = 0;
  last_ = {-1, -1};
}

// Nearly always a column and then the row's own number, as its r= has it.
std::optional<CellAddress> SheetDataEvents::address_in_row(std::string_view r) const noexcept {
  if (!row_digits_.empty() && r.size() > row_digits_.size() && r.size() <= row_digits_.size() + 2 &&
      r.ends_with(row_digits_)) {
    std::int32_t column = 0;
    for (const char c : r.substr(0, r.size() - row_digits_.size())) {
      if (c < 'A' || c > 'Z') return cell_from_a1(r);
      column = column * 26 + (c - 'A' + 1);
    }
    return CellAddress{row_, column - 1};
  }
  return cell_from_a1(r);
}

void SheetDataEvents::row(const RawRow& raw) {
  SheetRow row;
  row.row = last_.row + 1;
  if (!raw.r.empty()) {
    const auto number = whole_number(raw.r);
    if (!number || *number < 1 || *number > static_cast<std::uint32_t>(kMaxRows))
      throw XlsxError(XlsxErrorKind::damaged, part_, "has a row numbered \"" + std::string(raw.r) + "\"");
    row.row = static_cast<std::int32_t>(*number) - 1;
  }
  row_ = row.row;
  // Digits as in a cell's address: no sign, no blanks, no zeros in front.
  const bool is_plain = !raw.r.empty() && raw.r[0] != '0' &&
                        std::all_of(raw.r.begin(), raw.r.end(), [](char c) { return c >= '0' && c <= '9'; });
  row_digits_ = is_plain ? raw.r : std::string_view();
  if (row.row >= kMaxRows) throw XlsxError(XlsxErrorKind::damaged, part_, "has a row below the last");
  last_ = {row.row, -1};
  if (heard()) return;
  row.hidden = is_true(raw.hidden);
  if (is_true(raw.custom_format)) row.style = index_of(raw.style);
  row.begin = raw.begin;
  row.end = raw.end;
  sink_.row(row);
}

void SheetDataEvents::row_end(std::size_t end_tag) {
  if (!heard()) sink_.row_end(end_tag);
}

void SheetDataEvents::cell(const RawCell& raw) {
  SheetCell cell;
  cell.address = {last_.row, last_.column + 1};
  if (raw.column >= 0) {
    cell.address = {row_, raw.column};
  } else if (!raw.r.empty()) {
    const auto address = address_in_row(raw.r);
    if (!address)
      throw XlsxError(XlsxErrorKind::damaged, part_,
                      "has a cell with the address \"" + std::string(raw.r.substr(0, 40)) + "\" in row " +
                          std::to_string(last_.row + 1));
    cell.address = *address;
  }
  if (cell.address.column >= kMaxColumns)
    throw XlsxError(XlsxErrorKind::damaged, part_,
                    "has a cell right of the last column in row " + std::to_string(last_.row + 1));
  last_ = cell.address;
  if (heard()) return;

  cell.begin = raw.begin;
  cell.end = raw.end;
  cell.tag_end = raw.tag_end;
  cell.stored_type = raw.type;
  cell.value_begin = raw.value_end == 0 ? 0 : raw.value_begin;
  cell.value_end = raw.value_end;
  if (!raw.style.empty()) cell.style = index_of(raw.style);
  if (!raw.cell_metadata.empty()) cell.cell_metadata = index_of(raw.cell_metadata);
  if (!raw.value_metadata.empty()) cell.value_metadata = index_of(raw.value_metadata);
  if (raw.has_formula) {
    cell.formula_kind = formula_kind_of(raw.formula_type);
    cell.formula = raw.formula;
    cell.always_calculate = is_true(raw.always_calculate);
    if (!raw.shared_index.empty()) cell.shared_index = index_of(raw.shared_index);
    if (!raw.formula_range.empty()) cell.formula_range = range_from_a1(raw.formula_range);
  }
  read_value(raw, cell);
  sink_.cell(cell);
}

void SheetDataEvents::read_value(const RawCell& raw, SheetCell& cell) {
  cell.type = type_of(raw.type);
  cell.has_value = raw.has_value;
  switch (cell.type) {
    case CellType::formula_text:
    case CellType::inline_text: {
      const bool inline_element = cell.type == CellType::inline_text && raw.has_inline;
      cell.text = inline_element ? raw.inline_text : raw.value;
      cell.has_value |= inline_element || (cell.type == CellType::formula_text && raw.has_formula);
      if (may_have_escapes(cell.text)) cell.text = scratch_ = unescape_xstring(cell.text);
      return;
    }
    case CellType::number:
      // What nearly every cell needs.
      if (const auto [end, error] =
              fast_float::from_chars(raw.value.data(), raw.value.data() + raw.value.size(), cell.number);
          error == std::errc() && end == raw.value.data() + raw.value.size() && std::isfinite(cell.number))
        return;
      cell.number = 0;
      [[fallthrough]];
    case CellType::shared_string:
    case CellType::logical: {
      if (raw.value.find_first_not_of(" \t\r\n") == std::string_view::npos) {
        cell.has_value = false;
        return;
      }
      std::optional<double> number;
      if (cell.type == CellType::number)
        number = decimal_number(raw.value);
      else if (cell.type == CellType::shared_string)
        number = whole_number(raw.value);
      else if (const auto flag = whole_number(raw.value))
        number = *flag != 0;
      else if (raw.value == "true" || raw.value == "false")
        number = raw.value == "true";
      if (number) {
        cell.number = *number;
      } else {
        cell.type = CellType::unreadable;
        cell.text = raw.value;
      }
      return;
    }
    case CellType::error:
    case CellType::date:
    case CellType::unreadable:
      cell.text = raw.value;
      if (cell.text.find_first_not_of(" \t\r\n") == std::string_view::npos) cell.has_value = false;
  }
}

}  // namespace outturn::xlsx
