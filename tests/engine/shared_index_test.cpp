// Indexes over searched columns do not outlive the cells that they were made of: edits, spills and cells that
// are calculated on the way.
#include <gtest/gtest.h>

#include <random>

#include "engine/recalculation.h"
#include "tests/support/book_builder.h"

namespace outturn {
namespace {

constexpr int kRows = 160;

int below(std::mt19937& random, int limit) {
  return static_cast<int>(random() % static_cast<unsigned>(limit));
}

// A: inputs, B: amounts, C: calculated keys, D on: searches of them. E and H give what D and G give without
// any search, where A holds numbers.
struct Book {
  std::vector<std::string> keys;
  std::vector<std::string> amounts;

  std::unique_ptr<Workbook> build() const {
    testing::BookBuilder builder;
    builder.sheet("S");
    for (int i = 0; i < kRows; ++i) {
      const std::string n = std::to_string(i + 1);
      builder.cell("A" + n, keys[static_cast<std::size_t>(i)]);
      builder.cell("B" + n, amounts[static_cast<std::size_t>(i)]);
      builder.cell("C" + n, "=A" + n + "*2");
      builder.cell("D" + n, "=SUMIFS(B$1:B$160,A$1:A$160,A" + n + ",B$1:B$160,\">3\")");
      builder.cell("E" + n, "=SUMPRODUCT((A$1:A$160=A" + n + ")*(B$1:B$160>3)*B$1:B$160)");
      builder.cell("F" + n, "=IFERROR(MATCH(C" + n + ",C$1:C$160,0),\"none\")");
      builder.cell("G" + n, "=COUNTIF(A$1:A" + n + ",A" + n + ")");
      builder.cell("H" + n, "=SUMPRODUCT(--(A$1:A" + n + "=A" + n + "))");
      // Searches its own column above itself.
      builder.cell("I" + n,
                   i == 0 ? "=A1" : "=A" + n + "+COUNTIF(I$1:I" + std::to_string(i) + ",A" + n + ")");
      builder.cell("J" + n,
                   "=COUNTIF(I$1:I$160,\">=\"&A" + n + ")-COUNTIFS(C:C,\"<\"&A" + n + ",C:C,\">-2\")");
      builder.cell("K" + n, "=COUNTIF(N:N,A" + n + ")");
      builder.cell("L" + n, "=VLOOKUP(A" + n + ",A$1:I$160,9,FALSE)");
    }
    builder.array("N1:N1", "=FILTER($A$1:$A$160,ISNUMBER($A$1:$A$160)*($A$1:$A$160>2),0)", true);
    return builder.build();
  }
};

TEST(SharedIndexes, GiveTheSameAfterEditsAsAFullCalculation) {
  for (unsigned seed = 1; seed <= 4; ++seed) {
    std::mt19937 random(seed);
    Book wanted;
    for (int i = 0; i < kRows; ++i) {
      wanted.keys.push_back(std::to_string(below(random, 30)));
      wanted.amounts.push_back(std::to_string(below(random, 100) / 8.0));
    }
    auto book = wanted.build();
    Recalculation recalculation(*book, {});
    recalculation.calculate();
    for (int edit = 0; edit < 12; ++edit) {
      const bool numbers = edit < 6;
      for (int i = below(random, 3); i >= 0; --i) {
        const int row = below(random, kRows);
        const bool key = below(random, 3) > 0;
        std::string& cell = (key ? wanted.keys : wanted.amounts)[static_cast<std::size_t>(row)];
        cell = std::to_string(below(random, 30));
        if (!numbers && key && below(random, 2) == 0) cell = below(random, 2) == 0 ? "" : "text";
        recalculation.set_input(0, {row, key ? 0 : 1}, testing::BookBuilder::literal(cell));
      }
      recalculation.calculate();
      auto fresh = wanted.build();
      Recalculation full(*fresh, {});
      full.calculate();
      for (int row = 0; row < kRows; ++row) {
        for (int column = 2; column < 14; ++column) {
          const CellAddress cell{row, column};
          ASSERT_TRUE(book->sheet(0).value(cell) == fresh->sheet(0).value(cell))
              << to_a1(cell) << ", seed " << seed << ", edit " << edit;
        }
        if (!numbers) continue;
        for (const int column : {3, 6})
          ASSERT_TRUE(book->sheet(0).value({row, column}) == book->sheet(0).value({row, column + 1}))
              << to_a1(CellAddress{row, column}) << ", seed " << seed << ", edit " << edit;
      }
    }
  }
}

TEST(Column, ChangesItsVersionWithItsCellsButNotWhenAPendingOneGetsItsValue) {
  Column column;
  column.set(1, "text");
  std::uint64_t before = column.version();
  column.set_pending(0);  // blank until then
  EXPECT_NE(column.version(), before);
  EXPECT_TRUE(column.has_pending());
  before = column.version();
  column.set_number(0, 4);
  EXPECT_EQ(column.version(), before);
  EXPECT_FALSE(column.has_pending());
  column.set_number(0, 5);
  EXPECT_NE(column.version(), before);
  before = column.version();
  column.set(1, Value());
  EXPECT_NE(column.version(), before);
  before = column.version();
  column.set_pending(0);
  EXPECT_NE(column.version(), before);
  EXPECT_TRUE(column.any_pending(0, 0));
  column.set(0, 6, true);
  EXPECT_TRUE(column.any_stale(0, 5));
  column.set(0, 6);
  EXPECT_FALSE(column.any_stale(0, 5));
}

}  // namespace
}  // namespace outturn
