#include "engine/indicators/trend_node.h"

#include "engine/indicators/past_status.h"
#include "engine/indicators/spelling.h"
#include "formulas/decimal_rounding.h"

namespace outturn {

TrendNode::TrendNode(const Workbook& workbook, const Definitions& definitions, const IndicatorNode& indicator,
                     std::vector<Diagnostic>& findings)
    : workbook_(workbook), definitions_(definitions), indicator_(indicator) {
  const PlaceText& place = indicator.definition().trend_to;
  cell_ = find_cell(workbook, place, "Trend to", findings);
  if (cell_ && holds_formula(workbook, *cell_)) {
    findings.push_back({Severity::error, place.where,
                        "Trend to: " + workbook.describe(cell_->sheet, cell_->address) +
                            " holds a formula; a trend is written into a cell without one"});
    cell_.reset();
  }
}

std::optional<int> TrendNode::places() const {
  const std::optional<FormulaCell>& cell = indicator_.value_cell();
  return cell ? printed_places(workbook_, *cell, indicator_.definition().unit) : std::nullopt;
}

std::vector<const ReportNode*> TrendNode::precedents() const { return with_everything_below({&indicator_}); }

std::vector<OwnedCell> TrendNode::owns() const {
  if (!cell_) return {};
  return {{cell_->sheet, cell_->address}};
}

bool TrendNode::calculate(EvaluationContext& context, std::vector<Value>& values) {
  if (context.suspended()) return false;
  kept_.clear();
  result_ = find_trend(indicator_, definitions_);
  if (!values.empty())
    values[0] = refusal() != nullptr ? workbook_.sheet(cell_->sheet).saved_value(cell_->address)
                                     : Value(trend_word(result_.direction));
  return true;
}

std::string TrendNode::text() const {
  return folded_phrase(trend_word(result_.direction)) +
         (result_.direction == Trend::Direction::none ? ": " : ", ") +
         trend_text(result_, indicator_.definition().unit, definitions_.settings.calendar, places());
}

std::vector<Diagnostic> TrendNode::diagnostics() const {
  const std::string where = cell_ ? workbook_.describe(cell_->sheet, cell_->address) : std::string();
  const IndicatorDefinition& definition = indicator_.definition();
  if (refusal() != nullptr) return {};
  if (result_.direction == Trend::Direction::none)
    return {{Severity::note, where, definition.reference + " has no trend: " + result_.reason}};
  const std::optional<int> decimals = places();
  if (!decimals || !result_.change || *result_.change == 0) return {};
  if (compare_15(as_printed(result_.now.number, definition.unit, *decimals),
                 as_printed(result_.then.number, definition.unit, *decimals)) != 0)
    return {};
  return {{Severity::warning, where,
           definition.reference + " is " + folded_phrase(trend_word(result_.direction)) +
               ", although both figures are printed as " +
               value_text(result_.now, definition.unit, decimals) + "; unrounded the change is " +
               change_text(*result_.change, definition.unit, std::nullopt)}};
}

}  // namespace outturn
