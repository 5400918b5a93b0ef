// Splices defined names into the bytes of xl/workbook.xml (ECMA-376 part 1, 18.2.5 and 18.2.6).
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/defined_name.h"

namespace outturn::xlsx {

// Makes `names`, which are valid in the whole workbook, the only such names that `is_replaced` holds for. A
// name that is there keeps its place and its attributes and has its text replaced; a new one goes where
// Excel's alphabetical order has it; one that is no longer wanted is cut out. Every other byte is copied.
// Nothing where no byte changes. text is the part in UTF-8. Throws XlsxError.
[[nodiscard]] std::optional<std::string> replace_names(
    std::string_view text, const std::string& part, const std::function<bool(std::string_view)>& is_replaced,
    const std::vector<DefinedName>& names);

}  // namespace outturn::xlsx
