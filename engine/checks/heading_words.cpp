#include "engine/checks/heading_words.h"

#include <algorithm>
#include <array>
#include <vector>

#include "engine/indicators/period.h"
#include "engine/indicators/spelling.h"

namespace outturn {
namespace {

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  std::size_t start = 0;
  const auto is_letter = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
  };
  for (std::size_t i = 0; i <= text.size(); ++i) {
    if (i < text.size() && is_letter(text[i])) continue;
    if (i > start) words.push_back(text.substr(start, i - start));
    start = i + 1;
  }
  return words;
}

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

template <std::size_t N>
bool is_one_of(std::string_view word, const std::array<std::string_view, N>& list) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

}  // namespace

HeadingWords read_heading(std::string_view label) {
  static constexpr std::array<std::string_view, 9> kTotal = {"total", "totals", "subtotal", "overall",  "sum",
                                                             "all",   "gross",  "combined", "aggregate"};
  static constexpr std::array<std::string_view, 11> kDifference = {
      "variance", "change",   "difference", "diff",    "movement", "net",
      "increase", "decrease", "gap",        "surplus", "deficit"};
  static constexpr std::array<std::string_view, 5> kShare = {"share", "proportion", "percentage", "percent",
                                                             "split"};
  static constexpr std::array<std::string_view, 6> kRate = {"per", "rate",       "ratio",
                                                            "pct", "percentage", "percent"};
  static constexpr std::array<std::string_view, 4> kAverage = {"average", "mean", "avg", "averages"};
  static constexpr std::array<std::string_view, 4> kToDate = {"ytd", "cumulative", "cum", "running"};
  static constexpr std::array<std::string_view, 6> kSelected = {"main",    "including", "top",
                                                                "largest", "selected",  "include"};
  const std::string text = folded_phrase(label);
  HeadingWords found;
  for (const std::string_view word : words_of(text)) {
    found.total = found.total || is_one_of(word, kTotal);
    found.difference = found.difference || is_one_of(word, kDifference);
    found.share = found.share || is_one_of(word, kShare);
    found.rate = found.rate || is_one_of(word, kRate);
    found.average = found.average || is_one_of(word, kAverage);
    found.to_date = found.to_date || is_one_of(word, kToDate);
    found.period = found.period || word == "year" || word == "quarter" || word == "half" ||
                   word == "annual" ||
                   (word.size() == 2 && word[0] == 'q' && word[1] >= '1' && word[1] <= '4');
    found.selected = found.selected || is_one_of(word, kSelected);
  }
  found.total = found.total || contains(text, "sub-total") || contains(text, "sub total");
  found.difference = found.difference || contains(text, "+/-") || contains(text, "over/under") ||
                     contains(text, "(under)") || contains(text, "+ / -") || contains(text, "\xC2\xB1");
  found.share = found.share || contains(text, "% of") || contains(text, "%") || contains(text, "index");
  found.rate = found.rate || contains(text, "%");
  found.to_date = found.to_date || contains(text, "to date") || contains(text, "so far");
  found.selected = found.selected || contains(text, "of which");
  return found;
}

HeadingWords words_in_both(const HeadingWords& a, const HeadingWords& b) {
  HeadingWords both;
  both.total = a.total && b.total;
  both.difference = a.difference && b.difference;
  both.share = a.share && b.share;
  both.rate = a.rate && b.rate;
  both.average = a.average && b.average;
  both.to_date = a.to_date && b.to_date;
  both.period = a.period && b.period;
  both.selected = a.selected && b.selected;
  return both;
}

bool is_missing_word(std::string_view text) {
  static constexpr std::array<std::string_view, 18> kMissing = {
      "-",  "--", "n/a", "na",  "n.a.", "*",     "**", "***",    "tbc", "\xE2\x80\x93",
      "..", ".",  "x",   "nil", "c",    "n / a", ":",  "no data"};
  return is_one_of(folded_phrase(text), kMissing);
}

bool says_rounded(std::string_view label) {
  const std::string text = folded_phrase(label);
  if (contains(text,
               "\xC2\xA3"
               "000") ||
      contains(text, "'000") ||
      contains(text,
               "\xE2\x80\x99"
               "000") ||
      contains(text, "\xC2\xA3k") || contains(text, "\xC2\xA3 000"))
    return true;
  for (const std::string_view word : words_of(text))
    if (word == "thousands" || word == "thousand" || word == "millions" || word == "rounded" ||
        word == "\xC2\xA3m" || word == "000s")
      return true;
  return false;
}

bool names_reference(std::string_view heading) {
  static constexpr std::array<std::string_view, 16> kReference = {
      "ref",       "reference", "no",       "no.",  "code",    "id",          "phone", "tel",
      "telephone", "ext",       "postcode", "room", "invoice", "cost centre", "uprn",  "account"};
  const std::string text = folded_phrase(heading);
  return is_one_of(text, kReference) || text.ends_with(" ref") || text.ends_with(" id") ||
         text.ends_with(" code") || text.ends_with(" no") || text.ends_with(" no.") ||
         text.ends_with("reference") || text.ends_with("telephone");
}

bool names_period(std::string_view label) {
  static constexpr std::array<std::string_view, 8> kPeriods = {"this",  "last", "previous", "current",
                                                               "month", "week", "quarter",  "year"};
  const std::string text = folded_phrase(label);
  for (const std::string_view word : words_of(text)) {
    if (month_number(word) > 0 || is_one_of(word, kPeriods)) return true;
    if (word.size() == 2 && (word[0] == 'q' || word[0] == 'p') && word[1] >= '1' && word[1] <= '9')
      return true;
    if (word.size() == 4 && (word.starts_with("19") || word.starts_with("20")) &&
        std::all_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; }))
      return true;
  }
  return false;
}

int words_in_common(std::string_view a, std::string_view b) {
  static constexpr std::array<std::string_view, 12> kSmall = {
      "the", "and", "for", "per", "with", "within", "number", "total", "all", "from", "percentage", "rate"};
  const std::string left = folded_phrase(a), right = folded_phrase(b);
  const auto of_right = words_of(right);
  int common = 0;
  for (const std::string_view word : words_of(left)) {
    if (word.size() < 3 || is_one_of(word, kSmall)) continue;
    // Beginnings count: "reject" in "rejected", "abandon" in "abandonment".
    common += std::any_of(of_right.begin(), of_right.end(), [&](std::string_view other) {
      const std::size_t n = std::min({word.size(), other.size(), std::size_t{6}});
      return n >= 3 && word.substr(0, n) == other.substr(0, n);
    });
  }
  return common;
}

}  // namespace outturn
