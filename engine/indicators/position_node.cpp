#include "engine/indicators/position_node.h"

#include "engine/indicators/bound_place.h"
#include "formulas/decimal_rounding.h"

namespace outturn {
namespace {

using Kind = IndicatorValue::Kind;

constexpr std::string_view kQuartiles[] = {"quartile 1", "quartile 2", "quartile 3"};
constexpr std::string_view kQuartileWords[] = {"Bottom quartile", "Third quartile", "Second quartile",
                                               "Top quartile"};

}  // namespace

Position find_position(const IndicatorNode& node, const Definitions& definitions, std::optional<int> places) {
  const IndicatorDefinition& definition = node.definition();
  const IndicatorValue& value = node.result();
  Position position;
  if (value.kind != Kind::number) {
    position.unknown = value.reason;
    return position;
  }
  if (value.bound != Bound::exactly) {
    position.unknown = "its figure is only a bound";
    return position;
  }
  const auto ask = [&](std::string_view figure) {
    BenchmarkQuery query = *definition.benchmark;
    query.figure = std::string(figure);
    return answer(query, definitions.benchmarks, node.period(), definition.unit,
                  definitions.settings.calendar);
  };
  const std::string own = unit_text(value.number, definition.unit, places) + " against ";
  if (definition.benchmark->figure != kEveryQuartile) {
    const BenchmarkAnswer against = ask(definition.benchmark->figure);
    position.problem = against.problem;
    position.peers = against.peers;
    if (!against.problem.empty()) return position;
    const int order = compare_15(value.number, against.number);
    position.word = (order > 0 ? "Above " : order < 0 ? "Below " : "At ") + definition.benchmark->figure;
    position.text = own + against.source;
    if (places && order != 0 &&
        as_printed(value.number, definition.unit, *places) ==
            as_printed(against.number, definition.unit, *places))
      position.doubt = "as printed both are " + unit_text(value.number, definition.unit, places);
    return position;
  }
  // On the limit is the better quartile, as with targets.
  std::size_t reached = 0;
  for (std::size_t at = 0; at < 3; ++at) {
    const BenchmarkAnswer against = ask(kQuartiles[definition.aim == Aim::minimise ? 2 - at : at]);
    position.problem = against.problem;
    position.peers = against.peers;
    if (!against.problem.empty()) return position;
    const int order = compare_15(value.number, against.number);
    if (definition.aim == Aim::minimise ? order <= 0 : order >= 0) reached = at + 1;
    position.text += (position.text.empty() ? own : "; ") + against.source;
  }
  position.word = kQuartileWords[reached];
  return position;
}

PositionNode::PositionNode(const Workbook& workbook, const Definitions& definitions,
                           const IndicatorNode& indicator, std::vector<Diagnostic>& findings)
    : workbook_(workbook), definitions_(definitions), indicator_(indicator) {
  const PlaceText& place = indicator.definition().position_to;
  cell_ = find_cell(workbook, place, "Position to", findings);
  if (cell_ && holds_formula(workbook, *cell_)) {
    findings.push_back({Severity::error, place.where,
                        "Position to: " + workbook.describe(cell_->sheet, cell_->address) +
                            " holds a formula; a position is written into a cell without one"});
    cell_.reset();
  }
}

std::vector<OwnedCell> PositionNode::owns() const {
  if (!cell_) return {};
  return {{cell_->sheet, cell_->address}};
}

bool PositionNode::calculate(EvaluationContext& context, std::vector<Value>& values) {
  if (context.suspended()) return false;
  const std::optional<FormulaCell>& shown = indicator_.value_cell();
  result_ =
      find_position(indicator_, definitions_,
                    shown ? printed_places(workbook_, *shown, indicator_.definition().unit) : std::nullopt);
  if (!values.empty()) {
    if (refusal() != nullptr)
      values[0] = workbook_.sheet(cell_->sheet).saved_value(cell_->address);
    else if (!result_.word.empty())
      values[0] = Value(result_.word);
  }
  return true;
}

std::vector<Diagnostic> PositionNode::diagnostics() const {
  const IndicatorDefinition& definition = indicator_.definition();
  const std::string where = cell_ ? workbook_.describe(cell_->sheet, cell_->address) : std::string();
  if (refusal() != nullptr) return {};
  if (!result_.problem.empty())
    return {{Severity::error, definition.benchmark_where,
             definition.reference + " has no position: " + result_.problem}};
  if (!result_.unknown.empty())
    return {{Severity::note, where, definition.reference + " has no position: " + result_.unknown}};
  if (!result_.doubt.empty())
    return {{Severity::warning, where,
             definition.reference + " is \"" + result_.word + "\", although " + result_.doubt + "; " +
                 result_.text}};
  return {};
}

}  // namespace outturn
