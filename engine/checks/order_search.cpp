#include "engine/checks/order_search.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <cstdlib>
#include <optional>
#include <set>
#include <string>

#include "engine/checks/figure_lines.h"
#include "engine/checks/heading_words.h"
#include "engine/indicators/period.h"
#include "engine/indicators/spelling.h"

namespace outturn {
namespace {

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

// "answered within 30 seconds": the words without the number, and the number.
struct Threshold {
  std::string words;
  double limit = 0;
};

std::optional<Threshold> read_threshold(const std::string& label) {
  static constexpr std::array<std::string_view, 8> kUnits = {"sec",  "min",   "hour", "day",
                                                             "week", "month", "year", "mile"};
  // Which is cumulative: "within 30 days", "in 60 secs", "under 8 weeks"; "30 to 60 days" is a band.
  for (std::size_t at = 0; at < label.size(); ++at) {
    if (!std::isdigit(static_cast<unsigned char>(label[at]))) continue;
    std::size_t end = at;
    while (end < label.size() && (std::isdigit(static_cast<unsigned char>(label[end])) || label[end] == '.'))
      ++end;
    std::string_view before = trimmed(std::string_view(label).substr(0, at));
    const std::string_view after = trimmed(std::string_view(label).substr(end));
    const bool limits = before.ends_with("within") || before.ends_with(" in") || before.ends_with("under") ||
                        before.ends_with("less than") || before.ends_with("up to");
    bool unit = false;
    for (const std::string_view each : kUnits) unit = unit || after.starts_with(each);
    if (limits && unit)
      return Threshold{std::string(before) + " # " + std::string(after),
                       std::strtod(label.c_str() + at, nullptr)};
    at = end;
  }
  return std::nullopt;
}

// Whether what bears the first heading cannot be more than what bears the second.
bool is_part_of(const std::string& part, const std::string& whole) {
  if (part == whole || part.empty() || whole.empty()) return false;
  const auto a = read_threshold(part), b = read_threshold(whole);
  if (a && b) return a->words == b->words && a->limit < b->limit;
  // "Answered in 30 secs" is part of "answered".
  if (part.size() > whole.size() && part.starts_with(whole) && (part[whole.size()] == ' ')) {
    const std::string_view rest = trimmed(std::string_view(part).substr(whole.size()));
    if (rest.starts_with("in ") || rest.starts_with("within ") || rest.starts_with("on time") ||
        rest.starts_with("under ") || rest.starts_with("in time"))
      return true;
  }
  static constexpr std::array<std::array<std::string_view, 2>, 5> kPairs = {{{"answered", "received"},
                                                                             {"abandoned", "received"},
                                                                             {"rejected", "received"},
                                                                             {"upheld", "received"},
                                                                             {"passed", "taken"}}};
  const auto stripped = [](const std::string& text, std::string_view word) {
    std::string rest = text;
    const std::size_t at = rest.find(word);
    if (at != std::string::npos) rest.erase(at, word.size());
    std::erase(rest, '*');
    return std::string(trimmed(rest));
  };
  for (const auto& [smaller, larger] : kPairs) {
    if (!contains(part, smaller) || !contains(whole, larger)) continue;
    std::string rest = stripped(part, smaller);
    if (const std::size_t at = std::min(rest.find(" in "), rest.find("within")); at != std::string::npos)
      rest = std::string(trimmed(std::string_view(rest).substr(0, at)));
    if (rest.starts_with("in ")) rest.clear();
    if (rest == stripped(whole, larger)) return true;
  }
  return false;
}

// "Cumulative", "to date", "(accumulative)".
bool says_cumulative(const std::string& heading) {
  const std::string text = folded_phrase(heading);
  return contains(text, "cumulativ") || contains(text, "to date") || contains(text, "so far");
}

constexpr int kMonths = 12;

// Where a month or quarter stands in its April year; by years where the heading names one.
std::optional<int> rank_of_period(const std::string& label) {
  const PeriodReading reading = read_period(label, {}, std::nullopt);
  if (reading.period && !reading.year_assumed) {
    if (reading.period->months > 6) return std::nullopt;
    // Months from March of the year 0 on, so that each year of twelve begins in April.
    return reading.period->last() - 3;
  }
  std::string word;
  for (const char c : folded_phrase(label) + " ") {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
      word += c;
      continue;
    }
    if (const int month = month_number(word); month > 0) return (month + 8) % kMonths;
    if (word.size() == 2 && word[0] == 'q' && word[1] >= '1' && word[1] <= '4')
      return 3 * (word[1] - '1') + 2;
    word.clear();
  }
  return std::nullopt;
}

class OrderSearch {
 public:
  OrderSearch(const FigureBook& book, const FigureLines& lines, std::vector<Check>& checks)
      : book_(book), lines_(lines), checks_(checks), changes_(lines.positions()) {
    for (std::size_t line = 0; line < lines.lines(); ++line)
      labels_.push_back(nearest_heading(lines.label(line)));
    // Where anything is negative, changes are told, and they may go either way.
    for (std::size_t line = 0; line < lines.lines(); ++line)
      for (std::size_t p = 0; p < lines.positions(); ++p)
        if (lines.has(line, p) && lines.value(line, p) < 0) changes_[p] = true;
  }

  void find() {
    for (std::size_t part = 0; part < lines_.lines(); ++part) {
      for (std::size_t whole = 0; whole < lines_.lines(); ++whole)
        if (part != whole && are_of_one_kind(part, whole) && is_part_of(labels_[part], labels_[whole]))
          compare(part, whole);
      if (const auto whole = line_of_which(part)) compare(part, *whole);
      if (is_cumulative(part)) follow(part);
    }
  }

 private:
  [[nodiscard]] bool are_of_one_kind(std::size_t part, std::size_t whole) const {
    return lines_.line_band(part) == lines_.line_band(whole) &&
           lines_.is_share(part) == lines_.is_share(whole);
  }

  // "Of which …" belongs to the last line that is not itself a part.
  [[nodiscard]] std::optional<std::size_t> line_of_which(std::size_t part) const {
    if (!labels_[part].starts_with("of which")) return std::nullopt;
    for (std::size_t whole = part; whole-- > 0;)
      if (!labels_[whole].starts_with("of which"))
        return are_of_one_kind(part, whole) && !labels_[whole].empty() ? std::optional(whole) : std::nullopt;
    return std::nullopt;
  }

  // A percentage so far may fall, unless it is what was collected.
  [[nodiscard]] bool is_cumulative(std::size_t line) const {
    if (lines_.direction() != FigureLines::Direction::rows || lines_.words(line).difference) return false;
    const std::string& corner =
        lines_.table().corners[static_cast<std::size_t>(lines_.table().row_bands[line])];
    if (!says_cumulative(corner) && !says_cumulative(lines_.label(line))) return false;
    return !lines_.is_share(line) || contains(folded_phrase(corner + " " + lines_.label(line)), "collect");
  }

  // A title may say it of one line among others: a line that falls here and there is not cumulative. Months
  // are followed by their names, in whatever order their columns stand.
  void follow(std::size_t line) {
    std::vector<std::pair<int, std::size_t>> months;
    for (std::size_t p = 0; p < lines_.positions(); ++p) {
      if (!lines_.has(line, p) || changes_[p] || lines_.position_words(p).total) continue;
      const Band band = lines_.line_band(line);
      if (const auto rank = rank_of_period(lines_.position_label(p, band))) months.emplace_back(*rank, p);
    }
    std::sort(months.begin(), months.end());
    std::vector<std::pair<std::size_t, std::size_t>> rises, falls;  // position, the one before
    for (std::size_t at = 1; at < months.size(); ++at) {
      const auto [rank, p] = months[at];
      // The first period of another year begins anew.
      if (rank == months[at - 1].first || rank / kMonths != months[at - 1].first / kMonths) continue;
      const PlacedFigure &now = placed(line, p), &before = placed(line, months[at - 1].second);
      (now.figure.value < before.figure.value - now.figure.step / 2 ? falls : rises)
          .emplace_back(p, months[at - 1].second);
    }
    if (falls.size() > 1 || (falls.size() == 1 && rises.size() < 4)) return;
    for (const auto* places : {&rises, &falls})
      for (const auto& [p, earlier] : *places) {
        const PlacedFigure &now = placed(line, p), &before = placed(line, earlier);
        Check check = start(now, before, book_.label_of(lines_.id(line, p)));
        if (places == &falls) {
          check.verdict = CheckVerdict::inconsistent;
          check.suspects = {now.at, before.at};
          check.message = check.entered + " is entered, less than the " +
                          figure_words(before.figure.value, before.figure) + " of the period before in " +
                          to_a1(before.at.cell) + ", though the line is cumulative; one of them is wrong";
        }
        checks_.push_back(std::move(check));
      }
  }

  void compare(std::size_t part, std::size_t whole) {
    for (std::size_t p = 0; p < lines_.positions(); ++p) {
      if (!lines_.has(part, p) || !lines_.has(whole, p) || lines_.position_words(p).difference || changes_[p])
        continue;
      const PlacedFigure &less = placed(part, p), &more = placed(whole, p);
      Check check = start(more, less, book_.label_of(lines_.id(whole, p)));
      if (less.figure.value > more.figure.value + more.figure.step / 2) {
        check.verdict = CheckVerdict::inconsistent;
        check.suspects = {more.at, less.at};
        check.message = check.entered + " is entered, fewer than the " +
                        figure_words(less.figure.value, less.figure) + " of " + to_a1(less.at.cell) + " (" +
                        lines_.label(part) + ") that it includes; one of them is wrong";
      }
      checks_.push_back(std::move(check));
    }
  }

  [[nodiscard]] const PlacedFigure& placed(std::size_t line, std::size_t p) const {
    return book_.figures[static_cast<std::size_t>(lines_.id(line, p))];
  }
  static Check start(const PlacedFigure& more, const PlacedFigure& less, std::string label) {
    Check check;
    check.at = more.at;
    check.label = std::move(label);
    check.kind = CheckKind::order;
    check.rule = "inferred.order";
    check.entered = figure_words(more.figure.value, more.figure);
    check.inputs = {less.at};
    check.expression = "=" + to_a1(more.at.cell) + ">=" + to_a1(less.at.cell);
    return check;
  }

  const FigureBook& book_;
  const FigureLines& lines_;
  std::vector<Check>& checks_;
  std::vector<std::string> labels_;
  std::vector<bool> changes_;  // by position
};

}  // namespace

std::vector<Check> order_checks(const FigureBook& book) {
  std::vector<Check> checks;
  for (const FigureTable& table : book.tables)
    for (const auto direction : {FigureLines::Direction::columns, FigureLines::Direction::rows}) {
      const FigureLines lines(book, table, direction);
      OrderSearch(book, lines, checks).find();
    }
  return checks;
}

}  // namespace outturn
