#include "engine/indicators/rag_status.h"

#include <algorithm>
#include <utility>

#include "engine/indicators/spelling.h"

namespace outturn {
namespace {

// Bright enough that black text stays readable on each. Every word has a fill, so that no earlier one stays
// behind.
constexpr std::uint32_t kGreen = 0x92D050;
constexpr std::uint32_t kAmber = 0xFFC000;
constexpr std::uint32_t kRed = 0xFF5050;
constexpr std::uint32_t kBlue = 0x9DC3E6;
constexpr std::uint32_t kWhite = 0xFFFFFF;
constexpr std::uint32_t kGrey = 0xD9D9D9;

constexpr std::pair<std::string_view, std::uint32_t> kColours[] = {
    {"green", kGreen}, {"amber", kAmber}, {"red", kRed},        {"blue", kBlue},    {"white", kWhite},
    {"grey", kGrey},   {"gray", kGrey},   {"yellow", 0xFFFF00}, {"orange", kAmber}, {"purple", 0xB1A0C7},
};

constexpr std::pair<std::string_view, Standing> kStandings[] = {
    {"met", Standing::met},
    {"near", Standing::near},
    {"missed", Standing::missed},
    {"not due", Standing::not_due},
    {"not begun", Standing::not_due},
    {"awaited", Standing::awaited},
    {"no target", Standing::no_target},
};

int severity(const StatusWord& word) noexcept {
  int worst = -1;
  for (const StatusWord::When& when : word.when) {
    const int rank = when.standing == Standing::met      ? 0
                     : when.standing == Standing::near   ? 1
                     : when.standing == Standing::missed ? 2
                                                         : -1;
    worst = rank > worst ? rank : worst;
  }
  return worst;
}

bool is_awaited(const StatusWord& word) noexcept {
  for (const StatusWord::When& when : word.when) {
    if (when.standing == Standing::awaited) return true;
  }
  return false;
}

StatusWord awaited_word() { return {"Awaited", {{Standing::awaited}}, false, false, kGrey, {}, {}}; }
StatusWord no_target_word() { return {"No target", {{Standing::no_target}}, false, false, kGrey, {}, {}}; }

}  // namespace

StatusVocabulary::StatusVocabulary()
    : words_{{"Green", {{Standing::met}}, true, true, kGreen, {"G"}, {}},
             {"Amber", {{Standing::near}}, true, false, kAmber, {"A"}, {}},
             {"Red", {{Standing::missed}}, true, false, kRed, {"R"}, {}},
             {"Blue", {{Standing::not_due}}, false, false, kBlue, {"B"}, {}},
             {"White", {}, false, false, kWhite, {"W"}, {}},
             awaited_word(),
             no_target_word()} {}

StatusVocabulary::StatusVocabulary(std::vector<StatusWord> words) : words_(std::move(words)) {
  if (word_for(Standing::awaited, Aim::unstated) == nullptr && find("Awaited") == nullptr)
    words_.push_back(awaited_word());
  if (word_for(Standing::no_target, Aim::unstated) == nullptr && find("No target") == nullptr)
    words_.push_back(no_target_word());
}

const StatusWord* StatusVocabulary::find(std::string_view text) const {
  for (const StatusWord& word : words_) {
    if (same_name(text, word.word)) return &word;
  }
  for (const StatusWord& word : words_) {
    for (const std::string& spelling : word.also_written) {
      if (same_name(text, spelling)) return &word;
    }
  }
  return nullptr;
}

const StatusWord* StatusVocabulary::word_for(Standing standing, Aim aim,
                                             std::span<const std::string> memberships) const {
  const auto is_for = [&](const StatusWord& word) {
    return std::any_of(word.only_for.begin(), word.only_for.end(), [&](const std::string& group) {
      return std::any_of(memberships.begin(), memberships.end(),
                         [&](const std::string& each) { return same_name(each, group); });
    });
  };
  // A word for the indicator's group comes before one for all, and one for its aim before one for every aim.
  const StatusWord* found = nullptr;
  int best = 0;
  for (const StatusWord& word : words_) {
    if (!word.only_for.empty() && !is_for(word)) continue;
    for (const StatusWord::When& when : word.when) {
      if (when.standing != standing || (when.aim != Aim::unstated && when.aim != aim)) continue;
      const int fit = 1 + (word.only_for.empty() ? 0 : 2) + (when.aim == Aim::unstated ? 0 : 1);
      if (fit > best) {
        best = fit;
        found = &word;
      }
    }
  }
  return found;
}

std::string StatusVocabulary::group_name(std::string_view text) const {
  for (const StatusWord& word : words_) {
    if (!word.group.empty() && same_name(text, word.group)) return word.group;
  }
  return {};
}

std::vector<std::string> StatusVocabulary::spellings() const {
  std::vector<std::string> all;
  for (const StatusWord& word : words_) {
    all.push_back(word.word);
    all.insert(all.end(), word.also_written.begin(), word.also_written.end());
  }
  return all;
}

WhenReading read_when(std::string_view text) {
  WhenReading reading;
  for (const std::string& part : split_list(text)) {
    std::string phrase = folded_phrase(part);
    if (phrase == "entered") continue;
    Aim aim = Aim::unstated;
    for (const auto& [word, side] : {std::pair{std::string_view("maximise"), Aim::maximise},
                                     std::pair{std::string_view("minimise"), Aim::minimise},
                                     std::pair{std::string_view("on target"), Aim::on_target},
                                     std::pair{std::string_view("range"), Aim::range},
                                     std::pair{std::string_view("on time"), Aim::on_time}}) {
      if (const std::size_t at = phrase.find(word); at != std::string::npos) {
        aim = side;
        phrase.erase(at, word.size());
        while (!phrase.empty() && (phrase.back() == ' ' || phrase.back() == ',' || phrase.back() == '/'))
          phrase.pop_back();
        while (!phrase.empty() && (phrase.front() == ' ' || phrase.front() == ',')) phrase.erase(0, 1);
      }
    }
    bool found = false;
    for (const auto& [word, standing] : kStandings) {
      if (phrase != word) continue;
      reading.when.push_back({standing, aim});
      found = true;
    }
    if (!found) {
      reading.problem =
          "\"" + part +
          "\" is none of met, near, missed, not due, awaited, no target and entered; write one of them";
      return reading;
    }
  }
  return reading;
}

const StatusWord* worst_status(std::span<const StatusWord* const> statuses, const StatusVocabulary& words) {
  const StatusWord* worst = nullptr;
  bool awaited = false;
  for (const StatusWord* status : statuses) {
    if (status == nullptr) return nullptr;
    awaited = awaited || is_awaited(*status);
    if (status->ranked && severity(*status) >= 0 &&
        (worst == nullptr || severity(*status) > severity(*worst)))
      worst = status;
  }
  if (awaited && (worst == nullptr || severity(*worst) < 2))
    return words.word_for(Standing::awaited, Aim::unstated);
  return worst != nullptr ? worst : statuses.empty() ? nullptr : statuses.front();
}

const StatusWord* best_status(std::span<const StatusWord* const> statuses, const StatusVocabulary& words) {
  const StatusWord* best = nullptr;
  bool awaited = false;
  for (const StatusWord* status : statuses) {
    if (status == nullptr) return nullptr;
    awaited = awaited || is_awaited(*status);
    if (status->ranked && severity(*status) >= 0 && (best == nullptr || severity(*status) < severity(*best)))
      best = status;
  }
  if (awaited && (best == nullptr || severity(*best) > 0))
    return words.word_for(Standing::awaited, Aim::unstated);
  return best != nullptr ? best : statuses.empty() ? nullptr : statuses.front();
}

std::optional<std::uint32_t> read_colour(std::string_view text) {
  for (const auto& [name, colour] : kColours) {
    if (same_name(text, name)) return colour;
  }
  std::string_view digits = trimmed(text);
  if (!digits.empty() && digits.front() == '#') digits.remove_prefix(1);
  if (digits.size() != 6) return std::nullopt;
  std::uint32_t colour = 0;
  for (char c : digits) {
    const int digit = c >= '0' && c <= '9'   ? c - '0'
                      : c >= 'a' && c <= 'f' ? c - 'a' + 10
                      : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                             : -1;
    if (digit < 0) return std::nullopt;
    colour = colour * 16 + static_cast<std::uint32_t>(digit);
  }
  return colour;
}

}  // namespace outturn
