#include "engine/checks/order_search.h"

#include <array>
#include <cctype>
#include <cmath>
#include <cstdlib>
#include <optional>
#include <set>
#include <string>

#include "engine/checks/figure_lines.h"
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

}  // namespace

std::vector<Check> order_checks(const FigureBook& book) {
  std::vector<Check> checks;
  for (const FigureTable& table : book.tables) {
    for (const auto direction : {FigureLines::Direction::columns, FigureLines::Direction::rows}) {
      const FigureLines lines(book, table, direction);
      std::vector<std::string> labels;
      for (std::size_t line = 0; line < lines.lines(); ++line)
        labels.push_back(nearest_heading(lines.label(line)));
      // Where anything is negative, changes are told, and they may go either way.
      std::vector<bool> changes(lines.positions());
      for (std::size_t line = 0; line < lines.lines(); ++line)
        for (std::size_t p = 0; p < lines.positions(); ++p)
          if (lines.has(line, p) && lines.value(line, p) < 0) changes[p] = true;
      for (std::size_t part = 0; part < lines.lines(); ++part)
        for (std::size_t whole = 0; whole < lines.lines(); ++whole) {
          if (part == whole || lines.line_band(part) != lines.line_band(whole) ||
              lines.is_share(part) != lines.is_share(whole) || !is_part_of(labels[part], labels[whole]))
            continue;
          for (std::size_t p = 0; p < lines.positions(); ++p) {
            if (!lines.has(part, p) || !lines.has(whole, p)) continue;
            const Figure &less = lines.figure(part, p), &more = lines.figure(whole, p);
            if (lines.position_words(p).difference || changes[p]) continue;
            const PlacedFigure& of_less = book.figures[static_cast<std::size_t>(lines.id(part, p))];
            const PlacedFigure& of_more = book.figures[static_cast<std::size_t>(lines.id(whole, p))];
            Check check;
            check.at = of_more.at;
            check.label = book.label_of(lines.id(whole, p));
            check.kind = CheckKind::order;
            check.rule = "inferred.order";
            check.entered = figure_words(more.value, more);
            check.inputs = {of_less.at};
            check.expression = "=" + to_a1(of_more.at.cell) + ">=" + to_a1(of_less.at.cell);
            if (less.value > more.value + more.step / 2) {
              check.verdict = CheckVerdict::inconsistent;
              check.suspects = {of_more.at, of_less.at};
              check.message = check.entered + " is entered, fewer than the " +
                              figure_words(less.value, less) + " of " + to_a1(of_less.at.cell) + " (" +
                              lines.label(part) + ") that it includes; one of them is wrong";
            }
            checks.push_back(std::move(check));
          }
        }
    }
  }
  return checks;
}

}  // namespace outturn
