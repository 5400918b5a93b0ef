// What came out of a calculation: results, fills, and what the figures show.
#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "engine/indicators/figure_text.h"
#include "engine/indicators/history_findings.h"
#include "engine/indicators/indicator_book.h"
#include "engine/indicators/membership.h"
#include "engine/indicators/roll_up_checks.h"
#include "engine/indicators/spelling.h"
#include "engine/indicators/summary_definitions.h"
#include "engine/owned_cells.h"
#include "formulas/decimal_rounding.h"

namespace outturn {
namespace {

using Kind = IndicatorValue::Kind;

std::string as_shown(const IndicatorValue& value, const Unit& unit, std::optional<int> places) {
  switch (value.kind) {
    case Kind::number:
      return bounded_text(value, unit, places);
    case Kind::text:
      return value.text;
    case Kind::error:
      return value.error == ErrorCode::div0 ? std::string() : std::string(error_text(value.error));
    default:
      return {};
  }
}

// A figure typed with `places` decimals against the calculated one. Without places, those that it was typed
// with.
Agreement agreement(double entered, double calculated, const Unit& unit, std::optional<int> places) {
  if (!places) {
    const double shown = unit.kind == UnitKind::percent ? entered * 100 : entered / unit.multiplier;
    DecimalView view = decimal_view(shown);
    while (view.significand != 0 && view.significand % 10 == 0) {
      view.significand /= 10;
      ++view.exponent;
    }
    places = view.significand == 0 ? 0 : std::max(0, -view.exponent);
  }
  if (compare_15(as_printed(entered, unit, *places), as_printed(calculated, unit, *places)) == 0)
    return Agreement::same;
  const double last_place =
      (unit.kind == UnitKind::percent ? 0.01 : unit.multiplier) * std::pow(10.0, -*places);
  return compare_15(std::fabs(entered - calculated), last_place) < 0 ? Agreement::rounding
                                                                     : Agreement::differs;
}

// A figure of the text, "£6.1m", is held against the calculated one at its own last digit.
Agreement agreement(double entered, double calculated, double step) {
  if (compare_15(round_half_away(calculated / step, 0), round_half_away(entered / step, 0)) == 0)
    return Agreement::same;
  return compare_15(std::fabs(entered - calculated), step) < 0 ? Agreement::rounding : Agreement::differs;
}

// Whether a percentage that the indicator reads is itself too high, which is said of its own cell.
bool reads_high_share(const IndicatorNode& node) {
  const std::vector<InputValue> inputs = node.inputs(node.period(), std::nullopt);
  return std::any_of(inputs.begin(), inputs.end(), [](const InputValue& input) {
    return input.unit.kind == UnitKind::percent && std::fabs(input.value.number) > kHighestShare;
  });
}

// " (Complaints!E9 is blank)": the cells without a figure that an indicator waits for.
std::string cells_waited_for(const Workbook& workbook, const IndicatorNode& node) {
  constexpr std::size_t kShown = 4;
  std::vector<std::string> blank;
  for (const InputValue& input : node.inputs(node.period(), std::nullopt)) {
    if (input.value.kind != SeriesValue::Kind::missing) continue;
    for (const FormulaCell& cell : input.value.cells) {
      const std::string place = workbook.describe(cell.sheet, cell.address);
      if (workbook.sheet(cell.sheet).value(cell.address).is_blank() &&
          std::find(blank.begin(), blank.end(), place) == blank.end())
        blank.push_back(place);
    }
  }
  if (blank.empty()) return {};
  std::string list;
  for (std::size_t at = 0; at < blank.size() && at < kShown; ++at) list += (at == 0 ? "" : ", ") + blank[at];
  if (blank.size() > kShown) list += " and " + std::to_string(blank.size() - kShown) + " more";
  return " (" + list + (blank.size() == 1 ? " is blank)" : " are blank)");
}

}  // namespace

std::vector<IndicatorResult> IndicatorBook::results() const {
  std::vector<IndicatorResult> results;
  for (const auto& status : statuses_) {
    const IndicatorNode& node = status->indicator();
    const IndicatorDefinition& definition = node.definition();
    IndicatorResult result;
    result.definition = &definition;
    result.value = node.result();
    result.value_cell = node.value_cell();
    result.status_cell = status->status_cell();
    const std::optional<int> places =
        node.value_cell() ? printed_places(workbook_, *node.value_cell(), definition.unit) : std::nullopt;
    result.shown = as_shown(result.value, definition.unit, places);
    result.coverage = coverage_text(result.value.coverage, definitions_.settings.calendar);
    result.services = node.services();
    result.service_values = node.service_results();
    result.status = status->result();
    if (status->status_cell()) {
      const Sheet& sheet = workbook_.sheet(status->status_cell()->sheet);
      const Value saved = sheet.saved_value(status->status_cell()->address);
      if (saved.is_text()) result.previous_status = std::string(saved.text());
    }
    const bool is_milestone = definition.expression.form() == IndicatorExpression::Form::milestone;
    if (node.entered() && node.entered()->kind == FigureReading::Kind::number && !is_milestone) {
      result.entered_value = node.entered()->number;
      if (result.value.kind == Kind::number) {
        const double step = node.entered()->step;
        result.entered_agreement =
            step > 0 ? agreement(*result.entered_value, result.value.number, step)
                     : agreement(*result.entered_value, result.value.number, definition.unit,
                                 printed_places(workbook_, *node.entered_cell(), definition.unit));
      }
    }
    result.status_differs = result.status.published == nullptr && result.status.judged &&
                            result.status.computed != nullptr && result.status.entered != nullptr &&
                            result.status.entered != result.status.computed;
    const PeriodTarget& target = result.status.target;
    // What is judged in place of the value stands in no cell; a reader rounds it as the value is.
    const IndicatorNode* judged_node = status->target_source().judged_node();
    const IndicatorValue& judged = judged_node != nullptr ? judged_node->result() : result.value;
    if (places && judged.kind == Kind::number && judged.bound == Bound::exactly &&
        definition.unit.kind != UnitKind::date &&
        definition.expression.form() == IndicatorExpression::Form::number && result.status.judged &&
        result.status.judgement.standing != Standing::not_due &&
        is_knife_edge(judged.number, *places, target.target, target.aim, target.tolerance, definition.unit)) {
      const Judgement printed = judge(as_printed(judged.number, definition.unit, *places), Bound::exactly,
                                      target.target, target.aim, target.tolerance, definition.unit);
      if (judged_node != nullptr)
        result.judged_on = judged_node->definition().expression.text() + " = " +
                           unit_text(judged.number, definition.unit, places);
      const StatusWord* word =
          definitions_.statuses.word_for(printed.standing, target.aim, status_memberships(definition));
      result.knife_edge = word == nullptr ? std::string("undecided") : word->word;
    }
    result.kept = !status->kept().empty() ? status->kept() : node.kept();
    if (result.kept.empty() && node.refusal() != nullptr) result.kept = *node.refusal();
    results.push_back(std::move(result));
  }
  return results;
}

std::vector<RollUpResult> IndicatorBook::roll_ups() const {
  std::vector<RollUpResult> results;
  for (const auto& node : roll_ups_) {
    const RollUpLine& total = node->table().total;
    RollUpResult result{&node->definition(), &node->plan(), &node->table(), {}, node->kept()};
    if (node->previous()) result.previous = &*node->previous();
    result.counted_twice = counted_twice(*node);
    result.coverage = std::to_string(total.ranked + total.awaited) + " due, " + std::to_string(total.ranked) +
                      " reported, " + std::to_string(total.awaited) + " awaited";
    std::string incomplete;
    for (const StatusNode* status : node->statuses()) {
      if (status->indicator().result().coverage.is_complete()) continue;
      const std::string covered =
          coverage_text(status->indicator().result().coverage, definitions_.settings.calendar);
      if (!covered.empty())
        incomplete += (incomplete.empty() ? "; " : ", ") + status->indicator().label() + ": " + covered;
    }
    result.coverage += incomplete;
    if (result.kept.empty() && node->refusal() != nullptr) result.kept = *node->refusal();
    results.push_back(std::move(result));
  }
  return results;
}

std::vector<const ListNode*> IndicatorBook::lists() const {
  std::vector<const ListNode*> nodes;
  for (const auto& node : lists_) nodes.push_back(node.get());
  return nodes;
}

std::vector<const TrendNode*> IndicatorBook::trends() const {
  std::vector<const TrendNode*> nodes;
  for (const auto& node : trends_) nodes.push_back(node.get());
  return nodes;
}

std::vector<StatusFill> IndicatorBook::fills() const {
  std::vector<StatusFill> fills;
  for (const auto& node : statuses_) {
    if (!node->status_cell() || node->is_compared() || !node->kept().empty() || node->refusal() != nullptr)
      continue;
    if (node->shown() != nullptr && node->shown()->fill)
      fills.push_back({*node->status_cell(), *node->shown()->fill});
  }
  for (const auto& node : lists_) {
    for (const auto& [cell, word] : node->status_cells())
      fills.push_back({cell, word == nullptr ? std::nullopt : word->fill});
  }
  return fills;
}

std::vector<Diagnostic> IndicatorBook::diagnostics() const {
  std::vector<Diagnostic> all;
  for (const auto& node : measures_)
    all.insert(all.end(), node->diagnostics().begin(), node->diagnostics().end());
  const auto where = [&](const std::optional<FormulaCell>& cell, const std::string& otherwise) {
    return cell ? workbook_.describe(cell->sheet, cell->address) : otherwise;
  };
  const std::vector<IndicatorResult> results = this->results();
  for (std::size_t at = 0; at < results.size(); ++at) {
    const IndicatorResult& result = results[at];
    const StatusNode& status = *statuses_[at];
    const IndicatorNode& node = status.indicator();
    const std::string& reference = result.definition->reference;
    const Unit& unit = result.definition->unit;
    if (result.value.kind == Kind::refused) {
      all.push_back({Severity::error, where(result.value_cell, result.definition->where),
                     reference + " is not calculated and keeps its saved figure: " + result.value.reason});
    } else if (result.value.kind == Kind::error) {
      all.push_back({Severity::warning, where(result.value_cell, result.definition->where),
                     reference + " has no figure: " + result.value.reason});
    }
    const Judgement& judgement = result.status.judgement;
    if (result.value.kind == Kind::missing && judgement.standing == Standing::awaited) {
      all.push_back({Severity::note, where(result.value_cell, result.definition->where),
                     reference + " is awaited: " + result.value.reason + cells_waited_for(workbook_, node) +
                         (result.coverage.empty() ? "" : "; " + result.coverage)});
    } else if (judgement.standing == Standing::undecided && result.status.counts == nullptr &&
               result.status.problem.empty() && !judgement.rule.empty() && result.value.kind != Kind::error &&
               result.value.kind != Kind::refused) {
      all.push_back({Severity::note, where(result.status_cell, result.definition->where),
                     reference + " has no status: " + judgement.rule});
    }
    if (result.value.kind == Kind::number && !result.value.coverage.is_complete()) {
      all.push_back({Severity::warning, where(result.value_cell, result.definition->where),
                     reference + " is calculated from what is there: " + result.coverage});
    }
    if (result.value.kind == Kind::number && unit.kind == UnitKind::percent &&
        std::fabs(result.value.number) > kHighestShare && !reads_high_share(node)) {
      all.push_back({Severity::warning, where(result.value_cell, result.definition->where),
                     reference + " is " + unit_text(result.value.number, unit) +
                         ", which looks like no percentage; look at what its expression divides by"});
    }
    if (const std::string small = small_base(node, definitions_.settings.small_base); !small.empty()) {
      all.push_back({Severity::warning, where(result.value_cell, result.definition->where),
                     reference + ", " +
                         (result.shown.empty() ? unit_text(result.value.number, unit) : result.shown) + ", " +
                         small});
    }
    if (!result.status.problem.empty() && result.value.kind != Kind::refused) {
      all.push_back({Severity::error, where(status.entered_cell(), result.definition->where),
                     reference + " has no status: " + result.status.problem});
    }
    if (result.entered_agreement == Agreement::differs || result.entered_agreement == Agreement::rounding) {
      const std::optional<int> places = printed_places(workbook_, *node.entered_cell(), unit);
      all.push_back({result.entered_agreement == Agreement::differs ? Severity::warning : Severity::note,
                     where(node.entered_cell(), {}),
                     "the figure entered for " + reference + ", " +
                         unit_text(*result.entered_value, unit, places) + ", is calculated as " +
                         unit_text(result.value.number, unit, places) +
                         (result.entered_agreement == Agreement::rounding ? " (rounding)" : "")});
    }
    if (node.is_compared() && node.compared() && result.value.kind == Kind::number &&
        (node.compared()->kind != FigureReading::Kind::number ||
         compare_15(node.compared()->number, result.value.number) != 0)) {
      all.push_back({Severity::warning, where(result.value_cell, {}),
                     "the formula here gives " +
                         (node.compared()->kind == FigureReading::Kind::number
                              ? unit_text(node.compared()->number, unit)
                              : std::string("no figure")) +
                         " for " + reference + ", its definition " + unit_text(result.value.number, unit)});
    }
    if (status.is_compared() && status.shown() != nullptr &&
        !same_name(status.compared_text(), status.shown()->word)) {
      all.push_back({Severity::warning, where(result.status_cell, {}),
                     "the formula here gives \"" + status.compared_text() + "\" as the status of " +
                         reference + ", its definition " + status.shown()->word});
    }
    if (result.status_differs && result.status.reason.empty()) {
      all.push_back({Severity::warning, where(status.entered_cell(), {}),
                     reference + " was entered as " + result.status.entered->word +
                         ", by its figures it is " + result.status.computed->word +
                         ", and no reason is given" +
                         (status.reason_cell() ? " in " + where(status.reason_cell(), {}) : "")});
    }
    if (status.is_begun_all_the_same() && result.status.reason.empty()) {
      all.push_back({Severity::warning, where(status.entered_cell(), {}),
                     reference + " was entered as " + result.status.entered->word + ", but " +
                         result.definition->entered_value.text +
                         " says that work has begun, and no reason is given" +
                         (status.reason_cell() ? " in " + where(status.reason_cell(), {}) : "")});
    }
    if (!result.knife_edge.empty()) {
      all.push_back({Severity::warning, where(result.value_cell, {}),
                     reference +
                         (result.judged_on.empty() ? " is printed as " + result.shown
                                                   : " is judged on " + result.judged_on + " as printed") +
                         ", which would be " + result.knife_edge + "; unrounded it is " +
                         (result.status.computed == nullptr ? "undecided" : result.status.computed->word)});
    }
  }
  for (const auto& status : statuses_) add_history_findings(*status, definitions_, workbook_, all);
  for (const auto& node : trends_) {
    const std::vector<Diagnostic> doubts = node->diagnostics();
    all.insert(all.end(), doubts.begin(), doubts.end());
  }
  for (const auto& node : positions_) {
    const std::vector<Diagnostic> doubts = node->diagnostics();
    all.insert(all.end(), doubts.begin(), doubts.end());
  }
  for (const auto& node : roll_ups_)
    all.insert(all.end(), node->diagnostics().begin(), node->diagnostics().end());
  for (const auto& node : lists_)
    all.insert(all.end(), node->diagnostics().begin(), node->diagnostics().end());
  std::vector<const RollUpNode*> roll_ups;
  for (const auto& node : roll_ups_) roll_ups.push_back(node.get());
  const std::vector<Diagnostic> differing = compare_roll_ups(roll_ups);
  all.insert(all.end(), differing.begin(), differing.end());
  return all;
}

}  // namespace outturn
