#include "engine/indicators/moved_results.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <tuple>

#include "engine/indicators/bound_place.h"

namespace outturn {
namespace {

constexpr std::size_t kMostTried = 200;  // shifts of one column, and places for each to begin

// One column of a sheet, or one row: positions along it.
struct Line {
  std::set<std::int32_t> defined, marked;
};

struct Shift {
  std::int32_t from = 0;  // the first defined position that has moved
  std::int32_t by = 0;
};

// What moves the defined positions from one on to where the marks stand. What was inserted or deleted holds
// no mark.
std::optional<Shift> shift_of(const Line& line) {
  std::vector<std::int32_t> lost;
  std::set_difference(line.marked.begin(), line.marked.end(), line.defined.begin(), line.defined.end(),
                      std::back_inserter(lost));
  if (lost.empty()) return std::nullopt;
  std::vector<std::int32_t> nearest(line.defined.begin(), line.defined.end());
  std::sort(nearest.begin(), nearest.end(), [&](std::int32_t a, std::int32_t b) {
    return std::abs(lost.front() - a) < std::abs(lost.front() - b);
  });
  if (nearest.size() > kMostTried) nearest.resize(kMostTried);
  for (const std::int32_t origin : nearest) {
    const std::int32_t by = lost.front() - origin;
    // The row may have been inserted farther up, where marks and cells coincide by chance.
    auto from = line.defined.upper_bound(origin);
    for (std::size_t tried = 0; from != line.defined.begin() && tried < kMostTried; ++tried) {
      --from;
      const bool fits = std::all_of(line.marked.begin(), line.marked.end(), [&](std::int32_t position) {
        if (position >= *from + by) return line.defined.count(position - by) > 0;
        return position < *from && line.defined.count(position) > 0;
      });
      if (fits) return Shift{*from, by};
    }
  }
  return std::nullopt;
}

}  // namespace

std::vector<Diagnostic> moved_results(const Workbook& workbook, std::span<const ResultPlace> places,
                                      std::span<const OwnedCell> marked) {
  // By sheet, by whether it is a column, and by its number.
  std::map<std::tuple<SheetId, bool, std::int32_t>, Line> lines;
  const auto add = [&](const OwnedCell& cell, std::set<std::int32_t> Line::*positions) {
    (lines[{cell.sheet, true, cell.address.column}].*positions).insert(cell.address.row);
    (lines[{cell.sheet, false, cell.address.row}].*positions).insert(cell.address.column);
  };
  for (const ResultPlace& place : places) add(place.cell, &Line::defined);
  for (const OwnedCell& cell : marked) {
    const FormulaCell place{cell.sheet, cell.address};
    // A formula of `recalc --native` is no result that a definition must find again.
    if (!value_in_file(workbook, place).is_blank() && !holds_formula(workbook, place))
      add(cell, &Line::marked);
  }
  std::map<std::tuple<SheetId, bool, std::int32_t>, Shift> shifts;
  for (const auto& [key, line] : lines) {
    if (const std::optional<Shift> shift = shift_of(line)) shifts.emplace(key, *shift);
  }
  std::vector<Diagnostic> findings;
  std::set<std::string> reported;
  for (const ResultPlace& place : places) {
    for (const bool down : {true, false}) {
      const std::int32_t position = down ? place.cell.address.row : place.cell.address.column;
      const auto found =
          shifts.find({place.cell.sheet, down, down ? place.cell.address.column : place.cell.address.row});
      if (found == shifts.end() || position < found->second.from) continue;
      OwnedCell now = place.cell;
      (down ? now.address.row : now.address.column) += found->second.by;
      if (!std::binary_search(marked.begin(), marked.end(), now) || !reported.insert(place.where).second)
        continue;
      const std::string stands = workbook.describe(now.sheet, now.address);
      findings.push_back({Severity::error, place.where,
                          place.column + ": what outturn wrote to " +
                              workbook.describe(place.cell.sheet, place.cell.address) + " stands in " +
                              stands + " now, as " + (down ? "rows" : "columns") +
                              " were inserted or deleted; correct the addresses, or empty " + stands +
                              " if the result is to have another cell"});
    }
  }
  return findings;
}

}  // namespace outturn
