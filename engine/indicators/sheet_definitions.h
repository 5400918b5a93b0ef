// Definition sheets of a workbook, as tables.
#pragma once

#include <vector>

#include "engine/diagnostic.h"
#include "engine/indicators/definition_table.h"
#include "engine/workbook.h"

namespace outturn {

struct SheetDefinitions {
  std::vector<DefinitionTable> tables;
  std::vector<Diagnostic> findings;  // sheets that have the name of a definition sheet but not its columns
};

[[nodiscard]] SheetDefinitions read_sheet_definitions(const Workbook& workbook);

}  // namespace outturn
