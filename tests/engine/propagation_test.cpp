// What a change reaches after the first calculation: the same as calculating everything again.
#include <gtest/gtest.h>

#include "engine/recalculation.h"
#include "tests/support/book_builder.h"

namespace outturn {
namespace {

using testing::BookBuilder;
using testing::value_at;

TEST(Propagation, ReachesReadersOfCellsBeyondTheWrittenRange) {
  auto book = BookBuilder()
                  .sheet("S")
                  .cell("A1", "1")
                  .cell("A2", "2")
                  .cell("A3", "3")
                  .cell("B1", "10")
                  .cell("B2", "20")
                  .cell("B3", "30")
                  .cell("D1", "=SUMIF(A1:A3,\">1\",B1)")
                  .cell("D2", "=AVERAGEIF(A1:A3,\">1\",B1)")
                  .cell("D3", "=LOOKUP(3,A1:A3,B1:B2)")
                  .build();
  Recalculation recalculation(*book, {});
  recalculation.calculate();
  EXPECT_EQ(value_at(*book, "D1"), Value(50));
  recalculation.set_input(0, *cell_from_a1("B3"), 300);
  recalculation.calculate();
  EXPECT_EQ(value_at(*book, "D1"), Value(320));
  EXPECT_EQ(value_at(*book, "D2"), Value(160));
  EXPECT_EQ(value_at(*book, "D3"), Value(300));
}

TEST(Propagation, FollowsAChainOfIndirectReferencesToItsEnd) {
  BookBuilder builder;
  builder.sheet("S");
  for (int row = 1; row <= 300; ++row)
    builder.cell(CellAddress{row - 1, 0}, "=INDIRECT(\"A\"&" + std::to_string(row + 1) + ")+1");
  builder.cell(CellAddress{300, 0}, "1");
  auto book = builder.build();
  Recalculation recalculation(*book, {});
  recalculation.calculate();
  EXPECT_EQ(value_at(*book, "A1"), Value(301));
  recalculation.set_input(0, {300, 0}, 2);
  recalculation.calculate();
  EXPECT_EQ(value_at(*book, "A1"), Value(302));
}

TEST(Propagation, SettlesARingThatReadsAgainstTheOrderOfItsCells) {
  // Each cell reads all below it.
  BookBuilder builder;
  builder.sheet("S");
  for (int row = 1; row <= 60; ++row)
    builder.cell(CellAddress{row - 1, 0}, "=SUM(A" + std::to_string(row + 1) + ":A$61)");
  builder.cell(CellAddress{60, 0}, "1");
  auto book = builder.build();
  Recalculation recalculation(*book, {});
  recalculation.calculate();
  EXPECT_EQ(value_at(*book, "A1"), Value(0x1p59));
  recalculation.set_input(0, {60, 0}, 2);
  recalculation.calculate();
  EXPECT_EQ(value_at(*book, "A1"), Value(0x1p60));
}

TEST(Propagation, FindsACircleThatAnInputCloses) {
  auto book = BookBuilder()
                  .sheet("S")
                  .cell("A1", "=IF(C1,B1,0)", 7)
                  .cell("B1", "=A1+1", 8)
                  .cell("C1", "FALSE")
                  .cell("D1", "=B1*2", 9)
                  .build();
  Recalculation recalculation(*book, {});
  recalculation.calculate();
  EXPECT_TRUE(recalculation.circular().empty());
  recalculation.set_input(0, *cell_from_a1("C1"), true);
  recalculation.calculate();
  ASSERT_EQ(recalculation.circular().size(), 1U);
  EXPECT_EQ(recalculation.circular()[0].cells.size(), 2U);
  EXPECT_EQ(value_at(*book, "A1"), Value(7));
  EXPECT_EQ(value_at(*book, "D1"), Value(9));
  EXPECT_EQ(recalculation.kept().size(), 3U);
  recalculation.set_input(0, *cell_from_a1("C1"), false);
  recalculation.calculate();
  EXPECT_TRUE(recalculation.circular().empty());
  EXPECT_TRUE(recalculation.kept().empty());
  EXPECT_EQ(value_at(*book, "D1"), Value(2));
}

TEST(Propagation, FindsACircleThroughAnIndirectReference) {
  auto book = BookBuilder()
                  .sheet("S")
                  .cell("A1", "=IF(C1,INDIRECT(\"B1\"),0)", 7)
                  .cell("B1", "=A1+1", 8)
                  .cell("C1", "FALSE")
                  .build();
  Recalculation recalculation(*book, {});
  recalculation.calculate();
  recalculation.set_input(0, *cell_from_a1("C1"), true);
  recalculation.calculate();
  ASSERT_EQ(recalculation.circular().size(), 1U);
  EXPECT_EQ(value_at(*book, "A1"), Value(7));
  EXPECT_EQ(value_at(*book, "B1"), Value(8));
}

TEST(Propagation, IteratesARingAgainFromItsSavedValues) {
  const auto build = [](const char* input) {
    BookBuilder builder;
    builder.sheet("S").cell("A1", "=A2+C1", 5).cell("A2", "=A1", 5).cell("B1", "=A1*2", 10).cell("C1", input);
    builder.book().settings.iterate = true;
    builder.book().settings.max_iterations = 10;
    return builder.build();
  };
  auto book = build("1");
  Recalculation recalculation(*book, {});
  recalculation.calculate();
  EXPECT_EQ(value_at(*book, "A1"), Value(15));
  recalculation.set_input(0, *cell_from_a1("C1"), 2);
  recalculation.calculate();
  EXPECT_EQ(value_at(*book, "A1"), Value(25));
  EXPECT_EQ(value_at(*book, "B1"), Value(50));
}

TEST(Propagation, KeepsWhatArraysThatNeverRestWouldGive) {
  // B1 asks for three cells where it sees one, and for one where it sees three.
  auto book = BookBuilder()
                  .sheet("S")
                  .array("A1:A1", "=SEQUENCE(B1)", true)
                  .cell("B1", "=IF(A3=\"\",3,1)", 1)
                  .cell("C1", "=B1*2", 2)
                  .cell("D1", "=1+1")
                  .build();
  book->sheet(0).set_saved_value({0, 0}, 1);
  Recalculation recalculation(*book, {});
  recalculation.calculate();
  EXPECT_EQ(value_at(*book, "A1"), Value(1));
  EXPECT_EQ(value_at(*book, "A3"), Value());
  EXPECT_EQ(value_at(*book, "C1"), Value(2));
  EXPECT_EQ(value_at(*book, "D1"), Value(2));
  EXPECT_EQ(recalculation.kept().size(), 3U);
}

}  // namespace
}  // namespace outturn
