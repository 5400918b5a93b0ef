// An indicator's status: the one that its figure gives, the one that an officer entered, and which of them
// counts.
#pragma once

#include <optional>
#include <string>

#include "engine/indicators/indicator_node.h"
#include "engine/indicators/target_source.h"

namespace outturn {

struct StatusResult {
  const StatusWord* computed = nullptr;  // null where figures do not settle it
  const StatusWord* entered = nullptr;
  const StatusWord* published = nullptr;  // of a period that is closed; it stands
  // What the figures gave then; null where that is not on record.
  const StatusWord* published_computed = nullptr;
  const StatusWord* counts = nullptr;  // the published one, else the entered one if there is one
  PeriodTarget target;
  Judgement judgement;
  std::string entered_text;
  std::string reason;   // why the entered one differs, as the officer wrote it
  std::string problem;  // why there can be no status: an unknown word was entered, the figure is refused
  // The word that stands, or is to stand, in the status cell: by the figures, as published of a closed
  // period.
  [[nodiscard]] const StatusWord* shown() const noexcept {
    if (published != nullptr) return published_computed != nullptr ? published_computed : published;
    return computed != nullptr ? computed : counts;
  }
  bool judged =
      false;  // the computed one says met, near, missed or not due, so that another one entered differs
  friend bool operator==(const StatusResult& a, const StatusResult& b) noexcept {
    return a.computed == b.computed && a.entered == b.entered && a.counts == b.counts &&
           a.published == b.published && a.published_computed == b.published_computed &&
           a.problem == b.problem && a.reason == b.reason && a.judgement.rule == b.judgement.rule &&
           a.entered_text == b.entered_text && a.target.target.shown == b.target.target.shown &&
           a.target.source == b.target.source;
  }
};

class StatusNode final : public ReportNode {
 public:
  StatusNode(const Workbook& workbook, const Definitions& definitions, const IndicatorNode& indicator)
      : workbook_(workbook),
        definitions_(definitions),
        indicator_(indicator),
        target_source_(workbook, definitions, indicator) {}
  // Finds the cells of Status to, Entered status and Reason.
  void bind(std::vector<Diagnostic>& findings);

  [[nodiscard]] const IndicatorNode& indicator() const noexcept { return indicator_; }
  [[nodiscard]] TargetSource& target_source() noexcept { return target_source_; }
  [[nodiscard]] const TargetSource& target_source() const noexcept { return target_source_; }
  [[nodiscard]] const StatusResult& result() const noexcept { return result_; }
  [[nodiscard]] const std::optional<FormulaCell>& status_cell() const noexcept { return status_cell_; }
  [[nodiscard]] bool is_compared() const noexcept { return compared_; }
  [[nodiscard]] const std::string& compared_text() const noexcept { return compared_text_; }
  [[nodiscard]] const std::optional<FormulaCell>& entered_cell() const noexcept { return entered_cell_; }
  [[nodiscard]] const std::optional<FormulaCell>& reason_cell() const noexcept { return reason_cell_; }
  [[nodiscard]] const StatusWord* shown() const noexcept { return result_.shown(); }
  // A milestone that was entered as not due or not begun, while its Entered value says that it was.
  [[nodiscard]] bool is_begun_all_the_same() const;
  [[nodiscard]] const std::string& kept() const noexcept { return kept_; }
  [[nodiscard]] const std::string* refusal() const noexcept override {
    return result_.problem.empty() ? nullptr : &result_.problem;
  }

  [[nodiscard]] NodeKind kind() const override { return NodeKind::status; }
  [[nodiscard]] std::string label() const override { return "the status of " + indicator_.label(); }
  [[nodiscard]] std::vector<Area> reads() const override;
  [[nodiscard]] std::vector<const ReportNode*> precedents() const override;
  [[nodiscard]] std::vector<OwnedCell> owns() const override;
  bool calculate(EvaluationContext& context, std::vector<Value>& values) override;
  void keep(const std::string& reason) override { kept_ = reason; }

 private:
  void find_computed(StatusResult& result, EvaluationContext& context) const;

  const Workbook& workbook_;
  const Definitions& definitions_;
  const IndicatorNode& indicator_;
  TargetSource target_source_;
  std::optional<FormulaCell> status_cell_, entered_cell_, reason_cell_;
  bool compared_ = false;
  std::string compared_text_;
  StatusResult result_;
  std::string kept_;
  bool calculated_ = false;
};

}  // namespace outturn
