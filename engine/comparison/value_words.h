// Cells in words: what one holds, and what the sheet calls it.
#pragma once

#include <string>

#include "engine/workbook.h"

namespace outturn {

// 0.4865, "Green", TRUE, #N/A, (blank).
[[nodiscard]] std::string value_words(const Value& value);

// The first words in the cell's row, left of it, and the nearest heading above it: "Answered, July 18/19".
// Empty without any.
[[nodiscard]] std::string cell_label(const Workbook& workbook, const FormulaCell& cell);

}  // namespace outturn
