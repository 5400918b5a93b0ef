// What depends on a change: nodes are taken in the order of the graph, only their cells that read something changed are
// calculated again, and a value that stays the same ends the way.
#include <algorithm>

#include "engine/calculation.h"

namespace outturn {

namespace {

// Excel recalculates dynamic references until they rest; a workbook that never rests is reported.
constexpr int kMaxDynamicRounds = 100;

}  // namespace

void Calculation::add_dirty(const ChangedRange& changed) {
  index_->find(changed.sheet, changed.range, [&](const Read& read) {
    if (!is_fill(read.node)) {
      dirty_.insert({graph_->component_of(read.node), {}, read.node});
      return;
    }
    const Fill& fill = workbook_.fill(read.node);
    if (fill.kind != FillKind::cells) {
      dirty_.insert({graph_->component_of(read.node), fill.range.first, read.node});
      return;
    }
    const auto cells = affected_cells(read, fill.range, changed.range);
    if (!cells) return;
    for (std::int32_t row = cells->first.row; row <= cells->last.row; ++row)
      for (std::int32_t column = cells->first.column; column <= cells->last.column; ++column)
        dirty_.insert({graph_->component_of(read.node), {row, column}, read.node});
  });
}

bool Calculation::recalculate_task(const Task& task) {
  const bool report = !is_fill(task.node);
  const SheetId sheet_id = report ? 0 : workbook_.fill(task.node).sheet;
  std::vector<std::pair<OwnedCell, Value>> before;
  std::vector<bool> stale_before;
  for (const OwnedCell& cell : cells_of(task)) {
    Sheet& sheet = workbook_.sheet(cell.sheet);
    if (!report && workbook_.fill(task.node).kind == FillKind::dynamic_array &&
        sheet.fill_at(cell.address) != task.node && sheet.tag(cell.address) != CellTag::blank) {
      // A cell beyond the saved extent stays as it is until the new extent is known.
      before.emplace_back(cell, sheet.value(cell.address));
      stale_before.push_back(sheet.is_stale(cell.address));
      continue;
    }
    before.emplace_back(cell, sheet.value(cell.address));
    stale_before.push_back(sheet.is_stale(cell.address));
    if (sheet.fill_at(cell.address) == task.node || report) sheet.set_pending(cell.address);
  }
  if (report) report_done_[static_cast<std::size_t>(task.node - fill_count())] = false;
  report_changed_ = false;
  complete(task);
  const bool nodes_changed = report && report_changed_;
  std::vector<OwnedCell> after = cells_of(task);
  for (std::size_t i = 0; i < before.size(); ++i) {
    const OwnedCell& cell = before[i].first;
    const Sheet& sheet = workbook_.sheet(cell.sheet);
    if (!(before[i].second == sheet.value(cell.address)) || stale_before[i] != sheet.is_stale(cell.address))
      add_dirty({cell.sheet, single_cell(cell.address)});
  }
  // Cells that an array fills now and did not before.
  if (after.size() > before.size()) {
    std::set<CellAddress> known;
    for (const auto& [cell, value] : before) known.insert(cell.address);
    for (const OwnedCell& cell : after)
      if (!known.contains(cell.address)) add_dirty({sheet_id, single_cell(cell.address)});
  }
  return nodes_changed;
}

void Calculation::drain(std::int64_t limit) {
  for (const ChangedRange& range : changed_) add_dirty(range);
  changed_.clear();
  while (!dirty_.empty()) {
    const DirtyTask next = *dirty_.begin();
    dirty_.erase(dirty_.begin());
    if (evaluated_ > limit) throw CalculationLimit("the calculation does not come to rest");
    if (recalculate_task({next.node, next.cell}))
      for (const NodeId dependent : report_dependents_[static_cast<std::size_t>(next.node - fill_count())])
        dirty_.insert({graph_->component_of(dependent), {}, dependent});
  }
}

void Calculation::propagate() {
  if (changed_.empty()) return;
  if (!index_) index_.emplace(reads_, workbook_.all_sheet_count());
  // No workbook that can be calculated needs more evaluations.
  const std::int64_t limit =
      evaluated_ + 1000 + 200 * (workbook_.formula_count() + static_cast<std::int64_t>(reports_.size()));
  for (int round = 0; round < kMaxDynamicRounds; ++round) {
    drain(limit);
    // What dynamic references read may have changed without any edge to them.
    for (const NodeId node : dynamic_) {
      const Fill& fill = workbook_.fill(node);
      const RangeAddress range = fill.kind == FillKind::cells ? fill.range : single_cell(fill.range.first);
      for (std::int32_t row = range.first.row; row <= range.last.row; ++row)
        for (std::int32_t column = range.first.column; column <= range.last.column; ++column)
          recalculate_task({node, {row, column}});
    }
    if (dirty_.empty()) return;
  }
  diagnostics_.push_back({Severity::warning, "", "formulas with INDIRECT, OFFSET or spilled ranges do not come to rest"});
}

}  // namespace outturn
