// `outturn close`: puts a period's figures, statuses and words on record, on the sheet Published.
#include <algorithm>
#include <iostream>

#include "cli/command_line.h"
#include "cli/due_list.h"
#include "cli/logging.h"
#include "cli/save_choices.h"
#include "engine/reporting/closing.h"
#include "engine/reporting/outstanding.h"

namespace outturn {
namespace {

using nlohmann::ordered_json;

struct Choices {
  SaveChoices save;
  std::string period;
};

void require_reported_period(const IndicatorBook& indicators, const std::string& period) {
  const DefinitionSettings& settings = indicators.definitions().settings;
  if (settings.period && indicators.period() && *settings.period == *indicators.period()) return;
  throw UsageError("--period '" + period + "': the workbook reports " +
                   (settings.period ? period_text(*settings.period, settings.calendar) : "no period") + " (" +
                   (settings.period_where.empty() ? "Settings" : settings.period_where) +
                   "), and its entered statuses and commentary are of that period; close it first, or "
                   "correct the setting Period");
}

ExitCode run(const Choices& choices) {
  static_cast<void>(choices.save.target());
  OpenBook book(choices.save.book, choices.save.book_choices(choices.period));
  const IndicatorBook& indicators = indicators_of(book);
  const std::string period = period_text(*indicators.period(), indicators.definitions().settings.calendar);
  require_reported_period(indicators, choices.period);
  const ReturnsLog log = returns_log(book);
  const Closing closing = close_period(indicators, log, day_serial(book.clock));
  if (!closing.in_the_way.empty()) {
    log_diagnostics("", closing.in_the_way);
    throw UsageError(choices.save.book + ": " + period + " cannot be closed while " +
                     std::to_string(closing.in_the_way.size()) +
                     (closing.in_the_way.size() == 1 ? " figure is" : " figures are") +
                     " not calculated; nothing was written");
  }
  if (closing.rows.empty())
    throw UsageError(choices.save.book + ": " + period +
                     " is closed already; `outturn restate` changes a published figure, with its reason");
  const std::vector<Outstanding> outstanding = find_outstanding(indicators, log);
  BookEdits edits(book.file);
  for (const ClosedIndicator& each : closing.rows) edits.append_row(DefinitionKind::published, each.row);
  const RecalcReport report = choices.save.save(book.file, edits);
  if (choices.save.json()) {
    ordered_json closed = ordered_json::array();
    for (const ClosedIndicator& each : closing.rows)
      closed.push_back({{"indicator", each.reference}, {"shown", each.shown}, {"status", each.status}});
    std::cout << ordered_json{{"period", period},
                              {"closed", std::move(closed)},
                              {"closed_before", closing.already},
                              {"outstanding", to_json(outstanding)},
                              {"recalculated", report.to_json()}}
                     .dump(2)
              << '\n';
    return ExitCode::clean;
  }
  std::cout << period << " is closed: " << closing.rows.size()
            << (closing.rows.size() == 1 ? " indicator" : " indicators") << " published";
  if (!closing.already.empty()) std::cout << ", " << closing.already.size() << " were before";
  std::cout << '\n';
  for (const Outstanding& each : outstanding)
    std::cout << "  " << outstanding_text(each.kind) << ": " << each.reference
              << (each.what.empty() ? "" : " (" + each.what + ")") << '\n';
  print_saved(report);
  return ExitCode::clean;
}

}  // namespace

void declare_close(CLI::App& app, Action& action) {
  auto choices = std::make_shared<Choices>();
  CLI::App* command = app.add_subcommand(
      "close", "Put the period's figures and statuses on record, so that nothing changes them later");
  command->footer(
      "  outturn close board.xlsx --period 'Q2 2018/19' --in-place\n"
      "  outturn close board.xlsx --period 'Q2 2018/19' -o closed.xlsx --clock 2018-11-05");
  choices->save.declare(*command);
  command->add_option("--period", choices->period, "The period that is closed, which the workbook reports")
      ->required();
  command->callback([choices, &action] { action = [choices] { return run(*choices); }; });
}

}  // namespace outturn
