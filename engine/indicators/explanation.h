// How an indicator came about: its expression, what went into it, the rule that fired, and what would turn
// it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/indicators/indicator_book.h"

namespace outturn {

// The smallest change of one input, all else unchanged, that meets the target.
struct GapOption {
  std::string input;  // as the expression names it
  double change = 0;  // whole where the input counts things; signed
  std::string words;  // "4,397 more Answered in 30 secs (10,017 to 14,414)"
};

struct ExplainedInput {
  std::string name, source, period;
  std::string value;               // as text; why there is none, otherwise
  std::string unit, over_time;     // "days", "sum"; of an indicator no over_time
  std::vector<std::string> cells;  // "Calls!C9"
};

struct Explanation {
  std::string reference, title, period;
  std::string expression;
  std::vector<ExplainedInput> inputs;
  std::string unit;
  // Column and words: what roll-ups and lists group it by, and where it is written and read.
  std::vector<std::pair<std::string, std::string>> memberships, cells;
  std::string value;     // to six decimals, without trailing zeros: "48.647467%"
  std::string shown;     // as printed
  std::string coverage;  // "4 of 6 services reported"
  std::string target, tolerance, aim;
  std::vector<std::string>
      other_targets;                   // rows of Targets for other periods: "35% from 2019/20 (Targets!D3)"
  std::string scale;                   // the words that its status may have
  std::string target_source;           // where the target stands, and the arithmetic that made it
  std::string position;                // "Above mean: 44% against 41.58%, the mean of recycling …"
  std::string peers;                   // of the benchmark that is the target, lowest first
  std::vector<std::string> published;  // "Q1 2018/19: 60%, Red, against 70% (Published!A2)", the last ones
  std::string judged_on;  // the figure that is judged in place of the value: "calls.projection = 480"
  std::string status;     // that counts
  std::string computed_status, entered_status, reason;
  std::string rule;  // that fired
  std::string gap;   // "2 points more", in the indicator's unit; empty when the target is met
  std::vector<GapOption> options;
  std::string kept;
};

// Requires: calculated. Nothing for an unknown reference.
[[nodiscard]] std::optional<Explanation> explain(const IndicatorBook& book, std::string_view reference);

// How a count or a percentage of a roll-up came about: the indicators that it counts.
struct RollUpExplanation {
  struct Count {
    std::string line, status_class;
    int count = 0;
    int denominator = 0;  // that the line's percentages are out of
    std::string printed;  // "33%"; empty where the class is no part of the percentages
    std::vector<std::string> references;
  };
  std::string name, by;
  std::string out_of;         // what the percentages are of, and how they are rounded
  std::string period;         // of a cell for the period before; empty for the reporting one
  std::vector<Count> counts;  // of one cell, or of every line and class
  std::vector<std::string> not_assigned, unclassed;  // references in no line, in no class
  std::string kept;                                  // why the cells keep their saved values
};

// Requires: calculated. Nothing for a cell that no roll-up writes, or an unknown name.
[[nodiscard]] std::optional<RollUpExplanation> explain_roll_up(const IndicatorBook& book,
                                                               const FormulaCell& cell);
[[nodiscard]] std::optional<RollUpExplanation> explain_roll_up(const IndicatorBook& book,
                                                               std::string_view name);

}  // namespace outturn
