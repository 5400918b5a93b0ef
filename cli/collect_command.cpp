// `outturn collect`: fills the measures' cells from what the services send.
#include <algorithm>
#include <filesystem>
#include <iostream>

#include "cli/command_line.h"
#include "cli/due_list.h"
#include "cli/logging.h"
#include "cli/return_files.h"
#include "cli/save_choices.h"
#include "engine/reporting/collection.h"

namespace outturn {
namespace {

using nlohmann::ordered_json;
using Outcome = CollectedFigure::Outcome;

struct Choices {
  SaveChoices save;
  std::vector<std::string> returns;
  std::string replace = "none";
};

std::vector<NamedReturn> read_returns(const Choices& choices, const IndicatorBook& indicators) {
  const DefinitionSettings& settings = indicators.definitions().settings;
  std::vector<NamedReturn> returns;
  for (const std::string& path : choices.returns) {
    NamedReturn& named = returns.emplace_back();
    named.name = std::filesystem::path(path).filename().string();
    bool has_table = false;
    for (const ReturnSheet& sheet : read_return_file(path)) {
      ServiceReturn read = read_service_return(sheet.rows, settings.calendar, indicators.period());
      has_table = has_table || read.has_table;
      log_diagnostics("", read.findings);
      std::move(read.figures.begin(), read.figures.end(), std::back_inserter(named.figures));
    }
    if (!has_table)
      throw UsageError("'" + path +
                       "' holds no return: no row has the headings Measure, Period and Value, or Measure and "
                       "periods such as April 2018");
  }
  return returns;
}

ReplaceFilled replace_of(const std::string& word) {
  return word == "all"           ? ReplaceFilled::all
         : word == "provisional" ? ReplaceFilled::provisional
                                 : ReplaceFilled::none;
}

std::string name_of(const CollectedFigure& figure, YearCalendar calendar) {
  return figure.measure + (figure.service.empty() ? "" : ", " + figure.service) + ", " +
         period_text(figure.period, calendar);
}

std::string line_of(const CollectedFigure& figure, const Workbook& workbook, YearCalendar calendar) {
  const std::string cell = figure.cell ? workbook.describe(figure.cell->sheet, figure.cell->address) : "";
  std::string line = "  " + std::string(outcome_text(figure.outcome)) + ": " + name_of(figure, calendar);
  if (!cell.empty()) line += "  " + cell;
  switch (figure.outcome) {
    case Outcome::filled:
      return line + "  " + figure.given + (figure.provisional ? " (provisional)" : "");
    case Outcome::replaced:
      return line + "  " + figure.held + " → " + figure.given + (figure.provisional ? " (provisional)" : "") +
             (figure.what.empty() ? "" : "; " + figure.what);
    case Outcome::differs:
      return line + "  holds " + figure.held + ", " + figure.where + " gives " + figure.given +
             (figure.what.empty() ? "" : "; " + figure.what);
    default:
      return line + "  " + figure.where + (figure.what.empty() ? "" : ": " + figure.what);
  }
}

ordered_json to_json(const CollectedFigure& figure, const Workbook& workbook, YearCalendar calendar) {
  const auto word = [](const std::string& text) {
    return text.empty() ? ordered_json(nullptr) : ordered_json(text);
  };
  return {{"outcome", outcome_text(figure.outcome)},
          {"measure", figure.measure},
          {"service", word(figure.service)},
          {"period", period_text(figure.period, calendar)},
          {"cell", figure.cell ? ordered_json(workbook.describe(figure.cell->sheet, figure.cell->address))
                               : ordered_json(nullptr)},
          {"held", word(figure.held)},
          {"given", figure.given},
          {"provisional", figure.provisional},
          {"from", figure.from},
          {"where", figure.where},
          {"what", word(figure.what)}};
}

ExitCode run(const Choices& choices) {
  const std::filesystem::path target = choices.save.target();
  for (const std::string& path : choices.returns)
    if (is_same_file(path, target))
      throw UsageError("'" + target.string() +
                       "' is a service's return and would be saved over; name another file for the workbook");
  OpenBook book(choices.save.book, choices.save.book_choices());
  const IndicatorBook& indicators = indicators_of(book);
  const YearCalendar calendar = indicators.definitions().settings.calendar;
  const std::vector<NamedReturn> returns = read_returns(choices, indicators);
  const Collection collection = collect_returns(indicators, returns_log(book), returns,
                                                replace_of(choices.replace), day_serial(book.clock));
  const auto count = [&](Outcome outcome) {
    return std::count_if(collection.figures.begin(), collection.figures.end(),
                         [&](const CollectedFigure& each) { return each.outcome == outcome; });
  };
  BookEdits edits(book.file);
  for (const CellEdit& edit : collection.edits)
    edits.set(edit.cell.sheet, edit.cell.address, edit.value, edit.look);
  for (const DefinitionRow& row : collection.log) edits.append_row(DefinitionKind::returns, row);
  // Told by the names of the file as it was, before it is calculated again.
  std::string lines;
  ordered_json figures = ordered_json::array();
  for (const CollectedFigure& each : collection.figures) {
    if (choices.save.json())
      figures.push_back(to_json(each, *book.file.workbook, calendar));
    else if (each.outcome != Outcome::unchanged)
      lines += line_of(each, *book.file.workbook, calendar) + "\n";
  }
  const RecalcReport report = choices.save.save(book.file, edits);
  if (choices.save.json()) {
    std::cout << ordered_json{{"figures", std::move(figures)}, {"recalculated", report.to_json()}}.dump(2)
              << '\n';
    return ExitCode::clean;
  }
  std::cout << "collected from " << choices.returns.size()
            << (choices.returns.size() == 1 ? " return: " : " returns: ") << count(Outcome::filled)
            << " filled, " << count(Outcome::replaced) << " replaced, " << count(Outcome::unchanged)
            << " unchanged, " << count(Outcome::differs) << " differing and not replaced, "
            << count(Outcome::not_taken) + count(Outcome::nothing_given) << " not taken\n"
            << lines;
  print_saved(report);
  return ExitCode::clean;
}

}  // namespace

void declare_collect(CLI::App& app, Action& action) {
  auto choices = std::make_shared<Choices>();
  CLI::App* command =
      app.add_subcommand("collect", "Fill the measures' cells from the services' returns, workbooks or CSV");
  command->footer(
      "  outturn collect board.xlsx returns/housing.xlsx returns/calls.csv -o board-new.xlsx\n"
      "  outturn collect board.xlsx final.csv --replace provisional --in-place\n"
      "A return is a table with the headings Measure, Period, Value (Service, Provisional), or Measure and "
      "one\n"
      "column a period. A filled cell stays unless --replace says otherwise; all is on record on the sheet "
      "Returns log.");
  choices->save.declare(*command);
  command->add_option("RETURNS", choices->returns, "Workbooks and .csv files from the services")->required();
  command
      ->add_option("--replace", choices->replace,
                   "Filled cells that a return may replace: none (default), provisional (figures that an "
                   "earlier return called so) or all")
      ->check(CLI::IsMember({"none", "provisional", "all"}));
  command->callback([choices, &action] { action = [choices] { return run(*choices); }; });
}

}  // namespace outturn
