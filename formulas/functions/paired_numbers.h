// Two arrays read side by side: the pairs in which both members are numbers, as CORREL, SLOPE and SUMXMY2
// take them.
#pragma once

#include <vector>

#include "formulas/arguments.h"

namespace outturn {

struct PairedNumbers {
  // #N/A where the arrays differ in size; the first error among their cells.
  PairedNumbers(const CellGrid& xs, const CellGrid& ys);

  std::vector<double> x;
  std::vector<double> y;
  Value error;  // blank if none
};

}  // namespace outturn
