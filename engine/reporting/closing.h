// Closing a period: what is added to the sheet Published, the only history, so that the period's figures,
// statuses and words stand as they were reported whatever changes later.
#pragma once

#include <string>
#include <vector>

#include "engine/indicators/definition_table.h"
#include "engine/indicators/indicator_book.h"
#include "engine/reporting/returns_log.h"

namespace outturn {

struct ClosedIndicator {
  std::string reference;
  std::string shown;   // as its cell prints it; empty without a figure
  std::string status;  // that counts; empty for none
  DefinitionRow row;   // of the sheet Published
};

struct Closing {
  std::vector<ClosedIndicator> rows;   // in the order of the definitions
  std::vector<std::string> already;    // the references that are published for the period
  std::vector<Diagnostic> in_the_way;  // figures that cannot be calculated: nothing may be closed
};

// Of the book's period, after a calculation. `closed_on` is a date's serial in the 1900 system. An indicator
// that is awaited or not due is published as that: a figure that comes later is a restatement.
[[nodiscard]] Closing close_period(const IndicatorBook& book, const ReturnsLog& log, double closed_on);

// What restating an indicator's published figure adds: the figure, the status and, for the book's own period,
// the words that its cells give now.
struct Restatement {
  std::string problem;        // why there is nothing to restate; the rest is empty then
  std::string before, after;  // as shown, with the status: "52.3% Amber"
  DefinitionRow row;
};
// `reference` is an indicator of the book, `reason` is not empty.
[[nodiscard]] Restatement restate(const IndicatorBook& book, const ReturnsLog& log,
                                  const std::string& reference, const std::string& reason, double closed_on);

}  // namespace outturn
