// Any bytes as the content of <sheetData>: the scanner must tell what expat tells, and a patched sheet must
// hold the new values and still be well-formed.
#include <cstdio>
#include <cstdlib>
#include <map>
#include <string>

#include "tests/xlsx/recording_sink.h"
#include "xlsx/metadata_part.h"
#include "xlsx/shared_string_table.h"
#include "xlsx/worksheet_part.h"
#include "xlsx/worksheet_patch.h"
#include "xlsx/xlsx_error.h"

namespace {

using namespace outturn;
using namespace outturn::xlsx;

void require(bool condition, const char* what) {
  if (condition) return;
  std::fprintf(stderr, "%s\n", what);
  std::abort();
}

struct Cells : WorksheetSink {
  std::map<CellAddress, Value> values;
  std::map<CellAddress, int> times;
  void cell(const SheetCell& cell) override {
    values[cell.address] = stored_value(cell, {}, {}, DateSystem::from_1900);
    ++times[cell.address];
  }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text = "<worksheet xmlns=\"m\"><sheetData>" +
                           std::string(reinterpret_cast<const char*>(data), size) +
                           "</sheetData></worksheet>";
  RecordingSink scanned;
  RecordingSink oracle;
  bool scanner_read = true;
  bool expat_read = true;
  try {
    read_worksheet(text, "sheet", scanned);
  } catch (const XlsxError&) {
    scanner_read = false;
  }
  try {
    read_worksheet_by_expat(text, "sheet", oracle);
  } catch (const XlsxError&) {
    expat_read = false;
  }
  // The scanner does not look for everything that makes XML ill-formed, such as an attribute that is there
  // twice.
  if (!expat_read) return 0;
  require(scanner_read, "the scanner refused what expat reads");
  require(scanned.log == oracle.log, "scanner and expat differ");

  Cells before;
  read_worksheet(text, "sheet", before);
  std::vector<CellPatch> patches;
  for (const auto& [cell, value] : before.values)
    if (before.times[cell] == 1)
      patches.push_back({cell, CellWrite::formula_result, "new " + to_a1(cell), {}, {}});
  const PatchedWorksheet patched =
      patch_worksheet(text, "sheet", patches, {SharedStringTable(), MetadataPart()});
  if (!patched.text) return 0;
  Cells after;
  read_worksheet_by_expat(patched.text->view(), "sheet", after);
  require(after.times == before.times, "a patch added or lost a cell");
  for (const CellPatch& patch : patches)
    require(after.values[patch.address] == patch.value, "a patched cell holds another value");
  return 0;
}
