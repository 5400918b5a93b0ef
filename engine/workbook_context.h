// The world as a formula of the workbook sees it while it is calculated.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "engine/node.h"
#include "engine/workbook.h"
#include "formulas/evaluation_context.h"

namespace outturn {

class WorkbookContext final : public EvaluationContext {
 public:
  // Where dynamic arrays spill at this moment, by sheet and anchor: kept up to date by the calculation.
  using Spills = std::map<std::pair<SheetId, CellAddress>, RangeAddress>;

  WorkbookContext(const Workbook& workbook, const Spills& spills, double now, std::uint64_t seed,
                  const Locale* locale);

  // Starts the calculation of a cell: forgets what the one before met.
  void begin(SheetId sheet, CellAddress cell) noexcept;

  // Areas that were read and hold cells still to be calculated.
  [[nodiscard]] const std::vector<Area>& missing() const noexcept { return missing_; }
  // The first stale cell that was read.
  [[nodiscard]] const std::optional<OwnedCell>& stale_cell() const noexcept { return stale_cell_; }

  Value cell(SheetId sheet, CellAddress address) override;
  bool ready(const Area& area) override;
  void visit(const Area& area, CellVisitor visitor) override;
  [[nodiscard]] std::optional<RangeAddress> used_part(SheetId sheet,
                                                      const RangeAddress& range) const override;
  [[nodiscard]] RowVisibility row_visibility(SheetId sheet, std::int32_t row) const override;
  [[nodiscard]] std::optional<std::string> formula_text(SheetId sheet, CellAddress address) const override;
  [[nodiscard]] bool is_formula(SheetId sheet, CellAddress address) const override;
  [[nodiscard]] bool is_subtotal(SheetId sheet, CellAddress address) const override;
  [[nodiscard]] std::string_view number_format(SheetId sheet, CellAddress address) const override;
  [[nodiscard]] std::int32_t sheet_count() const override;
  [[nodiscard]] std::string_view sheet_name(SheetId sheet) const override;
  [[nodiscard]] std::optional<RangeAddress> spill_range(SheetId sheet, CellAddress anchor) override;
  [[nodiscard]] const BindingScope& scope() const override { return workbook_; }
  [[nodiscard]] std::uint64_t version(SheetId sheet, std::int32_t column) const override;
  [[nodiscard]] bool is_complete(SheetId sheet, std::int32_t column) const override;
  [[nodiscard]] const Program* name_program(NameId name) override { return workbook_.name_program(name); }
  [[nodiscard]] double now() const override { return now_; }
  [[nodiscard]] double random() override;

 private:
  const Workbook& workbook_;
  const Spills& spills_;
  double now_;
  std::uint64_t seed_;
  std::uint64_t draws_ = 0;
  std::vector<Area> missing_;
  std::optional<OwnedCell> stale_cell_;
};

}  // namespace outturn
