// What somebody has changed in a workbook that is loaded and calculated, seen from the file as it stands now.
#pragma once

#include <string>
#include <vector>

#include "cli/open_book.h"

namespace outturn {

struct ChangedConstant {
  SheetId sheet = 0;
  CellAddress cell;
  Value before, after;
};

struct BookChanges {
  std::vector<ChangedConstant> constants;  // by sheet, row and column; of sheets that both have
  // Why a calculation of what depends on them would not do, as a clause: "the formula in Calls!H2 is
  // another". Empty: set_input() for each and calculate() give what a full calculation of the file gives.
  std::string afresh;
};

// `loaded` is calculated, and its inputs have the values of the file that it was loaded from or that
// changes_in() last looked at; `definitions` are those that hold with the file as it stands now.
[[nodiscard]] BookChanges changes_in(const OpenBook& loaded, const xlsx::XlsxFile& now,
                                     const std::vector<DefinitionTable>& definitions);

}  // namespace outturn
