// Sentences beside the tables: the figures of a report's text that cells of the tables hold, or two cells
// give.
#pragma once

#include <vector>

#include "engine/checks/figure_table.h"

namespace outturn {

// A figure of a sentence that a cell repeats, or the ratio of two lines that the sentence names. A percentage
// in a table whose heading is such a sentence, and that no relation explains, is read alike.
[[nodiscard]] std::vector<Check> sentence_checks(const Workbook& workbook, const std::vector<bool>& skipped,
                                                 const FigureBook& book, const std::vector<bool>& explained);
// The cells of sentences in which the same figure stands, and words of the cell's headings: where a wrong
// figure was repeated.
void tell_repetitions(const Workbook& workbook, const std::vector<bool>& skipped, const FigureBook& book,
                      std::vector<Check>& checks);

}  // namespace outturn
