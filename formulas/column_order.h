// The values of a column by size among any stretch of its rows: how many come before a value there, and which
// one is the k-th. Both take a few steps for each doubling of the number of different values, wherever the
// stretch begins and ends, so that an expanding range costs no more than a fixed one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "formulas/address.h"

namespace outturn {

// A wavelet matrix (Claude and Navarro, 2012): one level for each bit of a rank, from the highest. On each
// level the values with a 0 there stand before those with a 1, each part in its former order.
class ColumnOrder {
 public:
  // The rank of each row's value among the different ones, from 0. Requires: the rows ascend; as many ranks
  // as rows, all below `distinct`.
  ColumnOrder(std::vector<std::int32_t> rows, std::vector<std::uint32_t> ranks, std::size_t distinct);

  // Some of the values that follow one another.
  struct Stretch {
    std::size_t first = 0;
    std::size_t last = 0;  // behind it
    [[nodiscard]] std::size_t size() const noexcept { return last - first; }
  };
  [[nodiscard]] Stretch within(const RangeAddress& range) const noexcept;

  // How many of the stretch have a smaller rank.
  [[nodiscard]] std::size_t count_below(Stretch stretch, std::size_t rank) const noexcept;
  // Requires: k < stretch.size(), counted from 0.
  [[nodiscard]] std::size_t kth_rank(Stretch stretch, std::size_t k) const noexcept;
  // The first value of the stretch with a smaller rank, as a position; stretch.last if none.
  [[nodiscard]] std::size_t first_below(Stretch stretch, std::size_t rank) const noexcept;

  [[nodiscard]] std::int32_t row(std::size_t position) const noexcept { return rows_[position]; }
  [[nodiscard]] std::size_t distinct() const noexcept { return distinct_; }

 private:
  struct Word {
    std::uint64_t bits = 0;
    std::uint32_t ones_before = 0;
  };
  struct Level {
    std::vector<Word> words;
    std::size_t zeros = 0;
    [[nodiscard]] std::size_t ones_before(std::size_t position) const noexcept;
  };

  std::vector<std::int32_t> rows_;
  std::vector<Level> levels_;
  std::size_t distinct_;
};

}  // namespace outturn
