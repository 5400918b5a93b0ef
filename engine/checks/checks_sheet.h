// The sheets `Checks` and `Check exceptions`, or the TOML tables [[checks]] and [[check_exceptions]], as an
// officer writes them: what must hold between cells, and which findings are known and why they stand.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/checks/declared_expression.h"
#include "engine/diagnostic.h"
#include "engine/indicators/definition_table.h"
#include "engine/workbook.h"

namespace outturn {

enum class CheckRelation { equals, at_least, at_most, adds_to, says, is_copy, differs };

struct DeclaredCheck {
  std::string name;
  std::string where;  // the row's first cell, "Checks!A5": the rule that its findings name
  std::string left_where, right_where, allow_where;
  CheckRelation relation = CheckRelation::equals;
  DeclaredExpression left, right;  // of adds_to, `left` is the sum of the parts
  // How far the two may be apart: what rounding explains, or a number. Nothing: as the figures are shown.
  struct Allowance {
    bool rounding = false;
    double amount = 0;
    bool in_points = false;  // "1%", "1 point": of percentages alone
  };
  std::optional<Allowance> allow;
  // For: the cells for which the row holds, each with the formulas moved there. Without it, one check.
  std::vector<CellAddress> cells;
  bool is_for_each = false;
  std::string why;
};

struct CheckException {
  CheckedCell cell;
  std::string rule;    // "": whatever is found there; else a kind or a rule
  std::string figure;  // "": whatever is entered; else what was entered when the exception was made
  std::string reason;
  std::string where;
};

struct ChecksSheet {
  std::vector<DeclaredCheck> checks;
  std::vector<CheckException> exceptions;
  std::vector<Diagnostic> findings;  // an error names the cell and what to write instead
};

// `tables` are those of the sheets or of a TOML file; other kinds are passed over.
[[nodiscard]] ChecksSheet read_checks_sheet(std::span<const DefinitionTable> tables,
                                            const Workbook& workbook);

}  // namespace outturn
