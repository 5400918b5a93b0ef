// A dependency outline as a picture: a single SVG file that needs nothing else, and can be read in black and
// white and aloud.
#pragma once

#include <string>

#include "engine/outline/dependency_outline.h"

namespace outturn {

// Pictures of more nodes are for no eye, and take minutes.
inline constexpr std::size_t kMostInPicture = 3'000;

// Requires: not more than kMostInPicture nodes.
[[nodiscard]] std::string to_svg(const DependencyOutline& outline);

}  // namespace outturn
