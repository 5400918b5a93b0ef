// The checks that an officer declared, carried out.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "engine/checks/check.h"
#include "engine/checks/checks_sheet.h"
#include "engine/recalculation.h"

namespace outturn {

struct DeclaredResults {
  std::vector<Check> checks;
  std::vector<Diagnostic> findings;  // what could not be carried out, where no cell of the workbook says so
};

// After a calculation. One check for each row, or for each cell of its For, that has figures to compare.
// `missing_words` are what is written for a figure that is not there.
[[nodiscard]] DeclaredResults declared_checks(std::span<const DeclaredCheck> declared,
                                              const Workbook& workbook, Recalculation& recalculation,
                                              std::span<const std::string> missing_words);

}  // namespace outturn
