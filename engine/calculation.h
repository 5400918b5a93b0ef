// The machinery behind Recalculation. Private to engine/: recalculation.cpp is its front, and each of
// calculation.cpp (one cell after another), spill.cpp (array results), cycle.cpp (circular references) and
// propagation.cpp (what depends on a change) holds one part of it.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "engine/block_evaluation.h"
#include "engine/change_set.h"
#include "engine/dependency_graph.h"
#include "engine/reads.h"
#include "engine/recalculation.h"
#include "engine/workbook_context.h"

namespace outturn {

class Calculation {
 public:
  using Input = Recalculation::Input;

  Calculation(Workbook& workbook, const RecalculationOptions& options);

  void add_node(ReportNode& node) { reports_.push_back(&node); }
  void set_input(SheetId sheet, CellAddress cell, const Value& value);
  void calculate();

  Workbook& workbook_;
  RecalculationOptions options_;
  WorkbookContext::Spills spills_;
  WorkbookContext context_;

  // --- results
  struct CellKey {
    SheetId sheet;
    CellAddress cell;
    friend auto operator<=>(const CellKey&, const CellKey&) = default;
  };
  std::map<CellKey, KeptCell> kept_;
  std::vector<CircularReference> circular_;
  std::vector<Diagnostic> diagnostics_;
  std::vector<Input> inputs_;
  std::set<CellKey> input_cells_;    // the same
  std::map<CellKey, NodeId> owned_;  // cells of report nodes
  std::int64_t evaluated_ = 0;

 private:
  // A node with, for a fill of single cells, one of its cells; for array formulas the cell is the range's
  // first.
  struct Task {
    NodeId node = -1;
    CellAddress cell;
    friend auto operator<=>(const Task&, const Task&) = default;
  };
  struct ChangedRange {
    SheetId sheet = 0;
    RangeAddress range;
  };

  // --- calculation.cpp
  void prepare();  // graph, owners; every calculated cell pending
  void calculate_all();
  void fetch_ahead(std::int32_t component) const;
  void sweep(std::int32_t component);
  void calculate_fill(const Fill& fill, NodeId node);
  // As many rows of the column as a block takes; false if they must be calculated one by one.
  bool calculate_block(const Fill& fill, const Program& program, CellAddress first, std::int32_t rows);
  // Calculates a task and, before it, whatever it turns out to need. Does nothing if it is done.
  void complete(Task task);
  [[nodiscard]] bool is_done(const Task& task) const;
  // False if suspended.
  bool evaluate_task(const Task& task);
  bool evaluate_cell(const Fill& fill, CellAddress cell);
  bool evaluate_array(const Fill& fill);
  bool evaluate_report(NodeId node);
  bool evaluate_kept(const Fill& fill, CellAddress cell, const std::string& reason);
  // Why a fill is not calculated; null if it is.
  [[nodiscard]] const std::string* reason_to_keep(const Fill& fill);
  [[nodiscard]] std::string unsupported(const Program& program) const;
  [[nodiscard]] std::string reads_stale(const OwnedCell& cell) const;
  [[nodiscard]] bool is_dynamic(const Program& program) const;
  [[nodiscard]] bool is_volatile(const Program& program) const;
  void keep(SheetId sheet, CellAddress cell, std::string reason, bool stale);
  void keep_all(const Fill& fill, const std::string& reason, bool stale);
  void store(SheetId sheet, CellAddress cell, const Value& value);
  void note_met(SheetId sheet, CellAddress cell);
  [[nodiscard]] std::optional<Task> owner_of(SheetId sheet, CellAddress cell) const;
  // The first tasks that the task just suspended waits for, in reading order.
  [[nodiscard]] std::vector<Task> missing_tasks(std::size_t most);
  [[nodiscard]] std::vector<OwnedCell> cells_of(const Task& task) const;
  [[nodiscard]] bool has_saved_values(const Area& area) const;
  [[nodiscard]] bool has_saved_values(const Fill& fill, const RangeAddress& part) const;
  // Of whole fills, remembered until something is calculated again: thousands of kept cells may read one
  // column.
  mutable std::map<FillId, bool> whole_fills_saved_;
  [[nodiscard]] bool has_any_change() const;

  // --- spill.cpp
  // An input in a cell that an array fills: the array has to make way.
  void interrupt_spill(SheetId sheet, CellAddress cell);
  void store_dynamic(const Fill& fill, const Value& result);
  void store_fixed(const Fill& fill, const Value& result);
  [[nodiscard]] bool has_room(const Fill& fill, const RangeAddress& range) const;

  // --- cycle.cpp
  void close_circle(std::vector<Task>& stack, std::map<Task, std::size_t>& begun, const Task& met);
  void iterate(std::int32_t component, std::map<Task, std::size_t>& begun);

  // --- propagation.cpp
  struct DirtyTask {  // in the order of work
    std::int32_t component = 0;
    CellAddress cell;
    NodeId node = -1;
    friend auto operator<=>(const DirtyTask&, const DirtyTask&) = default;
  };
  void propagate();
  void settle();
  void drain(std::int64_t limit);
  // Calls back with each task that reads something in the range, perhaps more than once.
  template <typename F>
  void for_each_reader(const ChangedRange& changed, F&& found) const;
  // The tasks and everything that reads them, directly or not; only within one component unless it is -1.
  [[nodiscard]] std::set<DirtyTask> with_readers(std::set<DirtyTask> tasks, std::int32_t component) const;
  [[nodiscard]] std::set<DirtyTask> tasks_of(NodeId node) const;
  // Calculates the tasks again, each after those of the others that it reads; what other tasks read of what
  // changed becomes dirty.
  void recalculate(const std::set<DirtyTask>& tasks);
  void keep_restless();

  [[nodiscard]] NodeId fill_count() const noexcept { return static_cast<NodeId>(workbook_.fills().size()); }
  [[nodiscard]] bool is_fill(NodeId node) const noexcept { return node < fill_count(); }
  [[nodiscard]] ReportNode& report(NodeId node) const {
    return *reports_[static_cast<std::size_t>(node - fill_count())];
  }

  std::vector<ReportNode*> reports_;
  std::map<const ReportNode*, NodeId> report_ids_;
  std::vector<bool> report_done_;
  std::vector<Read> reads_;
  std::optional<ReadIndex> index_;
  std::optional<DependencyGraph> graph_;
  std::vector<NodeId> dynamic_;  // nodes whose reads the text does not show
  // Cells whose value changed while calculating and that readers may have seen before: what spills reach
  // beyond their saved extent, and inputs.
  std::vector<ChangedRange> changed_;
  std::set<DirtyTask> dirty_;
  WorkbookContext::Spills blocked_;  // where arrays want to spill and have no room
  // Tasks that keep a current value only because nothing in the workbook changed.
  std::set<DirtyTask> trusting_;
  std::vector<std::vector<NodeId>> report_dependents_;
  std::vector<bool> report_stale_;
  std::vector<NodeId> missing_reports_;  // of the report node just evaluated
  bool report_changed_ = false;
  int iterating_ = 0;  // rings begun and not yet at rest
  enum class Calculated : std::uint8_t { unknown, yes, no };
  std::vector<Calculated> calculated_;                  // by formula
  std::unordered_map<FormulaId, std::string> reasons_;  // of those that are not calculated
  // Something may differ from what was saved: a formula is volatile, or a calculated value is another.
  bool unpredictable_ = false;
  BlockEvaluation blocks_;
  bool prepared_ = false;
};

}  // namespace outturn
