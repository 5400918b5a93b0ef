#include "formulas/lexer.h"

namespace outturn {
namespace {

struct Column {
  std::int32_t index = 0;
  bool absolute = false;
  std::size_t end = 0;
};

std::optional<Column> lex_column(std::string_view text, std::size_t at) noexcept {
  Column column;
  if (at < text.size() && text[at] == '$') {
    column.absolute = true;
    ++at;
  }
  std::int32_t number = 0;
  const std::size_t start = at;
  for (; at < text.size() && at - start < 4 && is_letter(text[at]); ++at)
    number = number * 26 + ((text[at] | 0x20) - 'a' + 1);
  if (at == start || at - start > 3 || number > kMaxColumns) return std::nullopt;
  column.index = number - 1;
  column.end = at;
  return column;
}

struct Row {
  std::int32_t index = 0;
  bool absolute = false;
  std::size_t end = 0;
};

std::optional<Row> lex_row(std::string_view text, std::size_t at) noexcept {
  Row row;
  if (at < text.size() && text[at] == '$') {
    row.absolute = true;
    ++at;
  }
  std::int32_t number = 0;
  const std::size_t start = at;
  for (; at < text.size() && at - start < 8 && is_digit(text[at]); ++at)
    number = number * 10 + (text[at] - '0');
  if (at == start || number < 1 || number > kMaxRows) return std::nullopt;
  row.index = number - 1;
  row.end = at;
  return row;
}

// Whether a reference may end here: what follows does not make it part of something longer.
bool ends_reference(std::string_view text, std::size_t at) noexcept {
  if (at >= text.size()) return true;
  const char c = text[at];
  // A1.:B2 is a range without the blank cells before its first.
  if (c == '.' && at + 1 < text.size() && text[at + 1] == ':') return true;
  return !is_name_part(c) && c != '(' && c != '!' && c != '[' && c != '$';
}

}  // namespace

std::size_t name_end(std::string_view text, std::size_t at) noexcept {
  if (at >= text.size() || !is_name_start(text[at])) return at;
  while (at < text.size() && is_name_part(text[at])) ++at;
  return at;
}

std::optional<LexedCell> lex_cell(std::string_view text, std::size_t at) noexcept {
  const auto column = lex_column(text, at);
  if (!column) return std::nullopt;
  const auto row = lex_row(text, column->end);
  if (!row || !ends_reference(text, row->end)) return std::nullopt;
  return LexedCell{{row->index, column->index}, column->absolute, row->absolute, row->end};
}

std::optional<LexedColumns> lex_columns(std::string_view text, std::size_t at) noexcept {
  const auto first = lex_column(text, at);
  if (!first || first->end >= text.size() || text[first->end] != ':') return std::nullopt;
  const auto last = lex_column(text, first->end + 1);
  if (!last || !ends_reference(text, last->end)) return std::nullopt;
  return LexedColumns{first->index, last->index, first->absolute, last->absolute, last->end};
}

std::optional<LexedRows> lex_rows(std::string_view text, std::size_t at) noexcept {
  const auto first = lex_row(text, at);
  if (!first || first->end >= text.size() || text[first->end] != ':') return std::nullopt;
  const auto last = lex_row(text, first->end + 1);
  if (!last || !ends_reference(text, last->end)) return std::nullopt;
  return LexedRows{first->index, last->index, first->absolute, last->absolute, last->end};
}

std::optional<LexedSheet> lex_sheet(std::string_view text, std::size_t at) {
  LexedSheet sheet;
  std::string whole;
  if (at < text.size() && text[at] == '\'') {
    std::size_t i = at + 1;
    for (; i < text.size(); ++i) {
      if (text[i] != '\'') {
        whole += text[i];
      } else if (i + 1 < text.size() && text[i + 1] == '\'') {
        whole += '\'';
        ++i;
      } else {
        break;
      }
    }
    if (i + 1 >= text.size() || text[i + 1] != '!') return std::nullopt;
    sheet.end = i + 2;
  } else {
    std::size_t i = at;
    if (i < text.size() && text[i] == '[') {
      i = text.find(']', i);
      if (i == std::string_view::npos) return std::nullopt;
      ++i;
    } else if (i >= text.size() || !is_name_start(text[i])) {
      return std::nullopt;
    }
    if (lex_cell(text, i)) return std::nullopt;
    bool colon = false;
    for (; i < text.size() && (is_name_part(text[i]) || (text[i] == ':' && !colon)); ++i)
      colon |= text[i] == ':';
    if (i >= text.size() || text[i] != '!') return std::nullopt;
    whole = text.substr(at, i - at);
    sheet.end = i + 1;
  }
  const std::size_t bracket = whole.find(']');
  const std::size_t colon = whole.find(':', bracket == std::string::npos ? 0 : bracket);
  sheet.first = whole.substr(0, colon);
  if (colon != std::string::npos) {
    sheet.last = whole.substr(colon + 1);
    if (sheet.last.empty()) return std::nullopt;
  }
  return sheet;
}

}  // namespace outturn
