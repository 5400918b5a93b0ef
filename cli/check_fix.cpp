#include "cli/check_fix.h"

#include <algorithm>
#include <map>

#include "cli/output.h"
#include "engine/change_set.h"
#include "engine/checks/figure.h"
#include "engine/indicators/spelling.h"
#include "formulas/decimal_rounding.h"
#include "xlsx/reader.h"
#include "xlsx/writer.h"

namespace outturn {
namespace {

// What to write in the cell; blank, with the reason in `why`, where a person must decide.
Value right_value(const Check& check, const Workbook& workbook, std::string& why) {
  const Value old = workbook.sheet(check.at.sheet).value(check.at.cell);
  if (const auto refusal = xlsx::refusal_to_set(workbook, check.at.sheet, check.at.cell)) {
    why = "the cell " + *refusal;
    return {};
  }
  if (check.expected.empty()) {
    why = "it is not known what is right";
    return {};
  }
  if (check.kind == CheckKind::status && old.is_text()) return check.expected;
  const auto figure = read_cell_figure(old, workbook.number_format(check.at.sheet, check.at.cell));
  if (!check.exact || !figure) {
    why = old.is_text() ? "it stands in a text; write it there by hand" : "the cell holds no plain figure";
    return {};
  }
  if (old.is_text()) return check.expected;
  // A sum of figures that nothing rounds is right to the penny, however its cell shows it.
  return is_additive(check.kind) && !figure->rounded ? at_15_digits(*check.exact)
                                                     : at_precision(*check.exact, *figure);
}

// Of what a recalculation gives, only what follows from the corrections.
ChangeSet following(const ChangeSet& before, const std::map<CheckedCell, Value>& values,
                    const ChangeSet& after, const Workbook& workbook) {
  ChangeSet kept;
  for (const CellChange& change : after.cells) {
    const auto earlier = values.find({change.sheet, change.cell});
    const bool same = change.kind != ChangeKind::input && earlier != values.end() &&
                      !is_changed(earlier->second, workbook.sheet(change.sheet).value(change.cell));
    if (!same) kept.cells.push_back(change);
  }
  for (const ResizedArray& array : after.resized) {
    const bool earlier =
        std::any_of(before.resized.begin(), before.resized.end(), [&](const ResizedArray& each) {
          return each.sheet == array.sheet && each.anchor == array.anchor && each.range == array.range;
        });
    if (!earlier) kept.resized.push_back(array);
  }
  return kept;
}

}  // namespace

void fix_book(const std::filesystem::path& path, const std::filesystem::path& out,
              const RecalculationOptions& options, CheckReport& report) {
  xlsx::XlsxFile file = xlsx::read_xlsx(path);
  Workbook& workbook = *file.workbook;
  Recalculation recalculation(workbook, options);
  recalculation.calculate();
  const ChangeSet before = collect_changes(workbook, recalculation);
  std::map<CheckedCell, Value> values;
  for (const CellChange& change : before.cells)
    values[{change.sheet, change.cell}] = workbook.sheet(change.sheet).value(change.cell);

  std::map<CheckedCell, std::vector<const ReportedCheck*>> at;
  for (const ReportedCheck& each : report.checks) {
    if (!is_finding(each.check.verdict) || each.suppressed) continue;
    if (each.check.verdict == CheckVerdict::wrong)
      at[each.check.at].push_back(&each);
    else
      report.left.push_back(
          {each.sheet, each.cell, each.place, each.check.entered, "",
           "it is " + std::string(check_word(each.check.verdict)) + ": " + each.check.message});
  }
  for (const auto& [cell, wrong] : at) {
    const ReportedCheck& first = *wrong.front();
    CheckFix fix{first.sheet,         first.cell,           first.place,
                 first.check.entered, first.check.expected, first.check.message};
    std::string why;
    const bool agree = std::all_of(wrong.begin(), wrong.end(), [&](const ReportedCheck* each) {
      return each->check.expected == first.check.expected;
    });
    Value value;
    if (!agree)
      why = "two checks would have it differently";
    else
      value = right_value(first.check, workbook, why);
    if (value.is_blank()) {
      fix.expected.clear();
      fix.reason = why + ": " + fix.reason;
      report.left.push_back(std::move(fix));
      continue;
    }
    recalculation.set_input(cell.sheet, cell.cell, value);
    report.fixes.push_back(std::move(fix));
  }
  if (report.fixes.empty()) return;
  recalculation.calculate();
  const ChangeSet changes = following(before, values, collect_changes(workbook, recalculation), workbook);
  const xlsx::WrittenFile written = xlsx::write_xlsx(file, changes);
  xlsx::save(file, written, out);
  report.fixed_file = out.string();
}

}  // namespace outturn
