// One indicator's difference as an officer reads it out and an auditor follows it by hand.
#pragma once

#include <string>

#include "engine/comparison/indicator_differences.h"

namespace outturn {

// "CS-2 Amber → Red: 52.31% → 48.65%, down 3.66 points (target 70%, unchanged). Answered in 30 secs fell by
// 220 (10,237 → 10,017), while Answered rose by 1,020 (19,571 → 20,591). With only …"
[[nodiscard]] std::string difference_sentence(const IndicatorDifference& difference);

}  // namespace outturn
