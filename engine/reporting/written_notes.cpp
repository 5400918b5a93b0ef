#include "engine/reporting/written_notes.h"

#include "engine/indicators/figure_text.h"
#include "engine/indicators/spelling.h"

namespace outturn {
namespace {

std::string text_in(const Workbook& workbook, const std::optional<FormulaCell>& cell) {
  if (!cell) return {};
  const Value value = workbook.sheet(cell->sheet).value(cell->address);
  if (value.is_text()) return std::string(trimmed(value.text()));
  return value.is_number() ? figure_text(value.number()) : std::string();
}

}  // namespace

WrittenNotes notes_today(const Workbook& workbook, const IndicatorDefinition& definition) {
  std::vector<Diagnostic> told_elsewhere;
  const IndicatorNotes cells = bind_notes(workbook, definition, told_elsewhere);
  return {text_in(workbook, cells.commentary),
          cells.plan_cell ? text_in(workbook, cells.plan_cell) : cells.plan, cells.commentary,
          cells.plan_cell};
}

WrittenNotes notes_of(const Workbook& workbook, const IndicatorNode& indicator) {
  WrittenNotes notes = notes_today(workbook, indicator.definition());
  if (const PublishedRow* row = indicator.published()) {
    notes.commentary = row->commentary;
    notes.plan = row->plan;
  }
  return notes;
}

}  // namespace outturn
