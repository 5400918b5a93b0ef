#include "cli/calculated_book.h"

#include <cstdio>
#include <set>

#include "cli/native_output.h"
#include "engine/change_set.h"
#include "xlsx/chart_sources.h"
#include "xlsx/writer.h"

namespace outturn {
namespace {

std::string argb(std::uint32_t colour) {
  char text[9];
  std::snprintf(text, sizeof text, "FF%06X", static_cast<unsigned>(colour & 0xFFFFFF));
  return text;
}

std::string word_of(const StatusWord* status) { return status == nullptr ? std::string() : status->word; }

std::vector<RecalcReport::RollUp::Line> lines_of(const RollUpResult& roll_up) {
  std::vector<RecalcReport::RollUp::Line> lines;
  if (roll_up.table == nullptr || roll_up.plan == nullptr) return lines;
  const auto add = [&](const RollUpLine& line) {
    RecalcReport::RollUp::Line told{line.name, {}};
    for (std::size_t c = 0; c < line.counts.size(); ++c)
      told.counts.emplace_back(roll_up.plan->classes[c], line.counts[c]);
    lines.push_back(std::move(told));
  };
  for (const RollUpLine& line : roll_up.table->lines) add(line);
  if (!roll_up.plan->total_line) add(roll_up.table->total);
  return lines;
}

}  // namespace

RecalcReport results_of(const OpenBook& book) {
  RecalcReport report;
  const Workbook& workbook = *book.file.workbook;
  const Recalculation& recalculation = *book.recalculation;
  report.clock = clock_text(book.clock);
  report.formulas = workbook.formula_count();
  report.cells = workbook.cell_count();
  report.recalculated = recalculation.evaluated();
  report.warnings = book.diagnostics;
  for (const KeptCell& kept : recalculation.kept())
    report.kept.push_back({workbook.sheet(kept.sheet).name(), to_a1(kept.cell),
                           workbook.formula_text(kept.sheet, kept.cell).value_or(""), kept.reason,
                           kept.stale});
  for (const CircularReference& circle : recalculation.circular()) {
    std::vector<std::string> cells;
    for (const OwnedCell& cell : circle.cells) cells.push_back(workbook.describe(cell.sheet, cell.address));
    report.circular.push_back(std::move(cells));
  }
  if (book.indicators != nullptr) {
    for (const IndicatorResult& result : book.indicators->results()) {
      const StatusWord* written = result.status.shown();
      if (result.status_cell && written != nullptr && result.kept.empty())
        report.statuses.push_back({result.definition->reference, result.definition->title,
                                   result.previous_status, written->word, word_of(result.status.computed),
                                   word_of(result.status.entered), word_of(result.status.counts)});
    }
    for (const RollUpResult& roll_up : book.indicators->roll_ups())
      report.roll_ups.push_back(
          {roll_up.definition->name, roll_up.coverage,
           roll_up.table != nullptr ? roll_up.table->unassigned : std::vector<std::string>(),
           lines_of(roll_up), roll_up.counted_twice});
    for (const TrendNode* trend : book.indicators->trends())
      report.trends.push_back({trend->indicator().definition().reference,
                               std::string(trend_word(trend->result().direction)), trend->text()});
    for (const ListNode* list : book.indicators->lists()) {
      RecalcReport::List told{list->definition().name, {}, list->undecided(), list->rows_without_room()};
      for (const ListNode::Row& row : list->rows()) {
        const ListEntry* entry = row.entry ? &list->entries()[*row.entry] : nullptr;
        told.rows.push_back({row.group, entry == nullptr ? std::string() : entry->reference,
                             entry == nullptr ? std::string() : entry->title,
                             entry == nullptr ? std::string() : list->why(*entry)});
      }
      report.lists.push_back(std::move(told));
    }
    if (book.indicators->period())
      report.period =
          period_text(*book.indicators->period(), book.indicators->definitions().settings.calendar);
  }
  return report;
}

void save_results(OpenBook& book, const SaveRequest& request, RecalcReport& report) {
  report.out = request.out.string();
  const Workbook& workbook = *book.file.workbook;
  const Recalculation& recalculation = *book.recalculation;
  std::vector<xlsx::CellFill> fills;
  if (book.indicators != nullptr)
    for (const StatusFill& fill : book.indicators->fills())
      fills.push_back({fill.cell.sheet, fill.cell.address, fill.colour ? argb(*fill.colour) : std::string()});
  const ChangeSet changes = collect_changes(workbook, recalculation);
  xlsx::WriteOptions options{.break_signature = request.break_signature};
  if (book.indicators != nullptr) {
    options.owned_cells = book.indicators->written_cells();
    for (const StatusWord& word : book.indicators->definitions().statuses.words())
      if (word.fill) options.passing_fills.push_back(argb(*word.fill));
  }
  if (request.native) {
    if (book.indicators == nullptr)
      throw UsageError(
          "--native: the workbook defines no indicators, so there is nothing to write as formulas");
    std::vector<Diagnostic> notes;
    options.formulas = checked_native_formulas(book, changes, fills, options, notes);
    report.warnings.insert(report.warnings.end(), notes.begin(), notes.end());
  }
  std::set<std::pair<SheetId, CellAddress>> owned;
  for (const OwnedCell& cell : recalculation.owned_cells()) owned.emplace(cell.sheet, cell.address);
  // From here on only values are needed; the texts of the file take their memory.
  book.indicators.reset();
  book.recalculation.reset();
  constexpr std::size_t kManyFormulas = 10'000;
  if (workbook.different_formulas() > kManyFormulas) book.file.workbook->release_programs();
  xlsx::WrittenFile written = xlsx::write_xlsx(book.file, changes, fills, options);
  report.changed_count = written.changes.size();
  const auto list = [&](bool is_owned) {
    for (const xlsx::WrittenChange& change : written.changes) {
      if (!request.every_change && report.changed.size() == RecalcReport::kLinesShown) return;
      if (owned.contains({change.sheet, change.cell}) != is_owned) continue;
      const Sheet& sheet = workbook.sheet(change.sheet);
      report.changed.push_back({sheet.name(), to_a1(change.cell), sheet.saved_value(change.cell),
                                sheet.value(change.cell), is_owned});
    }
  };
  // What people look for first: figures and roll-up lines before the workbook's own formulas.
  if (!request.every_change) {
    if (!owned.empty()) list(true);
    list(false);
  } else {
    for (const xlsx::WrittenChange& change : written.changes) {
      const Sheet& sheet = workbook.sheet(change.sheet);
      report.changed.push_back({sheet.name(), to_a1(change.cell), sheet.saved_value(change.cell),
                                sheet.value(change.cell), owned.contains({change.sheet, change.cell})});
    }
  }
  const std::vector<Diagnostic> outdated = xlsx::outdated_charts(book.file, written.changes);
  report.warnings.insert(report.warnings.end(), outdated.begin(), outdated.end());
  report.changed_parts = written.changed_parts;
  const xlsx::XlsxFile& original = request.original == nullptr ? book.file : *request.original;
  report.with_proof = request.proof;
  if (request.proof) report.proof = xlsx::proof(original, written);
  xlsx::save(original, written, request.out);
  if (request.written != nullptr) *request.written = std::move(written.bytes);
}

}  // namespace outturn
