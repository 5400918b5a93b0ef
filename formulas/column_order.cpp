#include "formulas/column_order.h"

#include <algorithm>
#include <bit>
#include <cassert>

namespace outturn {

ColumnOrder::ColumnOrder(std::vector<std::int32_t> rows, std::vector<std::uint32_t> ranks,
                         std::size_t distinct)
    : rows_(std::move(rows)), distinct_(distinct) {
  assert(rows_.size() == ranks.size());
  const std::size_t count = ranks.size();
  levels_.resize(static_cast<std::size_t>(std::bit_width(distinct > 0 ? distinct - 1 : 0)));
  std::vector<std::uint32_t> ones;
  for (std::size_t l = 0; l < levels_.size(); ++l) {
    Level& level = levels_[l];
    const std::size_t shift = levels_.size() - 1 - l;
    // One word more, so that the position behind the last one has one too.
    level.words.resize(count / 64 + 1);
    ones.clear();
    std::size_t kept = 0;
    std::uint32_t ones_so_far = 0;
    for (std::size_t i = 0; i < count; ++i) {
      if (i % 64 == 0) level.words[i / 64].ones_before = ones_so_far;
      if ((ranks[i] >> shift & 1U) != 0) {
        level.words[i / 64].bits |= std::uint64_t{1} << (i % 64);
        ++ones_so_far;
        ones.push_back(ranks[i]);
      } else {
        ranks[kept++] = ranks[i];
      }
    }
    if (count % 64 == 0) level.words.back().ones_before = ones_so_far;
    level.zeros = kept;
    std::copy(ones.begin(), ones.end(), ranks.begin() + static_cast<std::ptrdiff_t>(kept));
  }
}

std::size_t ColumnOrder::Level::ones_before(std::size_t position) const noexcept {
  const Word& word = words[position / 64];
  const std::uint64_t below = word.bits & ((std::uint64_t{1} << (position % 64)) - 1);
  return word.ones_before + static_cast<std::size_t>(std::popcount(below));
}

ColumnOrder::Stretch ColumnOrder::within(const RangeAddress& range) const noexcept {
  const auto first = std::lower_bound(rows_.begin(), rows_.end(), range.first.row);
  const auto last = std::upper_bound(first, rows_.end(), range.last.row);
  return {static_cast<std::size_t>(first - rows_.begin()), static_cast<std::size_t>(last - rows_.begin())};
}

std::size_t ColumnOrder::count_below(Stretch stretch, std::size_t rank) const noexcept {
  if (rank >= distinct_) return stretch.size();
  std::size_t below = 0;
  for (std::size_t l = 0; l < levels_.size(); ++l) {
    const Level& level = levels_[l];
    const std::size_t first = level.ones_before(stretch.first);
    const std::size_t last = level.ones_before(stretch.last);
    if ((rank >> (levels_.size() - 1 - l) & 1U) != 0) {
      below += stretch.size() - (last - first);
      stretch = {level.zeros + first, level.zeros + last};
    } else {
      stretch = {stretch.first - first, stretch.last - last};
    }
  }
  return below;
}

std::size_t ColumnOrder::kth_rank(Stretch stretch, std::size_t k) const noexcept {
  assert(k < stretch.size());
  std::size_t rank = 0;
  for (const Level& level : levels_) {
    const std::size_t first = level.ones_before(stretch.first);
    const std::size_t last = level.ones_before(stretch.last);
    const std::size_t zeros = stretch.size() - (last - first);
    rank <<= 1;
    if (k >= zeros) {
      k -= zeros;
      rank |= 1;
      stretch = {level.zeros + first, level.zeros + last};
    } else {
      stretch = {stretch.first - first, stretch.last - last};
    }
  }
  return rank;
}

std::size_t ColumnOrder::first_below(Stretch stretch, std::size_t rank) const noexcept {
  if (count_below(stretch, rank) == 0) return stretch.last;
  // The shortest stretch from the same beginning that holds one.
  std::size_t without = stretch.first;
  std::size_t with = stretch.last;
  while (with - without > 1) {
    const std::size_t middle = without + (with - without) / 2;
    (count_below({stretch.first, middle}, rank) > 0 ? with : without) = middle;
  }
  return with - 1;
}

}  // namespace outturn
