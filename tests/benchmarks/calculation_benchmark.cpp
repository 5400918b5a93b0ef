// Full calculations by block and by cell, and edits of a workbook that is already calculated.
#include <benchmark/benchmark.h>

#include "tests/benchmarks/books.h"

namespace outturn::benchmarks {
namespace {

using MakeBook = std::unique_ptr<Workbook> (*)(std::int32_t rows);

// Formulas a second; blocks or cell by cell.
void calculate(benchmark::State& state, MakeBook make, bool blocks) {
  std::int64_t formulas = 0;
  for (auto _ : state) {
    state.PauseTiming();
    auto book = make(static_cast<std::int32_t>(state.range(0)));
    formulas = book->formula_count();
    RecalculationOptions options;
    options.blocks = blocks;
    auto recalculation = std::make_unique<Recalculation>(*book, options);
    state.ResumeTiming();
    recalculation->calculate();
    state.PauseTiming();
    recalculation.reset();
    book.reset();
    state.ResumeTiming();
  }
  state.SetItemsProcessed(state.iterations() * formulas);
}
BENCHMARK_CAPTURE(calculate, filldown_blocks, filled_down, true)->Arg(100'000)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(calculate, filldown_cells, filled_down, false)->Arg(100'000)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(calculate, running, running_total, true)->Arg(100'000)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(calculate, grid, unfilled_grid, true)->Arg(1'000)->Unit(benchmark::kMillisecond);

// One input in column A of a calculated book changes, back and forth; `evaluated` is how many formulas that
// reached. The first edit also builds the index of what reads what, and is not measured.
void edit(benchmark::State& state, MakeBook make) {
  const auto book = make(100'000);
  Recalculation recalculation(*book, {});
  recalculation.calculate();
  const CellAddress cell{static_cast<std::int32_t>(state.range(0)), 0};
  double value = 1;
  recalculation.set_input(0, cell, value);
  recalculation.calculate();
  for (auto _ : state) {
    value = 3 - value;
    recalculation.set_input(0, cell, value);
    recalculation.calculate();
  }
  state.counters["evaluated"] = static_cast<double>(recalculation.evaluated());
  state.SetItemsProcessed(state.iterations() * recalculation.evaluated());
}
BENCHMARK_CAPTURE(edit, filldown_one_row, filled_down)->Arg(50'000)->Unit(benchmark::kMicrosecond);
// Near its start, in its middle and in its last row: the cost goes with the rows below.
BENCHMARK_CAPTURE(edit, running, running_total)
    ->Arg(10)
    ->Arg(50'000)
    ->Arg(99'999)
    ->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace outturn::benchmarks
