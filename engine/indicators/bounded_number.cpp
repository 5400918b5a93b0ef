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

// The word that text begins with, in lower case.
std::string first_word(std::string_view text) {
  std::size_t end = 0;
  while (end < text.size() && is_letter(text[end])) ++end;
  return folded_phrase(text.substr(0, end));
}

// "k", "m" of money, "bn", "million"…: what the number before it is times. 1 where none stands there. A lone
// m without a £ may be metres, and stays.
double take_scale(std::string_view& text, bool money) {
  std::string_view rest = text;
  take_spaces(rest);
  const bool apart = rest.size() != text.size();
  const std::string word = first_word(rest);
  double scale = 1;
  if (word == "k" && (!apart || money)) scale = 1e3;
  if (word == "thousand") scale = 1e3;
  if (word == "m" && money) scale = 1e6;
  if (word == "mn" || word == "million" || (word == "mill" && money)) scale = 1e6;
  if (word == "bn" || word == "billion") scale = 1e9;
  if (scale == 1) return 1;
  rest.remove_prefix(word.size());
  text = rest;
  return scale;
}

bool take_percent(std::string_view& text) {
  if (take(text, "%")) return true;
  for (std::string_view words : {"per cent", "percent", "pct"}) {
    const bool follows = folded_phrase(text.substr(0, words.size())) == words &&
                         (text.size() == words.size() || !is_letter(text[words.size()]));
    if (!follows) continue;
    text.remove_prefix(words.size());
    return true;
  }
  return false;
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

  number.money = take(text, "\u00A3");  // £(322)
  take_spaces(text);
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
  number.money = take(text, "\u00A3") || number.money;
  take_spaces(text);
  if (number.money && !take_sign()) return refuse("has two signs");
  if (text.empty() || (!is_digit(text[0]) && text[0] != '.')) return refuse("is no number");
  std::string digits;
  if (!take_digits(text, digits))
    return refuse("is not a number: its commas or points stand in the wrong place");
  const auto end = fast_float::from_chars(digits.data(), digits.data() + digits.size(), number.number);
  if (end.ec != std::errc() || !std::isfinite(number.number)) return refuse("is too large a number");

  if (const double scale = take_scale(text, number.money); scale != 1) {
    number.number *= scale;
    number.scaled = true;
  }
  take_spaces(text);
  number.percent = take_percent(text);
  if (bracketed) {
    if (!take(text, ")")) return refuse("opens a bracket that is not closed");
    if (const double scale = take_scale(text, number.money); scale != 1) {
      if (number.scaled) return refuse("says twice how many thousands or millions are meant");
      number.number *= scale;
      number.scaled = true;
    }
    take_spaces(text);
    if (!number.percent) number.percent = take_percent(text);
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
