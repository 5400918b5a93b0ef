#include "engine/indicators/spelling.h"

#include <algorithm>

#include "formulas/text_units.h"

namespace outturn {
namespace {

constexpr std::size_t kLongestSpellingChecked = 80;  // edit distance is quadratic; longer texts are no names

bool is_space_at(std::string_view text, std::size_t at, std::size_t& width) noexcept {
  const auto byte = static_cast<unsigned char>(text[at]);
  width = 1;
  if (byte == ' ' || (byte >= '\t' && byte <= '\r')) return true;
  if (byte == 0xC2 && at + 1 < text.size() && static_cast<unsigned char>(text[at + 1]) == 0xA0) {
    width = 2;
    return true;
  }
  if (byte == 0xE2 && at + 2 < text.size() && static_cast<unsigned char>(text[at + 1]) == 0x80) {
    const auto last = static_cast<unsigned char>(text[at + 2]);
    if ((last >= 0x80 && last <= 0x8B) ||
        last == 0xAF) {  // the printer's spaces, U+2000 to U+200B and U+202F
      width = 3;
      return true;
    }
  }
  return false;
}

}  // namespace

std::string name_key(std::string_view name) {
  std::string key;
  key.reserve(name.size());
  for (std::size_t at = 0; at < name.size();) {
    std::size_t width = 1;
    if (is_space_at(name, at, width)) {
      at += width;
    } else {
      key.push_back(name[at++]);
    }
  }
  return to_lower(key);
}

bool same_name(std::string_view a, std::string_view b) { return name_key(a) == name_key(b); }

std::string folded_phrase(std::string_view text) {
  std::string phrase;
  bool space = false;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t width = 1;
    if (is_space_at(text, at, width)) {
      space = !phrase.empty();
      at += width;
    } else {
      if (space) phrase.push_back(' ');
      space = false;
      phrase.push_back(text[at++]);
    }
  }
  return to_lower(phrase);
}

std::string_view trimmed(std::string_view text) noexcept {
  std::size_t first = 0;
  std::size_t last = 0;  // one past the last character that is no space
  bool begun = false;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t width = 1;
    if (!is_space_at(text, at, width)) {
      if (!begun) first = at;
      begun = true;
      last = at + 1;
    }
    at += width;
  }
  return begun ? text.substr(first, last - first) : std::string_view();
}

std::string nearest_name(std::string_view name, std::span<const std::string> known) {
  const std::string key = name_key(name);
  if (key.empty() || key.size() > kLongestSpellingChecked) return {};
  std::string nearest;
  std::size_t nearest_distance = std::max<std::size_t>(1, key.size() / 3) + 1;
  for (const std::string& candidate : known) {
    const std::string other = name_key(candidate);
    if (other.empty() || other.size() > kLongestSpellingChecked) continue;
    // Optimal string alignment: two letters exchanged count as one slip.
    std::vector<std::size_t> before(other.size() + 1), above(other.size() + 1), row(other.size() + 1);
    for (std::size_t j = 0; j <= other.size(); ++j) above[j] = j;
    for (std::size_t i = 1; i <= key.size(); ++i) {
      row[0] = i;
      for (std::size_t j = 1; j <= other.size(); ++j) {
        const std::size_t change = above[j - 1] + (key[i - 1] == other[j - 1] ? 0 : 1);
        row[j] = std::min({above[j] + 1, row[j - 1] + 1, change});
        if (i > 1 && j > 1 && key[i - 1] == other[j - 2] && key[i - 2] == other[j - 1]) {
          row[j] = std::min(row[j], before[j - 2] + 1);
        }
      }
      std::swap(before, above);
      std::swap(above, row);
    }
    if (above[other.size()] < nearest_distance) {
      nearest_distance = above[other.size()];
      nearest = candidate;
    }
  }
  return nearest;
}

std::string did_you_mean(std::string_view name, std::span<const std::string> known) {
  const std::string nearest = nearest_name(name, known);
  return nearest.empty() ? std::string() : " (did you mean \"" + nearest + "\"?)";
}

std::vector<std::string> split_list(std::string_view text) {
  std::vector<std::string> parts;
  while (true) {
    const std::size_t end = text.find(';');
    const std::string_view part = trimmed(text.substr(0, end));
    if (!part.empty()) parts.emplace_back(part);
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

std::optional<int> read_count(std::string_view text) noexcept {
  if (text.empty() || text.size() > 4) return std::nullopt;
  int number = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    number = number * 10 + (c - '0');
  }
  return number;
}

}  // namespace outturn
