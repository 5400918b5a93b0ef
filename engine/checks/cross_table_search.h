// Relations between tables: a figure carried from one sheet to another, and tables of one make of which one
// is the sum of the others. Lines are matched by their headings.
#pragma once

#include <vector>

#include "engine/checks/relation_choice.h"

namespace outturn {

void add_carried_figures(const FigureBook& book, std::vector<Instance>& instances);
void add_sums_of_tables(const FigureBook& book, std::vector<Instance>& instances);

}  // namespace outturn
