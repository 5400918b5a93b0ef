#include "engine/checks/indicator_checks.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "engine/change_set.h"
#include "engine/checks/declared_expression.h"
#include "engine/checks/declared_sentence.h"
#include "engine/checks/declared_verdict.h"
#include "engine/indicators/figure_text.h"
#include "engine/indicators/native_figure.h"
#include "engine/indicators/native_formulas.h"
#include "engine/indicators/spelling.h"
#include "engine/owned_cells.h"
#include "formulas/decimal_rounding.h"

namespace outturn {
namespace {

using Kind = IndicatorValue::Kind;

constexpr double kStatusConsequence = 1000;  // ranks above every figure
constexpr double kSmallMiss = 0.1;           // of the target: a miss that Amber may well mean
constexpr int kPeriodsCompared = 8;          // of what was published: two years of quarters

bool gives(const StatusWord& word, Standing standing) {
  return std::any_of(word.when.begin(), word.when.end(),
                     [&](const StatusWord::When& when) { return when.standing == standing; });
}

class Checker {
 public:
  Checker(const IndicatorBook& book, const Workbook& workbook, Recalculation& recalculation)
      : book_(book), workbook_(workbook), recalculation_(recalculation) {
    for (const OwnedCell& cell : typed_by_hand(workbook, recalculation)) typed_.push_back(cell);
  }

  std::vector<Check> find() {
    results_ = book_.results();
    const std::vector<const StatusNode*> nodes = book_.status_nodes();
    plans_are_used_ = std::any_of(nodes.begin(), nodes.end(), [](const StatusNode* node) {
      return node->indicator().definition().plan.given();
    });
    for (std::size_t at = 0; at < results_.size(); ++at) {
      value(results_[at], *nodes[at]);
      status(results_[at], *nodes[at]);
      completeness(results_[at], *nodes[at]);
      history(*nodes[at]);
    }
    roll_ups();
    outdated();
    return std::move(checks_);
  }

 private:
  [[nodiscard]] bool is_typed(const FormulaCell& cell) const {
    return std::binary_search(typed_.begin(), typed_.end(), OwnedCell{cell.sheet, cell.address});
  }
  [[nodiscard]] std::string name(const FormulaCell& cell) const {
    return workbook_.describe(cell.sheet, cell.address);
  }
  [[nodiscard]] Check start(const IndicatorDefinition& definition, CheckKind kind,
                            const FormulaCell& at) const {
    Check check;
    check.at = {at.sheet, at.address};
    check.label = definition.reference + (definition.title.empty() ? "" : " " + definition.title);
    check.kind = kind;
    check.source = CheckSource::declared;
    check.rule = definition.where;
    return check;
  }

  // The indicator's figure as an Excel expression seen from a cell, its kind and its cells.
  struct Derivation {
    DeclaredExpression expression;
    bool has_expression = false;
    std::string text;
    CheckKind kind = CheckKind::ratio;
    std::vector<CheckedCell> inputs;
    double slack = 0;
  };
  [[nodiscard]] Derivation derivation(const IndicatorNode& node, const FormulaCell& from) {
    Derivation found;
    const IndicatorExpression& expression = node.definition().expression;
    const NativeFigure native =
        native_figure(workbook_, book_.definitions(), node, node.period(), std::nullopt, from.sheet);
    if (native.problem.empty() &&
        found.expression.parse(native.term.text, workbook_, from.sheet, from.address).empty()) {
      found.has_expression = true;
      found.text = native.term.text;
      found.kind = found.expression.kind();
      found.inputs = found.expression.inputs(workbook_, from.address);
      std::string problem;
      if (const auto result = found.expression.evaluate(workbook_, recalculation_, from.address, problem))
        found.slack = result->slack;
      return found;
    }
    const std::string& text = expression.text();
    found.kind = text.find('/') != std::string::npos   ? CheckKind::ratio
                 : text.find('-') != std::string::npos ? CheckKind::difference
                 : text.find('+') != std::string::npos ? CheckKind::sum
                                                       : CheckKind::copy;
    for (const InputValue& input : node.inputs(node.period(), std::nullopt))
      for (const FormulaCell& cell : input.value.cells) found.inputs.push_back({cell.sheet, cell.address});
    return found;
  }

  // --- figures

  void value(const IndicatorResult& result, const StatusNode& status) {
    const IndicatorNode& node = status.indicator();
    const IndicatorDefinition& definition = *result.definition;
    if (definition.expression.form() != IndicatorExpression::Form::number) return;
    if (result.value.kind == Kind::refused) {
      const std::optional<FormulaCell> at = node.entered_cell() ? node.entered_cell()
                                            : result.value_cell ? result.value_cell
                                                                : cell_at(definition.where);
      if (!at) return;
      Check check = start(definition, CheckKind::complete, *at);
      check.verdict = CheckVerdict::malformed;
      check.message = definition.reference + " cannot be calculated: " + result.value.reason;
      checks_.push_back(std::move(check));
      return;
    }
    if (result.value.kind != Kind::number || result.value.bound != Bound::exactly) return;
    if (node.entered_cell() && node.entered() && node.entered()->kind == FigureReading::Kind::number)
      figure(result, status, *node.entered_cell(), node.entered()->number);
    if (node.entered_cell() && node.entered() && node.entered()->kind == FigureReading::Kind::refused) {
      Check check = start(definition, derivation(node, *node.entered_cell()).kind, *node.entered_cell());
      check.verdict = CheckVerdict::malformed;
      check.entered = shown_text(*node.entered_cell());
      check.expected = unit_text(result.value.number, definition.unit);
      check.message = node.entered()->problem;
      checks_.push_back(std::move(check));
    }
    if (result.value_cell && is_typed(*result.value_cell)) {
      const NumberLook look = look_of(workbook_, *result.value_cell);
      const Value typed = workbook_.sheet(result.value_cell->sheet).value(result.value_cell->address);
      const FigureReading read =
          read_figure(in_1900_system(typed, look, workbook_), look, definition.unit,
                      book_.definitions().settings.missing_words, book_.definitions().settings.day_first());
      if (read.kind == FigureReading::Kind::number) figure(result, status, *result.value_cell, read.number);
    }
  }

  [[nodiscard]] std::optional<FormulaCell> cell_at(const std::string& where) const {
    const auto place = workbook_.find_place(where);
    if (!place || !place->is_single_cell()) return std::nullopt;
    return FormulaCell{place->sheet, place->range.first};
  }
  [[nodiscard]] std::string shown_text(const FormulaCell& cell) const {
    const Value value = workbook_.sheet(cell.sheet).value(cell.address);
    return value.is_text()     ? std::string(trimmed(value.text()))
           : value.is_number() ? figure_text(value.number())
                               : std::string();
  }

  // `typed` is the number inside; the cell may count in points, thousands or words.
  void figure(const IndicatorResult& result, const StatusNode& status, const FormulaCell& cell,
              double typed) {
    const IndicatorDefinition& definition = *result.definition;
    const Derivation made = derivation(status.indicator(), cell);
    Check check = start(definition, made.kind, cell);
    check.expression = made.text.empty() ? "" : "=" + made.text;
    check.inputs = made.inputs;
    const Value value = workbook_.sheet(cell.sheet).value(cell.address);
    std::optional<Figure> figure = read_cell_figure(value, workbook_.number_format(cell.sheet, cell.address));
    if (!figure && value.is_text()) figure = only_figure_in(value.text());
    const double exact = result.value.number;
    std::string cause_phrase;
    if (figure) {
      const Unit& unit = definition.unit;
      const double factor = typed != 0                                           ? figure->value / typed
                            : unit.kind == UnitKind::percent && !figure->percent ? 100.0
                                                                                 : 1 / unit.multiplier;
      check.exact = exact * factor;
      check.entered = figure_words(figure->value, *figure);
      check.expected = figure_words(*check.exact, *figure);
      check.verdict = declared_verdict(*figure, {*check.exact, made.slack * std::fabs(factor)}, std::nullopt);
      const FigureCause cause = figure_cause(*figure, *check.exact);
      if (check.verdict == CheckVerdict::wrong || cause.word == "truncated") {
        check.cause = check.verdict == CheckVerdict::ok ? "" : cause.word;
        cause_phrase = check.cause.empty() ? "" : ": " + cause.phrase;
      }
    } else {
      check.exact = exact;
      check.entered = unit_text(typed, definition.unit);
      check.expected = unit_text(exact, definition.unit);
      check.verdict = check.entered == check.expected ? CheckVerdict::ok : CheckVerdict::wrong;
    }
    if (check.verdict != CheckVerdict::ok) {
      const std::string how =
          check.expression.empty() ? definition.expression.text() + " = " + check.expected : check.expression;
      check.message = check.verdict == CheckVerdict::rounding
                          ? check.entered + " is entered and " + how + " gives " + check.expected +
                                (cause_phrase.empty() ? ", no more than rounding apart" : cause_phrase)
                          : check.entered + " is entered for " + definition.reference + " where " +
                                check.expected + " is expected, " + how + cause_phrase;
    }
    if (is_finding(check.verdict) && changes_status(result, typed)) {
      check.consequence = kStatusConsequence;
      check.message += "; its status would be another";
    }
    checks_.push_back(std::move(check));
  }

  [[nodiscard]] bool changes_status(const IndicatorResult& result, double typed) const {
    if (!result.status.judged || result.definition->judged_on != nullptr) return false;
    const PeriodTarget& target = result.status.target;
    if (target.target.kind != Target::Kind::number && target.target.kind != Target::Kind::range) return false;
    return judge(typed, Bound::exactly, target.target, target.aim, target.tolerance, result.definition->unit)
               .standing != result.status.judgement.standing;
  }

  // --- statuses

  // IF(figure>=70%,"Green","Red"), where the target is one number.
  [[nodiscard]] std::string status_formula(const IndicatorResult& result, const Derivation& figure) const {
    const PeriodTarget& target = result.status.target;
    const Aim aim = target.aim;
    if (!figure.has_expression || target.target.kind != Target::Kind::number ||
        (aim != Aim::maximise && aim != Aim::minimise))
      return {};
    const auto word = [&](Standing standing) {
      const StatusWord* found =
          book_.definitions().statuses.word_for(standing, aim, status_memberships(*result.definition));
      return native_text(found == nullptr ? "" : found->word);
    };
    const bool up = aim == Aim::maximise;
    const std::string least = up ? ">=" : "<=";
    const std::string sign = target.target.strict ? (up ? ">" : "<") : least;
    const std::string part = figure.expression.single_cell({}) ? figure.text : "(" + figure.text + ")";
    std::string missed = word(Standing::missed);
    if (target.tolerance.kind != Tolerance::Kind::none) {
      const double width = target.tolerance.kind == Tolerance::Kind::amount
                               ? target.tolerance.amount
                               : std::fabs(target.target.number) * target.tolerance.amount;
      const double limit = at_15_digits(target.target.number + (up ? -width : width));
      missed = "IF(" + part + least + native_number(limit) + "," + word(Standing::near) + "," + missed + ")";
    }
    return "=IF(" + part + sign + native_number(target.target.number) + "," + word(Standing::met) + "," +
           missed + ")";
  }

  // How much of the target a figure misses; 0 where it meets it.
  [[nodiscard]] static double miss_of(const IndicatorResult& result) {
    const double target = std::fabs(result.status.target.target.number);
    return target == 0 ? 0 : std::fabs(result.status.judgement.gap) / target;
  }

  // Another indicator that misses by less and is shown as missed all the same.
  [[nodiscard]] std::string counter_example(const IndicatorResult& result) const {
    for (const IndicatorResult& other : results_) {
      if (&other == &result || other.status.entered == nullptr || !other.status.judged ||
          other.status.judgement.standing != Standing::missed ||
          other.status.target.aim != result.status.target.aim ||
          !gives(*other.status.entered, Standing::missed) || miss_of(other) > miss_of(result))
        continue;
      return ", while " + other.definition->reference + ", which misses by no more, is " +
             other.status.entered->word;
    }
    return {};
  }

  void status(const IndicatorResult& result, const StatusNode& node) {
    std::optional<FormulaCell> cell = node.entered_cell();
    const StatusWord* entered = result.status.entered;
    if (!cell && result.status_cell && is_typed(*result.status_cell)) {
      cell = result.status_cell;
      entered = book_.definitions().statuses.find(shown_text(*cell));
    }
    if (!cell || shown_text(*cell).empty()) return;
    const IndicatorDefinition& definition = *result.definition;
    Check check = start(definition, CheckKind::status, *cell);
    check.entered = shown_text(*cell);
    const Derivation figure = derivation(node.indicator(), *cell);
    check.expression = status_formula(result, figure);
    check.inputs = figure.inputs;
    if (entered == nullptr) {
      check.verdict = CheckVerdict::malformed;
      check.message = "\"" + check.entered + "\" is no status" +
                      did_you_mean(check.entered, book_.definitions().statuses.spellings());
      checks_.push_back(std::move(check));
      return;
    }
    const StatusWord* computed = result.status.computed;
    if (!result.status.judged || computed == nullptr) return;
    check.expected = computed->word;
    if (entered != computed && !entered->when.empty() && result.status.reason.empty())
      compare_status(result, *entered, *computed, check);
    if (is_finding(check.verdict)) check.consequence = kStatusConsequence + 1;
    checks_.push_back(std::move(check));
  }

  void compare_status(const IndicatorResult& result, const StatusWord& entered, const StatusWord& computed,
                      Check& check) const {
    const Judgement& judgement = result.status.judgement;
    const bool has_tolerance = result.status.target.tolerance.kind != Tolerance::Kind::none;
    const std::string base = check.entered + " is entered and the figures give " + computed.word +
                             (judgement.rule.empty() ? "" : ": " + judgement.rule);
    if (has_tolerance) {
      check.verdict = CheckVerdict::wrong;
      check.message = base + "; no reason is given";
      return;
    }
    const bool missed = judgement.standing == Standing::missed;
    if (missed && gives(entered, Standing::near) && miss_of(result) <= kSmallMiss) return;
    check.verdict = CheckVerdict::inconsistent;
    check.message = base;
    const bool as_met = gives(entered, Standing::met), as_near = gives(entered, Standing::near);
    if (missed && (as_met || as_near) && judgement.gap != 0) {
      const Unit& unit = result.definition->unit;
      check.message +=
          "; only a tolerance of " +
          (unit.kind == UnitKind::percent ? figure_text(std::fabs(judgement.gap) * 100, 2) + " points"
                                          : unit_text(std::fabs(judgement.gap), unit)) +
          " or more would make it " + check.entered + counter_example(result);
    }
  }

  // --- what must be there

  void completeness(const IndicatorResult& result, const StatusNode& node) {
    const IndicatorDefinition& definition = *result.definition;
    std::vector<Diagnostic> ignored;
    const IndicatorNotes notes = bind_notes(workbook_, definition, ignored);
    const StatusWord* counts = result.status.counts;
    const bool missed = counts != nullptr && gives(*counts, Standing::missed);
    const bool met = counts != nullptr && gives(*counts, Standing::met);
    const bool exception = counts != nullptr && counts->ranked && !met;
    if (notes.commentary && exception) {
      Check check = start(definition, CheckKind::complete, *notes.commentary);
      check.entered = shown_text(*notes.commentary);
      if (check.entered.empty()) {
        check.verdict = CheckVerdict::malformed;
        check.consequence = kStatusConsequence / 2;
        check.message = definition.reference + " is " + counts->word + " and has no commentary";
      }
      checks_.push_back(std::move(check));
    }
    const std::optional<FormulaCell> status_at =
        node.entered_cell() ? node.entered_cell() : result.status_cell;
    const std::optional<FormulaCell> plan_at = notes.plan_cell ? notes.plan_cell : status_at;
    const std::string plan = notes.plan_cell ? shown_text(*notes.plan_cell) : notes.plan;
    if (plans_are_used_ && plan_at && counts != nullptr && (missed || (met && !plan.empty()))) {
      Check check = start(definition, CheckKind::complete, *plan_at);
      check.entered = plan;
      if (missed == plan.empty()) {
        check.verdict = CheckVerdict::inconsistent;
        check.consequence = kStatusConsequence / 2;
        check.message = definition.reference + " is " + counts->word +
                        (missed ? " and has no plan" : " and has the plan " + plan);
      }
      checks_.push_back(std::move(check));
    }
    if (result.value.kind != Kind::missing || result.status.judgement.standing != Standing::awaited) return;
    for (const InputValue& input : node.indicator().inputs(node.indicator().period(), std::nullopt))
      for (const FormulaCell& cell : input.value.cells) {
        if (!workbook_.sheet(cell.sheet).value(cell.address).is_blank()) continue;
        Check check = start(definition, CheckKind::complete, cell);
        check.verdict = CheckVerdict::malformed;
        check.message = definition.reference + " is due, and " + input.name + " has no figure here";
        checks_.push_back(std::move(check));
        return;
      }
  }

  // --- history

  void history(const StatusNode& status) {
    const IndicatorNode& node = status.indicator();
    if (node.definition().expression.form() != IndicatorExpression::Form::number) return;
    const auto compare = [&](const PublishedRow& row, const IndicatorValue& today) {
      const auto at = cell_at(row.where);
      if (!at || row.value.kind != FigureReading::Kind::number || today.kind != Kind::number) return;
      Check check = start(node.definition(), CheckKind::copy, *at);
      const Unit& unit = node.definition().unit;
      check.entered = row.shown.empty() ? unit_text(row.value.number, unit) : row.shown;
      check.exact = today.number;
      check.expected = unit_text(today.number, unit);
      for (const InputValue& input : node.inputs(row.period, std::nullopt))
        for (const FormulaCell& cell : input.value.cells) check.inputs.push_back({cell.sheet, cell.address});
      if (compare_15(row.value.number, today.number) != 0 &&
          unit_text(row.value.number, unit) != check.expected) {
        check.verdict = CheckVerdict::inconsistent;
        check.message = node.definition().reference + " was published for " +
                        period_text(row.period, book_.definitions().settings.calendar) + " as " +
                        check.entered + ", and its cells now give " + check.expected;
      }
      checks_.push_back(std::move(check));
    };
    if (node.published() != nullptr && node.recalculated()) compare(*node.published(), *node.recalculated());
    Period period = node.period();
    for (int back = 0; back < kPeriodsCompared; ++back) {
      period = previous(period);
      if (const PublishedRow* row = book_.definitions().find_published(node.definition(), period))
        compare(*row, node.computed(period, std::nullopt));
    }
  }

  // --- counts

  void roll_ups() {
    const std::vector<const RollUpNode*> nodes = book_.roll_up_nodes();
    const bool any = std::any_of(typed_.begin(), typed_.end(), [&](const OwnedCell& cell) {
      return book_.roll_up_at({cell.sheet, cell.address}) != nullptr;
    });
    if (!any) return;
    std::map<OwnedCell, std::string> formulas;
    for (const NativeFormula& each : native_formulas(book_).formulas)
      formulas[{each.cell.sheet, each.cell.address}] = "=" + each.formula;
    for (const OwnedCell& cell : typed_) {
      const RollUpNode* node = book_.roll_up_at({cell.sheet, cell.address});
      const auto place = node == nullptr ? std::nullopt : node->place_of({cell.sheet, cell.address});
      if (!place || place->previous || node->refusal() != nullptr) continue;
      const RollUpTable& table = node->table();
      const RollUpLine& line = place->line < table.lines.size() ? table.lines[place->line] : table.total;
      const Value typed = workbook_.sheet(cell.sheet).value(cell.address);
      const auto figure = read_cell_figure(typed, workbook_.number_format(cell.sheet, cell.address));
      Check check;
      check.at = {cell.sheet, cell.address};
      check.label =
          node->definition().name + ", " + line.name + ", " + node->plan().classes[place->status_class];
      check.kind = place->percentage ? CheckKind::share : CheckKind::count;
      check.source = CheckSource::declared;
      check.rule = node->definition().where;
      check.expression = formulas[cell];
      for (const StatusNode* item : node->statuses()) {
        const auto& at = item->entered_cell() ? item->entered_cell() : item->status_cell();
        const auto& counted = line.references[place->status_class];
        if (at && std::find(counted.begin(), counted.end(), item->indicator().definition().reference) !=
                      counted.end())
          check.inputs.push_back({at->sheet, at->address});
      }
      if (place->percentage && !line.exact[place->status_class]) continue;
      const double exact =
          place->percentage ? *line.exact[place->status_class] : line.counts[place->status_class];
      if (!figure) {
        check.verdict = CheckVerdict::malformed;
        check.entered = shown_text({cell.sheet, cell.address});
        check.message = "\"" + check.entered + "\" is no figure";
        checks_.push_back(std::move(check));
        continue;
      }
      const double factor = place->percentage && !figure->percent ? 100 : 1;
      check.exact = exact * factor;
      check.entered = figure_words(figure->value, *figure);
      check.expected = figure_words(*check.exact, *figure);
      const bool as_printed = place->percentage && line.printed[place->status_class] &&
                              compare_15(*line.printed[place->status_class] * factor, figure->value) == 0;
      check.verdict =
          as_printed ? CheckVerdict::ok : declared_verdict(*figure, {*check.exact, 0}, std::nullopt);
      if (check.verdict != CheckVerdict::ok) {
        if (is_finding(check.verdict)) check.cause = figure_cause(*figure, *check.exact).word;
        check.message = check.entered + " is entered for " + node->plan().classes[place->status_class] +
                        " of " + line.name + " where " + check.expected +
                        (check.verdict == CheckVerdict::rounding ? " is meant, no more than rounding apart"
                                                                 : " is expected");
      }
      checks_.push_back(std::move(check));
    }
  }

  // What an earlier run wrote and the figures of today do not give.
  void outdated() {
    for (const OwnedCell& owned : recalculation_.owned_cells()) {
      const FormulaCell cell{owned.sheet, owned.address};
      if (is_typed(cell)) continue;
      const Sheet& sheet = workbook_.sheet(owned.sheet);
      const Value saved = sheet.saved_value(owned.address), now = sheet.value(owned.address);
      if (saved.is_blank() || !is_changed(saved, now)) continue;
      Check check;
      check.at = {owned.sheet, owned.address};
      check.label = book_.reference_at(cell);
      check.kind = CheckKind::saved_value;
      check.source = CheckSource::declared;
      check.rule = "declared.outdated";
      check.verdict = CheckVerdict::wrong;
      const auto words = [&](const Value& value) {
        const auto figure = read_cell_figure(value, workbook_.number_format(owned.sheet, owned.address));
        return value.is_text() ? std::string(value.text())
               : figure        ? figure_words(figure->value, *figure)
                               : std::string();
      };
      check.entered = words(saved);
      check.expected = words(now);
      if (now.is_number()) check.exact = now.number();
      check.message = "the file holds " + check.entered + " and its figures give " +
                      (check.expected.empty() ? "nothing" : check.expected) + "; recalculate it";
      if (now.is_text()) check.consequence = kStatusConsequence;
      checks_.push_back(std::move(check));
    }
  }

  const IndicatorBook& book_;
  const Workbook& workbook_;
  Recalculation& recalculation_;
  std::vector<OwnedCell> typed_;
  std::vector<IndicatorResult> results_;
  bool plans_are_used_ = false;
  std::vector<Check> checks_;
};

}  // namespace

std::vector<OwnedCell> typed_by_hand(const Workbook& workbook, const Recalculation& recalculation) {
  const std::vector<OwnedCell> marked = marked_cells(workbook);
  std::vector<OwnedCell> typed;
  for (const OwnedCell& cell : recalculation.owned_cells())
    if (!std::binary_search(marked.begin(), marked.end(), cell) &&
        !holds_formula(workbook, {cell.sheet, cell.address}) &&
        !workbook.sheet(cell.sheet).saved_value(cell.address).is_blank())
      typed.push_back(cell);
  std::sort(typed.begin(), typed.end());
  return typed;
}

std::vector<Check> indicator_checks(const IndicatorBook& book, const Workbook& workbook,
                                    Recalculation& recalculation) {
  return Checker(book, workbook, recalculation).find();
}

}  // namespace outturn
