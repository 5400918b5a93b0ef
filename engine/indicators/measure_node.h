// A measure bound to its cells: a node that reads figures, headings and label, and answers what they make for
// a period.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "engine/diagnostic.h"
#include "engine/indicators/bound_place.h"
#include "engine/indicators/definitions.h"
#include "engine/indicators/measure_block.h"
#include "engine/indicators/series.h"
#include "engine/node.h"

namespace outturn {

// A cell that holds a figure of a measure, or is to hold one.
struct MeasurePlace {
  Period period;
  std::string service;  // empty where the measure is not split
  FormulaCell cell;
  std::optional<FormulaCell> heading;  // that names the period; none where Periods is in words
};

class MeasureNode final : public ReportNode {
 public:
  // Finds the cells. What does not fit is added to `findings`; is_bound() is false after an error.
  MeasureNode(const Workbook& workbook, const DefinitionSettings& settings,
              const MeasureDefinition& definition, std::vector<Diagnostic>& findings);
  void set_weight(const MeasureNode* weight) { weight_ = weight; }
  void set_service_weight(const MeasureNode* weight) { service_weight_ = weight; }

  [[nodiscard]] const MeasureDefinition& definition() const noexcept { return definition_; }
  [[nodiscard]] bool is_bound() const noexcept { return !blocks_.empty(); }
  // Names of the services that the measure is split by; empty if it is not split.
  [[nodiscard]] const std::vector<std::string>& services() const noexcept { return services_; }
  // Where the heading of a service stands.
  [[nodiscard]] const std::vector<FormulaCell>& service_cells() const noexcept { return service_cells_; }

  // How a figure is asked for.
  struct Query {
    bool part = false;                  // as in value_over
    bool whole = false;                 // no gaps, whatever the definition allows
    const LeftOut* left_out = nullptr;  // not used even where it has a figure
  };
  // Requires: calculated. Of one service, or of all together.
  [[nodiscard]] SeriesValue value(const Period& period, const std::optional<std::string>& service,
                                  const Query& query) const;
  // Its cells by row, those under a heading that names no period left out. By the headings' values of now.
  [[nodiscard]] std::vector<MeasurePlace> places() const;
  // What is wrong or doubtful in its cells.
  [[nodiscard]] const std::vector<Diagnostic>& diagnostics() const noexcept { return diagnostics_; }
  // Set where nothing may be calculated from it: its label has moved, two columns are for one period.
  [[nodiscard]] const std::string& problem() const noexcept { return problem_; }

  [[nodiscard]] NodeKind kind() const override { return NodeKind::measure; }
  [[nodiscard]] std::string label() const override { return definition_.name; }
  [[nodiscard]] std::vector<Area> reads() const override { return reads_; }
  [[nodiscard]] std::vector<const ReportNode*> precedents() const override;
  bool calculate(EvaluationContext& context, std::vector<Value>& values) override;

 private:
  // Whether what the cells say has changed.
  bool read_cells(EvaluationContext& context);
  using Periods = std::vector<std::optional<Period>>;  // of a block's headings
  struct UnitSigns;
  void read_block(const MeasureBlock& block, const Periods& periods, const std::set<Period>& doubled,
                  UnitSigns& signs, EvaluationContext& context);
  [[nodiscard]] Periods read_headings(const MeasureBlock& block, EvaluationContext& context);
  // What stands twice: a quarter's own cell beside its months. The months are kept; where the two disagree,
  // nothing may be calculated for the quarter.
  void settle_doubled(std::vector<SeriesPoint>& points, const WeightOver& weight);
  // A quarter's heading within a run of months, where one month has no heading.
  void question_headings(const MeasureBlock& block, const Periods& periods);
  void doubt(const Period& period, const FormulaCell& cell, std::string reason);
  [[nodiscard]] SeriesValue total(const Period& period, const Query& query) const;
  [[nodiscard]] SeriesValue of_series(std::size_t at, const Period& period, const Query& query) const;
  [[nodiscard]] WeightOver weight_for(const std::optional<std::string>& service) const;

  const Workbook& workbook_;
  const DefinitionSettings& settings_;
  const MeasureDefinition& definition_;
  std::vector<std::string> missing_words_;
  std::vector<MeasureBlock> blocks_;  // empty after an error in the definition
  std::vector<std::string> services_;
  std::map<std::string, std::size_t, std::less<>> service_at_;  // by name_key
  std::vector<FormulaCell> service_cells_;
  std::vector<Area> reads_;
  const MeasureNode* weight_ = nullptr;
  std::uint64_t weight_revision_ = 0;            // of the weight when this was last calculated
  std::uint64_t revision_ = 0;                   // grows with every change
  const MeasureNode* service_weight_ = nullptr;  // of Over services

  struct Doubt {
    Period period;  // nothing that overlaps it is calculated
    std::string reason;
    friend bool operator==(const Doubt& a, const Doubt& b) noexcept {
      return a.period == b.period && a.reason == b.reason;
    }
  };

  std::vector<std::vector<SeriesPoint>> series_;  // one a service, or one
  std::vector<Doubt> doubts_;
  std::vector<Diagnostic> diagnostics_;
  std::string problem_;
};

}  // namespace outturn
