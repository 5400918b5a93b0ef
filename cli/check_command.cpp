// `outturn check`: validates hand-entered figures, statuses and totals. Changes nothing.
#include <algorithm>
#include <atomic>
#include <cmath>
#include <fstream>
#include <iostream>
#include <map>
#include <set>
#include <thread>

#include "cli/book_files.h"
#include "cli/check_baseline.h"
#include "cli/check_fix.h"
#include "cli/check_report.h"
#include "cli/command_line.h"
#include "cli/logging.h"
#include "cli/open_book.h"
#include "cli/progress.h"
#include "engine/checks/workbook_checks.h"
#include "engine/indicators/spelling.h"
#include "xlsx/xlsx_error.h"

namespace outturn {
namespace {

struct Choices {
  std::vector<std::string> books;
  std::vector<std::string> select, ignore;
  std::string baseline;
  bool all = false;
  bool fix = false;
  std::string out;
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

// "0.574" and "57.4%" are one figure, and so are "1040" and "£1,040".
bool is_same_figure(const std::string& written, const std::string& entered) {
  if (same_name(written, entered)) return true;
  const auto a = read_cell_figure(Value(written), "General"), b = read_cell_figure(Value(entered), "General");
  return a && b &&
         std::fabs(a->value - b->value) <= 1e-9 * std::max(std::fabs(a->value), std::fabs(b->value));
}

bool matches(const CheckException& exception, const Check& check) {
  if (exception.cell != check.at) return false;
  if (!exception.figure.empty() && !is_same_figure(exception.figure, check.entered)) return false;
  return exception.rule.empty() || is_meant(check, {exception.rule});
}

// What is wrong with a word that names findings: it is no kind, source, verdict, family of rules, or row of
// definitions, so that it would silently select nothing. Empty for one that is.
std::string problem_of_word(const std::string& word) {
  if (word.find('!') != std::string::npos || word.find('.') != std::string::npos) return {};  // a rule
  std::vector<std::string> known = {"inferred", "declared", "formula", "order", "header"};
  for (int kind = 0; kind <= static_cast<int>(CheckKind::commentary); ++kind)
    known.emplace_back(check_word(static_cast<CheckKind>(kind)));
  for (int verdict = 0; verdict <= static_cast<int>(CheckVerdict::malformed); ++verdict)
    known.emplace_back(check_word(static_cast<CheckVerdict>(verdict)));
  if (std::find(known.begin(), known.end(), word) != known.end()) return {};
  return "'" + word + "' is no kind, source, verdict or rule" + did_you_mean(word, known) +
         "; write such as sum, declared, wrong, formula or inferred.sum";
}

void check_words(const std::vector<std::string>& words, std::string_view option) {
  for (const std::string& word : words)
    if (const std::string problem = problem_of_word(word); !problem.empty())
      throw UsageError(std::string(option) + " " + problem);
}

// The workbook's own exceptions, and those of them that nothing needs any more.
void except(const std::vector<CheckException>& exceptions, const Workbook& workbook, CheckReport& report,
            bool is_whole) {
  for (const CheckException& exception : exceptions) {
    if (const std::string problem = problem_of_word(exception.rule);
        !exception.rule.empty() && !problem.empty()) {
      report.warnings.push_back(
          {Severity::warning, exception.where, "the exception excepts nothing: Rule " + problem});
      continue;
    }
    bool used = false;
    for (ReportedCheck& each : report.checks) {
      if (!is_finding(each.check.verdict) || !matches(exception, each.check)) continue;
      each.suppressed = each.by_workbook = used = true;
      each.suppressed_because = exception.reason + " (" + exception.where + ")";
    }
    if (!used && is_whole)
      report.warnings.push_back({Severity::warning, exception.where,
                                 "the exception for " +
                                     workbook.describe(exception.cell.sheet, exception.cell.cell) +
                                     " no longer matches a finding; look at the figure, and delete the row"});
  }
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
    ReportedCheck each;
    each.sheet = workbook.sheet(check.at.sheet).name();
    each.cell = to_a1(check.at.cell);
    each.place = name(check.at);
    for (const CheckedCell& input : check.inputs) each.inputs.push_back(name(input));
    for (const CheckedCell& suspect : check.suspects) each.suspects.push_back(name(suspect));
    each.check = std::move(check);
    report.checks.push_back(std::move(each));
  }
  // Before anything is left out, so that a choice of rules does not change them.
  add_fingerprints(report.checks);
  std::erase_if(report.checks, [&](const ReportedCheck& each) {
    return (!choices.select.empty() && !is_meant(each.check, choices.select)) ||
           is_meant(each.check, choices.ignore);
  });
  except(found.exceptions, workbook, report, choices.select.empty() && choices.ignore.empty());
  for (ReportedCheck& each : report.checks)
    if (is_finding(each.check.verdict) && !each.suppressed && baseline.contains(each.fingerprint)) {
      each.suppressed = true;
      each.suppressed_because = "in the baseline";
    }
  if (choices.fix) {
    report.is_fixed = true;
    fix_book(path, choices.out, book.options, report);
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

void check_fix_choices(const Choices& choices, const std::vector<BookFile>& files) {
  if (!choices.fix) {
    if (!choices.out.empty())
      throw UsageError("-o is for --fix; a report goes to standard output: outturn check BOOK > report");
    return;
  }
  if (choices.out.empty())
    throw UsageError("--fix never changes the workbook in place; say where to save: -o OUT.xlsx");
  if (!has_workbook_extension(choices.out))
    throw UsageError("-o '" + choices.out +
                     "': the result is a workbook; name a file with the extension .xlsx or .xlsm");
  if (files.size() != 1 || std::filesystem::is_directory(choices.books[0]))
    throw UsageError("--fix takes one workbook at a time");
  std::error_code error;
  if (std::filesystem::equivalent(files[0].path, choices.out, error))
    throw UsageError("-o '" + choices.out +
                     "' is the workbook itself; --fix saves the corrections as another file");
  if (!choices.book.sets.empty())
    throw UsageError("--set changes figures that the file does not hold; leave it out with --fix");
  if (choices.format != "text" && choices.format != "json" && choices.format != "jsonl")
    throw UsageError("--fix lists its changes as text, json or jsonl, not as " + choices.format);
}

ExitCode run(const Choices& choices) {
  const std::vector<BookFile> files = find_book_files(choices.books);
  check_words(choices.select, "--select");
  check_words(choices.ignore, "--ignore");
  check_fix_choices(choices, files);
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
    findings += report.findings() - report.fixed_findings();
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
      "  outturn check board.xlsx --format json > known.json\n"
      "  outturn check board.xlsx --baseline known.json         what is new since then\n"
      "  outturn check board.xlsx --fix -o corrected.xlsx       put right what can only be one thing, and "
      "list it");
  command->add_option("BOOK", choices->books, "Workbooks, or folders of them")->required();
  command->add_flag("--all", choices->all, "Show right figures too");
  command
      ->add_option("--select", choices->select,
                   "Only these kinds, rules, sources or verdicts: sum, inferred.sum, declared, wrong")
      ->delimiter(',');
  command->add_option("--ignore", choices->ignore, "All but these")->delimiter(',');
  command->add_option("--baseline", choices->baseline,
                      "Leave out the findings of this file, an earlier --format json, jsonl, csv or sarif");
  command->add_flag("--fix", choices->fix,
                    "Correct wrong constants that have one right value, in a copy; formulas are not touched");
  command->add_option("-o,--out", choices->out, "Where --fix saves the corrected copy");
  command->add_option("--jobs", choices->jobs, "How many workbooks at a time (default: one a core)");
  command->add_option("--format", choices->format, "text, json, jsonl, sarif, junit, github or csv")
      ->check(CLI::IsMember({"text", "json", "jsonl", "sarif", "junit", "github", "csv"}));
  choices->book.declare(*command);
  command->callback([choices, &action] { action = [choices] { return run(*choices); }; });
}

}  // namespace outturn
