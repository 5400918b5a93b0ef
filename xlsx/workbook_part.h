// xl/workbook.xml: sheets in tab order, defined names, calculation settings (ECMA-376 part 1, 18.2).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace outturn::xlsx {

enum class SheetVisibility : std::uint8_t { visible, hidden, very_hidden };

struct SheetEntry {
  std::string name;
  std::string
      relationship;  // its type says whether this is a worksheet, a chart sheet, a dialog or a macro sheet
  SheetVisibility visibility = SheetVisibility::visible;
};

struct DefinedNameEntry {
  std::string name;
  std::string formula;                 // file form, without "="
  std::optional<std::uint32_t> sheet;  // its scope: index into sheets
  bool hidden = false;
  bool is_function_or_macro = false;  // a macro's name, not a formula
};

enum class CalculationMode : std::uint8_t { automatic, automatic_except_tables, manual };

struct CalculationProperties {
  CalculationMode mode = CalculationMode::automatic;
  bool iterate = false;
  std::uint32_t iterate_count = 100;
  double iterate_delta = 0.001;
  bool full_precision = true;  // false: "precision as displayed"
  bool full_calculation_on_load = false;
  bool reference_mode_r1c1 = false;  // how Excel shows formulas; the file's are always A1
};

struct WorkbookPart {
  std::vector<SheetEntry> sheets;
  std::vector<DefinedNameEntry> names;
  std::vector<std::string> external_references;  // relationship ids; [1] in a formula is the first
  CalculationProperties calculation;
  bool date1904 = false;
};

// Throws XlsxError.
[[nodiscard]] WorkbookPart read_workbook_part(std::string_view text, const std::string& part);

}  // namespace outturn::xlsx
