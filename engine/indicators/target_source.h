// Where an indicator's target comes from in the reporting period: its cell, its profile over the year, an
// expression over measures, a change on a baseline.
#pragma once

#include <optional>
#include <vector>

#include "engine/indicators/indicator_node.h"

namespace outturn {

class TargetSource {
 public:
  TargetSource(const Workbook& workbook, const Definitions& definitions, const IndicatorNode& indicator);

  // The expressions that hold in the period; null for none. A node for each is made by whoever binds.
  [[nodiscard]] CellExpression target_expression() const;
  [[nodiscard]] CellExpression tolerance_expression() const;
  [[nodiscard]] CellExpression judged_on() const { return indicator_.definition().judged_on; }
  void set_nodes(const IndicatorNode* target, const IndicatorNode* tolerance, const IndicatorNode* judged);

  void bind(std::vector<Diagnostic>& findings);
  [[nodiscard]] std::vector<Area> reads() const;
  [[nodiscard]] std::vector<const ReportNode*> precedents() const;
  // Requires: what it reads is ready, and the indicator is calculated.
  [[nodiscard]] PeriodTarget find(EvaluationContext& context) const;

  [[nodiscard]] const IndicatorNode* target_node() const noexcept { return target_; }
  // The node whose figure is judged in place of the indicator's own; null for none.
  [[nodiscard]] const IndicatorNode* judged_node() const noexcept { return judged_; }

 private:
  void apply_rule(PeriodTarget& result) const;
  void apply_profile(PeriodTarget& result, EvaluationContext& context) const;
  void apply_cells(PeriodTarget& result, EvaluationContext& context) const;
  void apply_last_year(PeriodTarget& result) const;

  const Workbook& workbook_;
  const Definitions& definitions_;
  const IndicatorNode& indicator_;
  const TargetDefinition* row_ = nullptr;  // of the Targets sheet
  const IndicatorNode* target_ = nullptr;
  const IndicatorNode* tolerance_ = nullptr;
  const IndicatorNode* judged_ = nullptr;
  std::optional<Area> cells_;  // of the profile
};

}  // namespace outturn
