// Roll-ups of the same indicators held against one another: their lines must add to the same totals.
#pragma once

#include <vector>

#include "engine/indicators/roll_up_node.h"

namespace outturn {

// Requires: calculated. Names both roll-ups, the class in which they differ, and the indicators that cause
// it.
[[nodiscard]] std::vector<Diagnostic> compare_roll_ups(const std::vector<const RollUpNode*>& nodes);

// "26 indicators, counted 28 times in the lines (BC-4, BC-9 in more than one)"; empty where each stands in
// one line.
[[nodiscard]] std::string counted_twice(const RollUpNode& node);

}  // namespace outturn
