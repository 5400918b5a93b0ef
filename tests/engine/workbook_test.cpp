#include "engine/workbook.h"

#include <gtest/gtest.h>

#include "engine/recalculation.h"
#include "tests/support/book_builder.h"

namespace outturn {
namespace {

using testing::BookBuilder;
using testing::value_at;

TEST(Workbook, ReadsEachTablesOwnRowWhereTheTableIsNotNamed) {
  BookBuilder builder;
  builder.sheet("S").cell("A2", "5").cell("D2", "7").cell("B2", "=[@x]*2").cell("E2", "=[@x]*2");
  builder.book().add_table({"One", {0, {{0, 0}, {2, 1}}, true, false}, {"x", "y"}});
  builder.book().add_table({"Two", {0, {{0, 3}, {2, 4}}, true, false}, {"x", "y"}});
  auto book = builder.build();
  Recalculation recalculation(*book, {});
  recalculation.calculate();
  EXPECT_EQ(value_at(*book, "B2"), Value(10));
  EXPECT_EQ(value_at(*book, "E2"), Value(14));
}

TEST(Workbook, KeepsTheSpillOperatorApartFromTheReferenceBehindIt) {
  auto book = BookBuilder()
                  .sheet("S")
                  .array("A1:A1", "=SEQUENCE(1)", true)
                  .array("A2:A2", "=SEQUENCE(1)", true)
                  .cell("B2", "2")
                  .cell("B3", "4")
                  .cell("C1", "=SUM(A1#/B2)")
                  .cell("C2", "=SUM(A2#/B2)")
                  .build();
  Recalculation recalculation(*book, {});
  recalculation.calculate();
  EXPECT_EQ(value_at(*book, "C1"), Value(0.5));
  EXPECT_EQ(value_at(*book, "C2"), Value(0.5));
}

TEST(Workbook, SplitsAnArrayAroundFormulasAndOtherArraysInItsRange) {
  auto book = BookBuilder()
                  .sheet("S")
                  .array("A1:A6", "=7+0", false)
                  .array("A4:A9", "=8+0", false)
                  .cell("A2", "=1+1")
                  .cell("A3", "=1+2")
                  .build();
  Recalculation recalculation(*book, {});
  recalculation.calculate();
  constexpr double kExpected[] = {7, 2, 3, 7, 7, 7, 8, 8, 8};
  for (int row = 0; row < 9; ++row) EXPECT_EQ(book->sheet(0).value({row, 0}), Value(kExpected[row])) << row;
}

TEST(Workbook, ReadsRangesOverAWholeSheetWithALoneCellFarAway) {
  auto book = BookBuilder()
                  .sheet("S")
                  .cell("XFD1048576", "5")
                  .cell("C300", "7")
                  .cell("B300", "3")
                  .sheet("T")
                  .cell("A1", "=SUM(S!A1:XFD1048576)")
                  .cell("A2", "=TEXTJOIN(\",\",TRUE,S!A1:C1000)")
                  .build();
  Recalculation recalculation(*book, {});
  recalculation.calculate();
  EXPECT_EQ(value_at(*book, "A1", 1), Value(15));
  EXPECT_EQ(value_at(*book, "A2", 1), Value("3,7"));
}

TEST(Workbook, ReadsAReferenceToADeletedSheetAsAnError) {
  auto book = BookBuilder()
                  .sheet("S")
                  .cell("A1", "=#REF!B2+1")
                  .cell("A2", "=IFERROR(SUM(#REF!$B$2:C9),7)")
                  .cell("A3", "=IFERROR(SUM(#REF!A:B),8)")
                  .build();
  Recalculation recalculation(*book, {});
  recalculation.calculate();
  EXPECT_EQ(value_at(*book, "A1"), Value(ErrorCode::ref));
  EXPECT_EQ(value_at(*book, "A2"), Value(7));
  EXPECT_EQ(value_at(*book, "A3"), Value(8));
}

}  // namespace
}  // namespace outturn
