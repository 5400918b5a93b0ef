#include "formulas/criterion.h"

#include <cassert>

#include "formulas/text_units.h"

namespace outturn {
namespace {

// Beyond every code point.
constexpr std::uint32_t kAnyText = 0x110000;
constexpr std::uint32_t kAnyCharacter = 0x110001;

bool is_escape(std::string_view pattern, std::size_t at) noexcept {
  return pattern[at] == '~' && at + 1 < pattern.size() &&
         (pattern[at + 1] == '*' || pattern[at + 1] == '?' || pattern[at + 1] == '~');
}

// The position after the part of `text` from `at` that the pattern matches; npos if none. A star remembers
// only its last occurrence: an earlier one need never take more, so the work stays within pattern × text.
std::size_t match_from(const std::vector<std::uint32_t>& pattern, std::string_view text, std::size_t at,
                       bool to_the_end) {
  std::size_t p = 0;
  std::size_t star = pattern.size();
  std::size_t resume = at;
  while (true) {
    if (p == pattern.size() && (!to_the_end || at == text.size())) return at;
    if (p < pattern.size() && pattern[p] == kAnyText) {
      star = p++;
      resume = at;
      continue;
    }
    if (at < text.size()) {
      const CodePoint c = code_point_at(text, at);
      if (p < pattern.size() && (pattern[p] == kAnyCharacter || pattern[p] == fold_case(c.value))) {
        ++p;
        at += c.bytes;
        continue;
      }
    }
    if (star == pattern.size() || resume >= text.size()) return WildcardPattern::npos;
    resume += code_point_at(text, resume).bytes;
    at = resume;
    p = star + 1;
  }
}

}  // namespace

WildcardPattern::WildcardPattern(std::string_view pattern) {
  for (std::size_t at = 0; at < pattern.size();) {
    if (is_escape(pattern, at)) {
      pattern_.push_back(static_cast<unsigned char>(pattern[at + 1]));
      at += 2;
      continue;
    }
    const CodePoint c = code_point_at(pattern, at);
    at += c.bytes;
    if (c.value == '*') {
      if (pattern_.empty() || pattern_.back() != kAnyText) pattern_.push_back(kAnyText);
    } else {
      pattern_.push_back(c.value == '?' ? kAnyCharacter : fold_case(c.value));
    }
  }
}

bool WildcardPattern::matches(std::string_view text) const {
  return match_from(pattern_, text, 0, true) != npos;
}

std::size_t WildcardPattern::find_in(std::string_view text, std::size_t start) const {
  if (start > utf16_length(text)) return npos;
  std::size_t unit = start;
  for (std::size_t at = byte_of_unit(text, start);;) {
    if (match_from(pattern_, text, at, false) != npos) return unit;
    if (at >= text.size()) return npos;
    // A leading star would have matched anything that any later start could.
    if (!pattern_.empty() && pattern_.front() == kAnyText) return npos;
    const CodePoint c = code_point_at(text, at);
    unit += c.value > 0xFFFF ? 2 : 1;
    at += c.bytes;
  }
}

std::vector<std::string> WildcardPattern::pieces() const {
  std::vector<std::string> pieces;
  bool open = false;
  for (const std::uint32_t c : pattern_) {
    const bool wildcard = c == kAnyText || c == kAnyCharacter;
    if (!wildcard && !open) pieces.emplace_back();
    if (!wildcard) append_utf8(pieces.back(), c);
    open = !wildcard;
  }
  return pieces;
}

bool wildcard_match(std::string_view pattern, std::string_view text) {
  return WildcardPattern(pattern).matches(text);
}

bool has_wildcards(std::string_view pattern) noexcept {
  for (std::size_t at = 0; at < pattern.size(); ++at) {
    if (is_escape(pattern, at)) {
      ++at;
    } else if (pattern[at] == '*' || pattern[at] == '?') {
      return true;
    }
  }
  return false;
}

std::string without_escapes(std::string_view pattern) {
  std::string text;
  for (std::size_t at = 0; at < pattern.size(); ++at) {
    if (is_escape(pattern, at)) ++at;
    text += pattern[at];
  }
  return text;
}

Criterion::Criterion(const Value& value, const TextReading& reading) : reading_(reading) {
  switch (value.kind()) {
    case ValueKind::blank:
      break;  // equal to 0
    case ValueKind::number:
      number_ = value.number();
      break;
    case ValueKind::logical:
      operand_ = Operand::logical;
      logical_ = value.logical();
      break;
    case ValueKind::error:
      operand_ = Operand::error;
      error_ = value.error();
      break;
    case ValueKind::text:
      read_text(value.text());
      break;
    case ValueKind::array:
      assert(false);
      break;
  }
}

void Criterion::read_text(std::string_view text) {
  struct Spelling {
    std::string_view text;
    Comparison comparison;
  };
  constexpr Spelling kSpellings[] = {{"<=", Comparison::less_equal}, {">=", Comparison::greater_equal},
                                     {"<>", Comparison::not_equal},  {"=", Comparison::equal},
                                     {"<", Comparison::less},        {">", Comparison::greater}};
  bool has_operator = false;
  for (const Spelling& spelling : kSpellings) {
    if (!text.starts_with(spelling.text)) continue;
    comparison_ = spelling.comparison;
    text.remove_prefix(spelling.text.size());
    has_operator = true;
    break;
  }
  if (text.empty()) {
    operand_ = has_operator ? Operand::blank : Operand::blank_or_empty;
    return;
  }
  if (const std::optional<TextNumber> number = number_from_text(text, reading_)) {
    operand_ = Operand::number;
    number_ = number->value;
  } else if (equal_ignoring_case(text, "TRUE") || equal_ignoring_case(text, "FALSE")) {
    operand_ = Operand::logical;
    logical_ = text.size() == 4;
  } else if (const std::optional<ErrorCode> error = error_from_text(text)) {
    operand_ = Operand::error;
    error_ = *error;
  } else {
    operand_ = Operand::text;
    const bool by_pattern = comparison_ == Comparison::equal || comparison_ == Comparison::not_equal;
    if (by_pattern && outturn::has_wildcards(text)) {
      pattern_ = std::make_shared<const WildcardPattern>(text);
      text_ = std::string(text);
    } else {
      text_ = by_pattern ? without_escapes(text) : std::string(text);
    }
  }
}

bool Criterion::equals_text(std::string_view cell) const {
  switch (operand_) {
    case Operand::blank_or_empty:
      return cell.empty();
    case Operand::text:
      return pattern_ != nullptr ? pattern_->matches(cell) : equal_ignoring_case(cell, text_);
    case Operand::number: {
      const std::optional<TextNumber> read = number_from_text(cell, reading_);
      return read && read->value == number_;
    }
    default:
      return false;
  }
}

bool Criterion::holds(int order) const noexcept {
  switch (comparison_) {
    case Comparison::less:
      return order < 0;
    case Comparison::less_equal:
      return order <= 0;
    case Comparison::greater:
      return order > 0;
    case Comparison::greater_equal:
      return order >= 0;
    case Comparison::equal:
      return order == 0;
    case Comparison::not_equal:
      return order != 0;
  }
  return false;
}

bool Criterion::matches_number(double cell) const noexcept {
  if (operand_ != Operand::number) return comparison_ == Comparison::not_equal;
  return holds(cell < number_ ? -1 : cell > number_ ? 1 : 0);
}

bool Criterion::matches_text(std::string_view cell) const {
  if (comparison_ == Comparison::equal) return equals_text(cell);
  if (comparison_ == Comparison::not_equal) return !equals_text(cell);
  return operand_ == Operand::text && holds(compare_text_ignoring_case(cell, text_));
}

bool Criterion::matches(const Value& cell) const {
  const bool unequal = comparison_ == Comparison::not_equal;
  switch (cell.kind()) {
    case ValueKind::blank:
      return matches_blank();
    case ValueKind::number:
      return matches_number(cell.number());
    case ValueKind::text:
      return matches_text(cell.text());
    case ValueKind::logical:
      return operand_ == Operand::logical ? holds(int{cell.logical()} - int{logical_}) : unequal;
    case ValueKind::error:
      return operand_ == Operand::error ? holds(int(cell.error()) - int(error_)) : unequal;
    case ValueKind::array:
      break;
  }
  return false;
}

bool Criterion::matches_blank() const noexcept {
  if (operand_ == Operand::blank) return comparison_ == Comparison::equal;
  if (operand_ == Operand::blank_or_empty) return comparison_ == Comparison::equal;
  return comparison_ == Comparison::not_equal;
}

}  // namespace outturn
