#include "engine/checks/relation_choice.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "engine/indicators/spelling.h"

namespace outturn {
namespace {

// Marks the positions of a relation that few figures or none obey, as its heading or other blocks say it
// should hold. A total that nothing else speaks for must at least come near.
bool claim(Relation& relation, const FigureLines& lines, bool trusted) {
  bool all_totals = true;
  for (const LineTerm& term : relation.over) {
    if (lines.words(term.line).selected) return false;
    all_totals = all_totals && lines.words(term.line).total;
  }
  if (all_totals && relation.kind == CheckKind::sum && !trusted) return false;
  const auto& figures = lines.book().figures;
  std::vector<Relation::Fit> fits(lines.positions(), Relation::Fit::none);
  std::size_t off = 0, above = 0;
  for (std::size_t p = 0; p < lines.positions(); ++p) {
    const auto equation = relation.equation_at(lines, p);
    if (!equation) continue;
    const auto restated = restate(*equation, figures);
    if (!restated) continue;
    const double typed = lines.value(relation.target, p);
    const double larger = std::max(std::fabs(typed), std::fabs(restated->exact));
    if (agreement(lines.figure(relation.target, p), *restated) != CheckVerdict::wrong) {
      if (trusted) fits[p] = Relation::Fit::holds;
      continue;
    }
    if (lines.position_words(p).rate || lines.position_words(p).average ||
        lies_among_parts(*equation, figures))
      continue;
    if (!trusted && std::fabs(typed - restated->exact) > 0.3 * larger) return false;
    fits[p] = Relation::Fit::off;
    ++off;
    above += typed > restated->exact ? 1 : 0;
  }
  // Lines that are not all there is need a figure at least that obeys.
  if (!relation.whole_run &&
      std::none_of(fits.begin(), fits.end(), [](Relation::Fit fit) { return fit == Relation::Fit::holds; }))
    return false;
  // Always more, or always less: there is a part that the table does not print.
  if (off == 0 || (!trusted && off >= 3 && (above == 0 || above == off))) return false;
  relation.fits = std::move(fits);
  relation.by_heading = true;
  return true;
}

// The lines that are explained already.
class Explained {
 public:
  Explained(const std::vector<Relation>& chosen, const FigureLines& lines) : chosen_(chosen), lines_(lines) {
    for (auto& ways : ways_) ways.resize(lines.lines());
    for (const Relation& relation : chosen) mark(relation);
  }
  void mark(const Relation& relation) { ways_[way_of(relation)][relation.target] = true; }
  [[nodiscard]] bool is_divided(std::size_t line) const { return ways_[kDivided][line]; }
  [[nodiscard]] bool covers(const Relation& relation) const {
    const std::size_t target = relation.target;
    if (ways_[way_of(relation)][target]) return true;
    // What a sum explains is no difference as well, unless its heading says so: where most figures are zero,
    // signs change nothing.
    if (way_of(relation) == kSubtracted && (ways_[kAddedBefore][target] || ways_[kAddedBehind][target]) &&
        !lines_.words(target).difference)
      return true;
    return std::any_of(chosen_.begin(), chosen_.end(), [&](const Relation& other) {
      return is_additive(relation.kind) == is_additive(other.kind) && same_lines(relation, other);
    });
  }

 private:
  // A line may be the sum of its parts and, besides, the difference of two others.
  enum Way : std::size_t { kAddedBefore, kAddedBehind, kSubtracted, kDivided, kWays };
  static Way way_of(const Relation& relation) {
    if (!is_additive(relation.kind)) return kDivided;
    if (relation.kind != CheckKind::sum || !relation.is_run) return kSubtracted;
    return relation.over.front().line < relation.target ? kAddedBefore : kAddedBehind;
  }

  const std::vector<Relation>& chosen_;
  const FigureLines& lines_;
  std::array<std::vector<bool>, kWays> ways_;
};

}  // namespace

std::string RelationPool::parts_of(const Relation& relation, const FigureLines& lines) {
  std::string key;
  for (const auto* terms : {&relation.over, &relation.under}) {
    for (const LineTerm& term : *terms) {
      const std::string label = folded_phrase(lines.label(term.line));
      if (label.empty()) return {};
      key += '|' + label;
    }
    key += '/';
  }
  return key;
}

// Empty where a line has no heading to be known by.
std::string RelationPool::key_of(const Relation& relation, const FigureLines& lines) {
  const std::string target = folded_phrase(lines.label(relation.target));
  const std::string parts = parts_of(relation, lines);
  if (target.empty() || parts.empty()) return {};
  return std::string(check_word(relation.kind)) + '|' + target + parts;
}

void RelationPool::add(const std::vector<Relation>& believed, const FigureLines& lines) {
  for (const Relation& relation : believed) {
    const auto holding = std::count_if(relation.fits.begin(), relation.fits.end(), [](Relation::Fit fit) {
      return fit == Relation::Fit::holds || fit == Relation::Fit::rounding;
    });
    if (holding < 3 && !relation.whole_run) continue;
    known_.insert(key_of(relation, lines));
    if (relation.kind == CheckKind::sum && relation.over.size() > 2) parts_.insert(parts_of(relation, lines));
  }
}

bool RelationPool::knows(const Relation& relation, const FigureLines& lines) const {
  const std::string key = key_of(relation, lines);
  return !key.empty() && known_.contains(key);
}

bool RelationPool::knows_parts(const Relation& relation, const FigureLines& lines) const {
  const std::string key = parts_of(relation, lines);
  return !key.empty() && parts_.contains(key);
}

std::vector<Relation> choose_relations(std::vector<Relation>& proposed, const FigureLines& lines) {
  std::stable_sort(proposed.begin(), proposed.end(), [](const Relation& a, const Relation& b) {
    if (a.evidence != b.evidence) return a.evidence > b.evidence;
    // The same equation read as a total rather than as a difference, and with its target last.
    if ((a.kind == CheckKind::sum) != (b.kind == CheckKind::sum)) return a.kind == CheckKind::sum;
    return a.target > b.target;
  });
  std::vector<Relation> chosen;
  Explained explained(chosen, lines);
  for (Relation& relation : proposed) {
    if (relation.evidence < kEnoughBits || explained.covers(relation)) continue;
    explained.mark(relation);
    chosen.push_back(relation);
  }
  return chosen;
}

void choose_by_heading(std::vector<Relation>& proposed, const FigureLines& lines, const RelationPool& pool,
                       std::vector<Relation>& chosen) {
  Explained explained(chosen, lines);
  for (Relation& relation : proposed) {
    if (explained.covers(relation) || !pool.knows(relation, lines) || !claim(relation, lines, true)) continue;
    explained.mark(relation);
    chosen.push_back(relation);
  }
  // Of totals by heading alone the longest run is meant.
  std::stable_sort(proposed.begin(), proposed.end(),
                   [](const Relation& a, const Relation& b) { return a.over.size() > b.over.size(); });
  for (Relation& relation : proposed) {
    if (relation.kind != CheckKind::sum || !lines.words(relation.target).total ||
        explained.covers(relation) || explained.is_divided(relation.target) ||
        !claim(relation, lines, pool.knows_parts(relation, lines)))
      continue;
    explained.mark(relation);
    chosen.push_back(relation);
  }
}

void add_instances(const std::vector<Relation>& relations, const FigureLines& lines,
                   std::vector<Instance>& instances) {
  for (const Relation& relation : relations)
    for (std::size_t p = 0; p < lines.positions(); ++p) {
      const Relation::Fit fit = relation.fits[p];
      if (fit == Relation::Fit::none) continue;
      auto equation = relation.equation_at(lines, p);
      if (!equation) continue;
      // The total's share of itself is no statement.
      if (equation->reads(equation->target)) continue;
      Instance instance;
      const auto restated = restate(*equation, lines.book().figures);
      if (!restated) continue;
      instance.verdict =
          agreement(lines.book().figures[static_cast<std::size_t>(equation->target)].figure, *restated);
      instance.trivial = fit == Relation::Fit::trivial;
      instance.weight = relation.by_heading ? 0.5 : 1;
      instance.rule = "inferred." + std::string(check_word(relation.kind));
      instance.equation = std::move(*equation);
      instances.push_back(std::move(instance));
    }
}

void allow_for_rounding(std::vector<Instance>& instances, const FigureBook& book) {
  struct Tally {
    std::size_t one_off = 0, more = 0;
    std::vector<std::size_t> broken;
  };
  std::vector<Tally> tables(book.tables.size());
  for (std::size_t at = 0; at < instances.size(); ++at) {
    const Equation& equation = instances[at].equation;
    if (instances[at].verdict != CheckVerdict::wrong || !equation.is_additive()) continue;
    const PlacedFigure& target = book.figures[static_cast<std::size_t>(equation.target)];
    Tally& table = tables[static_cast<std::size_t>(target.table)];
    const auto restated = restate(equation, book.figures);
    // Rounded parts are at most half a unit off each, and hardly ever all of them to one side.
    const double slack = target.figure.step * (0.5 + 0.5 * static_cast<double>(equation.over.size()));
    if (!target.figure.rounded && std::fabs(restated->exact - target.figure.value) <= slack)
      table.broken.push_back(at);
    else
      ++table.more;
  }
  for (const Tally& table : tables)
    if (table.broken.size() >= 3 && table.more * 3 <= table.broken.size())
      for (const std::size_t at : table.broken) instances[at].verdict = CheckVerdict::rounding;
}

void leave_out_sums_of_rates(std::vector<Instance>& instances, const std::vector<PlacedFigure>& figures) {
  std::vector<bool> is_rate(figures.size());
  for (const Instance& instance : instances) {
    const CheckKind kind = instance.equation.kind;
    if (kind == CheckKind::ratio || kind == CheckKind::average || kind == CheckKind::change ||
        kind == CheckKind::weighted_average)
      is_rate[static_cast<std::size_t>(instance.equation.target)] = true;
  }
  std::erase_if(instances, [&](const Instance& instance) {
    if (instance.equation.kind != CheckKind::sum && instance.equation.kind != CheckKind::running_total)
      return false;
    std::size_t rates = 0, all = 0;
    instance.equation.for_each_input([&](FigureId id) {
      ++all;
      rates += is_rate[static_cast<std::size_t>(id)] ? 1 : 0;
    });
    return rates * 2 > all;
  });
}

void leave_out_repetitions(std::vector<Instance>& instances) {
  std::set<std::pair<bool, std::vector<FigureId>>> seen;
  std::erase_if(instances, [&](const Instance& instance) {
    std::vector<FigureId> figures{instance.equation.target};
    instance.equation.for_each_input([&](FigureId id) { figures.push_back(id); });
    std::sort(figures.begin(), figures.end());
    figures.erase(std::unique(figures.begin(), figures.end()), figures.end());
    return !seen.emplace(instance.equation.is_additive(), std::move(figures)).second;
  });
}

}  // namespace outturn
