#include <cstdio>
#include <cstring>
#include <ctime>

#include "engine/change_set.h"
#include "xlsx/reader.h"
#include "xlsx/writer.h"
#include "xlsx/xlsx_error.h"
#include "formulas/locale.h"
#include "formulas/catalogue.h"

int main(int argc, char** argv) {
  using namespace outturn;
  if (argc > 1 && std::strcmp(argv[1], "functions") == 0) {
    for (const FunctionSpec* f : all_functions()) std::printf("%.*s\n", (int)f->name.size(), f->name.data());
    return 0;
  }
  const char* in = argv[2]; const char* out = nullptr; const char* locale = "en-GB";
  for (int i = 3; i + 1 < argc; ++i) { if (!std::strcmp(argv[i], "-o")) out = argv[i + 1]; if (!std::strcmp(argv[i], "--locale")) locale = argv[i + 1]; }
  try {
    xlsx::XlsxFile file = xlsx::read_xlsx(in);
    RecalculationOptions o; o.now = 46348.5; o.locale = find_locale(locale);
    Recalculation r(*file.workbook, o);
    r.calculate();
    const ChangeSet c = collect_changes(*file.workbook, r);
    auto w = xlsx::write_xlsx(file, c);
    if (out) xlsx::save(w, out);
    for (auto& k : r.kept()) std::fprintf(stderr, "kept %s %s\n", file.workbook->describe(k.sheet, k.cell).c_str(), k.reason.c_str());
    for (auto& k : r.circular()) std::fprintf(stderr, "circular of %zu cells at %s\n", k.cells.size(), k.cells.empty() ? "" : file.workbook->describe(k.cells[0].sheet, k.cells[0].address).c_str());
  } catch (const std::exception& e) { std::fprintf(stderr, "outturn: %s\n", e.what()); return 2; }
}
