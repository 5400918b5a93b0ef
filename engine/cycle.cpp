// Circular references: named cell by cell, or iterated where the workbook says so.
#include <algorithm>
#include <cmath>

#include "engine/calculation.h"
#include "formulas/evaluator.h"

namespace outturn {

namespace {

// Rings that wait for one another through INDIRECT are iterated one inside the other; no real workbook goes
// as deep.
constexpr int kMaxNestedRings = 100;

}  // namespace

// `met` is in progress further down the stack: everything in progress from it to the top reads the next one.
void Calculation::close_circle(std::vector<Task>& stack, std::map<Task, std::size_t>& begun,
                               const Task& met) {
  // A circle that no edge shows (INDIRECT) has no ring to iterate over.
  if (workbook_.settings.iterate && is_fill(met.node) && graph_->is_ring(graph_->component_of(met.node)))
    return iterate(graph_->component_of(met.node), begun);
  std::vector<Task> members;
  for (const Task& task : stack) {
    if (task == met) members.clear();
    if (begun.contains(task) && std::find(members.begin(), members.end(), task) == members.end())
      members.push_back(task);
  }
  CircularReference circle;
  for (const Task& task : members) {
    if (is_fill(task.node)) circle.cells.push_back({workbook_.fill(task.node).sheet, task.cell});
    for (const OwnedCell& cell : cells_of(task))
      keep(cell.sheet, cell.address, "it is part of a circular reference", true);
    if (!is_fill(task.node)) {
      const auto at = static_cast<std::size_t>(task.node - fill_count());
      report_done_[at] = report_stale_[at] = true;
      reports_[at]->keep("it is part of a circular reference");
    }
    begun.erase(task);
  }
  // Told from its first cell in sheet order on, so that the same circle reads the same however it was met.
  const auto first =
      std::min_element(circle.cells.begin(), circle.cells.end(), [](const OwnedCell& a, const OwnedCell& b) {
        return std::pair(a.sheet, a.address) < std::pair(b.sheet, b.address);
      });
  if (first != circle.cells.end()) std::rotate(circle.cells.begin(), first, circle.cells.end());
  circular_.push_back(std::move(circle));
}

// Excel's iterative calculation: the cells of the ring are calculated over and over, in sheet, row and column
// order, from the values they were saved with, until none moves by max_change or max_iterations is reached.
// Every cell of the ring that is still to be calculated takes part: which of them the circle runs through may
// differ from one iteration to the next.
void Calculation::iterate(std::int32_t component, std::map<Task, std::size_t>& begun) {
  std::vector<Task> tasks;
  const auto add = [&](const Task& task) {
    if (is_done(task)) return;
    tasks.push_back(task);
    begun.erase(task);
  };
  for (const NodeId node : graph_->component(component)) {
    if (!is_fill(node)) continue;
    const Fill& fill = workbook_.fill(node);
    const RangeAddress range = fill.kind == FillKind::cells ? fill.range : single_cell(fill.range.first);
    for (std::int32_t row = range.first.row; row <= range.last.row; ++row)
      for (std::int32_t column = range.first.column; column <= range.last.column; ++column)
        add({node, {row, column}});
  }
  std::sort(tasks.begin(), tasks.end(), [&](const Task& a, const Task& b) {
    return std::tuple(workbook_.fill(a.node).sheet, a.cell) <
           std::tuple(workbook_.fill(b.node).sheet, b.cell);
  });
  for (const Task& task : tasks) {
    for (const OwnedCell& cell : cells_of(task)) {
      Sheet& sheet = workbook_.sheet(cell.sheet);
      sheet.set_value(cell.address, sheet.saved_value(cell.address));
    }
  }
  for (std::int32_t round = 0; round < workbook_.settings.max_iterations; ++round) {
    double largest = 0;
    for (const Task& task : tasks) {
      const Fill& fill = workbook_.fill(task.node);
      const Value before = workbook_.sheet(fill.sheet).value(task.cell);
      whole_fills_saved_.clear();
      // Cells outside the ring that are still pending are calculated first.
      while (!evaluate_task(task)) {
        std::vector<Task> needed;
        for (const Task& owner : missing_tasks(SIZE_MAX))
          if (!begun.contains(owner)) needed.push_back(owner);
        if (needed.empty() || iterating_ == kMaxNestedRings) {
          keep(fill.sheet, task.cell, "it is part of a circular reference", true);
          break;
        }
        ++iterating_;
        for (const Task& owner : needed) complete(owner);
        --iterating_;
      }
      const Value after = workbook_.sheet(fill.sheet).value(task.cell);
      if (before.is_number() && after.is_number())
        largest = std::max(largest, std::fabs(after.number() - before.number()));
      else if (!(before == after))
        largest = HUGE_VAL;
    }
    if (largest < workbook_.settings.max_change) break;
  }
}

}  // namespace outturn
