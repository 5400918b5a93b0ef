#include "engine/sheet.h"

#include <algorithm>

namespace outturn {

FillId Sheet::fill_at(CellAddress cell) const noexcept {
  const auto column = static_cast<std::size_t>(cell.column);
  if (column >= fills_.size()) return -1;
  const FillColumn& fills = fills_[column];
  const std::size_t at = fills.first_ending_at(cell.row);
  if (fills.row_count != 0)
    return cell.row >= fills.first_row && cell.row - fills.first_row < fills.row_count
               ? fill_of_span(cell.column, static_cast<std::int32_t>(at))
               : -1;
  return at < fills.spans.size() && fills.spans[at].first <= cell.row ? fills.spans[at].fill : -1;
}

std::pair<std::int32_t, std::int32_t> Sheet::spans_meeting(std::int32_t column, std::int32_t first_row,
                                                           std::int32_t last_row) const noexcept {
  const FillColumn& fills = fills_[static_cast<std::size_t>(column)];
  const std::size_t first = fills.first_ending_at(first_row);
  if (fills.row_count != 0)
    return {static_cast<std::int32_t>(first),
            std::max(static_cast<std::int32_t>(first),
                     std::clamp(last_row + 1 - fills.first_row, 0, fills.row_count))};
  std::size_t end = first_row == last_row ? first : fills.first_ending_at(last_row);
  if (end < fills.spans.size() && fills.spans[end].first <= last_row) ++end;
  return {static_cast<std::int32_t>(first), static_cast<std::int32_t>(std::max(first, end))};
}

void Sheet::set_fills(std::int32_t column,
                      std::vector<std::pair<std::pair<std::int32_t, std::int32_t>, FillId>> spans) {
  const auto at = static_cast<std::size_t>(column);
  if (at >= fills_.size()) fills_.resize(at + 1);
  std::sort(spans.begin(), spans.end());
  FillColumn& fills = fills_[at];
  fills = {};
  fills.spans.reserve(spans.size());
  for (const auto& [rows, fill] : spans) fills.spans.push_back({rows.first, rows.second, fill});
  fills.counts_up = !fills.spans.empty();
  for (std::size_t i = 1; i < fills.spans.size() && fills.counts_up; ++i)
    fills.counts_up = fills.spans[i].fill == fills.spans[0].fill + static_cast<FillId>(i);
  if (!fills.spans.empty()) {
    fills.first_row = fills.spans.front().first;
    fills.first_fill = fills.spans.front().fill;
    const std::int32_t rows = fills.spans.back().last - fills.first_row + 1;
    // Spans do not overlap: as many as rows are one a row.
    if (static_cast<std::size_t>(rows) == fills.spans.size()) {
      fills.row_count = rows;
      return;
    }
  }
  constexpr std::size_t kLeastSpans = 64;
  const auto end = static_cast<std::size_t>(fills.spans.empty() ? 0 : fills.spans.back().last + 1);
  if (fills.spans.size() < kLeastSpans || fills.spans.size() * 4 < end) return;
  fills.by_row.reserve(end);
  for (std::size_t span = 0; span < fills.spans.size(); ++span)
    fills.by_row.resize(static_cast<std::size_t>(fills.spans[span].last) + 1,
                        static_cast<std::int32_t>(span));
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
