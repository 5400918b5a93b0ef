// Whether two formulas of two workbooks mean the same, each in its own cell: the same functions over the same
// constants, and references to cells that are each other's counterparts.
#pragma once

#include "engine/comparison/sheet_alignment.h"

namespace outturn {

class FormulaComparison {
 public:
  // All outlive it.
  FormulaComparison(const Workbook& before, const Workbook& after, const BookAlignment& alignment)
      : before_(before), after_(after), alignment_(alignment) {}

  // Requires: both cells hold formulas. A formula that cannot be understood is compared by its text.
  [[nodiscard]] bool is_same(const FormulaCell& before, const FormulaCell& after) const;
  // The same of programs, as those of defined names.
  [[nodiscard]] bool is_same(const Program& before, const FormulaCell& at_before, const Program& after,
                             const FormulaCell& at_after) const;

 private:
  [[nodiscard]] bool is_same(const ProgramReference& before, const FormulaCell& at_before,
                             const ProgramReference& after, const FormulaCell& at_after) const;
  [[nodiscard]] bool is_same_sheet(SheetId before, SheetId after) const;

  const Workbook& before_;
  const Workbook& after_;
  const BookAlignment& alignment_;
};

}  // namespace outturn
