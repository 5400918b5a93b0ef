// The files that services send: workbooks and CSV, as rows of cells.
#pragma once

#include <string>
#include <vector>

#include "engine/indicators/definition_table.h"

namespace outturn {

struct ReturnSheet {
  std::string where;  // "housing.xlsx, Return" or "housing.csv"
  std::vector<std::vector<DefinitionCell>> rows;
};

// Every sheet of a workbook, or the one table of a .csv file: commas, semicolons or tabs, whichever its first
// line has most of, in UTF-8 with or without a byte order mark. Throws UsageError, XlsxError.
[[nodiscard]] std::vector<ReturnSheet> read_return_file(const std::string& path);

}  // namespace outturn
