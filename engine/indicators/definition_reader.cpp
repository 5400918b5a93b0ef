#include "engine/indicators/definition_reader.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/indicators/indicator_expression.h"
#include "engine/indicators/spelling.h"

namespace outturn {

DefinitionReader::DefinitionReader(const DefinitionTable& table, DefinitionKind kind,
                                   Definitions& definitions)
    : out(definitions), rows(table, kind, definitions.findings) {}

void DefinitionReader::finding(Severity severity, std::string where, std::string message) {
  out.findings.push_back({severity, std::move(where), std::move(message)});
}

void DefinitionReader::error(std::string where, std::string message) {
  finding(Severity::error, std::move(where), std::move(message));
}

PlaceText DefinitionReader::place(std::string_view column_name) {
  return {rows.text(column_name), rows.cell(column_name).where};
}

Unit DefinitionReader::unit() {
  UnitReading reading = read_unit(rows.text("Unit"));
  if (!reading.unit) error(rows.cell("Unit").where, reading.problem);
  return reading.unit.value_or(Unit{});
}

// What an expression in a cell of its own stands for; null for an empty text or one that is reported.
CellExpression DefinitionReader::compiled(const DefinitionCell& cell, const std::string& text,
                                          const std::string& what, const IndicatorDefinition& indicator,
                                          const ActiveSpan& active) {
  if (text.empty()) return nullptr;
  ExpressionReading reading = compile_expression(text);
  const std::string name = what + indicator.reference;
  if (!reading.expression) {
    error(cell.where, "\"" + text + "\", " + name + ": " + reading.error.message +
                          (reading.error.suggestion.empty() ? "" : "; " + reading.error.suggestion));
    return nullptr;
  }
  if (reading.expression->form() != IndicatorExpression::Form::number) {
    error(cell.where, "\"" + text + "\", " + name +
                          ", gives a status, not a number; write measures or indicators with + - * /");
    return nullptr;
  }
  auto made = std::make_shared<IndicatorDefinition>();
  made->reference = name;
  made->expression = std::move(*reading.expression);
  made->unit = indicator.unit;
  made->unit_where = made->where = made->expression_where = cell.where;
  made->aim = indicator.aim;
  made->active = active;
  out.cell_expressions.push_back(made);
  return made;
}

std::string DefinitionReader::beside(const std::string& problem, const IndicatorDefinition& indicator) {
  const bool of_aim = problem.find("Aim") != std::string::npos || problem.find(" aim ") != std::string::npos;
  const bool of_unit =
      problem.find("unit") != std::string::npos || problem.find("no date") != std::string::npos;
  return of_aim    ? "; correct it or the aim in " + indicator.aim_where
         : of_unit ? "; correct it or the unit in " + indicator.unit_where
                   : std::string();
}

TargetReading DefinitionReader::target(const IndicatorDefinition& indicator, TargetRule& rule,
                                       const ActiveSpan& active) {
  TargetReading reading = written_target(indicator, rule, active);
  reading.problem += beside(reading.problem, indicator);
  if (reading.note.empty() && reading.target && indicator.unit.kind == UnitKind::percent &&
      std::max(std::fabs(reading.target->number), std::fabs(reading.target->upper)) > kHighestShare)
    reading.note = "the target of " + indicator.reference + ", \"" + reading.target->shown +
                   "\", is more than 1,000 %, which is hardly meant";
  return reading;
}

TargetReading DefinitionReader::written_target(const IndicatorDefinition& indicator, TargetRule& rule,
                                               const ActiveSpan& active) {
  const DefinitionCell& cell = rows.cell("Target");
  if (!cell.value.is_text()) {
    TargetReading reading =
        read_target(cell.value, cell.look, indicator.unit, indicator.aim, out.settings.day_first());
    if (cell.value.is_error())
      reading.problem += "; an expression is written without = in brackets, as (calls.last_year)";
    return reading;
  }
  RuleReading reading =
      read_target_rule(cell.value.text(), indicator.unit, indicator.aim, out.settings.calendar);
  if (!reading.is_rule)
    return read_target(cell.value, cell.look, indicator.unit, indicator.aim, out.settings.day_first());
  rule = reading.rule;
  if (reading.reading.target && !reading.expression.empty()) {
    rule.expression = compiled(cell, reading.expression, "the target of ", indicator, active);
    // The slip is reported; what follows from it is not.
    if (rule.expression == nullptr) rule.kind = TargetRule::Kind::fixed;
  }
  return reading.reading;
}

bool DefinitionReader::yes(const DefinitionCell& cell) {
  const std::string key = name_key(DefinitionRows::cell_text(cell));
  if (key == "yes" || key == "y" || key == "true" || key == "1") return true;
  if (!key.empty() && key != "no" && key != "n" && key != "false" && key != "0")
    error(cell.where, "\"" + key + "\" is neither yes nor no; write one of them");
  return false;
}

std::optional<Period> DefinitionReader::period(const DefinitionCell& cell) {
  const std::string text = DefinitionRows::cell_text(cell);
  if (text.empty()) return std::nullopt;
  PeriodReading reading = read_period(text, out.settings.calendar);
  if (!reading.period) {
    error(cell.where, reading.problem.empty()
                          ? "\"" + text + "\" is no period; write it as Q2 2018/19, July 2018 or 2018/19"
                          : reading.problem);
  }
  return reading.period;
}

ActiveSpan DefinitionReader::active() {
  ActiveSpan span{period(rows.cell("From")), period(rows.cell("Until")), rows.cell("From").where};
  if (span.from && span.until && span.until->last() < span.from->first)
    error(rows.cell("Until").where,
          "Until comes before From; correct one of the two (From: " + rows.cell("From").where + ")");
  return span;
}

}  // namespace outturn
