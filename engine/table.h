// A table ("ListObject") and its columns, as structured references name them (ECMA-376 part 1, 18.5).
#pragma once

#include <string>
#include <vector>

#include "formulas/evaluation_context.h"

namespace outturn {

struct Table {
  std::string name;
  TableColumns shape;
  std::vector<std::string> columns;
};

}  // namespace outturn
