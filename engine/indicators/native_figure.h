// An indicator's figure as an Excel expression over the cells of its measures.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/indicators/definitions.h"
#include "engine/indicators/indicator_node.h"
#include "engine/workbook.h"

namespace outturn {

// Part of a formula, with how tightly it binds: what stands beside it must bind as tightly, or brackets are
// needed.
struct NativeTerm {
  enum Rank { comparison = 1, sum = 2, product = 3, power = 4, atom = 5 };
  std::string text;
  Rank rank = atom;
};

[[nodiscard]] std::string bracketed(const NativeTerm& term, NativeTerm::Rank least);
// A number as a formula has it, at 15 significant digits.
[[nodiscard]] std::string native_number(double number);
[[nodiscard]] std::string native_text(std::string_view text);  // in quotation marks
// A cell's or range's address in a formula on the sheet `home`.
[[nodiscard]] std::string native_reference(const Workbook& workbook, const Area& area, SheetId home);
// The fewest ranges that hold the cells, as arguments: "Calls!H8:J8,Calls!L8".
[[nodiscard]] std::vector<Area> ranges_of(std::vector<FormulaCell> cells);
[[nodiscard]] std::string native_list(const Workbook& workbook, const std::vector<Area>& ranges,
                                      SheetId home);

struct NativeFigure {
  NativeTerm term;                 // in the unit's inside form
  std::vector<FormulaCell> needs;  // cells that must hold numbers, or there is no figure
  bool needs_one = false;          // of a measure that uses what is there: one of the cells is enough
  bool divides = false;
  bool is_text = false;
  std::string problem;  // why no formula gives this figure; nothing else is then meant
};

// Requires: calculated.
[[nodiscard]] NativeFigure native_figure(const Workbook& workbook, const Definitions& definitions,
                                         const IndicatorNode& node, const Period& period,
                                         const std::optional<std::string>& service, SheetId home,
                                         int depth = 0);

// True where a figure is not there: "COUNT(Calls!H8:J9)<6".
[[nodiscard]] std::string native_missing(const Workbook& workbook, const NativeFigure& figure, SheetId home);

}  // namespace outturn
