#include <algorithm>
#include <utility>

#include "engine/indicators/definition_reader.h"
#include "engine/indicators/measure_text.h"
#include "engine/indicators/spelling.h"

namespace outturn {
namespace {

void profile(DefinitionReader& reader, TargetDefinition& row, const Unit& row_unit) {
  const DefinitionCell& cell = reader.rows.cell("Profile");
  const std::string text = DefinitionRows::cell_text(cell);
  const std::string phrase = folded_phrase(text);
  if (phrase.empty()) return;
  if (phrase == "even") {
    row.profile = TargetDefinition::Profile::even;
  } else if (phrase == "cumulative, even" || phrase == "cumulative even" || phrase == "even, cumulative") {
    row.profile = TargetDefinition::Profile::cumulative_even;
  } else if (phrase == "as last year") {
    row.profile = TargetDefinition::Profile::as_last_year;
  } else if (text.find_first_of("![") != std::string::npos && text.find(';') == std::string::npos) {
    row.profile = TargetDefinition::Profile::cells;
    row.profile_cells = {text, cell.where};
  } else {
    for (const std::string& part : split_list(text)) {
      const FigureReading figure =
          read_figure(Value(part), NumberLook::plain, row_unit, reader.out.settings.missing_words);
      if (figure.kind != FigureReading::Kind::number || figure.bound != Bound::exactly) {
        reader.error(
            cell.where,
            "\"" + text +
                "\" is no profile; write even, or cumulative, even, or as last year, or four or twelve "
                "figures separated by ;, or the cells that hold them, as Plan!B5:E5");
        return;
      }
      row.figures.push_back(figure.number);
    }
    if (row.figures.size() != 4 && row.figures.size() != 12) {
      reader.error(cell.where,
                   "a profile has four figures, one a quarter, or twelve, one a month; write so many, or "
                   "even, or cumulative, even; here are " +
                       std::to_string(row.figures.size()));
      return;
    }
    row.profile = TargetDefinition::Profile::figures;
  }
  if (row.target.kind != Target::Kind::number)
    reader.error(cell.where, "a profile is for a target that is a number; write one in Target (" +
                                 row.target_where + ")");
}

}  // namespace

// After the indicators, whose unit and aim these rows need.
void read_targets(const DefinitionTable& table, Definitions& definitions) {
  DefinitionReader reader(table, DefinitionKind::targets, definitions);
  DefinitionRows& rows = reader.rows;
  while (rows.next()) {
    TargetDefinition row;
    row.where = rows.where();
    row.reference = rows.text("Reference");
    row.active = reader.active();
    if (definitions.is_misread(row.reference)) continue;  // its unit and aim are not known
    const auto indicator = std::find_if(
        definitions.indicators.begin(), definitions.indicators.end(),
        [&](const IndicatorDefinition& each) { return same_name(each.reference, row.reference); });
    if (indicator == definitions.indicators.end()) {
      definitions.targets.push_back(std::move(row));  // reported with the other unknown names
      continue;
    }
    const DefinitionCell& target_cell = rows.cell("Target");
    TargetReading target = reader.target(*indicator, row.rule, row.active);
    if (!target.target) {
      reader.error(target_cell.where, "the target of " + row.reference + ": " + target.problem);
      continue;
    }
    if (!target.note.empty()) reader.finding(Severity::warning, target_cell.where, target.note);
    row.target = std::move(*target.target);
    row.target_where = target_cell.where;
    row.aim = target.aim;
    const DefinitionCell& tolerance_cell = rows.cell("Tolerance");
    if (const std::string formula = cell_expression(rows.text("Tolerance")); !formula.empty()) {
      row.tolerance_expression =
          reader.compiled(tolerance_cell, formula, "the tolerance of ", *indicator, row.active);
      row.tolerance = Tolerance{Tolerance::Kind::amount, 0};
    } else if (!DefinitionRows::cell_text(tolerance_cell).empty()) {
      const ToleranceReading tolerance =
          read_tolerance(tolerance_cell.value, tolerance_cell.look, indicator->unit);
      if (!tolerance.tolerance)
        reader.error(tolerance_cell.where, "the tolerance of " + row.reference + ": " + tolerance.problem +
                                               DefinitionReader::beside(tolerance.problem, *indicator));
      row.tolerance = tolerance.tolerance;
    }
    profile(reader, row, indicator->unit);
    definitions.targets.push_back(std::move(row));
  }
}

void read_benchmarks(const DefinitionTable& table, Definitions& definitions) {
  DefinitionReader reader(table, DefinitionKind::benchmarks, definitions);
  DefinitionRows& rows = reader.rows;
  while (rows.next()) {
    BenchmarkRow row;
    row.name = rows.text("Benchmark");
    row.group = rows.text("Group");
    row.figure = rows.text("Figure");
    const std::optional<Period> when = reader.period(rows.cell("Period"));
    if (rows.text("Period").empty())
      reader.error(rows.cell("Period").where, "the benchmark has no period; write it as 2017/18");
    if (row.name.empty())
      reader.error(rows.cell("Benchmark").where,
                   "the benchmark has no name; write the one that targets ask for, as recycling");
    if (row.figure.empty()) {
      reader.error(rows.cell("Figure").where,
                   "write mean, median, quartile 1, quartile 2, quartile 3 or the name of a peer");
    }
    const DefinitionCell& cell = rows.cell("Value");
    row.value = cell.value;
    row.look = cell.look;
    row.where = cell.where;
    row.figure_where = rows.cell("Figure").where;
    if (!when) continue;
    bool is_first = true;
    for (const BenchmarkRow& other : definitions.benchmarks) {
      if (!same_name(other.name, row.name) || other.period != *when) continue;
      if (same_name(other.figure, row.figure)) {
        reader.error(row.figure_where, "the " + row.figure + " of " + row.name +
                                           " stands here a second time, after " + other.figure_where +
                                           "; correct one of the two, or leave one out");
      }
      // Peers of two groups make a quartile of neither.
      if (std::exchange(is_first, false) && !same_name(other.group, row.group))
        reader.finding(Severity::warning, rows.cell("Group").where,
                       "the figures of " + row.name + " are of one group of councils, but here stands \"" +
                           row.group + "\" and at " + other.where + " \"" + other.group +
                           "\"; correct Group, or give the other group's benchmark a name of its own");
    }
    row.period = *when;
    definitions.benchmarks.push_back(std::move(row));
  }
}

}  // namespace outturn
