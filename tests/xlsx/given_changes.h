// Changes of a workbook that a test gives instead of a calculation.
#pragma once

#include <algorithm>
#include <utility>
#include <vector>

#include "engine/change_set.h"
#include "xlsx/reader.h"

namespace outturn::xlsx {

struct GivenChange {
  SheetId sheet = 0;
  CellAddress cell;
  ChangeKind kind = ChangeKind::formula;
  Value old_value;
  Value new_value;
};

// The workbook holds the values afterwards, as it would after a calculation.
inline std::vector<CellChange> given(const XlsxFile& file, const std::vector<GivenChange>& changes) {
  std::vector<CellChange> cells;
  for (const GivenChange& change : changes) {
    Sheet& sheet = file.workbook->sheet(change.sheet);
    sheet.set_saved_value(change.cell, change.old_value);
    sheet.set_value(change.cell, change.new_value);
    cells.push_back({change.sheet, change.cell, change.kind});
  }
  std::sort(cells.begin(), cells.end(), [](const CellChange& a, const CellChange& b) {
    return std::pair(a.sheet, a.cell) < std::pair(b.sheet, b.cell);
  });
  return cells;
}

}  // namespace outturn::xlsx
