// What the sheet Roll-ups says, understood.
#pragma once

#include "engine/indicators/definitions.h"

namespace outturn {

// Adds to the definitions. Requires: statuses and indicators have been read.
void read_roll_ups(const DefinitionTable& table, Definitions& definitions);

}  // namespace outturn
