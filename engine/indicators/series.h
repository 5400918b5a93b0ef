// A measure's figures over time, and what they make for a period: the sum of its months, the last of them,
// their weighted average…
//
// A figure is given only for a period that the cells cover whole. Two months of a quarter make no quarter:
// the value is missing, and the coverage says how many of how many were there. Where the definition lets what
// is there be used, they make the figure, and the coverage says so.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "engine/indicators/coverage.h"
#include "engine/indicators/definitions.h"
#include "engine/indicators/measure_text.h"
#include "formulas/evaluation_context.h"

namespace outturn {

struct SeriesPoint {
  Period period;
  FigureReading figure;
  FormulaCell cell;  // where it stands
};

struct SeriesValue {
  enum class Kind {
    number,
    text,
    missing,  // not every cell it needs has a figure
    error,    // a cell holds this formula error, or the weights add up to nothing
    refused,  // a cell cannot be read, or the question cannot be answered from these cells
  };
  Kind kind = Kind::missing;
  double number = 0;
  Bound bound = Bound::exactly;
  std::string text;
  ErrorCode error = ErrorCode::na;
  std::string reason;      // of every kind but number and text
  int have = 0, need = 0;  // coverage, in cells
  Coverage coverage;
  std::vector<FormulaCell> cells;  // that it was made from, or that were looked at

  [[nodiscard]] bool is_number() const noexcept { return kind == Kind::number; }
};

// The value of the weight measure for a period.
using WeightOver = std::function<SeriesValue(const Period&)>;

// Which stretches may be without a figure.
struct Gaps {
  bool allowed = false;          // any, as long as one has a figure
  std::vector<Period> left_out;  // not used even where there is one, and needed by nobody
};

// What the figures make for a period. Of a cumulative measure, whose cells hold the year so far, the year so
// far at the period's end; `part` asks for what was added within the period.
[[nodiscard]] SeriesValue value_over(const std::vector<SeriesPoint>& points, const Period& period,
                                     const Accumulation& over_time, YearCalendar calendar, bool part = false,
                                     const WeightOver& weight = {}, const Gaps& gaps = {});

}  // namespace outturn
