#include "xlsx/text_encoding.h"

namespace outturn::xlsx {
namespace {

// The code point at `at`, which moves behind it; nothing for an overlong, surrogate, too large or broken
// sequence.
std::optional<std::uint32_t> next_code_point(std::string_view text, std::size_t& at) noexcept {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const std::uint32_t lead = byte(at);
  if (lead < 0x80) {
    ++at;
    return lead;
  }
  const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || text.size() - at < length) return std::nullopt;
  std::uint32_t code = lead & (0x7FU >> length);
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(at + i) & 0xC0U) != 0x80U) return std::nullopt;
    code = code << 6 | (byte(at + i) & 0x3FU);
  }
  constexpr std::uint32_t kSmallest[] = {0, 0, 0x80, 0x800, 0x10000};
  if (code < kSmallest[length] || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) return std::nullopt;
  at += length;
  return code;
}

char lower(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

}  // namespace

void append_utf8(std::string& text, std::uint32_t code) {
  const auto add = [&](std::uint32_t byte) { text += static_cast<char>(byte); };
  if (code < 0x80) {
    add(code);
  } else if (code < 0x800) {
    add(0xC0 | code >> 6);
    add(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    add(0xE0 | code >> 12);
    add(0x80 | (code >> 6 & 0x3F));
    add(0x80 | (code & 0x3F));
  } else {
    add(0xF0 | code >> 18);
    add(0x80 | (code >> 12 & 0x3F));
    add(0x80 | (code >> 6 & 0x3F));
    add(0x80 | (code & 0x3F));
  }
}

std::optional<TextEncoding> detect_encoding(std::string_view bytes) {
  const auto begins = [&](std::string_view magic) { return bytes.substr(0, magic.size()) == magic; };
  using namespace std::string_view_literals;
  if (begins("\xEF\xBB\xBF"sv)) return TextEncoding::utf8;
  if (begins("\xFF\xFE"sv) || begins("<\0"sv)) return TextEncoding::utf16_le;
  if (begins("\xFE\xFF"sv) || begins("\0<"sv)) return TextEncoding::utf16_be;
  if (!begins("<?xml")) return TextEncoding::utf8;
  const std::string_view declaration = bytes.substr(0, bytes.substr(0, 1024).find('>'));
  std::size_t at = declaration.find("encoding");
  if (at == std::string_view::npos) return TextEncoding::utf8;
  at = declaration.find_first_of("\"'", at);
  if (at == std::string_view::npos) return TextEncoding::utf8;
  std::string name;
  for (const char c : declaration.substr(at + 1, declaration.find(declaration[at], at + 1) - at - 1))
    name += lower(c);
  if (name == "utf-8" || name == "utf8" || name == "us-ascii") return TextEncoding::utf8;
  if (name == "iso-8859-1") return TextEncoding::latin1;
  return std::nullopt;
}

std::optional<std::string> to_utf8(std::string_view bytes, TextEncoding encoding) {
  std::string text;
  if (encoding == TextEncoding::utf8) return std::string(bytes);
  text.reserve(bytes.size());
  if (encoding == TextEncoding::latin1) {
    for (const char c : bytes) append_utf8(text, static_cast<unsigned char>(c));
    return text;
  }
  if (bytes.size() % 2 != 0) return std::nullopt;
  const std::size_t high = encoding == TextEncoding::utf16_be ? 0 : 1;
  const auto unit = [&](std::size_t at) {
    return static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[at + high]) << 8 |
                                      static_cast<unsigned char>(bytes[at + 1 - high]));
  };
  for (std::size_t at = 0; at < bytes.size(); at += 2) {
    std::uint32_t code = unit(at);
    if (code >= 0xDC00 && code <= 0xDFFF) return std::nullopt;
    if (code >= 0xD800 && code <= 0xDBFF) {
      at += 2;
      if (at >= bytes.size() || unit(at) < 0xDC00 || unit(at) > 0xDFFF) return std::nullopt;
      code = 0x10000 + ((code - 0xD800) << 10) + (unit(at) - 0xDC00);
    }
    append_utf8(text, code);
  }
  return text;
}

std::optional<std::string> from_utf8(std::string_view text, TextEncoding encoding) {
  if (encoding == TextEncoding::utf8) return std::string(text);
  std::string bytes;
  const auto unit = [&](std::uint32_t value) {
    const char low = static_cast<char>(value & 0xFF);
    const char high = static_cast<char>(value >> 8);
    bytes += encoding == TextEncoding::utf16_be ? high : low;
    bytes += encoding == TextEncoding::utf16_be ? low : high;
  };
  for (std::size_t at = 0; at < text.size();) {
    const auto code = next_code_point(text, at);
    if (!code || (encoding == TextEncoding::latin1 && *code > 0xFF)) return std::nullopt;
    if (encoding == TextEncoding::latin1) {
      bytes += static_cast<char>(*code);
    } else if (*code < 0x10000) {
      unit(*code);
    } else {
      unit(0xD800 + ((*code - 0x10000) >> 10));
      unit(0xDC00 + ((*code - 0x10000) & 0x3FF));
    }
  }
  return bytes;
}

bool is_valid_utf8(std::string_view text) noexcept {
  for (std::size_t at = 0; at < text.size();)
    if (!next_code_point(text, at)) return false;
  return true;
}

}  // namespace outturn::xlsx
