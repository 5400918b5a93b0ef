#include "cli/watched_book.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <utility>

#include "cli/book_changes.h"
#include "cli/calculated_book.h"
#include "engine/change_set.h"
#include "xlsx/disk_file.h"

namespace outturn {
namespace {

WatchReport::Cell told(const Workbook& workbook, SheetId sheet, CellAddress cell, Value before, Value after) {
  return {workbook.sheet(sheet).name(), to_a1(cell), workbook.describe(sheet, cell), std::move(before),
          std::move(after)};
}

// By indicator, the status that counts: an entered one is what a person who enters it looks for.
std::map<std::string, StatusChange> counting_statuses(const OpenBook& book) {
  std::map<std::string, StatusChange> statuses;
  if (book.indicators == nullptr) return statuses;
  const auto word = [](const StatusWord* status) { return status == nullptr ? std::string() : status->word; };
  for (const IndicatorResult& result : book.indicators->results())
    if (result.status.counts != nullptr && result.kept.empty())
      statuses.emplace(result.definition->reference,
                       StatusChange{result.definition->reference, result.definition->title, "",
                                    word(result.status.counts), word(result.status.computed),
                                    word(result.status.entered), word(result.status.counts)});
  return statuses;
}

// Calls back with each cell that an indicator or a formula gives: figures and roll-up lines are what people
// look for first.
template <typename F>
void for_each_result(const OpenBook& book, F&& found) {
  for (const OwnedCell& cell : book.recalculation->owned_cells()) found(cell.sheet, cell.address);
  for (const Fill& fill : book.file.workbook->fills()) {
    if (fill.sheet >= book.file.workbook->sheet_count()) continue;
    for (std::int32_t row = fill.range.first.row; row <= fill.range.last.row; ++row)
      for (std::int32_t column = fill.range.first.column; column <= fill.range.last.column; ++column)
        found(fill.sheet, CellAddress{row, column});
  }
}

std::vector<Value> results_in(const OpenBook& book) {
  std::vector<Value> values;
  for_each_result(book, [&](SheetId sheet, CellAddress cell) {
    values.push_back(book.file.workbook->sheet(sheet).value(cell));
  });
  return values;
}

// Results of one book and of another that may have other sheets: by name and address.
void compare(const OpenBook& then, const OpenBook& now, std::vector<WatchReport::Cell>& moved) {
  const Workbook &old_workbook = *then.file.workbook, &workbook = *now.file.workbook;
  for_each_result(now, [&](SheetId sheet, CellAddress cell) {
    const std::optional<SheetId> old = old_workbook.find_sheet(workbook.sheet(sheet).name());
    const Value before = old ? old_workbook.sheet(*old).value(cell) : Value();
    const Value after = workbook.sheet(sheet).value(cell);
    if (is_changed(before, after)) moved.push_back(told(workbook, sheet, cell, before, after));
  });
}

std::string text_of(const Diagnostic& diagnostic) { return diagnostic.where + "\n" + diagnostic.what; }

}  // namespace

WatchedBook::WatchedBook(std::filesystem::path file, BookChoices choices)
    : file_(std::move(file)), choices_(std::move(choices)) {}

std::string WatchedBook::content_of(const xlsx::XlsxFile& read) const {
  std::string content(read.package.archive().bytes());
  if (choices_.definitions.empty()) return content;
  std::ifstream definitions(choices_.definitions, std::ios::binary);
  content.append(std::istreambuf_iterator<char>(definitions), {});
  return content;
}

void WatchedBook::keep(std::unique_ptr<OpenBook> book) {
  book_ = std::move(book);
  // Needed for saving alone, and a book that is watched is read again for that.
  for (xlsx::SheetFile& sheet : book_->file.sheets) sheet.text = {};
}

void WatchedBook::tell(WatchReport& report) {
  const RecalcReport results = results_of(*book_);
  report.file = file_.string();
  report.calculated = results.recalculated;
  report.formulas = results.formulas;
  report.period = results.period;
  std::map<std::string, StatusChange> now = counting_statuses(*book_);
  for (const auto& [indicator, status] : now) {
    StatusChange change = status;
    const auto before = statuses_.find(indicator);
    change.before = before == statuses_.end() ? "" : before->second.after;
    if (change.before != change.after) report.statuses.push_back(change);
  }
  for (const auto& [indicator, status] : statuses_)
    if (!now.contains(indicator))
      report.statuses.push_back({indicator, status.title, status.after, "", "", "", ""});
  statuses_ = std::move(now);
  std::set<std::string> warnings;
  for (const Diagnostic& warning : results.warnings) {
    if (!warnings_.contains(text_of(warning))) report.warnings.push_back(warning);
    warnings.insert(text_of(warning));
  }
  warnings_ = std::move(warnings);
}

WatchReport WatchedBook::open() {
  xlsx::XlsxFile read = xlsx::read_xlsx(file_);
  content_ = content_of(read);
  keep(std::make_unique<OpenBook>(std::move(read), choices_));
  WatchReport report;
  tell(report);
  // Against what the file says, as nothing was told before.
  report.statuses = results_of(*book_).statuses;
  return report;
}

std::optional<WatchReport> WatchedBook::look() {
  xlsx::XlsxFile read = xlsx::read_xlsx(file_);
  std::string content = content_of(read);
  if (content == content_) return std::nullopt;
  content_ = std::move(content);
  return book_ == nullptr ? load(std::move(read)) : load_changes(std::move(read));
}

WatchReport WatchedBook::load(xlsx::XlsxFile read) {
  keep(std::make_unique<OpenBook>(std::move(read), choices_));
  WatchReport report;
  report.afresh = "it could not be calculated before";
  tell(report);
  return report;
}

WatchReport WatchedBook::load_changes(xlsx::XlsxFile read) {
  BookChanges changes = changes_in(*book_, read, definition_tables(*read.workbook, choices_));
  WatchReport report;
  // Another program may write a number that it has not changed with fewer digits.
  for (const ChangedConstant& change : changes.constants)
    if (is_changed(change.before, change.after))
      report.inputs.push_back(told(*read.workbook, change.sheet, change.cell, change.before, change.after));
  report.afresh = changes.afresh;
  if (!changes.afresh.empty()) {
    auto book = std::make_unique<OpenBook>(std::move(read), choices_);
    compare(*book_, *book, report.moved);
    keep(std::move(book));
    tell(report);
    return report;
  }
  const std::vector<Value> before = results_in(*book_);
  try {
    for (const ChangedConstant& change : changes.constants)
      book_->recalculation->set_input(change.sheet, change.cell, change.after);
    book_->recalculation->calculate();
  } catch (...) {
    // It was stopped half-way and says neither what was nor what is.
    book_.reset();
    throw;
  }
  const Workbook& workbook = *book_->file.workbook;
  std::size_t at = 0;
  for_each_result(*book_, [&](SheetId sheet, CellAddress cell) {
    const Value& then = before[at++];
    const Value now = workbook.sheet(sheet).value(cell);
    if (is_changed(then, now)) report.moved.push_back(told(workbook, sheet, cell, then, now));
  });
  book_->refresh_diagnostics();
  tell(report);
  return report;
}

std::optional<WatchedBook::Written> WatchedBook::write() {
  static_cast<void>(xlsx::checked_save_target(file_));
  xlsx::XlsxFile read = xlsx::read_xlsx(file_);
  if (content_of(read) != content_) return std::nullopt;
  OpenBook whole(std::move(read), choices_);
  RecalcReport report = results_of(whole);
  std::string bytes;
  save_results(whole, {.out = file_, .written = &bytes}, report);
  if (report.changed_parts.empty()) return Written{};
  xlsx::XlsxFile saved = xlsx::read_xlsx(xlsx::ZipArchive::from_bytes(std::move(bytes), file_.string()));
  content_ = content_of(saved);
  keep(std::make_unique<OpenBook>(std::move(saved), choices_));
  return Written{report.changed_count, report.changed_parts.size()};
}

}  // namespace outturn
