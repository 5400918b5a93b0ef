// The sheet Returns log: what the services sent, when, and what became of it. `collect` appends to it and
// nothing changes it; the last row of a figure that went in says whether it is provisional.
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "engine/diagnostic.h"
#include "engine/indicators/bound_place.h"
#include "engine/indicators/definition_table.h"
#include "engine/indicators/definitions.h"

namespace outturn {

// Which figure of a measure: names as name_key has them.
struct FigureKey {
  std::string measure, service;
  Period period;
  friend auto operator<=>(const FigureKey&, const FigureKey&) = default;
};

// What the column Outcome says of a return that was not put in, as its cell held another figure.
inline constexpr std::string_view kDiffersOutcome = "differs, not replaced";

[[nodiscard]] bool same_figure(const FigureReading& a, const FigureReading& b);
// What a measure's cell holds.
[[nodiscard]] FigureReading figure_in(const Workbook& workbook, const FormulaCell& cell, const Unit& unit,
                                      const DefinitionSettings& settings);

struct LoggedReturn {
  FigureReading figure;  // in the measure's unit
  std::string shown;     // as it was written
  bool provisional = false;
  std::string from, received_on;
  std::string where;  // the row's first cell
};

class ReturnsLog {
 public:
  // `tables` are the workbook's definition sheets; those of other kinds are passed over. Rows that cannot be
  // understood are told as warnings.
  ReturnsLog(std::span<const DefinitionTable> tables, const Definitions& definitions,
             std::vector<Diagnostic>& findings);

  // The last that went into the cell, or agreed with it; null for none.
  [[nodiscard]] const LoggedReturn* taken(const FigureKey& key) const;
  // A later one that differed and was not put in; null for none.
  [[nodiscard]] const LoggedReturn* refused(const FigureKey& key) const;
  // Whether the cell still holds what a return gave as provisional: what was typed over it since is not.
  [[nodiscard]] bool is_provisional(const FigureKey& key, const FigureReading& held) const;

 private:
  std::map<FigureKey, LoggedReturn> taken_, refused_;
};

}  // namespace outturn
