// `outturn report`: what the committee reads.
#include <algorithm>
#include <filesystem>
#include <iostream>

#include "cli/command_line.h"
#include "cli/due_list.h"
#include "cli/logging.h"
#include "cli/report_text.h"
#include "cli/save_choices.h"
#include "engine/indicators/membership.h"
#include "engine/indicators/spelling.h"
#include "xlsx/disk_file.h"

namespace outturn {
namespace {

namespace fs = std::filesystem;

struct Choices {
  std::string book;
  std::string out;
  std::string title = "Performance report";
  std::string by;
  bool final = false;
  BookChoices choices;
};

std::string extension_of(const std::string& out) {
  std::string extension = fs::path(out).extension().string();
  std::transform(extension.begin(), extension.end(), extension.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return extension;
}

ExitCode run(const Choices& choices) {
  const std::string extension = extension_of(choices.out);
  if (extension != ".html" && extension != ".md" && extension != ".xlsx")
    throw UsageError("-o '" + choices.out +
                     "': a report is .html, .md or .xlsx; name a file with one of these extensions");
  if (!choices.by.empty() && membership_column(choices.by).empty()) {
    const auto columns = membership_columns();
    throw UsageError("--by '" + choices.by + "': indicators are not grouped by that" +
                     did_you_mean(choices.by, std::vector<std::string>(columns.begin(), columns.end())) +
                     "; write " + membership_column_list());
  }
  std::error_code error;
  if (fs::equivalent(choices.book, choices.out, error) && !error)
    throw UsageError("-o " + choices.out + " is the workbook itself; give the report another name");
  const fs::path target = xlsx::checked_save_target(choices.out);
  BookChoices opened = choices.choices;
  opened.adopt = true;  // the workbook is not written
  OpenBook book(choices.book, opened);
  const IndicatorBook& indicators = indicators_of(book);
  const ReturnsLog log = returns_log(book);
  const CommitteeReport report = make_committee_report(indicators, log, {choices.by});
  if (choices.choices.as_published && report.closed_on.empty())
    throw UsageError("--as-published: " + report.period + " is not closed in " + choices.book +
                     ", so nothing was published for it");
  if (choices.final && !report.missing.empty()) {
    for (const Outstanding& each : report.missing) log_error(missing_text(each));
    throw UsageError(choices.book + ": " + report.period +
                     " is not ready for a final report: " + std::to_string(report.missing.size()) +
                     (report.missing.size() == 1 ? " thing is" : " things are") +
                     " missing; nothing was written");
  }
  const ReportHeading heading{
      choices.title, !report.closed_on.empty() ? "Closed on " + report.closed_on + "."
                     : choices.final           ? "Figures as at " + date_text(day_serial(book.clock)) + "."
                                     : "Draft. Figures as at " + date_text(day_serial(book.clock)) + "."};
  const std::string bytes = extension == ".html" ? report_html(report, heading)
                            : extension == ".md" ? report_markdown(report, heading)
                                                 : report_workbook(report, heading);
  xlsx::save_file(target, bytes);
  std::cout << choices.out << ": " << report.period << ", " << report.indicators.size() << " indicators, "
            << report.exceptions.size() << " exceptions, " << report.missing.size() << " missing\n";
  log_diagnostics("", book.diagnostics);
  return ExitCode::clean;
}

}  // namespace

void declare_report(CLI::App& app, Action& action) {
  auto choices = std::make_shared<Choices>();
  CLI::App* command = app.add_subcommand(
      "report", "Write the committee's report: scorecard, roll-ups, exceptions, what improves and worsens");
  command->footer(
      "  outturn report board.xlsx -o q2.html                        what is missing comes first\n"
      "  outturn report board.xlsx -o q2.html --final                refuses while anything is missing\n"
      "  outturn report board.xlsx -o q1.md --period 'Q1 2018/19'    as it stands now, restatements told\n"
      "  outturn report board.xlsx -o q1.xlsx --period 'Q1 2018/19' --as-published");
  command->add_option("BOOK", choices->book, "The workbook")->required();
  command->add_option("-o,--out", choices->out, "The report: .html, .md or .xlsx")->required();
  command->add_option("--title", choices->title, "What the report is called");
  command->add_option("--by", choices->by,
                      "Group the scorecard by this column of Indicators, such as Objective");
  command->add_flag("--final", choices->final,
                    "Refuse while a figure, commentary, plan or reason is missing");
  command->add_flag("--as-published", choices->choices.as_published,
                    "As it was when the period was closed, without what was restated or published since");
  choices->choices.declare(*command);
  command->callback([choices, &action] { action = [choices] { return run(*choices); }; });
}

}  // namespace outturn
