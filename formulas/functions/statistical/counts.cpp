// Counting numbers, values and blanks, and how values spread over intervals.
#include <algorithm>
#include <numeric>

#include "formulas/arguments.h"
#include "formulas/coercion.h"
#include "formulas/functions/folds.h"

namespace outturn {
namespace {

bool is_typed(const CellGrid& grid) {
  return grid.operand().is_value() && !grid.operand().value().is_array();
}

// Numbers in cells; typed values count if they convert to a number. Errors are not numbers.
Value count(const Arguments& args) {
  std::int64_t numbers = 0;
  for (std::size_t i = 0; i < args.size(); ++i) {
    const CellGrid& grid = args.cells(i);
    if (is_typed(grid)) {
      if (!to_number(grid.operand().value(), args.context()).is_error()) ++numbers;
      continue;
    }
    grid.visit([&numbers](const CellRun& run) {
      if (run.kind == ValueKind::number) numbers += run.count;
      return true;
    });
  }
  return numbers;
}

Value counta(const Arguments& args) {
  std::int64_t values = 0;
  for (std::size_t i = 0; i < args.size(); ++i) {
    const CellGrid& grid = args.cells(i);
    if (is_typed(grid)) {
      ++values;
      continue;
    }
    grid.visit([&values](const CellRun& run) {
      values += run.count;
      return true;
    });
  }
  return values;
}

// Blank cells, and cells that hold the empty text.
Value countblank(const Arguments& args) {
  std::int64_t blanks = 0;
  for (const Area& area : args.reference(0).areas()) {
    if (!args.context().ready(area)) return {};
    blanks += area.range.size() * (area.last_sheet - area.sheet + 1);
    args.context().visit(area, [&blanks](const CellRun& run) {
      for (std::int32_t k = 0; k < run.count; ++k)
        if (run.kind != ValueKind::text || !run.text(k).empty()) --blanks;
      return true;
    });
  }
  return blanks;
}

// How many numbers lie up to each bound and above the one before, and how many above all: a column. Bounds
// need not be in order; of equal bounds the first counts.
Value frequency(const Arguments& args) {
  std::vector<double> numbers = args.numbers(0);
  std::vector<double> bounds = args.numbers(1);
  if (bounds.empty()) bounds.push_back(0);  // blank bounds count as one of 0
  if (bounds.size() >= kMaxArrayCells) return ErrorCode::num;
  std::sort(numbers.begin(), numbers.end());
  std::vector<std::size_t> order(bounds.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return bounds[a] < bounds[b]; });
  Array result(bounds.size() + 1, 1, Value(0));
  auto from = numbers.begin();
  for (const std::size_t bound : order) {
    const auto upto = std::upper_bound(from, numbers.end(), bounds[bound]);
    result[bound] = upto - from;
    from = upto;
  }
  result[bounds.size()] = numbers.end() - from;
  return Value(std::move(result));
}

constexpr Example kCountExamples[] = {
    {"COUNT(1,\"2\",TRUE,\"x\")", "3"}, {"COUNT({1,\"2\",TRUE,#N/A})", "1"}, {"COUNT(#N/A)", "0"}};
constexpr Example kCountaExamples[] = {{"COUNTA(1,\"\",#N/A)", "3"}, {"COUNTA({1,\"x\"})", "2"}};
constexpr Example kCountblankExamples[] = {{"COUNTBLANK(A1:A3)", "3"}};
constexpr Example kFrequencyExamples[] = {
    {"FREQUENCY({79,85,78,85,50,81,95,88,97},{70,79,89})", "{1;2;4;2}"}};

constexpr FunctionSpec kFunctions[] = {
    {.name = "COUNT",
     .signature = "values:cells...",
     .summary = "Counts numbers.",
     .evaluate = count,
     .examples = kCountExamples,
     .fold = &folds::kCount},
    {.name = "COUNTA",
     .signature = "values:cells...",
     .summary = "Counts values of any kind.",
     .evaluate = counta,
     .examples = kCountaExamples,
     .fold = &folds::kCounta},
    {.name = "COUNTBLANK",
     .signature = "range:reference",
     .summary = "Counts blank cells and empty texts.",
     .evaluate = countblank,
     .examples = kCountblankExamples},
    {.name = "FREQUENCY",
     .signature = "numbers:numbers bounds:numbers",
     .summary = "Counts the numbers that lie between bounds.",
     .evaluate = frequency,
     .examples = kFrequencyExamples},
};

}  // namespace

std::span<const FunctionSpec> counts_functions() { return kFunctions; }

}  // namespace outturn
