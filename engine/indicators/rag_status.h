// The words a status is written with, and what each means: which standing gives it, whether items with it are
// ranked (counted in percentages), whether they are on track, and the fill of its cell.
//
// The default words are Green, Amber, Red, Blue (not due, not begun), White (outside control), Awaited and No
// target. A Statuses sheet replaces them; Awaited and No target are kept beside its words unless it names its
// own.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/indicators/target.h"

namespace outturn {

struct StatusWord {
  struct When {
    Standing standing;
    Aim aim = Aim::unstated;  // where the word is for one of them: "Below Target (Positive)" for minimise
  };
  std::string word;
  std::vector<When> when;  // empty: only ever entered by hand
  bool ranked = false;
  bool on_track = false;
  std::optional<std::uint32_t> fill;  // 0xRRGGBB
  std::vector<std::string> also_written;
  std::string group =
      {};  // the heading that roll-ups may count it under together with other words: `Positive`
  // The kinds and services whose indicators are given this word; empty: every one that has no word of its
  // own. Several vocabularies stand in one book this way.
  std::vector<std::string> only_for = {};

  [[nodiscard]] bool is_for(Standing standing) const noexcept {
    return std::any_of(when.begin(), when.end(), [&](const When& each) { return each.standing == standing; });
  }
};

class StatusVocabulary {
 public:
  StatusVocabulary();  // the default words
  // Requires: words is not empty.
  explicit StatusVocabulary(std::vector<StatusWord> words);

  [[nodiscard]] std::span<const StatusWord> words() const noexcept { return words_; }
  // By its word or another way of writing it, ignoring case and spaces; null for an unknown one.
  [[nodiscard]] const StatusWord* find(std::string_view text) const;
  // Null where no word is for this standing (as undecided has none). `memberships` are the indicator's kinds
  // and services.
  [[nodiscard]] const StatusWord* word_for(Standing standing, Aim aim,
                                           std::span<const std::string> memberships = {}) const;
  // The group's name as it was first written; empty for no group's name.
  [[nodiscard]] std::string group_name(std::string_view text) const;
  [[nodiscard]] std::vector<std::string> spellings() const;  // every accepted spelling, for did-you-mean

 private:
  std::vector<StatusWord> words_;
};

// `met`, `near`, `missed`, `not due` (or `not begun`), `awaited`, `no target`, each perhaps with `maximise`
// or `minimise`; `entered`.
struct WhenReading {
  std::vector<StatusWord::When> when;
  std::string problem;
};
[[nodiscard]] WhenReading read_when(std::string_view text);

// The worst of several statuses: missed before near before met. Statuses that are not ranked do not take
// part, except that an awaited one leaves the whole awaited unless something is missed already. Null for no
// statuses at all.
[[nodiscard]] const StatusWord* worst_status(std::span<const StatusWord* const> statuses,
                                             const StatusVocabulary& words);
[[nodiscard]] const StatusWord* best_status(std::span<const StatusWord* const> statuses,
                                            const StatusVocabulary& words);

// `C6EFCE`, `#C6EFCE` or a colour's name.
[[nodiscard]] std::optional<std::uint32_t> read_colour(std::string_view text);

}  // namespace outturn
