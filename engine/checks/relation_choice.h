// Which relations of a table are believed: those with the most evidence first, each line explained once by
// addition and once by division.
#pragma once

#include <vector>

#include "engine/checks/relation.h"

namespace outturn {

[[nodiscard]] std::vector<Relation> choose_relations(std::vector<Relation> proposed,
                                                     const FigureLines& lines);

// An equation of a believed relation at one position.
struct Instance {
  Equation equation;
  CheckVerdict verdict = CheckVerdict::ok;
  bool trivial = false;  // agrees too easily to confirm anything
  double weight = 1;     // how far the relation is believed: 1, or less where only its heading says so
  std::string rule;
};

// The equations of the relations, those left out that another relation explains better.
void add_instances(const std::vector<Relation>& relations, const FigureLines& lines,
                   std::vector<Instance>& instances);
// Sums are not expected of figures that are rates: the total of a row of rates is a rate itself.
void leave_out_sums_of_rates(std::vector<Instance>& instances, const std::vector<PlacedFigure>& figures);
// Each equation once, whether it was found in rows or in columns.
void leave_out_repetitions(std::vector<Instance>& instances);

}  // namespace outturn
