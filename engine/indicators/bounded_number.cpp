#include "engine/indicators/bounded_number.h"

#include <fast_float/fast_float.h>

#include <cmath>
#include <utility>

#include "engine/indicators/spelling.h"

namespace outturn {
namespace {

constexpr std::size_t kLongestNumber = 200;

// Longer phrases stand before their beginnings.
constexpr std::pair<std::string_view, Bound> kBoundWords[] = {
    {"no less than", Bound::at_least},
    {"not less than", Bound::at_least},
    {"no fewer than", Bound::at_least},
    {"not below", Bound::at_least},
    {"at least", Bound::at_least},
    {"minimum of", Bound::at_least},
    {"minimum", Bound::at_least},
    {"min.", Bound::at_least},
    {"min", Bound::at_least},
    {"no more than", Bound::at_most},
    {"not more than", Bound::at_most},
    {"not above", Bound::at_most},
    {"not over", Bound::at_most},
    {"at most", Bound::at_most},
    {"up to", Bound::at_most},
    {"maximum of", Bound::at_most},
    {"maximum", Bound::at_most},
    {"max.", Bound::at_most},
    {"max", Bound::at_most},
    {"more than", Bound::more_than},
    {"greater than", Bound::more_than},
    {"over", Bound::more_than},
    {"above", Bound::more_than},
    {"less than", Bound::less_than},
    {"fewer than", Bound::less_than},
    {"lower than", Bound::less_than},
    {"under", Bound::less_than},
    {"below", Bound::less_than},
    {">=", Bound::at_least},
    {"<=", Bound::at_most},
    {"\u2265", Bound::at_least},
    {"\u2264", Bound::at_most},
    {">", Bound::more_than},
    {"<", Bound::less_than},
};

bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
bool is_letter(char c) noexcept { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool take(std::string_view& text, std::string_view prefix) noexcept {
  if (text.substr(0, prefix.size()) != prefix) return false;
  text.remove_prefix(prefix.size());
  return true;
}

void take_spaces(std::string_view& text) noexcept {
  const std::string_view rest = trimmed(text);
  text = rest.empty() ? std::string_view() : text.substr(static_cast<std::size_t>(rest.data() - text.data()));
}

// Digits with well-placed thousands commas, then decimals. False where the commas stand wrongly.
bool take_digits(std::string_view& text, std::string& digits) {
  std::size_t at = 0;
  while (at < text.size() && is_digit(text[at])) ++at;
  digits.assign(text.substr(0, at));
  if (at < text.size() && text[at] == ',' && at + 1 < text.size() && is_digit(text[at + 1])) {
    if (at == 0 || at > 3) return false;
    while (at < text.size() && text[at] == ',') {
      std::size_t end = at + 1;
      while (end < text.size() && is_digit(text[end])) ++end;
      if (end - at != 4) return false;
      digits.append(text.substr(at + 1, 3));
      at = end;
    }
  }
  if (at < text.size() && text[at] == '.') {
    std::size_t end = at + 1;
    while (end < text.size() && is_digit(text[end])) ++end;
    if (end == at + 1 && digits.empty()) return false;
    if (end < text.size() && (text[end] == '.' || text[end] == ',') && end + 1 < text.size() &&
        is_digit(text[end + 1])) {
      return false;  // 1.2.3 or 1.040,50
    }
    digits.append(text.substr(at, end - at));
    at = end;
  }
  text.remove_prefix(at);
  return !digits.empty() && digits != ".";
}

}  // namespace

BoundReading take_bound(std::string_view& text) {
  take_spaces(text);
  std::string_view rest = text;
  // Compared in lower case, but cut from the original, whose words have the same length: they are ASCII.
  for (const auto& [words, bound] : kBoundWords) {
    if (rest.size() < words.size()) continue;
    bool same = true;
    for (std::size_t at = 0; at < words.size() && same; ++at) {
      char c = rest[at];
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
      same = c == words[at];
    }
    if (!same) continue;
    if (is_letter(words.back()) && rest.size() > words.size() && is_letter(rest[words.size()])) continue;
    text.remove_prefix(words.size());
    take_spaces(text);
    return {bound, true};
  }
  return {};
}

BoundedNumberReading read_bounded_number(std::string_view written) {
  const std::string shown(trimmed(written).substr(0, kLongestNumber));
  const auto refuse = [&](const std::string& why) {
    return BoundedNumberReading{{}, "\"" + shown + "\" " + why};
  };
  std::string_view text = trimmed(written);
  if (text.size() > kLongestNumber) return refuse("is too long for a number");
  BoundedNumber number;
  const BoundReading bound = take_bound(text);
  number.bound = bound.bound;

  const bool bracketed = take(text, "(");
  bool negative = bracketed;
  bool signed_already = bracketed;
  const auto take_sign = [&] {
    const bool minus = take(text, "-") || take(text, "\u2212") || take(text, "\u2013");
    if (!minus && !take(text, "+")) return true;
    if (signed_already) return false;
    signed_already = true;
    negative = minus;
    return true;
  };
  if (!take_sign()) return refuse("has two signs");
  number.money = take(text, "\u00A3");
  take_spaces(text);
  if (number.money && !take_sign()) return refuse("has two signs");
  if (text.empty() || (!is_digit(text[0]) && text[0] != '.')) return refuse("is no number");
  std::string digits;
  if (!take_digits(text, digits))
    return refuse("is not a number: its commas or points stand in the wrong place");
  const auto end = fast_float::from_chars(digits.data(), digits.data() + digits.size(), number.number);
  if (end.ec != std::errc() || !std::isfinite(number.number)) return refuse("is too large a number");

  if (!text.empty() && is_letter(text[0]) && (text.size() == 1 || !is_letter(text[1])) &&
      (text[0] == 'k' || text[0] == 'K')) {
    number.number *= 1e3;
    number.scaled = true;
    text.remove_prefix(1);
  } else if (take(text, "bn")) {
    number.number *= 1e9;
    number.scaled = true;
  } else if (number.money && !text.empty() && (text[0] == 'm' || text[0] == 'M') &&
             (text.size() == 1 || !is_letter(text[1]))) {
    number.number *= 1e6;
    number.scaled = true;
    text.remove_prefix(1);
  }
  take_spaces(text);
  if (take(text, "%")) number.percent = true;
  if (bracketed) {
    if (!take(text, ")")) return refuse("opens a bracket that is not closed");
    take_spaces(text);
    if (!number.percent && take(text, "%")) number.percent = true;
    number.negative_in_brackets = true;
  }
  take_spaces(text);
  if (take(text, "+")) {
    if (bound.said) return refuse("says twice how the number is bounded");
    number.bound = Bound::at_least;
    take_spaces(text);
  }
  if (negative) number.number = -number.number;
  number.rest = std::string(trimmed(text));
  const std::string words = folded_phrase(number.rest);
  if (!bound.said && number.bound == Bound::exactly) {
    if (words == "or more" || words == "or above" || words == "or over") {
      number.bound = Bound::at_least;
      number.rest.clear();
    } else if (words == "or less" || words == "or fewer" || words == "or below" || words == "or under") {
      number.bound = Bound::at_most;
      number.rest.clear();
    }
  }
  return {number, {}};
}

}  // namespace outturn
