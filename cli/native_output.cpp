#include "cli/native_output.h"

#include <algorithm>

#include "cli/output.h"
#include "engine/indicators/native_formulas.h"
#include "xlsx/zip_archive.h"

namespace outturn {
namespace {

std::string counted(std::size_t count, std::string_view word) {
  return std::to_string(count) + " " + std::string(word) + (count == 1 ? "" : "s");
}

}  // namespace

std::vector<xlsx::CellFormula> checked_native_formulas(OpenBook& book, const ChangeSet& changes,
                                                       const std::vector<xlsx::CellFill>& fills,
                                                       xlsx::WriteOptions& options,
                                                       std::vector<Diagnostic>& notes) {
  const Workbook& workbook = *book.file.workbook;
  NativeFormulas native = native_formulas(*book.indicators);
  std::vector<xlsx::CellFormula> formulas;
  for (NativeFormula& each : native.formulas)
    formulas.push_back({each.cell.sheet, each.cell.address, std::move(each.formula)});
  const std::vector<OwnedCell> marks = options.owned_cells.value_or(std::vector<OwnedCell>());
  const auto is_same = [](const Value& a, const Value& b) {
    const bool a_empty = a.is_blank() || (a.is_text() && a.text().empty());
    const bool b_empty = b.is_blank() || (b.is_text() && b.text().empty());
    return (a_empty && b_empty) || !is_changed(a, b);
  };
  // A formula that is taken back may be read by others, so the rest is tried again.
  constexpr int kMostRounds = 6;
  for (int round = 0;; ++round) {
    xlsx::WriteOptions trial = options;
    trial.formulas = formulas;
    trial.owned_cells = marks;
    for (const xlsx::CellFormula& each : formulas) trial.owned_cells->push_back({each.sheet, each.cell});
    std::sort(trial.owned_cells->begin(), trial.owned_cells->end());
    trial.owned_cells->erase(std::unique(trial.owned_cells->begin(), trial.owned_cells->end()),
                             trial.owned_cells->end());
    trial.break_signature = true;
    const std::string bytes = xlsx::write_xlsx(book.file, changes, fills, trial).bytes;
    xlsx::XlsxFile tried = xlsx::read_xlsx(xlsx::ZipArchive::from_bytes(bytes, book.file.package.file()));
    Recalculation recalculation(*tried.workbook, book.options);
    recalculation.calculate();
    const auto differs = [&](const xlsx::CellFormula& each) {
      const Value wanted = workbook.sheet(each.sheet).value(each.cell);
      const Value got = tried.workbook->sheet(each.sheet).value(each.cell);
      if (is_same(wanted, got)) return false;
      notes.push_back({Severity::note, workbook.describe(each.sheet, each.cell),
                       "is not written as a formula and keeps its value, " + value_to_line(wanted) + ": ={" +
                           each.formula + "} would give " + value_to_line(got)});
      return true;
    };
    const std::size_t before = formulas.size();
    std::erase_if(formulas, differs);
    if (formulas.size() != before && round < kMostRounds) continue;
    if (formulas.size() != before) formulas.clear();
    options.owned_cells = trial.owned_cells;
    const ChangeSet others = collect_changes(*tried.workbook, recalculation);
    for (const CellChange& change : others.cells) {
      const Sheet& sheet = tried.workbook->sheet(change.sheet);
      if (!is_same(sheet.saved_value(change.cell), sheet.value(change.cell)))
        notes.push_back(
            {Severity::warning, workbook.describe(change.sheet, change.cell),
             "gives " + value_to_line(sheet.value(change.cell)) + " and not " +
                 value_to_line(sheet.saved_value(change.cell)) +
                 " once the cells that it reads hold formulas; look at how it reads an empty cell"});
    }
    break;
  }
  notes.insert(notes.begin(), native.left.begin(), native.left.end());
  std::string summary = counted(formulas.size(), "cell") + " written as formulas";
  if (!notes.empty()) summary += "; those named above keep their values";
  if (!fills.empty()) summary += "; the colours of status cells are today's and do not follow the formulas";
  notes.push_back({Severity::note, "--native", summary});
  return formulas;
}

}  // namespace outturn
