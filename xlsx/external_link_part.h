// xl/externalLinks/externalLinkN.xml: the values that a workbook remembers of another one (ECMA-376 part
// 1, 18.14). They are all that is ever read of it; the other file is not opened.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "formulas/address.h"
#include "formulas/value.h"

namespace outturn::xlsx {

struct ExternalSheet {
  std::string name;
  std::map<CellAddress, Value> cells;
  bool refresh_failed = false;
};

struct ExternalName {
  std::string name;
  std::string refers_to;
};

struct ExternalLinkPart {
  std::string book_relationship;  // its external target is the other workbook
  std::vector<ExternalSheet> sheets;
  std::vector<ExternalName> names;
};

// Throws XlsxError.
[[nodiscard]] ExternalLinkPart read_external_link_part(std::string_view text, const std::string& part);

}  // namespace outturn::xlsx
