#include "engine/checks/relation_choice.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace outturn {
namespace {

bool is_additive(CheckKind kind) {
  return kind == CheckKind::sum || kind == CheckKind::difference || kind == CheckKind::running_total ||
         kind == CheckKind::copy;
}

// A total whose parts do not add up anywhere is still claimed to be one by its heading, if it comes near.
bool claim_by_heading(Relation& relation, const FigureLines& lines) {
  if (relation.kind != CheckKind::sum || !lines.words(relation.target).total) return false;
  for (const LineTerm& term : relation.over)
    if (lines.words(term.line).selected) return false;
  const auto& figures = lines.book().figures;
  std::size_t off = 0, above = 0;
  for (std::size_t p = 0; p < lines.positions(); ++p) {
    const auto equation = relation.equation_at(lines, p);
    if (!equation) continue;
    const auto restated = restate(*equation, figures);
    const double typed = lines.value(relation.target, p);
    const double larger = std::max(std::fabs(typed), std::fabs(restated->exact));
    if (agreement(lines.figure(relation.target, p), *restated) != CheckVerdict::wrong) continue;
    if (std::fabs(typed - restated->exact) > 0.3 * larger) return false;
    relation.fits[p] = Relation::Fit::off;
    ++off;
    above += typed > restated->exact ? 1 : 0;
  }
  // Always more, or always less: there is a part that the table does not print.
  if (off >= 3 && (above == 0 || above == off)) off = 0;
  if (off == 0) relation.fits.assign(relation.fits.size(), Relation::Fit::none);
  relation.by_heading = off > 0;
  return relation.by_heading;
}

}  // namespace

std::vector<Relation> choose_relations(std::vector<Relation> proposed, const FigureLines& lines) {
  std::stable_sort(proposed.begin(), proposed.end(), [](const Relation& a, const Relation& b) {
    if (a.evidence != b.evidence) return a.evidence > b.evidence;
    // The same equation read as a total rather than as a difference, and with its target last.
    if ((a.kind == CheckKind::sum) != (b.kind == CheckKind::sum)) return a.kind == CheckKind::sum;
    return a.target > b.target;
  });
  std::vector<Relation> chosen;
  std::vector<bool> added(lines.lines()), divided(lines.lines());
  const auto is_taken = [&](const Relation& relation) {
    if (is_additive(relation.kind) ? added[relation.target] : divided[relation.target]) return true;
    return std::any_of(chosen.begin(), chosen.end(), [&](const Relation& other) {
      return is_additive(relation.kind) == is_additive(other.kind) && same_lines(relation, other);
    });
  };
  const auto take = [&](Relation& relation) {
    (is_additive(relation.kind) ? added : divided)[relation.target] = true;
    chosen.push_back(std::move(relation));
  };
  for (Relation& relation : proposed)
    if (relation.evidence >= kEnoughBits && !is_taken(relation)) take(relation);
  // Of totals by heading alone the longest run is meant.
  std::stable_sort(proposed.begin(), proposed.end(),
                   [](const Relation& a, const Relation& b) { return a.over.size() > b.over.size(); });
  for (Relation& relation : proposed)
    if (!relation.fits.empty() && !is_taken(relation) && !divided[relation.target] &&
        claim_by_heading(relation, lines))
      take(relation);
  return chosen;
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
