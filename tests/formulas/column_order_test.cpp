#include "formulas/column_order.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace outturn {
namespace {

// Every question against the same one answered by counting.
TEST(ColumnOrder, CountsAndPicksAsByCounting) {
  std::mt19937 random(1);
  for (const std::uint32_t distinct : {1U, 2U, 3U, 64U, 65U, 200U}) {
    for (const std::size_t size : {1U, 63U, 64U, 65U, 128U, 500U}) {
      std::vector<std::int32_t> rows;
      std::vector<std::uint32_t> ranks;
      for (std::size_t i = 0; i < size; ++i) {
        rows.push_back(static_cast<std::int32_t>(3 * i + 2));
        ranks.push_back(static_cast<std::uint32_t>(random() % distinct));
      }
      const ColumnOrder order(rows, ranks, distinct);
      for (int question = 0; question < 60; ++question) {
        const std::size_t first = random() % size;
        const std::size_t last = first + random() % (size - first) + 1;
        const ColumnOrder::Stretch stretch{first, last};
        const std::uint32_t rank = static_cast<std::uint32_t>(random() % (distinct + 1));
        std::vector<std::uint32_t> part(ranks.begin() + static_cast<std::ptrdiff_t>(first),
                                        ranks.begin() + static_cast<std::ptrdiff_t>(last));
        const auto is_below = [rank](std::uint32_t each) { return each < rank; };
        EXPECT_EQ(order.count_below(stretch, rank), std::count_if(part.begin(), part.end(), is_below));
        EXPECT_EQ(order.first_below(stretch, rank) - first,
                  std::find_if(part.begin(), part.end(), is_below) - part.begin());
        std::sort(part.begin(), part.end());
        const std::size_t k = random() % part.size();
        EXPECT_EQ(order.kth_rank(stretch, k), part[k]) << distinct << " " << size;
      }
    }
  }
}

TEST(ColumnOrder, FindsTheRowsOfARange) {
  const ColumnOrder order({4, 5, 9}, {0, 1, 0}, 2);
  EXPECT_EQ(order.within({{0, 0}, {3, 0}}).size(), 0);
  EXPECT_EQ(order.within({{5, 0}, {9, 0}}).first, 1);
  EXPECT_EQ(order.within({{5, 0}, {9, 0}}).last, 3);
  EXPECT_EQ(order.row(2), 9);
  EXPECT_EQ(ColumnOrder({}, {}, 0).within({{0, 0}, {9, 0}}).size(), 0);
}

}  // namespace
}  // namespace outturn
