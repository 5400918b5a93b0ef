#include "engine/checks/equation.h"

#include <algorithm>
#include <cmath>

#include "engine/indicators/figure_text.h"

namespace outturn {
namespace {

struct Sum {
  double total = 0;
  double slack = 0;
};

Sum sum_of(const std::vector<Term>& terms, const std::vector<PlacedFigure>& figures,
           const Supposed& supposed) {
  Sum sum;
  const auto value_of = [&](FigureId id) {
    return id == supposed.figure ? supposed.value : figures[static_cast<std::size_t>(id)].figure.value;
  };
  const auto slack_of = [&](FigureId id) {
    const Figure& figure = figures[static_cast<std::size_t>(id)].figure;
    return figure.rounded && id != supposed.figure ? figure.step / 2 : 0.0;
  };
  for (const Term& term : terms) {
    const double value = value_of(term.figure);
    if (term.weight == kNoFigure) {
      sum.total += term.sign * value;
      sum.slack += slack_of(term.figure);
    } else {
      const double weight = value_of(term.weight);
      sum.total += term.sign * value * weight;
      sum.slack += slack_of(term.figure) * std::fabs(weight) + slack_of(term.weight) * std::fabs(value);
    }
  }
  return sum;
}

}  // namespace

bool Equation::reads(FigureId figure) const {
  bool found = false;
  for_each_input([&](FigureId id) { found = found || id == figure; });
  return found;
}

std::optional<Restated> restate(const Equation& equation, const std::vector<PlacedFigure>& figures,
                                const Supposed& supposed) {
  const Sum over = sum_of(equation.over, figures, supposed);
  if (equation.exact_inputs) return Restated{equation.scale * over.total, 0};
  if (equation.under.empty())
    return Restated{equation.scale * over.total, std::fabs(equation.scale) * over.slack};
  const Sum under = sum_of(equation.under, figures, supposed);
  if (under.total == 0) return std::nullopt;
  const double exact = equation.scale * over.total / under.total;
  return Restated{exact, std::fabs(equation.scale / under.total) * over.slack +
                             std::fabs(exact / under.total) * under.slack};
}

CheckVerdict agreement(const Figure& typed, const Restated& restated) {
  const double off = std::fabs(typed.value - restated.exact);
  const double noise = 1e-9 * std::max({std::fabs(typed.value), std::fabs(restated.exact), typed.step});
  if (off <= typed.step / 2 * (1 + 1e-9) + noise ||
      at_precision(restated.exact, typed) == at_precision(typed.value, typed))
    return CheckVerdict::ok;
  // A whole number that nothing rounds is right or it is not.
  if (off < typed.step * (1 - 1e-9) &&
      (typed.step < 1 || typed.rounded || restated.slack > 0 || restated.exact != std::floor(restated.exact)))
    return CheckVerdict::rounding;
  if (restated.slack > 0 && off <= typed.step / 2 + restated.slack + noise) return CheckVerdict::rounding;
  return CheckVerdict::wrong;
}

std::optional<double> solved_for(const Equation& equation, FigureId figure,
                                 const std::vector<PlacedFigure>& figures) {
  if (figure == equation.target) {
    const auto restated = restate(equation, figures);
    return restated ? std::optional(restated->exact) : std::nullopt;
  }
  // target × Σ under − scale × Σ over is linear in every figure that stands in it once a term.
  const double target = figures[static_cast<std::size_t>(equation.target)].figure.value;
  const auto residual = [&](double value) {
    const Supposed supposed{figure, value};
    const double under = equation.under.empty() ? 1 : sum_of(equation.under, figures, supposed).total;
    return target * under - equation.scale * sum_of(equation.over, figures, supposed).total;
  };
  const double at_zero = residual(0);
  const double slope = residual(1) - at_zero;
  if (slope == 0 || !std::isfinite(slope)) return std::nullopt;
  const double value = -at_zero / slope;
  return std::isfinite(value) ? std::optional(value) : std::nullopt;
}

namespace {

class FormulaWriter {
 public:
  FormulaWriter(const std::vector<PlacedFigure>& figures, const Workbook& workbook, SheetId sheet)
      : figures_(figures), workbook_(workbook), sheet_(sheet) {}

  [[nodiscard]] std::string reference(FigureId id) const {
    const CheckedCell& at = figures_[static_cast<std::size_t>(id)].at;
    return at.sheet == sheet_ ? to_a1(at.cell) : workbook_.describe(at.sheet, at.cell);
  }

  // Three or more plain cells become SUM of ranges where they stand next to one another.
  [[nodiscard]] std::string sum(const std::vector<Term>& terms) const {
    const bool plain = std::all_of(terms.begin(), terms.end(), [](const Term& term) {
      return term.sign == 1 && term.weight == kNoFigure;
    });
    if (!plain || terms.size() < 3) return chain(terms);
    std::vector<CheckedCell> cells;
    for (const Term& term : terms) cells.push_back(figures_[static_cast<std::size_t>(term.figure)].at);
    std::sort(cells.begin(), cells.end());
    std::string text;
    for (std::size_t i = 0; i < cells.size();) {
      std::size_t end = i + 1;
      const bool down = end < cells.size() && cells[end].sheet == cells[i].sheet &&
                        cells[end].cell.column == cells[i].cell.column &&
                        cells[end].cell.row == cells[i].cell.row + 1;
      while (end < cells.size() && cells[end].sheet == cells[i].sheet &&
             cells[end].cell.row == cells[end - 1].cell.row + (down ? 1 : 0) &&
             cells[end].cell.column == cells[end - 1].cell.column + (down ? 0 : 1))
        ++end;
      const std::string range = to_a1(RangeAddress{cells[i].cell, cells[end - 1].cell});
      text += (text.empty() ? "" : ",") +
              (cells[i].sheet == sheet_
                   ? range
                   : workbook_.describe(
                         Area{cells[i].sheet, cells[i].sheet, {cells[i].cell, cells[end - 1].cell}}));
      i = end;
    }
    return "SUM(" + text + ")";
  }

  [[nodiscard]] std::string chain(const std::vector<Term>& terms) const {
    std::string text;
    for (const Term& term : terms) {
      const std::string one =
          reference(term.figure) + (term.weight == kNoFigure ? "" : "*" + reference(term.weight));
      text += (term.sign < 0 ? "-" : text.empty() ? "" : "+") + one;
    }
    return text;
  }

 private:
  const std::vector<PlacedFigure>& figures_;
  const Workbook& workbook_;
  SheetId sheet_;
};

std::string bracketed(const std::string& text, std::size_t terms) {
  return terms > 1 && !text.starts_with("SUM(") ? "(" + text + ")" : text;
}

}  // namespace

std::string formula_of(const Equation& equation, const std::vector<PlacedFigure>& figures,
                       const Workbook& workbook) {
  const FormulaWriter writer(figures, workbook, figures[static_cast<std::size_t>(equation.target)].at.sheet);
  std::string text = writer.sum(equation.over);
  if (equation.kind == CheckKind::average && equation.under.empty())
    return "=" + bracketed(text, equation.over.size()) + "/" + figure_text(std::round(1 / equation.scale));
  if (!equation.under.empty())
    text = bracketed(text, equation.over.size()) + "/" +
           bracketed(writer.sum(equation.under), equation.under.size());
  if (equation.scale != 1) {
    std::string scale = figure_text(equation.scale);
    std::erase(scale, ',');
    text = (equation.under.empty() ? bracketed(text, equation.over.size()) : text) + "*" + scale;
  }
  return "=" + text;
}

}  // namespace outturn
