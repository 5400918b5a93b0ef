// What a service sends: a table that names measures, periods and figures, on a sheet or in a CSV file.
//
//   Measure | Period | Value [| Service | Provisional]      one figure a row, or
//   Measure [| Service] | April 2018 | May 2018 | …         one measure a row
//
// The heading is the first row that has such columns, within the first rows; titles may stand above it.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "engine/diagnostic.h"
#include "engine/indicators/definition_table.h"
#include "engine/indicators/period.h"

namespace outturn {

struct ReturnedFigure {
  std::string measure, service;  // as written
  Period period;
  DefinitionCell value;
  bool provisional = false;
};

struct ServiceReturn {
  std::vector<ReturnedFigure> figures;
  std::vector<Diagnostic> findings;  // rows that are not understood
  bool has_table = false;
};

// `rows` are those of one sheet or file. `year` is what headings without a year are read by.
[[nodiscard]] ServiceReturn read_service_return(std::span<const std::vector<DefinitionCell>> rows,
                                                YearCalendar calendar, std::optional<Period> year);

}  // namespace outturn
