// `outturn next`: the workbook moved on to its next period, or carried into next year's.
#include <iostream>

#include "cli/command_line.h"
#include "cli/due_list.h"
#include "cli/logging.h"
#include "cli/save_choices.h"
#include "engine/reporting/closing.h"
#include "engine/reporting/next_period.h"

namespace outturn {
namespace {

using nlohmann::ordered_json;

struct Choices {
  SaveChoices save;
  bool new_book = false;
  bool without_closing = false;
};

void require_closed(const IndicatorBook& indicators, const ReturnsLog& log, const Choices& choices) {
  if (choices.without_closing) return;
  const Closing closing = close_period(indicators, log, 0);
  if (closing.rows.empty() && closing.in_the_way.empty()) return;
  const std::string period = period_text(*indicators.period(), indicators.definitions().settings.calendar);
  throw UsageError(choices.save.book + ": " + period +
                   " is not closed, and its entered statuses and commentary would be lost; `outturn close "
                   "--period '" +
                   period + "'` first, or give --without-closing");
}

void print_list(const std::string& heading, const std::vector<std::string>& lines) {
  for (const std::string& line : lines) std::cout << "  " << heading << ": " << line << '\n';
}

ExitCode run(const Choices& choices) {
  const std::filesystem::path target = choices.save.target();
  if (choices.new_book && choices.save.in_place)
    throw UsageError(
        "--new-book leaves this year's workbook as it is; say what next year's is called: -o OUT");
  OpenBook book(choices.save.book, choices.save.book_choices());
  const IndicatorBook& indicators = indicators_of(book);
  require_closed(indicators, returns_log(book), choices);
  const NextPeriod next = choices.new_book ? move_to_new_book(indicators) : move_to_next_period(indicators);
  if (!next.problem.empty()) throw UsageError(choices.save.book + ": " + next.problem);
  const YearCalendar calendar = indicators.definitions().settings.calendar;
  const std::string from = period_text(next.from, calendar), to = period_text(next.to, calendar);
  BookEdits edits(book.file);
  for (const CellEdit& edit : next.edits)
    edits.set(edit.cell.sheet, edit.cell.address, edit.value, edit.look);
  const RecalcReport report = choices.save.save(book.file, edits);
  if (choices.save.json()) {
    ordered_json left = ordered_json::array();
    for (const Diagnostic& each : next.left) left.push_back({{"where", each.where}, {"what", each.what}});
    std::cout << ordered_json{{"from", from},
                              {"to", to},
                              {"emptied", next.emptied},
                              {"begins", next.begins},
                              {"ends", next.ends},
                              {"targets", next.targets},
                              {"left", std::move(left)},
                              {"recalculated", report.to_json()}}
                     .dump(2)
              << '\n';
    return ExitCode::clean;
  }
  std::cout << "moved on from " << from << " to " << to << ": " << next.emptied.size()
            << (next.emptied.size() == 1 ? " cell" : " cells")
            << " of entered statuses, reasons, commentary and plans emptied\n";
  print_list("begins", next.begins);
  print_list("ends", next.ends);
  print_list("target", next.targets);
  log_diagnostics("", next.left);
  print_saved(report);
  return ExitCode::clean;
}

}  // namespace

void declare_next(CLI::App& app, Action& action) {
  auto choices = std::make_shared<Choices>();
  CLI::App* command =
      app.add_subcommand("next", "Move the workbook on to the next period, or into next year's workbook");
  command->footer(
      "  outturn next board.xlsx --in-place                          figures stay, the period's words go\n"
      "  outturn next board-2018.xlsx --new-book -o board-2019.xlsx  history and definitions go with it");
  choices->save.declare(*command);
  command->add_flag("--new-book", choices->new_book,
                    "After a year's last period: headings a year later, figures emptied, history kept");
  command->add_flag("--without-closing", choices->without_closing,
                    "Although the period is not closed, so that its words are on no record");
  command->callback([choices, &action] { action = [choices] { return run(*choices); }; });
}

}  // namespace outturn
