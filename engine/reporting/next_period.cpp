#include "engine/reporting/next_period.h"

#include <algorithm>
#include <map>
#include <set>

#include "engine/indicators/spelling.h"
#include "engine/reporting/heading_text.h"

namespace outturn {
namespace {

class Move {
 public:
  Move(const IndicatorBook& book, int months)
      : book_(book), workbook_(book.workbook()), definitions_(book.definitions()) {
    move_.from = *book.period();
    move_.to = {move_.from.first + months, move_.from.months};
  }

  NextPeriod take() { return std::move(move_); }

  [[nodiscard]] std::string text(const Period& period) const {
    return period_text(period, definitions_.settings.calendar);
  }

  void set_period() {
    const std::string& where = definitions_.settings.period_where;
    const std::optional<Area> place = workbook_.find_place(where);
    if (!place || !place->is_single_cell()) {
      move_.problem = "the setting Period stands in no cell of the workbook";
      return;
    }
    edit({place->sheet, place->range.first}, text(move_.to));
  }

  // Entered statuses, reasons, commentary and plans: they are the old period's.
  void empty_words() {
    for (const StatusNode* node : book_.status_nodes()) {
      std::vector<Diagnostic> told_elsewhere;
      const IndicatorNotes notes = bind_notes(workbook_, node->indicator().definition(), told_elsewhere);
      for (const std::optional<FormulaCell>& cell :
           {node->entered_cell(), node->reason_cell(), notes.commentary, notes.plan_cell}) {
        if (!cell || workbook_.sheet(cell->sheet).value(cell->address).is_blank()) continue;
        if (holds_formula(workbook_, *cell)) {
          leave(*cell, "holds a formula and is not emptied for " + text(move_.to));
          continue;
        }
        if (edit(*cell, Value())) move_.emptied.push_back(place(*cell));
      }
    }
  }

  void list_changes() {
    for (const IndicatorDefinition& each : definitions_.indicators) {
      const bool was = each.active.holds(move_.from), will = each.active.holds(move_.to);
      if (was == will) continue;
      const IndicatorDefinition* other =
          definitions_.find_indicator(each.reference, was ? move_.to : move_.from);
      const std::string name = each.reference + " " + each.title;
      if (will)
        move_.begins.push_back(name +
                               (other != nullptr ? " (a new definition of " + each.reference + ")" : ""));
      else if (other == nullptr)
        move_.ends.push_back(name);
    }
    for (const StatusNode* node : book_.status_nodes()) {
      const IndicatorDefinition* next =
          definitions_.find_indicator(node->indicator().definition().reference, move_.to);
      if (next != nullptr) list_target(node->indicator().definition(), *next);
    }
    for (const IndicatorDefinition& each : definitions_.indicators)
      if (!each.active.holds(move_.from) && each.active.holds(move_.to) && each.active.from)
        list_new_target(each);
  }

  void list_measures_without_cells() {
    constexpr std::size_t kNamed = 5;
    std::string names, first;
    std::size_t count = 0;
    for (const MeasureNode* node : book_.measure_nodes()) {
      if (!node->definition().active.holds(move_.to)) continue;
      const std::vector<MeasurePlace> places = node->places();
      if (std::any_of(places.begin(), places.end(), [&](const MeasurePlace& each) {
            return each.period.contains(move_.to) || move_.to.contains(each.period);
          }))
        continue;
      if (count == 0) first = node->definition().where;
      if (count++ < kNamed) names += (names.empty() ? "" : ", ") + node->definition().name;
    }
    if (count == 0) return;
    if (count > kNamed) names += " and " + std::to_string(count - kNamed) + " more";
    move_.left.push_back({Severity::warning, first,
                          (count == 1 ? "the measure has" : "these measures have") +
                              std::string(" no cell for ") + text(move_.to) + ": " + names + "; give " +
                              (count == 1 ? "it one" : "them theirs") + " before the figures are due"});
  }

  // Every measure's headings a year later, and its figures where their new periods stand.
  void move_measures() {
    std::map<std::pair<SheetId, CellAddress>, std::optional<Value>> headings;
    std::set<std::string> wordings;
    for (const MeasureNode* node : book_.measure_nodes()) {
      const std::vector<MeasurePlace> places = node->places();
      const auto before = [&](const Period& period, const std::string& service) -> Value {
        for (const MeasurePlace& each : places)
          if (each.period == period && each.service == service)
            return in_1900_system(workbook_.sheet(each.cell.sheet).value(each.cell.address),
                                  look_of(workbook_, each.cell), workbook_);
        return {};
      };
      for (const MeasurePlace& each : places) {
        if (each.heading && !move_heading(*each.heading, headings)) continue;
        if (!each.heading && wordings.insert(node->definition().periods.where).second &&
            !move_wording(node->definition().periods))
          continue;
        const Value& held = workbook_.sheet(each.cell.sheet).value(each.cell.address);
        const Value value = before(shifted(each.period, 12), each.service);
        if (held.is_blank() && value.is_blank()) continue;
        if (holds_formula(workbook_, each.cell)) continue;
        edit(each.cell, value, look_of(workbook_, each.cell));
      }
    }
    for (const StatusNode* node : book_.status_nodes()) move_value_periods(node->indicator(), headings);
    tell_figures_left(headings);
  }

 private:
  [[nodiscard]] std::string place(const FormulaCell& cell) const {
    return workbook_.describe(cell.sheet, cell.address);
  }
  void leave(const FormulaCell& cell, std::string what) {
    move_.left.push_back({Severity::warning, place(cell), std::move(what)});
  }
  // Whether the cell is edited for the first time.
  bool edit(const FormulaCell& cell, const Value& value, NumberLook look = NumberLook::plain) {
    if (!edited_.insert({cell.sheet, cell.address}).second) return false;
    move_.edits.push_back({cell, value, look});
    return true;
  }

  std::string target_text(const IndicatorDefinition& indicator, const Period& period) const {
    const PeriodTarget target = target_for(indicator, definitions_, period);
    if (!target.target.shown.empty()) return target.target.shown;
    return target.target.kind == Target::Kind::baseline ? "baseline" : "no target";
  }

  void list_target(const IndicatorDefinition& now, const IndicatorDefinition& next) {
    const std::string before = target_text(now, move_.from), after = target_text(next, move_.to);
    if (before != after)
      move_.targets.push_back(next.reference + ": " + before + " until now, " + after + " from " +
                              text(move_.to));
  }
  void list_new_target(const IndicatorDefinition& next) {
    if (definitions_.find_indicator(next.reference, move_.from) != nullptr) return;
    move_.targets.push_back(next.reference + ": " + target_text(next, move_.to) + " from " + text(move_.to));
  }

  // Whether it names the period a year later now, or did so without a change.
  bool move_heading(const FormulaCell& cell,
                    std::map<std::pair<SheetId, CellAddress>, std::optional<Value>>& known) {
    const auto [found, is_new] = known.emplace(std::pair(cell.sheet, cell.address), std::nullopt);
    if (!is_new) return found->second.has_value();
    const NumberLook look = look_of(workbook_, cell);
    const Value held = workbook_.sheet(cell.sheet).value(cell.address);
    const std::optional<Value> later =
        year_later(in_1900_system(held, look, workbook_), look, definitions_.settings.calendar,
                   definitions_.settings.period);
    if (holds_formula(workbook_, cell)) {
      leave(cell, "the heading is a formula; see that it names the year of " + text(move_.to));
      found->second = held;
      return true;
    }
    if (!later) {
      leave(cell,
            "the heading is not moved on by a year, and neither are the figures under it; write it by hand");
      return false;
    }
    edit(cell, *later, look);
    found->second = later;
    return true;
  }

  // Periods in words on the sheet Measures, of each block; the addresses among them stay.
  bool move_wording(const PlaceText& periods) {
    const std::optional<Area> place = workbook_.find_place(periods.where);
    std::string later;
    bool moved = false;
    for (const std::string& part : split_list(periods.text)) {
      std::string text = part;
      if (const auto next =
              year_later(part, NumberLook::plain, definitions_.settings.calendar, std::nullopt)) {
        text = std::string(next->text());
        moved = true;
      }
      later += (later.empty() ? "" : "; ") + text;
    }
    if (!moved || !place || !place->is_single_cell()) {
      move_.left.push_back({Severity::warning, periods.where,
                            "\"" + periods.text + "\" is not moved on by a year; write it by hand"});
      return false;
    }
    edit({place->sheet, place->range.first}, later);
    return true;
  }

  // Figures that no measure names stay where they are, under headings of another year now.
  void tell_figures_left(const std::map<std::pair<SheetId, CellAddress>, std::optional<Value>>& headings) {
    std::map<std::pair<SheetId, std::int32_t>, int> in_row, in_column;
    for (const auto& [at, moved] : headings) {
      if (!moved) continue;
      ++in_row[{at.first, at.second.row}];
      ++in_column[{at.first, at.second.column}];
    }
    std::optional<FormulaCell> first;
    std::size_t count = 0;
    for (const auto& [at, moved] : headings) {
      if (!moved) continue;
      const auto& [sheet, heading] = at;
      const bool down = in_row[{sheet, heading.row}] >= in_column[{sheet, heading.column}];
      const std::optional<RangeAddress> used = workbook_.sheet(sheet).used_range();
      if (!used) continue;
      for (CellAddress cell = heading;;) {
        (down ? cell.row : cell.column) += 1;
        // As far as the next headings, or words.
        if (cell.row > used->last.row || cell.column > used->last.column || headings.contains({sheet, cell}))
          break;
        const Value held = workbook_.sheet(sheet).value(cell);
        if (held.is_text() && !holds_formula(workbook_, {sheet, cell})) break;
        if (!held.is_number() || holds_formula(workbook_, {sheet, cell}) || edited_.contains({sheet, cell}))
          continue;
        if (!first) first = FormulaCell{sheet, cell};
        ++count;
      }
    }
    if (first)
      leave(*first, std::to_string(count) + (count == 1 ? " figure stays" : " figures stay") +
                        " under headings that name a year later now, because no measure names " +
                        (count == 1 ? "its cell" : "their cells") + "; empty " +
                        (count == 1 ? "it" : "them") + " where they are last year's");
  }

  // A row of figures, one a period, is written again from the history and the measures.
  void move_value_periods(const IndicatorNode& node,
                          std::map<std::pair<SheetId, CellAddress>, std::optional<Value>>& headings) {
    const IndicatorDefinition& definition = node.definition();
    if (!definition.value_periods.given()) return;
    std::vector<Diagnostic> told_elsewhere;
    const std::optional<Area> area =
        find_cells(workbook_, definition.value_periods, "Value periods", told_elsewhere);
    if (!area) return;
    for (std::int32_t row = area->range.first.row; row <= area->range.last.row; ++row)
      for (std::int32_t column = area->range.first.column; column <= area->range.last.column; ++column) {
        const FormulaCell heading{area->sheet, {row, column}};
        const NumberLook look = look_of(workbook_, heading);
        const Value held = workbook_.sheet(heading.sheet).value(heading.address);
        if (read_heading(in_1900_system(held, look, workbook_), look, definitions_.settings.calendar,
                         definitions_.settings.period)
                .period)
          move_heading(heading, headings);
      }
    for (const FormulaCell& cell : node.owned_cells())
      if (!workbook_.sheet(cell.sheet).value(cell.address).is_blank() && !holds_formula(workbook_, cell))
        edit(cell, Value());
  }

  const IndicatorBook& book_;
  const Workbook& workbook_;
  const Definitions& definitions_;
  std::set<std::pair<SheetId, CellAddress>> edited_;
  NextPeriod move_;
};

bool ends_a_year(const Period& period, YearCalendar calendar) {
  return year_of(period, calendar).last() == period.last();
}

}  // namespace

NextPeriod move_to_next_period(const IndicatorBook& book) {
  Move move(book, book.period()->months);
  move.set_period();
  move.empty_words();
  move.list_changes();
  move.list_measures_without_cells();
  return move.take();
}

NextPeriod move_to_new_book(const IndicatorBook& book) {
  const YearCalendar calendar = book.definitions().settings.calendar;
  Move move(book, book.period()->months);
  if (!ends_a_year(*book.period(), calendar)) {
    NextPeriod refused = move.take();
    refused.problem = period_text(*book.period(), calendar) + " is not the last of " +
                      period_text(year_of(*book.period(), calendar), calendar) +
                      "; a new book begins a new year, and `next` without --new-book moves on within one";
    return refused;
  }
  move.set_period();
  move.empty_words();
  move.move_measures();
  move.list_changes();
  return move.take();
}

}  // namespace outturn
