// Whether what officers enter is read from the row of its own indicator. Nothing that outturn wrote need
// stand there, so that a row inserted above an address would go unnoticed; the references and titles on the
// sheet show it.
#pragma once

#include <vector>

#include "engine/diagnostic.h"
#include "engine/indicators/definitions.h"
#include "engine/node.h"
#include "engine/workbook.h"

namespace outturn {

// An error for each cell of Entered status, Reason and a milestone's Entered value that stands in another
// indicator's row; a warning for each sheet where nothing would show that its rows have moved. `written` are
// the cells of results, which are watched by themselves (moved_results.h). Cells that are given by a name
// move with their rows.
[[nodiscard]] std::vector<Diagnostic> entered_rows(const Workbook& workbook, const Definitions& definitions,
                                                   const Period& period,
                                                   const std::vector<OwnedCell>& written);

}  // namespace outturn
