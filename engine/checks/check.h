// What a check found about one figure or relation: right or wrong, what it should be, and why.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/workbook.h"

namespace outturn {

enum class CheckVerdict : std::uint8_t {
  ok,
  rounding,      // less than one unit in the last shown place away, or explained by rounded inputs
  wrong,         // the cell is wrong, and what it should be is known
  inconsistent,  // two places cannot both be right
  malformed,     // not a usable value
};

enum class CheckKind : std::uint8_t {
  sum,
  difference,
  share,             // of a total
  ratio,             // of two figures, per 1,000 included
  change,            // relative to an earlier figure
  product,           // a quantity times a price
  average,           // plain mean of figures
  count,             // how many cells hold a word
  weighted_average,  // Σ weight × figure ÷ Σ weight
  running_total,     // year to date
  copy,              // the same figure in another place
  order,             // cannot be more than another
  status,            // target, actual and aim against a status word
  scale,             // a percentage as text, on the 0-100 scale among fractions
  complete,          // something that must be there is not
  formula,           // a formula that differs from its neighbours, or reads the wrong cells
  saved_value,       // a formula's saved value against the calculated one
  commentary,        // a sentence about a figure
};

// Whether a figure of this kind is made by adding and taking away alone.
[[nodiscard]] constexpr bool is_additive(CheckKind kind) noexcept {
  return kind == CheckKind::sum || kind == CheckKind::difference || kind == CheckKind::running_total ||
         kind == CheckKind::copy;
}

enum class CheckSource : std::uint8_t { declared, inferred };

// The words of the contract (cli/README.md): "weighted-average", "ok".
[[nodiscard]] std::string_view check_word(CheckKind kind) noexcept;
[[nodiscard]] std::string_view check_word(CheckVerdict verdict) noexcept;
[[nodiscard]] std::string_view check_word(CheckSource source) noexcept;

struct CheckedCell {
  SheetId sheet = 0;
  CellAddress cell;
  friend auto operator<=>(const CheckedCell&, const CheckedCell&) = default;
};

struct Check {
  CheckedCell at;
  std::string label;  // "Abandoned, Q2 2018/19": the headings of the cell
  CheckKind kind = CheckKind::sum;
  CheckVerdict verdict = CheckVerdict::ok;
  CheckSource source = CheckSource::inferred;
  std::string entered;          // as the cell shows it
  std::string expected;         // at the precision that the cell shows; "" where no single figure is right
  std::optional<double> exact;  // before rounding, as the cell holds numbers: 0.4865 for 49%
  std::string expression;       // an Excel formula over the workbook's cells, with "="
  std::vector<CheckedCell> inputs;
  std::string rule;                   // "inferred.sum", "Checks!A5": what fingerprints and --select name
  std::vector<CheckedCell> suspects;  // the cells most likely wrong, where relations cross
  std::string cause;                  // "transposed", "" where none can be told
  std::string message;                // one sentence for a finance officer; empty for ok
  double consequence = 0;             // what findings are ranked by: more is worse
};

[[nodiscard]] inline bool is_finding(CheckVerdict verdict) noexcept {
  return verdict != CheckVerdict::ok && verdict != CheckVerdict::rounding;
}

}  // namespace outturn
