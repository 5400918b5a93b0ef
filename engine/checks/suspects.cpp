#include "engine/checks/suspects.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <tuple>

#include "engine/checks/cause.h"
#include "engine/checks/slip.h"
#include "formulas/decimal_rounding.h"

namespace outturn {
namespace {

// Scores closer than this do not tell two cells apart.
constexpr double kMargin = 0.3;

class SuspectSearch {
 public:
  SuspectSearch(const std::vector<Instance>& instances, const FigureBook& book)
      : instances_(instances), book_(book), figures_(book.figures), touching_(book.figures.size()) {
    for (std::size_t at = 0; at < instances.size(); ++at) {
      std::vector<FigureId> read{instances[at].equation.target};
      instances[at].equation.for_each_input([&](FigureId id) { read.push_back(id); });
      std::sort(read.begin(), read.end());
      read.erase(std::unique(read.begin(), read.end()), read.end());
      for (const FigureId id : read) touching_[static_cast<std::size_t>(id)].push_back(at);
    }
    open_.resize(instances.size());
    for (std::size_t at = 0; at < instances.size(); ++at)
      open_[at] = instances[at].verdict == CheckVerdict::wrong;
  }

  std::vector<Suspicion> find() {
    std::vector<Suspicion> found;
    find_swaps(found);
    std::map<FigureId, Candidate> candidates;
    const auto look_again = [&](const std::vector<FigureId>& figures) {
      for (const FigureId id : figures) {
        candidates.erase(id);
        if (auto each = candidate(id)) candidates.emplace(id, std::move(*each));
      }
    };
    std::vector<std::size_t> open;
    for (std::size_t at = 0; at < instances_.size(); ++at)
      if (open_[at]) open.push_back(at);
    look_again(figures_of(open));
    while (!candidates.empty()) {
      const Candidate best =
          std::max_element(candidates.begin(), candidates.end(), [](const auto& a, const auto& b) {
            return a.second.score < b.second.score;
          })->second;
      Suspicion suspicion;
      suspicion.broken = best.explains;
      suspicion.figures.push_back(best.figure);
      suspicion.values.push_back(best.value);
      for (const auto& [id, other] : candidates) {
        if (id == best.figure || other.score < best.score - kMargin || other.explains != best.explains)
          continue;
        suspicion.figures.push_back(id);
        suspicion.values.push_back(other.value);
      }
      if (suspicion.figures.size() == 1) suspicion.parts = doubtful_parts(best, candidates);
      for (const std::size_t at : suspicion.broken) open_[at] = false;
      // Only what the explained relations read can have changed.
      look_again(figures_of(suspicion.broken));
      found.push_back(std::move(suspicion));
    }
    mark_stale_lines(found);
    return found;
  }

 private:
  struct Candidate {
    FigureId figure = kNoFigure;
    double value = 0;
    double score = 0;
    std::vector<std::size_t> explains;
  };

  // Where no slip leads from the right rate to the typed one, a part of it may be wrong as well, if nothing
  // else confirms that part.
  [[nodiscard]] std::vector<FigureId> doubtful_parts(const Candidate& best,
                                                     const std::map<FigureId, Candidate>& candidates) const {
    constexpr std::size_t kMostParts = 4;
    constexpr double kWithoutSlip = 0.7;  // how much less likely than the rate
    std::vector<FigureId> parts;
    const Instance& instance = instances_[best.explains.front()];
    if (instance.equation.target != best.figure || instance.equation.is_additive()) return parts;
    if (cause_of(best.figure, best.value, instance.equation, book_).fits > 0) return parts;
    for (const auto& [id, other] : candidates)
      if (id != best.figure && instance.equation.reads(id) && other.score >= best.score - kWithoutSlip)
        parts.push_back(id);
    if (parts.size() > kMostParts) parts.clear();
    return parts;
  }

  [[nodiscard]] const PlacedFigure& placed(FigureId id) const {
    return figures_[static_cast<std::size_t>(id)];
  }

  // Whether every other figure of its row and column is above zero.
  [[nodiscard]] bool stands_among_positive(FigureId id) const {
    const PlacedFigure& at = placed(id);
    const FigureTable& table = book_.tables[static_cast<std::size_t>(at.table)];
    const auto is_negative = [&](FigureId other) {
      return other != kNoFigure && other != id && placed(other).figure.value < 0;
    };
    for (std::size_t row = 0; row < table.rows.size(); ++row)
      if (is_negative(table.at(row, at.column))) return false;
    for (std::size_t column = 0; column < table.columns.size(); ++column)
      if (is_negative(table.at(at.row, column))) return false;
    return true;
  }

  [[nodiscard]] bool holds(std::size_t at, const Supposed& supposed) const {
    const Equation& equation = instances_[at].equation;
    const auto restated = restate(equation, figures_, supposed);
    if (!restated) return false;
    Figure target = placed(equation.target).figure;
    if (supposed.figure == equation.target) target.value = supposed.value;
    return agreement(target, *restated) != CheckVerdict::wrong;
  }

  // What the figure would have to be, as its cell would show it.
  [[nodiscard]] std::optional<double> needed(std::size_t at, FigureId id) const {
    const Figure& figure = placed(id).figure;
    const auto exact = solved_for(instances_[at].equation, id, figures_);
    if (!exact) return std::nullopt;
    if (id == instances_[at].equation.target) return exact;
    // Where nothing is rounded the figure is known to the penny, however it is shown.
    const auto restated = restate(instances_[at].equation, figures_);
    const Figure& target = placed(instances_[at].equation.target).figure;
    if (instances_[at].equation.is_additive() && restated && restated->slack == 0 && !target.rounded)
      return at_15_digits(*exact);
    return at_precision(*exact, figure);
  }

  [[nodiscard]] std::optional<Candidate> candidate(FigureId id) const {
    if (placed(id).is_formula) return std::nullopt;
    std::optional<Candidate> best;
    const auto& touching = touching_[static_cast<std::size_t>(id)];
    const auto consider = [&](std::size_t from, double value) {
      Candidate each;
      each.figure = id;
      each.value = value;
      const Supposed supposed{id, value};
      for (const std::size_t at : touching) {
        if (open_[at]) {
          if (!holds(at, supposed)) continue;
          each.score += instances_[at].weight;
          each.explains.push_back(at);
        } else if (!instances_[at].trivial && instances_[at].verdict != CheckVerdict::wrong &&
                   !placed(instances_[at].equation.target).is_formula && !holds(at, supposed)) {
          each.score -= instances_[at].weight;
        }
      }
      if (std::find(each.explains.begin(), each.explains.end(), from) == each.explains.end()) return;
      each.score += likelihood(id, value, each);
      if (!best || each.score > best->score) best = std::move(each);
    };
    for (const std::size_t from : touching) {
      if (!open_[from]) continue;
      if (const auto value = needed(from, id)) consider(from, *value);
      // What a rate's figures should be is known as nearly as the rate is printed, so slips are undone and
      // tried.
      if (!instances_[from].equation.is_additive() && instances_[from].equation.target != id)
        for (const double value : without_slip(placed(id).figure))
          if (holds(from, {id, value})) consider(from, value);
    }
    return best;
  }

  // What makes one cell likelier than another to hold the slip.
  [[nodiscard]] double likelihood(FigureId id, double value, const Candidate& candidate) const {
    const Figure& typed = placed(id).figure;
    double score = 0;
    const bool derived =
        std::all_of(candidate.explains.begin(), candidate.explains.end(), [&](std::size_t at) {
          return instances_[at].equation.target == id && !instances_[at].equation.is_additive();
        });
    if (derived) score += 0.6;
    score += cause_of(id, value, instances_[candidate.explains.front()].equation, book_).weight;
    if ((value < 0) != (typed.value < 0) && value != -typed.value) score -= 0.5;
    // Nobody leaves out a sign where there is none.
    if (value < 0 && typed.value > 0 && stands_among_positive(id)) score -= 1.5;
    if (typed.percent && std::fabs(typed.value) <= 1 && std::fabs(value) > 1.5) score -= 0.5;
    return score;
  }

  // The figures of some relations, each once.
  [[nodiscard]] std::vector<FigureId> figures_of(const std::vector<std::size_t>& instances) const {
    std::vector<FigureId> figures;
    for (const std::size_t at : instances) {
      figures.push_back(instances_[at].equation.target);
      instances_[at].equation.for_each_input([&](FigureId id) { figures.push_back(id); });
    }
    std::sort(figures.begin(), figures.end());
    figures.erase(std::unique(figures.begin(), figures.end()), figures.end());
    return figures;
  }

  // Where several totals of one line are out at once, the line was not brought up to date.
  void mark_stale_lines(std::vector<Suspicion>& found) const {
    std::map<std::tuple<std::int32_t, bool, std::size_t>, std::vector<std::size_t>> lines;
    for (std::size_t i = 0; i < found.size(); ++i) {
      if (found[i].swapped) continue;
      const Equation& equation = instances_[found[i].broken.front()].equation;
      if (equation.kind != CheckKind::sum || equation.over.size() < 2) continue;
      const FigureId total = equation.target;
      if (std::find(found[i].figures.begin(), found[i].figures.end(), total) == found[i].figures.end())
        continue;
      const PlacedFigure& at = placed(total);
      const bool adds_down = placed(equation.over.front().figure).column == at.column;
      lines[{at.table, adds_down, adds_down ? at.row : at.column}].push_back(i);
    }
    for (const auto& [line, members] : lines)
      if (members.size() >= 2)
        for (const std::size_t i : members) found[i].stale = true;
  }

  // Two figures of one row or column, each holding what the other needs.
  void find_swaps(std::vector<Suspicion>& found) {
    std::vector<std::size_t> open;
    for (std::size_t at = 0; at < instances_.size(); ++at)
      if (open_[at]) open.push_back(at);
    const std::vector<FigureId> figures = figures_of(open);
    if (figures.size() > 200) return;
    for (std::size_t i = 0; i < figures.size(); ++i)
      for (std::size_t j = i + 1; j < figures.size(); ++j) {
        const PlacedFigure &a = placed(figures[i]), &b = placed(figures[j]);
        if (a.is_formula || b.is_formula || a.table != b.table || a.figure.value == b.figure.value ||
            a.figure.percent != b.figure.percent)
          continue;
        const bool beside =
            (a.row == b.row && std::max(a.column, b.column) - std::min(a.column, b.column) == 1) ||
            (a.column == b.column && std::max(a.row, b.row) - std::min(a.row, b.row) == 1);
        if (!beside) continue;
        const auto explains = explained_by_swap(figures[i], figures[j]);
        if (explains.size() < 2) continue;
        Suspicion suspicion;
        suspicion.figures = {figures[i], figures[j]};
        suspicion.values = {b.figure.value, a.figure.value};
        suspicion.broken = explains;
        suspicion.swapped = true;
        for (const std::size_t at : explains) open_[at] = false;
        found.push_back(std::move(suspicion));
      }
  }

  [[nodiscard]] std::vector<std::size_t> explained_by_swap(FigureId a, FigureId b) const {
    std::vector<std::size_t> touching = touching_[static_cast<std::size_t>(a)];
    const auto& others = touching_[static_cast<std::size_t>(b)];
    touching.insert(touching.end(), others.begin(), others.end());
    std::sort(touching.begin(), touching.end());
    touching.erase(std::unique(touching.begin(), touching.end()), touching.end());
    std::vector<std::size_t> explains;
    std::size_t of_a = 0, of_b = 0;
    for (const std::size_t at : touching) {
      if (!holds_swapped(at, a, b)) return {};
      if (!open_[at]) continue;
      explains.push_back(at);
      const auto has = [&](FigureId id) {
        return instances_[at].equation.target == id || instances_[at].equation.reads(id);
      };
      of_a += has(a) ? 1 : 0;
      of_b += has(b) ? 1 : 0;
    }
    return of_a > 0 && of_b > 0 ? explains : std::vector<std::size_t>{};
  }

  [[nodiscard]] bool holds_swapped(std::size_t at, FigureId a, FigureId b) const {
    // Only the equation's own figures are looked at, so the swap is made in their names.
    Equation equation = instances_[at].equation;
    const auto swap = [&](FigureId& id) {
      if (id == a)
        id = b;
      else if (id == b)
        id = a;
    };
    for (auto* terms : {&equation.over, &equation.under})
      for (Term& term : *terms) {
        swap(term.figure);
        if (term.weight != kNoFigure) swap(term.weight);
      }
    swap(equation.target);
    const auto restated = restate(equation, figures_);
    if (!restated) return false;
    Figure target = placed(instances_[at].equation.target).figure;
    target.value = placed(equation.target).figure.value;
    return agreement(target, *restated) != CheckVerdict::wrong;
  }

  const std::vector<Instance>& instances_;
  const FigureBook& book_;
  const std::vector<PlacedFigure>& figures_;
  std::vector<std::vector<std::size_t>> touching_;  // by figure
  std::vector<bool> open_;                          // broken and not explained yet
};

}  // namespace

std::vector<Suspicion> find_suspects(const std::vector<Instance>& instances, const FigureBook& book) {
  return SuspectSearch(instances, book).find();
}

}  // namespace outturn
