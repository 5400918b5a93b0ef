#include <algorithm>
#include <utility>

#include "engine/indicators/definition_reader.h"
#include "engine/indicators/membership.h"
#include "engine/indicators/spelling.h"
#include "engine/indicators/trend.h"

namespace outturn {
namespace {

std::vector<Frequency> frequencies(DefinitionReader& reader, const DefinitionCell& cell) {
  using Kind = Frequency::Kind;
  constexpr std::pair<std::string_view, Kind> kWords[] = {
      {"monthly", Kind::monthly},
      {"quarterly", Kind::quarterly},
      {"half-yearly", Kind::half_yearly},
      {"annual", Kind::yearly},
      {"annually", Kind::yearly},
      {"yearly", Kind::yearly},
      {"key milestone", Kind::every_period},
      {"milestone", Kind::every_period},
  };
  std::vector<Frequency> found;
  for (const std::string& part : split_list(DefinitionRows::cell_text(cell))) {
    const std::string key = name_key(part);
    if (key.size() == 2 && key[0] == 'q' && key[1] >= '1' && key[1] <= '4') {
      found.push_back({Kind::quarter, key[1] - '0'});
      continue;
    }
    const auto word = std::find_if(std::begin(kWords), std::end(kWords),
                                   [&](const auto& each) { return same_name(part, each.first); });
    if (word != std::end(kWords)) {
      found.push_back({word->second, 0});
      continue;
    }
    std::vector<std::string> known;
    for (const auto& each : kWords) known.emplace_back(each.first);
    reader.error(cell.where, "\"" + part + "\" is no frequency" + did_you_mean(part, known) +
                                 "; write monthly, quarterly, half-yearly, annual or Q2");
  }
  return found;
}

bool multiplies_by_a_hundred(std::string_view text) {
  const std::string key = name_key(text);
  const auto ends = [&](std::size_t at) {
    return at >= key.size() || ((key[at] < '0' || key[at] > '9') && key[at] != '.' && key[at] != '%');
  };
  const std::size_t after = key.find("*100");
  if (after != std::string::npos && ends(after + 4)) return true;
  return key.rfind("100*", 0) == 0;
}

// The columns Benchmark and Position to.
void read_position(DefinitionReader& reader, IndicatorDefinition& indicator) {
  const std::string text = reader.rows.text("Benchmark");
  indicator.benchmark_where = reader.rows.cell("Benchmark").where;
  indicator.position_to = reader.place("Position to");
  const auto fail = [&](const std::string& what) { reader.error(indicator.benchmark_where, what); };
  std::string problem;
  if (!text.empty()) {
    indicator.benchmark = read_benchmark_query(text, reader.out.settings.calendar, problem);
    if (!indicator.benchmark) {
      fail("\"" + text +
           "\" is no benchmark; write mean of NAME, median of NAME, quartile 3 of NAME or quartiles of "
           "NAME, with a name from the sheet Benchmarks");
    } else if (!problem.empty()) {
      fail("\"" + text + "\": " + problem + "; write a period, share of year or as it is, after commas");
    }
    if (!indicator.position_to.given())
      fail("the position against it has no cell; give one in Position to, or empty Benchmark");
  } else if (indicator.rule.kind == TargetRule::Kind::benchmark) {
    indicator.benchmark = indicator.rule.benchmark;
  }
  if (!indicator.position_to.given()) return;
  if (!indicator.benchmark && problem.empty() && text.empty())
    reader.error(indicator.position_to.where, "the position of " + indicator.reference +
                                                  " is against no benchmark; write one in Benchmark (" +
                                                  indicator.benchmark_where + "), such as mean of recycling");
  if (indicator.unit.kind == UnitKind::text || indicator.unit.kind == UnitKind::date)
    reader.error(indicator.position_to.where, "the figures of " + indicator.reference +
                                                  " are no numbers (Unit: " + indicator.unit_where +
                                                  "), so that they have no position; empty Position to");
  if (indicator.benchmark && indicator.benchmark->figure == kEveryQuartile &&
      indicator.aim != Aim::maximise && indicator.aim != Aim::minimise)
    fail("which quartile is the top one depends on the aim; write maximise or minimise in Aim (" +
         indicator.aim_where + "), or mean or median here");
}

}  // namespace

void read_indicators(const DefinitionTable& table, Definitions& definitions) {
  DefinitionReader reader(table, DefinitionKind::indicators, definitions);
  DefinitionRows& rows = reader.rows;
  while (rows.next()) {
    IndicatorDefinition indicator;
    indicator.where = rows.where();
    indicator.reference = rows.text("Reference");
    if (indicator.reference.empty()) {
      reader.error(rows.cell("Reference").where, "the indicator has no reference; write one, such as CS-2");
      continue;
    }
    indicator.title = rows.text("Title");
    indicator.active = reader.active();
    const std::string text = rows.text("Expression");
    ExpressionReading expression = compile_expression(text);
    if (!expression.expression) {
      const std::size_t at = std::min(expression.error.position, text.size());
      const auto characters = 1 + std::count_if(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at),
                                                [](char c) { return (c & 0xC0) != 0x80; });
      reader.error(rows.cell("Expression").where,
                   "the expression of " + indicator.reference + ", at character " +
                       std::to_string(characters) + ": " + expression.error.message +
                       (expression.error.suggestion.empty() ? "" : "; " + expression.error.suggestion));
      definitions.misread.push_back(indicator.reference);
      continue;
    }
    indicator.expression = std::move(*expression.expression);
    indicator.expression_where = rows.cell("Expression").where;
    const bool unit_read = read_unit(rows.text("Unit")).unit.has_value();
    indicator.unit = reader.unit();
    indicator.unit_where = rows.cell("Unit").where;
    if (indicator.unit.kind == UnitKind::percent && multiplies_by_a_hundred(text)) {
      reader.finding(Severity::warning, rows.cell("Expression").where,
                     "a ratio is shown as a percentage without being multiplied by 100; leave * 100 out");
    }
    indicator.aim_where = rows.cell("Aim").where;
    const std::optional<Aim> aim = read_aim(rows.text("Aim"));
    if (aim) {
      indicator.aim = *aim;
    } else {
      reader.error(
          rows.cell("Aim").where,
          "\"" + rows.text("Aim") + "\" is no aim; write maximise, minimise, on target, range or on time");
    }
    const DefinitionCell& target_cell = rows.cell("Target");
    TargetReading target = reader.target(indicator, indicator.rule, indicator.active);
    // Without its aim or unit a target may look wrong that is not.
    if (!aim || !unit_read) definitions.misread.push_back(indicator.reference);
    if (!target.target && aim && unit_read)
      reader.error(target_cell.where, "the target of " + indicator.reference + ": " + target.problem);
    if (!target.note.empty()) reader.finding(Severity::warning, target_cell.where, target.note);
    if (target.target) indicator.target = std::move(*target.target);
    indicator.aim = target.aim;
    indicator.target_where = target_cell.where;
    const DefinitionCell& tolerance_cell = rows.cell("Tolerance");
    indicator.tolerance_expression = reader.compiled(tolerance_cell, cell_expression(rows.text("Tolerance")),
                                                     "the tolerance of ", indicator, indicator.active);
    if (indicator.tolerance_expression != nullptr) {
      indicator.tolerance = {Tolerance::Kind::amount, 0};
    } else if (!cell_expression(rows.text("Tolerance")).empty()) {
      // reported
    } else if (const auto tolerance =
                   read_tolerance(tolerance_cell.value, tolerance_cell.look, indicator.unit);
               tolerance.tolerance) {
      indicator.tolerance = *tolerance.tolerance;
    } else if (unit_read) {
      reader.error(tolerance_cell.where, "the tolerance of " + indicator.reference + ": " +
                                             tolerance.problem +
                                             DefinitionReader::beside(tolerance.problem, indicator));
    }
    indicator.frequency_text = rows.text("Frequency");
    indicator.frequencies = frequencies(reader, rows.cell("Frequency"));
    indicator.kind = rows.text("Kind");
    indicator.objectives = split_list(rows.text("Objective"));
    indicator.services = split_list(rows.text("Service"));
    indicator.owners = split_list(rows.text("Owner"));
    indicator.value_to = reader.place("Value to");
    indicator.value_periods = reader.place("Value periods");
    indicator.status_to = reader.place("Status to");
    indicator.entered_value = reader.place("Entered value");
    indicator.entered_status = reader.place("Entered status");
    indicator.reason = reader.place("Reason");
    indicator.commentary = reader.place("Commentary");
    indicator.plan = reader.place("Plan");
    const DefinitionCell& judged_cell = rows.cell("Judged on");
    indicator.judged_on = reader.compiled(judged_cell, rows.text("Judged on"), "the figure that judges ",
                                          indicator, indicator.active);
    if (indicator.judged_on != nullptr && indicator.expression.form() != IndicatorExpression::Form::number)
      reader.error(judged_cell.where, indicator.reference + " is judged by its own state; empty Judged on");
    for (const std::string_view column : other_membership_columns())
      indicator.other_memberships.emplace_back(column, split_list(rows.text(column)));
    indicator.trend_to = reader.place("Trend to");
    indicator.trend_over_where = rows.cell("Trend over").where;
    TrendOverReading over = read_trend_over(rows.text("Trend over"));
    if (!over.over) reader.error(indicator.trend_over_where, over.problem);
    indicator.trend_over = over.over.value_or(TrendOver{});
    read_position(reader, indicator);
    definitions.indicators.push_back(std::move(indicator));
  }
}

}  // namespace outturn
