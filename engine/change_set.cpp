#include "engine/change_set.h"

#include <algorithm>
#include <tuple>

#include "formulas/decimal_rounding.h"

namespace outturn {

bool is_changed(const Value& old_value, const Value& new_value) noexcept {
  if (old_value.is_number() && new_value.is_number())
    return !equal_at_15_digits(old_value.number(), new_value.number());
  return !(old_value == new_value);
}

namespace {

// Calculated cells one below the other, whose changes are of one kind.
struct Run {
  std::int32_t first = 0;
  std::int32_t last = 0;
  std::int32_t column = 0;
  ChangeKind kind = ChangeKind::formula;
};

// A run that the row under way meets.
struct OpenRun : Run {
  OpenRun(const Run& run, const Sheet& sheet)
      : Run(run), now(sheet.column(run.column)), saved(sheet.saved_column(run.column)) {}
  const Column* now;
  const Column* saved;
};

bool is_changed(const Column* saved, const Column* now, std::int32_t row) {
  constexpr auto kNumber = static_cast<std::uint8_t>(CellTag::number);
  if (now != nullptr && now->raw_tag(row) == kNumber) {
    const CellTag then = saved == nullptr ? CellTag::blank : saved->tag(row);
    if (then != CellTag::number) return true;
    const double a = saved->number(row);
    const double b = now->number(row);
    return a != b && !equal_at_15_digits(a, b);
  }
  return is_changed(saved == nullptr ? Value() : saved->get(row), now == nullptr ? Value() : now->get(row));
}

// By first row and then by column. They mostly come column by column: a stable count by rows is then enough,
// and where every cell has a formula of its own a tenth of the comparisons that sorting takes.
void sort_by_start(std::vector<Run>& runs) {
  const auto starts_before = [](const Run& a, const Run& b) {
    return std::tie(a.first, a.column) < std::tie(b.first, b.column);
  };
  if (std::is_sorted(runs.begin(), runs.end(), starts_before)) return;
  std::int32_t rows = 0;
  for (const Run& run : runs) rows = std::max(rows, run.first + 1);
  if (runs.size() >= static_cast<std::size_t>(rows)) {
    std::vector<std::uint32_t> place(static_cast<std::size_t>(rows) + 1);
    for (const Run& run : runs) ++place[static_cast<std::size_t>(run.first) + 1];
    for (std::size_t row = 1; row < place.size(); ++row) place[row] += place[row - 1];
    std::vector<Run> sorted(runs.size());
    for (const Run& run : runs) sorted[place[static_cast<std::size_t>(run.first)]++] = run;
    runs = std::move(sorted);
    if (std::is_sorted(runs.begin(), runs.end(), starts_before)) return;
  }
  std::sort(runs.begin(), runs.end(), starts_before);
}

// Row by row and in each from left to right, without a second list to sort them by.
void add_changes_of(const Sheet& sheet, SheetId id, std::vector<Run>& runs,
                    std::vector<CellChange>& changes) {
  sort_by_start(runs);
  const auto is_left = [](const Run& a, const Run& b) { return a.column < b.column; };
  std::vector<OpenRun> open;  // those that meet the row, from left to right
  std::int32_t first_end = kMaxRows;
  auto next = runs.begin();
  for (std::int32_t row = 0; next != runs.end() || !open.empty(); ++row) {
    if (open.empty()) row = next->first;
    if (next != runs.end() && next->first == row) {
      const auto old = static_cast<std::ptrdiff_t>(open.size());
      for (; next != runs.end() && next->first == row; ++next) {
        open.emplace_back(*next, sheet);
        first_end = std::min(first_end, next->last);
      }
      std::inplace_merge(open.begin(), open.begin() + old, open.end(), is_left);
    }
    for (const OpenRun& run : open)
      if (is_changed(run.saved, run.now, row)) changes.push_back({id, {row, run.column}, run.kind});
    if (row != first_end) continue;
    std::erase_if(open, [row](const Run& run) { return run.last == row; });
    first_end = kMaxRows;
    for (const Run& run : open) first_end = std::min(first_end, run.last);
  }
}

}  // namespace

bool is_changed(const Sheet& sheet, CellAddress cell) {
  return is_changed(sheet.saved_column(cell.column), sheet.column(cell.column), cell.row);
}

ChangeSet collect_changes(const Workbook& workbook, const Recalculation& recalculation) {
  ChangeSet changes;
  std::vector<std::vector<Run>> runs(static_cast<std::size_t>(workbook.sheet_count()));
  std::vector<CellChange> others;  // in any order
  std::int64_t most = 0;
  for (const Fill& fill : workbook.fills())
    if (fill.kind == FillKind::cells) most += fill.range.size();
  changes.cells.reserve(static_cast<std::size_t>(most));
  const auto add = [&](SheetId sheet, CellAddress cell, ChangeKind kind) {
    const Sheet& on = workbook.sheet(sheet);
    if (is_changed(on.saved_value(cell), on.value(cell))) others.push_back({sheet, cell, kind});
  };
  for (std::size_t i = 0; i < workbook.fills().size(); ++i) {
    const Fill& fill = workbook.fills()[i];
    if (fill.kind == FillKind::kept) continue;
    const Sheet& sheet = workbook.sheet(fill.sheet);
    const CellAddress anchor = fill.range.first;
    if (fill.kind != FillKind::dynamic_array) {
      std::vector<Run>& own = runs[static_cast<std::size_t>(fill.sheet)];
      for (std::int32_t column = anchor.column; column <= fill.range.last.column; ++column) {
        Run run{anchor.row, fill.range.last.row, column, ChangeKind::formula};
        if (fill.kind == FillKind::fixed_array) {
          if (column == anchor.column) own.push_back(run), own.back().last = run.first++;
          run.kind = ChangeKind::spill_changed;
        }
        if (run.first <= run.last) own.push_back(run);
      }
      continue;
    }
    const RangeAddress now = recalculation.spill_range(fill.sheet, anchor).value_or(fill.range);
    add(fill.sheet, anchor, ChangeKind::formula);
    const RangeAddress both = bounding_range(fill.range, now);
    for (std::int32_t row = both.first.row; row <= both.last.row; ++row) {
      for (std::int32_t column = both.first.column; column <= both.last.column; ++column) {
        const CellAddress cell{row, column};
        if (cell == anchor) continue;
        const bool filled_then = fill.range.contains(cell) && sheet.fill_at(cell) == static_cast<FillId>(i);
        const bool filled_now = now.contains(cell);
        if (filled_now && filled_then)
          add(fill.sheet, cell, ChangeKind::spill_changed);
        else if (filled_now)
          add(fill.sheet, cell, ChangeKind::spill_added);
        else if (filled_then && !sheet.saved_value(cell).is_blank() && sheet.value(cell).is_blank())
          others.push_back({fill.sheet, cell, ChangeKind::spill_cleared});
      }
    }
    if (now != fill.range) changes.resized.push_back({fill.sheet, anchor, now});
  }
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const auto id = static_cast<SheetId>(i);
    add_changes_of(workbook.sheet(id), id, runs[i], changes.cells);
    runs[i] = {};
  }
  for (const Recalculation::Input& input : recalculation.inputs())
    add(input.sheet, input.cell, ChangeKind::input);
  for (const OwnedCell& cell : recalculation.owned_cells()) add(cell.sheet, cell.address, ChangeKind::owned);
  if (!others.empty()) {
    const auto before = [](const CellChange& a, const CellChange& b) {
      return std::tie(a.sheet, a.cell) < std::tie(b.sheet, b.cell);
    };
    std::stable_sort(others.begin(), others.end(), before);
    const auto middle = static_cast<std::ptrdiff_t>(changes.cells.size());
    changes.cells.insert(changes.cells.end(), others.begin(), others.end());
    std::inplace_merge(changes.cells.begin(), changes.cells.begin() + middle, changes.cells.end(), before);
  }
  std::sort(changes.resized.begin(), changes.resized.end(), [](const ResizedArray& a, const ResizedArray& b) {
    return std::tie(a.sheet, a.anchor) < std::tie(b.sheet, b.anchor);
  });
  return changes;
}

}  // namespace outturn
