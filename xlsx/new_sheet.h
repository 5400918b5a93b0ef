// A sheet added behind those of a workbook: a new worksheet part, and the entries for it spliced into
// xl/workbook.xml, its relationships and [Content_Types].xml. No other byte of these changes, and docProps,
// whose list of sheets nothing reads, is left alone.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "formulas/value.h"
#include "xlsx/text_encoding.h"

namespace outturn::xlsx {

class Package;
class StyleAppender;

struct NewCell {
  Value value;                                 // a constant; blank for none
  std::optional<std::uint32_t> number_format;  // a built-in one (ECMA-376 part 1, 18.8.30)
};

struct NewSheet {
  std::string name;
  std::vector<std::vector<NewCell>> rows;  // the first is the heading: bold, and stays in view
};

struct AddedPart {
  std::string part;
  std::string text;  // in UTF-8
  TextEncoding encoding = TextEncoding::utf8;
};

// The new parts and those that change. `styles` is null where the workbook has none: the cells are then
// plain. Throws XlsxError (write_refused) where the workbook has a sheet of that name.
[[nodiscard]] std::vector<AddedPart> add_sheets(const Package& package, const std::vector<NewSheet>& sheets,
                                                StyleAppender* styles);

}  // namespace outturn::xlsx
