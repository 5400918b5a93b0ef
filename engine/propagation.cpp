// What depends on a change: nodes are taken in the order of the graph, only their cells that read something
// changed are calculated again, and a value that stays the same ends the way.
//
// That needs an order, and where there is none to be seen (rings of fills, and everything behind INDIRECT and
// OFFSET) all that the change can reach is calculated again together, so that each cell waits for those that
// it reads and a circle is met as it is in a full calculation.
#include <algorithm>
#include <utility>

#include "engine/calculation.h"

namespace outturn {

namespace {

// Arrays whose size depends on what they fill may never rest.
constexpr int kMaxRounds = 100;

}  // namespace

template <typename F>
void Calculation::for_each_reader(const ChangedRange& changed, F&& found) const {
  const auto array_task = [&](NodeId node) {
    return DirtyTask{graph_->component_of(node), workbook_.fill(node).range.first, node};
  };
  index_->find(changed.sheet, changed.range, [&](const Read& read) {
    const std::int32_t component = graph_->component_of(read.node);
    if (!is_fill(read.node)) return found(DirtyTask{component, {}, read.node});
    const Fill& fill = workbook_.fill(read.node);
    if (fill.kind != FillKind::cells) return found(array_task(read.node));
    const auto cells = affected_cells(read, fill.range, changed.range);
    if (!cells) return;
    for (std::int32_t row = cells->first.row; row <= cells->last.row; ++row)
      for (std::int32_t column = cells->first.column; column <= cells->last.column; ++column)
        if (workbook_.sheet(fill.sheet).fill_at({row, column}) == read.node)
          found(DirtyTask{component, {row, column}, read.node});
  });
  for (const auto& [place, range] : blocked_)
    if (place.first == changed.sheet && range.intersects(changed.range))
      found(array_task(workbook_.sheet(place.first).fill_at(place.second)));
}

std::set<Calculation::DirtyTask> Calculation::with_readers(std::set<DirtyTask> tasks,
                                                           std::int32_t component) const {
  std::vector<DirtyTask> unseen(tasks.begin(), tasks.end());
  const auto add = [&](const DirtyTask& reader) {
    if ((component < 0 || reader.component == component) && tasks.insert(reader).second)
      unseen.push_back(reader);
  };
  while (!unseen.empty()) {
    const DirtyTask task = unseen.back();
    unseen.pop_back();
    for (const OwnedCell& cell : cells_of({task.node, task.cell}))
      for_each_reader({cell.sheet, single_cell(cell.address)}, add);
    if (is_fill(task.node)) continue;
    for (const NodeId dependent : report_dependents_[static_cast<std::size_t>(task.node - fill_count())])
      add({graph_->component_of(dependent), {}, dependent});
  }
  return tasks;
}

std::set<Calculation::DirtyTask> Calculation::tasks_of(NodeId node) const {
  const std::int32_t component = graph_->component_of(node);
  if (node >= fill_count() + static_cast<NodeId>(reports_.size())) return {};  // a range
  if (!is_fill(node)) return {{component, {}, node}};
  const Fill& fill = workbook_.fill(node);
  const RangeAddress range = fill.kind == FillKind::cells ? fill.range : single_cell(fill.range.first);
  std::set<DirtyTask> tasks;
  for (std::int32_t row = range.first.row; row <= range.last.row; ++row)
    for (std::int32_t column = range.first.column; column <= range.last.column; ++column)
      tasks.insert(tasks.end(), {component, {row, column}, node});
  return tasks;
}

void Calculation::recalculate(const std::set<DirtyTask>& tasks) {
  whole_fills_saved_.clear();
  struct Before {
    OwnedCell cell;
    Value value;
    bool stale;
  };
  std::vector<Before> before;
  std::set<CellKey> known;  // of cells that arrays fill beyond their saved extent
  for (const DirtyTask& task : tasks) {
    const bool report = !is_fill(task.node);
    for (const OwnedCell& cell : cells_of({task.node, task.cell})) {
      Sheet& sheet = workbook_.sheet(cell.sheet);
      before.push_back({cell, sheet.value(cell.address), sheet.is_stale(cell.address)});
      // A cell beyond the saved extent stays as it is until the new extent is known.
      if (report || sheet.fill_at(cell.address) == task.node)
        sheet.set_pending(cell.address);
      else
        known.insert({cell.sheet, cell.address});
    }
    if (report) report_done_[static_cast<std::size_t>(task.node - fill_count())] = false;
  }
  // A circle that goes on is met again.
  std::erase_if(circular_, [&](const CircularReference& circle) {
    return std::any_of(circle.cells.begin(), circle.cells.end(), [&](const OwnedCell& cell) {
      return workbook_.sheet(cell.sheet).tag(cell.address) == CellTag::pending;
    });
  });
  std::vector<NodeId> changed_reports;
  const std::int32_t component = tasks.begin()->component;
  if (workbook_.settings.iterate && graph_->is_ring(component)) sweep(component);
  for (const DirtyTask& task : tasks) {
    report_changed_ = false;
    complete({task.node, task.cell});
    if (!is_fill(task.node) && report_changed_) changed_reports.push_back(task.node);
  }
  const auto add = [&](const DirtyTask& reader) {
    if (!tasks.contains(reader)) dirty_.insert(reader);
  };
  for (const Before& was : before) {
    const Sheet& sheet = workbook_.sheet(was.cell.sheet);
    if (was.value == sheet.value(was.cell.address) && was.stale == sheet.is_stale(was.cell.address)) continue;
    for_each_reader({was.cell.sheet, single_cell(was.cell.address)}, add);
  }
  // Cells that an array fills now and did not before: nobody could wait for them.
  for (const DirtyTask& task : tasks) {
    if (!is_fill(task.node) || workbook_.fill(task.node).kind != FillKind::dynamic_array) continue;
    for (const OwnedCell& cell : cells_of({task.node, task.cell}))
      if (workbook_.sheet(cell.sheet).fill_at(cell.address) != task.node &&
          !known.contains({cell.sheet, cell.address}))
        for_each_reader({cell.sheet, single_cell(cell.address)},
                        [&](const DirtyTask& reader) { dirty_.insert(reader); });
  }
  for (const NodeId node : changed_reports)
    for (const NodeId dependent : report_dependents_[static_cast<std::size_t>(node - fill_count())])
      add({graph_->component_of(dependent), {}, dependent});
}

void Calculation::drain(std::int64_t limit) {
  for (const ChangedRange& range : std::exchange(changed_, {}))
    for_each_reader(range, [&](const DirtyTask& reader) { dirty_.insert(reader); });
  while (!dirty_.empty() && evaluated_ <= limit) {
    const std::int32_t component = dirty_.begin()->component;
    std::set<DirtyTask> tasks;
    if (!graph_->is_ring(component)) {
      tasks.insert(dirty_.extract(dirty_.begin()));
    } else {
      while (!dirty_.empty() && dirty_.begin()->component == component)
        tasks.insert(dirty_.extract(dirty_.begin()));
      if (workbook_.settings.iterate) {  // from the first iterate on
        for (const NodeId node : graph_->component(component)) tasks.merge(tasks_of(node));
      } else {
        tasks = with_readers(std::move(tasks), component);
      }
    }
    recalculate(tasks);
  }
}

void Calculation::propagate() {
  if (!index_) {
    if (changed_.empty() && trusting_.empty()) return;
    reads_ = collect_reads(workbook_, reports_);
    index_.emplace(reads_, workbook_.all_sheet_count());
  }
  if (!changed_.empty()) settle();
  if (!unpredictable_ && !trusting_.empty() && (!inputs_.empty() || has_any_change())) {
    unpredictable_ = true;
    dirty_ = std::exchange(trusting_, {});
    settle();
  }
}

void Calculation::settle() {
  // No workbook that can be calculated needs more evaluations.
  const std::int64_t limit =
      evaluated_ + 1000 + 200 * (workbook_.formula_count() + static_cast<std::int64_t>(reports_.size()));
  for (int round = 0; round < kMaxRounds; ++round) {
    drain(limit);
    // What dynamic references read may have changed without any edge to them.
    std::set<DirtyTask> dynamic;
    for (const NodeId node : dynamic_) dynamic.merge(tasks_of(node));
    if (!dynamic.empty()) recalculate(with_readers(std::move(dynamic), -1));
    changed_.clear();
    if (dirty_.empty() || evaluated_ > limit) break;
  }
  if (!dirty_.empty()) keep_restless();
}

// What still moves has no value that could be told: it and what reads it keep the saved ones.
void Calculation::keep_restless() {
  const std::string reason = "it reads arrays that do not come to rest";
  for (const DirtyTask& task : with_readers(std::exchange(dirty_, {}), -1)) {
    if (is_fill(task.node) && workbook_.fill(task.node).kind != FillKind::cells) {
      keep_all(workbook_.fill(task.node), reason, true);
      continue;
    }
    for (const OwnedCell& cell : cells_of({task.node, task.cell}))
      keep(cell.sheet, cell.address, reason, true);
    if (!is_fill(task.node)) report(task.node).keep(reason);
  }
}

}  // namespace outturn
