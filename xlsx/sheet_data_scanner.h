// Reads the rows and cells of a worksheet from its bytes: ten times as fast as a general XML parser.
//
// It knows rows, cells, <f>, <v> and simple <is><t>, with any quotes, white space, entities and namespace
// prefix, and declines everything else (comments, CDATA, rich inline text, namespaces declared inside,
// whatever is not well-formed), which is then read by expat.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace outturn::xlsx {

class SheetDataEvents;

struct ScannedSheetData {
  std::size_t end_tag = 0;  // where </sheetData> begins
  bool plain = false;       // WorksheetSink::plain_rows
};

// Requires: `begin` is behind <sheetData>, whose prefix ("" or "x:") all elements must bear. Nothing where it
// declined; the events told until then are right but incomplete.
[[nodiscard]] std::optional<ScannedSheetData> scan_sheet_data(std::string_view text, std::size_t begin,
                                                              std::string_view prefix,
                                                              SheetDataEvents& events);

// Tells the one cell that begins at `begin` of a part that was scanned before, in the row whose number is
// spelt so; false where it declines.
[[nodiscard]] bool scan_cell(std::string_view text, std::size_t begin, std::string_view row_digits,
                             SheetDataEvents& events);

}  // namespace outturn::xlsx
