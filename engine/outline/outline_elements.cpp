#include "engine/outline/outline_elements.h"

#include <algorithm>
#include <unordered_set>

#include "engine/indicators/spelling.h"

namespace outturn {
namespace {

std::vector<Read> reads_by_fill(const Workbook& workbook) {
  std::vector<Read> reads = collect_reads(workbook, {});
  std::stable_sort(reads.begin(), reads.end(), [](const Read& a, const Read& b) { return a.node < b.node; });
  return reads;
}

std::string name_of(const OutlineElements::Report& report) {
  if (report.status != nullptr) return report.status->indicator().definition().reference;
  if (report.measure != nullptr) return report.measure->definition().name;
  return report.roll_up != nullptr ? report.roll_up->definition().name : report.list->definition().name;
}

}  // namespace

OutlineElements::OutlineElements(const Workbook& workbook, const IndicatorBook* book)
    : workbook_(workbook),
      fills_(static_cast<ElementId>(workbook.fills().size())),
      reads_(reads_by_fill(workbook)),
      index_(reads_, workbook.all_sheet_count()) {
  first_read_.resize(static_cast<std::size_t>(fills_) + 1);
  std::size_t at = 0;
  for (ElementId fill = 0; fill <= fills_; ++fill) {
    while (at < reads_.size() && reads_[at].node < fill) ++at;
    first_read_[static_cast<std::size_t>(fill)] = at;
  }
  if (book != nullptr) gather(*book);
}

ElementId OutlineElements::add_report(Report report, const ReportNode* node) {
  const ElementId id = count();
  report.nodes.push_back(node);
  reports_.push_back(std::move(report));
  report_of_.emplace(node, id);
  return id;
}

void OutlineElements::gather(const IndicatorBook& book) {
  const auto put = [&](const ReportNode* node, ElementId id) {
    if (report_of_.emplace(node, id).second)
      reports_[static_cast<std::size_t>(id - fills_)].nodes.push_back(node);
  };
  // Measures stand first, in the order in which they are met.
  std::vector<const ReportNode*> waiting;
  std::unordered_set<const ReportNode*> met;
  for (const StatusNode* status : book.status_nodes()) waiting.push_back(status);
  for (std::size_t at = 0; at < waiting.size(); ++at)
    for (const ReportNode* node : waiting[at]->precedents())
      if (met.insert(node).second) waiting.push_back(node);
  for (const ReportNode* node : waiting)
    if (const auto* measure = dynamic_cast<const MeasureNode*>(node)) {
      Report report;
      report.measure = measure;
      add_report(std::move(report), node);
    }
  for (const StatusNode* status : book.status_nodes()) {
    Report report;
    report.status = status;
    put(&status->indicator(), add_report(std::move(report), status));
  }
  // Expressions of targets and tolerances belong to the indicator that they are for.
  for (const StatusNode* status : book.status_nodes())
    for (const ReportNode* node : status->precedents()) put(node, report_of_.at(status));
  for (const TrendNode* trend : book.trends())
    if (const auto found = report_of_.find(&trend->indicator()); found != report_of_.end())
      put(trend, found->second);
  for (const RollUpNode* roll_up : book.roll_up_nodes()) {
    Report report;
    report.roll_up = roll_up;
    add_report(std::move(report), roll_up);
  }
  for (const ListNode* list : book.lists()) {
    Report report;
    report.list = list;
    add_report(std::move(report), list);
  }
  for (ElementId id = fills_; id < count(); ++id) {
    Report& report = reports_[static_cast<std::size_t>(id - fills_)];
    for (std::size_t at = 0; at < report.nodes.size(); ++at) {
      const ReportNode* node = report.nodes[at];
      for (const Area& area : node->reads()) report.reads.push_back(area);
      for (const OwnedCell& cell : node->owns()) {
        report.owns.push_back(cell);
        owners_.emplace_back(cell, id);
      }
      for (const ReportNode* precedent : node->precedents()) {
        const auto found = report_of_.find(precedent);
        if (found == report_of_.end() || found->second == id) continue;
        uses_.emplace_back(id, found->second);
        used_by_.emplace_back(found->second, id);
      }
    }
  }
  std::sort(owners_.begin(), owners_.end());
  std::sort(uses_.begin(), uses_.end());
  std::sort(used_by_.begin(), used_by_.end());
}

ElementId OutlineElements::at(const FormulaCell& cell) const {
  if (const FillId fill = workbook_.sheet(cell.sheet).fill_at(cell.address); fill >= 0) return fill;
  const OwnedCell wanted{cell.sheet, cell.address};
  const auto found = std::lower_bound(owners_.begin(), owners_.end(), std::pair(wanted, ElementId{0}));
  return found != owners_.end() && found->first == wanted ? found->second : -1;
}

ElementId OutlineElements::by_name(std::string_view name) const {
  // An indicator comes before a measure of the same name.
  ElementId found = -1;
  for (ElementId id = fills_; id < count(); ++id) {
    if (!same_name(name_of(report(id)), name)) continue;
    if (report(id).status != nullptr) return id;
    if (found < 0) found = id;
  }
  return found;
}

void OutlineElements::visit_area(const Area& area, const Visit& visit) const {
  for (SheetId sheet = area.sheet; sheet <= area.last_sheet && sheet < workbook_.sheet_count(); ++sheet) {
    workbook_.sheet(sheet).for_each_fill(area.range, [&](FillId fill) { visit(fill); });
    const OwnedCell first{sheet, {area.range.first.row, 0}};
    for (auto owner = std::lower_bound(owners_.begin(), owners_.end(), std::pair(first, ElementId{0}));
         owner != owners_.end() && owner->first.sheet == sheet &&
         owner->first.address.row <= area.range.last.row;
         ++owner)
      if (area.range.contains(owner->first.address)) visit(owner->second);
  }
}

void OutlineElements::visit_linked(const std::vector<std::pair<ElementId, ElementId>>& links, ElementId id,
                                   const Visit& visit) const {
  for (auto link = std::lower_bound(links.begin(), links.end(), std::pair(id, ElementId{0}));
       link != links.end() && link->first == id; ++link)
    visit(link->second);
}

void OutlineElements::visit_precedents(ElementId id, const std::function<bool(SheetId)>& enter,
                                       const Visit& visit) const {
  if (!is_fill(id)) {
    for (const Area& area : report(id).reads)
      if (enter(area.sheet)) visit_area(area, visit);
    return visit_linked(uses_, id, visit);
  }
  const std::size_t end = first_read_[static_cast<std::size_t>(id) + 1];
  for (std::size_t at = first_read_[static_cast<std::size_t>(id)]; at < end; ++at)
    if (enter(reads_[at].area.sheet)) visit_area(reads_[at].area, visit);
}

void OutlineElements::visit_precedents(ElementId id, const Visit& visit) const {
  visit_precedents(
      id, [](SheetId) { return true; }, visit);
}

void OutlineElements::visit_readers(const Area& area, const Visit& visit) const {
  index_.find(area.sheet, area.range, [&](const Read& read) { visit(read.node); });
  for (ElementId id = fills_; id < count(); ++id)
    for (const Area& read : report(id).reads)
      if (read.sheet <= area.sheet && area.sheet <= read.last_sheet && read.range.intersects(area.range))
        visit(id);
}

void OutlineElements::visit_dependents(ElementId id, const Visit& visit) const {
  if (is_fill(id)) {
    const Fill& fill = workbook_.fill(id);
    return visit_readers(single_area(fill.sheet, fill.range), visit);
  }
  for (const OwnedCell& cell : report(id).owns)
    visit_readers(single_area(cell.sheet, single_cell(cell.address)), visit);
  visit_linked(used_by_, id, visit);
}

}  // namespace outturn
