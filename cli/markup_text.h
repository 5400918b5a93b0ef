// Text within XML and HTML.
#pragma once

#include <string>
#include <string_view>

namespace outturn {

// For content and attributes; a control character, for which XML has no place, is a space.
[[nodiscard]] std::string markup_escaped(std::string_view text);

}  // namespace outturn
