// What differs between an indicator's definitions, so that figures of two definitions are never held against
// one another.
#pragma once

#include <string>
#include <vector>

#include "engine/comparison/sheet_alignment.h"
#include "engine/indicators/indicator_node.h"

namespace outturn {

struct DefinitionDifference {
  std::string what;           // "Expression", "Unit", "Cells of answered", "From"
  std::string before, after;  // as written
  std::string where;          // the later definition's cell
};

// `alignment` is null for two periods of one workbook. Cells that moved with inserted rows, or grew at an end
// with later periods, are the same.
[[nodiscard]] std::vector<DefinitionDifference> definition_differences(
    const IndicatorNode& before, const Workbook& before_book, const IndicatorNode& after,
    const Workbook& after_book, const BookAlignment* alignment, YearCalendar calendar);

}  // namespace outturn
