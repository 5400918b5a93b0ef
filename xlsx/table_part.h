// xl/tables/tableN.xml: what structured references need of a table (ECMA-376 part 1, 18.5).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "formulas/address.h"

namespace outturn::xlsx {

struct TableColumnEntry {
  std::string name;
  std::string totals_function;  // "sum", "custom"…; empty for none
};

struct TablePart {
  std::string name;
  std::string display_name;  // what formulas say
  RangeAddress range;        // with header and totals rows
  std::vector<TableColumnEntry> columns;
  std::uint32_t header_rows = 1;
  std::uint32_t totals_rows = 0;
  std::optional<RangeAddress> filter_range;
  bool filter_active = false;
};

// Throws XlsxError. Nothing for a table without a usable range.
[[nodiscard]] std::optional<TablePart> read_table_part(std::string_view text, const std::string& part);

}  // namespace outturn::xlsx
