#include "formulas/running_folds.h"

#include "formulas/cell_runs.h"

namespace outturn {
namespace {

// Below this there is nothing to gain.
constexpr std::int32_t kLeastRows = 32;
constexpr std::int32_t kMostColumns = 16;
constexpr std::size_t kMostKept = 4096;

}  // namespace

void RunningFolds::add(const CellRun& run, const Fold& fold, Kept& kept) {
  if (run.kind == ValueKind::number)
    fold.add(kept.state, run.numbers());
  else if (fold.add_others != nullptr)
    fold.add_others(kept.state, run.kind, run.count);
  else if (run.kind == ValueKind::error)
    kept.error = run.error(0);
}

std::optional<Value> RunningFolds::value(const Fold& fold, const Area& area, EvaluationContext& context,
                                         Condition condition) {
  if (area.is_three_dimensional() || area.range.rows() < kLeastRows || area.range.columns() > kMostColumns)
    return std::nullopt;
  if (!context.ready(area)) return std::nullopt;
  std::uint64_t version = 0;
  for (std::int32_t column = area.range.first.column; column <= area.range.last.column; ++column)
    version += context.version(area.sheet, column);
  if (kept_.size() >= kMostKept) kept_.clear();
  Kept& kept = kept_[{&fold, reinterpret_cast<std::uintptr_t>(condition), area.sheet, area.range.first,
                      area.range.last.column}];
  if (kept.version != version || kept.next_row < area.range.first.row ||
      kept.next_row > area.range.last.row + 1)
    kept = {version, area.range.first.row, {}, {}};
  if (!kept.error.is_error() && kept.next_row <= area.range.last.row) {
    Area rest = area;
    rest.range.first.row = kept.next_row;
    context.visit(rest, [&](const CellRun& run) {
      if (condition == nullptr) {
        add(run, fold, kept);
        return !kept.error.is_error();
      }
      CellRun one = run;
      one.count = 1;
      for (std::int32_t i = 0; i < run.count && !kept.error.is_error(); ++i, ++one.first.row, ++one.payload)
        if (condition(context, run.sheet, one.first)) add(one, fold, kept);
      return !kept.error.is_error();
    });
  }
  kept.next_row = area.range.last.row + 1;
  if (!kept.error.is_error()) return fold.result(kept.state);
  // It stands somewhere above the last row; a shorter range may not hold it.
  const Value error = kept.error;
  kept.next_row = -1;
  return error;
}

}  // namespace outturn
