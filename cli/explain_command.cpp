// `outturn explain`: how a value or a status came about, on one screen.
#include <iostream>

#include "cli/command_line.h"
#include "cli/logging.h"
#include "cli/open_book.h"
#include "cli/output.h"
#include "engine/change_set.h"
#include "engine/indicators/explanation.h"
#include "engine/indicators/spelling.h"
#include "engine/reads.h"

namespace outturn {
namespace {

using nlohmann::ordered_json;

struct Choices {
  std::string book;
  std::string what;
  std::string format = "text";
  BookChoices choices;
};

// A range is shown by its values up to this many cells, otherwise by its size.
constexpr std::int64_t kCellsShown = 8;

void print_field(const std::string& name, const std::string& text) {
  if (!text.empty())
    std::cout << "  " << name << std::string(name.size() < 12 ? 12 - name.size() : 1, ' ') << text << '\n';
}

std::string listed(const std::vector<std::pair<std::string, std::string>>& pairs) {
  std::string text;
  for (const auto& each : pairs) text += (text.empty() ? "" : ", ") + each.first + " " + each.second;
  return text;
}

ordered_json to_object(const std::vector<std::pair<std::string, std::string>>& pairs) {
  ordered_json object = ordered_json::object();
  for (const auto& each : pairs) object[each.first] = each.second;
  return object;
}

void print_indicator(const Explanation& e) {
  std::cout << e.reference << "  " << e.title << "  (" << e.period << ")\n";
  print_field("expression", e.expression);
  for (const ExplainedInput& input : e.inputs) {
    std::string cells;
    for (const std::string& cell : input.cells) cells += (cells.empty() ? "" : ", ") + cell;
    print_field("", input.name + " = " + input.value + (input.period.empty() ? "" : "  " + input.period) +
                        (input.over_time.empty() ? "" : ", " + input.over_time) +
                        (input.source.empty() ? "" : "  " + input.source) +
                        (cells.empty() ? "" : "  [" + cells + "]"));
  }
  print_field("value", e.value + (e.shown.empty() || e.shown == e.value ? "" : ", shown as " + e.shown));
  print_field("coverage", e.coverage);
  print_field("target", (e.target.empty() && !e.aim.empty() ? "none" : e.target) +
                            (e.aim.empty() ? "" : ", " + e.aim) +
                            (e.tolerance.empty() ? "" : ", tolerance " + e.tolerance));
  print_field("from", e.target_source);
  for (const std::string& each : e.other_targets) print_field("", each);
  print_field("position", e.position);
  print_field("peers", e.peers);
  print_field("judged on", e.judged_on);
  print_field("status",
              e.status + (e.entered_status.empty() ? ""
                                                   : " (entered " + e.entered_status + ", the figures give " +
                                                         e.computed_status + ")"));
  print_field("reason", e.reason);
  print_field("rule", e.rule);
  print_field("gap", e.gap);
  for (const GapOption& option : e.options) print_field("", "→ " + option.words);
  for (const std::string& each : e.published)
    print_field(&each == e.published.data() ? "published" : "", each);
  print_field("grouped by", listed(e.memberships));
  print_field("cells", listed(e.cells));
  print_field("kept", e.kept);
}

ordered_json to_json(const Explanation& e) {
  ordered_json inputs = ordered_json::array();
  for (const ExplainedInput& input : e.inputs)
    inputs.push_back({{"name", input.name},
                      {"source", input.source},
                      {"period", input.period},
                      {"value", input.value},
                      {"unit", input.unit},
                      {"over_time", input.over_time},
                      {"cells", input.cells}});
  ordered_json options = ordered_json::array();
  for (const GapOption& option : e.options)
    options.push_back(
        {{"input", option.input}, {"change", number_to_json(option.change)}, {"words", option.words}});
  return {{"indicator", e.reference},
          {"title", e.title},
          {"period", e.period},
          {"expression", e.expression},
          {"unit", e.unit},
          {"inputs", inputs},
          {"value", e.value},
          {"shown", e.shown},
          {"coverage", e.coverage},
          {"target", e.target},
          {"target_source", e.target_source},
          {"targets", e.other_targets},
          {"position", e.position},
          {"peers", e.peers},
          {"judged_on", e.judged_on},
          {"tolerance", e.tolerance},
          {"aim", e.aim},
          {"words", e.scale},
          {"status", e.status},
          {"computed", e.computed_status},
          {"entered", e.entered_status},
          {"reason", e.reason},
          {"rule", e.rule},
          {"gap", e.gap},
          {"options", options},
          {"published", e.published},
          {"grouped_by", to_object(e.memberships)},
          {"cells", to_object(e.cells)},
          {"kept", e.kept}};
}

void print_roll_up(const RollUpExplanation& e) {
  std::cout << e.name << (e.by.empty() ? "" : ", by " + e.by) << ", percentages out of " << e.out_of
            << (e.period.empty() ? "" : ", in " + e.period) << '\n';
  if (!e.period.empty() && e.counts.empty()) std::cout << "  not known; recalc says why\n";
  const auto listed = [](const std::vector<std::string>& references) {
    std::string text;
    for (const std::string& reference : references) text += (text.empty() ? "" : ", ") + reference;
    return text;
  };
  for (const RollUpExplanation::Count& count : e.counts)
    std::cout << "  " << count.line << ", " << count.status_class << ": " << count.count << " of "
              << count.denominator << (count.printed.empty() ? "" : " (" + count.printed + ")")
              << (count.references.empty() ? "" : ": " + listed(count.references)) << '\n';
  if (!e.not_assigned.empty()) std::cout << "  in no line: " << listed(e.not_assigned) << '\n';
  if (!e.unclassed.empty()) std::cout << "  in no class: " << listed(e.unclassed) << '\n';
  print_field("kept", e.kept);
}

ordered_json to_json(const RollUpExplanation& e) {
  ordered_json counts = ordered_json::array();
  for (const RollUpExplanation::Count& count : e.counts)
    counts.push_back({{"line", count.line},
                      {"class", count.status_class},
                      {"count", count.count},
                      {"out_of", count.denominator},
                      {"printed", count.printed},
                      {"indicators", count.references}});
  return {{"roll_up", e.name},
          {"by", e.by},
          {"out_of", e.out_of},
          {"period", e.period.empty() ? ordered_json(nullptr) : ordered_json(e.period)},
          {"counts", std::move(counts)},
          {"not_assigned", e.not_assigned},
          {"unclassed", e.unclassed},
          {"kept", e.kept}};
}

// Every row of a list with why it stands there; of a cell, the row that it shows.
void print_list(const ListNode& list, std::optional<std::size_t> only, bool json) {
  ordered_json rows = ordered_json::array();
  ordered_json rules = ordered_json::object();
  if (!json) std::cout << list.definition().name << ", " << list.definition().which_text << '\n';
  for (const auto& [column, words] : list.rules()) {
    rules[column] = words;
    if (!json) print_field(column, words);
  }
  for (std::size_t at = 0; at < list.rows().size(); ++at) {
    const ListNode::Row& row = list.rows()[at];
    if (!row.entry || (only && *only != at)) continue;
    const ListEntry& entry = list.entries()[*row.entry];
    if (json) {
      rows.push_back({{"group", row.group},
                      {"reference", entry.reference},
                      {"title", entry.title},
                      {"why", list.why(entry)}});
    } else {
      std::cout << "  " << (row.group.empty() ? "" : row.group + ": ") << entry.reference << "  "
                << list.why(entry) << '\n';
    }
  }
  if (json) {
    std::cout << ordered_json{{"list", list.definition().name},
                              {"which", list.definition().which_text},
                              {"rules", std::move(rules)},
                              {"rows", std::move(rows)},
                              {"undecided", list.undecided()},
                              {"rows_without_room", list.rows_without_room()}}
                     .dump(2)
              << '\n';
    return;
  }
  std::string undecided;
  for (const std::string& each : list.undecided()) undecided += (undecided.empty() ? "" : ", ") + each;
  print_field("undecided", undecided);
}

// Whether WHAT is a list's name or one of its cells.
bool explain_list(const IndicatorBook& book, const std::string& what, const std::optional<Area>& place,
                  bool json) {
  for (const ListNode* list : book.lists()) {
    if (same_name(list->definition().name, what)) {
      print_list(*list, std::nullopt, json);
      return true;
    }
    if (!place || !place->is_single_cell()) continue;
    if (const auto row = list->row_of({place->sheet, place->range.first})) {
      print_list(*list, list->definition().cells.text.find(':') == std::string::npos ? std::nullopt : row,
                 json);
      return true;
    }
  }
  return false;
}

std::string values_text(const Workbook& workbook, const Area& area) {
  if (area.range.size() > kCellsShown || area.is_three_dimensional())
    return std::to_string(area.range.rows()) + " × " + std::to_string(area.range.columns()) + " cells";
  std::string text;
  for (std::int32_t row = area.range.first.row; row <= area.range.last.row; ++row)
    for (std::int32_t column = area.range.first.column; column <= area.range.last.column; ++column)
      text += (text.empty() ? "" : ", ") + value_to_line(workbook.sheet(area.sheet).value({row, column}));
  return text;
}

ExitCode explain_cell(const OpenBook& book, const Area& place, bool json) {
  const Workbook& workbook = *book.file.workbook;
  const Sheet& sheet = workbook.sheet(place.sheet);
  const CellAddress cell = place.range.first;
  const auto formula = workbook.formula_text(place.sheet, cell);
  std::vector<Area> precedents;
  std::string kept;
  if (const FillId id = sheet.fill_at(cell); id >= 0) {
    if (const Program* program = workbook.formula(workbook.fill(id).formula).program.get())
      for (const ProgramReference& reference : references_of(workbook, *program))
        precedents.push_back(reference.to_area({place.sheet, cell}));
    for (const KeptCell& each : book.recalculation->kept())
      if (each.sheet == place.sheet && each.cell == cell) kept = (each.stale ? "stale: " : "") + each.reason;
  }
  if (json) {
    ordered_json reads = ordered_json::array();
    for (const Area& area : precedents) {
      ordered_json read = {{"range", workbook.describe(area)}};
      if (area.is_single_cell())
        read["value"] = value_to_json(workbook.sheet(area.sheet).value(area.range.first));
      reads.push_back(std::move(read));
    }
    std::cout << ordered_json{{"cell", workbook.describe(place.sheet, cell)},
                              {"formula", formula ? ordered_json(*formula) : ordered_json(nullptr)},
                              {"value", value_to_json(sheet.value(cell))},
                              {"saved",
                               formula ? value_to_json(sheet.saved_value(cell)) : ordered_json(nullptr)},
                              {"precedents", std::move(reads)},
                              {"kept", kept}}
                     .dump(2)
              << '\n';
    return ExitCode::clean;
  }
  std::cout << workbook.describe(place.sheet, cell) << "  " << value_to_line(sheet.value(cell)) << '\n';
  print_field("formula", formula.value_or(sheet.value(cell).is_blank() ? "(nothing)" : "(a constant)"));
  if (formula && is_changed(sheet.saved_value(cell), sheet.value(cell)))
    print_field("saved value", value_to_line(sheet.saved_value(cell)));
  for (const Area& area : precedents)
    print_field("reads", workbook.describe(area) + " = " + values_text(workbook, area));
  print_field("kept", kept);
  return ExitCode::clean;
}

ExitCode run(const Choices& choices) {
  BookChoices opened = choices.choices;
  opened.adopt = true;  // nothing is written, so nothing that somebody typed is replaced
  const OpenBook book(choices.book, opened);
  const bool json = choices.format != "text";
  std::string reference = choices.what;
  const auto place = book.file.workbook->find_place(choices.what);
  if (book.indicators != nullptr && place && place->is_single_cell()) {
    const std::string owner = book.indicators->reference_at({place->sheet, place->range.first});
    if (!owner.empty()) reference = owner;
  }
  if (book.indicators != nullptr) {
    if (const auto explanation = explain(*book.indicators, reference)) {
      if (json)
        std::cout << to_json(*explanation).dump(2) << '\n';
      else
        print_indicator(*explanation);
      return ExitCode::clean;
    }
  }
  std::vector<std::string> known;
  if (book.indicators != nullptr)
    for (const IndicatorResult& result : book.indicators->results())
      known.push_back(result.definition->reference);
  // CS2 is a cell, but in a workbook with an indicator CS-2 nobody asks for one that is empty.
  const bool misspelt = place && choices.what.find('!') == std::string::npos &&
                        !nearest_name(choices.what, known).empty() &&
                        book.file.workbook->sheet(place->sheet).tag(place->range.first) == CellTag::blank &&
                        !book.file.workbook->formula_text(place->sheet, place->range.first);
  if (book.indicators != nullptr) {
    const auto roll_up =
        place && place->is_single_cell()
            ? explain_roll_up(*book.indicators, FormulaCell{place->sheet, place->range.first})
            : explain_roll_up(*book.indicators, std::string_view(choices.what));
    if (roll_up) {
      if (json)
        std::cout << to_json(*roll_up).dump(2) << '\n';
      else
        print_roll_up(*roll_up);
      return ExitCode::clean;
    }
  }
  if (book.indicators != nullptr && explain_list(*book.indicators, choices.what, place, json))
    return ExitCode::clean;
  if (place && place->is_single_cell() && !misspelt) return explain_cell(book, *place, json);
  throw UsageError("there is no cell or indicator '" + choices.what + "' in " + choices.book +
                   did_you_mean(choices.what, known) + "; write Sheet!C5 or an indicator's reference");
}

}  // namespace

void declare_explain(CLI::App& app, Action& action) {
  auto choices = std::make_shared<Choices>();
  CLI::App* command = app.add_subcommand("explain", "Show how a value or a status came about");
  command->footer(
      "  outturn explain board.xlsx CS-2            expression, inputs, rule that fired, gap to green\n"
      "  outturn explain board.xlsx 'Board!D21'     formula, what it reads, saved value");
  command->add_option("BOOK", choices->book, "The workbook")->required();
  command->add_option("WHAT", choices->what, "A cell, or an indicator's reference")->required();
  command->add_option("--format", choices->format, "text or json")
      ->check(CLI::IsMember({"text", "json", "jsonl"}));
  choices->choices.declare(*command);
  command->callback([choices, &action] { action = [choices] { return run(*choices); }; });
}

}  // namespace outturn
