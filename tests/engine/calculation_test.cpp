// Kept cells: current or stale, and what goes on from them.
#include <gtest/gtest.h>

#include "engine/recalculation.h"
#include "tests/support/book_builder.h"

namespace outturn {
namespace {

using testing::BookBuilder;
using testing::value_at;

TEST(Kept, IsNotCircularWhereOnlyThePlaceOfTheCellCounts) {
  auto book = BookBuilder().sheet("S").cell("B1", "4").cell("A1", "=NOSUCH(B1,ROWS(A$1:A1))", 12).build();
  Recalculation recalculation(*book, {});
  recalculation.calculate();
  EXPECT_TRUE(recalculation.circular().empty());
  ASSERT_EQ(recalculation.kept().size(), 1U);
  EXPECT_FALSE(recalculation.kept()[0].stale);
}

TEST(Kept, IsStaleWhenAnArrayReachesAnewIntoWhatItReads) {
  auto book = BookBuilder()
                  .sheet("S")
                  .array("A1:A1", "=SEQUENCE(3)", true)
                  .cell("B1", "=NOSUCH(A2:A5)", 12)
                  .cell("C1", "=B1+1", 13)
                  .build();
  book->sheet(0).set_saved_value({0, 0}, 1);
  Recalculation recalculation(*book, {});
  recalculation.calculate();
  ASSERT_EQ(recalculation.kept().size(), 2U);
  EXPECT_TRUE(recalculation.kept()[0].stale);
}

TEST(Kept, IsStaleWhenWhatItReadsIsOnlyKnownWhileCalculatingAndSomethingChanged) {
  // Saved by a program that did not calculate: A1 does not hold what its formula gives.
  auto book = BookBuilder()
                  .sheet("S")
                  .cell("A1", "=1+1", 1)
                  .cell("B1", "=NOSUCH(INDIRECT(\"A1\"))", 12)
                  .cell("C1", "=B1+1", 13)
                  .build();
  Recalculation recalculation(*book, {});
  recalculation.calculate();
  ASSERT_EQ(recalculation.kept().size(), 2U);
  EXPECT_TRUE(recalculation.kept()[0].stale);
  EXPECT_EQ(value_at(*book, "C1"), Value(13));
}

TEST(Kept, IsStaleWhenANameThatItMayReadGivesAnotherValueEachTime) {
  auto book = BookBuilder()
                  .sheet("S")
                  .name("today", "NOW()")
                  .cell("A1", "=today", 1)
                  .cell("B1", "=NOSUCH(INDIRECT(\"today\"))", 12)
                  .build();
  Recalculation recalculation(*book, {});
  recalculation.calculate();
  ASSERT_EQ(recalculation.kept().size(), 1U);
  EXPECT_TRUE(recalculation.kept()[0].stale);
}

TEST(Kept, IsCurrentWhereNothingAtAllChanged) {
  auto book = BookBuilder()
                  .sheet("S")
                  .cell("A1", "=1+1", 2)
                  .cell("B1", "=NOSUCH(INDIRECT(\"A1\"))", 12)
                  .cell("C1", "=B1+1", 13)
                  .build();
  Recalculation recalculation(*book, {});
  recalculation.calculate();
  ASSERT_EQ(recalculation.kept().size(), 1U);
  EXPECT_FALSE(recalculation.kept()[0].stale);
}

TEST(Conditions, IntersectTheirRangeImplicitlyInAnOrdinaryFormula) {
  auto book = BookBuilder()
                  .sheet("S")
                  .cell("A1", "1")
                  .cell("A2", "0")
                  .cell("A3", "1")
                  .cell("B2", "=SUM(IF(A1:A3,10,20))")
                  .cell("C3", "=SUM(CHOOSE(A1:A3,A1:A3,5))")
                  .cell("D2", "=SUM(IF(TRUE,A1:A3))")
                  .build();
  Recalculation recalculation(*book, {});
  recalculation.calculate();
  EXPECT_EQ(value_at(*book, "B2"), Value(20));
  EXPECT_EQ(value_at(*book, "C3"), Value(2));
  EXPECT_EQ(value_at(*book, "D2"), Value(2));
}

}  // namespace
}  // namespace outturn
