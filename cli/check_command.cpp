// `outturn check`: validates hand-entered figures, statuses and totals. Changes nothing.
#include <algorithm>
#include <atomic>
#include <fstream>
#include <iostream>
#include <map>
#include <set>
#include <thread>

#include "cli/book_files.h"
#include "cli/check_report.h"
#include "cli/command_line.h"
#include "cli/logging.h"
#include "cli/open_book.h"
#include "cli/progress.h"
#include "engine/checks/workbook_checks.h"
#include "xlsx/xlsx_error.h"

namespace outturn {
namespace {

struct Choices {
  std::vector<std::string> books;
  std::vector<std::string> select, ignore;
  std::string baseline;
  bool all = false;
  unsigned jobs = 0;
  std::string format = "text";
  BookChoices book;
};

const std::map<std::string, CheckFormat> kFormats = {
    {"text", CheckFormat::text},   {"json", CheckFormat::json},   {"jsonl", CheckFormat::jsonl},
    {"sarif", CheckFormat::sarif}, {"junit", CheckFormat::junit}, {"github", CheckFormat::github},
    {"csv", CheckFormat::csv}};

// A kind, a rule, a source or a verdict: "sum", "inferred.sum", "declared", "rounding"; a rule's beginning
// too.
bool is_meant(const Check& check, const std::vector<std::string>& words) {
  return std::any_of(words.begin(), words.end(), [&](const std::string& word) {
    return word == check_word(check.kind) || word == check_word(check.source) ||
           word == check_word(check.verdict) || word == check.rule || check.rule.starts_with(word + ".");
  });
}

// FNV-1a, which is the same on every machine; a fingerprint needs no more.
std::string fingerprint(const std::string& text) {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  constexpr const char* kDigits = "0123456789abcdef";
  std::string out;
  for (int shift = 60; shift >= 0; shift -= 4) out += kDigits[(hash >> shift) & 15];
  return out;
}

// Of a baseline: a file that --format json, csv or one fingerprint a line wrote. Whatever looks like one is
// taken.
std::set<std::string> read_baseline(const std::string& path) {
  std::set<std::string> found;
  if (path.empty()) return found;
  std::ifstream in(path);
  if (!in) throw UsageError("--baseline '" + path + "' cannot be opened; look at its name");
  std::string line, word;
  const auto take = [&] {
    if (word.size() == 16) found.insert(word);
    word.clear();
  };
  while (std::getline(in, line)) {
    for (const char c : line + " ") {
      if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))
        word += c;
      else
        take();
    }
  }
  return found;
}

CheckReport check_book(const std::filesystem::path& path, const Choices& choices,
                       const std::set<std::string>& baseline) {
  CheckReport report;
  report.file = path.string();
  BookChoices opened = choices.book;
  opened.adopt = true;  // nothing is written, so nothing that somebody typed is replaced
  const OpenBook book(path, opened);
  Workbook& workbook = *book.file.workbook;
  const auto name = [&](const CheckedCell& at) { return workbook.describe(at.sheet, at.cell); };
  WorkbookChecks found =
      workbook_checks(workbook, *book.recalculation, book.indicators.get(), book.definitions);
  std::vector<Diagnostic> errors;
  for (Diagnostic& finding : found.findings)
    (finding.severity == Severity::error ? errors : report.warnings).push_back(std::move(finding));
  if (!errors.empty()) throw DefinitionErrors(report.file, std::move(errors));
  for (Check& check : found.checks) {
    if (!choices.select.empty() && !is_meant(check, choices.select)) continue;
    if (is_meant(check, choices.ignore)) continue;
    ReportedCheck each;
    each.sheet = workbook.sheet(check.at.sheet).name();
    each.cell = to_a1(check.at.cell);
    for (const CheckedCell& input : check.inputs) each.inputs.push_back(name(input));
    for (const CheckedCell& suspect : check.suspects) each.suspects.push_back(name(suspect));
    each.fingerprint = fingerprint(check.rule + "|" + each.sheet + "|" + check.label + "|" + check.entered +
                                   "|" + check.expected + "|" + std::string(check_word(check.verdict)));
    if (is_finding(check.verdict) && baseline.contains(each.fingerprint)) {
      each.suppressed = true;
      each.suppressed_because = "in the baseline";
    }
    each.check = std::move(check);
    report.checks.push_back(std::move(each));
  }
  return report;
}

CheckReport check_or_fail(const std::filesystem::path& path, const Choices& choices,
                          const std::set<std::string>& baseline) {
  CheckReport failed;
  failed.file = path.string();
  try {
    return check_book(path, choices, baseline);
  } catch (const DefinitionErrors& error) {
    failed.problem = error.what();
    failed.warnings = error.errors();
  } catch (const CalculationLimit& error) {
    failed.problem = failed.file + ": " + error.what();
    failed.limit_reached = true;
  } catch (const std::bad_alloc&) {
    failed.problem = failed.file + ": it needs more memory than there is";
    failed.limit_reached = true;
  } catch (const UsageError& error) {
    failed.problem = failed.file + ": " + error.what();
  } catch (const std::exception& error) {
    failed.problem = error.what();
  }
  return failed;
}

ExitCode run(const Choices& choices) {
  const std::vector<BookFile> files = find_book_files(choices.books);
  static_cast<void>(choices.book.calculation.resolve(DateSystem::from_1900));
  const std::set<std::string> baseline = read_baseline(choices.baseline);
  std::vector<CheckReport> reports(files.size());
  std::atomic<std::size_t> next{0};
  Progress progress(files.size());
  const auto work = [&] {
    for (std::size_t i = next++; i < files.size(); i = next++) {
      reports[i] = check_or_fail(files[i].path, choices, baseline);
      progress.step(reports[i].file);
    }
  };
  const unsigned cores = std::max(1U, std::thread::hardware_concurrency());
  const std::size_t threads = std::min<std::size_t>(choices.jobs > 0 ? choices.jobs : cores, files.size());
  std::vector<std::thread> workers;
  for (std::size_t i = 1; i < threads; ++i) workers.emplace_back(work);
  work();
  for (std::thread& worker : workers) worker.join();
  progress.clear();
  std::cout << check_text(reports, kFormats.at(choices.format), choices.all) << std::flush;

  std::size_t findings = 0, failed = 0;
  bool limit = false;
  for (const CheckReport& report : reports) {
    log_diagnostics(files.size() > 1 || !report.problem.empty() ? report.file : "", report.warnings);
    if (!report.problem.empty()) {
      log_error(report.problem);
      ++failed;
    }
    limit = limit || report.limit_reached;
    findings += report.findings();
  }
  if (failed > 0 && files.size() > 1) {
    log_error(std::to_string(failed) + " of " + std::to_string(files.size()) + " files failed");
    return failed == files.size() ? ExitCode::could_not_run : ExitCode::some_files_failed;
  }
  if (limit) return ExitCode::limit_reached;
  if (failed > 0) return ExitCode::could_not_run;
  return findings > 0 ? ExitCode::findings : ExitCode::clean;
}

}  // namespace

void declare_check(CLI::App& app, Action& action) {
  auto choices = std::make_shared<Choices>();
  CLI::App* command =
      app.add_subcommand("check", "Find hand-entered figures, statuses and totals that cannot be right");
  command->footer(
      "  outturn check board.xlsx                    what is wrong, worst first\n"
      "  outturn check returns/ --format csv         every workbook in a folder, as a list\n"
      "  outturn check board.xlsx --all              right figures too\n"
      "  outturn check board.xlsx --ignore rounding --baseline known.json");
  command->add_option("BOOK", choices->books, "Workbooks, or folders of them")->required();
  command->add_flag("--all", choices->all, "Show right figures too");
  command
      ->add_option("--select", choices->select,
                   "Only these kinds, rules, sources or verdicts: sum, inferred.sum, declared, wrong")
      ->delimiter(',');
  command->add_option("--ignore", choices->ignore, "All but these")->delimiter(',');
  command->add_option("--baseline", choices->baseline,
                      "Leave out the findings of this file, an earlier --format json or csv");
  command->add_option("--jobs", choices->jobs, "How many workbooks at a time (default: one a core)");
  command->add_option("--format", choices->format, "text, json, jsonl, sarif, junit, github or csv")
      ->check(CLI::IsMember({"text", "json", "jsonl", "sarif", "junit", "github", "csv"}));
  choices->book.declare(*command);
  command->callback([choices, &action] { action = [choices] { return run(*choices); }; });
}

}  // namespace outturn
