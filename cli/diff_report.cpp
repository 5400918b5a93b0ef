#include "cli/diff_report.h"

#include <algorithm>

#include "engine/comparison/difference_sentence.h"
#include "engine/comparison/value_words.h"

namespace outturn {
namespace {

using nlohmann::ordered_json;

std::string counted(std::size_t count, const std::string& thing) {
  return std::to_string(count) + " " + thing + (count == 1 ? "" : "s");
}

// As a formula writes it.
std::string place(const std::string& sheet, const std::string& cells) {
  const bool plain = !sheet.empty() && std::all_of(sheet.begin(), sheet.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  });
  std::string quoted;
  for (const char c : sheet) quoted += c == '\'' ? "''" : std::string(1, c);
  return (plain ? sheet : "'" + quoted + "'") + "!" + cells;
}

std::string was_at(const std::string& before) { return before.empty() ? "" : " (was " + before + ")"; }
std::string named(const std::string& label) { return label.empty() ? "" : "  " + label; }

class TextLines {
 public:
  explicit TextLines(std::size_t shown) : shown_(shown) {}

  // `count` may be more than the list holds.
  template <typename List, typename Line>
  void add(const std::string& heading, const List& list, std::size_t count, Line line) {
    if (count == 0) return;
    text += heading + "\n";
    const std::size_t shown = shown_ == 0 ? list.size() : std::min(shown_, list.size());
    for (std::size_t at = 0; at < shown; ++at) text += "  " + line(list[at]) + "\n";
    if (count > shown) text += "  … and " + std::to_string(count - shown) + " more (--lines 0 lists all)\n";
  }

  std::string text;

 private:
  std::size_t shown_;
};

std::string line_of(const SheetDifference& sheet) {
  switch (sheet.kind) {
    case SheetDifference::Kind::renamed:
      return "sheet \"" + sheet.before + "\" is \"" + sheet.name + "\" now";
    case SheetDifference::Kind::added:
      return "sheet \"" + sheet.name + "\" added, " + counted(static_cast<std::size_t>(sheet.cells), "cell");
    default:
      return "sheet \"" + sheet.name + "\" removed, " +
             counted(static_cast<std::size_t>(sheet.cells), "cell");
  }
}

std::string line_of(const LineDifference& line) {
  const bool several = line.lines.find(':') != std::string::npos;
  return place(line.sheet, line.lines) + "  " + (line.columns ? "column" : "row") + (several ? "s" : "") +
         (line.added ? " inserted" : " removed") + (line.what.empty() ? "" : ": " + line.what) + ", " +
         counted(static_cast<std::size_t>(line.cells), "cell");
}

std::string line_of(const FormulaDifference& formula) {
  return place(formula.sheet, formula.cells) + was_at(formula.cells_before) + named(formula.label) + "  " +
         formula.before + " → " + formula.after +
         (formula.count > 1 ? "  (" + std::to_string(formula.count) + " cells)" : "");
}

std::string line_of(const NameDifference& name) {
  return "name " + name.name + "  " + (name.before.empty() ? "(none)" : name.before) + " → " +
         (name.after.empty() ? "(none)" : name.after);
}

std::string line_of(const CellDifference& cell) {
  return place(cell.sheet, cell.cell) + was_at(cell.cell_before) + named(cell.label) + "  " +
         value_words(cell.before) + " → " + value_words(cell.after);
}

std::string indicator_heading(const std::vector<IndicatorDifference>& list) {
  const auto count = [&](auto is) {
    return static_cast<std::size_t>(std::count_if(list.begin(), list.end(), is));
  };
  const auto is = [](IndicatorDifference::Kind kind) {
    return [kind](const IndicatorDifference& d) { return d.kind == kind; };
  };
  struct Count {
    std::size_t count;
    const char* one;
    const char* many;
  };
  const Count counts[] = {
      {count([](const IndicatorDifference& d) { return d.status_moved(); }), "status", "statuses"},
      {count([](const IndicatorDifference& d) { return d.figure_moved; }), "figure", "figures"},
      {count([](const IndicatorDifference& d) { return !d.rules.empty(); }), "target or tolerance",
       "targets or tolerances"},
      {count([](const IndicatorDifference& d) { return !d.definition.empty(); }), "definition",
       "definitions"},
      {count(is(IndicatorDifference::Kind::added)), "new", "new"},
      {count(is(IndicatorDifference::Kind::removed)), "gone", "gone"},
  };
  std::string text;
  for (const Count& each : counts)
    if (each.count > 0)
      text += (text.empty() ? "" : ", ") + std::to_string(each.count) + " " +
              (each.count == 1 ? each.one : each.many);
  return "indicators: " + std::to_string(list.size()) + (list.size() == 1 ? " differs" : " differ") +
         (text.empty() ? "" : " (" + text + ")");
}

ordered_json word(const std::string& text) {
  return text.empty() ? ordered_json(nullptr) : ordered_json(text);
}

ordered_json number(const IndicatorValue& value) {
  return value.kind == IndicatorValue::Kind::number ? number_to_json(value.number) : ordered_json(nullptr);
}

ordered_json number(const SeriesValue& value) {
  return value.is_number() ? number_to_json(value.number) : ordered_json(nullptr);
}

ordered_json number(const std::optional<double>& value) {
  return value ? number_to_json(*value) : ordered_json(nullptr);
}

std::string side_name(InputChange::Side side) {
  switch (side) {
    case InputChange::Side::numerator:
      return "numerator";
    case InputChange::Side::denominator:
      return "denominator";
    case InputChange::Side::both:
      return "both";
    default:
      return "measure";
  }
}

ordered_json to_json(const IndicatorDifference& d) {
  ordered_json inputs = ordered_json::array(), alone = ordered_json::array();
  for (const InputChange& input : d.change.inputs)
    inputs.push_back({{"name", input.name},
                      {"label", input.source},
                      {"side", side_name(input.side)},
                      {"old", number(input.before)},
                      {"new", number(input.after)},
                      {"differs", input.differs()}});
  for (const Substitution& each : d.change.alone)
    alone.push_back({{"what", each.what}, {"value", number(each.figure)}});
  ordered_json definition = ordered_json::array(), rules = ordered_json::array(),
               services = ordered_json::array();
  for (const DefinitionDifference& each : d.definition)
    definition.push_back(
        {{"what", each.what}, {"old", word(each.before)}, {"new", word(each.after)}, {"where", each.where}});
  for (const RuleDifference& rule : d.rules)
    rules.push_back({{"what", rule.what},
                     {"old", word(rule.before)},
                     {"new", word(rule.after)},
                     {"by_period", rule.by_period}});
  for (const PartDifference& each : d.services)
    services.push_back({{"service", each.what}, {"old", each.before}, {"new", each.after}});
  const auto side = [&](const IndicatorSide& from, bool there) -> ordered_json {
    if (!there) return nullptr;
    return {{"period", from.period},
            {"status", word(from.status)},
            {"computed", word(from.computed)},
            {"entered", word(from.entered)},
            {"published", from.published},
            {"value", number(from.value)},
            {"text", from.figure},
            {"target", from.target},
            {"tolerance", from.tolerance},
            {"coverage", word(from.coverage)}};
  };
  ordered_json json = {{"indicator", d.reference},
                       {"title", d.title},
                       {"kind", d.kind == IndicatorDifference::Kind::added     ? "added"
                                : d.kind == IndicatorDifference::Kind::removed ? "removed"
                                                                               : "changed"},
                       {"causes", d.causes()},
                       {"unit", d.unit.word},
                       {"old", side(d.before, d.kind != IndicatorDifference::Kind::added)},
                       {"new", side(d.after, d.kind != IndicatorDifference::Kind::removed)},
                       {"compared", d.is_compared()},
                       {"inputs", std::move(inputs)},
                       {"alone", std::move(alone)},
                       {"joint", number(d.change.joint)},
                       {"definition", std::move(definition)},
                       {"rules", std::move(rules)}};
  json["if_alone"] = d.if_alone ? ordered_json{{"new_figure_old_rule", word(d.if_alone->new_figure_old_rule)},
                                               {"old_figure_new_rule", word(d.if_alone->old_figure_new_rule)}}
                                : ordered_json(nullptr);
  json["services"] = std::move(services);
  json["sentence"] = difference_sentence(d);
  return json;
}

ordered_json to_json(const Differences<CellDifference>& cells) {
  ordered_json list = ordered_json::array();
  for (const CellDifference& cell : cells.list)
    list.push_back({{"sheet", cell.sheet},
                    {"cell", cell.cell},
                    {"old_cell", cell.cell_before.empty() ? cell.cell : cell.cell_before},
                    {"label", cell.label},
                    {"old", value_to_json(cell.before)},
                    {"new", value_to_json(cell.after)}});
  return list;
}

}  // namespace

bool DiffReport::empty() const noexcept {
  if (with_indicators && !indicators.empty()) return false;
  if (with_formulas && (book.formulas.count > 0 || !book.names.empty())) return false;
  return !with_cells ||
         (book.sheets.empty() && book.lines.empty() && book.inputs.count == 0 && book.results.count == 0);
}

std::string DiffReport::to_text() const {
  TextLines lines(lines_shown);
  const bool periods = !before.period.empty() || !after.period.empty();
  lines.text = before.file + (after.file == before.file ? "" : " → " + after.file);
  if (periods)
    lines.text += ": " + (before.period.empty() ? "no indicators" : before.period) + " → " +
                  (after.period.empty() ? "no indicators" : after.period);
  lines.text += "\n";
  if (empty()) return lines.text + "no differences\n";
  if (with_indicators)
    lines.add(indicator_heading(indicators), indicators, indicators.size(),
              [](const IndicatorDifference& each) { return difference_sentence(each); });
  const auto line = [](const auto& each) { return line_of(each); };
  if (with_formulas) {
    lines.add("formulas: " + counted(book.formulas.count, "difference"), book.formulas.list,
              book.formulas.count, line);
    lines.add("names: " + counted(book.names.size(), "difference"), book.names, book.names.size(), line);
  }
  if (with_cells) {
    lines.add("inputs: " + counted(book.inputs.count, "cell"), book.inputs.list, book.inputs.count, line);
    lines.add("rows and columns: " + counted(book.lines.size(), "difference"), book.lines, book.lines.size(),
              line);
    lines.add("sheets: " + counted(book.sheets.size(), "difference"), book.sheets, book.sheets.size(), line);
    lines.add("results that follow: " + counted(book.results.count, "cell"), book.results.list,
              book.results.count, line);
  }
  return lines.text;
}

ordered_json DiffReport::to_json() const {
  const auto side = [](const Side& from) -> ordered_json {
    return {{"file", from.file}, {"period", word(from.period)}};
  };
  ordered_json json = {{"old", side(before)}, {"new", side(after)}, {"same", empty()}};
  if (with_indicators) {
    ordered_json& list = json["indicators"] = ordered_json::array();
    for (const IndicatorDifference& each : indicators) list.push_back(outturn::to_json(each));
  }
  if (with_formulas) {
    ordered_json& list = json["formulas"] = ordered_json::array();
    for (const FormulaDifference& each : book.formulas.list)
      list.push_back({{"sheet", each.sheet},
                      {"cells", each.cells},
                      {"old_cells", each.cells_before.empty() ? each.cells : each.cells_before},
                      {"label", each.label},
                      {"old", each.before},
                      {"new", each.after},
                      {"count", each.count}});
    ordered_json& names = json["names"] = ordered_json::array();
    for (const NameDifference& each : book.names)
      names.push_back({{"name", each.name}, {"old", word(each.before)}, {"new", word(each.after)}});
  }
  if (with_cells) {
    json["inputs"] = outturn::to_json(book.inputs);
    ordered_json& lines = json["lines"] = ordered_json::array();
    for (const LineDifference& each : book.lines)
      lines.push_back({{"sheet", each.sheet},
                       {"kind", each.columns ? "column" : "row"},
                       {"change", each.added ? "inserted" : "removed"},
                       {"lines", each.lines},
                       {"label", each.what},
                       {"cells", each.cells}});
    ordered_json& sheets = json["sheets"] = ordered_json::array();
    for (const SheetDifference& each : book.sheets)
      sheets.push_back({{"sheet", each.name},
                        {"change", each.kind == SheetDifference::Kind::added     ? "added"
                                   : each.kind == SheetDifference::Kind::removed ? "removed"
                                                                                 : "renamed"},
                        {"old", word(each.before)},
                        {"cells", each.cells}});
    json["results"] = outturn::to_json(book.results);
  }
  // Beyond the most that is listed of one kind.
  json["left_out"] = (with_formulas ? book.formulas.count - book.formulas.list.size() : 0) +
                     (with_cells ? book.inputs.count - book.inputs.list.size() + book.results.count -
                                       book.results.list.size()
                                 : 0);
  json["notes"] = book.notes;
  return json;
}

}  // namespace outturn
