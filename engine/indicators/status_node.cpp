#include "engine/indicators/status_node.h"

#include <algorithm>

#include "engine/indicators/spelling.h"

namespace outturn {
namespace {

using Kind = IndicatorValue::Kind;
using Form = IndicatorExpression::Form;

constexpr std::string_view kNotBegun[] = {"not begun", "not started", "not yet started", "not due"};

std::string text_of(const Value& value) {
  switch (value.kind()) {
    case ValueKind::text:
      return std::string(trimmed(value.text()));
    case ValueKind::error:
      return std::string(error_text(value.error()));
    case ValueKind::blank:
      return {};
    default:
      return "a number";
  }
}

bool says_not_begun(const std::optional<FigureReading>& said) {
  return said && said->kind == FigureReading::Kind::text &&
         std::any_of(std::begin(kNotBegun), std::end(kNotBegun),
                     [&](std::string_view word) { return same_name(said->text, word); });
}

}  // namespace

bool StatusNode::is_begun_all_the_same() const {
  if (result_.entered == nullptr || indicator_.definition().expression.form() != Form::milestone)
    return false;
  const bool is_blue =
      std::any_of(result_.entered->when.begin(), result_.entered->when.end(),
                  [](const StatusWord::When& when) { return when.standing == Standing::not_due; });
  const std::optional<FigureReading>& said = indicator_.entered();
  return is_blue && said && !says_not_begun(said) &&
         (said->kind == FigureReading::Kind::text || said->kind == FigureReading::Kind::number);
}

void StatusNode::bind(std::vector<Diagnostic>& findings) {
  const IndicatorDefinition& definition = indicator_.definition();
  if (definition.status_to.given())
    status_cell_ = find_cell(workbook_, definition.status_to, "Status to", findings);
  if (definition.entered_status.given())
    entered_cell_ = find_cell(workbook_, definition.entered_status, "Entered status", findings);
  if (definition.reason.given()) reason_cell_ = find_cell(workbook_, definition.reason, "Reason", findings);
  target_source_.bind(findings);
  compared_ = status_cell_ && holds_formula(workbook_, *status_cell_);
}

std::vector<Area> StatusNode::reads() const {
  std::vector<Area> areas = target_source_.reads();
  for (const std::optional<FormulaCell>* cell : {&entered_cell_, &reason_cell_}) {
    if (*cell) areas.push_back(single_area((*cell)->sheet, single_cell((*cell)->address)));
  }
  if (compared_) areas.push_back(single_area(status_cell_->sheet, single_cell(status_cell_->address)));
  return areas;
}

std::vector<const ReportNode*> StatusNode::precedents() const {
  std::vector<const ReportNode*> nodes = target_source_.precedents();
  nodes.push_back(&indicator_);
  return nodes;
}

std::vector<OwnedCell> StatusNode::owns() const {
  if (!status_cell_ || compared_) return {};
  return {{status_cell_->sheet, status_cell_->address}};
}

void StatusNode::find_computed(StatusResult& result, EvaluationContext& context) const {
  const IndicatorDefinition& definition = indicator_.definition();
  const StatusVocabulary& words = definitions_.statuses;
  // The status of today stands beside a published one.
  const IndicatorValue& value = indicator_.recalculated() ? *indicator_.recalculated() : indicator_.result();
  const Period& period = indicator_.period();
  result.target = target_source_.find(context);
  const Aim aim = result.target.aim;
  const auto settle = [&](Standing standing, std::string rule) {
    if (!rule.empty()) result.judgement.rule = std::move(rule);
    result.judgement.standing = standing;
    result.computed = words.word_for(standing, aim, status_memberships(definition));
    result.judged = standing == Standing::met || standing == Standing::near || standing == Standing::missed ||
                    standing == Standing::not_due;
  };
  if (value.kind == Kind::refused) {
    result.problem = value.reason;
    result.judgement.standing = Standing::undecided;
    return;
  }
  if (!definition.is_due(period, definitions_.settings.calendar)) {
    return settle(Standing::not_due,
                  "no figure is due for " + period_text(period, definitions_.settings.calendar));
  }
  if (definition.expression.form() == Form::milestone) {
    if (value.kind == Kind::error) {
      result.judgement = {Standing::undecided, "its date is " + std::string(error_text(value.error)), 0,
                          false};
      return;
    }
    Milestone milestone;
    if (value.kind == Kind::number) milestone.done = value.number;
    milestone.not_begun = says_not_begun(indicator_.entered());
    if (result.target.target.kind != Target::Kind::date) {
      if (milestone.not_begun) return settle(Standing::not_due, "not begun; no date is set");
      result.judgement = {Standing::undecided, "no date is set, so its status is the one entered", 0, false};
      return;
    }
    result.judgement = judge_milestone(milestone, result.target.target, period);
    return settle(result.judgement.standing, {});
  }
  if (definition.expression.form() != Form::number) {  // worst(…): another indicator's status
    result.computed = value.status;
    result.judgement.standing = Standing::undecided;
    result.judged = value.status != nullptr && value.status->ranked;
    result.judgement.rule =
        value.status == nullptr
            ? "one of its indicators has no status"
            : std::string(definition.expression.form() == Form::worst_status ? "the worst" : "the best") +
                  " of its indicators is " + value.status->word;
    return;
  }
  switch (value.kind) {
    case Kind::missing:
      return settle(Standing::awaited, "awaited: " + value.reason);
    case Kind::error:
      result.judgement = {Standing::undecided, value.reason, 0, false};
      return;
    case Kind::text:
      result.judgement = judge_text(value.text, result.target.target);
      return settle(result.judgement.standing, {});
    default:
      break;
  }
  if (!result.target.problem.empty()) {
    result.problem = result.target.problem;
    return;
  }
  const IndicatorValue* judged = &value;
  if (const IndicatorNode* node = target_source_.judged_node()) {
    judged = &node->result();
    const std::string told = "it is judged on " + node->definition().expression.text() + ": ";
    if (judged->kind == Kind::refused) {
      result.problem = told + judged->reason;
      return;
    }
    if (judged->kind != Kind::number) {
      result.judgement = {Standing::undecided, told + judged->reason, 0, false};
      return;
    }
  }
  if (!result.target.unknown.empty()) {
    result.judgement = {Standing::undecided, result.target.unknown, 0, false};
    return;
  }
  result.judgement = judge(judged->number, judged->bound, result.target.target, aim, result.target.tolerance,
                           definition.unit);
  settle(result.judgement.standing, {});
}

bool StatusNode::calculate(EvaluationContext& context, std::vector<Value>& values) {
  for (const Area& area : reads()) context.ready(area);
  if (context.suspended()) return false;
  kept_.clear();
  StatusResult result;
  find_computed(result, context);
  if (entered_cell_) {
    const Value cell = context.cell(entered_cell_->sheet, entered_cell_->address);
    result.entered_text = text_of(cell);
    if (!result.entered_text.empty()) {
      result.entered = cell.is_text() ? definitions_.statuses.find(result.entered_text) : nullptr;
      if (result.entered == nullptr) {
        result.problem = workbook_.describe(entered_cell_->sheet, entered_cell_->address) + " holds " +
                         (cell.is_text() ? "\"" + result.entered_text + "\"" : result.entered_text) +
                         ", which is no status" +
                         did_you_mean(result.entered_text, definitions_.statuses.spellings());
      } else {
        result.problem.clear();  // a judgement stands whatever the figure
      }
    }
  }
  if (reason_cell_) result.reason = text_of(context.cell(reason_cell_->sheet, reason_cell_->address));
  if (compared_) compared_text_ = text_of(context.cell(status_cell_->sheet, status_cell_->address));
  result.counts = result.entered != nullptr ? result.entered : result.computed;
  const bool due = indicator_.definition().is_due(indicator_.period(), definitions_.settings.calendar);
  if (result.counts == nullptr && result.problem.empty() &&
      indicator_.definition().expression.form() == Form::milestone && due) {
    result.counts =
        definitions_.statuses.word_for(Standing::awaited, Aim::unstated,
                                       status_memberships(indicator_.definition()));  // none was entered
    result.computed = result.counts;
  }
  if (const PublishedRow* row = indicator_.published()) {
    result.published = definitions_.statuses.find(row->status);
    if (result.published != nullptr) {
      result.published_computed = definitions_.statuses.find(row->computed);
      result.counts = result.published;
      result.problem.clear();
    }
  }
  const bool changed = !calculated_ || !(result == result_);
  result_ = std::move(result);
  calculated_ = true;
  if (!values.empty()) {
    const bool refused =
        refusal() != nullptr || (indicator_.refusal() != nullptr && result_.published == nullptr);
    values[0] = refused              ? workbook_.sheet(status_cell_->sheet).saved_value(status_cell_->address)
                : shown() != nullptr ? Value(shown()->word)
                                     : Value();
  }
  return changed;
}

}  // namespace outturn
