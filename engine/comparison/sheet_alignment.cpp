#include "engine/comparison/sheet_alignment.h"

#include <algorithm>
#include <numeric>

#include "engine/comparison/line_alignment.h"
#include "engine/comparison/sheet_contents.h"

namespace outturn {
namespace {

// Of so many sheets that have no namesake, every two are compared.
constexpr std::size_t kMostRenamed = 50;

AxisPairs axis_of(const LinePairs& lines, std::size_t after_count) {
  AxisPairs axis;
  axis.to_after = lines.to_after;
  axis.to_before.assign(after_count, -1);
  for (std::size_t at = 0; at < axis.to_after.size(); ++at)
    if (axis.to_after[at] >= 0)
      axis.to_before[static_cast<std::size_t>(axis.to_after[at])] = static_cast<std::int32_t>(at);
  return axis;
}

SheetPair pair_sheets(const SheetContents& before, const SheetContents& after) {
  SheetPair pair;
  const std::vector<LineKeys> columns = after.columns();
  // A column of the next quarter stands where that of the last one stood.
  const LinePairs column_pairs = align_lines(before.columns(), columns, Unlike::are_edited);
  pair.columns = axis_of(column_pairs, columns.size());
  // Rows are held against one another by the columns that both have, under the later one's numbers.
  std::vector<std::int32_t> numbers(columns.size());
  std::iota(numbers.begin(), numbers.end(), 0);
  for (std::size_t at = 0; at < numbers.size(); ++at)
    if (pair.columns.to_before[at] < 0) numbers[at] = -1;
  const std::vector<LineKeys> rows = after.rows(numbers);
  const LinePairs row_pairs = align_lines(before.rows(pair.columns.to_after), rows);
  pair.rows = axis_of(row_pairs, rows.size());
  pair.limited = column_pairs.limited || row_pairs.limited;
  return pair;
}

std::vector<std::uint64_t> sorted_rows(const SheetContents& sheet) {
  std::vector<std::int32_t> numbers(static_cast<std::size_t>(sheet.column_count()));
  std::iota(numbers.begin(), numbers.end(), 0);
  std::vector<std::uint64_t> keys;
  for (const LineKeys& line : sheet.rows(numbers))
    if (line.content != 0) keys.push_back(line.content);
  std::sort(keys.begin(), keys.end());
  return keys;
}

// The rows that two sheets share, of those of the larger.
double likeness(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b) {
  std::vector<std::uint64_t> both;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
  const std::size_t larger = std::max(a.size(), b.size());
  return larger == 0 ? 0 : static_cast<double>(both.size()) / static_cast<double>(larger);
}

}  // namespace

std::optional<std::int32_t> AxisPairs::moved(std::int32_t before) const noexcept {
  if (static_cast<std::size_t>(before) >= to_after.size()) return before;
  const std::int32_t after = to_after[static_cast<std::size_t>(before)];
  return after < 0 ? std::nullopt : std::optional(after);
}

std::optional<std::int32_t> AxisPairs::moved_first(std::int32_t before) const noexcept {
  for (auto at = static_cast<std::size_t>(before); at < to_after.size(); ++at)
    if (to_after[at] >= 0) return to_after[at];
  return static_cast<std::size_t>(before) >= to_after.size() ? std::optional(before) : std::nullopt;
}

std::optional<std::int32_t> AxisPairs::moved_last(std::int32_t before) const noexcept {
  if (static_cast<std::size_t>(before) >= to_after.size()) return before;
  for (std::int32_t at = before; at >= 0; --at)
    if (to_after[static_cast<std::size_t>(at)] >= 0) return to_after[static_cast<std::size_t>(at)];
  return std::nullopt;
}

bool AxisPairs::is_same(std::optional<std::int32_t> moved_before, std::int32_t before,
                        std::int32_t after) const noexcept {
  if (!moved_before) return false;
  if (*moved_before == after) return true;
  const auto shift = static_cast<std::int32_t>(to_before.size()) - static_cast<std::int32_t>(to_after.size());
  return static_cast<std::size_t>(before) >= to_after.size() && before + shift == after;
}

BookAlignment::BookAlignment(const ComparedBook& before, const ComparedBook& after) {
  const Workbook& old_book = *before.workbook;
  const Workbook& new_book = *after.workbook;
  pair_of_.assign(static_cast<std::size_t>(old_book.sheet_count()), -1);
  std::vector<SheetId> partner(static_cast<std::size_t>(new_book.sheet_count()), -1);
  for (SheetId id = 0; id < old_book.sheet_count(); ++id) {
    const std::optional<SheetId> same = new_book.find_sheet(old_book.sheet(id).name());
    if (same && *same < new_book.sheet_count())
      partner[static_cast<std::size_t>(*same)] = id;
    else
      removed_.push_back(id);
  }
  for (SheetId id = 0; id < new_book.sheet_count(); ++id)
    if (partner[static_cast<std::size_t>(id)] < 0) added_.push_back(id);
  // A sheet without a namesake is a renamed one where most of its rows stand on another of them.
  if (removed_.size() <= kMostRenamed && added_.size() <= kMostRenamed && !removed_.empty()) {
    std::vector<std::vector<std::uint64_t>> contents;
    for (const SheetId id : removed_) contents.push_back(sorted_rows(SheetContents(before, id)));
    constexpr double kMost = 0.5;
    for (const SheetId id : std::vector<SheetId>(added_)) {
      const std::vector<std::uint64_t> rows = sorted_rows(SheetContents(after, id));
      double best = kMost;
      std::size_t found = removed_.size();
      for (std::size_t at = 0; at < removed_.size(); ++at) {
        const double like = likeness(contents[at], rows);
        if (like <= best) continue;
        best = like;
        found = at;
      }
      if (found == removed_.size()) continue;
      partner[static_cast<std::size_t>(id)] = removed_[found];
      removed_.erase(removed_.begin() + static_cast<std::ptrdiff_t>(found));
      contents.erase(contents.begin() + static_cast<std::ptrdiff_t>(found));
      added_.erase(std::find(added_.begin(), added_.end(), id));
    }
  }
  for (SheetId id = 0; id < new_book.sheet_count(); ++id) {
    const SheetId old_id = partner[static_cast<std::size_t>(id)];
    if (old_id < 0) continue;
    SheetPair pair = pair_sheets(SheetContents(before, old_id), SheetContents(after, id));
    pair.before = old_id;
    pair.after = id;
    pair_of_[static_cast<std::size_t>(old_id)] = static_cast<std::int32_t>(pairs_.size());
    pairs_.push_back(std::move(pair));
  }
}

const SheetPair* BookAlignment::pair_of(SheetId before) const noexcept {
  if (before < 0 || static_cast<std::size_t>(before) >= pair_of_.size()) return nullptr;
  const std::int32_t at = pair_of_[static_cast<std::size_t>(before)];
  return at < 0 ? nullptr : &pairs_[static_cast<std::size_t>(at)];
}

std::optional<FormulaCell> BookAlignment::moved(const FormulaCell& cell) const {
  const SheetPair* pair = pair_of(cell.sheet);
  if (pair == nullptr) return std::nullopt;
  const auto row = pair->rows.moved(cell.address.row);
  const auto column = pair->columns.moved(cell.address.column);
  if (!row || !column) return std::nullopt;
  return FormulaCell{pair->after, {*row, *column}};
}

BookAlignment::Overlap BookAlignment::compare(const Area& before, const Area& after) const {
  const SheetPair* pair = pair_of(before.sheet);
  const SheetPair* last = pair_of(before.last_sheet);
  if (pair == nullptr || last == nullptr || pair->after != after.sheet || last->after != after.last_sheet)
    return Overlap::different;
  const RangeAddress& a = before.range;
  const RangeAddress& b = after.range;
  const auto top = pair->rows.moved_first(a.first.row), bottom = pair->rows.moved_last(a.last.row);
  const auto left = pair->columns.moved_first(a.first.column),
             right = pair->columns.moved_last(a.last.column);
  if (pair->rows.is_same(top, a.first.row, b.first.row) &&
      pair->rows.is_same(bottom, a.last.row, b.last.row) &&
      pair->columns.is_same(left, a.first.column, b.first.column) &&
      pair->columns.is_same(right, a.last.column, b.last.column))
    return Overlap::same;
  if (!top || !bottom || !left || !right) return Overlap::different;
  const RangeAddress moved_range{{*top, *left}, {*bottom, *right}};
  return moved_range.contains(b) || b.contains(moved_range) ? Overlap::one_holds_the_other
                                                            : Overlap::different;
}

}  // namespace outturn
