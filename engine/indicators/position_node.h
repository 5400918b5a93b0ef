// Where an indicator's figure stands against a benchmark, in the cell that Position to names: "Above mean",
// "Below median", "Top quartile".
#pragma once

#include <string>
#include <vector>

#include "engine/indicators/indicator_node.h"

namespace outturn {

struct Position {
  std::string word;  // empty where there is none
  std::string
      text;  // "44% against 41.58%, the mean of recycling for 2018/19, East Midlands at Benchmarks!E7"
  std::string peers;    // what each peer has, lowest first; empty for none
  std::string unknown;  // why there is none, where that is in order: no figure yet
  std::string problem;  // why there is none, where something is to be put right
  std::string doubt;    // the printed figures would say otherwise
};

// `places` are the decimals that the figure is printed with. Requires: calculated; the definition has a
// benchmark. "Above" and "Below" tell the figures apart whatever is better; the top quartile is the better
// end by the aim.
[[nodiscard]] Position find_position(const IndicatorNode& node, const Definitions& definitions,
                                     std::optional<int> places);

class PositionNode final : public ReportNode {
 public:
  // Requires: the indicator's definition has a Position to and a benchmark.
  PositionNode(const Workbook& workbook, const Definitions& definitions, const IndicatorNode& indicator,
               std::vector<Diagnostic>& findings);

  [[nodiscard]] const IndicatorNode& indicator() const noexcept { return indicator_; }
  [[nodiscard]] const Position& result() const noexcept { return result_; }
  [[nodiscard]] std::vector<Diagnostic> diagnostics() const;
  [[nodiscard]] const std::string* refusal() const noexcept override { return indicator_.refusal(); }

  [[nodiscard]] NodeKind kind() const override { return NodeKind::position; }
  [[nodiscard]] std::string label() const override { return "the position of " + indicator_.label(); }
  [[nodiscard]] std::vector<Area> reads() const override { return {}; }
  [[nodiscard]] std::vector<const ReportNode*> precedents() const override { return {&indicator_}; }
  [[nodiscard]] std::vector<OwnedCell> owns() const override;
  bool calculate(EvaluationContext& context, std::vector<Value>& values) override;

 private:
  const Workbook& workbook_;
  const Definitions& definitions_;
  const IndicatorNode& indicator_;
  std::optional<FormulaCell> cell_;
  Position result_;
};

}  // namespace outturn
