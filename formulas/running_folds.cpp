#include "formulas/running_folds.h"

#include "formulas/cell_runs.h"

namespace outturn {
namespace {

// Below this there is nothing to gain.
constexpr std::int32_t kLeastRows = 32;
constexpr std::int32_t kMostColumns = 16;
constexpr std::size_t kMostKept = 4096;

}  // namespace

std::optional<Value> RunningFolds::value(const FunctionSpec& function, const Area& area,
                                         EvaluationContext& context) {
  if (area.is_three_dimensional() || area.range.rows() < kLeastRows || area.range.columns() > kMostColumns)
    return std::nullopt;
  if (!context.ready(area)) return std::nullopt;
  std::uint64_t version = 0;
  for (std::int32_t column = area.range.first.column; column <= area.range.last.column; ++column)
    version += context.version(area.sheet, column);
  if (kept_.size() >= kMostKept) kept_.clear();
  Kept& kept = kept_[{&function, area.sheet, area.range.first, area.range.last.column}];
  if (kept.version != version || kept.next_row < area.range.first.row ||
      kept.next_row > area.range.last.row + 1)
    kept = {version, area.range.first.row, {}, {}};
  if (!kept.error.is_error() && kept.next_row <= area.range.last.row) {
    Area rest = area;
    rest.range.first.row = kept.next_row;
    context.visit(rest, [&](const CellRun& run) {
      if (run.kind == ValueKind::error) {
        kept.error = run.error(0);
        return false;
      }
      if (run.kind == ValueKind::number) function.fold->add(kept.state, run.numbers());
      return true;
    });
  }
  kept.next_row = area.range.last.row + 1;
  if (!kept.error.is_error()) return function.fold->result(kept.state);
  // It stands somewhere above the last row; a shorter range may not hold it.
  const Value error = kept.error;
  kept.next_row = -1;
  return error;
}

}  // namespace outturn
