// Where an indicator writes and what it compares: IndicatorNode before anything is calculated.

#include <algorithm>
#include <set>
#include <utility>

#include "engine/indicators/indicator_node.h"
#include "engine/indicators/spelling.h"
#include "engine/owned_cells.h"

namespace outturn {

using Form = IndicatorExpression::Form;

void IndicatorNode::bind(std::vector<Diagnostic>& findings) {
  published_ = definitions_.find_published(definition_, period_);
  for (const Source& source : sources_) {
    const std::vector<std::string>* services = source.measure != nullptr     ? &source.measure->services()
                                               : source.indicator != nullptr ? &source.indicator->services()
                                                                             : nullptr;
    if (services == nullptr || services->empty() || definition_.expression.form() != Form::number) continue;
    if (services_.empty()) services_ = *services;
  }
  check_services(findings);
  if (definition_.entered_value.given())
    entered_cell_ = find_cell(workbook_, definition_.entered_value, "Entered value", findings);
  if (!definition_.value_to.given()) return;
  const std::optional<Area> area = find_cells(workbook_, definition_.value_to, "Value to", findings);
  if (!area) return;
  if (definition_.value_periods.given()) {
    find_period_cells(*area, findings);
    return;
  }
  std::vector<FormulaCell> cells;
  const auto count = static_cast<std::size_t>(std::min<std::int64_t>(area->range.size(), 10'000));
  for (std::int32_t row = area->range.first.row; row <= area->range.last.row && cells.size() < count; ++row) {
    for (std::int32_t column = area->range.first.column; column <= area->range.last.column; ++column)
      cells.push_back({area->sheet, {row, column}});
  }
  if (cells.size() != 1 &&
      (services_.empty() || (cells.size() != services_.size() && cells.size() != services_.size() + 1))) {
    findings.push_back(
        {Severity::error, definition_.value_to.where,
         "Value to: \"" + definition_.value_to.text + "\" has " + std::to_string(cells.size()) + " cells; " +
             definition_.reference + " needs one" +
             (services_.empty() ? ""
                                : ", or one for each of its " + std::to_string(services_.size()) +
                                      " services, or these and one for all") +
             ", or the heading cells of its periods in Value periods (" + definition_.value_periods.where +
             "); its services are those of its expression (" + definition_.expression_where + ")"});
    return;
  }
  const bool owns_services = cells.size() > 1;
  if (!owns_services || cells.size() == services_.size() + 1) value_cell_ = cells.back();
  // What `recalc --native` put there stays; only the whole is compared with it.
  std::optional<std::vector<OwnedCell>> marked;  // once, where it is asked for
  const auto is_marked = [&](const FormulaCell& cell) {
    if (!marked) marked = marked_cells(workbook_);
    return std::binary_search(marked->begin(), marked->end(), OwnedCell{cell.sheet, cell.address});
  };
  for (std::size_t part = 0; part < cells.size(); ++part) {
    const FormulaCell& cell = cells[part];
    if (!holds_formula(workbook_, cell)) {
      owned_.push_back(cell);
      owned_parts_.push_back(owns_services ? part : services_.size());
    } else if (!owns_services) {
      compared_ = true;
    } else if (!is_marked(cell)) {
      findings.push_back({Severity::error, definition_.value_to.where,
                          "Value to: " + workbook_.describe(cell.sheet, cell.address) +
                              " holds a formula; a row of figures has none, so give cells without formulas"});
    } else if (part == services_.size()) {
      compared_ = true;
    }
  }
}

void IndicatorNode::check_services(std::vector<Diagnostic>& findings) const {
  const std::span<const ExpressionInput> names = definition_.expression.inputs();
  for (std::size_t at = 0; at < names.size() && at < sources_.size(); ++at) {
    const MeasureNode* measure = sources_[at].measure;
    if (names[at].view.all_services && (measure == nullptr || measure->services().empty())) {
      findings.push_back({Severity::error, definition_.where,
                          "the expression of " + definition_.reference + ": " + names[at].name +
                              ".all asks for all services together, but " + names[at].name +
                              " is not split; leave .all out"});
    }
    if (measure == nullptr || services_.empty() || measure->services().empty()) continue;
    std::set<std::string> lacking;
    for (const std::string& service : measure->services()) lacking.insert(name_key(service));
    std::string different;
    for (const std::string& service : services_) {
      if (lacking.erase(name_key(service)) == 0) different = service;
    }
    for (const std::string& service : measure->services()) {
      if (!lacking.empty() && lacking.count(name_key(service)) > 0) different = service;
    }
    if (different.empty()) continue;
    findings.push_back({Severity::error, definition_.expression_where,
                        "the measures of " + definition_.reference + " are split by different services: \"" +
                            different + "\" is not among those of all of them; correct Split by of " +
                            measure->definition().name +
                            ", or take the total of each in an indicator of its own, as [A] / [B]"});
  }
}

// A row of figures, one a period. Those of earlier periods are filled from the measures' own cells; what a
// person typed there stays, and so does what a run for a later period wrote.
void IndicatorNode::find_period_cells(const Area& area, std::vector<Diagnostic>& findings) {
  const auto fail = [&](const std::string& why) {
    findings.push_back({Severity::error, definition_.value_periods.where,
                        "Value periods: \"" + definition_.value_periods.text + "\" " + why});
  };
  const std::optional<Area> headings =
      find_cells(workbook_, definition_.value_periods, "Value periods", findings);
  if (!headings) return;
  const bool across = area.range.rows() == 1;
  const bool fits =
      (across && headings->range.rows() == 1 && headings->range.columns() == area.range.columns()) ||
      (area.range.columns() == 1 && headings->range.columns() == 1 &&
       headings->range.rows() == area.range.rows());
  if (!fits)
    return fail("are not the headings of \"" + definition_.value_to.text + "\" (" +
                definition_.value_to.where + "), one a cell; correct one of the two");
  if (area.range.size() > 1'000) return fail("are more than 1,000 headings");
  if (definition_.expression.form() != Form::number)
    return fail("have no meaning for " + definition_.reference + ", which is known for one period only");
  const std::vector<OwnedCell> marked = marked_cells(workbook_);
  const DefinitionSettings& settings = definitions_.settings;
  for (std::int32_t at = 0; at < static_cast<std::int32_t>(area.range.size()); ++at) {
    const auto cell_at = [&](const Area& place) {
      CellAddress address = place.range.first;
      (across ? address.column : address.row) += at;
      return FormulaCell{place.sheet, address};
    };
    const FormulaCell heading = cell_at(*headings);
    const NumberLook look = look_of(workbook_, heading);
    const PeriodReading reading =
        read_heading(in_1900_system(value_in_file(workbook_, heading), look, workbook_), look,
                     settings.calendar, settings.period);
    if (!reading.problem.empty()) {
      findings.push_back({Severity::warning, workbook_.describe(heading.sheet, heading.address),
                          "the heading is passed over: " + reading.problem});
    }
    if (!reading.period) continue;
    const FormulaCell cell = cell_at(area);
    const std::string place = workbook_.describe(cell.sheet, cell.address);
    if (std::find(cell_periods_.begin(), cell_periods_.end(), *reading.period) != cell_periods_.end())
      return fail("name " + period_text(*reading.period, settings.calendar) + " twice");
    const bool is_current = *reading.period == period_;
    const bool is_ours =
        std::binary_search(marked.begin(), marked.end(), OwnedCell{cell.sheet, cell.address});
    if (holds_formula(workbook_, cell)) {
      if (!is_current) continue;
      if (!is_ours) return fail("stand over a formula in " + place + "; a row of figures has none");
      compared_ = true;
      value_cell_ = cell;
      continue;
    }
    const bool is_later = reading.period->last() > period_.last();
    if (!is_current && !is_ours && (is_later || !value_in_file(workbook_, cell).is_blank())) continue;
    if (is_current) value_cell_ = cell;
    owned_.push_back(cell);
    cell_periods_.push_back(*reading.period);
  }
  if (!value_cell_) {
    fail("do not name " + period_text(period_, settings.calendar) +
         "; write the heading of the period that is reported, or correct the setting Period");
  }
}

}  // namespace outturn
