// A roll-up bound to its sheet: a node that counts statuses by line and class into the cells it owns.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/indicators/roll_up.h"
#include "engine/indicators/status_node.h"

namespace outturn {

class RollUpNode final : public ReportNode {
 public:
  // `statuses` are those of the items that the roll-up is about, as its Only says but for conditions on the
  // status itself.
  RollUpNode(const Workbook& workbook, const Definitions& definitions, const RollUpDefinition& definition,
             std::vector<const StatusNode*> statuses, const Period& period,
             std::vector<Diagnostic>& findings);

  [[nodiscard]] const RollUpDefinition& definition() const noexcept { return definition_; }
  [[nodiscard]] const RollUpPlan& plan() const noexcept { return plan_; }
  [[nodiscard]] const RollUpTable& table() const noexcept { return table_; }
  // Of the period before; none where it is not asked for or not known.
  [[nodiscard]] const std::optional<RollUpTable>& previous() const noexcept { return previous_; }
  [[nodiscard]] const std::vector<const StatusNode*>& statuses() const noexcept { return statuses_; }
  // The items that it counts, in the order of their definitions.
  [[nodiscard]] const std::vector<std::string>& references() const noexcept { return references_; }
  [[nodiscard]] const Period& period() const noexcept { return period_; }
  [[nodiscard]] const std::vector<Diagnostic>& diagnostics() const noexcept { return diagnostics_; }
  [[nodiscard]] const std::string& kept() const noexcept { return kept_; }
  // Which line and class a cell of Counts to or Percentages to is for; the line after the last is the total.
  struct Place {
    std::size_t line = 0, status_class = 0;
    bool percentage = false;
    bool previous = false;
  };
  [[nodiscard]] std::optional<Place> place_of(const FormulaCell& cell) const;
  // Why the last calculation gives no counts: the status of an item cannot be told.
  [[nodiscard]] const std::string* refusal() const noexcept override {
    return refusal_.empty() ? nullptr : &refusal_;
  }

  [[nodiscard]] NodeKind kind() const override { return NodeKind::roll_up; }
  [[nodiscard]] std::string label() const override { return definition_.name; }
  [[nodiscard]] std::vector<Area> reads() const override;
  [[nodiscard]] std::vector<const ReportNode*> precedents() const override;
  [[nodiscard]] std::vector<OwnedCell> owns() const override;
  bool calculate(EvaluationContext& context, std::vector<Value>& values) override;
  void keep(const std::string& reason) override { kept_ = reason; }

 private:
  struct OutputCell {
    FormulaCell cell;
    std::size_t line = 0;  // lines_.size() is the total
    std::size_t status_class = 0;
    bool percentage = false;
    bool previous = false;  // of the period before
  };
  void place_outputs(const PlaceText& place, std::string_view what, OutputCell like, const Area& lines,
                     const Area& classes, std::vector<Diagnostic>& findings);
  void find_total(const Area& lines, std::vector<Diagnostic>& findings);
  void read_classes(EvaluationContext& context);
  [[nodiscard]] RollUpItem item_of(const StatusNode& status, const StatusWord* word,
                                   const Period& period) const;
  void calculate_previous();
  // The class that a status is counted in: its own, else its group's; empty for none.
  [[nodiscard]] std::string class_of(const StatusWord& word) const;
  void report(const RollUpTable& table);
  [[nodiscard]] std::string by_their_references(const RollUpTable& table) const;
  void compare(EvaluationContext& context);
  // The line that a cell is about; null where there is no period before.
  [[nodiscard]] const RollUpLine* line_of(const OutputCell& output) const;
  // What the cell shall hold, in its own form.
  [[nodiscard]] std::optional<double> number_for(const OutputCell& output) const;

  const Workbook& workbook_;
  const Definitions& definitions_;
  const RollUpDefinition& definition_;
  std::vector<const StatusNode*> statuses_;
  Period period_;
  bool looks_back_ = false;  // the period before is asked for
  bool down_ = true;         // lines one below the other, classes side by side
  std::vector<FormulaCell> lines_, classes_;
  std::optional<FormulaCell> total_;  // a total line outside the lines
  std::optional<std::size_t> total_index_;
  std::string total_name_;
  std::vector<OutputCell> outputs_;
  std::vector<OutputCell> compared_;  // they hold formulas that outturn wrote; these are not replaced

  RollUpPlan plan_;
  RollUpTable table_;
  std::optional<RollUpTable> previous_;
  std::vector<std::string> references_;
  std::vector<Diagnostic> diagnostics_;
  std::string refusal_, kept_;
};

}  // namespace outturn
