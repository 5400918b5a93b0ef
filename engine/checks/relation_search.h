// Looks for the relations that the lines of a table obey. Each search proposes weighed relations; which of
// them to believe is decided in relation_choice.h.
#pragma once

#include <vector>

#include "engine/checks/relation.h"

namespace outturn {

// A line that is the sum of a run of lines before or behind it, subtotals counted once; of the lines that
// bear its own sub-heading; averages of the same.
[[nodiscard]] std::vector<Relation> find_sums(const FigureLines& lines);
// One line less another, and opening + additions − disposals over three to five neighbours.
[[nodiscard]] std::vector<Relation> find_differences(const FigureLines& lines);
// One line over another, over itself and another, per 1,000; relative changes.
[[nodiscard]] std::vector<Relation> find_ratios(const FigureLines& lines);
// A line over its own total, printed or not.
[[nodiscard]] std::vector<Relation> find_shares(const FigureLines& lines);
// A line that adds up another, position by position.
[[nodiscard]] std::vector<Relation> find_running_totals(const FigureLines& lines);
// A line that tells how another changes from position to position, or carries it forward; means of three.
[[nodiscard]] std::vector<Relation> find_changes_along(const FigureLines& lines);
// A quantity times a price, or times a percentage.
[[nodiscard]] std::vector<Relation> find_products(const FigureLines& lines);

// Tables larger than this are searched in the neighbourhood of each line only.
inline constexpr std::size_t kMostLinesPaired = 16;
inline constexpr std::size_t kNeighbourhood = 6;

// Lines with which a target may be related, nearest first.
[[nodiscard]] std::vector<std::size_t> partners_of(const FigureLines& lines, std::size_t target);

}  // namespace outturn
