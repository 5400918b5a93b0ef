// The trend of an indicator in the cell that Trend to names.
#pragma once

#include <string>
#include <vector>

#include "engine/indicators/trend.h"

namespace outturn {

class TrendNode final : public ReportNode {
 public:
  // Requires: the indicator's definition has a Trend to.
  TrendNode(const Workbook& workbook, const Definitions& definitions, const IndicatorNode& indicator,
            std::vector<Diagnostic>& findings);

  [[nodiscard]] const IndicatorNode& indicator() const noexcept { return indicator_; }
  [[nodiscard]] const Trend& result() const noexcept { return result_; }
  [[nodiscard]] const std::string& kept() const noexcept { return kept_; }
  [[nodiscard]] std::string text() const;  // "improving, from 14 days in Q1 2018/19 to 7 days"
  [[nodiscard]] std::vector<Diagnostic> diagnostics() const;
  [[nodiscard]] const std::string* refusal() const noexcept override { return indicator_.refusal(); }

  [[nodiscard]] NodeKind kind() const override { return NodeKind::trend; }
  [[nodiscard]] std::string label() const override { return "the trend of " + indicator_.label(); }
  [[nodiscard]] std::vector<Area> reads() const override { return {}; }
  [[nodiscard]] std::vector<const ReportNode*> precedents() const override;
  [[nodiscard]] std::vector<OwnedCell> owns() const override;
  bool calculate(EvaluationContext& context, std::vector<Value>& values) override;
  void keep(const std::string& reason) override { kept_ = reason; }

 private:
  [[nodiscard]] std::optional<int> places() const;

  const Workbook& workbook_;
  const Definitions& definitions_;
  const IndicatorNode& indicator_;
  std::optional<FormulaCell> cell_;
  Trend result_;
  std::string kept_;
};

}  // namespace outturn
