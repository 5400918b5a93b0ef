// XPath 1.0 queries on XML in a text. Nothing is fetched, no document type and no entity of one is accepted,
// and size, nesting and the steps of a query are bounded.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace outturn {

// The text of every node that the query selects, in document order. Nothing where the XML is not well-formed,
// the query is not valid or selects no nodes but a number, text or logical, or a bound is exceeded. `steps`
// is what it took, found or not: operations and bytes.
[[nodiscard]] std::optional<std::vector<std::string>> query_xml(std::string_view xml,
                                                                const std::string& query, std::size_t& steps);

}  // namespace outturn
