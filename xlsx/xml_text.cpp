#include "xlsx/xml_text.h"

#include <cstdint>

#include "xlsx/text_encoding.h"

namespace outturn::xlsx {
namespace {

int hex_digit(char c) noexcept {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

// The unit of an _xHHHH_ that begins at `at`.
std::optional<std::uint32_t> escaped_unit(std::string_view text, std::size_t at) noexcept {
  if (text.size() - at < 7 || text[at] != '_' || text[at + 1] != 'x' || text[at + 6] != '_')
    return std::nullopt;
  std::uint32_t unit = 0;
  for (std::size_t i = at + 2; i < at + 6; ++i) {
    const int digit = hex_digit(text[i]);
    if (digit < 0) return std::nullopt;
    unit = unit << 4 | static_cast<std::uint32_t>(digit);
  }
  return unit;
}

bool is_xml_character(std::uint32_t code) noexcept {
  return code >= 0x20
             ? code <= 0x10FFFF && (code < 0xD800 || code > 0xDFFF) && code != 0xFFFE && code != 0xFFFF
             : code == '\t' || code == '\n' || code == '\r';
}

// The character of "&…;" with the ampersand at `at`, which moves behind the semicolon.
std::optional<std::uint32_t> reference(std::string_view raw, std::size_t& at) noexcept {
  const std::size_t end = raw.substr(0, at + 16).find(';', at);
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view name = raw.substr(at + 1, end - at - 1);
  at = end + 1;
  if (name == "amp") return '&';
  if (name == "lt") return '<';
  if (name == "gt") return '>';
  if (name == "quot") return '"';
  if (name == "apos") return '\'';
  if (name.size() < 2 || name[0] != '#') return std::nullopt;
  const bool hex = name[1] == 'x';
  std::uint32_t code = 0;
  if (name.size() < (hex ? 3U : 2U)) return std::nullopt;
  for (const char c : name.substr(hex ? 2 : 1)) {
    const int digit = hex_digit(c);
    if (digit < 0 || (!hex && digit > 9) || code > 0x10FFFF) return std::nullopt;
    code = code * (hex ? 16 : 10) + static_cast<std::uint32_t>(digit);
  }
  if (!is_xml_character(code)) return std::nullopt;
  return code;
}

struct PlainCharacters {
  bool plain[256] = {};
  constexpr PlainCharacters() {
    for (int c = 0x20; c < 0x80; ++c) plain[c] = c != '&' && c != '<' && c != ']';
  }
};
constexpr PlainCharacters kCharacters;

bool is_plain(char c) noexcept { return kCharacters.plain[static_cast<unsigned char>(c)]; }

}  // namespace

bool append_character_data(std::string& text, std::string_view raw) {
  const std::size_t before = text.size();
  bool has_high_bytes = false;
  for (std::size_t at = 0; at < raw.size();) {
    std::size_t plain = at;
    while (plain < raw.size() && is_plain(raw[plain])) ++plain;
    text.append(raw, at, plain - at);
    at = plain;
    if (at == raw.size()) break;
    const char c = raw[at];
    if (c == '&') {
      const auto code = reference(raw, at);
      if (!code) return false;
      append_utf8(text, *code);
      has_high_bytes |= *code >= 0x80;
    } else if (c == '\r') {
      text += '\n';
      at += at + 1 < raw.size() && raw[at + 1] == '\n' ? 2 : 1;
    } else if (c == '<' || (static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n')) {
      return false;
    } else if (c == ']' && raw.substr(at, 3) == "]]>") {
      return false;
    } else {
      has_high_bytes |= static_cast<unsigned char>(c) >= 0x80;
      text += c;
      ++at;
    }
  }
  // U+FFFE and U+FFFF are the only valid UTF-8 that XML does not allow.
  const std::string_view added = std::string_view(text).substr(before);
  return !has_high_bytes || (is_valid_utf8(added) && added.find("\xEF\xBF\xBE") == std::string_view::npos &&
                             added.find("\xEF\xBF\xBF") == std::string_view::npos);
}

bool is_plain(std::string_view raw) noexcept {
  for (const char c : raw)
    if (!is_plain(c)) return false;
  return true;
}

std::string unescape_xstring(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const auto unit = escaped_unit(text, at);
    if (!unit) {
      result += text[at++];
      continue;
    }
    at += 7;
    if (*unit < 0xD800 || *unit > 0xDFFF) {
      append_utf8(result, *unit);
      continue;
    }
    const auto low = *unit < 0xDC00 && at < text.size() ? escaped_unit(text, at) : std::nullopt;
    if (low && *low >= 0xDC00 && *low <= 0xDFFF) {
      append_utf8(result, 0x10000 + ((*unit - 0xD800) << 10) + (*low - 0xDC00));
      at += 7;
    } else {
      append_utf8(result, 0xFFFD);
    }
  }
  return result;
}

std::string escape_xstring(std::string_view text) {
  constexpr char kDigits[] = "0123456789ABCDEF";
  std::string result;
  result.reserve(text.size() + 16);
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '&')
      result += "&amp;";
    else if (c == '<')
      result += "&lt;";
    else if (c == '>')
      result += "&gt;";
    else if (static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n') {
      result += "_x00";
      result += kDigits[c >> 4];
      result += kDigits[c & 15];
      result += '_';
    } else if (c == '\xEF' &&
               (text.substr(at, 3) == "\xEF\xBF\xBE" || text.substr(at, 3) == "\xEF\xBF\xBF")) {
      result += text[at + 2] == '\xBE' ? "_xFFFE_" : "_xFFFF_";
      at += 2;
    } else if (c == '_' && escaped_unit(text, at)) {
      result += "_x005F_";
    } else {
      result += c;
    }
  }
  return result;
}

std::string escape_attribute(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '&')
      result += "&amp;";
    else if (c == '<')
      result += "&lt;";
    else if (c == '>')
      result += "&gt;";
    else if (c == '"')
      result += "&quot;";
    else if (c == '\t')
      result += "&#9;";
    else if (c == '\n')
      result += "&#10;";
    else if (c == '\r')
      result += "&#13;";
    else
      result += c;
  }
  return result;
}

bool needs_space_preserved(std::string_view text) noexcept {
  const auto is_space = [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; };
  if (text.empty()) return false;
  return is_space(text.front()) || is_space(text.back()) || text.find('\n') != std::string_view::npos ||
         text.find('\t') != std::string_view::npos || text.find("  ") != std::string_view::npos;
}

}  // namespace outturn::xlsx
