// What an indicator's status was in an earlier period: the one place that roll-ups ask for it.
#pragma once

#include <string>
#include <vector>

#include "engine/indicators/status_node.h"

namespace outturn {

struct PastStatus {
  const StatusWord* word = nullptr;
  bool existed = true;  // false: the indicator is younger than the period
  std::string unknown;  // why there is no word although the indicator existed; empty where there is one
};

// Requires: the node is calculated. The published one where there is one; else by the figures of that period,
// the target that held then and today's definition; a status that was entered then is not known from the
// cells.
[[nodiscard]] PastStatus past_status(const StatusNode& status, const Definitions& definitions,
                                     const Period& period);

// A node and everything that its results come from. What looks at earlier periods depends on all of these: an
// indicator's figure may stay the same for the reporting period while an earlier one changes.
[[nodiscard]] std::vector<const ReportNode*> with_everything_below(
    const std::vector<const ReportNode*>& nodes);

}  // namespace outturn
