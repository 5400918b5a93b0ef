#include "formulas/range_results.h"

#include <algorithm>

namespace outturn {
namespace {

// A smaller range costs no more than looking its result up.
constexpr std::int64_t kLeastCells = 128;
constexpr std::int32_t kMostColumns = 16;
constexpr std::size_t kMostKept = 4096;

bool takes_values_alone(const FunctionSpec& function, std::size_t arguments) {
  if (function.evaluate == nullptr || function.volatility != Volatility::none) return false;
  for (std::size_t i = 0; i < arguments; ++i) {
    const ParameterKind kind = function.signature.parameter(i).kind;
    if (kind != ParameterKind::numbers && kind != ParameterKind::ordered && kind != ParameterKind::cells &&
        kind != ParameterKind::array)
      return false;
  }
  return true;
}

std::vector<Area> areas_of(std::span<const Operand> operands) {
  std::vector<Area> areas;
  for (const Operand& operand : operands) areas.push_back(operand.area());
  return areas;
}

// Every version only grows, so that their sum is the same only where all are.
std::uint64_t version_of(const std::vector<Area>& areas, const EvaluationContext& context) {
  std::uint64_t version = 0;
  for (const Area& area : areas)
    for (std::int32_t column = area.range.first.column; column <= area.range.last.column; ++column)
      version += context.version(area.sheet, column);
  return version;
}

}  // namespace

bool RangeResults::keeps(const FunctionSpec& function, std::span<const Operand> operands) {
  if (operands.empty()) return false;
  std::int64_t cells = 0;
  for (const Operand& operand : operands) {
    if (!operand.is_area() || operand.area().is_three_dimensional() ||
        operand.area().range.columns() > kMostColumns)
      return false;
    cells += operand.area().range.size();
  }
  return cells >= kLeastCells && takes_values_alone(function, operands.size());
}

std::optional<Value> RangeResults::find(const FunctionSpec& function, std::span<const Operand> operands,
                                        EvaluationContext& context) const {
  const auto kept = kept_.find({&function, areas_of(operands)});
  if (kept == kept_.end() || kept->second.version != version_of(kept->first.second, context))
    return std::nullopt;
  for (const Area& area : kept->first.second)
    if (!context.ready(area)) return std::nullopt;
  return kept->second.result;
}

void RangeResults::keep(const FunctionSpec& function, std::span<const Operand> operands, const Value& result,
                        EvaluationContext& context) {
  // An array would be kept whole; the note that a text was an ambiguous date is made anew in every cell.
  if (result.is_array() || context.met_ambiguous_date()) return;
  if (kept_.size() >= kMostKept) kept_.clear();
  std::vector<Area> areas = areas_of(operands);
  const std::uint64_t version = version_of(areas, context);
  kept_[{&function, std::move(areas)}] = {version, result};
}

}  // namespace outturn
