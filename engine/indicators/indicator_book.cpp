#include "engine/indicators/indicator_book.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "engine/indicators/definition_checks.h"
#include "engine/indicators/entered_rows.h"
#include "engine/indicators/figure_text.h"
#include "engine/indicators/history_findings.h"
#include "engine/indicators/membership.h"
#include "engine/indicators/moved_results.h"
#include "engine/indicators/roll_up_checks.h"
#include "engine/indicators/spelling.h"
#include "engine/indicators/summary_definitions.h"
#include "engine/owned_cells.h"
#include "formulas/decimal_rounding.h"

namespace outturn {
namespace {

// A weight that is itself an average would need weights of its own.
std::string weight_problem(const MeasureNode& node, const MeasureNode& weight) {
  const MeasureDefinition& own = node.definition();
  const MeasureDefinition& other = weight.definition();
  return "the weight of \"" + own.name +
         "\" is itself a weighted average (Over time: " + own.over_time_where +
         (&node == &weight ? "" : " and " + other.over_time_where) +
         "); write as weight a measure that is added up, such as the number of cases";
}

constexpr std::int64_t kMostResultCells = 1'000;  // of one Value to

}  // namespace

IndicatorBook::IndicatorBook(const Workbook& workbook, std::vector<DefinitionTable> tables,
                             IndicatorOptions options)
    : workbook_(workbook), options_(std::move(options)), definitions_(read_definitions(tables)) {
  period_ = definitions_.settings.period;
  if (!options_.period.empty()) {
    const PeriodReading reading = read_period(options_.period, definitions_.settings.calendar);
    if (reading.period) {
      period_ = reading.period;
    } else {
      definitions_.findings.push_back(
          {Severity::error, "--period",
           reading.problem.empty() ? "\"" + options_.period + "\" is no period; write it as Q2 2018/19"
                                   : reading.problem});
    }
  }
  if (options_.as_published && period_) definitions_.published = definitions_.published.as_closed(*period_);
  for (const DefinitionTable& table : tables) {
    if (definition_kind(table.name) == DefinitionKind::lists)
      list_definitions_ = read_lists(table, definitions_);
  }
  if (is_empty()) return;
  const bool misread = std::any_of(definitions_.findings.begin(), definitions_.findings.end(),
                                   [](const Diagnostic& each) { return each.severity == Severity::error; });
  // A period that could not be read has been reported; it is not missing as well.
  if (!period_ && !misread) {
    definitions_.findings.push_back(
        {Severity::error,
         definitions_.settings.period_where.empty() ? "Settings" : definitions_.settings.period_where,
         "the reporting period is not stated" +
             (definitions_.settings.unknown.empty()
                  ? std::string()
                  : " (" + definitions_.settings.unknown + " is no setting)") +
             "; write the setting Period, as Q2 2018/19, or give --period"});
  }
  // Headings without a year belong to the year of the workbook's own period, whatever is asked for.
  if (!definitions_.settings.period) definitions_.settings.period = period_;
  if (has_errors()) return;
  const std::vector<Diagnostic> unused = unused_measures(definitions_);
  definitions_.findings.insert(definitions_.findings.end(), unused.begin(), unused.end());
  bind();
}

IndicatorBook::~IndicatorBook() = default;

bool IndicatorBook::is_empty() const noexcept {
  return definitions_.indicators.empty() && definitions_.measures.empty() && definitions_.roll_ups.empty() &&
         list_definitions_.empty();
}
bool IndicatorBook::has_errors() const noexcept { return definitions_.has_errors(); }
const std::vector<Diagnostic>& IndicatorBook::findings() const noexcept { return definitions_.findings; }
const Definitions& IndicatorBook::definitions() const noexcept { return definitions_; }
const std::optional<Period>& IndicatorBook::period() const noexcept { return period_; }

void IndicatorBook::bind() {
  std::vector<Diagnostic>& findings = definitions_.findings;
  std::map<std::string, std::vector<MeasureNode*>> measures;
  for (const MeasureDefinition& definition : definitions_.measures) {
    measures_.push_back(
        std::make_unique<MeasureNode>(workbook_, definitions_.settings, definition, findings));
    measures[name_key(definition.name)].push_back(measures_.back().get());
  }
  const auto find_measure = [&](std::string_view name) -> MeasureNode* {
    const auto found = measures.find(name_key(name));
    if (found == measures.end()) return nullptr;
    for (MeasureNode* node : found->second) {
      if (node->definition().active.holds(*period_)) return node;
    }
    return found->second.front();
  };
  for (const std::unique_ptr<MeasureNode>& node : measures_) {
    if (const auto& over = node->definition().over_services; over && !over->weight.empty()) {
      const MeasureNode* weight = find_measure(over->weight);
      if (weight == node.get() || (weight != nullptr && weight->definition().over_services &&
                                   !weight->definition().over_services->weight.empty())) {
        findings.push_back({Severity::error, node->definition().where, weight_problem(*node, *weight)});
      } else {
        node->set_service_weight(weight);
      }
    }
    if (node->definition().over_time.weight.empty()) continue;
    const MeasureNode* weight = find_measure(node->definition().over_time.weight);
    if (weight == node.get() || (weight != nullptr && !weight->definition().over_time.weight.empty())) {
      findings.push_back({Severity::error, node->definition().where, weight_problem(*node, *weight)});
    } else {
      node->set_weight(weight);
    }
  }

  std::map<std::string, std::pair<IndicatorNode*, StatusNode*>> by_reference;
  for (const IndicatorDefinition& definition : definitions_.indicators) {
    if (!definition.active.holds(*period_)) continue;
    indicators_.push_back(std::make_unique<IndicatorNode>(workbook_, definitions_, definition, *period_));
    statuses_.push_back(std::make_unique<StatusNode>(workbook_, definitions_, *indicators_.back()));
    by_reference[name_key(definition.reference)] = {indicators_.back().get(), statuses_.back().get()};
  }
  const auto set_sources = [&](const std::unique_ptr<IndicatorNode>& node) {
    std::vector<IndicatorNode::Source> sources;
    const bool of_statuses = node->definition().expression.form() != IndicatorExpression::Form::number;
    for (const ExpressionInput& input : node->definition().expression.inputs()) {
      IndicatorNode::Source source;
      if (!input.is_indicator) {
        source.measure = find_measure(input.name);
      } else if (const auto found = by_reference.find(name_key(input.name)); found != by_reference.end()) {
        source.indicator = of_statuses ? nullptr : found->second.first;
        source.status = of_statuses ? found->second.second : nullptr;
      } else {
        findings.push_back({Severity::error, node->definition().where,
                            "[" + input.name + "] has no definition for " +
                                period_text(*period_, definitions_.settings.calendar)});
      }
      sources.push_back(source);
    }
    node->set_sources(std::move(sources));
  };
  for (const std::unique_ptr<IndicatorNode>& node : indicators_) set_sources(node);
  const auto node_of = [&](const CellExpression& expression) -> const IndicatorNode* {
    if (expression == nullptr) return nullptr;
    cell_expressions_.push_back(
        std::make_unique<IndicatorNode>(workbook_, definitions_, *expression, *period_));
    set_sources(cell_expressions_.back());
    return cell_expressions_.back().get();
  };
  for (const std::unique_ptr<StatusNode>& status : statuses_) {
    TargetSource& source = status->target_source();
    source.set_nodes(node_of(source.target_expression()), node_of(source.tolerance_expression()),
                     node_of(source.judged_on()));
  }
  // Services come from the measures below, so an indicator over indicators is bound after them.
  std::vector<IndicatorNode*> order;
  std::map<const IndicatorNode*, int> state;
  for (const std::unique_ptr<IndicatorNode>& start : indicators_) {
    std::vector<std::pair<IndicatorNode*, std::size_t>> path = {{start.get(), 0}};
    while (!path.empty()) {
      IndicatorNode* const node = path.back().first;
      std::size_t& at = path.back().second;
      const std::vector<const ReportNode*> below = node->precedents();
      if (state[node] == 2) {
        path.pop_back();
        continue;
      }
      state[node] = 1;
      IndicatorNode* next = nullptr;
      while (at < below.size() && next == nullptr) {
        const auto found = std::find_if(indicators_.begin(), indicators_.end(),
                                        [&](const auto& each) { return each.get() == below[at]; });
        ++at;
        if (found != indicators_.end() && state[found->get()] == 0) next = found->get();
      }
      if (next != nullptr) {
        path.emplace_back(next, 0);
        continue;
      }
      state[node] = 2;
      order.push_back(node);
      path.pop_back();
    }
  }
  for (IndicatorNode* node : order) node->bind(findings);
  for (const std::unique_ptr<IndicatorNode>& node : cell_expressions_) node->bind(findings);
  for (const std::unique_ptr<StatusNode>& node : statuses_) node->bind(findings);

  for (const std::unique_ptr<IndicatorNode>& node : indicators_) {
    check_trend_over(*node);
    if (node->definition().trend_to.given())
      trends_.push_back(std::make_unique<TrendNode>(workbook_, definitions_, *node, findings));
    if (node->definition().position_to.given())
      positions_.push_back(std::make_unique<PositionNode>(workbook_, definitions_, *node, findings));
  }
  for (const RollUpDefinition& definition : definitions_.roll_ups) {
    std::vector<const StatusNode*> items;
    for (const std::unique_ptr<StatusNode>& status : statuses_) {
      const IndicatorDefinition& indicator = status->indicator().definition();
      const bool selected = meets(definition.only, indicator, *period_, definitions_.settings.calendar);
      if (selected) items.push_back(status.get());
    }
    if (items.empty()) {
      std::string cause = "; no Indicators sheet or table was recognised";
      if (!definition.only.empty() && !statuses_.empty()) {
        cause = "; none meets its Only:";
        for (const RollUpCondition& condition : definition.only)
          cause += (&condition == definition.only.data() ? " " : ", ") + condition.column + " = " +
                   condition.value;
      } else if (!definitions_.indicators.empty()) {
        cause = "; none of the indicators holds for " + period_text(*period_, definitions_.settings.calendar);
      }
      findings.push_back({Severity::error, definition.where,
                          "the roll-up \"" + definition.name + "\" is about no indicator at all" + cause});
    }
    roll_ups_.push_back(std::make_unique<RollUpNode>(workbook_, definitions_, definition, std::move(items),
                                                     *period_, findings));
  }
  bind_lists();
  if (has_errors()) return;
  check_owners();
  if (!check_moved()) return;
  std::vector<OwnedCell> written;
  for (const Writer& writer : writers()) {
    const std::vector<OwnedCell> cells = writer.node->owns();
    written.insert(written.end(), cells.begin(), cells.end());
  }
  const std::vector<Diagnostic> entered = entered_rows(workbook_, definitions_, *period_, written);
  findings.insert(findings.end(), entered.begin(), entered.end());
  check_adoption();
}

void IndicatorBook::bind_lists() {
  std::vector<Diagnostic>& findings = definitions_.findings;
  for (const auto& node : indicators_)
    notes_.emplace(&node->definition(), bind_notes(workbook_, node->definition(), findings));
  for (const ListDefinition& definition : list_definitions_) {
    std::vector<const StatusNode*> items;
    for (const auto& status : statuses_) {
      const IndicatorDefinition& indicator = status->indicator().definition();
      const bool is_in = definition.of.empty()
                             ? meets(definition.only, indicator, *period_, definitions_.settings.calendar)
                             : same_name(definition.of, indicator.reference);
      if (is_in) items.push_back(status.get());
    }
    if (items.empty()) {
      std::vector<std::string> known;
      for (const auto& node : indicators_) known.push_back(node->definition().reference);
      findings.push_back(
          {Severity::error, definition.of.empty() ? definition.where : definition.of_where,
           definition.of.empty()
               ? "the list " + definition.name + " is about no indicator at all; look at its Only"
               : "there is no indicator \"" + definition.of + "\" for this period" +
                     did_you_mean(definition.of, known) +
                     "; write the reference of one that is split by services, or empty Of to list "
                     "indicators"});
    } else if (!definition.of.empty() && items.front()->indicator().services().empty()) {
      findings.push_back({Severity::error, definition.of_where,
                          definition.of + " is not split by services, as the measures of its expression (" +
                              items.front()->indicator().definition().expression_where +
                              ") are not; empty Of to list indicators"});
    }
    lists_.push_back(std::make_unique<ListNode>(workbook_, definitions_, definition, std::move(items), notes_,
                                                *period_, findings));
  }
}

// "8 quarters" of a month's report would be eight months.
void IndicatorBook::check_trend_over(const IndicatorNode& node) {
  const IndicatorDefinition& definition = node.definition();
  const std::string& unit = definition.trend_over.unit;
  const int months = unit == "months"       ? 1
                     : unit == "quarters"   ? 3
                     : unit == "half-years" ? 6
                     : unit == "years"      ? 12
                                            : period_->months;
  if (unit.empty() || months == period_->months) return;
  definitions_.findings.push_back({Severity::error, definition.trend_over_where,
                                   "the trend of " + definition.reference + " is over " + unit +
                                       ", but the report is for " +
                                       period_text(*period_, definitions_.settings.calendar) +
                                       "; leave the word " + unit + " out, or report such a period"});
}

std::vector<IndicatorBook::Writer> IndicatorBook::writers() const {
  std::vector<Writer> all;
  for (const auto& node : indicators_)
    all.push_back({node.get(), node->definition().value_to.where, "Value to"});
  for (const auto& node : statuses_)
    all.push_back({node.get(), node->indicator().definition().status_to.where, "Status to"});
  for (const auto& node : roll_ups_) {
    const RollUpDefinition& definition = node->definition();
    all.push_back({node.get(), definition.where, "Counts or percentages to",
                   definition.total_line.empty() ? "" : ", Total line in " + definition.total_line_where});
  }
  for (const auto& node : trends_)
    all.push_back({node.get(), node->indicator().definition().trend_to.where, "Trend to"});
  for (const auto& node : positions_)
    all.push_back({node.get(), node->indicator().definition().position_to.where, "Position to"});
  for (const auto& node : lists_) all.push_back({node.get(), node->definition().cells.where, "Cells"});
  return all;
}

void IndicatorBook::check_owners() {
  std::map<std::pair<SheetId, CellAddress>, std::string> owners, named_at;
  for (const Writer& writer : writers()) {
    const ReportNode& node = *writer.node;
    const std::string where = writer.where + writer.beside;
    for (const OwnedCell& cell : node.owns()) {
      const std::string place = workbook_.describe(cell.sheet, cell.address);
      const auto [found, is_new] = owners.emplace(std::pair(cell.sheet, cell.address), node.label());
      if (!is_new)
        definitions_.findings.push_back({Severity::error, where,
                                         place + " is to hold both " + found->second + " (" +
                                             named_at[found->first] + ") and " + node.label() +
                                             "; give each a cell of its own"});
      else
        named_at[found->first] = where;
      if (workbook_.sheet(cell.sheet).merged_under(cell.address)) {
        definitions_.findings.push_back(
            {Severity::error, where,
             place + " lies under a merged cell; give the merged range's first cell"});
      }
    }
  }
  for (const auto& status : statuses_) {
    const auto entered = [&](const std::optional<FormulaCell>& cell, const PlaceText& place,
                             std::string_view what) {
      const auto found = cell ? owners.find({cell->sheet, cell->address}) : owners.end();
      if (found == owners.end()) return;
      definitions_.findings.push_back({Severity::error, place.where,
                                       std::string(what) + ": " +
                                           workbook_.describe(cell->sheet, cell->address) +
                                           " is typed by an officer here and written for " + found->second +
                                           "; give each a cell of its own"});
    };
    const IndicatorDefinition& definition = status->indicator().definition();
    entered(status->indicator().entered_cell(), definition.entered_value, "Entered value");
    entered(status->entered_cell(), definition.entered_status, "Entered status");
    entered(status->reason_cell(), definition.reason, "Reason");
    if (const auto found = notes_.find(&definition); found != notes_.end()) {
      entered(found->second.commentary, definition.commentary, "Commentary");
      entered(found->second.plan_cell, definition.plan, "Plan");
    }
  }
  // A measure that reads what its own indicator writes would feed on itself.
  for (const auto& measure : measures_) {
    for (const Area& area : measure->reads()) {
      for (auto found = owners.lower_bound({area.sheet, area.range.first});
           found != owners.end() && found->first <= std::pair(area.sheet, area.range.last); ++found) {
        const CellAddress cell = found->first.second;
        if (!area.range.contains(cell)) continue;
        definitions_.findings.push_back({Severity::warning, measure->definition().cells.where,
                                         "\"" + measure->definition().name + "\" reads " +
                                             workbook_.describe(area.sheet, cell) + ", which " +
                                             found->second + " gives"});
      }
    }
  }
}

// Whether the results stand where the definitions say. Of definitions for other periods the addresses count
// too: a run for one of those periods has written there.
bool IndicatorBook::check_moved() {
  std::vector<ResultPlace> places;
  for (const Writer& writer : writers()) {
    for (const OwnedCell& cell : writer.node->owns()) places.push_back({cell, writer.where, writer.column});
  }
  for (const IndicatorDefinition& definition : definitions_.indicators) {
    for (const PlaceText* place :
         {&definition.value_to, &definition.status_to, &definition.trend_to, &definition.position_to}) {
      const std::optional<Area> area = place->given() ? workbook_.find_place(place->text) : std::nullopt;
      if (!area || area->sheet >= workbook_.sheet_count() || area->range.size() > kMostResultCells) continue;
      for (std::int32_t row = area->range.first.row; row <= area->range.last.row; ++row) {
        for (std::int32_t column = area->range.first.column; column <= area->range.last.column; ++column)
          places.push_back({{area->sheet, {row, column}}, place->where, "Value to or Status to"});
      }
    }
  }
  const std::vector<Diagnostic> moved = moved_results(workbook_, places, marked_cells(workbook_));
  definitions_.findings.insert(definitions_.findings.end(), moved.begin(), moved.end());
  return moved.empty();
}

// A typed constant is a person's until they hand it over; what an earlier run wrote is marked in the
// workbook.
void IndicatorBook::check_adoption() {
  if (options_.adopt) return;
  const std::vector<OwnedCell> marked = marked_cells(workbook_);
  for (const Writer& writer : writers()) {
    const ReportNode& node = *writer.node;
    std::vector<OwnedCell> typed;
    for (const OwnedCell& cell : node.owns()) {
      const bool blank = value_in_file(workbook_, {cell.sheet, cell.address}).is_blank();
      if (!blank && !std::binary_search(marked.begin(), marked.end(), cell)) typed.push_back(cell);
    }
    if (typed.empty()) continue;
    const std::string_view kind = node.kind() == NodeKind::status     ? "status"
                                  : node.kind() == NodeKind::list     ? "text or figure"
                                  : node.kind() == NodeKind::trend    ? "text"
                                  : node.kind() == NodeKind::position ? "text"
                                                                      : "figure";
    const std::string_view instead =
        node.kind() == NodeKind::indicator ? ", or name the cell in Entered value to have it compared"
        : node.kind() == NodeKind::status
            ? ", or name the cell in Entered status to have it counted and compared"
            : "";
    const std::size_t more = typed.size() - 1;
    const std::string column = node.kind() == NodeKind::roll_up ? "Roll-up" : writer.column;
    definitions_.findings.push_back({Severity::error, writer.where,
                                     column + ": " + workbook_.describe(typed[0].sheet, typed[0].address) +
                                         (more == 0 ? "" : ", with " + std::to_string(more) + " more,") +
                                         " holds a typed " + std::string(kind) + ", which " + node.label() +
                                         " would replace; give --adopt to let it" + std::string(instead)});
  }
}

void IndicatorBook::add_nodes(Recalculation& recalculation) {
  for (const auto& node : measures_) recalculation.add_node(*node);
  for (const auto& node : cell_expressions_) recalculation.add_node(*node);
  for (std::size_t at = 0; at < indicators_.size(); ++at) {
    recalculation.add_node(*indicators_[at]);
    recalculation.add_node(*statuses_[at]);
  }
  for (const auto& node : roll_ups_) recalculation.add_node(*node);
  for (const auto& node : trends_) recalculation.add_node(*node);
  for (const auto& node : positions_) recalculation.add_node(*node);
  for (const auto& node : lists_) recalculation.add_node(*node);
}

std::vector<OwnedCell> IndicatorBook::written_cells() const {
  std::vector<OwnedCell> cells;
  for (const Writer& writer : writers()) {
    for (const OwnedCell& cell : writer.node->owns()) {
      if (!workbook_.sheet(cell.sheet).value(cell.address).is_blank()) cells.push_back(cell);
    }
  }
  // What `recalc --native` put there stays outturn's, though nothing replaces it.
  for (const OwnedCell& cell : marked_cells(workbook_))
    if (holds_formula(workbook_, {cell.sheet, cell.address})) cells.push_back(cell);
  std::sort(cells.begin(), cells.end());
  cells.erase(std::unique(cells.begin(), cells.end()), cells.end());
  return cells;
}

const StatusNode* IndicatorBook::find(std::string_view reference) const {
  for (const auto& status : statuses_) {
    if (same_name(status->indicator().definition().reference, reference)) return status.get();
  }
  return nullptr;
}

std::vector<const StatusNode*> IndicatorBook::status_nodes() const {
  std::vector<const StatusNode*> nodes;
  for (const auto& node : statuses_) nodes.push_back(node.get());
  return nodes;
}

std::vector<const MeasureNode*> IndicatorBook::measure_nodes() const {
  std::vector<const MeasureNode*> nodes;
  for (const auto& node : measures_) nodes.push_back(node.get());
  return nodes;
}

std::vector<const RollUpNode*> IndicatorBook::roll_up_nodes() const {
  std::vector<const RollUpNode*> nodes;
  for (const auto& node : roll_ups_) nodes.push_back(node.get());
  return nodes;
}

const RollUpNode* IndicatorBook::find_roll_up(std::string_view name) const {
  for (const auto& node : roll_ups_) {
    if (same_name(node->definition().name, name)) return node.get();
  }
  return nullptr;
}

const RollUpNode* IndicatorBook::roll_up_at(const FormulaCell& cell) const {
  for (const auto& node : roll_ups_) {
    if (node->place_of(cell)) return node.get();
  }
  return nullptr;
}

std::string IndicatorBook::reference_at(const FormulaCell& cell) const {
  const auto is_cell = [&](const std::optional<FormulaCell>& other) {
    return other && other->sheet == cell.sheet && other->address == cell.address;
  };
  for (const auto& status : statuses_) {
    const IndicatorNode& node = status->indicator();
    const std::vector<FormulaCell> owned = node.owned_cells();
    const bool owns =
        std::any_of(owned.begin(), owned.end(), [&](const FormulaCell& each) { return is_cell(each); });
    if (owns || is_cell(node.value_cell()) || is_cell(status->status_cell()) ||
        is_cell(status->entered_cell()) || is_cell(node.entered_cell())) {
      return node.definition().reference;
    }
  }
  return {};
}

}  // namespace outturn
