// Which cells are wrong, where relations are broken: the smallest set of cells that explains all of them.
#pragma once

#include <vector>

#include "engine/checks/relation_choice.h"

namespace outturn {

// Cells that explain broken relations equally well. One of them: it is wrong, and what it should be is known.
struct Suspicion {
  std::vector<FigureId> figures;    // best first
  std::vector<double> values;       // what each would have to be
  std::vector<std::size_t> broken;  // positions in the list of instances
  bool stale = false;               // totals of a line that together do not follow from their parts
  // Parts of a rate that no slip explains: the rate is the likeliest to be wrong, and these come next.
  std::vector<FigureId> parts;
  bool swapped = false;  // two figures that stand in one another's place
};

[[nodiscard]] std::vector<Suspicion> find_suspects(const std::vector<Instance>& instances,
                                                   const FigureBook& book);

}  // namespace outturn
