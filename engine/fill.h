// A fill: one formula in a rectangle of cells, the unit of the graph. Formulas are the same if they are the
// same in R1C1 form, wherever they stand and however they were entered.
#pragma once

#include <cstdint>

#include "engine/formula_table.h"
#include "formulas/operand.h"

namespace outturn {

using FillId = std::int32_t;

enum class FillKind : std::uint8_t {
  cells,          // a formula of its own in each cell
  fixed_array,    // one array formula (Ctrl+Shift+Enter) over the whole range
  dynamic_array,  // one formula in the first cell of the range, which spills; the range is that of the saved
                  // spill
  kept,           // not calculated: a data table
};

struct Fill {
  SheetId sheet = 0;
  RangeAddress range;
  FormulaId formula = -1;
  FillKind kind = FillKind::cells;
};

}  // namespace outturn
