// A name for a formula, valid in the whole workbook or on one sheet (ECMA-376 part 1, 18.2.5).
#pragma once

#include <optional>
#include <string>

#include "formulas/operand.h"

namespace outturn {

struct DefinedName {
  std::string name;
  std::optional<SheetId> sheet;  // where it is valid; none: everywhere
  std::string text;              // relative references are written for A1
  bool hidden = false;           // not shown to users, so not offered to them either
};

}  // namespace outturn
