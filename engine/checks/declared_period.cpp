#include "engine/checks/declared_period.h"

#include <vector>

#include "engine/indicators/spelling.h"

namespace outturn {
namespace {

constexpr std::size_t kLongest = 300;  // bytes of a title or a heading

// "January to March 2020" at the end of a text, in words.
std::optional<std::pair<std::string, Period>> months_at_end(std::string_view text, YearCalendar calendar) {
  std::vector<std::string> words;
  std::string word;
  for (const char c : std::string(text) + " ") {
    if (c != ' ') {
      word += c;
      continue;
    }
    if (!word.empty()) words.push_back(std::move(word));
    word.clear();
  }
  if (words.size() < 4) return std::nullopt;
  const std::string& year = words[words.size() - 1];
  const std::string& last = words[words.size() - 2];
  const std::string link = folded_phrase(words[words.size() - 3]);
  const std::string& first = words[words.size() - 4];
  if (link != "to" && link != "-" && link != "\xE2\x80\x93") return std::nullopt;
  const PeriodReading begin = read_period(first + " " + year, calendar),
                      end = read_period(last + " " + year, calendar);
  if (!begin.period || !end.period || begin.period->months != 1 || end.period->months != 1)
    return std::nullopt;
  Period period = *begin.period;
  period.months = end.period->last() - begin.period->first + 1;
  if (period.months < 2 || period.months > 12) return std::nullopt;
  return std::pair(first + " " + words[words.size() - 3] + " " + last + " " + year, period);
}

std::optional<Period> named(std::string_view text, YearCalendar calendar) {
  std::string plain;
  for (const char c : text) plain += c == '-' || c == ',' ? ' ' : c;
  return read_period(folded_phrase(plain), calendar).period;
}

}  // namespace

std::optional<PeriodContradiction> period_contradiction(std::string_view text, YearCalendar calendar) {
  text = trimmed(text);
  const std::size_t open = text.find('(');
  const std::size_t close = text.find(')', open == std::string_view::npos ? 0 : open);
  if (text.size() > kLongest || open == std::string_view::npos || close == std::string_view::npos)
    return std::nullopt;
  const std::string_view inside = text.substr(open + 1, close - open - 1),
                         before = trimmed(text.substr(0, open));
  PeriodContradiction found;
  if (const auto months = months_at_end(before, calendar)) {
    const auto other = named(inside, calendar);
    if (!other) return std::nullopt;
    found = {months->first, std::string(inside), months->second, *other};
  } else if (const auto months_inside = months_at_end(inside, calendar)) {
    // The words before the bracket that make a period: "Quarter 1 2020/21".
    std::optional<Period> other;
    std::string_view words = before;
    while (!other && !words.empty()) {
      other = named(words, calendar);
      if (other) break;
      const std::size_t space = words.find(' ');
      words = space == std::string_view::npos ? std::string_view() : trimmed(words.substr(space));
    }
    if (!other) return std::nullopt;
    found = {months_inside->first, std::string(words), months_inside->second, *other};
  } else {
    return std::nullopt;
  }
  // A month named within its quarter, or a quarter within its year, contradicts nothing.
  if (found.by_months.months != found.by_other.months || found.by_months == found.by_other)
    return std::nullopt;
  return found;
}

}  // namespace outturn
