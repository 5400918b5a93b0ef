// `outturn recalc`: calculates workbooks and saves the values that changed.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <filesystem>
#include <iostream>
#include <map>
#include <thread>

#include "cli/book_files.h"
#include "cli/calculated_book.h"
#include "cli/command_line.h"
#include "cli/logging.h"
#include "cli/open_book.h"
#include "cli/progress.h"
#include "cli/recalc_report.h"
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

RecalcReport recalculate(const Job& job, const Choices& choices) {
  const auto start = std::chrono::steady_clock::now();
  OpenBook book(job.in, choices.book);
  RecalcReport report = results_of(book);
  report.file = job.in.string();
  if (!choices.out_dir.empty()) std::filesystem::create_directories(job.out.parent_path());
  save_results(book,
               {.out = job.out,
                .native = choices.native,
                .proof = choices.proof,
                .break_signature = choices.break_signature,
                .every_change = choices.format != "text"},
               report);
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
