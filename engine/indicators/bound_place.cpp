#include "engine/indicators/bound_place.h"

#include "engine/indicators/spelling.h"
#include "engine/owned_cells.h"
#include "formulas/number_format.h"

namespace outturn {
namespace {

constexpr std::int64_t kLargestPlace =
    100'000;  // cells; a definition names headings and figures, not ledgers

std::vector<std::string> sheet_names(const Workbook& workbook) {
  std::vector<std::string> names;
  for (SheetId sheet = 0; sheet < workbook.sheet_count(); ++sheet)
    names.push_back(workbook.sheet(sheet).name());
  return names;
}

std::string why_not_found(const Workbook& workbook, const std::string& text) {
  const std::size_t mark = text.rfind('!');
  if (mark == std::string::npos) {
    std::vector<std::string> names;
    for (const DefinedName& name : workbook.names()) {
      // Saved by LibreOffice, a hidden name is not hidden any more.
      if (!name.hidden && !is_owned_cells_name(name.name)) names.push_back(name.name);
    }
    for (const Table& table : workbook.tables()) {
      for (const std::string& column : table.columns) names.push_back(table.name + "[" + column + "]");
    }
    return "is no cell, defined name or table column of this workbook" + did_you_mean(text, names) +
           "; write an address such as " +
           (workbook.sheet_count() > 0 ? workbook.sheet(0).name() : std::string("Calls")) + "!B7:J7";
  }
  std::string sheet = text.substr(0, mark);
  if (sheet.size() > 1 && sheet.front() == '\'' && sheet.back() == '\'')
    sheet = sheet.substr(1, sheet.size() - 2);
  if (workbook.find_sheet(sheet)) {
    return sheet.size() + 1 == mark && sheet.find(' ') != std::string::npos
               ? "cannot be read; write the sheet in quotes, as '" + sheet + "'" + text.substr(mark)
               : "names the sheet \"" + sheet + "\" but no cells on it; write an address such as " +
                     text.substr(0, mark) + "!B7:J7";
  }
  return "names the sheet \"" + sheet + "\", which this workbook does not have" +
         did_you_mean(sheet, sheet_names(workbook));
}

}  // namespace

std::optional<Area> find_cells(const Workbook& workbook, const PlaceText& place, std::string_view what,
                               std::vector<Diagnostic>& findings) {
  const auto fail = [&](const std::string& why) {
    findings.push_back({Severity::error, place.where, std::string(what) + ": \"" + place.text + "\" " + why});
    return std::optional<Area>();
  };
  if (range_from_a1(place.text))
    return fail("does not say which sheet; write it as " +
                (workbook.sheet_count() > 0 ? workbook.sheet(0).name() : std::string("Calls")) + "!" +
                place.text);
  const std::optional<Area> area = workbook.find_place(place.text);
  if (!area) return fail(why_not_found(workbook, place.text));
  if (area->is_three_dimensional()) return fail("spans several sheets; write one sheet");
  if (area->sheet >= workbook.sheet_count()) return fail("lies in another workbook");
  if (area->range.size() > kLargestPlace)
    return fail("is more than " + std::to_string(kLargestPlace) + " cells");
  return area;
}

std::optional<FormulaCell> find_cell(const Workbook& workbook, const PlaceText& place, std::string_view what,
                                     std::vector<Diagnostic>& findings) {
  const std::optional<Area> area = find_cells(workbook, place, what, findings);
  if (!area) return std::nullopt;
  if (!area->range.is_single_cell()) {
    findings.push_back({Severity::error, place.where,
                        std::string(what) + ": \"" + place.text + "\" is more than one cell; write one"});
    return std::nullopt;
  }
  return FormulaCell{area->sheet, area->range.first};
}

NumberLook look_of_format(std::string_view format) {
  if (format.empty() || format == "General") return NumberLook::plain;
  const std::optional<NumberFormat> parsed = NumberFormat::parse(format);
  if (!parsed) return NumberLook::plain;
  if (parsed->is_percent()) return NumberLook::percent;
  if (!parsed->is_date()) return NumberLook::plain;
  // Of a date-like format, one without day, year or the name of a month shows a time. Quoted text and
  // brackets say nothing, except [h], [mm] and [ss], which are times anyway.
  bool quoted = false;
  std::size_t months = 0;
  for (std::size_t at = 0; at < format.size() && format[at] != ';'; ++at) {
    const char c = format[at];
    if (c == '"') quoted = !quoted;
    if (c == '\\') ++at;
    if (quoted || c == '\\') continue;
    if (c == '[') {
      at = std::min(format.find(']', at), format.size() - 1);
      continue;
    }
    if (c == 'd' || c == 'D' || c == 'y' || c == 'Y') return NumberLook::date;
    months = c == 'm' || c == 'M' ? months + 1 : 0;
    if (months == 3) return NumberLook::date;
  }
  return NumberLook::time;
}

NumberLook look_of(const Workbook& workbook, const FormulaCell& cell) {
  return look_of_format(workbook.number_format(cell.sheet, cell.address));
}

std::optional<int> printed_places(const Workbook& workbook, const FormulaCell& cell, const Unit& unit) {
  const std::string_view format = workbook.number_format(cell.sheet, cell.address);
  const std::optional<NumberFormat> parsed = NumberFormat::parse(format);
  if (!parsed || parsed->is_general()) return std::nullopt;
  const std::optional<int> decimals = parsed->decimals_shown();
  if (!decimals) return std::nullopt;
  if (parsed->is_percent()) return unit.kind == UnitKind::percent ? decimals : std::nullopt;
  return *decimals + parsed->shown_power();
}

PeriodReading read_heading(const Value& value, NumberLook look, YearCalendar calendar,
                           std::optional<Period> year) {
  if (value.is_text()) return read_period(value.text(), calendar, year);
  PeriodReading reading;
  if (!value.is_number()) return reading;
  if (look == NumberLook::date && is_date_serial(value.number())) {
    reading.period = month_of_serial(value.number());
  } else if (look == NumberLook::plain && value.number() >= 1900 && value.number() < 2200 &&
             value.number() == static_cast<int>(value.number())) {
    return read_period(std::to_string(static_cast<int>(value.number())), calendar, year);
  }
  return reading;
}

Value in_1900_system(const Value& value, NumberLook look, const Workbook& workbook) {
  if (look != NumberLook::date || !value.is_number() ||
      workbook.settings.date_system == DateSystem::from_1900)
    return value;
  return value.number() + static_cast<double>(kDaysBetweenSystems);
}

double from_1900_system(double serial, const Workbook& workbook) noexcept {
  return workbook.settings.date_system == DateSystem::from_1900
             ? serial
             : serial - static_cast<double>(kDaysBetweenSystems);
}

Value value_in_file(const Workbook& workbook, const FormulaCell& cell) {
  const Sheet& sheet = workbook.sheet(cell.sheet);
  return holds_formula(workbook, cell) ? sheet.saved_value(cell.address) : sheet.value(cell.address);
}

bool holds_formula(const Workbook& workbook, const FormulaCell& cell) {
  return workbook.sheet(cell.sheet).fill_at(cell.address) >= 0;
}

}  // namespace outturn
