// The sheet Published, the only history: what was reported, as it was reported. Rows are appended when a
// period is closed and never changed; a row that says Restates takes the place of an earlier one.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/indicators/measure_text.h"
#include "engine/indicators/period.h"

namespace outturn {

struct PublishedRow {
  Period period;
  std::string reference;
  FigureReading value;  // in the inside form of the indicator's unit; missing where none was published
  std::string shown;
  std::string target, tolerance;
  std::string status;    // that counted
  std::string entered;   // the status entered by hand; empty for a computed one
  std::string computed;  // what the figures gave; empty where that is not on record
  bool provisional = false;
  std::string coverage, closed_on, reason;
  std::string commentary, plan;  // as they stood when the period was closed
  bool restates = false;
  std::string where;         // the row's first cell
  std::string status_where;  // the cell of Status
};

class PublishedHistory {
 public:
  // Returns the row that already stands for the same period and reference; null where there is none, or
  // where the new one restates it.
  const PublishedRow* add(PublishedRow row);
  // The row that stands: the last of those that restate one another.
  [[nodiscard]] const PublishedRow* find(std::string_view reference, const Period& period) const;
  // The history as it was when the period was closed: without the rows below the last that closed it.
  [[nodiscard]] PublishedHistory as_closed(const Period& period) const;
  [[nodiscard]] const std::vector<PublishedRow>& rows() const noexcept { return rows_; }  // as they stand

 private:
  std::vector<PublishedRow> rows_;
  std::map<std::pair<std::string, Period>, std::size_t> standing_;  // by name_key and period
};

}  // namespace outturn
