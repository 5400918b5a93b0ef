// Reads the sheet Published.
#pragma once

#include "engine/indicators/definitions.h"

namespace outturn {

// Adds the table's rows to the history, and what is wrong with them to the findings. Requires: the
// indicators and statuses have been read.
void read_published(const DefinitionTable& table, Definitions& definitions);

}  // namespace outturn
