#include "engine/sheet.h"

#include <algorithm>

namespace outturn {

FillId Sheet::fill_at(CellAddress cell) const noexcept {
  const auto column = static_cast<std::size_t>(cell.column);
  if (column >= fills_.size()) return -1;
  const std::vector<FillSpan>& spans = fills_[column];
  auto after = std::upper_bound(spans.begin(), spans.end(), cell.row,
                                [](std::int32_t row, const FillSpan& span) { return row < span.first; });
  if (after == spans.begin()) return -1;
  --after;
  return cell.row <= after->last ? after->fill : -1;
}

std::pair<std::int32_t, std::int32_t> Sheet::spans_meeting(std::int32_t column, std::int32_t first_row,
                                                           std::int32_t last_row) const noexcept {
  const std::vector<FillSpan>& spans = fills_[static_cast<std::size_t>(column)];
  const auto first = std::lower_bound(spans.begin(), spans.end(), first_row,
                                      [](const FillSpan& span, std::int32_t row) { return span.last < row; });
  const auto end = std::upper_bound(first, spans.end(), last_row,
                                    [](std::int32_t row, const FillSpan& span) { return row < span.first; });
  return {static_cast<std::int32_t>(first - spans.begin()), static_cast<std::int32_t>(end - spans.begin())};
}

void Sheet::set_fills(std::int32_t column,
                      std::vector<std::pair<std::pair<std::int32_t, std::int32_t>, FillId>> spans) {
  const auto at = static_cast<std::size_t>(column);
  if (at >= fills_.size()) fills_.resize(at + 1);
  std::sort(spans.begin(), spans.end());
  fills_[at].clear();
  for (const auto& [rows, fill] : spans) fills_[at].push_back({rows.first, rows.second, fill});
}

void Sheet::set_number_format(CellAddress cell, std::int32_t format) {
  const auto at = static_cast<std::size_t>(cell.column);
  if (at >= formats_.size()) {
    if (format == 0) return;
    formats_.resize(at + 1);
  }
  std::vector<FormatRun>& runs = formats_[at];
  if (!runs.empty() && runs.back().end == cell.row && runs.back().format == format) {
    ++runs.back().end;
    return;
  }
  if (format == 0) return;
  const FormatRun run{cell.row, cell.row + 1, format};
  if (runs.empty() || runs.back().end <= cell.row) {
    runs.push_back(run);
    return;
  }
  // Out of order, which files do not do: insert, keeping runs ascending. A cell is told once.
  runs.insert(std::upper_bound(runs.begin(), runs.end(), cell.row,
                               [](std::int32_t row, const FormatRun& other) { return row < other.first; }),
              run);
}

std::int32_t Sheet::number_format(CellAddress cell) const noexcept {
  const auto at = static_cast<std::size_t>(cell.column);
  if (at >= formats_.size()) return 0;
  const std::vector<FormatRun>& runs = formats_[at];
  auto after = std::upper_bound(runs.begin(), runs.end(), cell.row,
                                [](std::int32_t row, const FormatRun& run) { return row < run.first; });
  if (after == runs.begin()) return 0;
  --after;
  return cell.row < after->end ? after->format : 0;
}

std::optional<RangeAddress> Sheet::merged_under(CellAddress cell) const {
  for (const RangeAddress& range : merged_)
    if (range.contains(cell) && range.first != cell) return range;
  return std::nullopt;
}

}  // namespace outturn
