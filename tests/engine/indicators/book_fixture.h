// Workbooks with definition sheets, built cell by cell and calculated.
#pragma once

#include <gtest/gtest.h>

#include <initializer_list>
#include <string>
#include <utility>

#include "engine/indicators/explanation.h"
#include "engine/indicators/indicator_book.h"
#include "engine/indicators/sheet_definitions.h"
#include "engine/owned_cells.h"

namespace outturn {

// A workbook under construction. Cells are named "Calls!B7".
class Sheets {
 public:
  Sheets& put(const std::string& place, const Value& value) {
    const auto [sheet, cell] = at(place);
    workbook.sheet(sheet).set_value(cell, value);
    return *this;
  }
  // Values side by side from the place on.
  Sheets& row(const std::string& place, std::initializer_list<Value> values) {
    auto [sheet, cell] = at(place);
    for (const Value& value : values) {
      if (!value.is_blank()) workbook.sheet(sheet).set_value(cell, value);
      ++cell.column;
    }
    return *this;
  }
  Sheets& format(const std::string& place, std::string_view code) {
    const auto [sheet, cell] = at(place);
    workbook.sheet(sheet).set_number_format(cell, workbook.add_number_format(code));
    return *this;
  }
  Sheets& formula(const std::string& place, std::string_view text, const Value& saved = {}) {
    const auto [sheet, cell] = at(place);
    workbook.place_formula(sheet, cell, workbook.add_formula(sheet, cell, text));
    workbook.sheet(sheet).set_saved_value(cell, saved);
    return *this;
  }
  // As an earlier run leaves it.
  Sheets& mark(std::string cells) {
    workbook.add_name({std::string(kOwnedCellsName), std::nullopt, std::move(cells), true});
    return *this;
  }
  Workbook& finish() {
    workbook.finish_reading();
    return workbook;
  }
  Workbook workbook;

 private:
  std::pair<SheetId, CellAddress> at(const std::string& place) {
    const std::size_t mark = place.find('!');
    const std::string name = place.substr(0, mark);
    const std::optional<SheetId> sheet = workbook.find_sheet(name);
    return {sheet ? *sheet : workbook.add_sheet(name), *cell_from_a1(place.substr(mark + 1))};
  }
};

struct Calculated {
  explicit Calculated(Sheets& sheets, IndicatorOptions options = {})
      : workbook(sheets.finish()),
        book(workbook, read_sheet_definitions(workbook).tables, options),
        recalculation(workbook, {}) {
    if (book.has_errors()) return;
    book.add_nodes(recalculation);
    recalculation.calculate();
  }
  Calculated& set(const std::string& place, const Value& value) {
    const Area area = *workbook.find_place(place);
    recalculation.set_input(area.sheet, area.range.first, value);
    recalculation.calculate();
    return *this;
  }
  Value cell(const std::string& place) const {
    const Area area = *workbook.find_place(place);
    return workbook.sheet(area.sheet).value(area.range.first);
  }
  IndicatorResult result(std::string_view reference) const {
    for (IndicatorResult& each : book.results()) {
      if (each.definition->reference == reference) return each;
    }
    ADD_FAILURE() << "no " << reference;
    return {};
  }
  std::string told() const {  // findings and diagnostics, one a line
    std::string text;
    for (const Diagnostic& each : book.findings()) text += each.where + ": " + each.what + "\n";
    if (book.has_errors()) return text;
    for (const Diagnostic& each : book.diagnostics()) text += each.where + ": " + each.what + "\n";
    return text;
  }
  Workbook& workbook;
  IndicatorBook book;
  Recalculation recalculation;
};

inline void expect_told(const Calculated& run, std::initializer_list<const char*> parts) {
  const std::string told = run.told();
  for (const char* part : parts)
    EXPECT_NE(told.find(part), std::string::npos) << "\"" << part << "\" is not in:\n" << told;
}

}  // namespace outturn
