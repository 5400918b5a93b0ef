// Turns an expression into a program: names, tables, sheets and functions resolved, implicit intersection
// made explicit.
#pragma once

#include <memory>

#include "formulas/expression.h"
#include "formulas/program.h"

namespace outturn {

// Compiles one formula after another with the same working memory.
class ProgramCompiler {
 public:
  explicit ProgramCompiler(const BindingScope& scope);
  ~ProgramCompiler();
  ProgramCompiler(const ProgramCompiler&) = delete;
  ProgramCompiler& operator=(const ProgramCompiler&) = delete;

  // `sheet` and `cell` are those of the formula that the expression was parsed for.
  [[nodiscard]] Program::Pointer compile(const Expression& expression, FormulaMode mode, SheetId sheet,
                                         CellAddress cell);

 private:
  class Compilation;
  std::unique_ptr<Compilation> compilation_;
};

[[nodiscard]] Program::Pointer compile(const Expression& expression, FormulaMode mode,
                                       const BindingScope& scope, SheetId sheet, CellAddress cell);

}  // namespace outturn
