#include "engine/checks/workbook_checks.h"

#include <algorithm>

#include "engine/checks/inferred_checks.h"
#include "engine/indicators/indicator_book.h"
#include "engine/indicators/sheet_definitions.h"

namespace outturn {
namespace {

// Definition sheets hold no tables of figures.
std::vector<bool> definition_sheets(const Workbook& workbook) {
  std::vector<bool> skipped(static_cast<std::size_t>(workbook.sheet_count()));
  for (const DefinitionTable& table : read_sheet_definitions(workbook).tables)
    if (const auto sheet = workbook.find_sheet(table.name); sheet && *sheet < workbook.sheet_count())
      skipped[static_cast<std::size_t>(*sheet)] = true;
  return skipped;
}

}  // namespace

std::vector<Check> workbook_checks(const Workbook& workbook, const Recalculation&, const IndicatorBook*) {
  std::vector<Check> checks = inferred_checks(workbook, definition_sheets(workbook));
  std::stable_sort(checks.begin(), checks.end(), [](const Check& a, const Check& b) {
    const auto rank = [](const Check& check) {
      switch (check.verdict) {
        case CheckVerdict::wrong:
          return 0;
        case CheckVerdict::inconsistent:
          return 1;
        case CheckVerdict::malformed:
          return 2;
        case CheckVerdict::rounding:
          return 3;
        default:
          return 4;
      }
    };
    if (rank(a) != rank(b)) return rank(a) < rank(b);
    return a.consequence > b.consequence;
  });
  return checks;
}

}  // namespace outturn
