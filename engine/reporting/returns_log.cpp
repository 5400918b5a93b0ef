#include "engine/reporting/returns_log.h"

#include "engine/indicators/definition_columns.h"
#include "engine/indicators/spelling.h"
#include "formulas/decimal_rounding.h"

namespace outturn {

bool same_figure(const FigureReading& a, const FigureReading& b) {
  if (a.kind != b.kind) return false;
  if (a.kind == FigureReading::Kind::number) return a.bound == b.bound && compare_15(a.number, b.number) == 0;
  return a.kind != FigureReading::Kind::text || same_name(a.text, b.text);
}

FigureReading figure_in(const Workbook& workbook, const FormulaCell& cell, const Unit& unit,
                        const DefinitionSettings& settings) {
  const NumberLook look = look_of(workbook, cell);
  return read_figure(in_1900_system(workbook.sheet(cell.sheet).value(cell.address), look, workbook), look,
                     unit, settings.missing_words, settings.day_first());
}

ReturnsLog::ReturnsLog(std::span<const DefinitionTable> tables, const Definitions& definitions,
                       std::vector<Diagnostic>& findings) {
  for (const DefinitionTable& table : tables) {
    if (definition_kind(table.name) != DefinitionKind::returns) continue;
    DefinitionRows rows(table, DefinitionKind::returns, findings);
    while (rows.next()) {
      const MeasureDefinition* measure = definitions.find_measure(rows.text("Measure"));
      const PeriodReading period = read_period(rows.text("Period"), definitions.settings.calendar);
      if (measure == nullptr) continue;  // the measure has gone; its returns stay on record
      if (!period.period) {
        findings.push_back({Severity::warning, rows.cell("Period").where,
                            "\"" + rows.text("Period") + "\" is no period; the return is passed over"});
        continue;
      }
      LoggedReturn logged;
      const DefinitionCell& value = rows.cell("Value");
      logged.figure = read_figure(value.value, value.look, measure->unit, definitions.settings.missing_words,
                                  definitions.settings.day_first());
      logged.shown = rows.text("Value");
      logged.provisional = same_name(rows.text("Provisional"), "yes");
      logged.from = rows.text("From");
      logged.received_on = rows.text("Received on");
      logged.where = rows.where();
      const FigureKey key{name_key(measure->name), name_key(rows.text("Service")), *period.period};
      const bool is_refused = same_name(rows.text("Outcome"), kDiffersOutcome);
      if (!is_refused) refused_.erase(key);
      (is_refused ? refused_ : taken_)[key] = std::move(logged);
    }
  }
}

const LoggedReturn* ReturnsLog::taken(const FigureKey& key) const {
  const auto found = taken_.find(key);
  return found == taken_.end() ? nullptr : &found->second;
}

const LoggedReturn* ReturnsLog::refused(const FigureKey& key) const {
  const auto found = refused_.find(key);
  return found == refused_.end() ? nullptr : &found->second;
}

bool ReturnsLog::is_provisional(const FigureKey& key, const FigureReading& held) const {
  const LoggedReturn* logged = taken(key);
  return logged != nullptr && logged->provisional && same_figure(logged->figure, held);
}

}  // namespace outturn
