#include "cli/book_changes.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <set>
#include <utility>

#include "engine/change_set.h"
#include "engine/indicators/bound_place.h"

namespace outturn {
namespace {

using Cells = std::set<std::pair<SheetId, CellAddress>>;

bool same_cell(const DefinitionCell& a, const DefinitionCell& b) {
  return a.value == b.value && a.look == b.look && a.where == b.where;
}

bool same_row(const std::vector<DefinitionCell>& a, const std::vector<DefinitionCell>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), same_cell);
}

bool same_table(const DefinitionTable& a, const DefinitionTable& b) {
  return a.name == b.name && a.where == b.where && same_row(a.header, b.header) &&
         std::equal(a.rows.begin(), a.rows.end(), b.rows.begin(), b.rows.end(), same_row);
}

std::optional<std::string> other_definition(const std::vector<DefinitionTable>& then,
                                            const std::vector<DefinitionTable>& now) {
  if (then.size() != now.size()) return "definitions were added or removed";
  for (std::size_t i = 0; i < then.size(); ++i)
    if (!same_table(then[i], now[i])) return "the definitions in " + now[i].name + " are others";
  return std::nullopt;
}

std::optional<std::string> other_structure(const Workbook& then, const Workbook& now) {
  if (then.all_sheet_count() != now.all_sheet_count() || then.sheet_count() != now.sheet_count())
    return "sheets were added or removed";
  for (SheetId id = 0; id < now.all_sheet_count(); ++id)
    if (then.sheet(id).name() != now.sheet(id).name())
      return "the sheet " + now.sheet(id).name() + " is new or stands elsewhere";
  const CalculationSettings &a = then.settings, &b = now.settings;
  if (a.date_system != b.date_system || a.iterate != b.iterate || a.max_iterations != b.max_iterations ||
      a.max_change != b.max_change || a.full_precision != b.full_precision)
    return "the workbook's settings of calculation are others";
  if (!std::equal(then.names().begin(), then.names().end(), now.names().begin(), now.names().end(),
                  [](const DefinedName& x, const DefinedName& y) {
                    return x.name == y.name && x.sheet == y.sheet && x.text == y.text;
                  }))
    return "the defined names are others";
  if (!std::equal(then.tables().begin(), then.tables().end(), now.tables().begin(), now.tables().end(),
                  [](const Table& x, const Table& y) {
                    return x.name == y.name && x.columns == y.columns && x.shape.sheet == y.shape.sheet &&
                           x.shape.range == y.shape.range && x.shape.has_headers == y.shape.has_headers &&
                           x.shape.has_totals == y.shape.has_totals;
                  }))
    return "the tables are others";
  return std::nullopt;
}

// Both gather equal formulas in the same way, so that where nothing differs even the fills are the same.
std::optional<std::string> other_formula(const Workbook& then, const Workbook& now) {
  const std::size_t common = std::min(then.fills().size(), now.fills().size());
  for (std::size_t i = 0; i < common; ++i) {
    const Fill &a = then.fills()[i], &b = now.fills()[i];
    const Formula &old_formula = then.formula(a.formula), &formula = now.formula(b.formula);
    if (a.sheet != b.sheet || a.range != b.range || a.kind != b.kind || old_formula.text != formula.text ||
        old_formula.sheet != formula.sheet || old_formula.origin != formula.origin ||
        old_formula.mode != formula.mode)
      return "the formulas are others, first at " + now.describe(b.sheet, b.range.first);
  }
  if (then.fills().size() != now.fills().size()) return "formulas were added or removed";
  return std::nullopt;
}

// By the letters, which stand in more formulas than it concerns: those are calculated once too often. What a
// program says of itself does not do, as INDIRECT hides a NOW beside it.
bool reads_clock_or_chance(std::string_view text) {
  std::string upper(text);
  for (char& c : upper) c = static_cast<char>(c >= 'a' && c <= 'z' ? c - 32 : c);
  constexpr const char* kNames[] = {"NOW", "TODAY", "RAND"};
  return std::any_of(std::begin(kNames), std::end(kNames),
                     [&](const char* name) { return upper.find(name) != std::string::npos; });
}

// Where what a file was saved with, the time or an earlier calculation has a part in the values.
std::optional<std::string> needs_whole_calculation(const OpenBook& loaded) {
  const Workbook& workbook = *loaded.file.workbook;
  const Recalculation& recalculation = *loaded.recalculation;
  if (!recalculation.circular().empty()) return "it has circular references";
  if (!recalculation.kept().empty()) return "it has formulas that keep their saved values";
  for (std::size_t id = 0; id < workbook.different_formulas(); ++id)
    if (reads_clock_or_chance(workbook.formula(static_cast<FormulaId>(id)).text))
      return "it has formulas that read the clock or draw random numbers";
  for (const DefinedName& name : workbook.names())
    if (reads_clock_or_chance(name.text)) return "it has names that read the clock or draw random numbers";
  for (const Fill& fill : workbook.fills())
    if (fill.kind == FillKind::dynamic_array &&
        recalculation.spill_range(fill.sheet, fill.range.first) != fill.range)
      return "it has arrays that fill other cells than when it was saved";
  if (loaded.indicators != nullptr)
    for (const IndicatorResult& result : loaded.indicators->results())
      if (!result.kept.empty()) return result.definition->reference + " keeps its saved figure";
  return std::nullopt;
}

// The places that definitions name, by what may change in them.
class NamedPlaces {
 public:
  NamedPlaces(const Workbook& workbook, const std::vector<DefinitionTable>& definitions) {
    for (const DefinitionTable& table : definitions) {
      const bool measures = definition_kind(table.name) == DefinitionKind::measures;
      for (const std::vector<DefinitionCell>& row : table.rows)
        for (std::size_t column = 0; column < row.size(); ++column) {
          if (!row[column].value.is_text()) continue;
          const auto place = workbook.find_place(row[column].value.text());
          if (!place) continue;
          const bool figures =
              measures && column < table.header.size() && table.header[column].value == Value("Cells");
          (figures ? figures_ : others_).push_back(*place);
        }
    }
  }
  [[nodiscard]] bool holds_figure(SheetId sheet, CellAddress cell) const { return in(figures_, sheet, cell); }
  [[nodiscard]] bool names_otherwise(SheetId sheet, CellAddress cell) const {
    return in(others_, sheet, cell);
  }

 private:
  static bool in(const std::vector<Area>& areas, SheetId sheet, CellAddress cell) {
    return std::any_of(areas.begin(), areas.end(), [&](const Area& area) {
      return area.sheet <= sheet && sheet <= area.last_sheet && area.range.contains(cell);
    });
  }
  std::vector<Area> figures_, others_;
};

// Calls back with each cell of either sheet that holds something, and with some that do not, column by
// column.
template <typename F>
void for_each_cell(const Sheet& a, const Sheet& b, F&& found) {
  const auto columns_of = [](const Sheet& sheet) {
    const std::optional<RangeAddress> used = sheet.used_range();
    return used ? used->last.column + 1 : 0;
  };
  const std::int32_t columns = std::max(columns_of(a), columns_of(b));
  for (std::int32_t column = 0; column < columns; ++column) {
    const Column* cells[] = {a.column(column), b.column(column)};
    std::int32_t end = 0;
    for (const Column* each : cells)
      if (each != nullptr) end = std::max(end, each->end_row());
    for (std::int32_t first = 0; first < end; first += Column::kBlockRows) {
      // A sheet may have one cell in its last row and nothing above it.
      if (std::all_of(std::begin(cells), std::end(cells), [first](const Column* each) {
            return each == nullptr || each->block(first / Column::kBlockRows).tags == nullptr;
          }))
        continue;
      for (std::int32_t row = first; row < std::min(end, first + Column::kBlockRows); ++row)
        found(CellAddress{row, column});
    }
  }
}

// The cells of either sheet that no formula and no indicator gives and that hold something else.
std::vector<ChangedConstant> changed_constants(const Sheet& then, SheetId old_id, const Sheet& now,
                                               SheetId id, const Cells& owned) {
  std::vector<ChangedConstant> changes;
  for_each_cell(then, now, [&](CellAddress cell) {
    if (then.fill_at(cell) >= 0 || now.fill_at(cell) >= 0) return;
    Value before = then.value(cell), after = now.value(cell);
    if (before == after || owned.contains({old_id, cell})) return;
    changes.push_back({id, cell, std::move(before), std::move(after)});
  });
  std::sort(changes.begin(), changes.end(),
            [](const ChangedConstant& a, const ChangedConstant& b) { return a.cell < b.cell; });
  return changes;
}

// What formulas and indicators may ask of a sheet besides values.
std::optional<std::string> other_look(const Workbook& then, const Workbook& now, SheetId id) {
  const Sheet &a = then.sheet(id), &b = now.sheet(id);
  if (a.merged_ranges() != b.merged_ranges()) return "cells were merged or parted on " + b.name();
  const std::optional<RangeAddress> used = b.used_range();
  for (std::int32_t row = 0; used && row <= used->last.row; ++row)
    if (a.row_visibility(row) != b.row_visibility(row)) return "rows were hidden or shown on " + b.name();
  std::optional<CellAddress> differs;
  for_each_cell(a, b, [&](CellAddress cell) {
    if (differs || (a.number_format(cell) == 0 && b.number_format(cell) == 0)) return;
    if (then.number_format(id, cell) != now.number_format(id, cell)) differs = cell;
  });
  if (differs) return "the number format of " + now.describe(id, *differs) + " is another";
  return std::nullopt;
}

std::optional<std::string> other_saved_cells(const OpenBook& loaded, const Workbook& now) {
  const Workbook& then = *loaded.file.workbook;
  for (const OwnedCell& cell : loaded.recalculation->owned_cells())
    if (is_changed(then.sheet(cell.sheet).saved_value(cell.address),
                   now.sheet(cell.sheet).value(cell.address)))
      return now.describe(cell.sheet, cell.address) + ", which outturn writes, holds something else";
  for (SheetId id = then.sheet_count(); id < then.all_sheet_count(); ++id) {
    if (!changed_constants(then.sheet(id), id, now.sheet(id), id, {}).empty())
      return "the saved values of another workbook are others";
  }
  return std::nullopt;
}

// Whether indicators may have been bound by what the cell held: a heading, a label, a line of a roll-up.
bool may_bind(const ChangedConstant& change, const NamedPlaces& places) {
  if (places.names_otherwise(change.sheet, change.cell)) return true;
  return !places.holds_figure(change.sheet, change.cell) &&
         (change.before.is_text() || change.after.is_text());
}

}  // namespace

BookChanges changes_in(const OpenBook& loaded, const xlsx::XlsxFile& file,
                       const std::vector<DefinitionTable>& definitions) {
  const Workbook &then = *loaded.file.workbook, &now = *file.workbook;
  BookChanges changes;
  Cells owned;
  for (const OwnedCell& cell : loaded.recalculation->owned_cells()) owned.insert({cell.sheet, cell.address});
  for (SheetId id = 0; id < now.sheet_count(); ++id) {
    const std::optional<SheetId> old_id = then.find_sheet(now.sheet(id).name());
    if (!old_id || *old_id >= then.sheet_count()) continue;
    const auto of_sheet = changed_constants(then.sheet(*old_id), *old_id, now.sheet(id), id, owned);
    changes.constants.insert(changes.constants.end(), of_sheet.begin(), of_sheet.end());
  }

  std::optional<std::string> afresh = other_structure(then, now);
  if (!afresh) afresh = other_formula(then, now);
  if (!afresh) afresh = other_definition(loaded.definitions, definitions);
  for (SheetId id = 0; !afresh && id < now.sheet_count(); ++id) afresh = other_look(then, now, id);
  if (!afresh) afresh = other_saved_cells(loaded, now);
  if (!afresh) afresh = needs_whole_calculation(loaded);
  if (!afresh && loaded.indicators != nullptr && !changes.constants.empty()) {
    const NamedPlaces places(now, definitions);
    for (const ChangedConstant& change : changes.constants) {
      if (!may_bind(change, places)) continue;
      afresh = "indicators may go by what " + now.describe(change.sheet, change.cell) + " says";
      break;
    }
  }
  changes.afresh = afresh.value_or("");
  return changes;
}

}  // namespace outturn
