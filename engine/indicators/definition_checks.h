// What only the whole set of definitions shows: names that nothing has, names given twice, indicators in a
// circle.
#pragma once

#include <vector>

#include "engine/indicators/definitions.h"

namespace outturn {

void check_definitions(Definitions& definitions);

// A note on each measure that no indicator, target, tolerance or weight names.
[[nodiscard]] std::vector<Diagnostic> unused_measures(const Definitions& definitions);

}  // namespace outturn
