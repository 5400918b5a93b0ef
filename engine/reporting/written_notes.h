// The words beside an indicator: its commentary and its plan, in their cells or as they were published.
#pragma once

#include <optional>
#include <string>

#include "engine/indicators/indicator_book.h"

namespace outturn {

struct WrittenNotes {
  std::string commentary, plan;  // empty: none
  std::optional<FormulaCell> commentary_cell, plan_cell;
};

// Those that the cells hold now; a plan may stand on the sheet Indicators itself.
[[nodiscard]] WrittenNotes notes_today(const Workbook& workbook, const IndicatorDefinition& definition);
// Of the node's period: as published where it is closed.
[[nodiscard]] WrittenNotes notes_of(const Workbook& workbook, const IndicatorNode& indicator);

}  // namespace outturn
