// Opens a workbook file: XlsxFile keeps the file as it is and what a save must know of it; the Workbook in it
// is what formulas and indicators are calculated on.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "engine/diagnostic.h"
#include "engine/workbook.h"
#include "xlsx/metadata_part.h"
#include "xlsx/package.h"
#include "xlsx/shared_string_table.h"
#include "xlsx/workbook_part.h"
#include "xlsx/worksheet_part.h"

namespace outturn::xlsx {

struct SheetFile {
  std::string part;
  bool has_cells = false;  // false for a chart sheet or a dialog
  SheetVisibility visibility = SheetVisibility::visible;
  std::vector<RangeAddress> conditional_formats;
  bool in_order = false;                // rows and cells ascend, as they do unless another program wrote them
  std::optional<PlainRows> plain_rows;  // of the text
  // The part's text from reading to writing, so that it is unpacked once; empty where it was given up.
  PartText text;
};

// Movable; the workbook's address stays the same.
struct XlsxFile {
  Package package;
  std::unique_ptr<Workbook> workbook;
  std::vector<SheetFile> sheets;  // by SheetId, external sheets left out
  CalculationProperties calculation;
  SharedStringTable strings;
  MetadataPart metadata;
  std::string styles_part;              // empty where there is none
  std::vector<Diagnostic> diagnostics;  // doubtful things in the file
};

// Throws XlsxError, naming file and part.
[[nodiscard]] XlsxFile read_xlsx(const std::filesystem::path& path, const ZipLimits& limits = {});
[[nodiscard]] XlsxFile read_xlsx(ZipArchive archive);

}  // namespace outturn::xlsx
