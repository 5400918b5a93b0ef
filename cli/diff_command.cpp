// `outturn diff`: what differs between two workbooks, or between two periods of one, and why each indicator
// moved.
#include <algorithm>
#include <iostream>

#include "cli/command_line.h"
#include "cli/diff_report.h"
#include "cli/logging.h"
#include "cli/open_book.h"
#include "engine/comparison/sheet_alignment.h"

namespace outturn {
namespace {

struct Choices {
  std::string before, after;
  std::string from, to;
  std::vector<std::string> only;
  std::size_t lines = 25;
  std::string format = "text";
  std::string definitions;
  CalculationChoices calculation;
};

std::unique_ptr<OpenBook> open(const Choices& choices, const std::string& file, const std::string& period) {
  BookChoices opened;
  opened.definitions = choices.definitions;
  opened.period = period;
  opened.calculation = choices.calculation;
  opened.adopt = true;  // nothing is written, so nothing that somebody typed is replaced
  auto book = std::make_unique<OpenBook>(file, opened);
  const std::vector<KeptCell> kept = book->recalculation->kept();
  const auto stale = std::count_if(kept.begin(), kept.end(), [](const KeptCell& each) { return each.stale; });
  if (stale > 0)
    log_warning(file + ": " + std::to_string(stale) +
                (stale == 1 ? " formula keeps a saved value that may be out of date"
                            : " formulas keep saved values that may be out of date") +
                "; `outturn recalc` names them");
  return book;
}

std::string period_of(const OpenBook& book) {
  if (book.indicators == nullptr || !book.indicators->period()) return {};
  return period_text(*book.indicators->period(), book.indicators->definitions().settings.calendar);
}

ComparedBook compared(const OpenBook& book) {
  ComparedBook out{book.file.workbook.get(), book.recalculation->owned_cells()};
  std::sort(out.owned.begin(), out.owned.end());
  return out;
}

ExitCode run(const Choices& choices) {
  const bool one_book = choices.after.empty();
  if (one_book && choices.from.empty())
    throw UsageError("name two workbooks, or two periods of one with --from and --to");
  Choices both = choices;
  // TODAY() is the same day in both.
  if (both.calculation.clock.empty()) both.calculation.clock = clock_text(local_seconds(choices.calculation));
  const std::string& later = one_book ? choices.before : choices.after;
  const std::unique_ptr<OpenBook> before = open(both, choices.before, choices.from);
  const std::unique_ptr<OpenBook> after = open(both, later, choices.to);

  DiffReport report;
  report.before = {choices.before, period_of(*before)};
  report.after = {later, period_of(*after)};
  if (one_book && report.before.period == report.after.period)
    throw UsageError("--from and --to are both " + report.before.period +
                     (choices.to.empty()
                          ? ", which is the workbook's own period; give another --from, or --to"
                          : "; give two different periods"));
  const auto wants = [&](const char* kind) {
    return choices.only.empty() ||
           std::find(choices.only.begin(), choices.only.end(), kind) != choices.only.end();
  };
  report.lines_shown = choices.lines;
  report.with_indicators =
      wants("indicators") && (before->indicators != nullptr || after->indicators != nullptr);
  report.with_formulas = !one_book && wants("formulas");
  report.with_cells = !one_book && wants("cells");
  if (one_book && !wants("indicators"))
    throw UsageError(
        "two periods of one workbook have the same cells and formulas; --only indicators, or leave it out");
  if (!choices.only.empty() && wants("indicators") && !report.with_indicators && choices.only.size() == 1)
    throw UsageError("--only indicators: neither workbook defines any");

  std::optional<BookAlignment> alignment;
  if (!one_book) {
    const ComparedBook a = compared(*before), b = compared(*after);
    alignment.emplace(a, b);
    if (report.with_formulas || report.with_cells) report.book = compare_cells(a, b, *alignment);
  }
  if (report.with_indicators) {
    // A workbook without definitions has none of the other's indicators.
    const auto book_of = [](const OpenBook& opened,
                            std::unique_ptr<IndicatorBook>& none) -> const IndicatorBook& {
      if (opened.indicators != nullptr) return *opened.indicators;
      none = std::make_unique<IndicatorBook>(*opened.file.workbook, std::vector<DefinitionTable>(),
                                             IndicatorOptions{});
      return *none;
    };
    std::unique_ptr<IndicatorBook> none_before, none_after;
    report.indicators = compare_indicators(book_of(*before, none_before), book_of(*after, none_after),
                                           alignment ? &*alignment : nullptr);
  }
  for (const std::string& note : report.book.notes) log_warning(note);
  if (choices.format == "text")
    std::cout << report.to_text();
  else
    std::cout << report.to_json().dump(choices.format == "json" ? 2 : -1) << '\n';
  return report.empty() ? ExitCode::clean : ExitCode::findings;
}

}  // namespace

void declare_diff(CLI::App& app, Action& action) {
  auto choices = std::make_shared<Choices>();
  CLI::App* command =
      app.add_subcommand("diff", "Show what differs between two workbooks or two periods, and why");
  command->footer(
      "  outturn diff june.xlsx september.xlsx                         statuses first, then formulas and "
      "inputs\n"
      "  outturn diff board.xlsx --from 'Q1 2018/19' --to 'Q2 2018/19'  two periods of one workbook\n"
      "  outturn diff old.xlsx new.xlsx --only formulas --lines 0      every formula that differs\n"
      "  outturn diff old.xlsx new.xlsx --format json\n"
      "Exit status: 0 no differences, 1 differences, 2 could not run.");
  command->add_option("OLD", choices->before, "The earlier workbook, or the only one")->required();
  command->add_option("NEW", choices->after, "The later workbook");
  command->add_option("--from", choices->from, "The period of the earlier side, such as 'Q1 2018/19'");
  command->add_option("--to", choices->to, "The period of the later side (default: the workbook's own)");
  command->add_option("--only", choices->only, "indicators, formulas or cells (several with commas)")
      ->delimiter(',')
      ->take_all()
      ->allow_extra_args(false)
      ->check(CLI::IsMember({"indicators", "formulas", "cells"}));
  command->add_option("--lines", choices->lines, "Lines shown of each kind in text (default 25; 0 for all)");
  command->add_option("--definitions", choices->definitions,
                      "Take the indicator definitions of both from this TOML file");
  command->add_option("--format", choices->format, "text, json or jsonl")
      ->check(CLI::IsMember({"text", "json", "jsonl"}));
  choices->calculation.declare(*command);
  command->callback([choices, &action] { action = [choices] { return run(*choices); }; });
}

}  // namespace outturn
