// UTF-8 text measured and cut in UTF-16 units, as Excel counts characters, and compared without regard to
// case.
//
// A character outside the Basic Multilingual Plane counts two units. Cutting one in half leaves U+FFFD,
// because half a character has no UTF-8. A byte that is not valid UTF-8 counts one unit and stays as it is.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace outturn {

[[nodiscard]] bool is_ascii(std::string_view text) noexcept;

[[nodiscard]] std::size_t utf16_length(std::string_view text) noexcept;

// `count` units from unit `start`, counted from 0; less where the text ends.
[[nodiscard]] std::string utf16_substring(std::string_view text, std::size_t start, std::size_t count);

// The byte where unit `unit` begins, or the text's size if it ends before; for a unit in the middle of a
// character, that character's first byte.
[[nodiscard]] std::size_t byte_of_unit(std::string_view text, std::size_t unit) noexcept;

// Exact search from unit `start`; npos if absent.
[[nodiscard]] std::size_t utf16_find(std::string_view text, std::string_view wanted,
                                     std::size_t start) noexcept;

// One character's code point and length in bytes; an invalid byte is itself, one byte long.
// Requires: at < text.size().
struct CodePoint {
  std::uint32_t value;
  std::uint32_t bytes;
};
[[nodiscard]] CodePoint code_point_at(std::string_view text, std::size_t at) noexcept;
void append_utf8(std::string& text, std::uint32_t code_point);

// Character by character, as Excel maps them: the German ß has no capital, the Turkish i no special one.
[[nodiscard]] std::string to_upper(std::string_view text);
[[nodiscard]] std::string to_lower(std::string_view text);
// Capitals after anything that is not a letter: PROPER.
[[nodiscard]] std::string to_proper(std::string_view text);

[[nodiscard]] std::uint32_t fold_case(std::uint32_t code_point) noexcept;
// Texts that Excel's `=` holds equal have the same folded text: the key for an index.
[[nodiscard]] std::string fold_case(std::string_view text);
[[nodiscard]] bool equal_ignoring_case(std::string_view a, std::string_view b) noexcept;

// -1, 0 or 1: the order of Excel's comparison operators and sorts: white space, punctuation, symbols, digits,
// letters; accents decide only between texts otherwise equal, then hyphens and apostrophes ("Sort data in a
// range or table", Microsoft). 0 exactly where equal_ignoring_case holds.
[[nodiscard]] int compare_text_ignoring_case(std::string_view a, std::string_view b);

}  // namespace outturn
