// Whether what an earlier run wrote stands elsewhere now than the definitions say.
//
// Excel moves the marks of owned cells (engine/owned_cells.h) when rows or columns are inserted, but not an
// address that a definition holds as text. Where the marks stand where the defined cells would after such a
// move, the other addresses of the definitions are as wrong, and nothing may be read or written by them.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "engine/diagnostic.h"
#include "engine/node.h"
#include "engine/workbook.h"

namespace outturn {

struct ResultPlace {
  OwnedCell cell;
  std::string where;   // the definition's cell
  std::string column;  // "Value to"
};

// An error for each definition whose result has moved. `places` are those of all definitions, of other
// periods too, in any order; `marked` are marked_cells().
[[nodiscard]] std::vector<Diagnostic> moved_results(const Workbook& workbook,
                                                    std::span<const ResultPlace> places,
                                                    std::span<const OwnedCell> marked);

}  // namespace outturn
