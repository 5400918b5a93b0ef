// A calculated workbook told and saved: what `recalc` does with each file, and what every command that
// changes a workbook ends with.
#pragma once

#include <filesystem>
#include <string>

#include "cli/open_book.h"
#include "cli/recalc_report.h"

namespace outturn {

struct SaveRequest {
  std::filesystem::path out;
  bool native = false;           // indicators as Excel formulas
  bool proof = false;            // with the digests of every part
  bool break_signature = false;  // save a signed workbook all the same
  bool every_change = false;     // listed in the report, not only as many as text shows
  // The file as it stands on disk, where the book was made from an edited copy of it: what was saved by
  // somebody else since is not written over. Null: the book's own.
  const xlsx::XlsxFile* original = nullptr;
  std::string* written = nullptr;  // not null: gets the file as it is saved
};

// What the calculation gave: statuses, roll-ups, trends, lists, kept cells, circles, doubtful data.
[[nodiscard]] RecalcReport results_of(const OpenBook& book);

// Saves the values that changed, and tells them in the report. Uses up the book's indicators and
// recalculation. Throws XlsxError, UsageError.
void save_results(OpenBook& book, const SaveRequest& request, RecalcReport& report);

}  // namespace outturn
