#include "xlsx/table_part.h"

#include <algorithm>

#include "xlsx/xml_reader.h"
#include "xlsx/xml_text.h"

namespace outturn::xlsx {
namespace {

class Handler : public XmlHandler {
 public:
  TablePart table;
  bool usable = false;

  void start_element(const XmlElement& element) override {
    if (!element.in_root_space) return;
    if (element.depth == 0 && element.name() == "table") {
      const auto range = range_from_a1(element.text("ref"));
      usable = range.has_value();
      if (range) table.range = *range;
      table.name = unescape_xstring(element.text("name"));
      table.display_name = unescape_xstring(element.text("displayName"));
      if (table.display_name.empty()) table.display_name = table.name;
      table.header_rows = std::min(element.number("headerRowCount").value_or(1), 1U);
      table.totals_rows = std::min(element.number("totalsRowCount").value_or(0), 1U);
    } else if (element.depth == 1 && element.name() == "autoFilter") {
      table.filter_range = range_from_a1(element.text("ref"));
    } else if (element.depth == 3 && element.parent == "filterColumn") {
      table.filter_active = true;
    } else if (element.depth == 2 && element.name() == "tableColumn") {
      const std::string_view function = element.text("totalsRowFunction");
      table.columns.push_back(
          {unescape_xstring(element.text("name")), function == "none" ? "" : std::string(function)});
    }
  }
};

}  // namespace

std::optional<TablePart> read_table_part(std::string_view text, const std::string& part) {
  Handler handler;
  read_xml(text, part, handler);
  if (!handler.usable) return std::nullopt;
  return std::move(handler.table);
}

}  // namespace outturn::xlsx
