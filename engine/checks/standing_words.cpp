#include "engine/checks/standing_words.h"

#include <algorithm>
#include <array>
#include <string>

#include "engine/indicators/spelling.h"

namespace outturn {

namespace {

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

template <std::size_t N>
bool names_one_of(std::string_view text, const std::array<std::string_view, N>& parts) {
  return std::any_of(parts.begin(), parts.end(), [&](std::string_view part) { return contains(text, part); });
}

}  // namespace

std::optional<Standing> read_standing(std::string_view text) {
  static constexpr std::array<std::string_view, 19> kMet = {"green",
                                                            "g",
                                                            "on target",
                                                            "met",
                                                            "target met",
                                                            "achieved",
                                                            "achieving",
                                                            "yes",
                                                            "on track",
                                                            "above target",
                                                            "on or above target",
                                                            "on/above target",
                                                            "on / above target",
                                                            "target achieved",
                                                            "exceeded",
                                                            "pass",
                                                            "\xE2\x9C\x93",
                                                            "\xE2\x9C\x94",
                                                            "target exceeded"};
  static constexpr std::array<std::string_view, 9> kNear = {
      "amber",      "a",     "near target", "within target", "within tolerance",
      "nearly met", "close", "yellow",      "near miss"};
  static constexpr std::array<std::string_view, 13> kMissed = {
      "red",          "r",  "off target", "missed",       "not met",      "below target", "target missed",
      "not achieved", "no", "off track",  "\xE2\x9C\x97", "\xE2\x9C\x98", "fail"};
  const std::string word = folded_phrase(text);
  // "Below target (positive)" is met: a low figure is the aim.
  if (word.ends_with("(positive)")) return Standing::met;
  if (word.ends_with("(negative)")) return Standing::missed;
  const auto is_in = [&](const auto& list) {
    return std::find(list.begin(), list.end(), word) != list.end();
  };
  if (is_in(kMet)) return Standing::met;
  if (is_in(kNear)) return Standing::near;
  if (is_in(kMissed)) return Standing::missed;
  return std::nullopt;
}

std::optional<Better> read_direction(std::string_view text) {
  const std::string words = folded_phrase(text);
  const bool higher = contains(words, "higher") || contains(words, "bigger") || contains(words, "maximi") ||
                      contains(words, "increase") || words == "high" || words == "up" || words == "more" ||
                      contains(words, "more is better") || contains(words, "at least") ||
                      contains(words, "\xE2\x86\x91");
  const bool lower = contains(words, "lower") || contains(words, "smaller") || contains(words, "minimi") ||
                     contains(words, "decrease") || contains(words, "reduce") || words == "low" ||
                     words == "down" || words == "less" || contains(words, "less is better") ||
                     contains(words, "at most") || contains(words, "no more than") ||
                     contains(words, "\xE2\x86\x93");
  if (higher == lower) return std::nullopt;
  return higher ? Better::higher : Better::lower;
}

std::optional<Better> read_measure(std::string_view name) {
  static constexpr std::array<std::string_view, 19> kHigherAnyway = {
      "on time",         "in time",    "within",       "satisf",       "collected",
      "collection rate", "recycl",     "completed",    "brought back", "answered",
      "responded to",    "replied to", "acknowledged", "recovery of",  "paid in ",
      "resolved",        "decided in", "processed in", "let in "};
  static constexpr std::array<std::string_view, 29> kLower = {
      "days ",        "days)",    "time taken", "time to",      "relet time", "re-let time",
      "re-let times", "abandon",  "complaints", "missed",       "turnover",   "sickness",
      "absence",      "queue",    "arrears",    "vacan",        "void",       "residual",
      "days lost",    "errors",   "waiting",    "homeless",     "crime",      "fly-tip",
      "rejected",     "landfill", "rent loss",  "overpayments", "unavailable"};
  static constexpr std::array<std::string_view, 21> kHigher = {
      "visits",     "employed",  "rated",      "achieved",  "income",       "new homes",    "participants",
      "affordable", "supported", "engaged",    "delivered", "grant awards", "usage",        "attendance",
      "collection", "promotion", "investment", "online",    "installed",    "transactions", "prevented"};
  const std::string text = folded_phrase(name) + " ";
  // "Answered within 30 seconds" is to be high, whatever is waited for.
  if (names_one_of(text, kHigherAnyway)) return Better::higher;
  const bool lower = names_one_of(text, kLower), higher = names_one_of(text, kHigher);
  if (lower == higher) return std::nullopt;
  return higher ? Better::higher : Better::lower;
}

std::optional<Better> read_bound(std::string_view target) {
  static constexpr std::array<std::string_view, 9> kAtMost = {
      "<", "\xE2\x89\xA4", "less than", "under ", "below ", "at most", "no more than", "up to", "maximum"};
  static constexpr std::array<std::string_view, 9> kAtLeast = {
      ">",        "\xE2\x89\xA5", "more than",     "over ",  "above ",
      "at least", "no less than", "no fewer than", "minimum"};
  const std::string text = folded_phrase(target);
  const auto begins = [&](const auto& list) {
    return std::any_of(list.begin(), list.end(),
                       [&](std::string_view each) { return text.starts_with(each); });
  };
  const bool lower = begins(kAtMost), higher = begins(kAtLeast);
  if (lower == higher) return std::nullopt;
  return higher ? Better::higher : Better::lower;
}

}  // namespace outturn
