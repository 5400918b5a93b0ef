#include "engine/checks/weighted_search.h"

#include <algorithm>
#include <cmath>

namespace outturn {
namespace {

constexpr double kEnoughBitsOfAverage = 4;

class WeightedSearch {
 public:
  WeightedSearch(const Relation& total, const FigureLines& lines, const std::vector<bool>& explained)
      : total_(total), lines_(lines), explained_(explained) {}

  void add_to(std::vector<Instance>& instances) const {
    std::vector<std::size_t> weights, averages;
    for (std::size_t p = 0; p < lines_.positions(); ++p) {
      if (!is_complete(p)) continue;
      if (total_.fits[p] == Relation::Fit::holds)
        weights.push_back(p);
      else if (total_.fits[p] == Relation::Fit::none && may_be_average(p))
        averages.push_back(p);
    }
    if (weights.empty() || averages.empty()) return;
    // One weight serves all figures of the line, or each has its weight at the same distance: a count and its
    // average, again and again.
    std::vector<Instance> best;
    double best_evidence = 0;
    const auto tried = static_cast<double>(2 * weights.size());
    const auto consider = [&](const std::vector<std::pair<std::size_t, std::size_t>>& pairs) {
      double evidence = -std::log2(tried);
      std::size_t holds = 0, off = 0;
      std::vector<Instance> found;
      for (const auto& [p, weight] : pairs) {
        Instance instance = average_of(p, weight);
        const auto restated = restate(instance.equation, lines_.book().figures);
        if (!restated) continue;
        const Figure& target = lines_.figure(total_.target, p);
        instance.verdict = agreement(target, *restated);
        if (instance.verdict == CheckVerdict::wrong) {
          ++off;
          evidence -= 5;
        } else {
          ++holds;
          if (instance.verdict == CheckVerdict::ok)
            evidence += bits_of(p, target) + (lines_.position_words(p).average ? 2 : 0);
        }
        found.push_back(std::move(instance));
      }
      const HeadingWords& words = lines_.words(total_.target);
      const bool headed = words.average || words.total || words.to_date;
      if (headed) evidence += 2;
      if (holds == 0 || off > holds || (off > 0 && holds < 2 && !headed)) {
        // What it does not explain may have another weight, or none.
        std::erase_if(found, [](const Instance& each) { return each.verdict == CheckVerdict::wrong; });
        evidence += 5 * static_cast<double>(off);
      }
      if (found.empty() || evidence < kEnoughBitsOfAverage || evidence <= best_evidence) return;
      best_evidence = evidence;
      best = std::move(found);
    };
    std::vector<std::pair<std::size_t, std::size_t>> pairs;
    for (const std::size_t weight : weights) {
      pairs.clear();
      for (const std::size_t p : averages) pairs.emplace_back(p, weight);
      consider(pairs);
    }
    for (const std::ptrdiff_t distance : {-1, 1, -2, 2}) {
      pairs.clear();
      for (const std::size_t p : averages) {
        const auto weight = static_cast<std::size_t>(static_cast<std::ptrdiff_t>(p) + distance);
        if (std::find(weights.begin(), weights.end(), weight) != weights.end()) pairs.emplace_back(p, weight);
      }
      consider(pairs);
    }
    std::move(best.begin(), best.end(), std::back_inserter(instances));
  }

 private:
  [[nodiscard]] bool is_complete(std::size_t p) const {
    if (!lines_.has(total_.target, p)) return false;
    return std::all_of(total_.over.begin(), total_.over.end(),
                       [&](const LineTerm& term) { return lines_.has(term.line, p); });
  }

  // Neither counts nor figures that a ratio explains.
  [[nodiscard]] bool may_be_average(std::size_t p) const {
    const FigureId id = lines_.id(total_.target, p);
    if (explained_[static_cast<std::size_t>(id)]) return false;
    double least = HUGE_VAL, greatest = -HUGE_VAL;
    bool whole = true;
    for (const LineTerm& term : total_.over) {
      least = std::min(least, lines_.value(term.line, p));
      greatest = std::max(greatest, lines_.value(term.line, p));
      whole = whole && lines_.figure(term.line, p).step >= 1;
    }
    return !(whole && lines_.figure(total_.target, p).step >= 1) && least < greatest;
  }

  [[nodiscard]] double bits_of(std::size_t p, const Figure& target) const {
    double least = HUGE_VAL, greatest = -HUGE_VAL;
    for (const LineTerm& term : total_.over) {
      least = std::min(least, lines_.value(term.line, p));
      greatest = std::max(greatest, lines_.value(term.line, p));
    }
    return std::clamp(std::log2((greatest - least) / target.step), 0.0, 12.0);
  }

  [[nodiscard]] Instance average_of(std::size_t p, std::size_t weight) const {
    Instance instance;
    instance.rule = "inferred.weighted-average";
    instance.equation.kind = CheckKind::weighted_average;
    instance.equation.target = lines_.id(total_.target, p);
    for (const LineTerm& term : total_.over) {
      instance.equation.over.push_back({lines_.id(term.line, p), 1, lines_.id(term.line, weight)});
      instance.equation.under.push_back({lines_.id(term.line, weight)});
    }
    return instance;
  }

  const Relation& total_;
  const FigureLines& lines_;
  const std::vector<bool>& explained_;
};

}  // namespace

void add_weighted_averages(const std::vector<Relation>& relations, const FigureLines& lines,
                           const std::vector<bool>& explained, std::vector<Instance>& instances) {
  for (const Relation& relation : relations)
    if (relation.kind == CheckKind::sum && !relation.by_heading)
      WeightedSearch(relation, lines, explained).add_to(instances);
}

}  // namespace outturn
