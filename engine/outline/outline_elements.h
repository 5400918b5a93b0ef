// What a workbook calculates, as elements with what each reads: fills first, then what officers defined.
#pragma once

#include <functional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "engine/indicators/indicator_book.h"
#include "engine/reads.h"

namespace outturn {

using ElementId = std::int32_t;

class OutlineElements {
 public:
  // Both outlive it; `book` may be null.
  OutlineElements(const Workbook& workbook, const IndicatorBook* book);
  OutlineElements(const OutlineElements&) = delete;
  OutlineElements& operator=(const OutlineElements&) = delete;

  // A measure; an indicator with its status, trend, target and tolerance; a roll-up; a list.
  struct Report {
    const MeasureNode* measure = nullptr;
    const StatusNode* status = nullptr;
    const RollUpNode* roll_up = nullptr;
    const ListNode* list = nullptr;
    std::vector<const ReportNode*> nodes;
    std::vector<Area> reads;
    std::vector<OwnedCell> owns;
  };
  [[nodiscard]] ElementId fill_count() const noexcept { return fills_; }
  [[nodiscard]] ElementId count() const noexcept { return fills_ + static_cast<ElementId>(reports_.size()); }
  [[nodiscard]] bool is_fill(ElementId id) const noexcept { return id < fills_; }
  [[nodiscard]] const Report& report(ElementId id) const noexcept {
    return reports_[static_cast<std::size_t>(id - fills_)];
  }

  // The fill that covers the cell, or the report that owns it; -1 for a constant.
  [[nodiscard]] ElementId at(const FormulaCell& cell) const;
  [[nodiscard]] ElementId by_name(std::string_view name) const;  // of a report; -1 for none

  using Visit = std::function<void(ElementId)>;
  // Perhaps more than once each, and the element itself where it reads its own cells.
  void visit_precedents(ElementId id, const Visit& visit) const;
  void visit_dependents(ElementId id, const Visit& visit) const;
  void visit_readers(const Area& area, const Visit& visit) const;
  // As visit_precedents, by area: nothing of an area is visited where `enter` says no.
  void visit_precedents(ElementId id, const std::function<bool(SheetId)>& enter, const Visit& visit) const;

 private:
  void gather(const IndicatorBook& book);
  ElementId add_report(Report report, const ReportNode* node);
  void visit_area(const Area& area, const Visit& visit) const;
  void visit_linked(const std::vector<std::pair<ElementId, ElementId>>& links, ElementId id,
                    const Visit& visit) const;

  const Workbook& workbook_;
  ElementId fills_ = 0;
  std::vector<Report> reports_;
  std::unordered_map<const ReportNode*, ElementId> report_of_;
  std::vector<std::pair<OwnedCell, ElementId>> owners_;          // ascending
  std::vector<std::pair<ElementId, ElementId>> uses_, used_by_;  // between reports, ascending
  std::vector<Read> reads_;                                      // of fills, by fill
  std::vector<std::size_t> first_read_;
  ReadIndex index_;
};

}  // namespace outturn
