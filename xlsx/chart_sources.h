// Which cells the charts and pivot tables of a workbook draw from. Their own copies of the figures are not
// rewritten: Excel renews a chart's when it opens the file, a pivot table's when somebody refreshes it.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "engine/diagnostic.h"
#include "formulas/operand.h"

namespace outturn::xlsx {

struct WrittenChange;
struct XlsxFile;

struct ChartSource {
  bool is_pivot = false;
  std::string sheet;  // on which it stands
  std::string name;   // a pivot table's name, or a chart's part: "chart1"
  std::vector<Area> reads;
};

// In tab order. A source that is not a place in this workbook is left out. Throws XlsxError where a part is
// damaged.
[[nodiscard]] std::vector<ChartSource> chart_sources(const XlsxFile& file);

// One warning for each chart or pivot table that reads a changed cell.
[[nodiscard]] std::vector<Diagnostic> outdated_charts(const XlsxFile& file,
                                                      std::span<const WrittenChange> changes);

}  // namespace outturn::xlsx
