// The narrow window through which formulas see the world: cells, clock, locale, names. The engine implements
// it; the formula language knows nothing of workbooks, files or graphs.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "formulas/cell_runs.h"
#include "formulas/operand.h"

namespace outturn {

class ColumnIndexes;
class RangeResults;
class RunningFolds;
struct Locale;
enum class DateSystem : std::uint8_t;
class Program;

// Position of a defined name in the engine's list of names.
using NameId = std::int32_t;

struct TableColumns {  // a table as structured references see it
  SheetId sheet = 0;
  RangeAddress range;  // headers and totals included
  bool has_headers = true;
  bool has_totals = false;
};

// What a formula's text means in a workbook: asked when a formula is compiled, and by INDIRECT.
class BindingScope {
 public:
  virtual ~BindingScope() = default;
  // Ignores case. External sheets are found under their spelling in the file, "[1]Sheet1".
  [[nodiscard]] virtual std::optional<SheetId> find_sheet(std::string_view name) const = 0;
  // A name of the sheet comes before one of the workbook.
  [[nodiscard]] virtual std::optional<NameId> find_name(std::string_view name, SheetId sheet) const = 0;
  // An empty name means the table that holds the cell.
  [[nodiscard]] virtual const TableColumns* find_table(std::string_view name, SheetId sheet,
                                                       CellAddress cell) const = 0;
  // Column within the table, counted from 0.
  [[nodiscard]] virtual std::optional<std::int32_t> find_table_column(const TableColumns& table,
                                                                      std::string_view column) const = 0;
};

enum class RowVisibility : std::uint8_t { visible, hidden, filtered };

// The cell whose formula is being calculated.
struct FormulaCell {
  SheetId sheet = 0;
  CellAddress address;
};

class EvaluationContext {
 public:
  EvaluationContext();
  virtual ~EvaluationContext();
  EvaluationContext(EvaluationContext&&) noexcept;

  // The value of a cell. If the cell still has to be calculated, the evaluation is suspended: suspended() is
  // true, every step returns as soon as it sees that, and the formula is evaluated again later.
  [[nodiscard]] virtual Value cell(SheetId sheet, CellAddress address) = 0;
  // Whether every cell of the area has its value; if not, the evaluation is suspended.
  virtual bool ready(const Area& area) = 0;
  // Calls back for the cells of the area that are not blank, row by row and left to right within a row, sheet
  // by sheet. A run is longer than one cell only where the area is one column wide. Requires: ready(area).
  virtual void visit(const Area& area, CellVisitor visitor) = 0;
  // The part of a range that lies inside the sheet's used area; none if there is none.
  [[nodiscard]] virtual std::optional<RangeAddress> used_part(SheetId sheet,
                                                              const RangeAddress& range) const = 0;

  // Changes when a cell of the column that has a value gets another one, loses it or is to be calculated
  // again; not when a cell that is to be calculated gets its value. What was made of cells that were ready
  // stays good as long as it is the same.
  [[nodiscard]] virtual std::uint64_t version(SheetId sheet, std::int32_t column) const = 0;
  // Whether no cell of the column is still to be calculated.
  [[nodiscard]] virtual bool is_complete(SheetId sheet, std::int32_t column) const = 0;
  [[nodiscard]] ColumnIndexes& indexes() noexcept { return *indexes_; }
  [[nodiscard]] RunningFolds& running_folds() noexcept { return *running_folds_; }
  [[nodiscard]] RangeResults& range_results() noexcept { return *range_results_; }

  [[nodiscard]] bool suspended() const noexcept { return suspended_; }

  [[nodiscard]] virtual RowVisibility row_visibility(SheetId sheet, std::int32_t row) const = 0;
  // The formula in a cell as its user sees it, with "=", or none for a constant.
  [[nodiscard]] virtual std::optional<std::string> formula_text(SheetId sheet, CellAddress address) const = 0;
  [[nodiscard]] virtual bool is_formula(SheetId sheet, CellAddress address) const = 0;
  // Whether the cell's formula is itself a SUBTOTAL or AGGREGATE, which other subtotals leave out.
  [[nodiscard]] virtual bool is_subtotal(SheetId sheet, CellAddress address) const = 0;
  // The number format of a cell, "General" where none is set.
  [[nodiscard]] virtual std::string_view number_format(SheetId sheet, CellAddress address) const = 0;
  [[nodiscard]] virtual std::int32_t sheet_count() const = 0;
  [[nodiscard]] virtual std::string_view sheet_name(SheetId sheet) const = 0;
  // The cells that the dynamic array anchored in a cell fills.
  [[nodiscard]] virtual std::optional<RangeAddress> spill_range(SheetId sheet, CellAddress anchor) = 0;

  [[nodiscard]] virtual const BindingScope& scope() const = 0;
  // The compiled text of a defined name; null where it cannot be parsed.
  [[nodiscard]] virtual const Program* name_program(NameId name) = 0;

  // The moment of calculation as a serial number of the workbook's date system, local time.
  [[nodiscard]] virtual double now() const = 0;
  // The next pseudo-random number in [0, 1), a function of seed, cell and count of draws alone.
  [[nodiscard]] virtual double random() = 0;

  [[nodiscard]] const Locale& locale() const noexcept { return *locale_; }
  [[nodiscard]] DateSystem date_system() const noexcept { return date_system_; }
  [[nodiscard]] const FormulaCell& formula_cell() const noexcept { return formula_cell_; }

  // Converting text whose day and month could be read either way (day up to 12) is doubtful; the caller of
  // the evaluation reports it with the cell.
  void note_ambiguous_date() noexcept { ambiguous_date_ = true; }
  [[nodiscard]] bool met_ambiguous_date() const noexcept { return ambiguous_date_; }

  // Instructions executed and array elements built for one formula, so that a name that reads itself ten
  // times over, or an array of arrays, ends in finite time and memory. Beyond kMaxSteps the evaluation is
  // suspended for good: exhausted() is true, and the cell keeps its value.
  static constexpr std::int64_t kMaxSteps = std::int64_t{1} << 27;
  void spend(std::size_t steps) noexcept {
    steps_ += static_cast<std::int64_t>(steps);
    if (steps_ > kMaxSteps) suspended_ = true;
  }
  [[nodiscard]] bool exhausted() const noexcept { return steps_ > kMaxSteps; }

  // Ends the evaluation of a function whose result cannot be told: the cell keeps its value for the reason,
  // which is a part of a sentence and lives as long as the program.
  void refuse(const char* reason) noexcept {
    refusal_ = reason;
    suspended_ = true;
  }
  [[nodiscard]] const char* refusal() const noexcept { return refusal_; }

  // Nesting of lambdas, names and lazily evaluated arguments. Beyond kMaxDepth the result is #NUM!, as in
  // Excel.
  static constexpr std::int32_t kMaxDepth = 512;
  [[nodiscard]] bool enter() noexcept { return ++depth_ <= kMaxDepth; }
  void leave() noexcept { --depth_; }

 protected:
  FormulaCell formula_cell_;
  const Locale* locale_ = nullptr;
  DateSystem date_system_{};
  bool suspended_ = false;
  bool ambiguous_date_ = false;
  std::int32_t depth_ = 0;
  std::int64_t steps_ = 0;
  const char* refusal_ = nullptr;

 private:
  std::unique_ptr<ColumnIndexes> indexes_;
  std::unique_ptr<RunningFolds> running_folds_;
  std::unique_ptr<RangeResults> range_results_;
};

}  // namespace outturn
