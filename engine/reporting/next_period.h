// Moving a workbook on to its next period: in the same workbook, or as next year's.
//
// Figures stay. What belongs to the period alone is emptied: entered statuses with their reasons, commentary
// and plans; `close` has put them on record. For a new year's workbook every heading of a measure moves on by
// twelve months, each cell takes the figure that the old workbook has for its new period, and is empty where
// there is none; Published is carried on.
#pragma once

#include <string>
#include <vector>

#include "engine/indicators/indicator_book.h"

namespace outturn {

struct CellEdit {
  FormulaCell cell;
  Value value;  // blank empties the cell
  NumberLook look = NumberLook::plain;
};

struct NextPeriod {
  std::string problem;  // why the workbook cannot be moved on; the rest is empty then
  Period from, to;
  std::vector<CellEdit> edits;            // of constants
  std::vector<std::string> emptied;       // the cells among them that held words of the period
  std::vector<std::string> begins, ends;  // "CS-9 Calls answered by the bot", with what takes its place
  std::vector<std::string> targets;       // "CS-2: 70% until now, 75% from Q3 2018/19"
  std::vector<Diagnostic> left;           // what a person has to see to
};

// Requires: calculated, for the period of the setting Period, definitions on sheets.
[[nodiscard]] NextPeriod move_to_next_period(const IndicatorBook& book);
[[nodiscard]] NextPeriod move_to_new_book(const IndicatorBook& book);

}  // namespace outturn
