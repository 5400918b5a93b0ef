#include "engine/checks/inferred_checks.h"

#include <algorithm>
#include <cmath>

#include "engine/checks/cause.h"
#include "engine/checks/count_search.h"
#include "engine/checks/cross_table_search.h"
#include "engine/checks/order_search.h"
#include "engine/checks/possible_share.h"
#include "engine/checks/register_search.h"
#include "engine/checks/relation_choice.h"
#include "engine/checks/relation_search.h"
#include "engine/checks/sentence_search.h"
#include "engine/checks/status_search.h"
#include "engine/checks/suspects.h"
#include "engine/checks/weighted_search.h"

namespace outturn {
namespace {

// Each figure that some ratio gives.
std::vector<bool> targets_of_ratios(const std::vector<Instance>& instances, std::size_t figures) {
  std::vector<bool> found(figures);
  for (const Instance& instance : instances)
    if (!instance.equation.is_additive()) found[static_cast<std::size_t>(instance.equation.target)] = true;
  return found;
}

std::vector<bool> targets_of(const std::vector<Instance>& instances, std::size_t figures) {
  std::vector<bool> found(figures);
  for (const Instance& instance : instances) found[static_cast<std::size_t>(instance.equation.target)] = true;
  return found;
}

// A table, seen one way, with what was found in it.
struct View {
  FigureLines lines;
  std::vector<Relation> proposed;
  std::vector<Relation> believed;
};

void find_instances(const FigureBook& book, std::vector<Instance>& instances) {
  std::vector<View> views;
  RelationPool pool;
  for (const FigureTable& table : book.tables) {
    if (table.rows.size() * table.columns.size() < 2) continue;
    for (const auto direction : {FigureLines::Direction::columns, FigureLines::Direction::rows}) {
      View& view = views.emplace_back(View{FigureLines(book, table, direction), {}, {}});
      for (auto* search : {find_sums, find_differences, find_ratios, find_shares, find_running_totals,
                           find_changes_along, find_products}) {
        std::vector<Relation> found = search(view.lines);
        std::move(found.begin(), found.end(), std::back_inserter(view.proposed));
      }
      view.believed = choose_relations(view.proposed, view.lines);
      pool.add(view.believed, view.lines);
    }
  }
  for (View& view : views) {
    choose_by_heading(view.proposed, view.lines, pool, view.believed);
    add_instances(view.believed, view.lines, instances);
  }
  const std::vector<bool> explained = targets_of_ratios(instances, book.figures.size());
  for (const View& view : views) add_weighted_averages(view.believed, view.lines, explained, instances);
  add_sums_of_tables(book, instances);
  add_carried_figures(book, instances);
  leave_out_sums_of_rates(instances, book.figures);
  leave_out_repetitions(instances);
  allow_for_rounding(instances, book);
}

class CheckWriter {
 public:
  CheckWriter(const Workbook& workbook, const FigureBook& book, const std::vector<Instance>& instances)
      : workbook_(workbook), book_(book), instances_(instances) {}

  [[nodiscard]] Check check_of(const Instance& instance, const Supposed& supposed = {}) const {
    const Equation& equation = instance.equation;
    const PlacedFigure& target = placed(equation.target);
    Check check = start(equation.target, equation.kind, instance.rule);
    const auto restated = restate(equation, book_.figures, supposed);
    check.exact = restated->exact;
    check.expected = figure_words(restated->exact, target.figure);
    check.expression = formula_of(equation, book_.figures, workbook_);
    equation.for_each_input([&](FigureId id) { check.inputs.push_back(placed(id).at); });
    check.verdict = supposed.figure == kNoFigure ? instance.verdict : CheckVerdict::ok;
    if (check.verdict == CheckVerdict::rounding) {
      const Cause cause = cause_of(equation.target, restated->exact, equation, book_);
      if (cause.word == "mean-of-percentages" || cause.word == "truncated") check.cause = cause.word;
      check.message = check.entered + " is entered and " + check.expression + " gives " + check.expected +
                      (check.cause.empty() ? ", no more than rounding apart" : ": " + cause.phrase);
    }
    return check;
  }

  [[nodiscard]] Check finding_of(const Suspicion& suspicion) const {
    const Instance& instance = telling_instance(suspicion);
    const FigureId figure = suspicion.figures.size() == 1 || suspicion.swapped ? suspicion.figures.front()
                                                                               : instance.equation.target;
    const Equation& equation = instance.equation;
    Check check = start(figure, equation.kind, instance.rule);
    equation.for_each_input([&](FigureId id) { check.inputs.push_back(placed(id).at); });
    for (const FigureId id : suspicion.figures) check.suspects.push_back(placed(id).at);
    check.expression = formula_of(equation, book_.figures, workbook_);
    if (suspicion.swapped) {
      check.verdict = CheckVerdict::wrong;
      check.exact = suspicion.values.front();
      check.expected = figure_words(*check.exact, placed(figure).figure);
      check.cause = "swapped";
      check.message = check.entered + " is entered where " + check.expected + " belongs: it and " +
                      cell(suspicion.figures[1]) + " stand in one another's place";
      return check;
    }
    const auto restated = restate(equation, book_.figures);
    if (suspicion.figures.size() > 1) {
      check.verdict = CheckVerdict::inconsistent;
      check.exact = restated ? restated->exact : 0;
      std::string others;
      for (const FigureId id : suspicion.figures)
        if (id != figure && others.size() < 60) others += (others.empty() ? "" : ", ") + cell(id);
      if (suspicion.stale) check.cause = "stale";
      check.message = check.entered + " is entered and " + check.expression + " gives " +
                      figure_words(*check.exact, placed(figure).figure) +
                      "; one of these is wrong: " + cell(figure) + (others.empty() ? "" : ", ") + others;
      return check;
    }
    const double value = suspicion.values.front();
    check.verdict = CheckVerdict::wrong;
    check.exact = value;
    check.expected = figure_words(value, placed(figure).figure);
    Cause cause = cause_of(figure, value, equation, book_);
    if (suspicion.stale && figure == equation.target)
      cause = {"stale", "the totals of this line were not brought up to date", 1, 0};
    // No slip of the hand leads from what is right to what stands there, and the parts are not in doubt.
    else if (cause.fits == 0 && figure == equation.target && equation.kind == CheckKind::sum &&
             equation.over.size() > 2)
      cause = {"stale", "its parts may have changed since it was typed", 1, 0};
    check.cause = cause.word;
    std::string parts;
    for (const FigureId id : suspicion.parts) {
      check.suspects.push_back(placed(id).at);
      parts += (parts.empty() ? ", unless " : " or ") + cell(id);
    }
    if (!parts.empty()) parts += " is wrong";
    check.message =
        check.entered + " is entered where " + check.expected + " is expected" +
        (figure == equation.target ? ", " + check.expression
                                   : " for " + cell(equation.target) + check.expression + " to hold") +
        parts + (cause.phrase.empty() ? "" : ": " + cause.phrase);
    return check;
  }

 private:
  [[nodiscard]] const PlacedFigure& placed(FigureId id) const {
    return book_.figures[static_cast<std::size_t>(id)];
  }
  [[nodiscard]] std::string cell(FigureId id) const { return to_a1(placed(id).at.cell); }

  [[nodiscard]] Check start(FigureId figure, CheckKind kind, const std::string& rule) const {
    Check check;
    check.at = placed(figure).at;
    check.kind = kind;
    check.rule = rule;
    check.label = book_.label_of(figure);
    check.entered = figure_words(placed(figure).figure.value, placed(figure).figure);
    return check;
  }

  // The broken relation in which the suspect is the target, if there is one.
  [[nodiscard]] const Instance& telling_instance(const Suspicion& suspicion) const {
    const Instance* best = &instances_[suspicion.broken.front()];
    for (const std::size_t at : suspicion.broken) {
      const Instance& each = instances_[at];
      const bool is_target = each.equation.target == suspicion.figures.front();
      const bool best_is_target = best->equation.target == suspicion.figures.front();
      if (is_target && !best_is_target) best = &each;
    }
    return *best;
  }

  const Workbook& workbook_;
  const FigureBook& book_;
  const std::vector<Instance>& instances_;
};

}  // namespace

std::vector<Check> inferred_checks(const Workbook& workbook, const std::vector<bool>& skipped) {
  FigureBook book = read_figure_tables(workbook, skipped);
  std::vector<Instance> instances;
  find_instances(book, instances);
  const std::vector<Suspicion> suspicions = find_suspects(instances, book);
  const CheckWriter writer(workbook, book, instances);

  std::vector<Check> checks = std::move(book.malformed);
  for (std::vector<Check> found :
       {status_checks(book), order_checks(book), count_checks(workbook, skipped, book),
        sentence_checks(workbook, skipped, book, targets_of(instances, book.figures.size())),
        register_checks(workbook, skipped),
        possible_share_checks(book, targets_of(instances, book.figures.size()))})
    std::move(found.begin(), found.end(), std::back_inserter(checks));
  std::vector<const Suspicion*> explained(instances.size());
  for (const Suspicion& suspicion : suspicions) {
    checks.push_back(writer.finding_of(suspicion));
    for (const std::size_t at : suspicion.broken) explained[at] = &suspicion;
  }
  for (std::size_t at = 0; at < instances.size(); ++at) {
    const Instance& instance = instances[at];
    if (explained[at] == nullptr) {
      if (instance.verdict != CheckVerdict::wrong) checks.push_back(writer.check_of(instance));
      continue;
    }
    // A total is right once the wrong figure in it is put right.
    const Suspicion& suspicion = *explained[at];
    if (suspicion.figures.size() == 1 && suspicion.figures.front() != instance.equation.target)
      checks.push_back(writer.check_of(instance, {suspicion.figures.front(), suspicion.values.front()}));
  }
  tell_repetitions(workbook, skipped, book, checks);
  std::stable_sort(checks.begin(), checks.end(), [](const Check& a, const Check& b) { return a.at < b.at; });
  return checks;
}

}  // namespace outturn
