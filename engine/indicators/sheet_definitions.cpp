#include "engine/indicators/sheet_definitions.h"

#include <algorithm>

#include "engine/indicators/bound_place.h"
#include "engine/indicators/definition_columns.h"
#include "engine/indicators/spelling.h"

namespace outturn {
namespace {

constexpr std::int32_t kMostColumns = 256;
constexpr std::int32_t kMostRows = 50'000;

std::vector<DefinitionCell> read_row(const Workbook& workbook, SheetId sheet, std::int32_t row,
                                     std::int32_t columns) {
  std::vector<DefinitionCell> cells(static_cast<std::size_t>(columns));
  for (std::int32_t column = 0; column < columns; ++column) {
    const FormulaCell at{sheet, {row, column}};
    DefinitionCell& cell = cells[static_cast<std::size_t>(column)];
    cell.look = look_of(workbook, at);
    cell.value = in_1900_system(value_in_file(workbook, at), cell.look, workbook);
    cell.where = workbook.describe(sheet, at.address);
  }
  return cells;
}

bool is_empty(const std::vector<DefinitionCell>& row) {
  return std::all_of(row.begin(), row.end(),
                     [](const DefinitionCell& cell) { return DefinitionRows::cell_text(cell).empty(); });
}

// A council's own sheet called "Indicators" lacks most of the columns. A sheet that lacks one, and has a
// heading that comes near it, is a definition sheet with a slip of the pen; to pass it over would leave every
// indicator out.
const DefinitionCell* misspelt_heading(DefinitionKind kind, const std::vector<std::string>& missing,
                                       const std::vector<DefinitionCell>& header) {
  const std::span<const DefinitionColumn> columns = columns_of(kind);
  const auto compulsory = std::count_if(columns.begin(), columns.end(),
                                        [](const DefinitionColumn& column) { return column.compulsory; });
  if (missing.empty() || 2 * static_cast<std::ptrdiff_t>(missing.size()) >= compulsory) return nullptr;
  std::vector<std::string> known;
  for (const DefinitionColumn& column : columns) known.emplace_back(column.name);
  for (const DefinitionCell& heading : header) {
    const std::string text = DefinitionRows::cell_text(heading);
    const bool is_column = std::any_of(known.begin(), known.end(),
                                       [&](const std::string& column) { return same_name(column, text); });
    if (!text.empty() && !is_column && !nearest_name(text, missing).empty()) return &heading;
  }
  return nullptr;
}

// A sheet called "Indicator" beside definition sheets is likely one of them, misnamed.
void report_near_names(const Workbook& workbook, SheetDefinitions& out) {
  if (out.tables.empty()) return;
  std::vector<std::string> absent;
  for (const std::string_view name : {"Settings", "Measures", "Indicators", "Targets", "Statuses", "Roll-ups",
                                      "Lists", "Published", "Benchmarks", "Checks", "Check exceptions"}) {
    const bool present = std::any_of(out.tables.begin(), out.tables.end(), [&](const DefinitionTable& table) {
      return definition_kind(table.name) == definition_kind(name);
    });
    if (!present) absent.emplace_back(name);
  }
  for (SheetId sheet = 0; sheet < workbook.sheet_count(); ++sheet) {
    const std::string& name = workbook.sheet(sheet).name();
    if (definition_kind(name) || nearest_name(name, absent).empty()) continue;
    out.findings.push_back(
        {Severity::warning, workbook.describe(sheet, {0, 0}),
         "the sheet \"" + name + "\" is taken for an ordinary sheet" + did_you_mean(name, absent)});
  }
}

}  // namespace

SheetDefinitions read_sheet_definitions(const Workbook& workbook) {
  SheetDefinitions out;
  for (SheetId sheet = 0; sheet < workbook.sheet_count(); ++sheet) {
    const std::string& name = workbook.sheet(sheet).name();
    const std::optional<DefinitionKind> kind = definition_kind(name);
    const std::optional<RangeAddress> used = workbook.sheet(sheet).used_range();
    if (!kind || !used) continue;
    const std::int32_t columns = std::min(used->columns(), kMostColumns);
    DefinitionTable table;
    table.name = name;
    table.where = workbook.describe(sheet, {0, 0});
    std::int32_t row = 0;
    for (; row < used->rows(); ++row) {
      table.header = read_row(workbook, sheet, row, columns);
      if (!is_empty(table.header)) break;
    }
    const std::vector<std::string> missing = missing_columns(*kind, table.header);
    if (const DefinitionCell* slip = misspelt_heading(*kind, missing, table.header)) {
      out.findings.push_back({Severity::error, slip->where,
                              "\"" + DefinitionRows::cell_text(*slip) + "\" is no column of " +
                                  std::string(kind_name(*kind)) +
                                  did_you_mean(DefinitionRows::cell_text(*slip), missing)});
      continue;
    }
    if (!missing.empty()) {
      std::string list;
      for (const std::string& column : missing) list += (list.empty() ? "" : ", ") + column;
      out.findings.push_back({Severity::note, table.where,
                              "the sheet \"" + name +
                                  "\" is taken for an ordinary sheet: its first filled row has no column " +
                                  list});
      continue;
    }
    if (used->rows() > kMostRows) {
      out.findings.push_back(
          {Severity::error, table.where,
           "the definition sheet \"" + name + "\" has more than " + std::to_string(kMostRows) + " rows"});
      continue;
    }
    for (++row; row < used->rows(); ++row) {
      table.rows.push_back(read_row(workbook, sheet, row, columns));
      for (std::int32_t column = 0; column < columns; ++column) {
        if (!holds_formula(workbook, {sheet, {row, column}})) continue;
        const DefinitionCell& cell = table.rows.back()[static_cast<std::size_t>(column)];
        out.findings.push_back({Severity::warning, cell.where,
                                "a formula in a definition sheet: its saved value, \"" +
                                    DefinitionRows::cell_text(cell) +
                                    "\", is used, not what it gives in this calculation"});
      }
    }
    out.tables.push_back(std::move(table));
  }
  report_near_names(workbook, out);
  return out;
}

}  // namespace outturn
