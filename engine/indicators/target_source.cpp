#include "engine/indicators/target_source.h"

#include <algorithm>
#include <cmath>

#include "engine/indicators/figure_text.h"
#include "engine/indicators/spelling.h"

namespace outturn {
namespace {

using Kind = IndicatorValue::Kind;
using Profile = TargetDefinition::Profile;

// Why a figure cannot serve as a target; empty if it can.
std::string why_not(const IndicatorValue& value) {
  if (value.kind == Kind::number && value.bound == Bound::exactly) return {};
  if (value.kind == Kind::number) return "it is only known as a bound";
  return value.reason.empty() ? "there is no figure" : value.reason;
}

const TargetRule& rule_of(const IndicatorDefinition& definition, const TargetDefinition* row) {
  return row != nullptr ? row->rule : definition.rule;
}

}  // namespace

TargetSource::TargetSource(const Workbook& workbook, const Definitions& definitions,
                           const IndicatorNode& indicator)
    : workbook_(workbook),
      definitions_(definitions),
      indicator_(indicator),
      row_(target_row(indicator.definition(), definitions, indicator.period())) {}

CellExpression TargetSource::target_expression() const {
  return rule_of(indicator_.definition(), row_).expression;
}

CellExpression TargetSource::tolerance_expression() const {
  // A tolerance in the row of the Targets sheet replaces the indicator's.
  return row_ != nullptr && row_->tolerance ? row_->tolerance_expression
                                            : indicator_.definition().tolerance_expression;
}

void TargetSource::set_nodes(const IndicatorNode* target, const IndicatorNode* tolerance,
                             const IndicatorNode* judged) {
  target_ = target;
  tolerance_ = tolerance;
  judged_ = judged;
}

void TargetSource::bind(std::vector<Diagnostic>& findings) {
  if (row_ == nullptr || row_->profile != Profile::cells) return;
  cells_ = find_cells(workbook_, row_->profile_cells, "Profile", findings);
  if (cells_ && ((cells_->range.size() != 4 && cells_->range.size() != 12) ||
                 (cells_->range.rows() != 1 && cells_->range.columns() != 1))) {
    findings.push_back({Severity::error, row_->profile_cells.where,
                        "Profile: \"" + row_->profile_cells.text + "\" has " +
                            std::to_string(cells_->range.size()) +
                            " cells; give a row or column of four, one a quarter, or twelve, one a month"});
    cells_.reset();
  }
}

std::vector<Area> TargetSource::reads() const {
  return cells_ ? std::vector<Area>{*cells_} : std::vector<Area>{};
}

std::vector<const ReportNode*> TargetSource::precedents() const {
  std::vector<const ReportNode*> nodes;
  for (const IndicatorNode* node : {target_, tolerance_, judged_}) {
    if (node != nullptr) nodes.push_back(node);
  }
  return nodes;
}

void TargetSource::apply_rule(PeriodTarget& result) const {
  const TargetRule& rule = rule_of(indicator_.definition(), row_);
  const Unit& unit = indicator_.definition().unit;
  const YearCalendar calendar = definitions_.settings.calendar;
  if (rule.kind == TargetRule::Kind::fixed) return;
  if (rule.kind == TargetRule::Kind::benchmark) {
    BenchmarkAnswer found =
        answer(rule.benchmark, definitions_.benchmarks, indicator_.period(), unit, calendar);
    if (!found.problem.empty()) result.problem = "its target is not known: " + found.problem;
    result.target.number = found.number;
    result.source = std::move(found.source);
    result.peers = std::move(found.peers);
    return;
  }
  double base = rule.base;
  std::string base_text = unit_text(base, unit);
  if (rule.base_period) base_text += " in " + period_text(*rule.base_period, calendar);
  if (target_ != nullptr) {
    const IndicatorValue& value = target_->result();
    const std::string why = why_not(value);
    if (!why.empty()) {
      const std::string told = target_->definition().expression.text() + ": " + why;
      (value.kind == Kind::refused ? result.problem : result.unknown) = "its target is not known: " + told;
      return;
    }
    base = value.number;
    base_text = target_->definition().expression.text() + " = " + unit_text(base, unit);
  }
  result.target.number = base;
  result.source = base_text;
  if (rule.kind != TargetRule::Kind::change) return;
  const int years =
      rule.base_period
          ? (year_of(indicator_.period(), calendar).first - year_of(*rule.base_period, calendar).first) / 12
          : 1;
  if (years < 0) {
    result.problem = "the baseline of its target is of a later year than the period that is reported";
    return;
  }
  const int steps = rule.per_year ? years : 1;
  result.target.number = changed_base(base, rule, years);
  result.factor = rule.is_share ? std::pow(1 + rule.change, steps) : 1;
  result.offset = rule.is_share ? 0 : rule.change * steps;
  const std::string change = rule.is_share ? figure_text(std::fabs(rule.change) * 100) + "%"
                             : unit.kind == UnitKind::percent
                                 ? figure_text(std::fabs(rule.change) * 100) + " points"
                                 : unit_text(std::fabs(rule.change), unit);
  result.source += (rule.change < 0 ? " less " : " plus ") + change +
                   (steps == 1 ? "" : " × " + std::to_string(steps) + " years") + " = " +
                   unit_text(result.target.number, unit);
}

void TargetSource::apply_cells(PeriodTarget& result, EvaluationContext& context) const {
  const YearCalendar calendar = definitions_.settings.calendar;
  const Period& period = indicator_.period();
  const int months_in = year_to_date(period, calendar).months;
  const int step = 12 / static_cast<int>(cells_->range.size());
  if (period.months != step || months_in % step != 0) {
    result.problem = "the profile at " + row_->where + " has no figure for " + period_text(period, calendar);
    return;
  }
  FormulaCell cell{cells_->sheet, cells_->range.first};
  (cells_->range.rows() == 1 ? cell.address.column : cell.address.row) += months_in / step - 1;
  const NumberLook look = look_of(workbook_, cell);
  const FigureReading figure =
      read_figure(context.cell(cell.sheet, cell.address), look, indicator_.definition().unit,
                  definitions_.settings.missing_words, definitions_.settings.day_first());
  const std::string place = workbook_.describe(cell.sheet, cell.address);
  if (figure.kind == FigureReading::Kind::missing) {
    result.unknown = "its target is not known: " + place + " of the profile has no figure";
  } else if (figure.kind != FigureReading::Kind::number || figure.bound != Bound::exactly) {
    result.problem =
        "its target cannot be read: " + place +
        (figure.problem.empty() ? std::string(" of the profile holds no figure") : ": " + figure.problem);
  } else {
    result.target.number = figure.number;
    result.source = place + ", of the profile";
  }
}

void TargetSource::apply_last_year(PeriodTarget& result) const {
  const YearCalendar calendar = definitions_.settings.calendar;
  const IndicatorDefinition& definition = indicator_.definition();
  const Period then = last_year(indicator_.period());
  const Period year = year_of(then, calendar);
  const std::string what = "its target is not known: the profile of " + year_text(year.first) + ": ";
  if (definitions_.find_indicator(definition.reference, then) != &definition) {
    result.unknown = what + "definition changed since then";
    return;
  }
  const IndicatorValue part = indicator_.value(then, std::nullopt);
  const IndicatorValue whole = indicator_.value(year, std::nullopt);
  for (const IndicatorValue* value : {&part, &whole}) {
    if (const std::string why = why_not(*value); !why.empty()) {
      (value->kind == Kind::refused ? result.problem : result.unknown) = what + why;
      return;
    }
  }
  if (whole.number == 0) {
    result.unknown = what + "the year's figure is 0";
    return;
  }
  const double annual = result.target.number;
  result.target.number = annual * part.number / whole.number;
  result.factor *= part.number / whole.number;
  result.offset *= part.number / whole.number;
  result.source = (result.source.empty() ? "" : result.source + "; ") + unit_text(annual, definition.unit) +
                  " for the year × " + unit_text(part.number, definition.unit) + " in " +
                  period_text(then, calendar) + " ÷ " + unit_text(whole.number, definition.unit) + " in " +
                  year_text(year.first) + " = " + unit_text(result.target.number, definition.unit);
}

void TargetSource::apply_profile(PeriodTarget& result, EvaluationContext& context) const {
  if (row_ == nullptr) return;
  if (row_->profile == Profile::cells && cells_) return apply_cells(result, context);
  if (row_->profile == Profile::as_last_year) return apply_last_year(result);
  const bool spread = row_->profile == Profile::even || row_->profile == Profile::cumulative_even;
  if (!spread || row_->rule.kind == TargetRule::Kind::fixed) return;
  const YearCalendar calendar = definitions_.settings.calendar;
  const int months = row_->profile == Profile::even ? indicator_.period().months
                                                    : year_to_date(indicator_.period(), calendar).months;
  const Unit& unit = indicator_.definition().unit;
  const double annual = result.target.number;
  result.target.number = annual * months / 12;
  result.factor *= months / 12.0;
  result.offset *= months / 12.0;
  result.source += "; " + unit_text(annual, unit) + " for the year × " + std::to_string(months) +
                   "/12 = " + unit_text(result.target.number, unit);
}

PeriodTarget TargetSource::find(EvaluationContext& context) const {
  const IndicatorDefinition& definition = indicator_.definition();
  PeriodTarget result = target_for(definition, definitions_, indicator_.period());
  const bool is_rule = rule_of(definition, row_).kind != TargetRule::Kind::fixed;
  if (is_rule) {  // what target_for made of a number that is not there
    result.target.number = 0;
    result.factor = 1;
    result.source.clear();
  }
  apply_rule(result);
  const bool settled = result.problem.empty() && result.unknown.empty();
  if (settled) apply_profile(result, context);
  const bool from_profile =
      row_ != nullptr && (row_->profile == Profile::cells || row_->profile == Profile::as_last_year);
  if (settled && (is_rule || from_profile)) {
    const std::string sign = !result.target.strict         ? ""
                             : result.aim == Aim::maximise ? "more than "
                                                           : "under ";
    result.target.shown = sign + unit_text(result.target.number, definition.unit);
  }
  const std::string& where = row_ != nullptr ? row_->target_where : definition.target_where;
  if (result.target.kind != Target::Kind::none)
    result.source += result.source.empty() ? where : " (" + where + ")";
  if (tolerance_ != nullptr && result.problem.empty()) {
    const IndicatorValue& value = tolerance_->result();
    const std::string why =
        value.kind == Kind::number && value.number < 0 ? "it is negative" : why_not(value);
    if (!why.empty()) {
      result.problem =
          "its tolerance is not known: " + tolerance_->definition().expression.text() + ": " + why;
    } else {
      result.tolerance = {Tolerance::Kind::amount, value.number};
    }
  }
  return result;
}

}  // namespace outturn
