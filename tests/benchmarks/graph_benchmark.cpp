// From the text of formulas to an order of work: parse, compile, collect what reads what, order.
#include <benchmark/benchmark.h>

#include "engine/dependency_graph.h"
#include "engine/reads.h"
#include "formulas/parser.h"
#include "formulas/program_compiler.h"
#include "tests/benchmarks/books.h"

namespace outturn::benchmarks {
namespace {

void parse(benchmark::State& state, const char* text) {
  Expression expression;
  ParseError error;
  for (auto _ : state) {
    if (!parse_formula(text, {9, 9}, expression, error)) state.SkipWithError(error.reason.c_str());
    benchmark::DoNotOptimize(expression);
  }
}
BENCHMARK_CAPTURE(parse, operators, "(A1+B2)*0.5-C3*0.125");
BENCHMARK_CAPTURE(parse, calls, "IF(C2>=D2,\"Green\",IF(C2>=D2-0.05,\"Amber\",\"Red\"))");
BENCHMARK_CAPTURE(parse, ranges,
                  "SUMIFS(Ledger!$C$1:$C$100000,Ledger!$A$1:$A$100000,$A1,Ledger!$B$1:$B$100000,3)");

// Formulas added to a workbook and compiled, the texts made beside them included.
void compile(benchmark::State& state, std::unique_ptr<Workbook> (*make)(std::int32_t)) {
  std::int64_t formulas = 0;
  for (auto _ : state) formulas = make(static_cast<std::int32_t>(state.range(0)))->formula_count();
  state.SetItemsProcessed(state.iterations() * formulas);
}
BENCHMARK_CAPTURE(compile, filldown, filled_down)->Arg(20'000)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(compile, grid, unfilled_grid)->Arg(1'000)->Unit(benchmark::kMillisecond);

void graph(benchmark::State& state, std::unique_ptr<Workbook> (*make)(std::int32_t)) {
  const auto book = make(static_cast<std::int32_t>(state.range(0)));
  for (auto _ : state) {
    const Edges edges = collect_edges(*book, {});
    const DependencyGraph graph(edges.nodes, edges.edges);
    benchmark::DoNotOptimize(graph.component_count());
  }
  state.SetItemsProcessed(state.iterations() * book->formula_count());
}
BENCHMARK_CAPTURE(graph, filldown, filled_down)->Arg(100'000)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(graph, running, running_total)->Arg(100'000)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(graph, grid, unfilled_grid)->Arg(1'000)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace outturn::benchmarks
