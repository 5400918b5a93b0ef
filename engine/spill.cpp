// Array results: where they go, and what is in their way.
#include <algorithm>

#include "engine/calculation.h"

namespace outturn {

namespace {

// A blank inside a result is 0, as everywhere a formula gives a blank.
Value shown(const Value& value) { return value.is_blank() ? Value(0) : value; }

}  // namespace

// Rows, columns and single values repeat over the range of an array formula; beyond the result there is #N/A.
void Calculation::store_fixed(const Fill& fill, const Value& result) {
  for (std::int32_t row = fill.range.first.row; row <= fill.range.last.row; ++row) {
    for (std::int32_t column = fill.range.first.column; column <= fill.range.last.column; ++column) {
      if (workbook_.sheet(fill.sheet).fill_at({row, column}) !=
          static_cast<FillId>(&fill - workbook_.fills().data()))
        continue;
      Value value = result;
      if (result.is_array()) {
        const Array& array = result.array();
        auto r = static_cast<std::size_t>(row - fill.range.first.row);
        auto c = static_cast<std::size_t>(column - fill.range.first.column);
        if (array.rows() == 1) r = 0;
        if (array.columns() == 1) c = 0;
        value = r < array.rows() && c < array.columns() ? shown(array.at(r, c)) : Value(ErrorCode::na);
      }
      store(fill.sheet, {row, column}, value);
    }
  }
}

bool Calculation::has_room(const Fill& fill, const RangeAddress& range) const {
  if (range.last.row >= kMaxRows || range.last.column >= kMaxColumns) return false;
  const Sheet& sheet = workbook_.sheet(fill.sheet);
  const auto own = static_cast<FillId>(&fill - workbook_.fills().data());
  const auto current = spills_.find({fill.sheet, fill.range.first});
  const auto used = sheet.used_range();
  for (std::int32_t row = range.first.row; row <= range.last.row; ++row) {
    for (std::int32_t column = range.first.column; column <= range.last.column; ++column) {
      const CellAddress cell{row, column};
      if (cell == fill.range.first || (used && !used->contains(cell))) continue;
      if (current != spills_.end() && current->second.contains(cell)) continue;
      const FillId there = sheet.fill_at(cell);
      if (there == own) continue;
      if (sheet.tag(cell) != CellTag::blank) return false;
      // A formula whose value is blank does not exist; a place where another array used to spill is free once
      // it has gone, and is not blank before.
      if (there >= 0 && workbook_.fill(there).kind != FillKind::dynamic_array) return false;
    }
  }
  // Excel's tables hold no arrays of several cells.
  const auto meets = [&](const Table& table) {
    return table.shape.sheet == fill.sheet && table.shape.range.intersects(range);
  };
  if (!range.is_single_cell() && std::any_of(workbook_.tables().begin(), workbook_.tables().end(), meets))
    return false;
  return !sheet.meets_merged_range(range);
}

void Calculation::interrupt_spill(SheetId sheet_id, CellAddress cell) {
  Sheet& sheet = workbook_.sheet(sheet_id);
  for (auto& [place, range] : spills_) {
    const CellAddress anchor = place.second;
    if (place.first != sheet_id || !range.contains(cell) || cell == anchor) continue;
    for (std::int32_t row = range.first.row; row <= range.last.row; ++row)
      for (std::int32_t column = range.first.column; column <= range.last.column; ++column)
        if (CellAddress{row, column} != anchor) sheet.set_value({row, column}, Value());
    changed_.push_back({sheet_id, range});
    blocked_[place] = range;
    range = single_cell(anchor);
  }
}

void Calculation::store_dynamic(const Fill& fill, const Value& result) {
  const CellAddress anchor = fill.range.first;
  RangeAddress range = single_cell(anchor);
  Value first = result;
  blocked_.erase({fill.sheet, anchor});
  if (result.is_array()) {
    const Array& array = result.array();
    const std::int64_t last_row = anchor.row + static_cast<std::int64_t>(array.rows()) - 1;
    const std::int64_t last_column = anchor.column + static_cast<std::int64_t>(array.columns()) - 1;
    const bool on_sheet = last_row < kMaxRows && last_column < kMaxColumns;
    if (on_sheet) range.last = {static_cast<std::int32_t>(last_row), static_cast<std::int32_t>(last_column)};
    if (!on_sheet || !has_room(fill, range)) {
      first = ErrorCode::spill;
      if (on_sheet) blocked_[{fill.sheet, anchor}] = range;
      range = single_cell(anchor);
    } else {
      first = shown(array[0]);
    }
  }
  // What the array filled before, in the file or in this process, and fills no more.
  RangeAddress before = fill.range;
  const auto current = spills_.find({fill.sheet, anchor});
  if (current != spills_.end()) before = bounding_range(before, current->second);
  Sheet& sheet = workbook_.sheet(fill.sheet);
  const auto own = static_cast<FillId>(&fill - workbook_.fills().data());
  for (std::int32_t row = before.first.row; row <= before.last.row; ++row) {
    for (std::int32_t column = before.first.column; column <= before.last.column; ++column) {
      const CellAddress cell{row, column};
      const bool mine =
          sheet.fill_at(cell) == own || (current != spills_.end() && current->second.contains(cell));
      if (mine && !range.contains(cell)) sheet.set_value(cell, Value());
    }
  }
  if (result.is_array() && !range.is_single_cell()) {
    const Array& array = result.array();
    for (std::size_t i = 1; i < array.size(); ++i)
      store(fill.sheet,
            {anchor.row + static_cast<std::int32_t>(i / array.columns()),
             anchor.column + static_cast<std::int32_t>(i % array.columns())},
            shown(array[i]));
  }
  store(fill.sheet, anchor, first);
  spills_[{fill.sheet, anchor}] = range;
  // An array that had no room may have it now.
  if (!blocked_.empty() && range != before) changed_.push_back({fill.sheet, before});
  // Readers of cells outside the saved extent had no way of knowing that they must wait.
  if (!fill.range.contains(range)) changed_.push_back({fill.sheet, range});
}

}  // namespace outturn
