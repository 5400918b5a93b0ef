// The criteria of COUNTIF, SUMIFS, AVERAGEIF and their family: a value, or text such as "<=5", "<>", "a*",
// "=TRUE".
//
// - A number matches equal numbers and, for = only, text that reads as that number. Ordering operators match
// within
//   their own kind: ">5" no text, ">m" no number.
// - Text matches whole cells ignoring case; in = and <>, * stands for any characters, ? for one, ~ before
// either (or
//   before ~) for itself.
// - "=" matches blank cells only, "" blank cells and empty text, "<>" every cell that is not blank.
// - "<>x" matches everything that "=x" does not: blanks, other kinds and errors too.
// - An empty criterion cell counts as 0.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "formulas/number_text.h"
#include "formulas/value.h"

namespace outturn {

// A pattern with * ? and ~, prepared once. Matching takes at most pattern × text steps.
class WildcardPattern {
 public:
  explicit WildcardPattern(std::string_view pattern);

  [[nodiscard]] bool matches(std::string_view text) const;  // all of it

  // Where a part of the text that matches first begins, in UTF-16 units from `start`; npos if nowhere.
  // SEARCH.
  [[nodiscard]] std::size_t find_in(std::string_view text, std::size_t start) const;

  // What stands between its wildcards, folded: a text that matches holds each of them, folded.
  [[nodiscard]] std::vector<std::string> pieces() const;

  static constexpr std::size_t npos = static_cast<std::size_t>(-1);

 private:
  std::vector<std::uint32_t> pattern_;  // folded code points, kAnyText and kAnyCharacter
};

[[nodiscard]] bool wildcard_match(std::string_view pattern, std::string_view text);

// Whether a pattern contains an unescaped * or ?, and what it stands for if not: the text without its
// escapes.
[[nodiscard]] bool has_wildcards(std::string_view pattern) noexcept;
[[nodiscard]] std::string without_escapes(std::string_view pattern);

class Criterion {
 public:
  enum class Comparison : std::uint8_t { equal, not_equal, less, less_equal, greater, greater_equal };
  // What the operand is. `blank`: "=" and "<>" alone; `blank_or_empty`: the empty text.
  enum class Operand : std::uint8_t { blank, blank_or_empty, number, text, logical, error };

  // Requires: a value that is no array.
  Criterion(const Value& value, const TextReading& reading);

  [[nodiscard]] bool matches(const Value& cell) const;
  [[nodiscard]] bool matches_number(double cell) const noexcept;
  [[nodiscard]] bool matches_text(std::string_view cell) const;
  [[nodiscard]] bool matches_blank() const noexcept;

  // For an index over a range; each operand accessor requires its kind.
  [[nodiscard]] Comparison comparison() const noexcept { return comparison_; }
  [[nodiscard]] Operand operand() const noexcept { return operand_; }
  [[nodiscard]] double number() const noexcept { return number_; }
  [[nodiscard]] const std::string& text() const noexcept { return text_; }  // without escapes if no wildcards
  [[nodiscard]] bool logical() const noexcept { return logical_; }
  [[nodiscard]] ErrorCode error() const noexcept { return error_; }
  [[nodiscard]] bool has_wildcards() const noexcept { return pattern_ != nullptr; }

 private:
  void read_text(std::string_view text);
  [[nodiscard]] bool equals_text(std::string_view cell) const;
  [[nodiscard]] bool holds(int order) const noexcept;

  TextReading reading_;
  Comparison comparison_ = Comparison::equal;
  Operand operand_ = Operand::number;
  double number_ = 0;
  bool logical_ = false;
  ErrorCode error_ = ErrorCode::value;
  std::string text_;
  std::shared_ptr<const WildcardPattern> pattern_;
};

}  // namespace outturn
