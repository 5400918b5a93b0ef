// Regular expressions as Excel's REGEX functions and match mode 3 of XLOOKUP take them: the syntax of PCRE2.
//
// A pattern can be made that takes longer than the age of the universe. The steps of a search are bounded and
// spent on the formula's account; a search that goes beyond them has failed (too_hard), whatever it might
// have found.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace outturn {

class EvaluationContext;

class RegularExpression {
 public:
  enum class Outcome : std::uint8_t { found, absent, too_hard };

  struct Part {
    std::size_t begin = 0;  // in bytes
    std::size_t end = 0;
    bool matched = false;  // a group can stay out of a match
  };

  // Nothing for a pattern that is not valid.
  [[nodiscard]] static std::optional<RegularExpression> compile(std::string_view pattern, bool ignore_case);

  // The first match that begins at byte `from` or later; part 0 is the match, the others are its groups.
  [[nodiscard]] Outcome find(std::string_view text, std::size_t from, std::vector<Part>& parts,
                             EvaluationContext& context) const;

  // All matches in their order, those of length 0 included.
  [[nodiscard]] Outcome find_all(std::string_view text, std::vector<Part>& matches,
                                 EvaluationContext& context) const;

  // The text with the match that begins at `at`, or with every match where `every`, replaced; $1 and ${name}
  // in the replacement stand for groups. Nothing for a replacement that is not valid, a result too long for a
  // cell, or a search that is too hard.
  [[nodiscard]] std::optional<std::string> replace(std::string_view text, std::string_view replacement,
                                                   std::size_t at, bool every) const;

  [[nodiscard]] std::size_t groups() const noexcept;

 private:
  struct Code;
  explicit RegularExpression(std::shared_ptr<Code> code) : code_(std::move(code)) {}
  std::shared_ptr<Code> code_;
};

}  // namespace outturn
