// Where references stand and how large they are; addresses and links as text.
#include <cmath>

#include "formulas/arguments.h"
#include "formulas/text_units.h"

namespace outturn {
namespace {

ErrorCode no_reference(const Operand& operand) {
  return operand.is_error() ? operand.value().error() : ErrorCode::value;
}

// The numbers of the rows or columns of a reference; the formula's own without one.
Value line_numbers(const Arguments& args, bool rows) {
  const CellAddress own = args.context().formula_cell().address;
  if (!args.has(0)) return (rows ? own.row : own.column) + 1;
  const Operand& reference = args.reference(0);
  if (!reference.is_area()) return reference.is_union() ? ErrorCode::ref : no_reference(reference);
  const RangeAddress& range = reference.area().range;
  const std::int32_t first = (rows ? range.first.row : range.first.column) + 1;
  const std::int32_t count = rows ? range.rows() : range.columns();
  if (count == 1) return first;
  const auto size = static_cast<std::size_t>(count);
  Array numbers(rows ? size : 1, rows ? 1 : size);
  for (std::int32_t i = 0; i < count; ++i) numbers[static_cast<std::size_t>(i)] = first + i;
  return Value(std::move(numbers));
}

Value row(const Arguments& args) { return line_numbers(args, true); }
Value column(const Arguments& args) { return line_numbers(args, false); }

Value extent(const Arguments& args, bool rows) {
  const Operand& operand = args.reference(0);
  if (operand.is_area()) return rows ? operand.area().range.rows() : operand.area().range.columns();
  if (operand.is_union()) return ErrorCode::ref;
  if (!operand.is_value()) return ErrorCode::value;
  const Value& value = operand.value();
  if (value.is_error()) return value;
  if (!value.is_array()) return 1;
  return rows ? value.array().rows() : value.array().columns();
}

Value rows(const Arguments& args) { return extent(args, true); }
Value columns(const Arguments& args) { return extent(args, false); }

Value areas(const Arguments& args) {
  const Operand& reference = args.reference(0);
  if (!reference.is_reference()) return no_reference(reference);
  return reference.areas().size();
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

// A sheet name stands in quotes unless it can be taken for nothing else: it begins with a letter or
// underscore, holds only letters, digits, underscores and full stops, and is no cell reference in either
// style.
bool needs_quotes(std::string_view name) {
  if (name.empty()) return false;
  for (const char c : name)
    if (!is_letter(c) && !is_digit(c) && c != '_' && c != '.' && static_cast<unsigned char>(c) < 0x80)
      return true;
  if (is_digit(name.front()) || name.front() == '.') return true;
  if (cell_from_a1(to_upper(name))) return true;
  // R, C, RC, R1, C1, R1C1
  std::size_t at = 0;
  for (const char letter : {'r', 'c'}) {
    if (at >= name.size() || (name[at] | 0x20) != letter) continue;
    ++at;
    while (at < name.size() && is_digit(name[at])) ++at;
  }
  return at == name.size();
}

std::string quoted(std::string_view name) {
  if (!needs_quotes(name)) return std::string(name);
  std::string text = "'";
  for (const char c : name) {
    text += c;
    if (c == '\'') text += c;
  }
  return text + "'";
}

std::string r1c1_part(char letter, std::int32_t number, bool absolute) {
  const std::string digits = std::to_string(number);
  return letter + (absolute ? digits : "[" + digits + "]");
}

// kind: 1 both absolute, 2 row absolute, 3 column absolute, 4 both relative.
Value address(const Arguments& args) {
  const double row_number = args.whole_number(0);
  const double column_number = args.whole_number(1);
  const double kind = args.has(2) ? args.whole_number(2) : 1;
  const bool a1_style = !args.has(3) || args.logical(3);
  if (!(row_number >= 1 && row_number <= kMaxRows && column_number >= 1 && column_number <= kMaxColumns &&
        kind >= 1 && kind <= 4))
    return ErrorCode::value;
  const auto row_position = static_cast<std::int32_t>(row_number);
  const auto column_position = static_cast<std::int32_t>(column_number);
  const bool row_absolute = kind <= 2;
  const bool column_absolute = kind == 1 || kind == 3;
  std::string text;
  if (args.has(4)) text = quoted(args.text(4)) + "!";
  if (a1_style) {
    if (column_absolute) text += '$';
    text += column_letters(column_position - 1);
    if (row_absolute) text += '$';
    text += std::to_string(row_position);
  } else {
    text += r1c1_part('R', row_position, row_absolute) + r1c1_part('C', column_position, column_absolute);
  }
  return text;
}

// What the cell shows: following the link is not a calculation.
Value hyperlink(const Arguments& args) {
  if (!args.given(1)) return args.text(0);
  return args.value(1).is_blank() ? Value(0) : args.value(1);
}

Value formula_text_at(const Area& area, CellAddress cell, EvaluationContext& context) {
  const auto text = context.formula_text(area.sheet, cell);
  // Excel's limit on the length of a formula.
  if (!text || utf16_length(*text) > 8192) return ErrorCode::na;
  return *text;
}

Value formulatext(const Arguments& args) {
  const Operand& reference = args.reference(0);
  if (!reference.is_area()) return no_reference(reference);
  if (reference.area().is_three_dimensional()) return ErrorCode::value;
  const Area& area = reference.area();
  const RangeAddress& range = area.range;
  if (range.is_single_cell()) return formula_text_at(area, range.first, args.context());
  if (static_cast<std::size_t>(range.size()) > kMaxArrayCells) return ErrorCode::num;
  Array texts(static_cast<std::size_t>(range.rows()), static_cast<std::size_t>(range.columns()));
  std::size_t i = 0;
  for (std::int32_t r = range.first.row; r <= range.last.row; ++r)
    for (std::int32_t c = range.first.column; c <= range.last.column; ++c)
      texts[i++] = formula_text_at(area, {r, c}, args.context());
  return Value(std::move(texts));
}

constexpr Example kAddressExamples[] = {
    {"ADDRESS(2,3)", "\"$C$2\""},
    {"ADDRESS(2,3,2)", "\"C$2\""},
    {"ADDRESS(2,3,4)", "\"C2\""},
    {"ADDRESS(2,3,2,FALSE)", "\"R2C[3]\""},
    {"ADDRESS(2,3,1,FALSE,\"[Book1]Sheet1\")", "\"'[Book1]Sheet1'!R2C3\""},
    {"ADDRESS(2,3,,,\"Sheet1\")", "\"Sheet1!$C$2\""},
    {"ADDRESS(0,1)", "#VALUE!"}};
constexpr Example kAreasExamples[] = {{"AREAS((A1:B2,C3))", "2"}, {"AREAS(A1)", "1"}};
constexpr Example kColumnExamples[] = {{"COLUMN(C5)", "3"}, {"COLUMN(A1:C1)", "{1,2,3}"}};
constexpr Example kColumnsExamples[] = {{"COLUMNS(A1:C9)", "3"}, {"COLUMNS({1,2;3,4})", "2"}};
constexpr Example kFormulatextExamples[] = {{"FORMULATEXT(A1)", "#N/A"}};
constexpr Example kHyperlinkExamples[] = {{"HYPERLINK(\"https://example.org\",\"Example\")", "\"Example\""},
                                          {"HYPERLINK(\"#Sheet1!A1\")", "\"#Sheet1!A1\""}};
constexpr Example kRowExamples[] = {{"ROW(C5)", "5"}, {"ROW(A2:A4)", "{2;3;4}"}};
constexpr Example kRowsExamples[] = {
    {"ROWS(A1:C9)", "9"}, {"ROWS({1,2;3,4})", "2"}, {"ROWS(A:A)", "1048576"}};

constexpr FunctionSpec kFunctions[] = {
    {.name = "ADDRESS",
     .signature = "row:number column:number kind:number? a1_style:logical? sheet:text?",
     .summary = "A cell's address as text.",
     .evaluate = address,
     .examples = kAddressExamples},
    {.name = "AREAS",
     .signature = "reference:operand",
     .summary = "How many areas a reference has.",
     .evaluate = areas,
     .examples = kAreasExamples},
    {.name = "COLUMN",
     .signature = "reference:operand?",
     .summary = "The number of a cell's column, or of each column of a range.",
     .evaluate = column,
     .examples = kColumnExamples},
    {.name = "COLUMNS",
     .signature = "array:operand",
     .summary = "How many columns a range or array has.",
     .evaluate = columns,
     .examples = kColumnsExamples},
    {.name = "FORMULATEXT",
     .signature = "reference:operand",
     .summary = "A cell's formula as text.",
     .evaluate = formulatext,
     .examples = kFormulatextExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "HYPERLINK",
     .signature = "link:text friendly_name:any?",
     .summary = "The text of a link.",
     .evaluate = hyperlink,
     .examples = kHyperlinkExamples},
    {.name = "ROW",
     .signature = "reference:operand?",
     .summary = "The number of a cell's row, or of each row of a range.",
     .evaluate = row,
     .examples = kRowExamples},
    {.name = "ROWS",
     .signature = "array:operand",
     .summary = "How many rows a range or array has.",
     .evaluate = rows,
     .examples = kRowsExamples},
};

}  // namespace

std::span<const FunctionSpec> positions_functions() { return kFunctions; }

}  // namespace outturn
