#include "engine/checks/workbook_checks.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "engine/checks/commentary_checks.h"
#include "engine/checks/declared_checks.h"
#include "engine/checks/figure_table.h"
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

// Sheets that are not taken for what their names say, and what stands beyond the limits of a table.
void tell_what_is_not_looked_at(const Workbook& workbook, const std::vector<bool>& skipped,
                                std::vector<Diagnostic>& findings) {
  for (const Diagnostic& each : read_sheet_definitions(workbook).findings)
    findings.push_back({Severity::warning, each.where, each.what});
  for (SheetId sheet = 0; sheet < workbook.sheet_count(); ++sheet) {
    const auto used = workbook.sheet(sheet).used_range();
    if (skipped[static_cast<std::size_t>(sheet)] || !used ||
        (used->last.row < kMostTableRows && used->last.column < kMostTableColumns))
      continue;
    findings.push_back({Severity::warning, workbook.sheet(sheet).name(),
                        "tables are looked at in the first " + std::to_string(kMostTableRows) + " rows and " +
                            std::to_string(kMostTableColumns) +
                            " columns only; write a row in a sheet Checks for what stands beyond"});
  }
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

// What a definition says of a figure is not said again, or contradicted, by what its table shows.
void leave_out_declared(const std::vector<Check>& declared, std::vector<Check>& inferred) {
  std::multimap<CheckedCell, const Check*> at;
  for (const Check& check : declared) at.emplace(check.at, &check);
  std::erase_if(inferred, [&](const Check& check) {
    const auto [begin, end] = at.equal_range(check.at);
    return std::any_of(begin, end, [&](const auto& each) {
      const Check& other = *each.second;
      return other.kind == check.kind ||
             (is_finding(other.verdict) && is_finding(check.verdict) && other.expected == check.expected);
    });
  });
}

// A figure that another wrong figure explains may well be right: it is not corrected before that one is.
void defer_to_wrong_inputs(std::vector<Check>& checks, const Workbook& workbook) {
  std::set<CheckedCell> wrong;
  for (const Check& check : checks)
    if (check.verdict == CheckVerdict::wrong) wrong.insert(check.at);
  for (Check& check : checks) {
    if (check.verdict != CheckVerdict::wrong || check.source != CheckSource::declared) continue;
    const auto input = std::find_if(check.inputs.begin(), check.inputs.end(), [&](const CheckedCell& cell) {
      return cell != check.at && wrong.contains(cell);
    });
    if (input == check.inputs.end()) continue;
    check.verdict = CheckVerdict::inconsistent;
    check.expected.clear();
    check.suspects = {*input, check.at};
    check.message +=
        "; look at " + workbook.describe(input->sheet, input->cell) + " first, which is wrong itself";
  }
}

// How much a finding weighs beside others of its verdict: a status first (its check says so), then money,
// then how far off the figure is.
double consequence_of(const Check& check) {
  if (!is_finding(check.verdict) || check.consequence > 0) return check.consequence;
  if (check.kind == CheckKind::status) return 1000;
  const auto typed = read_cell_figure(Value(check.entered), "General");
  if (!typed || !check.exact) return 0;
  const double off = std::fabs(typed->value - *check.exact);
  const double share = off / std::max({std::fabs(*check.exact), typed->step, 1e-12});
  return (typed->money ? 200 + 10 * std::log10(1 + off) : 0) +
         30 * std::log10(1 + 100 * std::min(share, 1e6));
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

  const std::vector<bool> skipped = definition_sheets(workbook);
  tell_what_is_not_looked_at(workbook, skipped, out.findings);
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
    for (std::vector<Check> texts :
         {commentary_checks(*indicators, workbook), period_checks(*indicators, workbook, skipped)})
      std::move(texts.begin(), texts.end(), std::back_inserter(out.checks));
  }
  // Where the definitions give other values than the file holds, formulas follow them.
  const bool is_current =
      std::none_of(out.checks.begin(), out.checks.end(),
                   [](const Check& check) { return check.kind == CheckKind::saved_value; }) &&
      typed.empty() && recalculation.inputs().empty();
  std::vector<Check> inferred = inferred_checks(workbook, skipped);
  leave_out_declared(out.checks, inferred);
  // What outturn wrote itself is as the definitions have it.
  std::set<CheckedCell> own;
  for (const OwnedCell& cell : recalculation.owned_cells())
    if (!std::binary_search(typed.begin(), typed.end(), cell)) own.insert({cell.sheet, cell.address});
  std::erase_if(inferred, [&](const Check& check) { return own.contains(check.at); });
  for (std::vector<Check> found :
       {formula_checks(workbook, recalculation, skipped, is_current), std::move(inferred)})
    std::move(found.begin(), found.end(), std::back_inserter(out.checks));
  defer_to_wrong_inputs(out.checks, workbook);
  for (Check& check : out.checks) check.consequence = consequence_of(check);
  std::stable_sort(out.checks.begin(), out.checks.end(), [](const Check& a, const Check& b) {
    const int x = verdict_rank(a.verdict), y = verdict_rank(b.verdict);
    if (x != y) return x < y;
    return a.consequence > b.consequence;
  });
  return out;
}

}  // namespace outturn
