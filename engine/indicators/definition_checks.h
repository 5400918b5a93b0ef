// What only the whole set of definitions shows: names that nothing has, names given twice, indicators in a
// circle.
#pragma once

#include "engine/indicators/definitions.h"

namespace outturn {

void check_definitions(Definitions& definitions);

}  // namespace outturn
