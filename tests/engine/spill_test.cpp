// Arrays and what stands in their way.
#include <gtest/gtest.h>

#include "engine/change_set.h"
#include "engine/recalculation.h"
#include "tests/support/book_builder.h"

namespace outturn {
namespace {

using testing::BookBuilder;
using testing::value_at;

TEST(Spill, TakesThePlaceThatAnotherArrayLeaves) {
  // A3 was saved as A3:D3; C1 wants C3, whichever of the two is calculated first.
  for (const bool wide_first : {false, true}) {
    BookBuilder builder;
    builder.sheet("S").cell("F1", "3").cell("F2", "2");
    if (wide_first) builder.array("A3:D3", "=SEQUENCE(1,F2)", true);
    builder.array("C1:C1", "=SEQUENCE(F1)", true);
    if (!wide_first) builder.array("A3:D3", "=SEQUENCE(1,F2)", true);
    auto book = builder.build();
    for (const std::int32_t column : {0, 1, 2, 3}) book->sheet(0).set_saved_value({2, column}, column + 1);
    Recalculation recalculation(*book, {});
    recalculation.calculate();
    EXPECT_EQ(value_at(*book, "B3"), Value(2));
    EXPECT_EQ(value_at(*book, "C1"), Value(1));
    EXPECT_EQ(value_at(*book, "C3"), Value(3));
    std::string told;
    for (const CellChange& change : collect_changes(*book, recalculation).cells)
      if (change.cell.row == 2)
        told += to_a1(change.cell) + (change.kind == ChangeKind::spill_cleared ? " cleared " : " ");
    EXPECT_EQ(told, "D3 cleared ");
  }
}

TEST(Spill, FollowsAnInputThatClearsOrBlocksItsWay) {
  auto book = BookBuilder()
                  .sheet("S")
                  .array("A1:A1", "=SEQUENCE(3)", true)
                  .cell("A3", "stop")
                  .cell("B1", "=SUM(A1:A3)")
                  .build();
  Recalculation recalculation(*book, {});
  recalculation.calculate();
  EXPECT_EQ(value_at(*book, "A1"), Value(ErrorCode::spill));
  recalculation.set_input(0, *cell_from_a1("A3"), Value());
  recalculation.calculate();
  EXPECT_EQ(value_at(*book, "A1"), Value(1));
  EXPECT_EQ(value_at(*book, "B1"), Value(6));
  recalculation.set_input(0, *cell_from_a1("A3"), "stop");
  recalculation.calculate();
  EXPECT_EQ(value_at(*book, "A1"), Value(ErrorCode::spill));
  EXPECT_EQ(value_at(*book, "A2"), Value());
  EXPECT_EQ(value_at(*book, "A3"), Value("stop"));
}

// "Spilled array formulas aren't supported in Excel tables" (Microsoft: #SPILL! error, table formula).
TEST(Spill, DoesNotFillTables) {
  BookBuilder builder;
  builder.sheet("S").cell("A1", "x").cell("B1", "y");
  builder.array("A2:A2", "=SEQUENCE(2)", true).array("B3:B3", "=SUM(SEQUENCE(2))", true);
  builder.book().add_table({"T", {0, {{0, 0}, {3, 1}}, true, false}, {"x", "y"}});
  auto book = builder.build();
  Recalculation recalculation(*book, {});
  recalculation.calculate();
  EXPECT_EQ(value_at(*book, "A2"), Value(ErrorCode::spill));
  EXPECT_EQ(value_at(*book, "A3"), Value());
  EXPECT_EQ(value_at(*book, "B3"), Value(3));
}

}  // namespace
}  // namespace outturn
