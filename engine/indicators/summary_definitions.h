// What the sheets Roll-ups and Lists say, understood.
#pragma once

#include "engine/indicators/definitions.h"
#include "engine/indicators/list_definition.h"

namespace outturn {

// Adds to the definitions. Requires: statuses and indicators have been read.
void read_roll_ups(const DefinitionTable& table, Definitions& definitions);
[[nodiscard]] std::vector<ListDefinition> read_lists(const DefinitionTable& table, Definitions& definitions);

}  // namespace outturn
