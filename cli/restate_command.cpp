// `outturn restate`: a published figure replaced by what its cells give now, on record with the reason.
#include <iostream>

#include "cli/command_line.h"
#include "cli/due_list.h"
#include "cli/save_choices.h"
#include "engine/indicators/spelling.h"
#include "engine/reporting/closing.h"

namespace outturn {
namespace {

using nlohmann::ordered_json;

struct Choices {
  SaveChoices save;
  std::string reference, period, reason;
};

ExitCode run(const Choices& choices) {
  static_cast<void>(choices.save.target());
  if (trimmed(choices.reason).empty())
    throw UsageError("--reason is empty; say why the figure is restated, as it will be read out");
  OpenBook book(choices.save.book, choices.save.book_choices(choices.period));
  const IndicatorBook& indicators = indicators_of(book);
  const std::string period = period_text(*indicators.period(), indicators.definitions().settings.calendar);
  const StatusNode* node = indicators.find(choices.reference);
  if (node == nullptr) {
    std::vector<std::string> known;
    for (const StatusNode* each : indicators.status_nodes()) known.push_back(each->indicator().label());
    throw UsageError("there is no indicator '" + choices.reference + "' for " + period + " in " +
                     choices.save.book + did_you_mean(choices.reference, known));
  }
  const std::string& reference = node->indicator().label();
  const Restatement restatement =
      restate(indicators, returns_log(book), reference, choices.reason, day_serial(book.clock));
  if (!restatement.problem.empty()) throw UsageError(choices.save.book + ": " + restatement.problem);
  BookEdits edits(book.file);
  edits.append_row(DefinitionKind::published, restatement.row);
  const RecalcReport report = choices.save.save(book.file, edits);
  if (choices.save.json()) {
    std::cout << ordered_json{{"indicator", reference},    {"period", period},
                              {"old", restatement.before}, {"new", restatement.after},
                              {"reason", choices.reason},  {"recalculated", report.to_json()}}
                     .dump(2)
              << '\n';
    return ExitCode::clean;
  }
  std::cout << reference << " for " << period << " is restated: " << restatement.before << " → "
            << restatement.after << "  (" << choices.reason << ")\n";
  print_saved(report);
  return ExitCode::clean;
}

}  // namespace

void declare_restate(CLI::App& app, Action& action) {
  auto choices = std::make_shared<Choices>();
  CLI::App* command =
      app.add_subcommand("restate", "Replace a published figure by what its cells give now, with the reason");
  command->footer(
      "  outturn restate board.xlsx CS-2 --period 'Q1 2018/19' --reason 'June was counted twice' --in-place\n"
      "Correct the measure's cells first. The old figure stays on the sheet Published above the new one.");
  choices->save.declare(*command);
  command->add_option("INDICATOR", choices->reference, "The indicator's reference")->required();
  command->add_option("--period", choices->period, "The period whose figure is restated")->required();
  command->add_option("--reason", choices->reason, "Why, as it will be read")->required();
  command->callback([choices, &action] { action = [choices] { return run(*choices); }; });
}

}  // namespace outturn
