// A workbook in memory: sheets, formulas gathered into fills, names, tables and settings. It holds values and
// says what they mean; recalculation.h changes them, and xlsx/ reads and writes them.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/defined_name.h"
#include "engine/diagnostic.h"
#include "engine/fill.h"
#include "engine/sheet.h"
#include "engine/table.h"
#include "formulas/date_serial.h"
#include "formulas/evaluation_context.h"

namespace outturn {

// calcPr and workbookPr (ECMA-376 part 1, 18.2.2 and 18.2.28).
struct CalculationSettings {
  DateSystem date_system = DateSystem::from_1900;
  bool iterate = false;
  std::int32_t max_iterations = 100;
  double max_change = 0.001;
  bool full_precision = true;  // false: precision as displayed
};

class Workbook final : public BindingScope {
 public:
  CalculationSettings settings;

  // --- filled in by a reader

  // The workbook's own sheets first, in tab order, then external ones, under "[1]Sheet1".
  SheetId add_sheet(std::string name, bool external = false);
  void add_name(DefinedName name);
  void add_table(Table table);
  // Returns the position of the format's text; the same text gives the same position. Position 0 is
  // "General".
  std::int32_t add_number_format(std::string_view format);

  // The formula of a cell, in the file's spelling without "=". Equal formulas, in R1C1 form, get the same id.
  FormulaId add_formula(SheetId sheet, CellAddress cell, std::string_view text,
                        FormulaMode mode = FormulaMode::implicit_intersection);
  // Requires: nothing else was given for the cell. Saved values are told by Sheet::set_saved_value.
  void place_formula(SheetId sheet, CellAddress cell, FormulaId formula);
  void place_array_formula(SheetId sheet, const RangeAddress& range, FormulaId formula, bool dynamic);
  // A cell that Excel calculates and outturn does not: a data table.
  void place_kept(SheetId sheet, const RangeAddress& range, std::string_view text);
  // Gathers formulas into fills. Values that stand inside an array formula's range become saved values.
  void finish_reading();

  // Gives back what formulas are calculated with; values, texts and fills stay. Nothing can be calculated
  // afterwards.
  void release_programs();

  // --- what it holds

  [[nodiscard]] std::int32_t sheet_count() const noexcept { return own_sheets_; }  // external ones left out
  [[nodiscard]] std::int32_t all_sheet_count() const noexcept {
    return static_cast<std::int32_t>(sheets_.size());
  }
  [[nodiscard]] Sheet& sheet(SheetId id) noexcept { return *sheets_[static_cast<std::size_t>(id)]; }
  [[nodiscard]] const Sheet& sheet(SheetId id) const noexcept {
    return *sheets_[static_cast<std::size_t>(id)];
  }
  [[nodiscard]] const std::vector<Fill>& fills() const noexcept { return fills_; }
  [[nodiscard]] const Fill& fill(FillId id) const noexcept { return fills_[static_cast<std::size_t>(id)]; }
  [[nodiscard]] const Formula& formula(FormulaId id) const noexcept { return formulas_[id]; }
  [[nodiscard]] std::size_t different_formulas() const noexcept { return formulas_.size(); }
  // Why a formula's text cannot be parsed; empty where it can.
  [[nodiscard]] std::string_view problem_of(FormulaId id) const;
  [[nodiscard]] const std::vector<DefinedName>& names() const noexcept { return names_; }
  [[nodiscard]] const std::vector<Table>& tables() const noexcept { return tables_; }
  [[nodiscard]] std::string_view number_format(SheetId sheet, CellAddress cell) const;
  // How many cells hold formulas; an array formula counts once.
  [[nodiscard]] std::int64_t formula_count() const noexcept;
  // How many cells of the own sheets hold a value or a formula.
  [[nodiscard]] std::int64_t cell_count() const;

  // The formula of a cell as its user sees it, with "=" and without file prefixes.
  [[nodiscard]] std::optional<std::string> formula_text(SheetId sheet, CellAddress cell) const;
  // A name's text compiled for use as an operand; null where it cannot be parsed.
  [[nodiscard]] const Program* name_program(NameId name) const;
  // "Sheet!B2", quoted where a formula would quote it.
  [[nodiscard]] std::string describe(SheetId sheet, CellAddress cell) const;
  [[nodiscard]] std::string describe(const Area& area) const;
  // A place as a user writes it: Calls!C5, 'My sheet'!C5:D6, a defined name or a table column. An address
  // without a sheet belongs to `sheet`.
  [[nodiscard]] std::optional<Area> find_place(std::string_view text, SheetId sheet = 0) const;

  // --- BindingScope
  [[nodiscard]] std::optional<SheetId> find_sheet(std::string_view name) const override;
  [[nodiscard]] std::optional<NameId> find_name(std::string_view name, SheetId sheet) const override;
  [[nodiscard]] const TableColumns* find_table(std::string_view name, SheetId sheet,
                                               CellAddress cell) const override;
  [[nodiscard]] std::optional<std::int32_t> find_table_column(const TableColumns& table,
                                                              std::string_view column) const override;

 private:
  struct Placed {  // one formula in neighbouring rows
    std::int32_t first = 0;
    std::int32_t last = 0;
    FormulaId formula = -1;
  };
  void gather_fills(SheetId sheet);
  void compile_formulas();

  std::vector<std::unique_ptr<Sheet>> sheets_;
  std::int32_t own_sheets_ = 0;
  std::vector<DefinedName> names_;
  std::vector<Table> tables_;
  std::vector<std::string> number_formats_{"General"};
  std::unordered_map<std::string, std::int32_t> number_format_ids_{{"General", 0}};
  FormulaTable formulas_;
  std::unordered_map<FormulaId, std::string> problems_;
  std::vector<std::vector<std::vector<Placed>>> placed_;  // by sheet and column, while reading
  std::vector<Fill> fills_;
  std::unordered_map<std::string, SheetId> sheet_ids_;             // by folded name
  std::unordered_map<std::string, std::vector<NameId>> name_ids_;  // by folded name
  std::unordered_map<std::string, std::int32_t> table_ids_;        // by folded name
  mutable std::vector<Program::Pointer> name_programs_;
  mutable std::vector<bool> name_compiled_;
};

}  // namespace outturn
