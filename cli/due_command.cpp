// `outturn due`: what the period's figures still lack, and whose work it is.
#include <algorithm>
#include <iostream>

#include "cli/command_line.h"
#include "cli/due_list.h"
#include "cli/logging.h"
#include "cli/save_choices.h"
#include "engine/indicators/spelling.h"

namespace outturn {
namespace {

using nlohmann::ordered_json;

struct Choices {
  std::string book;
  BookChoices choices;
  std::string owner;
  std::string format = "text";
};

struct Counts {
  int due = 0, reported = 0;
};

Counts counts_of(const IndicatorBook& book) {
  Counts counts;
  const YearCalendar calendar = book.definitions().settings.calendar;
  for (const StatusNode* node : book.status_nodes()) {
    if (!node->indicator().definition().is_due(*book.period(), calendar)) continue;
    ++counts.due;
    const StatusWord* status = node->result().counts;
    const bool awaited =
        status != nullptr && std::any_of(status->when.begin(), status->when.end(),
                                         [](const auto& when) { return when.standing == Standing::awaited; });
    if (!awaited) ++counts.reported;
  }
  return counts;
}

std::string counted(const std::vector<Outstanding>& outstanding, OutstandingKind kind) {
  const auto count = std::count_if(outstanding.begin(), outstanding.end(),
                                   [&](const Outstanding& each) { return each.kind == kind; });
  return count == 0 ? std::string()
                    : ", " + std::to_string(count) + " " + std::string(outstanding_text(kind));
}

ExitCode run(const Choices& choices) {
  BookChoices opened = choices.choices;
  opened.adopt = true;  // nothing is written, so nothing that somebody typed is replaced
  OpenBook book(choices.book, opened);
  const IndicatorBook& indicators = indicators_of(book);
  const std::string period = period_text(*indicators.period(), indicators.definitions().settings.calendar);
  std::vector<Outstanding> outstanding = find_outstanding(indicators, returns_log(book));
  const Counts counts = counts_of(indicators);
  if (!choices.owner.empty()) {
    std::vector<std::string> known;
    for (const Outstanding& each : outstanding)
      known.insert(known.end(), each.owners.begin(), each.owners.end());
    for (const IndicatorDefinition& each : indicators.definitions().indicators)
      known.insert(known.end(), each.owners.begin(), each.owners.end());
    for (const MeasureDefinition& each : indicators.definitions().measures)
      if (!each.owner.empty()) known.push_back(each.owner);
    const auto is_owner = [&](const std::string& name) { return same_name(name, choices.owner); };
    if (std::none_of(known.begin(), known.end(), is_owner))
      throw UsageError("--owner '" + choices.owner + "': nobody of that name owns a measure or an indicator" +
                       did_you_mean(choices.owner, known));
    std::erase_if(outstanding, [&](const Outstanding& each) {
      return std::none_of(each.owners.begin(), each.owners.end(), is_owner);
    });
    for (Outstanding& each : outstanding) each.owners = {choices.owner};
  }
  if (choices.format != "text") {
    std::cout << ordered_json{{"file", choices.book},
                              {"period", period},
                              {"due", counts.due},
                              {"reported", counts.reported},
                              {"outstanding", to_json(outstanding)}}
                     .dump(2)
              << '\n';
  } else {
    std::cout << period << ": " << counts.due << " due, " << counts.reported << " reported";
    for (const OutstandingKind kind :
         {OutstandingKind::awaited, OutstandingKind::provisional, OutstandingKind::no_commentary,
          OutstandingKind::no_plan, OutstandingKind::no_reason})
      std::cout << counted(outstanding, kind);
    std::cout << '\n' << to_text(outstanding);
  }
  return ExitCode::clean;
}

}  // namespace

void declare_due(CLI::App& app, Action& action) {
  auto choices = std::make_shared<Choices>();
  CLI::App* command =
      app.add_subcommand("due", "List what is due and awaited, provisional or without commentary, by owner");
  command->footer(
      "  outturn due board.xlsx                      one list an owner\n"
      "  outturn due board.xlsx --owner Housing --period 'Q3 2018/19'");
  command->add_option("BOOK", choices->book, "The workbook")->required();
  command->add_option("--owner", choices->owner, "Only what this owner of measures or indicators has to do");
  command->add_option("--format", choices->format, "text or json")->check(CLI::IsMember({"text", "json"}));
  choices->choices.declare(*command);
  command->callback([choices, &action] { action = [choices] { return run(*choices); }; });
}

}  // namespace outturn
