#include "engine/checks/workbook_checks.h"

#include <algorithm>

#include "engine/checks/commentary_checks.h"
#include "engine/checks/declared_checks.h"
#include "engine/checks/formula_checks.h"
#include "engine/checks/indicator_checks.h"
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

int verdict_rank(CheckVerdict verdict) noexcept {
  switch (verdict) {
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
}

}  // namespace

WorkbookChecks workbook_checks(Workbook& workbook, Recalculation& recalculation,
                               const IndicatorBook* indicators,
                               std::span<const DefinitionTable> definitions) {
  WorkbookChecks out;
  ChecksSheet sheet = read_checks_sheet(definitions, workbook);
  out.findings = std::move(sheet.findings);
  if (std::any_of(out.findings.begin(), out.findings.end(),
                  [](const Diagnostic& each) { return each.severity == Severity::error; }))
    return out;
  out.exceptions = std::move(sheet.exceptions);

  // The figures are looked at as somebody typed them, not as the definitions would have them.
  const std::vector<OwnedCell> typed = typed_by_hand(workbook, recalculation);
  for (const OwnedCell& cell : typed)
    workbook.sheet(cell.sheet).set_value(cell.address, workbook.sheet(cell.sheet).saved_value(cell.address));

  const DefinitionSettings settings =
      indicators != nullptr ? indicators->definitions().settings : DefinitionSettings();
  DeclaredResults declared = declared_checks(sheet.checks, workbook, recalculation, settings.missing_words);
  out.checks = std::move(declared.checks);
  out.findings.insert(out.findings.end(), declared.findings.begin(), declared.findings.end());
  if (indicators != nullptr) {
    std::vector<Check> found = indicator_checks(*indicators, workbook, recalculation);
    std::move(found.begin(), found.end(), std::back_inserter(out.checks));
    found = commentary_checks(*indicators, workbook);
    std::move(found.begin(), found.end(), std::back_inserter(out.checks));
  }
  const std::vector<bool> skipped = definition_sheets(workbook);
  // Where the definitions give other values than the file holds, formulas follow them.
  const bool is_current =
      std::none_of(out.checks.begin(), out.checks.end(),
                   [](const Check& check) { return check.kind == CheckKind::saved_value; }) &&
      typed.empty() && recalculation.inputs().empty();
  for (std::vector<Check> found :
       {formula_checks(workbook, recalculation, skipped, is_current), inferred_checks(workbook, skipped)})
    std::move(found.begin(), found.end(), std::back_inserter(out.checks));
  std::stable_sort(out.checks.begin(), out.checks.end(), [](const Check& a, const Check& b) {
    const int x = verdict_rank(a.verdict), y = verdict_rank(b.verdict);
    if (x != y) return x < y;
    return a.consequence > b.consequence;
  });
  return out;
}

}  // namespace outturn
