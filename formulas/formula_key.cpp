#include "formulas/formula_key.h"

#include <cstring>
#include <utility>

#include "formulas/lexer.h"

namespace outturn {
namespace {

std::size_t end_of_quoted(std::string_view text, std::size_t at) noexcept {
  const std::size_t close = text.find(text[at], at + 1);
  return close == std::string_view::npos ? text.size() : close + 1;
}

std::size_t end_of_brackets(std::string_view text, std::size_t at) noexcept {
  int depth = 0;
  for (std::size_t i = at; i < text.size(); ++i) {
    if (text[i] == '\'')
      ++i;
    else if (text[i] == '[')
      ++depth;
    else if (text[i] == ']' && --depth == 0)
      return i + 1;
  }
  return text.size();
}

// Past an error value; past the mark alone where it is the operator of a spill, A1#.
std::size_t end_of_error(std::string_view text, std::size_t at) noexcept {
  std::size_t end = at + 1;
  while (end < text.size() && (is_letter(text[end]) || is_digit(text[end]) || text[end] == '_')) ++end;
  if (end == at + 1) return end;
  if (end < text.size() && (text[end] == '!' || text[end] == '?')) return end + 1;
  if (text.substr(at, 7) == "#DIV/0!") return at + 7;
  return text.substr(at, 4) == "#N/A" ? at + 4 : end;
}

// Sink has text(std::string_view), and cell(), columns() and rows() that take where an element begins and
// what it is.
template <typename Sink>
void walk(std::string_view text, Sink& sink) {
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    std::size_t end = at + 1;
    if (c == '"' || c == '\'') {
      end = end_of_quoted(text, at);
    } else if (c == '[') {
      end = end_of_brackets(text, at);
    } else if (c == '#') {
      end = end_of_error(text, at);
    } else if (c == '$' || is_name_start(c) || is_digit(c)) {
      if (const auto columns = is_digit(c) ? std::nullopt : lex_columns(text, at)) {
        sink.columns(at, *columns);
        at = columns->end;
        continue;
      }
      if (const auto cell = is_digit(c) ? std::nullopt : lex_cell(text, at)) {
        sink.cell(at, *cell);
        at = cell->end;
        continue;
      }
      if (const auto rows = is_name_start(c) ? std::nullopt : lex_rows(text, at)) {
        sink.rows(at, *rows);
        at = rows->end;
        continue;
      }
      while (end < text.size() && is_name_part(text[end])) ++end;
    }
    sink.text(text.substr(at, end - at));
    at = end;
  }
}

struct KeySink {
  CellAddress origin;
  std::string& key;

  void text(std::string_view part) { key += part; }
  void axis(std::int32_t position, bool absolute, std::int32_t own) {
    const std::int32_t value = absolute ? position : position - own;
    char bytes[5];
    bytes[0] = absolute ? '\2' : '\3';
    std::memcpy(bytes + 1, &value, 4);
    key.append(bytes, 5);
  }
  void cell(std::size_t, const LexedCell& cell) {
    key += '\1';
    axis(cell.address.row, cell.row_absolute, origin.row);
    axis(cell.address.column, cell.column_absolute, origin.column);
  }
  void columns(std::size_t, const LexedColumns& columns) {
    key += '\4';
    axis(columns.first, columns.first_absolute, origin.column);
    axis(columns.last, columns.last_absolute, origin.column);
  }
  void rows(std::size_t, const LexedRows& rows) {
    key += '\5';
    axis(rows.first, rows.first_absolute, origin.row);
    axis(rows.last, rows.last_absolute, origin.row);
  }
};

struct MoveSink {
  std::int32_t rows_by;
  std::int32_t columns_by;
  std::string& out;

  static std::int32_t wrap(std::int32_t position, std::int32_t size) noexcept {
    return position < 0 ? position + size : position >= size ? position - size : position;
  }
  void text(std::string_view part) { out += part; }
  void column(std::int32_t position, bool absolute) {
    if (absolute) out += '$';
    out += column_letters(absolute ? position : wrap(position + columns_by, kMaxColumns));
  }
  void row(std::int32_t position, bool absolute) {
    if (absolute) out += '$';
    out += std::to_string((absolute ? position : wrap(position + rows_by, kMaxRows)) + 1);
  }
  void cell(std::size_t, const LexedCell& cell) {
    column(cell.address.column, cell.column_absolute);
    row(cell.address.row, cell.row_absolute);
  }
  void columns(std::size_t, const LexedColumns& columns) {
    column(columns.first, columns.first_absolute);
    out += ':';
    column(columns.last, columns.last_absolute);
  }
  void rows(std::size_t, const LexedRows& rows) {
    row(rows.first, rows.first_absolute);
    out += ':';
    row(rows.last, rows.last_absolute);
  }
};

// The digits of a row from `at` on, and where they end; 0 where they are not written as Excel writes them.
std::pair<std::int32_t, std::size_t> row_number(std::string_view text, std::size_t at) noexcept {
  std::int32_t number = 0;
  const std::size_t begin = at;
  for (; at < text.size() && is_digit(text[at]) && at - begin < 8; ++at)
    number = number * 10 + (text[at] - '0');
  if (at == begin || text[begin] == '0' || number > kMaxRows) return {0, begin};
  return {number, at};
}

// The same for the letters of a column, the first of which is 1.
std::pair<std::int32_t, std::size_t> column_number(std::string_view text, std::size_t at) noexcept {
  std::int32_t number = 0;
  const std::size_t begin = at;
  for (; at < text.size() && text[at] >= 'A' && text[at] <= 'Z' && at - begin < 4; ++at)
    number = number * 26 + (text[at] - 'A' + 1);
  if (at == begin || number > kMaxColumns) return {0, begin};
  return {number, at};
}

}  // namespace

struct PatternSink {
  std::string_view all;
  CellAddress origin;
  FormulaPattern& pattern;

  void text(std::string_view) noexcept {}
  std::size_t column(std::size_t at, bool absolute) {
    if (all[at] == '$') ++at;
    const auto [number, end] = column_number(all, at);
    if (number == 0) pattern.usable_ = pattern.usable_ && absolute;
    if (number == 0 || absolute) {
      while (at < all.size() && is_letter(all[at])) ++at;
      return at;
    }
    add(at, end, false, number - 1 - origin.column);
    return end;
  }
  std::size_t row(std::size_t at, bool absolute) {
    if (all[at] == '$') ++at;
    const auto [number, end] = row_number(all, at);
    if (number == 0) pattern.usable_ = pattern.usable_ && absolute;
    if (number != 0 && !absolute) add(at, end, true, number - 1 - origin.row);
    while (at < all.size() && is_digit(all[at])) ++at;
    return at;
  }
  void add(std::size_t begin, std::size_t end, bool is_row, std::int32_t offset) {
    pattern.parts_.push_back(
        {static_cast<std::uint16_t>(begin), static_cast<std::uint16_t>(end), is_row, offset});
  }
  void cell(std::size_t at, const LexedCell& cell) {
    row(column(at, cell.column_absolute), cell.row_absolute);
  }
  void columns(std::size_t at, const LexedColumns& columns) {
    column(column(at, columns.first_absolute) + 1, columns.last_absolute);
  }
  void rows(std::size_t at, const LexedRows& rows) {
    row(row(at, rows.first_absolute) + 1, rows.last_absolute);
  }
};

FormulaPattern::FormulaPattern(std::string_view text, CellAddress origin) {
  usable_ = text.size() <= UINT16_MAX;
  if (!usable_) return;
  PatternSink sink{text, origin, *this};
  walk(text, sink);
}

bool FormulaPattern::matches(std::string_view text, std::string_view other, CellAddress cell) const noexcept {
  if (!usable_) return false;
  std::size_t from = 0;
  std::size_t at = 0;
  for (const Part& part : parts_) {
    const std::size_t length = part.begin - from;
    if (other.size() - at < length || std::memcmp(text.data() + from, other.data() + at, length) != 0)
      return false;
    at += length;
    const auto [number, end] = part.is_row ? row_number(other, at) : column_number(other, at);
    if (number == 0 || number - 1 != part.offset + (part.is_row ? cell.row : cell.column)) return false;
    at = end;
    from = part.end;
  }
  return text.substr(from) == other.substr(at);
}

void append_formula_key(std::string_view text, CellAddress origin, std::string& key) {
  KeySink sink{origin, key};
  walk(text, sink);
}

std::string move_formula(std::string_view text, CellAddress from, CellAddress to) {
  std::string moved;
  moved.reserve(text.size());
  MoveSink sink{to.row - from.row, to.column - from.column, moved};
  walk(text, sink);
  return moved;
}

}  // namespace outturn
