// What the history says against today: figures and statuses that no longer come out as they were published,
// and entered statuses that were carried over from the period before.
#pragma once

#include <vector>

#include "engine/indicators/status_node.h"

namespace outturn {

// Requires: the status is calculated.
void add_history_findings(const StatusNode& status, const Definitions& definitions, const Workbook& workbook,
                          std::vector<Diagnostic>& findings);

}  // namespace outturn
