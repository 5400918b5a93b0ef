#include "engine/reporting/collection.h"

#include <algorithm>
#include <map>

#include "engine/indicators/definition_columns.h"
#include "engine/indicators/spelling.h"
#include "formulas/decimal_rounding.h"

namespace outturn {
namespace {

using Outcome = CollectedFigure::Outcome;

std::string as_text(const Value& value, NumberLook look) {
  return DefinitionRows::cell_text({value, look, {}});
}

class Collector {
 public:
  Collector(const IndicatorBook& book, const ReturnsLog& log, ReplaceFilled replace, double received_on)
      : workbook_(book.workbook()),
        settings_(book.definitions().settings),
        log_(log),
        replace_(replace),
        received_on_(received_on) {
    for (const MeasureNode* node : book.measure_nodes()) {
      nodes_[name_key(node->definition().name)] = node;
      known_.push_back(node->definition().name);
      if (node->definition().label.empty()) continue;
      const auto [found, is_new] = by_label_.emplace(name_key(node->definition().label), node);
      if (!is_new) found->second = nullptr;  // two measures bear it
    }
  }

  Collection collect(const std::vector<NamedReturn>& returns) {
    for (const NamedReturn& each : returns)
      for (const ReturnedFigure& figure : each.figures) take(each.name, figure);
    refuse_contradictions();
    for (std::size_t at = 0; at < collected_.figures.size(); ++at) finish(at);
    return std::move(collected_);
  }

 private:
  struct Match {
    const MeasureNode* node = nullptr;
    FigureReading figure;
    DefinitionCell given;
  };

  const MeasureNode* find(const std::string& name) const {
    if (const auto found = nodes_.find(name_key(name)); found != nodes_.end()) return found->second;
    const auto labelled = by_label_.find(name_key(name));
    return labelled == by_label_.end() ? nullptr : labelled->second;
  }

  void take(const std::string& from, const ReturnedFigure& returned) {
    CollectedFigure out;
    out.measure = returned.measure;
    out.service = returned.service;
    out.period = returned.period;
    out.from = from;
    out.where = returned.value.where;
    out.given = DefinitionRows::cell_text(returned.value);
    out.provisional = returned.provisional;
    Match match;
    match.node = find(returned.measure);
    match.given = returned.value;
    if (match.node == nullptr) {
      const bool twice = by_label_.contains(name_key(returned.measure));
      out.what =
          twice ? "\"" + returned.measure + "\" is the label of several measures; write the measure's name"
                : "there is no measure \"" + returned.measure + "\"" + did_you_mean(returned.measure, known_);
    } else {
      out.measure = match.node->definition().name;
      match.figure = read_figure(returned.value.value, returned.value.look, match.node->definition().unit,
                                 settings_.missing_words, settings_.day_first());
      place(match, out);
    }
    matches_.push_back(std::move(match));
    collected_.figures.push_back(std::move(out));
  }

  void place(const Match& match, CollectedFigure& out) const {
    switch (match.figure.kind) {
      case FigureReading::Kind::missing:
        out.outcome = Outcome::nothing_given;
        return;
      case FigureReading::Kind::refused:
        out.what = match.figure.problem;
        return;
      case FigureReading::Kind::error:
        out.what = std::string(error_text(match.figure.error)) + " is no figure";
        return;
      default:
        break;
    }
    const std::vector<MeasurePlace> places = match.node->places();
    const std::string period = period_text(out.period, settings_.calendar);
    if (out.service.empty() != match.node->services().empty()) {
      out.what = out.service.empty()
                     ? out.measure + " is split by service; write which in a column Service"
                     : out.measure + " is not split by service; leave \"" + out.service + "\" out";
      return;
    }
    const MeasurePlace* found = nullptr;
    bool knows_service = out.service.empty();
    for (const MeasurePlace& each : places) {
      if (!same_name(each.service, out.service)) continue;
      knows_service = true;
      if (each.period == out.period) found = &each;
    }
    if (!knows_service) {
      out.what = "there is no service \"" + out.service + "\" in " + out.measure +
                 did_you_mean(out.service, match.node->services());
      return;
    }
    if (found == nullptr) {
      out.what = out.measure + " has no cell for " + period;
      return;
    }
    if (holds_formula(workbook_, found->cell)) {
      out.what = workbook_.describe(found->cell.sheet, found->cell.address) +
                 " holds a formula, which is not replaced";
      return;
    }
    out.service = found->service;
    out.cell = found->cell;
  }

  // One cell, two figures.
  void refuse_contradictions() {
    std::map<std::pair<SheetId, CellAddress>, std::size_t> first;
    for (std::size_t at = 0; at < collected_.figures.size(); ++at) {
      CollectedFigure& figure = collected_.figures[at];
      if (!figure.cell) continue;
      const auto [found, is_new] = first.emplace(std::pair(figure.cell->sheet, figure.cell->address), at);
      if (is_new) continue;
      CollectedFigure& other = collected_.figures[found->second];
      if (same_figure(matches_[at].figure, matches_[found->second].figure)) {
        figure.what = "given twice, also in " + other.where;
        figure.cell.reset();
        continue;
      }
      figure.what = "gives " + figure.given + ", while " + other.where + " gives " + other.given +
                    " for the same; neither is taken";
      other.what = "gives " + other.given + ", while " + figure.where + " gives " + figure.given +
                   " for the same; neither is taken";
      contradicted_.push_back(found->second);
      contradicted_.push_back(at);
    }
    for (const std::size_t at : contradicted_) collected_.figures[at].cell.reset();
  }

  void finish(std::size_t at) {
    CollectedFigure& out = collected_.figures[at];
    if (!out.cell) return;
    const Match& match = matches_[at];
    const FormulaCell& cell = *out.cell;
    const NumberLook look = look_for(match, cell);
    const Value held = in_1900_system(workbook_.sheet(cell.sheet).value(cell.address), look, workbook_);
    const MeasureDefinition& measure = match.node->definition();
    const FigureReading before =
        read_figure(held, look, measure.unit, settings_.missing_words, settings_.day_first());
    const FigureKey key{name_key(measure.name), name_key(out.service), out.period};
    const LoggedReturn* earlier = log_.taken(key);
    if (before.kind != FigureReading::Kind::missing) out.held = as_text(held, look);
    if (before.kind == FigureReading::Kind::missing) {
      out.outcome = Outcome::filled;
    } else if (same_figure(before, match.figure)) {
      out.outcome = Outcome::unchanged;
    } else {
      const bool may_replace =
          replace_ == ReplaceFilled::all || (replace_ == ReplaceFilled::provisional && earlier != nullptr &&
                                             earlier->provisional && same_figure(earlier->figure, before));
      out.outcome = may_replace ? Outcome::replaced : Outcome::differs;
      if (earlier != nullptr)
        out.what = "the return of " + earlier->received_on + (earlier->from.empty() ? "" : ", ") +
                   earlier->from + ", gave " + earlier->shown +
                   (earlier->provisional ? " as provisional" : "");
    }
    if (out.outcome == Outcome::filled || out.outcome == Outcome::replaced)
      collected_.edits.push_back({cell, written(match, look), look});
    // The same files collected once more add nothing.
    const LoggedReturn* known = out.outcome == Outcome::differs ? log_.refused(key) : earlier;
    if (known == nullptr || known->provisional != out.provisional ||
        !same_figure(known->figure, match.figure) || out.outcome == Outcome::filled)
      add_to_log(out, match);
  }

  // The cell's own. An empty one without a format is to hold a percentage as the measure's other cells do, or
  // as the return has it: formulas and charts read the row as one.
  [[nodiscard]] NumberLook look_for(const Match& match, const FormulaCell& cell) const {
    const NumberLook look = look_of(workbook_, cell);
    if (look != NumberLook::plain || match.node->definition().unit.kind != UnitKind::percent ||
        !workbook_.sheet(cell.sheet).value(cell.address).is_blank())
      return look;
    bool has_plain = false;
    for (const MeasurePlace& each : match.node->places()) {
      if (!workbook_.sheet(each.cell.sheet).value(each.cell.address).is_number()) continue;
      if (look_of(workbook_, each.cell) == NumberLook::percent) return NumberLook::percent;
      has_plain = true;
    }
    const bool is_given_so =
        match.given.look == NumberLook::percent ||
        (match.given.value.is_text() && trimmed(match.given.value.text()).ends_with('%'));
    return !has_plain && is_given_so ? NumberLook::percent : look;
  }

  // As the cell shows such figures: "49%" in a cell of percentages is the number 0.49.
  static Value written(const Match& match, NumberLook look) {
    if (match.figure.kind == FigureReading::Kind::number && match.figure.bound == Bound::exactly &&
        match.figure.note.empty())
      return to_cell_number(match.figure.number, match.node->definition().unit, look);
    return match.given.value;
  }

  void add_to_log(const CollectedFigure& out, const Match& match) {
    const auto text = [](std::string_view words) {
      return words.empty() ? DefinitionCell{} : DefinitionCell{words, NumberLook::plain, {}};
    };
    DefinitionCell value = match.given;
    value.where.clear();
    collected_.log.push_back({{"Measure", text(out.measure)},
                              {"Period", text(period_text(out.period, settings_.calendar))},
                              {"Service", text(out.service)},
                              {"Value", std::move(value)},
                              {"Provisional", text(out.provisional ? "yes" : "")},
                              {"From", text(out.from)},
                              {"Received on", {received_on_, NumberLook::date, {}}},
                              {"Outcome", text(outcome_text(out.outcome))}});
  }

  const Workbook& workbook_;
  const DefinitionSettings& settings_;
  const ReturnsLog& log_;
  ReplaceFilled replace_;
  double received_on_;
  std::map<std::string, const MeasureNode*> nodes_, by_label_;
  std::vector<std::string> known_;
  std::vector<Match> matches_;  // of each figure
  std::vector<std::size_t> contradicted_;
  Collection collected_;
};

}  // namespace

std::string_view outcome_text(Outcome outcome) noexcept {
  switch (outcome) {
    case Outcome::filled:
      return "filled";
    case Outcome::replaced:
      return "replaced";
    case Outcome::unchanged:
      return "unchanged";
    case Outcome::differs:
      return kDiffersOutcome;
    case Outcome::not_taken:
      return "not taken";
    case Outcome::nothing_given:
      return "no figure given";
  }
  return {};
}

Collection collect_returns(const IndicatorBook& book, const ReturnsLog& log,
                           const std::vector<NamedReturn>& returns, ReplaceFilled replace,
                           double received_on) {
  return Collector(book, log, replace, received_on).collect(returns);
}

}  // namespace outturn
