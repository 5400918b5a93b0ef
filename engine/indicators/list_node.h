// A list bound to its block of cells: a node that writes one row for each indicator, or each service of one,
// that stands in it.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/indicators/indicator_list.h"
#include "engine/indicators/status_node.h"

namespace outturn {

// The cells that an officer writes about an indicator, bound.
struct IndicatorNotes {
  std::optional<FormulaCell> commentary, plan_cell;
  std::string plan;  // where the definition holds the plan's reference itself
};
// Finds the cells of Commentary and Plan.
[[nodiscard]] IndicatorNotes bind_notes(const Workbook& workbook, const IndicatorDefinition& definition,
                                        std::vector<Diagnostic>& findings);

class ListNode final : public ReportNode {
 public:
  using Notes = std::map<const IndicatorDefinition*, IndicatorNotes>;
  // `statuses` are those of the indicators that its Only allows, or of the one whose services are listed.
  ListNode(const Workbook& workbook, const Definitions& definitions, const ListDefinition& definition,
           std::vector<const StatusNode*> statuses, const Notes& notes, const Period& period,
           std::vector<Diagnostic>& findings);

  struct Row {
    std::string group;
    std::optional<std::size_t> entry;  // none: a line that only names its group, or says that it is empty
    bool is_first = false;             // of its group
    bool is_empty = false;             // says that there is nothing
  };
  [[nodiscard]] const ListDefinition& definition() const noexcept { return definition_; }
  [[nodiscard]] const std::vector<ListEntry>& entries() const noexcept { return entries_; }
  [[nodiscard]] const std::vector<Row>& rows() const noexcept { return rows_; }
  [[nodiscard]] const std::vector<std::string>& undecided() const noexcept { return undecided_; }
  [[nodiscard]] std::size_t rows_without_room() const noexcept { return without_room_; }
  [[nodiscard]] std::string why(const ListEntry& entry) const;  // "Red: …; worsening, from …"
  // Column and words of what is in force beside Which: Of, Only, By, Sort, Most, Empty, Cells.
  [[nodiscard]] std::vector<std::pair<std::string, std::string>> rules() const;
  // What a cell of the row holds, as text: "Reference", "Value", "Change"…
  [[nodiscard]] std::string cell_text(const ListEntry& entry, std::string_view column) const;
  [[nodiscard]] const std::vector<Diagnostic>& diagnostics() const noexcept { return diagnostics_; }
  [[nodiscard]] const std::string& kept() const noexcept { return kept_; }
  // The position in rows() that a cell of the block shows; none for a cell that is not its own.
  [[nodiscard]] std::optional<std::size_t> row_of(const FormulaCell& cell) const;
  // The cells below the heading Status, each with the status that it shows; none where the list is kept.
  [[nodiscard]] std::vector<std::pair<FormulaCell, const StatusWord*>> status_cells() const;
  [[nodiscard]] const std::string* refusal() const noexcept override {
    return refusal_.empty() ? nullptr : &refusal_;
  }

  [[nodiscard]] NodeKind kind() const override { return NodeKind::list; }
  [[nodiscard]] std::string label() const override { return "the list " + definition_.name; }
  [[nodiscard]] std::vector<Area> reads() const override;
  [[nodiscard]] std::vector<const ReportNode*> precedents() const override;
  [[nodiscard]] std::vector<OwnedCell> owns() const override;
  bool calculate(EvaluationContext& context, std::vector<Value>& values) override;
  void keep(const std::string& reason) override { kept_ = reason; }

 private:
  void bind_block(const Area& block, std::vector<Diagnostic>& findings);
  void find_entries(EvaluationContext& context);
  void arrange();
  void find_shares();
  void add_group(const std::string& name, std::vector<std::size_t> positions);
  void report();
  [[nodiscard]] const StatusNode& source(const ListEntry& entry) const;
  [[nodiscard]] std::optional<int> places(const IndicatorNode& node) const;
  [[nodiscard]] Value cell_value(const Row& row, std::size_t column, const FormulaCell& cell) const;
  [[nodiscard]] bool has_group_column() const;

  const Workbook& workbook_;
  const Definitions& definitions_;
  const ListDefinition& definition_;
  std::vector<const StatusNode*> statuses_;
  const Notes& notes_;
  Period period_;
  std::vector<std::string> columns_;  // in their own spelling, from left to right
  std::vector<FormulaCell> cells_;    // row by row; a single one holds the references in a sentence
  std::size_t block_rows_ = 0;
  bool is_sentence_ = false;

  std::vector<ListEntry> entries_;
  std::vector<std::size_t> sources_;  // of each entry, in statuses_
  std::vector<std::string> commentaries_;
  std::vector<std::optional<double>> shares_;  // of each entry, as the list's Rounding has them
  std::vector<Row> rows_;
  std::vector<std::string> undecided_, ties_;
  std::size_t without_room_ = 0;
  std::vector<Diagnostic> diagnostics_;
  std::string refusal_, kept_;
};

}  // namespace outturn
