#include "engine/recalculation.h"

#include <gtest/gtest.h>

#include "engine/change_set.h"
#include "tests/support/book_builder.h"

namespace outturn {
namespace {

using testing::BookBuilder;
using testing::value_at;

TEST(Recalculation, CalculatesInTheOrderOfTheDependencies) {
  auto book = BookBuilder().sheet("S").cell("A1", "=B1+1").cell("B1", "=C1*2").cell("C1", "5").build();
  Recalculation recalculation(*book, {});
  recalculation.calculate();
  EXPECT_EQ(value_at(*book, "A1"), Value(11));
  EXPECT_EQ(value_at(*book, "B1"), Value(10));
}

TEST(Recalculation, FollowsAnInputToWhatDependsOnItAndNoFurther) {
  auto book = BookBuilder()
                  .sheet("S")
                  .cell("A1", "5")
                  .cell("B1", "=A1*2")
                  .cell("C1", "=B1>3")  // stays TRUE
                  .cell("D1", "=IF(C1,1,2)")
                  .cell("E1", "=ROW()")  // does not depend on A1
                  .build();
  Recalculation recalculation(*book, {});
  recalculation.calculate();
  recalculation.set_input(0, *cell_from_a1("A1"), 6);
  recalculation.calculate();
  EXPECT_EQ(value_at(*book, "B1"), Value(12));
  EXPECT_EQ(value_at(*book, "C1"), Value(true));
  // B1 and C1; D1 reads only C1, which did not change.
  EXPECT_EQ(recalculation.evaluated(), 2);
}

TEST(Recalculation, SumsARunningTotalInOneSweep) {
  BookBuilder builder;
  builder.sheet("S");
  for (int row = 0; row < 1000; ++row) {
    builder.cell(CellAddress{row, 0}, std::to_string(row + 1));
    builder.cell(CellAddress{row, 1},
                 row == 0 ? "=A1" : "=B" + std::to_string(row) + "+A" + std::to_string(row + 1));
    builder.cell(CellAddress{row, 2}, "=SUM(A$1:A" + std::to_string(row + 1) + ")");
  }
  auto book = builder.build();
  Recalculation recalculation(*book, {});
  recalculation.calculate();
  EXPECT_EQ(value_at(*book, "B1000"), Value(500500));
  EXPECT_EQ(value_at(*book, "C1000"), Value(500500));
  EXPECT_EQ(book->fills().size(), 3U);  // B1, B2:B1000, C1:C1000
  recalculation.set_input(0, *cell_from_a1("A999"), 0);
  recalculation.calculate();
  EXPECT_EQ(value_at(*book, "B1000"), Value(499501));
  EXPECT_EQ(value_at(*book, "C1000"), Value(499501));
  EXPECT_EQ(recalculation.evaluated(), 4);
}

TEST(Recalculation, SweepsALoanScheduleOfThreeFillsInARing) {
  BookBuilder builder;
  builder.sheet("S").cell("A1", "1000").cell("C1", "=A1");
  // opening, interest, closing: each row reads the row before.
  for (int row = 2; row <= 121; ++row) {
    const std::string r = std::to_string(row);
    const std::string before = std::to_string(row - 1);
    builder.cell("A" + r, "=C" + before).cell("B" + r, "=A" + r + "*0.01").cell("C" + r, "=A" + r + "+B" + r);
  }
  auto book = builder.build();
  Recalculation recalculation(*book, {});
  recalculation.calculate();
  double closing = 1000;
  for (int i = 0; i < 120; ++i) closing = closing + closing * 0.01;
  EXPECT_EQ(value_at(*book, "C121"), Value(closing));
  EXPECT_TRUE(recalculation.circular().empty());
}

TEST(Recalculation, FindsTheOrderThatNoTextShows) {
  auto book = BookBuilder()
                  .sheet("S")
                  .cell("A1", "=INDIRECT(\"Z\"&B1)+1")
                  .cell("B1", "9")
                  .cell("Z9", "=Z10*2")
                  .cell("Z10", "=3+4")
                  .build();
  Recalculation recalculation(*book, {});
  recalculation.calculate();
  EXPECT_EQ(value_at(*book, "A1"), Value(15));
}

TEST(Recalculation, FollowsChangesThroughDynamicReferences) {
  auto book = BookBuilder()
                  .sheet("S")
                  .cell("A1", "=INDIRECT(\"Z\"&B1)+1")
                  .cell("A2", "=A1*10")
                  .cell("B1", "1")
                  .cell("Z1", "5")
                  .cell("Z2", "=Z1+100")
                  .build();
  Recalculation recalculation(*book, {});
  recalculation.calculate();
  EXPECT_EQ(value_at(*book, "A2"), Value(60));
  recalculation.set_input(0, *cell_from_a1("Z1"), 6);
  recalculation.calculate();
  EXPECT_EQ(value_at(*book, "A2"), Value(70));
  recalculation.set_input(0, *cell_from_a1("B1"), 2);
  recalculation.calculate();
  EXPECT_EQ(value_at(*book, "A2"), Value(1070));
}

TEST(Recalculation, IsCircularByValueNotByText) {
  auto book = BookBuilder().sheet("S").cell("A1", "=IF(FALSE,A1,7)").cell("B1", "=ROWS(B1:B9)").build();
  Recalculation recalculation(*book, {});
  recalculation.calculate();
  EXPECT_EQ(value_at(*book, "A1"), Value(7));
  EXPECT_EQ(value_at(*book, "B1"), Value(9));
  EXPECT_TRUE(recalculation.circular().empty());
}

TEST(Recalculation, NamesACircularReferenceCellByCellAndKeepsWhatReadsIt) {
  auto book = BookBuilder()
                  .sheet("S")
                  .cell("A1", "=B1+1", 3)
                  .cell("B1", "=C1", 2)
                  .cell("C1", "=A1", 2)
                  .cell("D1", "=A1*10", 30)
                  .cell("E1", "=1+1")
                  .build();
  Recalculation recalculation(*book, {});
  recalculation.calculate();
  ASSERT_EQ(recalculation.circular().size(), 1U);
  std::string told;
  for (const OwnedCell& cell : recalculation.circular()[0].cells) told += to_a1(cell.address) + " ";
  EXPECT_EQ(told, "A1 B1 C1 ");
  EXPECT_EQ(value_at(*book, "D1"), Value(30));
  EXPECT_EQ(value_at(*book, "E1"), Value(2));
  ASSERT_EQ(recalculation.kept().size(), 4U);
  for (const KeptCell& kept : recalculation.kept()) EXPECT_TRUE(kept.stale);
}

TEST(Recalculation, IteratesWhereTheWorkbookSaysSo) {
  // x = (x + 10) / 2 converges to 10.
  BookBuilder builder;
  builder.sheet("S").cell("A1", "=(B1+10)/2").cell("B1", "=A1").cell("C1", "=A1*2");
  builder.book().settings.iterate = true;
  builder.book().settings.max_iterations = 100;
  builder.book().settings.max_change = 1e-9;
  auto book = builder.build();
  Recalculation recalculation(*book, {});
  recalculation.calculate();
  EXPECT_NEAR(value_at(*book, "A1").number(), 10, 1e-6);
  EXPECT_NEAR(value_at(*book, "C1").number(), 20, 1e-6);
  EXPECT_TRUE(recalculation.circular().empty());
}

TEST(Recalculation, KeepsAnUnsupportedFormulaAndCalculatesOnWhileItIsCurrent) {
  auto book =
      BookBuilder().sheet("S").cell("A1", "=MYMACRO(B1)", 42).cell("B1", "1").cell("C1", "=A1+1", 0).build();
  Recalculation recalculation(*book, {});
  recalculation.calculate();
  EXPECT_EQ(value_at(*book, "A1"), Value(42));
  EXPECT_EQ(value_at(*book, "C1"), Value(43));
  ASSERT_EQ(recalculation.kept().size(), 1U);
  EXPECT_FALSE(recalculation.kept()[0].stale);
  EXPECT_NE(recalculation.kept()[0].reason.find("MYMACRO"), std::string::npos);
}

TEST(Recalculation, CallsAKeptFormulaStaleOnceItsPrecedentsMoved) {
  auto book = BookBuilder()
                  .sheet("S")
                  .cell("A1", "=MYMACRO(B1)", 42)
                  .cell("B1", "1")
                  .cell("C1", "=A1+1", 43)
                  .cell("D1", "=IF(B1=1,5,A1)", 5)
                  .build();
  Recalculation recalculation(*book, {});
  recalculation.set_input(0, *cell_from_a1("B1"), 2);
  recalculation.calculate();
  EXPECT_EQ(value_at(*book, "C1"), Value(43));
  EXPECT_EQ(value_at(*book, "D1"), Value(5));
  EXPECT_EQ(recalculation.kept().size(), 3U);
  for (const KeptCell& kept : recalculation.kept()) EXPECT_TRUE(kept.stale) << to_a1(kept.cell);
}

TEST(Recalculation, DoesNotCalculateFromAKeptCellThatHasNoValue) {
  auto book = BookBuilder().sheet("S").cell("A1", "=MYMACRO(1)").cell("B1", "=A1+1").build();
  Recalculation recalculation(*book, {});
  recalculation.calculate();
  EXPECT_TRUE(value_at(*book, "B1").is_blank());
  EXPECT_EQ(recalculation.kept().size(), 2U);
}

TEST(Recalculation, SpillsAndTellsReadersOfCellsItReachesAnew) {
  auto book = BookBuilder()
                  .sheet("S")
                  .cell("A1", "=SUM(C1:C9)")
                  .cell("B1", "3")
                  .array("C1", "=SEQUENCE(B1)", true)
                  .cell("D1", "=COUNT(C1#)")
                  .build();
  Recalculation recalculation(*book, {});
  recalculation.calculate();
  EXPECT_EQ(value_at(*book, "A1"), Value(6));
  EXPECT_EQ(value_at(*book, "D1"), Value(3));
  recalculation.set_input(0, *cell_from_a1("B1"), 5);
  recalculation.calculate();
  EXPECT_EQ(value_at(*book, "A1"), Value(15));
  EXPECT_EQ(value_at(*book, "D1"), Value(5));
  recalculation.set_input(0, *cell_from_a1("B1"), 2);
  recalculation.calculate();
  EXPECT_EQ(value_at(*book, "A1"), Value(3));
  EXPECT_TRUE(value_at(*book, "C3").is_blank());
}

TEST(Recalculation, DoesNotSpillOverACellThatHoldsSomething) {
  auto book = BookBuilder()
                  .sheet("S")
                  .array("A1", "=SEQUENCE(3)", true)
                  .cell("A3", "in the way")
                  .cell("B1", "=A2")
                  .build();
  Recalculation recalculation(*book, {});
  recalculation.calculate();
  EXPECT_EQ(value_at(*book, "A1"), Value(ErrorCode::spill));
  EXPECT_TRUE(value_at(*book, "A2").is_blank());
  EXPECT_EQ(value_at(*book, "A3"), Value("in the way"));
}

TEST(Recalculation, FillsAnArrayFormulaAndPadsItWithNotAvailable) {
  auto book = BookBuilder().sheet("S").array("A1:A3", "={1;2}*10", false).build();
  Recalculation recalculation(*book, {});
  recalculation.calculate();
  EXPECT_EQ(value_at(*book, "A2"), Value(20));
  EXPECT_EQ(value_at(*book, "A3"), Value(ErrorCode::na));
}

TEST(Recalculation, IntersectsImplicitlyInAnOrdinaryFormula) {
  auto book = BookBuilder()
                  .sheet("S")
                  .cell("A1", "1")
                  .cell("A2", "2")
                  .cell("A3", "3")
                  .cell("B2", "=A1:A3*10")
                  .cell("B9", "=A1:A3*10")
                  .cell("C2", "=SUMPRODUCT(A1:A3*10)")
                  .name("Figures", "S!$A$1:$A$3")
                  .cell("D3", "=Figures+1")
                  .build();
  Recalculation recalculation(*book, {});
  recalculation.calculate();
  EXPECT_EQ(value_at(*book, "B2"), Value(20));
  EXPECT_EQ(value_at(*book, "B9"), Value(ErrorCode::value));
  EXPECT_EQ(value_at(*book, "C2"), Value(60));
  EXPECT_EQ(value_at(*book, "D3"), Value(4));
}

TEST(Recalculation, RoundsWhatIsStoredWhereTheWorkbookSaysPrecisionAsDisplayed) {
  BookBuilder builder;
  builder.sheet("S").cell("A1", "=1/3").cell("A2", "=A1*3").cell("A3", "=2/3");
  builder.book().sheet(0).set_number_format(*cell_from_a1("A1"), builder.book().add_number_format("0.00"));
  builder.book().sheet(0).set_number_format(*cell_from_a1("A3"), builder.book().add_number_format("0%"));
  builder.book().settings.full_precision = false;
  auto book = builder.build();
  Recalculation recalculation(*book, {});
  recalculation.calculate();
  EXPECT_EQ(value_at(*book, "A1"), Value(0.33));
  EXPECT_NEAR(value_at(*book, "A2").number(), 0.99, 1e-15);
  EXPECT_EQ(value_at(*book, "A3"), Value(0.67));
}

TEST(Recalculation, GivesTheSameRandomNumbersForTheSameSeed) {
  const auto draw = [](std::uint64_t seed) {
    auto book = BookBuilder().sheet("S").cell("A1", "=RAND()").cell("A2", "=RAND()").build();
    RecalculationOptions options;
    options.seed = seed;
    Recalculation recalculation(*book, options);
    recalculation.calculate();
    return std::pair(value_at(*book, "A1").number(), value_at(*book, "A2").number());
  };
  EXPECT_EQ(draw(7), draw(7));
  EXPECT_NE(draw(7), draw(8));
  EXPECT_NE(draw(7).first, draw(7).second);
}

TEST(Recalculation, SettlesADeepChainWithoutRecursion) {
  BookBuilder builder;
  builder.sheet("S").cell("A20000", "1");
  // Each cell reads the one below: the sweep meets them from the wrong end.
  for (int row = 1; row < 20000; ++row)
    builder.cell("A" + std::to_string(row), "=A" + std::to_string(row + 1) + "+1");
  auto book = builder.build();
  Recalculation recalculation(*book, {});
  recalculation.calculate();
  EXPECT_EQ(value_at(*book, "A1"), Value(20000));
}

TEST(Changes, ListOnlyWhatDiffersAtFifteenDigits) {
  auto book = BookBuilder()
                  .sheet("S")
                  .cell("A1", "=0.1+0.2", 0.3)
                  .cell("A2", "=1+1", 3)
                  .cell("A3", "=\"x\"", "x")
                  .cell("A4", "=1=1", 1)
                  .build();
  Recalculation recalculation(*book, {});
  recalculation.calculate();
  const ChangeSet changes = collect_changes(*book, recalculation);
  ASSERT_EQ(changes.cells.size(), 2U);
  EXPECT_EQ(changes.cells[0].cell, *cell_from_a1("A2"));
  EXPECT_EQ(changes.cells[1].cell, *cell_from_a1("A4"));
}

}  // namespace
}  // namespace outturn
