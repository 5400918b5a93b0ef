#include "engine/indicators/entered_rows.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "engine/indicators/bound_place.h"
#include "engine/indicators/spelling.h"

namespace outturn {
namespace {

// Rows in which a text stands, with one of its cells each.
using Rows = std::map<std::int32_t, CellAddress>;

// Where the indicators' references and titles stand on one sheet.
class NamedRows {
 public:
  NamedRows(const Workbook& workbook, SheetId sheet, const std::set<std::string>& names) {
    const std::optional<RangeAddress> used = workbook.sheet(sheet).used_range();
    for (std::int32_t column = 0; used && column <= used->last.column; ++column) {
      const Column* cells = workbook.sheet(sheet).column(column);
      const std::int32_t rows = cells == nullptr ? 0 : cells->end_row();
      for (std::int32_t row = 0; row < rows; ++row) {
        const Value value = value_in_file(workbook, {sheet, {row, column}});
        if (!value.is_text()) continue;
        const std::string key = name_key(value.text());
        if (names.count(key) > 0) rows_[key].emplace(row, CellAddress{row, column});
      }
    }
  }
  [[nodiscard]] const Rows& rows_of(std::string_view name) const {
    static const Rows none;
    const auto found = rows_.find(name_key(name));
    return found == rows_.end() ? none : found->second;
  }

 private:
  std::map<std::string, Rows> rows_;  // by name_key
};

bool is_address(const std::string& text) {
  const std::size_t mark = text.rfind('!');
  return mark != std::string::npos && range_from_a1(text.substr(mark + 1)).has_value();
}

struct Entry {
  const IndicatorDefinition* indicator;
  std::string column, where;
  FormulaCell cell;
};

std::vector<Entry> entries_of(const Workbook& workbook, const Definitions& definitions,
                              const Period& period) {
  std::vector<Entry> entries;
  for (const IndicatorDefinition& indicator : definitions.indicators) {
    if (!indicator.active.holds(period)) continue;
    // A figure in a sentence is only compared; that of a milestone is its state.
    const bool is_milestone = indicator.expression.form() == IndicatorExpression::Form::milestone;
    const std::pair<const char*, PlaceText> places[] = {
        {"Entered value", is_milestone ? indicator.entered_value : PlaceText()},
        {"Entered status", indicator.entered_status},
        {"Reason", indicator.reason}};
    for (const auto& [column, place] : places) {
      if (!place.given() || !is_address(place.text)) continue;
      const std::optional<Area> area = workbook.find_place(place.text);
      if (!area || !area->is_single_cell() || area->sheet >= workbook.sheet_count()) continue;
      entries.push_back({&indicator, column, place.where, {area->sheet, area->range.first}});
    }
  }
  return entries;
}

}  // namespace

std::vector<Diagnostic> entered_rows(const Workbook& workbook, const Definitions& definitions,
                                     const Period& period, const std::vector<OwnedCell>& written) {
  std::vector<Diagnostic> findings;
  std::set<std::string> names;
  for (const IndicatorDefinition& indicator : definitions.indicators) {
    names.insert(name_key(indicator.reference));
    names.insert(name_key(indicator.title));
  }
  names.erase("");
  std::map<SheetId, NamedRows> sheets;
  std::map<SheetId, std::pair<Entry, int>> unwatched;  // the first of each sheet, and how many
  for (const Entry& entry : entries_of(workbook, definitions, period)) {
    const SheetId sheet = entry.cell.sheet;
    const std::int32_t row = entry.cell.address.row;
    const NamedRows& named = sheets.try_emplace(sheet, workbook, sheet, names).first->second;
    const Rows& by_reference = named.rows_of(entry.indicator->reference);
    const Rows& by_title = named.rows_of(entry.indicator->title);
    if (by_reference.count(row) > 0 || by_title.count(row) > 0) continue;
    const bool below = std::any_of(written.begin(), written.end(), [&](const OwnedCell& cell) {
      return cell.sheet == sheet && cell.address.row >= row;
    });
    const Rows& own = by_reference.empty() ? by_title : by_reference;
    const IndicatorDefinition* other = nullptr;  // whose row it is
    CellAddress other_at;
    for (const IndicatorDefinition& each : definitions.indicators) {
      if (same_name(each.reference, entry.indicator->reference)) continue;
      const Rows& rows = named.rows_of(each.reference);
      if (const auto found = rows.find(row); found != rows.end()) {
        other = &each;
        other_at = found->second;
        break;
      }
    }
    if (!own.empty() && other != nullptr) {
      findings.push_back({Severity::error, entry.where,
                          entry.column + ": " + workbook.describe(sheet, entry.cell.address) +
                              " stands in the row of " + other->reference + " (" +
                              workbook.describe(sheet, other_at) + "), not of " + entry.indicator->reference +
                              ", which is in " + workbook.describe(sheet, own.begin()->second) +
                              "; correct the address, or give the cell a defined name"});
    } else if (!below) {
      ++unwatched.try_emplace(sheet, entry, 0).first->second.second;
    }
  }
  for (const auto& [sheet, entry] : unwatched) {
    const auto& [first, count] = entry;
    findings.push_back(
        {Severity::warning, first.where,
         first.column + ": a row inserted above " + workbook.describe(sheet, first.cell.address) +
             (count > 1 ? " and " + std::to_string(count - 1) + " more cells on that sheet" : "") +
             " would go unnoticed, and what is entered for " + first.indicator->reference +
             " would be read from the wrong row; write the reference in its row, or give the cell a "
             "defined name"});
  }
  return findings;
}

}  // namespace outturn
