// A relation between the lines of a table, and what speaks for it.
//
// Coincidence is the main source of noise. Evidence is counted in bits: a position where the relation holds
// gives the logarithm of how unlikely that is by chance, given how precisely its figures are printed; a
// position where it does not hold takes some; so does the number of relations that were tried. Headings give
// some.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/checks/equation.h"
#include "engine/checks/figure_lines.h"

namespace outturn {

struct LineTerm {
  std::size_t line = 0;
  double sign = 1;
  std::size_t back = 0;               // so many positions before: the opening balance is the last closing one
  std::optional<std::size_t> weight;  // another line by whose figure it is multiplied
};

struct Relation {
  CheckKind kind = CheckKind::sum;
  std::size_t target = 0;
  double scale = 1;
  std::vector<LineTerm> over;
  std::vector<LineTerm> under;
  // Shares: the denominator is the same line at this position, one for each band of positions.
  std::vector<std::optional<std::size_t>> total_at;
  bool whole_denominator = false;  // a share of the sum of all of the line's figures in the band
  bool exact_inputs = false;       // of a product: see Equation
  bool is_run = false;             // of a sum: neighbours, or lines at one distance from another
  bool whole_run = false;          // everything from the target to the last total, heading or end
  double tried = 1;                // how many relations of the kind were tried for the target

  enum class Fit : std::uint8_t { none, trivial, holds, rounding, off };
  std::vector<Fit> fits;    // by position; none where it does not apply
  double evidence = 0;      // bits, headings and tries included
  bool by_heading = false;  // accepted for what its heading says, not for its figures

  [[nodiscard]] std::optional<Equation> equation_at(const FigureLines& lines, std::size_t position) const;
};

// Fills in the fits and the evidence.
void weigh(Relation& relation, const FigureLines& lines);

// A relation is believed from this evidence: one chance in 256.
inline constexpr double kEnoughBits = 8;

// A figure between the least and the greatest of what should add up to it is a rate or an average; nobody
// adds those.
[[nodiscard]] bool lies_among_parts(const Equation& equation, const std::vector<PlacedFigure>& figures);

// Whether two relations say the same: the same lines, additive both or not.
[[nodiscard]] bool same_lines(const Relation& a, const Relation& b);

}  // namespace outturn
