// A relation between figures, with what rounding allows: target = scale × Σ over ÷ Σ under.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/checks/check.h"
#include "engine/checks/figure_table.h"

namespace outturn {

struct Term {
  FigureId figure = kNoFigure;
  double sign = 1;
  FigureId weight = kNoFigure;  // the figure counts as often as this one says
};

struct Equation {
  CheckKind kind = CheckKind::sum;
  FigureId target = kNoFigure;
  double scale = 1;
  std::vector<Term> over;
  std::vector<Term> under;  // none: 1
  // A rate that is charged is what is printed, 0.45 a mile; it hides nothing as a rounded result does.
  bool exact_inputs = false;

  [[nodiscard]] bool is_additive() const noexcept { return outturn::is_additive(kind); }
  // Calls back with every figure but the target, perhaps more than once.
  template <typename F>
  void for_each_input(F&& visit) const {
    for (const auto* terms : {&over, &under})
      for (const Term& term : *terms) {
        visit(term.figure);
        if (term.weight != kNoFigure) visit(term.weight);
      }
  }
  [[nodiscard]] bool reads(FigureId figure) const;
};

// A figure taken to be another value than the cell holds.
struct Supposed {
  FigureId figure = kNoFigure;
  double value = 0;
};

struct Restated {
  double exact = 0;
  double slack = 0;  // how far the exact value may be off because inputs are shown rounded
};

// Nothing where a denominator is zero.
[[nodiscard]] std::optional<Restated> restate(const Equation& equation,
                                              const std::vector<PlacedFigure>& figures,
                                              const Supposed& supposed = {});

// How a typed figure agrees with an exact one, at its own printed precision.
[[nodiscard]] CheckVerdict agreement(const Figure& typed, const Restated& restated);

// What the figure would have to be for the equation to hold, all else unchanged; nothing where no value does,
// or where every value would.
[[nodiscard]] std::optional<double> solved_for(const Equation& equation, FigureId figure,
                                               const std::vector<PlacedFigure>& figures);

// As an Excel formula on the target's sheet: "=SUM(B5:B9)", "=B7/B5".
[[nodiscard]] std::string formula_of(const Equation& equation, const std::vector<PlacedFigure>& figures,
                                     const Workbook& workbook);

}  // namespace outturn
