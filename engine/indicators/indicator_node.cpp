#include "engine/indicators/indicator_node.h"

#include <algorithm>
#include <utility>

#include "engine/indicators/spelling.h"
#include "engine/indicators/status_node.h"
#include "formulas/decimal_rounding.h"

namespace outturn {
namespace {

using Form = IndicatorExpression::Form;
using Kind = IndicatorValue::Kind;

constexpr int kDeepestChain = 60;  // of indicators over indicators over earlier periods

IndicatorValue without_figure(Kind kind, std::string reason) {
  IndicatorValue value;
  value.kind = kind;
  value.reason = std::move(reason);
  return value;
}

bool cumulative_part(const PeriodView& view) noexcept {
  return view.span == PeriodView::Span::month || view.span == PeriodView::Span::quarter;
}

}  // namespace

void IndicatorNode::bind(std::vector<Diagnostic>& findings) {
  for (const Source& source : sources_) {
    const std::vector<std::string>* services = source.measure != nullptr     ? &source.measure->services()
                                               : source.indicator != nullptr ? &source.indicator->services()
                                                                             : nullptr;
    if (services == nullptr || services->empty() || definition_.expression.form() != Form::number) continue;
    if (services_.empty()) services_ = *services;
  }
  if (definition_.entered_value.given())
    entered_cell_ = find_cell(workbook_, definition_.entered_value, "Entered value", findings);
  if (!definition_.value_to.given()) return;
  const std::optional<Area> area = find_cells(workbook_, definition_.value_to, "Value to", findings);
  if (!area) return;
  std::vector<FormulaCell> cells;
  const auto count = static_cast<std::size_t>(std::min<std::int64_t>(area->range.size(), 10'000));
  for (std::int32_t row = area->range.first.row; row <= area->range.last.row && cells.size() < count; ++row) {
    for (std::int32_t column = area->range.first.column; column <= area->range.last.column; ++column)
      cells.push_back({area->sheet, {row, column}});
  }
  if (cells.size() != 1 &&
      (services_.empty() || (cells.size() != services_.size() && cells.size() != services_.size() + 1))) {
    findings.push_back(
        {Severity::error, definition_.value_to.where,
         "Value to: \"" + definition_.value_to.text + "\" has " + std::to_string(cells.size()) + " cells; " +
             definition_.reference + " needs one" +
             (services_.empty() ? ""
                                : ", or one for each of its " + std::to_string(services_.size()) +
                                      " services, or these and one for all")});
    return;
  }
  owns_services_ = cells.size() > 1;
  if (!owns_services_ || cells.size() == services_.size() + 1) value_cell_ = cells.back();
  for (const FormulaCell& cell : cells) {
    if (!holds_formula(workbook_, cell)) {
      owned_.push_back(cell);
    } else if (owns_services_) {
      findings.push_back({Severity::error, definition_.value_to.where,
                          "Value to: " + workbook_.describe(cell.sheet, cell.address) +
                              " holds a formula; a row of figures has none"});
    } else {
      compared_ = true;
    }
  }
}

const std::string* IndicatorNode::refusal() const noexcept {
  return result_.kind == Kind::refused ? &result_.reason : nullptr;
}

std::vector<InputValue> IndicatorNode::inputs(const Period& period, const std::optional<std::string>& service,
                                              int depth) const {
  std::vector<InputValue> inputs;
  const std::span<const ExpressionInput> names = definition_.expression.inputs();
  for (std::size_t at = 0; at < names.size() && at < sources_.size(); ++at) {
    const ExpressionInput& name = names[at];
    InputValue input;
    input.name = (name.is_indicator ? "[" + name.name + "]" : name.name) + view_text(name.view);
    input.period = viewed(period, name.view, definitions_.settings.calendar);
    input.is_indicator = name.is_indicator;
    if (const MeasureNode* measure = sources_[at].measure) {
      const MeasureDefinition& definition = measure->definition();
      input.source = definition.label.empty() ? definition.name : definition.label;
      input.whole = definition.unit.whole;
      input.unit = definition.unit;
      input.value = measure->value(input.period, cumulative_part(name.view),
                                   measure->services().empty() ? std::nullopt : service);
      if (!input.value.reason.empty()) input.value.reason = definition.name + ": " + input.value.reason;
    } else if (const IndicatorNode* other = sources_[at].indicator) {
      input.source = other->definition().title;
      input.unit = other->definition().unit;
      const IndicatorDefinition* then = definitions_.find_indicator(name.name, input.period);
      IndicatorValue value;
      if (depth > kDeepestChain) {
        value = without_figure(Kind::refused, "indicators are chained too deeply");
      } else if (then != &other->definition()) {
        value = without_figure(Kind::missing, "the definition of " + name.name + " changed after " +
                                                  period_text(input.period, definitions_.settings.calendar));
      } else {
        value = other->value(input.period, other->services().empty() ? std::nullopt : service, depth + 1);
      }
      input.value.kind = value.kind == Kind::number    ? SeriesValue::Kind::number
                         : value.kind == Kind::text    ? SeriesValue::Kind::text
                         : value.kind == Kind::error   ? SeriesValue::Kind::error
                         : value.kind == Kind::refused ? SeriesValue::Kind::refused
                                                       : SeriesValue::Kind::missing;
      input.value.number = value.number;
      input.value.bound = value.bound;
      input.value.text = value.text;
      input.value.error = value.error;
      input.value.reason = value.reason.empty() ? "" : "[" + name.name + "]: " + value.reason;
      input.value.have = value.have;
      input.value.need = value.need;
    }
    inputs.push_back(std::move(input));
  }
  return inputs;
}

IndicatorValue IndicatorNode::value(const Period& period, const std::optional<std::string>& service,
                                    int depth) const {
  if (definition_.expression.form() != Form::number) {
    if (!calculated_) return without_figure(Kind::refused, "it is part of a circular reference");
    return period == period_ ? result_
                             : without_figure(Kind::missing, "it is known for the reporting period only");
  }
  const std::vector<InputValue> used = inputs(period, service, depth);
  IndicatorValue value;
  for (const InputValue& input : used) {
    value.have += input.value.have;
    value.need += input.value.need;
  }
  // The gravest first: what cannot be read, then errors, then what is missing.
  for (const SeriesValue::Kind kind :
       {SeriesValue::Kind::refused, SeriesValue::Kind::error, SeriesValue::Kind::missing}) {
    for (const InputValue& input : used) {
      if (input.value.kind != kind) continue;
      value.kind = kind == SeriesValue::Kind::refused ? Kind::refused
                   : kind == SeriesValue::Kind::error ? Kind::error
                                                      : Kind::missing;
      value.error = input.value.error;
      value.reason = input.value.reason;
      return value;
    }
  }
  const bool alone = used.size() == 1 && same_name(definition_.expression.text(), used[0].name);
  if (alone && used[0].value.kind == SeriesValue::Kind::text) {
    value.kind = Kind::text;
    value.text = used[0].value.text;
    return value;
  }
  std::vector<double> numbers;
  for (const InputValue& input : used) {
    if (input.value.kind == SeriesValue::Kind::text)
      return without_figure(Kind::refused, input.name + " is a text, which cannot be calculated with");
    if (input.value.bound != Bound::exactly && !alone) {
      return without_figure(Kind::refused, input.name + " is only a bound, which cannot be calculated with");
    }
    numbers.push_back(input.value.number);
  }
  const auto result = definition_.expression.evaluate(numbers);
  if (const ErrorCode* error = std::get_if<ErrorCode>(&result)) {
    value.kind = Kind::error;
    value.error = *error;
    value.reason = *error == ErrorCode::div0 ? "the expression divides by 0"
                                             : "the expression gives " + std::string(error_text(*error));
    for (const InputValue& input : used) {
      if (input.value.number == 0) value.reason += "; " + input.name + " is 0";
    }
    return value;
  }
  value.kind = Kind::number;
  value.number = std::get<double>(result);
  if (alone) value.bound = used[0].value.bound;
  return value;
}

// The status of the worst, and its figure; among equals the one whose figure is worse by this indicator's
// aim.
IndicatorValue IndicatorNode::chosen_status() const {
  std::vector<const StatusWord*> statuses;
  for (const Source& source : sources_) {
    if (source.status == nullptr)
      return without_figure(Kind::refused, "one of its indicators is not defined for this period");
    if (source.status->refusal() != nullptr)
      return without_figure(Kind::refused, source.status->label() + ": " + *source.status->refusal());
    statuses.push_back(source.status->result().counts);
  }
  const bool worst = definition_.expression.form() == Form::worst_status;
  IndicatorValue value = without_figure(Kind::none, {});
  value.status =
      worst ? worst_status(statuses, definitions_.statuses) : best_status(statuses, definitions_.statuses);
  for (const Source& source : sources_) {
    const IndicatorNode& node = source.status->indicator();
    const IndicatorValue& each = node.result();
    value.have += each.have;
    value.need += each.need;
    if (value.status == nullptr || source.status->result().counts != value.status ||
        each.kind != Kind::number || node.definition().unit.kind != definition_.unit.kind)
      continue;
    const bool lower = (definition_.aim == Aim::minimise) != worst;  // of two equals, which figure is taken
    if (value.kind != Kind::number || (lower ? each.number < value.number : each.number > value.number)) {
      value.kind = Kind::number;
      value.number = each.number;
      value.bound = each.bound;
    }
  }
  return value;
}

IndicatorValue IndicatorNode::milestone() const {
  IndicatorValue value = without_figure(Kind::none, {});
  if (!entered_) return value;
  if (entered_->kind == FigureReading::Kind::number) {
    value.kind = Kind::number;
    value.number = entered_->number;
  } else if (entered_->kind == FigureReading::Kind::error) {
    value.kind = Kind::error;
    value.error = entered_->error;
  }
  return value;
}

std::vector<Area> IndicatorNode::reads() const {
  std::vector<Area> areas;
  if (entered_cell_) areas.push_back(single_area(entered_cell_->sheet, single_cell(entered_cell_->address)));
  if (compared_) areas.push_back(single_area(value_cell_->sheet, single_cell(value_cell_->address)));
  return areas;
}

std::vector<const ReportNode*> IndicatorNode::precedents() const {
  std::vector<const ReportNode*> nodes;
  for (const Source& source : sources_) {
    if (source.measure != nullptr) nodes.push_back(source.measure);
    if (source.indicator != nullptr) nodes.push_back(source.indicator);
    if (source.status != nullptr) nodes.push_back(source.status);
  }
  return nodes;
}

std::vector<OwnedCell> IndicatorNode::owns() const {
  std::vector<OwnedCell> cells;
  for (const FormulaCell& cell : owned_) cells.push_back({cell.sheet, cell.address});
  return cells;
}

bool IndicatorNode::calculate(EvaluationContext& context, std::vector<Value>& values) {
  for (const Area& area : reads()) context.ready(area);
  if (context.suspended()) return false;
  const IndicatorValue before = result_;
  const std::vector<IndicatorValue> services_before = service_results_;
  const std::optional<FigureReading> entered_before = entered_;
  kept_.clear();
  const auto read_cell = [&](const FormulaCell& cell) {
    const NumberLook look = look_of(workbook_, cell);
    return read_figure(in_1900_system(context.cell(cell.sheet, cell.address), look, workbook_), look,
                       definition_.unit, definitions_.settings.missing_words,
                       definitions_.settings.day_first());
  };
  if (entered_cell_) entered_ = read_cell(*entered_cell_);
  if (compared_) compared_value_ = read_cell(*value_cell_);
  if (entered_ && definition_.expression.form() == Form::milestone &&
      entered_->kind == FigureReading::Kind::refused) {
    const Value cell = context.cell(entered_cell_->sheet, entered_cell_->address);
    if (cell.is_text()) {  // "started": a word, no date
      entered_->kind = FigureReading::Kind::text;
      entered_->text = std::string(trimmed(cell.text()));
    }
  }

  service_results_.clear();
  switch (definition_.expression.form()) {
    case Form::number:
      for (const std::string& service : services_) service_results_.push_back(value(period_, service));
      result_ = value(period_, std::nullopt);
      break;
    case Form::milestone:
      result_ = milestone();
      break;
    default:
      result_ = chosen_status();
      break;
  }
  for (std::size_t at = 0; at < owned_.size(); ++at) {
    const bool whole = !owns_services_ || at == services_.size();
    values[at] = cell_value(whole ? result_ : service_results_[at], owned_[at]);
  }
  const auto same_entered = [](const std::optional<FigureReading>& a, const std::optional<FigureReading>& b) {
    return a.has_value() == b.has_value() &&
           (!a || (a->kind == b->kind && a->number == b->number && a->text == b->text));
  };
  const bool changed = !calculated_ || !(before == result_) || services_before != service_results_ ||
                       !same_entered(entered_before, entered_);
  calculated_ = true;
  return changed;
}

Value IndicatorNode::cell_value(const IndicatorValue& value, const FormulaCell& cell) const {
  switch (value.kind) {
    case Kind::number: {
      const NumberLook look = look_of(workbook_, cell);
      if (value.bound != Bound::exactly) {
        constexpr std::pair<Bound, std::string_view> kSigns[] = {{Bound::less_than, "<"},
                                                                 {Bound::at_most, "\u2264"},
                                                                 {Bound::at_least, "\u2265"},
                                                                 {Bound::more_than, ">"}};
        for (const auto& [bound, sign] : kSigns) {
          if (bound == value.bound) return std::string(sign) + unit_text(value.number, definition_.unit);
        }
      }
      if (definition_.unit.kind == UnitKind::date) return from_1900_system(value.number, workbook_);
      return to_cell_number(value.number, definition_.unit, look);
    }
    case Kind::text:
      return value.text;
    case Kind::error:
      // A rate of nothing is left blank, as reports do; an error that stands in a cell is passed on.
      return value.error == ErrorCode::div0 ? Value() : Value(value.error);
    case Kind::refused:
      return workbook_.sheet(cell.sheet).saved_value(cell.address);
    default:
      return {};
  }
}

}  // namespace outturn
