// Services' returns matched to the cells of a workbook's measures.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/indicators/indicator_book.h"
#include "engine/reporting/next_period.h"
#include "engine/reporting/returns_log.h"
#include "engine/reporting/service_returns.h"

namespace outturn {

// Which filled cells a return may replace.
enum class ReplaceFilled { none, provisional, all };

struct CollectedFigure {
  enum class Outcome {
    filled,
    replaced,
    unchanged,      // the cell held it already
    differs,        // the cell holds another figure, which stays
    not_taken,      // unreadable, or no cell is there for it
    nothing_given,  // a word for "missing"
  };
  Outcome outcome = Outcome::not_taken;
  std::string measure, service;  // as defined, where it was found
  Period period;
  std::string from;   // the file
  std::string where;  // of the figure in the file
  std::string given;  // as it was written
  bool provisional = false;
  std::optional<FormulaCell> cell;
  std::string held;  // what the cell held, as text; empty for a blank one
  std::string what;  // why it was not taken; how it differs from an earlier return
};
[[nodiscard]] std::string_view outcome_text(CollectedFigure::Outcome outcome) noexcept;

struct Collection {
  std::vector<CollectedFigure> figures;  // in the order of the returns
  std::vector<CellEdit> edits;
  std::vector<DefinitionRow> log;  // for the sheet Returns log
};

struct NamedReturn {
  std::string name;  // of the file
  std::vector<ReturnedFigure> figures;
};

// `received_on` is a serial of the 1900 system. Two returns that give different figures for one cell: neither
// is taken, and both are named.
[[nodiscard]] Collection collect_returns(const IndicatorBook& book, const ReturnsLog& log,
                                         const std::vector<NamedReturn>& returns, ReplaceFilled replace,
                                         double received_on);

}  // namespace outturn
