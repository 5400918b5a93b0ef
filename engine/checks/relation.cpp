#include "engine/checks/relation.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "engine/checks/slip.h"

namespace outturn {
namespace {

constexpr double kMostBitsOfPosition = 20;

// Round figures agree with one another easily: the largest of 5, 10, 50, 100… of which all are multiples.
double grain_of(const Equation& equation, const std::vector<PlacedFigure>& figures) {
  if (!equation.under.empty()) return 0;
  double grain = 0;
  for (const double unit : {5.0, 10.0, 50.0, 100.0, 500.0, 1e3, 5e3, 1e4, 5e4, 1e5, 1e6}) {
    const auto is_multiple = [&](FigureId id) {
      return std::fmod(figures[static_cast<std::size_t>(id)].figure.value, unit) == 0;
    };
    if (!is_multiple(equation.target) ||
        !std::all_of(equation.over.begin(), equation.over.end(),
                     [&](const Term& term) { return is_multiple(term.figure); }))
      break;
    grain = unit;
  }
  return grain;
}

// How likely the equation agrees by chance: the width of what counts as agreeing over the size of its
// figures. Of an addition every figure could be the target, so all of them say the same.
double bits_of(const Equation& equation, const std::vector<PlacedFigure>& figures, double slack) {
  const auto figure = [&](FigureId id) -> const Figure& {
    return figures[static_cast<std::size_t>(id)].figure;
  };
  const Figure& target = figure(equation.target);
  const double width = std::max(2 * (target.step / 2 + slack), grain_of(equation, figures));
  double size = std::max(std::fabs(target.value), target.step);
  if (equation.is_additive())
    for (const Term& term : equation.over) size = std::max(size, std::fabs(figure(term.figure).value));
  return std::clamp(-std::log2(std::min(width / size, 0.5)), 0.0, kMostBitsOfPosition);
}

// What a position costs where the relation does not hold. A near miss is what a slip looks like.
double cost_of(const Figure& target, double exact) {
  const double typed = target.value;
  if (std::fabs(typed) >= 20 * target.step && digit_slip(target, exact) != DigitSlip::none) return 3;
  const double larger = std::max(std::fabs(typed), std::fabs(exact));
  const double off = std::fabs(typed - exact);
  if (off <= larger * 0.3) return 5;
  if (off <= larger * 0.95) return 8;
  return 12;
}

// Zeros, 100 % and a sum of one figure agree too easily to say anything.
bool says_nothing(const Equation& equation, const std::vector<PlacedFigure>& figures) {
  const Figure& target = figures[static_cast<std::size_t>(equation.target)].figure;
  if (target.value == 0) return true;
  const auto not_zero = [&](const std::vector<Term>& terms) {
    return std::count_if(terms.begin(), terms.end(), [&](const Term& term) {
      return figures[static_cast<std::size_t>(term.figure)].figure.value != 0;
    });
  };
  if (equation.kind == CheckKind::product) {
    // What is multiplied by one is a copy.
    const Term& term = equation.over.front();
    return std::fabs(figures[static_cast<std::size_t>(term.figure)].figure.value) == 1 ||
           std::fabs(figures[static_cast<std::size_t>(term.weight)].figure.value) == 1;
  }
  if (equation.under.empty()) return equation.kind != CheckKind::copy && not_zero(equation.over) < 2;
  return std::fabs(target.value) == equation.scale;
}

}  // namespace

bool lies_among_parts(const Equation& equation, const std::vector<PlacedFigure>& figures) {
  double least = HUGE_VAL, total = 0;
  const Figure* greatest = nullptr;
  for (const Term& term : equation.over) {
    const Figure& part = figures[static_cast<std::size_t>(term.figure)].figure;
    if (part.value < 0) return false;
    least = std::min(least, part.value);
    total += part.value;
    if (greatest == nullptr || part.value > greatest->value) greatest = &part;
  }
  const double target = figures[static_cast<std::size_t>(equation.target)].figure.value;
  if (equation.over.size() < 2 || target < least || target > greatest->value) return false;
  if (greatest->value <= least) return true;  // one figure all along: a target, a number of wards
  // A part that is larger than the total by a slip makes no rate of it.
  const double needed = target - (total - greatest->value);
  return needed <= 0 || digit_slip(*greatest, needed) == DigitSlip::none;
}

namespace {

// "Year" behind quarters, "Q2" behind July, August and September.
bool is_longer_period(const Relation& relation, const FigureLines& lines) {
  const std::string own = nearest_heading(lines.label(relation.target));
  return std::all_of(relation.over.begin(), relation.over.end(), [&](const LineTerm& term) {
    const std::string part = nearest_heading(lines.label(term.line));
    return names_period(part) && (own.starts_with("year") || own.starts_with("annual") ||
                                  own.starts_with("full") || !lines.words(term.line).period);
  });
}

double heading_bits(const Relation& relation, const FigureLines& lines) {
  const HeadingWords& words = lines.words(relation.target);
  const auto common = [&](const std::vector<LineTerm>& terms) {
    int most = 0;
    for (const LineTerm& term : terms)
      for (Band band = 0; band < static_cast<Band>(lines.position_bands()); ++band)
        most =
            std::max(most, words_in_common(lines.label(relation.target, band), lines.label(term.line, band)));
    return most;
  };
  switch (relation.kind) {
    case CheckKind::sum: {
      // Under one heading "Total" over several columns none of them is the total of the others.
      const bool all_totals = std::all_of(relation.over.begin(), relation.over.end(),
                                          [&](const LineTerm& term) { return lines.words(term.line).total; });
      const bool behind = !relation.over.empty() && relation.over.front().line > relation.target;
      double bits = !relation.is_run             ? 0
                    : words.total && !all_totals ? 8
                    : behind                     ? 0
                    : words.to_date              ? 8
                    : words.period               ? 5
                                                 : 0;
      if (words.period && relation.is_run && is_longer_period(relation, lines)) bits = 8;
      const std::string own = nearest_heading(lines.label(relation.target));
      if (!own.empty() && std::all_of(relation.over.begin(), relation.over.end(), [&](const LineTerm& term) {
            return nearest_heading(lines.label(term.line)) == own;
          }))
        bits = std::max(bits, 6.0);
      // A change stands beside what it compares, and is no part of a total.
      const auto changes =
          std::count_if(relation.over.begin(), relation.over.end(),
                        [&](const LineTerm& term) { return lines.words(term.line).difference; });
      if (changes > 0 && !words.difference && changes < static_cast<std::ptrdiff_t>(relation.over.size()))
        bits -= 8;
      for (const LineTerm& term : relation.over)
        if (lines.words(term.line).selected) return bits - 6;
      if (words.average || words.rate || words.difference) bits -= 6;
      return bits;
    }
    case CheckKind::difference:
      return words.difference ? 9 : 0;
    case CheckKind::ratio:
      return (words.rate || words.average ? 3 : 0) + 2.5 * std::min(common(relation.over), 2) +
             2.5 * std::min(common(relation.under), 1);
    case CheckKind::share:
      return words.share ? 5 : 0;
    case CheckKind::change:
      return words.difference ? (words.rate || lines.is_percent(relation.target) ? 6 : 2) : 0;
    case CheckKind::average:
      return words.average ? 8 : -2;
    case CheckKind::weighted_average:
      return words.average || words.total ? 4 : 0;
    case CheckKind::running_total:
      return words.to_date ? 6 : 0;
    default:
      return 0;
  }
}

}  // namespace

std::optional<Equation> Relation::equation_at(const FigureLines& lines, std::size_t position) const {
  if (!lines.has(target, position)) return std::nullopt;
  Equation equation;
  equation.kind = kind;
  equation.scale = scale;
  equation.exact_inputs = exact_inputs;
  equation.target = lines.id(target, position);
  const auto id_of = [&](const LineTerm& term, std::size_t line) {
    if (term.back > position || lines.position_band(position - term.back) != lines.position_band(position))
      return kNoFigure;
    return lines.id(line, position - term.back);
  };
  std::size_t present = 0;
  for (const LineTerm& term : over) {
    if (term.back == 0 && lines.is_withheld(term.line, position)) return std::nullopt;
    const FigureId id = id_of(term, term.line);
    if (id == kNoFigure) {
      // A blank among the parts of a sum is nothing; so is what stood before the first position of a running
      // total. Elsewhere it is not known.
      const bool first = kind == CheckKind::running_total && term.line == target;
      if (!first && (term.back > 0 || (kind != CheckKind::sum && kind != CheckKind::average)))
        return std::nullopt;
      continue;
    }
    FigureId weight = kNoFigure;
    if (term.weight && (weight = id_of(term, *term.weight)) == kNoFigure) return std::nullopt;
    equation.over.push_back({id, term.sign, weight});
    ++present;
  }
  if (present == 0 || (present < 2 && (kind == CheckKind::sum || kind == CheckKind::average)))
    return std::nullopt;
  if (kind == CheckKind::average) equation.scale = 1.0 / static_cast<double>(present);
  for (const LineTerm& term : under) {
    const FigureId id = id_of(term, term.line);
    if (id == kNoFigure) return std::nullopt;
    equation.under.push_back({id, term.sign});
  }
  if (kind == CheckKind::share) {
    const std::size_t line = over.front().line;
    if (whole_denominator) {
      for (std::size_t other = 0; other < lines.positions(); ++other)
        if (lines.position_band(other) == lines.position_band(position) && lines.has(line, other))
          equation.under.push_back({lines.id(line, other)});
      if (equation.under.size() < 3) return std::nullopt;
    } else if (!total_at.empty()) {
      const auto& total = total_at[static_cast<std::size_t>(lines.position_band(position))];
      if (!total || !lines.has(line, *total)) return std::nullopt;
      equation.under.push_back({lines.id(line, *total)});
    }
  }
  return equation;
}

void weigh(Relation& relation, const FigureLines& lines) {
  const auto& figures = lines.book().figures;
  // What formulas calculate is known; a ratio that their results obey as well is chance.
  if (!relation.under.empty() || relation.kind == CheckKind::share || relation.kind == CheckKind::product) {
    std::size_t formulas = 0, all = 0;
    for (std::size_t p = 0; p < lines.positions(); ++p) {
      if (!lines.has(relation.target, p)) continue;
      ++all;
      formulas += figures[static_cast<std::size_t>(lines.id(relation.target, p))].is_formula ? 1 : 0;
    }
    if (formulas * 2 > all) {
      relation.fits.assign(lines.positions(), Relation::Fit::none);
      relation.evidence = -HUGE_VAL;
      return;
    }
  }
  struct Position {
    Relation::Fit fit = Relation::Fit::none;
    double bits = 0;  // negative: a cost
  };
  std::vector<Position> positions(lines.positions());
  struct Group {
    std::size_t holds = 0, off = 0;
  };
  // A relation applies, or does not, to positions under the same headings whose figures are of one kind.
  std::map<std::pair<Band, bool>, Group> groups;
  const auto group_of = [&](std::size_t position) -> Group& {
    return groups[{lines.position_band(position), lines.figure(relation.target, position).percent}];
  };
  std::set<std::pair<double, double>> seen;
  for (std::size_t position = 0; position < lines.positions(); ++position) {
    const auto equation = relation.equation_at(lines, position);
    if (!equation) continue;
    const auto restated = restate(*equation, figures);
    if (!restated) continue;
    const Figure& target = lines.figure(relation.target, position);
    const CheckVerdict verdict = agreement(target, *restated);
    Position& at = positions[position];
    Group& group = group_of(position);
    if (verdict == CheckVerdict::wrong) {
      if (relation.kind == CheckKind::running_total && equation->over.size() == 1)
        continue;  // what was there before the first
      const HeadingWords& words = lines.position_words(position);
      if (relation.kind == CheckKind::product && words.total) continue;
      if (relation.kind == CheckKind::sum &&
          (words.average || words.rate || lies_among_parts(*equation, figures)))
        continue;
      at.fit = Relation::Fit::off;
      at.bits = -cost_of(target, restated->exact);
      ++group.off;
      continue;
    }
    const bool repeated =
        !seen.emplace(target.value,
                      figures[static_cast<std::size_t>(equation->over.front().figure)].figure.value)
             .second;
    if (says_nothing(*equation, figures) || repeated) {
      at.fit = Relation::Fit::trivial;
      continue;
    }
    at.fit = verdict == CheckVerdict::ok ? Relation::Fit::holds : Relation::Fit::rounding;
    at.bits = verdict == CheckVerdict::ok ? bits_of(*equation, figures, restated->slack) : 0;
    ++group.holds;
  }
  const double headings = heading_bits(relation, lines);
  relation.evidence = headings - std::log2(std::max(relation.tried, 1.0)) - 1;
  // Where what is taken away is nearly always zero, signs change nothing.
  if (relation.kind == CheckKind::difference && relation.over.size() > 2) {
    for (const LineTerm& term : relation.over) {
      if (term.sign > 0) continue;
      std::size_t telling = 0;
      for (std::size_t p = 0; p < lines.positions(); ++p)
        telling += positions[p].fit == Relation::Fit::holds && lines.value(term.line, p) != 0 ? 1 : 0;
      if (telling == 0) relation.evidence = -HUGE_VAL;
    }
  }
  // Lines far apart that nothing but their figures connects: no figure is called wrong for it.
  std::size_t span = 0;
  for (const LineTerm& term : relation.over)
    span = std::max(span, std::max(term.line, relation.target) - std::min(term.line, relation.target));
  const bool far_apart = headings <= 0 && relation.under.empty() && span > 4 && !relation.whole_run &&
                         relation.kind != CheckKind::average;
  relation.fits.assign(lines.positions(), Relation::Fit::none);
  for (std::size_t position = 0; position < lines.positions(); ++position) {
    const Position& at = positions[position];
    if (at.fit == Relation::Fit::none) continue;
    const Group& group = group_of(position);
    // Slips are rare. Where many positions do not hold, only a heading can say that they should.
    const bool rare = group.off <= 1 ? group.holds > 0 : group.holds >= 3 * group.off;
    if (group.holds == 0 || group.holds < group.off || (headings < 4 && !rare) ||
        (far_apart && (at.fit == Relation::Fit::off || at.fit == Relation::Fit::rounding)))
      continue;
    relation.fits[position] = at.fit;
    relation.evidence += at.bits;
  }
}

bool same_lines(const Relation& a, const Relation& b) {
  const auto key = [](const Relation& relation) {
    std::vector<std::size_t> lines{relation.target};
    for (const auto* terms : {&relation.over, &relation.under})
      for (const LineTerm& term : *terms) {
        lines.push_back(term.line);
        if (term.weight) lines.push_back(*term.weight);
      }
    std::sort(lines.begin(), lines.end());
    lines.erase(std::unique(lines.begin(), lines.end()), lines.end());
    return lines;
  };
  return key(a) == key(b);
}

}  // namespace outturn
