// Any bytes as a workbook file: it is read, or refused with an XlsxError; what was read can be written, and
// nothing changed gives the same bytes.
#include <cstdlib>
#include <string>

#include "xlsx/reader.h"
#include "xlsx/writer.h"
#include "xlsx/xlsx_error.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace outturn::xlsx;
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  const ZipLimits limits{.inflated_bytes = std::uint64_t{64} << 20, .entries = 1000};
  try {
    XlsxFile file = read_xlsx(ZipArchive::from_bytes(bytes, "fuzz.xlsx", limits));
    if (write_xlsx(file, {}).bytes != bytes) std::abort();
    outturn::ChangeSet changes;
    file.workbook->sheet(0).set_value({0, 0}, 1.5);
    changes.cells.push_back({0, {0, 0}, outturn::ChangeKind::input});
    static_cast<void>(ZipArchive::from_bytes(write_xlsx(file, changes).bytes, "fuzz.xlsx"));
  } catch (const XlsxError&) {
  }
  return 0;
}
