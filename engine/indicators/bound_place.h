// Places that a definition names, found in the workbook, and how their cells display numbers.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/diagnostic.h"
#include "engine/indicators/definitions.h"
#include "engine/indicators/unit.h"
#include "engine/workbook.h"

namespace outturn {

// The cells of a place on one sheet; an error that says what was found is added otherwise. `what` names the
// column of the definition, as "Cells". Requires: place.given().
[[nodiscard]] std::optional<Area> find_cells(const Workbook& workbook, const PlaceText& place,
                                             std::string_view what, std::vector<Diagnostic>& findings);
// As find_cells, for a place that must be a single cell.
[[nodiscard]] std::optional<FormulaCell> find_cell(const Workbook& workbook, const PlaceText& place,
                                                   std::string_view what, std::vector<Diagnostic>& findings);

[[nodiscard]] NumberLook look_of_format(std::string_view format);
[[nodiscard]] NumberLook look_of(const Workbook& workbook, const FormulaCell& cell);
// The decimals of a unit's figure as the cell prints it, for unit_text and as_printed; none where that
// depends on the number (General).
[[nodiscard]] std::optional<int> printed_places(const Workbook& workbook, const FormulaCell& cell,
                                                const Unit& unit);

// The period that a heading cell names: text, a date (its month), or a year as a number. The value is in the
// 1900 system.
[[nodiscard]] PeriodReading read_heading(const Value& value, NumberLook look, YearCalendar calendar,
                                         std::optional<Period> year);

// A date's serial in the 1900 system, which the definitions use, for a number from a cell of the workbook;
// and back.
[[nodiscard]] Value in_1900_system(const Value& value, NumberLook look, const Workbook& workbook);
[[nodiscard]] double from_1900_system(double serial, const Workbook& workbook) noexcept;

// What a cell held in the file: its literal, or the saved value of its formula.
[[nodiscard]] Value value_in_file(const Workbook& workbook, const FormulaCell& cell);
[[nodiscard]] bool holds_formula(const Workbook& workbook, const FormulaCell& cell);

}  // namespace outturn
