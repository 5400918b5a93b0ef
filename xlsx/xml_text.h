// Text between XML and cells.
//
// Two escapes lie on top of each other: XML's own (&amp; …) and ST_Xstring's _xHHHH_ for what XML cannot hold
// (ECMA-376 part 1, 22.9.2.19): _x000D_ is a carriage return, and a literal "_x0041_" is stored as
// "_x005F_x0041_".
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace outturn::xlsx {

// Appends character data with its entities replaced and its line ends normalised (XML 1.0, 2.11). False, with
// `text` in any state, for what is not plain well-formed character data: unknown entities, characters that
// XML does not allow, invalid UTF-8.
[[nodiscard]] bool append_character_data(std::string& text, std::string_view raw);

// True where append_character_data would change nothing but might fail: no entity, no carriage return.
[[nodiscard]] bool is_plain(std::string_view raw) noexcept;

// _xHHHH_ sequences replaced. Surrogates written as two sequences become one character; a lone one becomes
// U+FFFD.
[[nodiscard]] std::string unescape_xstring(std::string_view text);
[[nodiscard]] inline bool may_have_escapes(std::string_view text) noexcept {
  return text.find("_x") != std::string_view::npos;
}

// Cell text as it stands between tags: both escapes applied.
[[nodiscard]] std::string escape_xstring(std::string_view text);

// Text for an attribute in double quotes: XML's escape only.
[[nodiscard]] std::string escape_attribute(std::string_view text);

// Whether the element that holds this text needs xml:space="preserve".
[[nodiscard]] bool needs_space_preserved(std::string_view text) noexcept;

}  // namespace outturn::xlsx
