// Reading the rows of one definition sheet: what its columns have in common, and one function a kind of
// sheet. Roll-ups and lists are in summary_definitions.h, Published in published_sheet.h.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/indicators/definition_columns.h"
#include "engine/indicators/definitions.h"

namespace outturn {

// The rows of a table, and what is reported of them.
class DefinitionReader {
 public:
  DefinitionReader(const DefinitionTable& table, DefinitionKind kind, Definitions& definitions);

  Definitions& out;
  DefinitionRows rows;

  void finding(Severity severity, std::string where, std::string message);
  void error(std::string where, std::string message);

  // Of the current row. What cannot be read is reported.
  [[nodiscard]] PlaceText place(std::string_view column_name);
  [[nodiscard]] Unit unit();
  [[nodiscard]] ActiveSpan active();
  [[nodiscard]] std::optional<Period> period(const DefinitionCell& cell);
  [[nodiscard]] bool yes(const DefinitionCell& cell);
  // What an expression in a cell of its own stands for; null for an empty text or one that is reported.
  [[nodiscard]] CellExpression compiled(const DefinitionCell& cell, const std::string& text,
                                        const std::string& what, const IndicatorDefinition& indicator,
                                        const ActiveSpan& active);
  // The column Target; `rule` is set where it is no fixed figure.
  // The problem names the cells of Aim and Unit too where it has to do with them.
  [[nodiscard]] TargetReading target(const IndicatorDefinition& indicator, TargetRule& rule,
                                     const ActiveSpan& active);

  // "; correct it or the aim in Indicators!E5" where a problem has to do with the aim or unit, which stand in other cells.
  [[nodiscard]] static std::string beside(const std::string& problem, const IndicatorDefinition& indicator);

 private:
  TargetReading written_target(const IndicatorDefinition& indicator, TargetRule& rule,
                               const ActiveSpan& active);
};

void read_settings(const DefinitionTable& table, Definitions& definitions);
void read_statuses(const DefinitionTable& table, Definitions& definitions);
void read_measures(const DefinitionTable& table, Definitions& definitions);
void read_indicators(const DefinitionTable& table, Definitions& definitions);
// After the indicators, whose unit and aim these rows need.
void read_targets(const DefinitionTable& table, Definitions& definitions);
void read_benchmarks(const DefinitionTable& table, Definitions& definitions);
// After the indicators: whether some indicator has each kind or service that Statuses name.
void check_status_groups(const DefinitionTable& table, Definitions& definitions);

}  // namespace outturn
