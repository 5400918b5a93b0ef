// The bytes of a worksheet: read into events by the scanner and by expat, and patched.
#include <benchmark/benchmark.h>

#include <vector>

#include "tests/benchmarks/books.h"
#include "xlsx/metadata_part.h"
#include "xlsx/shared_string_table.h"
#include "xlsx/worksheet_part.h"
#include "xlsx/worksheet_patch.h"

namespace outturn::xlsx {
namespace {

constexpr std::int32_t kRows = 20'000;

// Two numbers and three formulas with values a row.
const std::string& sheet_text() {
  static const std::string kText = [] {
    std::string text =
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
        "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>";
    for (std::int32_t i = 0; i < kRows; ++i) {
      const std::string k = std::to_string(i + 1);
      const std::string answered = std::to_string(50 + benchmarks::spread(i));
      text += "<row r=\"" + k + "\" spans=\"1:5\"><c r=\"A" + k + "\"><v>" + answered + "</v></c><c r=\"B" +
              k + "\"><v>" + std::to_string(benchmarks::spread(i + kRows)) + "</v></c><c r=\"C" + k +
              "\"><f>B" + k + "/A" + k + "</f><v>0.4865</v></c><c r=\"D" + k + "\" t=\"str\"><f>IF(C" + k +
              "&gt;=0.7,\"Green\",\"Red\")</f><v>Red</v></c><c r=\"E" + k + "\"><f>ROUND((C" + k +
              "-0.7)*100,1)</f><v>-21.4</v></c></row>";
    }
    return text + "</sheetData></worksheet>";
  }();
  return kText;
}

class CountingSink final : public WorksheetSink {
 public:
  void cell(const SheetCell& cell) override { cells += cell.has_value; }
  std::int64_t cells = 0;
};

void scan(benchmark::State& state, void (*read)(std::string_view, const std::string&, WorksheetSink&)) {
  const std::string& text = sheet_text();
  CountingSink sink;
  for (auto _ : state) read(text, "sheet1.xml", sink);
  if (sink.cells != state.iterations() * kRows * 5) state.SkipWithError("cells are missing");
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
  state.SetItemsProcessed(sink.cells);
}
BENCHMARK_CAPTURE(scan, scanner, read_worksheet)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(scan, expat, read_worksheet_by_expat)->Unit(benchmark::kMillisecond);

// New values in column C of every n-th row.
void patch(benchmark::State& state) {
  const std::string& text = sheet_text();
  std::vector<CellPatch> patches;
  for (std::int32_t i = 0; i < kRows; i += static_cast<std::int32_t>(state.range(0))) {
    CellPatch& each = patches.emplace_back();
    each.address = {i, 2};
    each.write = CellWrite::formula_result;
    each.value = benchmarks::spread(i) / 7.0;
  }
  const SharedStringTable strings;
  const MetadataPart metadata;
  std::size_t changed = 0;
  for (auto _ : state) {
    const PatchedWorksheet patched = patch_worksheet(text, "sheet1.xml", patches, {strings, metadata});
    changed = patched.differences.size();
  }
  if (changed != patches.size()) state.SkipWithError("changes are missing");
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
  state.counters["changed"] = static_cast<double>(changed);
}
BENCHMARK(patch)->Arg(1)->Arg(100)->Arg(kRows)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace outturn::xlsx
