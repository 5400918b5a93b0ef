// One side of a declared check: cells, a name, a table's column or an Excel expression, with what rounding
// its cells may hide.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/checks/check.h"
#include "engine/checks/figure.h"
#include "engine/recalculation.h"
#include "formulas/expression.h"
#include "formulas/program.h"

namespace outturn {

struct ExpressionResult {
  Value value;
  double slack = 0;  // how far the value may be off because the cells it reads are shown rounded
  // Where the expression is one cell, or a fixed text or number alone, the figure as it is printed there.
  std::optional<Figure> figure;
};

class DeclaredExpression {
 public:
  // Requires: parse() gave no problem. References move from `origin` like those of a filled formula.
  // `text` as typed, with or without "="; what is wrong with it, and what to write instead, or empty. Cells
  // without a sheet belong to `sheet`; without one, they are refused.
  std::string parse(std::string_view text, const Workbook& workbook, std::optional<SheetId> sheet,
                    CellAddress origin);

  [[nodiscard]] bool is_constant() const noexcept { return inputs_free_; }
  // The kind of relation that the expression's shape shows: a sum, a ratio, a copy of one cell…
  [[nodiscard]] CheckKind kind() const noexcept { return kind_; }
  // The one cell that it is, seen from `at`; nothing for an expression.
  [[nodiscard]] std::optional<CheckedCell> single_cell(CellAddress at) const;
  // The cells that it reads, each once, in the order of the text; at most kMostInputs.
  [[nodiscard]] std::vector<CheckedCell> inputs(const Workbook& workbook, CellAddress at) const;
  // As it would be typed into a cell of the sheet, with "=".
  [[nodiscard]] std::string text(CellAddress at) const;
  // Nothing, with the reason in `problem`, where it cannot be calculated faithfully.
  [[nodiscard]] std::optional<ExpressionResult> evaluate(const Workbook& workbook,
                                                         Recalculation& recalculation, CellAddress at,
                                                         std::string& problem) const;

  static constexpr std::size_t kMostInputs = 200;

 private:
  struct Term;
  [[nodiscard]] std::optional<Area> area_of(std::size_t node, const Workbook& workbook, CellAddress at) const;
  [[nodiscard]] std::optional<Term> walk(const Workbook& workbook, CellAddress at) const;

  std::string text_;
  SheetId sheet_ = 0;
  CellAddress origin_;
  Expression expression_;
  Program::Pointer program_;
  CheckKind kind_ = CheckKind::copy;
  bool inputs_free_ = false;
};

}  // namespace outturn
