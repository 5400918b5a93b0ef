// An indicator's figure for the reporting period: a node that evaluates its expression over measures and
// other indicators, for each service where they are split and for all together, and gives it to the cell it
// owns.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/indicators/bound_place.h"
#include "engine/indicators/definitions.h"
#include "engine/indicators/measure_node.h"
#include "engine/node.h"

namespace outturn {

class StatusNode;

struct IndicatorValue {
  enum class Kind {
    number,
    text,
    missing,  // due, and some figure is not there
    error,    // a division by zero, an error value in a cell
    refused,  // nothing may be calculated from what the cells hold
    none,     // an indicator without a figure: a milestone under way
  };
  Kind kind = Kind::missing;
  double number = 0;  // in the unit's inside form
  Bound bound = Bound::exactly;
  std::string text;
  ErrorCode error = ErrorCode::na;
  std::string reason;
  int have = 0, need = 0;  // coverage, in cells
  Coverage coverage;
  const StatusWord* status = nullptr;  // of worst(…) and best(…), which choose it
  friend bool operator==(const IndicatorValue&, const IndicatorValue&) = default;
};

// A number as its cell prints it, with the sign of its bound: "<38.46%". Requires: a number.
[[nodiscard]] std::string bounded_text(const IndicatorValue& value, const Unit& unit,
                                       std::optional<int> places = {});

// What was used for one name in the expression.
struct InputValue {
  std::string name;  // as written, with its suffixes
  Period period;
  std::string source;  // the label of the measure, the title of the indicator
  bool is_indicator = false;
  bool whole = false;  // counts things
  Unit unit;
  SeriesValue value;
};

class IndicatorNode final : public ReportNode {
 public:
  IndicatorNode(const Workbook& workbook, const Definitions& definitions,
                const IndicatorDefinition& definition, const Period& period)
      : workbook_(workbook), definitions_(definitions), definition_(definition), period_(period) {}

  // One for each of the expression's inputs, in its order: a measure, or an indicator, or of worst(…) a
  // status.
  struct Source {
    const MeasureNode* measure = nullptr;
    const IndicatorNode* indicator = nullptr;
    const StatusNode* status = nullptr;
  };
  void set_sources(std::vector<Source> sources) { sources_ = std::move(sources); }
  [[nodiscard]] const std::vector<Source>& sources() const noexcept { return sources_; }
  // Finds the cells of Value to and Entered value. Requires: the sources are set.
  void bind(std::vector<Diagnostic>& findings);

  [[nodiscard]] const IndicatorDefinition& definition() const noexcept { return definition_; }
  [[nodiscard]] const Period& period() const noexcept { return period_; }
  [[nodiscard]] const IndicatorValue& result() const noexcept { return result_; }
  [[nodiscard]] const std::vector<std::string>& services() const noexcept { return services_; }
  [[nodiscard]] const std::vector<IndicatorValue>& service_results() const noexcept {
    return service_results_;
  }
  [[nodiscard]] const std::optional<FigureReading>& entered() const noexcept { return entered_; }
  [[nodiscard]] const std::optional<FormulaCell>& entered_cell() const noexcept { return entered_cell_; }
  // The cell of the figure as a whole: owned, or holding a formula that is compared.
  [[nodiscard]] const std::optional<FormulaCell>& value_cell() const noexcept { return value_cell_; }
  [[nodiscard]] bool is_compared() const noexcept { return compared_; }
  // What a compared cell holds.
  [[nodiscard]] const std::optional<FigureReading>& compared() const noexcept { return compared_value_; }
  [[nodiscard]] std::vector<FormulaCell> owned_cells() const { return owned_; }
  // Of each owned cell, where they are not one a period: which service, services().size() for the whole.
  [[nodiscard]] const std::vector<std::size_t>& owned_parts() const noexcept { return owned_parts_; }
  [[nodiscard]] const std::string& kept() const noexcept { return kept_; }
  // Why the last calculation gives no figure, so that the owned cells keep their saved values; null if it
  // does.
  [[nodiscard]] const std::string* refusal() const noexcept override;

  // What was published of it for the reporting period; null for a period that is open. The published figure
  // stands as the result.
  [[nodiscard]] const PublishedRow* published() const noexcept { return published_; }
  // Its figure by the cells of today, where a published one stands in its place.
  [[nodiscard]] const std::optional<IndicatorValue>& recalculated() const noexcept { return recalculated_; }

  // Requires: calculated. The figure for any period, and what it was made from. Of an earlier period the
  // published one, if there is one.
  [[nodiscard]] IndicatorValue value(const Period& period, const std::optional<std::string>& service,
                                     int depth = 0) const;
  // The same by the cells of today, whatever was published of the indicator itself.
  [[nodiscard]] IndicatorValue computed(const Period& period, const std::optional<std::string>& service,
                                        int depth = 0) const;
  [[nodiscard]] std::vector<InputValue> inputs(const Period& period,
                                               const std::optional<std::string>& service,
                                               int depth = 0) const;

  [[nodiscard]] NodeKind kind() const override { return NodeKind::indicator; }
  [[nodiscard]] std::string label() const override { return definition_.reference; }
  [[nodiscard]] std::vector<Area> reads() const override;
  [[nodiscard]] std::vector<const ReportNode*> precedents() const override;
  [[nodiscard]] std::vector<OwnedCell> owns() const override;
  bool calculate(EvaluationContext& context, std::vector<Value>& values) override;
  void keep(const std::string& reason) override { kept_ = reason; }

  // The period of each owned cell of a row that holds one a period; empty without Value periods.
  [[nodiscard]] const std::vector<Period>& cell_periods() const noexcept { return cell_periods_; }
  // Whether the services have owned cells, which stand before that of the whole.

 private:
  [[nodiscard]] InputValue input(std::size_t at, const Period& period,
                                 const std::optional<std::string>& service, int depth,
                                 const LeftOut* left_out) const;
  // Leaves out of every measure what one of them lacks, so that a quotient is of the same months and
  // services.
  void align(std::vector<InputValue>& inputs, const Period& period, const std::optional<std::string>& service,
             int depth) const;
  [[nodiscard]] bool compares_other_months(const std::vector<InputValue>& inputs, std::size_t at) const;
  void find_period_cells(const Area& area, std::vector<Diagnostic>& findings);
  void check_services(std::vector<Diagnostic>& findings) const;
  [[nodiscard]] IndicatorValue chosen_status() const;
  [[nodiscard]] IndicatorValue milestone() const;
  [[nodiscard]] Value cell_value(const IndicatorValue& value, const FormulaCell& cell) const;

  const Workbook& workbook_;
  const Definitions& definitions_;
  const IndicatorDefinition& definition_;
  Period period_;
  std::vector<Source> sources_;
  std::vector<std::string> services_;
  std::optional<FormulaCell> value_cell_;
  std::vector<FormulaCell> owned_;  // services first, then the whole; or the whole alone; or one a period
  std::vector<std::size_t> owned_parts_;  // which service each is for, services_.size() for the whole
  std::vector<Period> cell_periods_;
  bool compared_ = false;
  std::optional<FormulaCell> entered_cell_;

  const PublishedRow* published_ = nullptr;
  std::optional<IndicatorValue> recalculated_;
  IndicatorValue result_;
  std::vector<IndicatorValue> service_results_;
  std::optional<FigureReading> entered_;
  std::optional<FigureReading> compared_value_;
  std::string kept_;
  bool calculated_ = false;
};

}  // namespace outturn
