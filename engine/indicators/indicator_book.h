// The indicators of a workbook: reads their definitions, binds them to cells, gives their nodes to the
// recalculation, and tells what came out.
//
//   IndicatorBook book(workbook, read_sheet_definitions(workbook).tables, {});
//   if (!book.has_errors()) book.add_nodes(recalculation);
//   recalculation.calculate();
//   for (const IndicatorResult& result : book.results()) …
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/indicators/definitions.h"
#include "engine/indicators/list_node.h"
#include "engine/indicators/position_node.h"
#include "engine/indicators/roll_up_node.h"
#include "engine/indicators/trend_node.h"
#include "engine/recalculation.h"

namespace outturn {

struct IndicatorOptions {
  std::string period;         // overrides the settings' period; empty: theirs
  bool adopt = false;         // take over cells that hold typed constants
  bool as_published = false;  // what was restated or published since the period was closed is not known
};

// How an entered figure agrees with the calculated one, at its own printed precision.
enum class Agreement : std::uint8_t {
  none,  // no figure was entered, or there is nothing to compare it with
  same,
  rounding,  // less than one unit in its last place away
  differs,
};

struct IndicatorResult {
  const IndicatorDefinition* definition = nullptr;
  IndicatorValue value;
  std::string shown;     // the figure as its cell prints it; "" without one
  std::string coverage;  // "4 of 6 services reported (without Housing, Planning)"; "" for a single figure
  std::vector<std::string> services;
  std::vector<IndicatorValue> service_values;
  StatusResult status;
  std::string previous_status;  // what the status cell held in the file
  std::optional<double> entered_value;
  Agreement entered_agreement = Agreement::none;
  bool status_differs = false;  // an entered status against the figures
  std::string knife_edge;       // how the printed figure would be judged, where that differs; ""
  std::string judged_on;        // of a knife-edge: what is judged in place of the value, as printed
  std::string kept;             // why its cells keep their saved values; ""
  std::optional<FormulaCell> value_cell, status_cell;
};

struct RollUpResult {
  const RollUpDefinition* definition = nullptr;
  const RollUpPlan* plan = nullptr;
  const RollUpTable* table = nullptr;
  // "58 due, 55 reported, 3 awaited", and the items whose figures are made of a part of what they need
  std::string coverage;
  std::string kept;
  const RollUpTable* previous = nullptr;  // of the period before, where it is asked for and known
  std::string counted_twice;              // see roll_up_checks.h
};

// The colour of a status cell, to be written beside its word. None: a list's cell that holds no word with a
// colour, so that the colour of a status that stood there goes.
struct StatusFill {
  FormulaCell cell;
  std::optional<std::uint32_t> colour;  // 0xRRGGBB
};

class IndicatorBook {
 public:
  // The workbook outlives the book, and its cells are as in the file but for changed inputs. `tables` are
  // those of the sheets or of a TOML file.
  IndicatorBook(const Workbook& workbook, std::vector<DefinitionTable> tables, IndicatorOptions options);
  ~IndicatorBook();
  IndicatorBook(const IndicatorBook&) = delete;
  IndicatorBook& operator=(const IndicatorBook&) = delete;

  // Whether there is anything to calculate.
  [[nodiscard]] bool is_empty() const noexcept;
  // Errors in the definitions: nothing may be calculated or written.
  [[nodiscard]] bool has_errors() const noexcept;
  // What is wrong or doubtful in the definitions.
  [[nodiscard]] const std::vector<Diagnostic>& findings() const noexcept;
  [[nodiscard]] const Definitions& definitions() const noexcept;
  [[nodiscard]] const std::optional<Period>& period() const noexcept;

  // Requires: !has_errors(). The book outlives the recalculation.
  void add_nodes(Recalculation& recalculation);

  // After a calculation. Results stand in the order of the definitions; only those that hold for the period.
  [[nodiscard]] std::vector<IndicatorResult> results() const;
  [[nodiscard]] std::vector<RollUpResult> roll_ups() const;
  [[nodiscard]] std::vector<const TrendNode*> trends() const;  // of the indicators with a Trend to
  [[nodiscard]] std::vector<const ListNode*> lists() const;
  [[nodiscard]] std::vector<StatusFill> fills() const;
  // The cells that hold what the nodes gave, in ascending order: those to be marked as outturn's own
  // (engine/owned_cells.h). A cell left blank is nobody's: what is typed there later is a person's.
  [[nodiscard]] std::vector<OwnedCell> written_cells() const;
  // What the figures show: cells that cannot be read, entered figures and statuses that differ, knife-edges.
  [[nodiscard]] std::vector<Diagnostic> diagnostics() const;

  [[nodiscard]] const StatusNode* find(std::string_view reference) const;
  [[nodiscard]] const RollUpNode* find_roll_up(std::string_view name) const;
  [[nodiscard]] const RollUpNode* roll_up_at(const FormulaCell& cell) const;  // that writes the cell
  // The reference of the indicator that owns a cell, or enters into it; empty for none.
  [[nodiscard]] std::string reference_at(const FormulaCell& cell) const;
  [[nodiscard]] const Workbook& workbook() const noexcept { return workbook_; }
  [[nodiscard]] std::vector<const StatusNode*> status_nodes() const;
  [[nodiscard]] std::vector<const MeasureNode*> measure_nodes() const;
  [[nodiscard]] std::vector<const RollUpNode*> roll_up_nodes() const;

 private:
  void bind();
  void check_trend_over(const IndicatorNode& node);
  void bind_lists();
  // Every node that writes cells, with the definition that says where.
  struct Writer {
    const ReportNode* node;
    std::string where;
    std::string column;
    std::string beside = {};  // another cell of the definition that says where
  };
  [[nodiscard]] std::vector<Writer> writers() const;
  void check_owners();
  [[nodiscard]] bool check_moved();
  void check_adoption();

  const Workbook& workbook_;
  IndicatorOptions options_;
  Definitions definitions_;
  std::optional<Period> period_;
  std::vector<std::unique_ptr<MeasureNode>> measures_;
  std::vector<std::unique_ptr<IndicatorNode>> indicators_;
  // Of targets, tolerances and forecasts: calculated, never reported.
  std::vector<std::unique_ptr<IndicatorNode>> cell_expressions_;
  std::vector<std::unique_ptr<StatusNode>> statuses_;
  std::vector<std::unique_ptr<RollUpNode>> roll_ups_;
  std::vector<std::unique_ptr<TrendNode>> trends_;
  std::vector<std::unique_ptr<PositionNode>> positions_;
  std::vector<ListDefinition> list_definitions_;  // not changed once lists_ refer to them
  ListNode::Notes notes_;
  std::vector<std::unique_ptr<ListNode>> lists_;
};

}  // namespace outturn
