#include "engine/indicators/indicator_node.h"

#include <algorithm>
#include <utility>

#include "engine/indicators/bound_algebra.h"
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

SeriesValue no_figure(SeriesValue::Kind kind, std::string reason) {
  SeriesValue value;
  value.kind = kind;
  value.reason = std::move(reason);
  return value;
}

// The year so far carried on to the year's end, or the year's figure by the months of the period.
void scale_to_view(SeriesValue& value, const PeriodView& view, const Period& looked_at,
                   const Period& reporting) {
  const bool projection = view.span == PeriodView::Span::projection;
  if ((!projection && view.span != PeriodView::Span::share_of_year) ||
      value.kind != SeriesValue::Kind::number)
    return;
  if (value.bound != Bound::exactly) {
    value = no_figure(SeriesValue::Kind::refused,
                      "a figure that is only a bound cannot be carried over to another length of time");
    return;
  }
  value.number = projection ? value.number * 12 / looked_at.months : value.number * reporting.months / 12;
}

bool was_awaited(const PublishedRow& row, const StatusVocabulary& words) {
  const StatusWord* status = words.find(row.computed.empty() ? row.status : row.computed);
  return status != nullptr && status->is_for(Standing::awaited);
}

// A figure as it was published; none where it was awaited then, although a cell has been filled since. Where
// nothing but another status was published the cells may have it.
std::optional<IndicatorValue> published_figure(const PublishedRow* row, const Definitions& definitions) {
  if (row == nullptr) return std::nullopt;
  if (row->value.kind == FigureReading::Kind::missing && was_awaited(*row, definitions.statuses))
    return without_figure(Kind::missing, "it was published as " + row->status);
  IndicatorValue value;
  if (row->value.kind == FigureReading::Kind::number) {
    value.kind = Kind::number;
    value.number = row->value.number;
    value.bound = row->value.bound;
    return value;
  }
  if (row->value.kind != FigureReading::Kind::text) return std::nullopt;
  value.kind = Kind::text;
  value.text = row->value.text;
  return value;
}

}  // namespace

const std::string* IndicatorNode::refusal() const noexcept {
  return result_.kind == Kind::refused ? &result_.reason : nullptr;
}

InputValue IndicatorNode::input(std::size_t at, const Period& period,
                                const std::optional<std::string>& service, int depth,
                                const LeftOut* left_out) const {
  const ExpressionInput& name = definition_.expression.inputs()[at];
  InputValue input;
  input.name = (name.is_indicator ? "[" + name.name + "]" : name.name) + view_text(name.view);
  input.period = viewed(period, name.view, definitions_.settings.calendar);
  input.is_indicator = name.is_indicator;
  const std::optional<std::string> wanted = name.view.all_services ? std::nullopt : service;
  if (const MeasureNode* measure = sources_[at].measure) {
    const MeasureDefinition& definition = measure->definition();
    input.source = definition.label.empty() ? definition.name : definition.label;
    input.unit = definition.unit;
    const bool scaled =
        name.view.span == PeriodView::Span::projection || name.view.span == PeriodView::Span::share_of_year;
    input.whole = definition.unit.whole && !scaled;
    input.value = measure->value(input.period, measure->services().empty() ? std::nullopt : wanted,
                                 {takes_part(name.view), scaled, left_out});
    scale_to_view(input.value, name.view, input.period, period);
    if (!input.value.reason.empty()) input.value.reason = definition.name + ": " + input.value.reason;
    return input;
  }
  const IndicatorNode* other = sources_[at].indicator;
  if (other == nullptr) return input;
  input.source = other->definition().title;
  input.unit = other->definition().unit;
  const IndicatorDefinition* then = definitions_.find_indicator(name.name, input.period);
  const std::string when = period_text(input.period, definitions_.settings.calendar);
  IndicatorValue value;
  if (depth > kDeepestChain) {
    value = without_figure(Kind::refused, "indicators are chained too deeply");
  } else if (then != &other->definition()) {
    value = without_figure(Kind::missing, then == nullptr ? "it was not defined for " + when
                                                          : "definition changed after " + when);
  } else if (other == this) {  // its own earlier figure is known only as it was published
    value = published_figure(definitions_.find_published(definition_, input.period), definitions_)
                .value_or(without_figure(Kind::missing, "nothing is published for " + when));
  } else {
    value = other->value(input.period, other->services().empty() ? std::nullopt : wanted, depth + 1);
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
  input.value.coverage = value.coverage;
  return input;
}

std::vector<InputValue> IndicatorNode::inputs(const Period& period, const std::optional<std::string>& service,
                                              int depth) const {
  std::vector<InputValue> inputs;
  const std::size_t count = std::min(definition_.expression.inputs().size(), sources_.size());
  for (std::size_t at = 0; at < count; ++at) inputs.push_back(input(at, period, service, depth, nullptr));
  if (count > 1) align(inputs, period, service, depth);
  return inputs;
}

// A measure with months missing beside its own figure for another period.
bool IndicatorNode::compares_other_months(const std::vector<InputValue>& inputs, std::size_t at) const {
  if (sources_[at].measure == nullptr || inputs[at].value.coverage.gaps.empty()) return false;
  for (std::size_t other = 0; other < inputs.size(); ++other) {
    if (sources_[other].measure == sources_[at].measure && inputs[other].period != inputs[at].period)
      return true;
  }
  return false;
}

void IndicatorNode::align(std::vector<InputValue>& inputs, const Period& period,
                          const std::optional<std::string>& service, int depth) const {
  using SeriesKind = SeriesValue::Kind;
  const std::span<const ExpressionInput> names = definition_.expression.inputs();
  // .all of a service stands for the whole, whatever the service itself lacks.
  const auto is_whole = [&](std::size_t at) { return service.has_value() && names[at].view.all_services; };
  LeftOut services;
  std::vector<LeftOut> left_out(inputs.size());
  constexpr int kMostRounds =
      8;  // leaving out may leave a service without any figure, which is left out then
  for (int round = 0; round < kMostRounds; ++round) {
    bool is_new = false;
    for (std::size_t at = 0; at < inputs.size(); ++at) {
      const SeriesValue& value = inputs[at].value;
      if (sources_[at].measure == nullptr || is_whole(at) || value.kind != SeriesKind::number) continue;
      Coverage silent;
      silent.silent = value.coverage.silent;
      is_new = services.add(silent) || is_new;
      Coverage months;
      months.gaps = value.coverage.gaps;
      for (std::size_t other = 0; other < inputs.size(); ++other) {
        if (inputs[other].period == inputs[at].period && sources_[other].measure != nullptr)
          is_new = left_out[other].add(months) || is_new;
      }
    }
    if (!is_new) break;
    for (std::size_t at = 0; at < inputs.size(); ++at) {
      if (sources_[at].measure == nullptr || is_whole(at)) continue;
      left_out[at].services = services.services;
      inputs[at] = input(at, period, service, depth, &left_out[at]);
    }
  }
  for (std::size_t at = 0; at < inputs.size(); ++at) {
    SeriesValue& value = inputs[at].value;
    if (value.kind != SeriesKind::number || is_whole(at)) continue;
    if (sources_[at].measure != nullptr && sources_[at].measure->services().empty() && !service &&
        !services.services.empty()) {
      value.kind = SeriesKind::missing;
      value.reason = names[at].name + ": it is not split by services, so that " + services.services.front() +
                     ", which has no figure beside it, cannot be left out";
    } else if (compares_other_months(inputs, at)) {
      value.kind = SeriesKind::missing;
      value.reason = inputs[at].name + " covers " +
                     coverage_text(value.coverage, definitions_.settings.calendar) +
                     ", and is not compared with its figure for another period";
    } else if (sources_[at].indicator != nullptr && !value.coverage.is_complete()) {
      value.kind = SeriesKind::missing;
      value.reason = "[" + names[at].name + "]: it covers " +
                     coverage_text(value.coverage, definitions_.settings.calendar) +
                     ", and what it is calculated with may not";
    }
  }
}

IndicatorValue IndicatorNode::value(const Period& period, const std::optional<std::string>& service,
                                    int depth) const {
  if (!service && period != period_) {
    if (auto figure = published_figure(definitions_.find_published(definition_, period), definitions_))
      return *figure;
  }
  if (!service && period == period_ && calculated_ && published_ != nullptr) return result_;
  return computed(period, service, depth);
}

IndicatorValue IndicatorNode::computed(const Period& period, const std::optional<std::string>& service,
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
    value.coverage.add(input.value.coverage);
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
  std::vector<BoundedInput> bounds;
  bool bounded = false;
  for (const InputValue& input : used) {
    if (input.value.kind == SeriesValue::Kind::text)
      return without_figure(Kind::refused, input.name + " is a text, which cannot be calculated with");
    bounded = bounded || input.value.bound != Bound::exactly;
    bounds.push_back({input.value.number, input.value.bound});
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
  if (!bounded) return value;
  const std::optional<Bound> bound = bound_of(definition_.expression.steps(), bounds);
  if (!bound) {
    for (const InputValue& input : used) {
      if (input.value.bound == Bound::exactly) continue;
      return without_figure(
          Kind::refused, input.name + " is only a bound, and what the expression makes of it cannot be told");
    }
  }
  value.bound = bound.value_or(Bound::exactly);
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
    if (source.indicator != nullptr && source.indicator != this) nodes.push_back(source.indicator);
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
      result_ = computed(period_, std::nullopt, 0);
      if (const auto figure = published_figure(published_, definitions_)) {
        recalculated_ = std::move(result_);
        result_ = *figure;
      }
      break;
    case Form::milestone:
      result_ = milestone();
      break;
    default:
      result_ = chosen_status();
      break;
  }
  for (std::size_t at = 0; at < cell_periods_.size(); ++at) {
    if (cell_periods_[at] == period_) {
      values[at] = cell_value(result_, owned_[at]);
      continue;
    }
    const bool is_later = cell_periods_[at].last() > period_.last();
    const bool holds = !is_later && definition_.active.holds(cell_periods_[at]);
    const IndicatorValue earlier = holds ? value(cell_periods_[at], std::nullopt) : IndicatorValue{};
    const bool there = earlier.kind == Kind::number || earlier.kind == Kind::text;
    // What an earlier run wrote stays where the cells it came from are no longer there.
    values[at] = there ? cell_value(earlier, owned_[at])
                       : workbook_.sheet(owned_[at].sheet).saved_value(owned_[at].address);
  }
  for (std::size_t at = 0; at < owned_.size() && cell_periods_.empty(); ++at) {
    const std::size_t part = owned_parts_[at];
    values[at] = cell_value(part == services_.size() ? result_ : service_results_[part], owned_[at]);
  }
  calculated_ = true;
  // Others may use its figures of other periods, which change without this one.
  return true;
}

std::string bounded_text(const IndicatorValue& value, const Unit& unit, std::optional<int> places) {
  const std::string_view sign = value.bound == Bound::less_than   ? "<"
                                : value.bound == Bound::at_most   ? "\u2264"
                                : value.bound == Bound::at_least  ? "\u2265"
                                : value.bound == Bound::more_than ? ">"
                                                                  : "";
  return std::string(sign) + unit_text(value.number, unit, places);
}

Value IndicatorNode::cell_value(const IndicatorValue& value, const FormulaCell& cell) const {
  switch (value.kind) {
    case Kind::number: {
      const NumberLook look = look_of(workbook_, cell);
      if (value.bound != Bound::exactly) return bounded_text(value, definition_.unit);
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
