// Lookups and criteria through a workbook: 2,000 formulas over a column of keys. The cost of a formula should
// hardly grow with the rows they search.
#include <benchmark/benchmark.h>

#include <algorithm>

#include "tests/benchmarks/books.h"

namespace outturn::benchmarks {
namespace {

constexpr std::int32_t kFormulas = 2'000;

// A: texts without order; B: ascending numbers; C: amounts; D: what is looked for, one a formula; E: the
// formula. In the pattern, # is the last row and @ the formula's own.
std::unique_ptr<Workbook> book_of(std::int32_t rows, const std::string& pattern) {
  Book book;
  for (std::int32_t i = 0; i < rows; ++i) {
    book.put(i, 0, Value("code " + std::to_string((std::int64_t{i} * 7'919) % rows)));
    book.put(i, 1, 2.0 * i);
    book.put(i, 2, spread(i) / 100.0);
  }
  const std::int32_t formulas = std::min(rows, kFormulas);
  for (std::int32_t i = 0; i < formulas; ++i) {
    const std::int64_t sought = std::int64_t{i} * rows / formulas;
    book.put(i, 3, Value("code " + std::to_string(sought)));
    book.put(i, 5, 2.0 * static_cast<double>(sought) + 1);
    std::string text;
    for (const char c : pattern) {
      if (c == '#')
        text += std::to_string(rows);
      else if (c == '@')
        text += std::to_string(i + 1);
      else
        text += c;
    }
    book.formula(i, 4, text);
  }
  return book.finish();
}

void lookup(benchmark::State& state, const char* pattern) {
  for (auto _ : state) {
    state.PauseTiming();
    auto book = book_of(static_cast<std::int32_t>(state.range(0)), pattern);
    auto recalculation = std::make_unique<Recalculation>(*book, RecalculationOptions{});
    state.ResumeTiming();
    recalculation->calculate();
    state.PauseTiming();
    if (book->sheet(0).tag({1, 4}) != CellTag::number) state.SkipWithError("the formula found nothing");
    recalculation.reset();
    book.reset();
    state.ResumeTiming();
  }
  state.SetItemsProcessed(state.iterations() * kFormulas);
}
#define OUTTURN_LOOKUP(name, pattern) \
  BENCHMARK_CAPTURE(lookup, name, pattern)->Arg(10'000)->Arg(100'000)->Unit(benchmark::kMillisecond)
OUTTURN_LOOKUP(vlookup_exact, "VLOOKUP(D@,$A$1:$C$#,3,FALSE)");
OUTTURN_LOOKUP(match_sorted, "MATCH(F@,$B$1:$B$#,1)");
OUTTURN_LOOKUP(xlookup_forwards, "_xlfn.XLOOKUP(D@,$A$1:$A$#,$C$1:$C$#)");
OUTTURN_LOOKUP(xlookup_backwards, "_xlfn.XLOOKUP(D@,$A$1:$A$#,$C$1:$C$#,0,0,-1)");
OUTTURN_LOOKUP(xlookup_next_smaller, "_xlfn.XLOOKUP(F@,$B$1:$B$#,$C$1:$C$#,0,-1)");
OUTTURN_LOOKUP(countif_text, "COUNTIF($A$1:$A$#,D@)");
OUTTURN_LOOKUP(countif_below, "COUNTIF($B$1:$B$#,\"<\"&F@)");
OUTTURN_LOOKUP(rank, "RANK(F@-1,$B$1:$B$#)");
OUTTURN_LOOKUP(percentile, "PERCENTILE($B$1:$B$#,ROW()/2000)");
OUTTURN_LOOKUP(sumifs_text, "SUMIFS($C$1:$C$#,$A$1:$A$#,D@)");
OUTTURN_LOOKUP(sumifs_narrow_range, "SUMIFS($C$1:$C$#,$B$1:$B$#,\">=\"&F@,$B$1:$B$#,\"<=\"&(F@+100))");
OUTTURN_LOOKUP(sumifs_wildcard, "SUMIFS($C$1:$C$#,$A$1:$A$#,D@&\"*\")");
#undef OUTTURN_LOOKUP

}  // namespace
}  // namespace outturn::benchmarks
