#include "engine/checks/possible_share.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "engine/checks/figure_lines.h"
#include "engine/checks/relation.h"
#include "engine/indicators/figure_text.h"

namespace outturn {
namespace {

constexpr double kBitsOfHeading = 4;

// "Responses", "base", "cases": what percentages are of.
bool names_base(const std::string& label) {
  static constexpr std::array<std::string_view, 12> kBases = {"base",      "respon",  "cases",    "sample",
                                                              "received",  "number",  "total",    "people ",
                                                              "inspected", "decided", "returned", "surveyed"};
  const std::string text = nearest_heading(label) + " ";
  return std::any_of(kBases.begin(), kBases.end(),
                     [&](std::string_view word) { return text.find(word) != std::string::npos; });
}

bool is_between(const Figure& share) { return share.percent && share.value > 0 && share.value < 1; }

// How many bits it says that a whole number gives the percentage: few percentages of a small whole exist.
double bits_of(const Figure& share, double whole) {
  return std::max(0.0, -std::log2(std::min(1.0, (whole + 1) * 2 * share.step)));
}

class TableShares {
 public:
  TableShares(const FigureLines& lines, const std::vector<bool>& explained)
      : lines_(lines), explained_(explained) {}

  void add_checks(std::vector<Check>& checks) const {
    if (lines_.lines() > 40) return;
    for (std::size_t share = 0; share < lines_.lines(); ++share) {
      if (!lines_.is_percent(share)) continue;
      std::optional<std::size_t> best;
      double most = kEnoughBits;
      std::size_t tried = 0;
      for (std::size_t base = 0; base < lines_.lines(); ++base)
        tried += base != share && is_base(base) ? 1 : 0;
      for (std::size_t base = 0; base < lines_.lines(); ++base) {
        if (base == share || !is_base(base)) continue;
        const double evidence =
            evidence_of(share, base) - std::log2(static_cast<double>(std::max<std::size_t>(tried, 1)));
        if (evidence < most) continue;
        most = evidence;
        best = base;
      }
      if (best) tell(share, *best, checks);
    }
  }

 private:
  [[nodiscard]] bool is_base(std::size_t line) const {
    return lines_.is_whole(line) && !lines_.is_share(line);
  }

  // Positions whose percentage nothing else explains.
  template <typename F>
  void for_each_position(std::size_t share, std::size_t base, F&& visit) const {
    for (std::size_t p = 0; p < lines_.positions(); ++p)
      if (lines_.has(share, p) && lines_.has(base, p) && is_between(lines_.figure(share, p)) &&
          lines_.value(base, p) >= 1 && !explained_[static_cast<std::size_t>(lines_.id(share, p))])
        visit(p);
  }

  [[nodiscard]] double evidence_of(std::size_t share, std::size_t base) const {
    double bits = names_base(lines_.label(base)) ? kBitsOfHeading : 0;
    std::size_t possible = 0, off = 0;
    for_each_position(share, base, [&](std::size_t p) {
      if (nearest_to_impossible(lines_.figure(share, p), lines_.value(base, p))) {
        ++off;
        bits -= 5;
      } else {
        ++possible;
        bits += bits_of(lines_.figure(share, p), lines_.value(base, p));
      }
    });
    return possible >= 3 && off <= 1 + possible / 10 ? bits : -HUGE_VAL;
  }

  void tell(std::size_t share, std::size_t base, std::vector<Check>& checks) const {
    const auto& figures = lines_.book().figures;
    for_each_position(share, base, [&](std::size_t p) {
      const Figure& figure = lines_.figure(share, p);
      const auto nearest = nearest_to_impossible(figure, lines_.value(base, p));
      if (!nearest) return;
      const PlacedFigure &at = figures[static_cast<std::size_t>(lines_.id(share, p))],
                         &of = figures[static_cast<std::size_t>(lines_.id(base, p))];
      Check check;
      check.at = at.at;
      check.label = lines_.book().label_of(lines_.id(share, p));
      check.kind = CheckKind::share;
      check.rule = "inferred.possible-share";
      check.verdict = CheckVerdict::inconsistent;
      check.entered = figure_words(figure.value, figure);
      check.inputs = {of.at};
      check.suspects = {at.at, of.at};
      check.message = check.entered + " of the " + figure_words(of.figure.value, of.figure) + " in " +
                      to_a1(of.at.cell) + " is given by no whole number; " +
                      words_of(*nearest, figure, of.figure.value);
      checks.push_back(std::move(check));
    });
  }

  const FigureLines& lines_;
  const std::vector<bool>& explained_;
};

}  // namespace

std::optional<NearestShares> nearest_to_impossible(const Figure& share, double whole) {
  const double below = std::floor(share.value * whole), above = below + 1;
  const double room = share.step * (1 + 1e-9);
  if (std::fabs(below / whole - share.value) <= room || std::fabs(above / whole - share.value) <= room)
    return std::nullopt;
  return NearestShares{below, above};
}

std::string words_of(const NearestShares& nearest, const Figure& share, double whole) {
  const auto gives = [&](double count) {
    return figure_text(count) + " gives " + figure_words(count / whole, share);
  };
  return gives(nearest.below_count) + " and " + gives(nearest.above_count);
}

std::vector<Check> possible_share_checks(const FigureBook& book, const std::vector<bool>& explained) {
  std::vector<Check> checks;
  for (const FigureTable& table : book.tables)
    for (const auto direction : {FigureLines::Direction::columns, FigureLines::Direction::rows}) {
      const FigureLines lines(book, table, direction);
      TableShares(lines, explained).add_checks(checks);
    }
  return checks;
}

}  // namespace outturn
