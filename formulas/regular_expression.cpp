#define PCRE2_CODE_UNIT_WIDTH 8
#include "formulas/regular_expression.h"

#include <pcre2.h>

#include "formulas/evaluation_context.h"
#include "formulas/text_units.h"
#include "formulas/value.h"

namespace outturn {
namespace {

// Calls of PCRE2's matching function; a million take some tens of milliseconds.
constexpr std::uint32_t kFirstSteps = 10'000;
constexpr std::uint32_t kMostSteps = 1'000'000;
constexpr std::uint32_t kDepth = 100'000;
constexpr std::uint32_t kHeapKibibytes = 20'000;

PCRE2_SPTR bytes(std::string_view text) noexcept {
  return reinterpret_cast<PCRE2_SPTR>(text.empty() ? "" : text.data());
}

}  // namespace

struct RegularExpression::Code {
  pcre2_code* code = nullptr;
  pcre2_match_data* data = nullptr;
  pcre2_match_context* limits = nullptr;
  std::uint32_t groups = 0;

  Code() = default;
  Code(const Code&) = delete;
  Code& operator=(const Code&) = delete;
  ~Code() {
    pcre2_match_context_free(limits);
    pcre2_match_data_free(data);
    pcre2_code_free(code);
  }
};

std::optional<RegularExpression> RegularExpression::compile(std::string_view pattern, bool ignore_case) {
  auto made = std::make_shared<Code>();
  int error = 0;
  PCRE2_SIZE at = 0;
  const std::uint32_t options =
      PCRE2_UTF | PCRE2_NEVER_BACKSLASH_C | (ignore_case ? std::uint32_t{PCRE2_CASELESS} : 0U);
  made->code = pcre2_compile(bytes(pattern), pattern.size(), options, &error, &at, nullptr);
  if (made->code == nullptr) return std::nullopt;
  made->data = pcre2_match_data_create_from_pattern(made->code, nullptr);
  made->limits = pcre2_match_context_create(nullptr);
  if (made->data == nullptr || made->limits == nullptr) return std::nullopt;
  pcre2_set_depth_limit(made->limits, kDepth);
  pcre2_set_heap_limit(made->limits, kHeapKibibytes);
  pcre2_set_match_limit(made->limits, kMostSteps);
  pcre2_pattern_info(made->code, PCRE2_INFO_CAPTURECOUNT, &made->groups);
  return RegularExpression(std::move(made));
}

std::size_t RegularExpression::groups() const noexcept { return code_->groups; }

RegularExpression::Outcome RegularExpression::find(std::string_view text, std::size_t from,
                                                   std::vector<Part>& parts,
                                                   EvaluationContext& context) const {
  parts.clear();
  // PCRE2 does not say how many steps it took: it is given few at first, and more where they do not suffice.
  int found = PCRE2_ERROR_MATCHLIMIT;
  for (std::uint32_t steps = kFirstSteps; steps <= kMostSteps && found == PCRE2_ERROR_MATCHLIMIT;
       steps *= 10) {
    pcre2_set_match_limit(code_->limits, steps);
    found = pcre2_match(code_->code, bytes(text), text.size(), from, 0, code_->data, code_->limits);
    context.spend(found == PCRE2_ERROR_MATCHLIMIT ? steps : steps / 100);
    if (context.suspended()) return Outcome::too_hard;
  }
  if (found == PCRE2_ERROR_NOMATCH) return Outcome::absent;
  if (found < 0) return Outcome::too_hard;
  const PCRE2_SIZE* ends = pcre2_get_ovector_pointer(code_->data);
  for (std::size_t i = 0; i <= code_->groups; ++i) {
    const bool matched = ends[2 * i] != PCRE2_UNSET && ends[2 * i] <= ends[2 * i + 1];
    parts.push_back(matched ? Part{ends[2 * i], ends[2 * i + 1], true} : Part{});
  }
  // \K in a lookahead can put the beginning of a match behind its end.
  return parts[0].matched ? Outcome::found : Outcome::too_hard;
}

RegularExpression::Outcome RegularExpression::find_all(std::string_view text, std::vector<Part>& matches,
                                                       EvaluationContext& context) const {
  matches.clear();
  std::vector<Part> parts;
  for (std::size_t from = 0; from <= text.size();) {
    const Outcome outcome = find(text, from, parts, context);
    if (outcome == Outcome::too_hard) return outcome;
    if (outcome == Outcome::absent) break;
    // A match of length 0 right behind another one is no further match.
    const bool repeats =
        parts[0].end == parts[0].begin && !matches.empty() && parts[0].begin < matches.back().end;
    if (!repeats) matches.push_back(parts[0]);
    from = parts[0].end;
    if (parts[0].begin == parts[0].end) from += from < text.size() ? code_point_at(text, from).bytes : 1;
  }
  return matches.empty() ? Outcome::absent : Outcome::found;
}

std::optional<std::string> RegularExpression::replace(std::string_view text, std::string_view replacement,
                                                      std::size_t at, bool every) const {
  std::string out(kMaxTextUnits * 3 + 1, '\0');
  PCRE2_SIZE length = out.size();
  pcre2_set_match_limit(code_->limits, kMostSteps);
  const std::uint32_t options =
      PCRE2_SUBSTITUTE_UNSET_EMPTY | (every ? std::uint32_t{PCRE2_SUBSTITUTE_GLOBAL} : 0U);
  const int count = pcre2_substitute(code_->code, bytes(text), text.size(), at, options, code_->data,
                                     code_->limits, bytes(replacement), replacement.size(),
                                     reinterpret_cast<PCRE2_UCHAR*>(out.data()), &length);
  if (count < 0) return std::nullopt;
  out.resize(length);
  if (utf16_length(out) > kMaxTextUnits) return std::nullopt;
  return out;
}

}  // namespace outturn
