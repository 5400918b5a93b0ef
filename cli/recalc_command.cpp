// `outturn recalc`: calculates workbooks and saves the values that changed.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <iostream>
#include <map>
#include <set>
#include <thread>

#include "cli/book_files.h"
#include "cli/command_line.h"
#include "cli/logging.h"
#include "cli/open_book.h"
#include "cli/progress.h"
#include "cli/recalc_report.h"
#include "engine/change_set.h"
#include "engine/indicators/native_formulas.h"
#include "xlsx/chart_sources.h"
#include "xlsx/writer.h"
#include "xlsx/xlsx_error.h"

namespace outturn {
namespace {

namespace fs = std::filesystem;

struct Choices {
  std::vector<std::string> books;
  std::string out;
  std::string out_dir;
  bool in_place = false;
  bool proof = false;
  bool strict = false;
  bool break_signature = false;
  bool native = false;
  unsigned jobs = 0;
  std::string format = "text";
  BookChoices book;
};

struct Job {
  fs::path in;
  fs::path out;
};

// What a folder holds keeps its relative place under --out-dir.
std::vector<Job> jobs_of(const Choices& choices) {
  const int targets =
      (choices.out.empty() ? 0 : 1) + (choices.out_dir.empty() ? 0 : 1) + (choices.in_place ? 1 : 0);
  if (targets == 0) throw UsageError("say where to save: -o OUT, --out-dir DIR or --in-place");
  if (targets > 1) throw UsageError("-o, --out-dir and --in-place exclude one another; give one of them");
  if (!choices.out.empty() && !has_workbook_extension(choices.out))
    throw UsageError(
        "-o '" + choices.out +
        "': the result is a workbook; name a file with the extension .xlsx or .xlsm, or a folder "
        "with --out-dir");
  std::vector<Job> jobs;
  const auto target = [&](const fs::path& in, const fs::path& relative) {
    return choices.in_place      ? in
           : choices.out.empty() ? fs::path(choices.out_dir) / relative
                                 : fs::path(choices.out);
  };
  for (const BookFile& file : find_book_files(choices.books))
    jobs.push_back({file.path, target(file.path, file.relative)});
  if (fs::is_directory(choices.out))
    throw UsageError("-o " + choices.out + " is a folder; name a file in it, or use --out-dir " +
                     choices.out);
  if (!choices.out.empty() && (jobs.size() > 1 || fs::is_directory(choices.books[0])))
    throw UsageError("-o takes one workbook; use --out-dir DIR for several");
  std::map<fs::path, fs::path> targets_seen;
  for (const Job& job : jobs) {
    const auto [seen, added] = targets_seen.emplace(job.out.lexically_normal(), job.in);
    if (!added)
      throw UsageError(job.in.string() + " and " + seen->second.string() + " would both be saved as " +
                       job.out.string());
  }
  return jobs;
}

std::string argb(std::uint32_t colour) {
  char text[9];
  std::snprintf(text, sizeof text, "FF%06X", static_cast<unsigned>(colour & 0xFFFFFF));
  return text;
}

std::string word_of(const StatusWord* status) { return status == nullptr ? std::string() : status->word; }

std::string counted(std::size_t count, std::string_view word) {
  return std::to_string(count) + " " + std::string(word) + (count == 1 ? "" : "s");
}

// The formulas of --native that give, when the workbook is calculated without its definitions, the same
// values as the indicators. The others keep their values and are named. `options` gets the marks of their
// cells.
std::vector<xlsx::CellFormula> checked_formulas(OpenBook& book, const ChangeSet& changes,
                                                const std::vector<xlsx::CellFill>& fills,
                                                xlsx::WriteOptions& options, std::vector<Diagnostic>& notes) {
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

RecalcReport recalculate(const Job& job, const Choices& choices) {
  const auto start = std::chrono::steady_clock::now();
  RecalcReport report;
  report.file = job.in.string();
  report.out = job.out.string();
  report.with_proof = choices.proof;
  OpenBook book(job.in, choices.book);
  const Workbook& workbook = *book.file.workbook;
  const Recalculation& recalculation = *book.recalculation;
  report.clock = clock_text(local_seconds(choices.book.calculation));
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
  std::vector<xlsx::CellFill> fills;
  if (book.indicators != nullptr) {
    for (const IndicatorResult& result : book.indicators->results()) {
      const StatusWord* written =
          result.status.computed != nullptr ? result.status.computed : result.status.counts;
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
    for (const StatusFill& fill : book.indicators->fills())
      fills.push_back({fill.cell.sheet, fill.cell.address, argb(fill.colour)});
    if (book.indicators->period())
      report.period =
          period_text(*book.indicators->period(), book.indicators->definitions().settings.calendar);
  }
  const ChangeSet changes = collect_changes(workbook, recalculation);
  xlsx::WriteOptions options{.break_signature = choices.break_signature};
  if (book.indicators != nullptr) options.owned_cells = book.indicators->written_cells();
  if (choices.native) {
    if (book.indicators == nullptr)
      throw UsageError(
          "--native: the workbook defines no indicators, so there is nothing to write as formulas");
    std::vector<Diagnostic> notes;
    options.formulas = checked_formulas(book, changes, fills, options, notes);
    report.warnings.insert(report.warnings.end(), notes.begin(), notes.end());
  }
  std::set<std::pair<SheetId, CellAddress>> owned;
  for (const OwnedCell& cell : recalculation.owned_cells()) owned.emplace(cell.sheet, cell.address);
  // From here on only values are needed; the texts of the file take their memory.
  book.indicators.reset();
  book.recalculation.reset();
  constexpr std::size_t kManyFormulas = 10'000;
  if (workbook.different_formulas() > kManyFormulas) book.file.workbook->release_programs();
  const xlsx::WrittenFile written = xlsx::write_xlsx(book.file, changes, fills, options);
  report.changed_count = written.changes.size();
  const auto list = [&](bool is_owned) {
    for (const xlsx::WrittenChange& change : written.changes) {
      if (choices.format == "text" && report.changed.size() == RecalcReport::kLinesShown) return;
      if (owned.contains({change.sheet, change.cell}) != is_owned) continue;
      const Sheet& sheet = workbook.sheet(change.sheet);
      report.changed.push_back({sheet.name(), to_a1(change.cell), sheet.saved_value(change.cell),
                                sheet.value(change.cell), is_owned});
    }
  };
  // What people look for first: figures and roll-up lines before the workbook's own formulas.
  if (choices.format == "text") {
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
  if (choices.proof) report.proof = xlsx::proof(book.file, written);
  if (!choices.out_dir.empty()) fs::create_directories(job.out.parent_path());
  xlsx::save(book.file, written, job.out);
  report.milliseconds =
      std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - start).count();
  return report;
}

RecalcReport recalculate_or_fail(const Job& job, const Choices& choices) {
  RecalcReport failed;
  failed.file = job.in.string();
  try {
    return recalculate(job, choices);
  } catch (const DefinitionErrors& error) {
    failed.problem = error.what();
    failed.warnings = error.errors();
  } catch (const UsageError& error) {
    failed.problem = failed.file + ": " + error.what();
  } catch (const xlsx::XlsxError& error) {
    failed.problem = error.what();
    if (error.kind() == xlsx::XlsxErrorKind::signed_package)
      failed.problem += "; have it signed again afterwards and add --break-signature, or leave it as it is";
  } catch (const CalculationLimit& error) {
    failed.problem = failed.file + ": " + error.what();
    failed.limit_reached = true;
  } catch (const std::bad_alloc&) {
    failed.problem = failed.file + ": it needs more memory than there is";
    failed.limit_reached = true;
  } catch (const std::exception& error) {
    failed.problem = error.what();
  }
  return failed;
}

void print(const RecalcReport& report, const Choices& choices, bool several) {
  if (choices.format == "text") {
    if (report.problem.empty()) std::cout << report.to_text() << std::flush;
  } else {
    std::cout << report.to_json().dump(choices.format == "json" ? 2 : -1, ' ', false,
                                       nlohmann::ordered_json::error_handler_t::replace)
              << '\n'
              << std::flush;
  }
  log_diagnostics(several || !report.problem.empty() ? report.file : "", report.warnings);
  if (!report.problem.empty())
    log_error(report.problem);
  else if (const std::int64_t stale = report.stale_cells(); stale > 0)
    log_warning(report.file + ": " + std::to_string(stale) + (stale == 1 ? " cell keeps" : " cells keep") +
                " a value that may be out of date");
}

ExitCode run(const Choices& choices) {
  const std::vector<Job> jobs = jobs_of(choices);
  // Wrong options are one message, not one for each file.
  static_cast<void>(choices.book.calculation.resolve(DateSystem::from_1900));
  std::vector<RecalcReport> reports(jobs.size());
  std::vector<std::atomic<bool>> finished(jobs.size());
  std::atomic<std::size_t> next{0};
  Progress progress(jobs.size());
  const auto work = [&] {
    for (std::size_t i = next++; i < jobs.size(); i = next++) {
      reports[i] = recalculate_or_fail(jobs[i], choices);
      progress.step(reports[i].file);
      finished[i] = true;
      finished[i].notify_all();
    }
  };
  const unsigned cores = std::max(1U, std::thread::hardware_concurrency());
  const std::size_t threads = std::min<std::size_t>(choices.jobs > 0 ? choices.jobs : cores, jobs.size());
  std::vector<std::thread> workers;
  for (std::size_t i = 1; i < threads; ++i) workers.emplace_back(work);
  if (threads == 1)
    work();
  else
    workers.emplace_back(work);

  std::vector<std::string> failed;
  bool stale = false;
  bool limit = false;
  for (std::size_t i = 0; i < jobs.size(); ++i) {
    finished[i].wait(false);
    progress.clear();
    print(reports[i], choices, jobs.size() > 1);
    if (!reports[i].problem.empty()) failed.push_back(reports[i].file);
    stale = stale || reports[i].stale_cells() > 0;
    limit = limit || reports[i].limit_reached;
    reports[i] = RecalcReport();
  }
  for (std::thread& worker : workers) worker.join();
  if (!failed.empty() && jobs.size() > 1) {
    log_error(std::to_string(failed.size()) + " of " + std::to_string(jobs.size()) + " files failed:");
    for (const std::string& file : failed) log_error("  " + file);
    return failed.size() == jobs.size() ? ExitCode::could_not_run : ExitCode::some_files_failed;
  }
  if (limit) return ExitCode::limit_reached;
  if (!failed.empty()) return ExitCode::could_not_run;
  return stale && choices.strict ? ExitCode::stale_values : ExitCode::clean;
}

}  // namespace

void declare_recalc(CLI::App& app, Action& action) {
  auto choices = std::make_shared<Choices>();
  CLI::App* command =
      app.add_subcommand("recalc", "Calculate every formula and indicator, and save the values that changed");
  command->footer(
      "  outturn recalc board.xlsx -o new.xlsx\n"
      "  outturn recalc board.xlsx -o new.xlsx --set 'Calls!C5=2045' --period 'Q2 2018/19'\n"
      "  outturn recalc returns/ --out-dir done/ --format jsonl      every workbook in a folder\n"
      "  outturn recalc board.xlsx --in-place --proof                what was touched, part by part");
  command->add_option("BOOK", choices->books, "Workbooks, or folders of them")->required();
  command->add_option("-o,--out", choices->out, "Save the result as this file");
  command->add_option("--out-dir", choices->out_dir, "Save results under this folder");
  command->add_flag("--in-place", choices->in_place, "Save each workbook over itself");
  command->add_flag("--proof", choices->proof, "Print the SHA-256 of every part before and after");
  command->add_flag("--strict", choices->strict,
                    "Exit with 4 if some cell keeps a value that may be out of date");
  command->add_flag("--native", choices->native,
                    "Write indicators, statuses and roll-ups as Excel formulas that give the same values");
  command->add_flag("--break-signature", choices->break_signature,
                    "Save a digitally signed workbook although the signature is not valid afterwards");
  command->add_option("--jobs", choices->jobs, "How many workbooks at a time (default: one a core)");
  command->add_option("--format", choices->format, "text, json or jsonl")
      ->check(CLI::IsMember({"text", "json", "jsonl"}));
  choices->book.declare(*command);
  command->callback([choices, &action] { action = [choices] { return run(*choices); }; });
}

}  // namespace outturn
