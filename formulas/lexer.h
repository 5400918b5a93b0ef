// The lexical elements of a formula at a position of its text. The parser and the R1C1 key
// (formulas/formula_key.h) read references with the same functions, so that they cannot disagree about what a
// reference is.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "formulas/reference.h"

namespace outturn {

struct LexedCell {
  CellAddress address;
  bool column_absolute = false;
  bool row_absolute = false;
  std::size_t end = 0;
};

struct LexedRows {
  std::int32_t first = 0, last = 0;
  bool first_absolute = false, last_absolute = false;
  std::size_t end = 0;
};

struct LexedColumns {
  std::int32_t first = 0, last = 0;
  bool first_absolute = false, last_absolute = false;
  std::size_t end = 0;
};

struct LexedSheet {
  std::string first, last;
  std::size_t end = 0;  // behind the "!"
};

[[nodiscard]] constexpr bool is_letter(char c) noexcept {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}
[[nodiscard]] constexpr bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
[[nodiscard]] constexpr bool is_blank(char c) noexcept {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}
// Letters, "_", "\" and everything beyond ASCII may begin a name; digits, "." and "?" may follow.
[[nodiscard]] constexpr bool is_name_start(char c) noexcept {
  return is_letter(c) || c == '_' || c == '\\' || static_cast<unsigned char>(c) >= 0x80;
}
[[nodiscard]] constexpr bool is_name_part(char c) noexcept {
  return is_name_start(c) || is_digit(c) || c == '.' || c == '?';
}

// End of the name that begins at `at`; `at` itself where none does.
[[nodiscard]] std::size_t name_end(std::string_view text, std::size_t at) noexcept;

// A1 and its $ forms, not followed by anything that makes it part of a name, a call or a sheet prefix.
[[nodiscard]] std::optional<LexedCell> lex_cell(std::string_view text, std::size_t at) noexcept;
[[nodiscard]] std::optional<LexedColumns> lex_columns(std::string_view text, std::size_t at) noexcept;  // A:C
[[nodiscard]] std::optional<LexedRows> lex_rows(std::string_view text, std::size_t at) noexcept;        // 1:3
// Sheet1! · 'My sheet'! · Jan:Dec! · [1]Sheet1! · [1]!
[[nodiscard]] std::optional<LexedSheet> lex_sheet(std::string_view text, std::size_t at);

}  // namespace outturn
