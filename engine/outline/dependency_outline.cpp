#include "engine/outline/dependency_outline.h"

#include <algorithm>
#include <map>
#include <set>

#include "engine/comparison/figure_words.h"
#include "engine/comparison/value_words.h"
#include "engine/indicators/spelling.h"
#include "engine/outline/outline_elements.h"

namespace outturn {
namespace {

using Kind = OutlineNode::Kind;

constexpr const char* kTooLarge = " are more than 20,000; name an indicator or a cell";

std::string counted(std::int64_t count, const std::string& thing) {
  return std::to_string(count) + " " + thing + (count == 1 ? "" : "s");
}

// How coarse the outline has to be.
enum class Grain { each, formulas_by_sheet, measures_too };

class Outline {
 public:
  Outline(const Workbook& workbook, const OutlineElements& elements)
      : workbook_(workbook), elements_(elements) {}

  // Everything.
  void include_all(bool all) {
    const auto count = static_cast<std::size_t>(elements_.count());
    if (all && count > kMostOutlined) throw OutlineTooLarge(std::to_string(count) + " nodes" + kTooLarge);
    for (ElementId id = 0; id < elements_.count(); ++id) included_.push_back(id);
  }

  // What can be reached from the start, in one direction or in both.
  void include_from(const std::vector<ElementId>& starts, bool precedents) {
    std::set<ElementId> seen(starts.begin(), starts.end());
    std::vector<ElementId> waiting = starts;
    for (std::size_t at = 0; at < waiting.size(); ++at) {
      const auto visit = [&](ElementId next) {
        if (!seen.insert(next).second) return;
        if (seen.size() > kMostOutlined)
          throw OutlineTooLarge("the nodes" + std::string(kTooLarge) + " nearer to its inputs");
        waiting.push_back(next);
      };
      if (precedents)
        elements_.visit_precedents(waiting[at], visit);
      else
        elements_.visit_dependents(waiting[at], visit);
    }
    seen.insert(included_.begin(), included_.end());
    included_.assign(seen.begin(), seen.end());
  }

  void set_focus(ElementId id) { focus_ = id; }
  // A constant, with the elements that read it.
  void add_input(const FormulaCell& cell, const std::vector<ElementId>& readers) {
    OutlineNode node;
    node.kind = Kind::input;
    node.title = workbook_.describe(cell.sheet, cell.address);
    node.lines.push_back(value_words(workbook_.sheet(cell.sheet).value(cell.address)));
    if (std::string label = cell_label(workbook_, cell); !label.empty())
      node.lines.push_back(std::move(label));
    node.is_focus = true;
    input_ = std::move(node);
    input_readers_ = readers;
  }

  DependencyOutline build(bool all) const {
    Grain grain = Grain::each;
    if (!all && included_.size() > kMostDrawn) {
      grain = Grain::formulas_by_sheet;
      if (count_at(grain) > kMostDrawn) grain = Grain::measures_too;
    }
    DependencyOutline out;
    std::map<Key, std::size_t> places;
    std::map<Key, std::vector<ElementId>> members;
    for (const ElementId id : included_) members[key_of(id, grain)].push_back(id);
    if (input_) out.nodes.push_back(*input_);
    std::int64_t formulas = 0, measures = 0, formula_sheets = 0, measure_sheets = 0;
    for (const auto& each : members) {
      places[each.first] = out.nodes.size();
      if (each.first.group == Group::formulas && grain != Grain::each) {
        ++formula_sheets;
        out.nodes.push_back(sheet_node(each.first.at, each.second, formulas));
      } else if (each.first.group == Group::measure_sheets) {
        ++measure_sheets;
        measures += static_cast<std::int64_t>(each.second.size());
        out.nodes.push_back(measures_node(each.first.at, each.second));
      } else {
        out.nodes.push_back(elements_.is_fill(each.second.front()) ? fill_node(each.second.front())
                                                                   : report_node(each.second.front()));
      }
      for (const ElementId id : each.second)
        out.nodes.back().is_focus = out.nodes.back().is_focus || id == focus_;
    }
    if (formula_sheets > 0)
      out.grouped = counted(formulas, "formula") + " in " + counted(formula_sheets, "sheet");
    if (measure_sheets > 0)
      out.grouped += (out.grouped.empty() ? "" : ", ") + counted(measures, "measure") + " in " +
                     counted(measure_sheets, "sheet");
    add_edges(out, places, grain);
    return out;
  }

 private:
  enum class Group { formulas, measure_sheets, reports };
  struct Key {
    Group group = Group::reports;
    std::int32_t at = 0;  // an element, or a sheet
    friend auto operator<=>(const Key&, const Key&) = default;
  };

  Key key_of(ElementId id, Grain grain) const {
    if (elements_.is_fill(id)) return {Group::formulas, grain == Grain::each ? id : workbook_.fill(id).sheet};
    const OutlineElements::Report& report = elements_.report(id);
    if (report.measure != nullptr && grain == Grain::measures_too && !report.reads.empty())
      return {Group::measure_sheets, report.reads.front().sheet};
    return {Group::reports, id};
  }

  std::size_t count_at(Grain grain) const {
    std::set<Key> keys;
    for (const ElementId id : included_) keys.insert(key_of(id, grain));
    return keys.size();
  }

  void add_edges(DependencyOutline& out, const std::map<Key, std::size_t>& places, Grain grain) const {
    std::set<OutlineEdge> edges;
    // Between two sheets one edge is enough, and there may be a million reads to say so.
    std::set<std::pair<SheetId, std::size_t>> known;
    for (const ElementId id : included_) {
      const std::size_t to = places.at(key_of(id, grain));
      const auto enter = [&](SheetId sheet) { return grain == Grain::each || !known.contains({sheet, to}); };
      elements_.visit_precedents(id, enter, [&](ElementId precedent) {
        const auto from = places.find(key_of(precedent, grain));
        if (from == places.end() || !std::binary_search(included_.begin(), included_.end(), precedent))
          return;
        if (from->second != to) edges.insert({from->second, to});
        // An area of the sheet may still hold what an indicator gave.
        if (elements_.is_fill(precedent) && !owns_cells(workbook_.fill(precedent).sheet))
          known.insert({workbook_.fill(precedent).sheet, to});
      });
    }
    for (const ElementId id : input_readers_) edges.insert({0, places.at(key_of(id, grain))});
    drop_detours(out, edges);
    out.edges.assign(edges.begin(), edges.end());
  }

  // A list looks at the measures of its indicators for earlier periods: that they go into it is shown by the
  // way over the indicator.
  static void drop_detours(const DependencyOutline& out, std::set<OutlineEdge>& edges) {
    const auto is_summary = [&](std::size_t at) {
      return out.nodes[at].kind == Kind::list || out.nodes[at].kind == Kind::roll_up;
    };
    std::vector<std::vector<std::size_t>> indicators_from(out.nodes.size());
    for (const OutlineEdge& edge : edges)
      if (out.nodes[edge.from].kind == Kind::measure && out.nodes[edge.to].kind == Kind::indicator)
        indicators_from[edge.from].push_back(edge.to);
    for (auto edge = edges.begin(); edge != edges.end();) {
      const std::vector<std::size_t>& ways = indicators_from[edge->from];
      const std::size_t to = edge->to;
      const bool detour = out.nodes[edge->from].kind == Kind::measure && is_summary(to) &&
                          std::any_of(ways.begin(), ways.end(), [&](std::size_t way) {
                            return edges.contains({way, to});
                          });
      edge = detour ? edges.erase(edge) : std::next(edge);
    }
  }

  bool owns_cells(SheetId sheet) const {
    if (owning_sheets_.empty()) {
      owning_sheets_.insert(-1);
      for (ElementId id = elements_.fill_count(); id < elements_.count(); ++id)
        for (const OwnedCell& cell : elements_.report(id).owns) owning_sheets_.insert(cell.sheet);
    }
    return owning_sheets_.contains(sheet);
  }

  OutlineNode fill_node(FillId id) const {
    const Fill& fill = workbook_.fill(id);
    OutlineNode node;
    node.title = workbook_.describe(single_area(fill.sheet, fill.range));
    if (const auto formula = workbook_.formula_text(fill.sheet, fill.range.first))
      node.lines.push_back(*formula);
    if (fill.range.is_single_cell()) {
      node.lines.push_back("= " + value_words(workbook_.sheet(fill.sheet).value(fill.range.first)));
    } else {
      node.lines.push_back(counted(fill.range.size(), "cell"));
    }
    if (std::string label = cell_label(workbook_, {fill.sheet, fill.range.first}); !label.empty())
      node.lines.push_back(std::move(label));
    return node;
  }

  OutlineNode sheet_node(SheetId sheet, const std::vector<ElementId>& fills, std::int64_t& formulas) const {
    std::int64_t cells = 0;
    for (const ElementId id : fills) {
      const Fill& fill = workbook_.fill(id);
      cells += fill.kind == FillKind::cells ? fill.range.size() : 1;
    }
    formulas += cells;
    OutlineNode node;
    node.kind = Kind::sheet;
    node.title = workbook_.sheet(sheet).name();
    node.lines.push_back(counted(cells, "formula"));
    if (static_cast<std::int64_t>(fills.size()) != cells)
      node.lines.push_back(counted(static_cast<std::int64_t>(fills.size()), "different fill"));
    return node;
  }

  OutlineNode measures_node(SheetId sheet, const std::vector<ElementId>& measures) const {
    OutlineNode node;
    node.kind = Kind::measure;
    node.title = counted(static_cast<std::int64_t>(measures.size()), "measure") + " of " +
                 workbook_.sheet(sheet).name();
    std::string names;
    constexpr std::size_t kNamed = 4;
    for (std::size_t at = 0; at < measures.size() && at < kNamed; ++at)
      names += (at > 0 ? ", " : "") + elements_.report(measures[at]).measure->definition().name;
    node.lines.push_back(names + (measures.size() > kNamed ? ", …" : ""));
    return node;
  }

  OutlineNode report_node(ElementId id) const {
    const OutlineElements::Report& report = elements_.report(id);
    OutlineNode node;
    if (report.measure != nullptr) {
      const MeasureDefinition& definition = report.measure->definition();
      node.kind = Kind::measure;
      node.title = definition.name;
      if (!definition.label.empty() && !same_name(definition.label, definition.name))
        node.lines.push_back(definition.label);
      node.lines.push_back(definition.cells.text);
    } else if (report.status != nullptr) {
      const IndicatorNode& indicator = report.status->indicator();
      const IndicatorDefinition& definition = indicator.definition();
      node.kind = Kind::indicator;
      node.title = definition.reference;
      node.lines.push_back(definition.title);
      node.lines.push_back(definition.expression.text());
      if (indicator.result().kind == IndicatorValue::Kind::number ||
          indicator.result().kind == IndicatorValue::Kind::text)
        node.lines.push_back(figure_words(indicator.result(), definition.unit));
      const StatusWord* word = report.status->result().counts;
      node.status = word == nullptr ? "no status" : word->word;
      if (word != nullptr) node.colour = word->fill;
    } else if (report.roll_up != nullptr) {
      node.kind = Kind::roll_up;
      node.title = report.roll_up->definition().name;
      node.lines.push_back("roll-up by " + report.roll_up->definition().by);
      if (report.roll_up->definition().counts_to.given())
        node.lines.push_back("to " + report.roll_up->definition().counts_to.text);
    } else {
      node.kind = Kind::list;
      node.title = report.list->definition().name;
      node.lines.push_back("list of " + report.list->definition().which_text);
      node.lines.push_back("to " + report.list->definition().cells.text);
    }
    return node;
  }

  const Workbook& workbook_;
  const OutlineElements& elements_;
  std::vector<ElementId> included_;  // ascending
  ElementId focus_ = -1;
  std::optional<OutlineNode> input_;
  std::vector<ElementId> input_readers_;
  mutable std::set<SheetId> owning_sheets_;
};

}  // namespace

std::optional<DependencyOutline> outline_dependencies(const Workbook& workbook, const IndicatorBook* book,
                                                      const OutlineChoices& choices) {
  const OutlineElements elements(workbook, book);
  Outline outline(workbook, elements);
  if (choices.what.empty()) {
    outline.include_all(choices.all);
    DependencyOutline out = outline.build(choices.all);
    out.subject = "the whole workbook";
    return out;
  }
  ElementId focus = elements.by_name(choices.what);
  std::string name = choices.what;
  if (focus < 0) {
    const std::optional<Area> place = workbook.find_place(choices.what);
    if (!place || !place->is_single_cell()) return std::nullopt;
    const FormulaCell cell{place->sheet, place->range.first};
    focus = elements.at(cell);
    name = workbook.describe(cell.sheet, cell.address);
    const bool bare = choices.what.find('!') == std::string::npos;
    const std::vector<std::string> known = outline_names(book);
    // CS2 is a cell, but in a workbook with an indicator CS-2 nobody asks for one that is empty.
    if (focus < 0 && bare && workbook.sheet(cell.sheet).tag(cell.address) == CellTag::blank &&
        !nearest_name(choices.what, known).empty())
      return std::nullopt;
    if (focus < 0) {
      std::vector<ElementId> readers;
      if (choices.dependents) elements.visit_readers(*place, [&](ElementId id) { readers.push_back(id); });
      std::sort(readers.begin(), readers.end());
      readers.erase(std::unique(readers.begin(), readers.end()), readers.end());
      if (!readers.empty()) outline.include_from(readers, false);
      outline.add_input(cell, readers);
    }
  }
  if (focus >= 0) {
    outline.set_focus(focus);
    outline.include_from({focus}, true);
    if (choices.dependents) outline.include_from({focus}, false);
  }
  DependencyOutline out = outline.build(choices.all);
  out.subject =
      name + (choices.dependents ? ", what it depends on and what depends on it" : " and what it depends on");
  return out;
}

std::vector<std::string> outline_names(const IndicatorBook* book) {
  std::vector<std::string> names;
  if (book == nullptr) return names;
  for (const StatusNode* status : book->status_nodes())
    names.push_back(status->indicator().definition().reference);
  for (const MeasureDefinition& measure : book->definitions().measures) names.push_back(measure.name);
  for (const RollUpNode* roll_up : book->roll_up_nodes()) names.push_back(roll_up->definition().name);
  for (const ListNode* list : book->lists()) names.push_back(list->definition().name);
  return names;
}

}  // namespace outturn
