// Averages in total lines: where a total line adds up one column of a table, another column's figure in it
// may be the average of the lines, weighted by the first.
#pragma once

#include <vector>

#include "engine/checks/relation_choice.h"

namespace outturn {

// `relations` are those believed of the same lines; `explained`, by figure, are the targets of ratios.
void add_weighted_averages(const std::vector<Relation>& relations, const FigureLines& lines,
                           const std::vector<bool>& explained, std::vector<Instance>& instances);

}  // namespace outturn
