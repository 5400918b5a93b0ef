// SUBTOTAL and AGGREGATE: a statistic chosen by number over cells, with rows left out that are not shown.
#include <cmath>
#include <optional>
#include <vector>

#include "formulas/functions/folds.h"
#include "formulas/functions/number_result.h"
#include "formulas/functions/statistical/sample.h"
#include "formulas/running_folds.h"

namespace outturn {
namespace {

struct LeftOut {
  bool filtered_rows = false;
  bool hidden_rows = false;
  bool errors = false;
  bool subtotals = false;  // cells that hold a SUBTOTAL or AGGREGATE themselves
};

struct Collected {
  std::vector<double> numbers;
  std::int64_t values = 0;  // of any kind
  Value error;

  void add_array(const CellGrid& grid, const LeftOut& left_out) {
    grid.visit([&](const CellRun& run) { return add(run, 0, left_out); });
  }

  // False when suspended.
  bool add_reference(const Operand& reference, const LeftOut& left_out, EvaluationContext& context) {
    for (const Area& area : reference.areas()) {
      if (!context.ready(area)) return false;
      context.visit(area, [&](const CellRun& run) {
        for (std::int32_t k = 0; k < run.count; ++k) {
          const CellAddress cell{run.first.row + k, run.first.column};
          const RowVisibility visibility = context.row_visibility(run.sheet, cell.row);
          if (visibility == RowVisibility::filtered && left_out.filtered_rows) continue;
          if (visibility == RowVisibility::hidden && left_out.hidden_rows) continue;
          if (left_out.subtotals && context.is_subtotal(run.sheet, cell)) continue;
          if (!add(run, k, left_out)) return false;
        }
        return true;
      });
    }
    return true;
  }

 private:
  bool add(const CellRun& run, std::int32_t k, const LeftOut& left_out) {
    if (run.kind == ValueKind::error) {
      if (left_out.errors) return true;
      if (!error.is_error()) error = run.error(k);
    }
    if (run.kind == ValueKind::number) numbers.push_back(run.payload[k]);
    ++values;
    return true;
  }
};

// Functions 1 to 13, as SUBTOTAL and AGGREGATE number them.
Value statistic(int function, Collected collected) {
  if (function == 2) return collected.numbers.size();
  if (function == 3) return collected.values;
  if (collected.error.is_error()) return collected.error;
  const std::vector<double>& numbers = collected.numbers;
  switch (function) {
    case 1:
      return sample::average(numbers);
    case 4:
      return sample::maximum(numbers);
    case 5:
      return sample::minimum(numbers);
    case 6:
      return sample::product(numbers);
    case 7:
      return sample::standard_deviation(numbers);
    case 8:
      return sample::population_standard_deviation(numbers);
    case 9:
      return number_result(sample::total(numbers));
    case 10:
      return sample::variance(numbers);
    case 11:
      return sample::population_variance(numbers);
    case 12:
      return sample::median(OrderedNumbers(std::move(collected.numbers)));
    case 13:
      return sample::mode(numbers);
    default:
      return ErrorCode::value;
  }
}

// Functions 14 to 19, which take a rank or part.
Value ranked_statistic(int function, Collected collected, double k) {
  if (collected.error.is_error()) return collected.error;
  const OrderedNumbers numbers(std::move(collected.numbers));
  switch (function) {
    case 14:
      return sample::largest(numbers, std::trunc(k));
    case 15:
      return sample::smallest(numbers, std::trunc(k));
    case 16:
      return sample::percentile(numbers, k);
    case 17:
      return sample::percentile(numbers, std::trunc(k) / 4);
    case 18:
      return sample::percentile_exclusive(numbers, k);
    case 19:
      return sample::percentile_exclusive(numbers, std::trunc(k) / 4);
    default:
      return ErrorCode::value;
  }
}

template <bool filtered, bool hidden, bool subtotals>
bool counts(const EvaluationContext& context, SheetId sheet, CellAddress cell) {
  const RowVisibility visibility = context.row_visibility(sheet, cell.row);
  if (filtered && visibility == RowVisibility::filtered) return false;
  if (hidden && visibility == RowVisibility::hidden) return false;
  return !subtotals || !context.is_subtotal(sheet, cell);
}

// SUBTOTAL(3,B$2:B2) filled down a list goes on from the row above.
std::optional<Value> running_statistic(int function, const LeftOut& left_out, const Operand& reference,
                                       EvaluationContext& context) {
  const Fold* fold = function == 1   ? &folds::kAverage
                     : function == 2 ? &folds::kCount
                     : function == 3 ? &folds::kCounta
                     : function == 9 ? &folds::kSum
                                     : nullptr;
  if (fold == nullptr || !reference.is_area() || left_out.errors) return std::nullopt;
  const RunningFolds::Condition condition = left_out.subtotals
                                                ? left_out.hidden_rows     ? counts<true, true, true>
                                                  : left_out.filtered_rows ? counts<true, false, true>
                                                                           : counts<false, false, true>
                                            : left_out.hidden_rows ? counts<true, true, false>
                                                                   : nullptr;
  return context.running_folds().value(*fold, reference.area(), context, condition);
}

// 1 to 11 leave out rows that a filter hides, 101 to 111 also those hidden by hand.
Value subtotal(const Arguments& args) {
  const double number = args.whole_number(0);
  const bool all_hidden = number > 100;
  const double function = all_hidden ? number - 100 : number;
  if (function < 1 || function > 11) return ErrorCode::value;
  const LeftOut left_out{.filtered_rows = true, .hidden_rows = all_hidden, .subtotals = true};
  if (args.size() == 2) {
    if (auto value =
            running_statistic(static_cast<int>(function), left_out, args.reference(1), args.context()))
      return *value;
    if (args.context().suspended()) return {};
  }
  Collected collected;
  for (std::size_t i = 1; i < args.size(); ++i)
    if (!collected.add_reference(args.reference(i), left_out, args.context())) return {};
  return statistic(static_cast<int>(function), std::move(collected));
}

Value aggregate(const Arguments& args) {
  const double function = args.whole_number(0);
  const double option = args.whole_number(1);
  if (function < 1 || function > 19 || option < 0 || option > 7) return ErrorCode::value;
  const int code = static_cast<int>(option);
  const bool hidden = code % 2 == 1;
  const LeftOut left_out{
      .filtered_rows = hidden, .hidden_rows = hidden, .errors = code % 4 >= 2, .subtotals = code < 4};
  const bool ranked = function >= 14;
  if (ranked && args.size() != 4) return ErrorCode::value;
  if (args.size() == 3) {
    if (auto value =
            running_statistic(static_cast<int>(function), left_out, args.cells(2).operand(), args.context()))
      return *value;
    if (args.context().suspended()) return {};
  }
  Collected collected;
  for (std::size_t i = 2; i < (ranked ? 3 : args.size()); ++i) {
    const CellGrid& grid = args.cells(i);
    if (!grid.is_reference() && !ranked) return ErrorCode::value;
    if (!grid.is_reference())
      collected.add_array(grid, left_out);
    else if (!collected.add_reference(grid.operand(), left_out, args.context()))
      return {};
  }
  if (!ranked) return statistic(static_cast<int>(function), std::move(collected));
  const CellGrid& k = args.cells(3);
  const Value rank = k.is_rectangle() && k.size() == 1 ? k.at(0, 0) : Value(ErrorCode::value);
  if (rank.is_error()) return rank;
  if (!rank.is_number()) return ErrorCode::value;
  return ranked_statistic(static_cast<int>(function), std::move(collected), rank.number());
}

constexpr Example kSubtotalExamples[] = {{"SUBTOTAL(9,A1:A3)", "0"}, {"SUBTOTAL(12,A1:A3)", "#VALUE!"}};
constexpr Example kAggregateExamples[] = {{"AGGREGATE(14,6,{1,#DIV/0!,7,3},1)", "7"},
                                          {"AGGREGATE(15,6,{4,2,9}/{1,0,1},1)", "4"},
                                          {"AGGREGATE(9,4,A1:A3)", "0"}};

constexpr FunctionSpec kFunctions[] = {
    {.name = "AGGREGATE",
     .signature = "function:number option:number values:array...",
     .summary = "A statistic of cells, with errors, hidden rows or nested subtotals left out.",
     .evaluate = aggregate,
     .examples = kAggregateExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "SUBTOTAL",
     .signature = "function:number ranges:reference...",
     .summary = "A statistic of the cells that a filter shows, nested subtotals left out.",
     .evaluate = subtotal,
     .examples = kSubtotalExamples},
};

}  // namespace

std::span<const FunctionSpec> subtotal_functions() { return kFunctions; }

}  // namespace outturn
