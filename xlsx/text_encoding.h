// The character encoding of a part (XML 1.0, 4.3.3 and appendix F). Everything else in this folder works on
// UTF-8; a part in UTF-16 is converted when it is read and converted back when it is written, so that its
// declaration stays true.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace outturn::xlsx {

enum class TextEncoding : std::uint8_t { utf8, utf16_le, utf16_be, latin1 };

// By byte order mark, else by declaration; nothing for an encoding that is not supported.
[[nodiscard]] std::optional<TextEncoding> detect_encoding(std::string_view bytes);

// Nothing where the bytes are not valid in that encoding. A byte order mark is kept.
[[nodiscard]] std::optional<std::string> to_utf8(std::string_view bytes, TextEncoding encoding);

// Nothing where the encoding lacks a character.
[[nodiscard]] std::optional<std::string> from_utf8(std::string_view text, TextEncoding encoding);

[[nodiscard]] bool is_valid_utf8(std::string_view text) noexcept;

void append_utf8(std::string& text, std::uint32_t code_point);

}  // namespace outturn::xlsx
