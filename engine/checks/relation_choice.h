// Which relations of a table are believed: those with the most evidence first, each line explained once by
// addition and once by division. Blocks of the same make lend one another their evidence.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "engine/checks/relation.h"

namespace outturn {

// What is believed anywhere in the workbook, by the headings of the lines.
class RelationPool {
 public:
  void add(const std::vector<Relation>& believed, const FigureLines& lines);
  // Whether a relation between lines with these headings is believed elsewhere.
  [[nodiscard]] bool knows(const Relation& relation, const FigureLines& lines) const;
  // Whether a total of lines with these headings is believed elsewhere.
  [[nodiscard]] bool knows_parts(const Relation& relation, const FigureLines& lines) const;

 private:
  static std::string key_of(const Relation& relation, const FigureLines& lines);
  static std::string parts_of(const Relation& relation, const FigureLines& lines);
  std::set<std::string> known_, parts_;
};

// Takes what it believes out of `proposed`.
[[nodiscard]] std::vector<Relation> choose_relations(std::vector<Relation>& proposed,
                                                     const FigureLines& lines);
// Adds relations that their headings claim, though few figures or none obey them.
void choose_by_heading(std::vector<Relation>& proposed, const FigureLines& lines, const RelationPool& pool,
                       std::vector<Relation>& chosen);

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
// A table in which several sums of whole figures are a unit or so out was rounded figure by figure.
void allow_for_rounding(std::vector<Instance>& instances, const FigureBook& book);
// Sums are not expected of figures that are rates: the total of a row of rates is a rate itself.
void leave_out_sums_of_rates(std::vector<Instance>& instances, const std::vector<PlacedFigure>& figures);
// Each equation once, whether it was found in rows or in columns.
void leave_out_repetitions(std::vector<Instance>& instances);

}  // namespace outturn
