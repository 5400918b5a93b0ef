// A definition table before it is understood: the same whether it comes from a sheet of the workbook or from
// a TOML file.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "engine/indicators/unit.h"
#include "formulas/value.h"

namespace outturn {

struct DefinitionCell {
  Value value;
  NumberLook look = NumberLook::plain;
  std::string where;  // `Indicators!F5`, or `council.toml line 12`
};

struct DefinitionTable {
  std::string name;   // of the sheet, or of the TOML table
  std::string where;  // for what concerns the table as a whole
  std::vector<DefinitionCell> header;
  std::vector<std::vector<DefinitionCell>>
      rows;  // cells in the order of the header; a short row ends in blanks
};

// A row by the names of its columns, as it is added to a table; what is not named is blank.
using DefinitionRow = std::vector<std::pair<std::string, DefinitionCell>>;

}  // namespace outturn
