#include "formulas/text_units.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>

#include <algorithm>
#include <array>
#include <cstring>

namespace outturn {
namespace {

constexpr std::uint32_t kReplacement = 0xFFFD;

constexpr char ascii_lower(char c) noexcept {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::uint32_t units_of(std::uint32_t code_point) noexcept { return code_point > 0xFFFF ? 2 : 1; }

// Where a unit lies: the byte its character begins at, and whether it is the second half of that character.
struct UnitPosition {
  std::size_t byte;
  bool second_half;
};

UnitPosition find_unit(std::string_view text, std::size_t unit) noexcept {
  std::size_t at = 0;
  while (at < text.size() && unit > 0) {
    const CodePoint c = code_point_at(text, at);
    if (units_of(c.value) > unit) return {at, true};
    unit -= units_of(c.value);
    at += c.bytes;
  }
  return {at, false};
}

template <typename Map>
std::string map_characters(std::string_view text, Map map) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = code_point_at(text, at);
    if (c.bytes == 1 && c.value >= 0x80) {
      result += text[at];
    } else {
      append_utf8(result, map(c.value));
    }
    at += c.bytes;
  }
  return result;
}

// Sort weights of the ASCII characters, Windows' order: white space, punctuation and symbols, digits,
// letters. 0 is ignored at first: hyphen and apostrophe.
constexpr std::array<std::uint32_t, 128> kAsciiWeights = [] {
  std::array<std::uint32_t, 128> weights{};
  std::uint32_t weight = 1;
  for (unsigned c = 1; c < 32; ++c) weights[c] = weight++;
  weights[127] = weight++;
  for (const char c : std::string_view(" !\"#$%&()*,./:;?@[\\]^_`{|}~+<=>0123456789"))
    weights[static_cast<unsigned char>(c)] = weight++;
  weight = 100;
  for (char c = 'a'; c <= 'z'; ++c)
    weights[static_cast<unsigned char>(c)] = weights[static_cast<unsigned char>(c - 32)] = weight++;
  return weights;
}();

// Letters beyond ASCII come after its letters, other characters before its digits; an accented Latin letter
// has its base letter's weight.
std::uint32_t primary_weight(std::uint32_t folded) noexcept {
  if (folded < 128) return kAsciiWeights[folded];
  UErrorCode status = U_ZERO_ERROR;
  static const UNormalizer2* const nfd = [&status] { return unorm2_getNFDInstance(&status); }();
  if (nfd != nullptr) {
    UChar decomposed[20];
    const std::int32_t length =
        unorm2_getDecomposition(nfd, static_cast<UChar32>(folded), decomposed, 20, &status);
    if (U_SUCCESS(status) && length > 0 && decomposed[0] < 128) return kAsciiWeights[decomposed[0]];
  }
  if (u_isalnum(static_cast<UChar32>(folded))) return 0x1000 + folded;
  if (u_charType(static_cast<UChar32>(folded)) == U_NON_SPACING_MARK) return 0;
  // Between the last ASCII symbol and the digit 0 there is no room for whole numbers; they follow ASCII's
  // symbols.
  return kAsciiWeights['>'];
}

struct FoldedReader {
  std::string_view text;
  std::size_t at = 0;
  [[nodiscard]] bool done() const noexcept { return at >= text.size(); }
  std::uint32_t next() noexcept {
    const CodePoint c = code_point_at(text, at);
    at += c.bytes;
    return fold_case(c.value);
  }
  // The next weight that is not ignored, 0 at the end.
  std::uint32_t next_weight() noexcept {
    while (!done())
      if (const std::uint32_t weight = primary_weight(next())) return weight;
    return 0;
  }
};

}  // namespace

bool is_ascii(std::string_view text) noexcept {
  std::size_t i = 0;
  for (; i + 8 <= text.size(); i += 8) {
    std::uint64_t word;
    std::memcpy(&word, text.data() + i, 8);
    if ((word & 0x8080808080808080U) != 0) return false;
  }
  for (; i < text.size(); ++i)
    if (static_cast<unsigned char>(text[i]) >= 0x80) return false;
  return true;
}

CodePoint code_point_at(std::string_view text, std::size_t at) noexcept {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const std::uint32_t lead = byte(at);
  if (lead < 0x80) return {lead, 1};
  const std::uint32_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || at + length > text.size()) return {lead, 1};
  std::uint32_t value = lead & (0xFFU >> (length + 1));
  for (std::uint32_t i = 1; i < length; ++i) {
    if ((byte(at + i) & 0xC0U) != 0x80U) return {lead, 1};
    value = (value << 6) | (byte(at + i) & 0x3FU);
  }
  const bool overlong = (length == 3 && value < 0x800) || (length == 4 && value < 0x10000);
  if (overlong || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) return {lead, 1};
  return {value, length};
}

void append_utf8(std::string& text, std::uint32_t c) {
  if (c < 0x80) {
    text += static_cast<char>(c);
  } else if (c < 0x800) {
    text += static_cast<char>(0xC0U | (c >> 6));
    text += static_cast<char>(0x80U | (c & 0x3FU));
  } else if (c < 0x10000) {
    text += static_cast<char>(0xE0U | (c >> 12));
    text += static_cast<char>(0x80U | ((c >> 6) & 0x3FU));
    text += static_cast<char>(0x80U | (c & 0x3FU));
  } else {
    text += static_cast<char>(0xF0U | (c >> 18));
    text += static_cast<char>(0x80U | ((c >> 12) & 0x3FU));
    text += static_cast<char>(0x80U | ((c >> 6) & 0x3FU));
    text += static_cast<char>(0x80U | (c & 0x3FU));
  }
}

std::size_t utf16_length(std::string_view text) noexcept {
  if (is_ascii(text)) return text.size();
  std::size_t units = 0;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = code_point_at(text, at);
    units += units_of(c.value);
    at += c.bytes;
  }
  return units;
}

std::size_t byte_of_unit(std::string_view text, std::size_t unit) noexcept {
  if (is_ascii(text)) return std::min(unit, text.size());
  return find_unit(text, unit).byte;
}

std::string utf16_substring(std::string_view text, std::size_t start, std::size_t count) {
  if (is_ascii(text)) return start >= text.size() ? std::string() : std::string(text.substr(start, count));
  if (count == 0) return {};
  std::string result;
  UnitPosition first = find_unit(text, start);
  if (first.second_half) {
    append_utf8(result, kReplacement);
    first.byte += code_point_at(text, first.byte).bytes;
    if (--count == 0) return result;
  }
  const std::string_view rest = text.substr(first.byte);
  const UnitPosition last = find_unit(rest, count);
  result += rest.substr(0, last.byte);
  if (last.second_half) append_utf8(result, kReplacement);
  return result;
}

std::size_t utf16_find(std::string_view text, std::string_view wanted, std::size_t start) noexcept {
  if (is_ascii(text)) return start > text.size() ? std::string_view::npos : text.find(wanted, start);
  const UnitPosition from = find_unit(text, start);
  const std::size_t at = text.find(wanted, from.byte + (from.second_half ? 1 : 0));
  if (at == std::string_view::npos || (at == text.size() && start > utf16_length(text)))
    return std::string_view::npos;
  return utf16_length(text.substr(0, at));
}

std::string to_upper(std::string_view text) {
  return map_characters(
      text, [](std::uint32_t c) { return static_cast<std::uint32_t>(u_toupper(static_cast<UChar32>(c))); });
}

std::string to_lower(std::string_view text) {
  return map_characters(
      text, [](std::uint32_t c) { return static_cast<std::uint32_t>(u_tolower(static_cast<UChar32>(c))); });
}

std::string to_proper(std::string_view text) {
  bool after_letter = false;
  return map_characters(text, [&after_letter](std::uint32_t c) {
    const auto character = static_cast<UChar32>(c);
    const UChar32 mapped = after_letter ? u_tolower(character) : u_totitle(character);
    after_letter = u_isalpha(character) != 0;
    return static_cast<std::uint32_t>(mapped);
  });
}

std::uint32_t fold_case(std::uint32_t c) noexcept {
  if (c < 128) return static_cast<unsigned char>(ascii_lower(static_cast<char>(c)));
  return static_cast<std::uint32_t>(u_foldCase(static_cast<UChar32>(c), U_FOLD_CASE_DEFAULT));
}

std::string fold_case(std::string_view text) {
  if (is_ascii(text)) {
    std::string result(text);
    for (char& c : result) c = ascii_lower(c);
    return result;
  }
  return map_characters(text, [](std::uint32_t c) { return fold_case(c); });
}

bool equal_ignoring_case(std::string_view a, std::string_view b) noexcept {
  std::size_t i = 0;
  const std::size_t shorter = std::min(a.size(), b.size());
  while (i < shorter && static_cast<unsigned char>(a[i]) < 0x80 && static_cast<unsigned char>(b[i]) < 0x80) {
    if (ascii_lower(a[i]) != ascii_lower(b[i])) return false;
    ++i;
  }
  FoldedReader x{a, i};
  FoldedReader y{b, i};
  while (!x.done() && !y.done())
    if (x.next() != y.next()) return false;
  return x.done() && y.done();
}

int compare_text_ignoring_case(std::string_view a, std::string_view b) {
  FoldedReader x{a};
  FoldedReader y{b};
  while (true) {
    const std::uint32_t left = x.next_weight();
    const std::uint32_t right = y.next_weight();
    if (left != right) return left < right ? -1 : 1;
    if (left == 0) break;
  }
  // The same letters: accents decide, then hyphens and apostrophes, the text without them first.
  const auto is_ignored = [](std::uint32_t c) { return c == '-' || c == '\'' || c == 0; };
  x.at = y.at = 0;
  while (true) {
    std::uint32_t left = 0;
    std::uint32_t right = 0;
    while (!x.done() && is_ignored(left = x.next())) left = 0;
    while (!y.done() && is_ignored(right = y.next())) right = 0;
    if (left != right) return left < right ? -1 : 1;
    if (left == 0) break;
  }
  if (equal_ignoring_case(a, b)) return 0;
  if (a.size() != b.size()) return a.size() < b.size() ? -1 : 1;
  return fold_case(a) < fold_case(b) ? -1 : 1;
}

}  // namespace outturn
