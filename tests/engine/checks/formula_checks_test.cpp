#include "engine/checks/formula_checks.h"

#include <gmock/gmock.h>

#include "tests/support/book_builder.h"

namespace outturn {
namespace {

using testing::BookBuilder;
using ::testing::HasSubstr;

std::vector<Check> checks_of(BookBuilder& builder) {
  const std::unique_ptr<Workbook> workbook = builder.build();
  Recalculation recalculation(*workbook, {});
  recalculation.calculate();
  return formula_checks(*workbook, recalculation,
                        std::vector<bool>(static_cast<std::size_t>(workbook->sheet_count())), true);
}

// Price × number in rows 1 to 6, with what stands in C3 and C4 given.
BookBuilder& price_list(BookBuilder& book, std::string_view third) {
  book.sheet("Prices");
  for (int row = 1; row <= 6; ++row) {
    const std::string at = std::to_string(row);
    book.cell("A" + at, at).cell("B" + at, "10");
    book.cell("C" + at, row == 3 ? std::string(third) : "=A" + at + "*B" + at);
  }
  return book;
}

TEST(FormulaChecks, AConstantTypedOverAFormulaIsNamedWithWhatTheFormulaGives) {
  BookBuilder book;
  const std::vector<Check> checks = checks_of(price_list(book, "35"));
  ASSERT_EQ(checks.size(), 1U);
  EXPECT_EQ(checks[0].rule, "formula.typed-over");
  EXPECT_EQ(checks[0].at.cell, (CellAddress{2, 2}));
  EXPECT_EQ(checks[0].entered, "35");
  EXPECT_EQ(checks[0].expected, "30");
  EXPECT_EQ(checks[0].expression, "=A3*B3");
}

TEST(FormulaChecks, AConstantThatIsWhatTheFormulaGivesIsLeftAlone) {
  BookBuilder book;
  EXPECT_TRUE(checks_of(price_list(book, "30")).empty());
}

TEST(FormulaChecks, AFormulaUnlikeItsNeighboursIsNamed) {
  BookBuilder book;
  const std::vector<Check> checks = checks_of(price_list(book, "=A3*B3+5"));
  ASSERT_EQ(checks.size(), 1U);
  EXPECT_EQ(checks[0].rule, "formula.differs");
  EXPECT_EQ(checks[0].expected, "30");
}

TEST(FormulaChecks, ATotalInALineOfFormulasIsNoSlip) {
  BookBuilder book;
  EXPECT_TRUE(checks_of(price_list(book, "=SUM(C1:C2)")).empty());
}

TEST(FormulaChecks, ALineOfConstantsAcrossFormulasIsMeantSo) {
  BookBuilder book;
  book.sheet("Plan");
  for (int row = 1; row <= 6; ++row) {
    const std::string at = std::to_string(row);
    book.cell("A" + at, at);
    for (const char* column : {"B", "C", "D"})
      book.cell(column + at, row == 4 ? std::string("99") : "=$A" + at + "*2");
  }
  EXPECT_TRUE(checks_of(book).empty());
}

TEST(FormulaChecks, ARangeThatStopsOneRowBeforeItsTotalIsNamed) {
  BookBuilder book;
  book.sheet("Cost")
      .cell("A1", "2018")
      .cell("A2", "10")
      .cell("A3", "20")
      .cell("A4", "25")
      .cell("A5", "=SUM(A2:A3)");
  const std::vector<Check> checks = checks_of(book);
  ASSERT_EQ(checks.size(), 1U);
  EXPECT_EQ(checks[0].rule, "formula.range-misses");
  EXPECT_EQ(checks[0].expected, "55");
  EXPECT_EQ(checks[0].expression, "=SUM(A2:A4)");
}

TEST(FormulaChecks, AnotherTotalBetweenARangeAndItsTotalIsNotMissed) {
  BookBuilder book;
  book.sheet("Cost")
      .cell("A1", "10")
      .cell("A2", "20")
      .cell("A3", "30")
      .cell("A4", "55")
      .cell("A5", "=SUM(A1:A3)");
  EXPECT_TRUE(checks_of(book).empty());
}

TEST(FormulaChecks, ARangeThatBeginsOneRowLateBesideOneThatDoesNotIsNamed) {
  BookBuilder book;
  book.sheet("Cost")
      .cell("A1", "North")
      .cell("A2", "10")
      .cell("A3", "20")
      .cell("A4", "30")
      .cell("A5", "=SUM(A3:A4)");
  book.cell("B1", "South").cell("B2", "1").cell("B3", "2").cell("B4", "3").cell("B5", "=SUM(B2:B4)");
  const std::vector<Check> checks = checks_of(book);
  ASSERT_EQ(checks.size(), 1U);
  EXPECT_EQ(checks[0].at.cell, (CellAddress{4, 0}));
  EXPECT_EQ(checks[0].expected, "60");
}

TEST(FormulaChecks, ASubtotalInsideATotalIsCountedTwice) {
  BookBuilder book;
  book.sheet("Cost")
      .cell("A1", "10")
      .cell("A2", "20")
      .cell("A3", "=SUM(A1:A2)")
      .cell("A4", "5")
      .cell("A5", "=SUM(A1:A4)");
  const std::vector<Check> checks = checks_of(book);
  ASSERT_EQ(checks.size(), 1U);
  EXPECT_EQ(checks[0].rule, "formula.counted-twice");
  EXPECT_THAT(checks[0].message, HasSubstr("counts the subtotal A3, 30, and its parts A1:A2"));
}

TEST(FormulaChecks, ANumberTypedAsTextInsideASumIsMalformed) {
  BookBuilder book;
  book.sheet("Cost").cell("A1", "10").cell("A2", "1,040").cell("A3", "20").cell("A4", "=SUM(A1:A3)");
  const std::vector<Check> checks = checks_of(book);
  ASSERT_EQ(checks.size(), 1U);
  EXPECT_EQ(checks[0].rule, "formula.number-as-text");
  EXPECT_EQ(checks[0].verdict, CheckVerdict::malformed);
  EXPECT_EQ(checks[0].exact, 1040);
}

TEST(FormulaChecks, ASavedValueThatTheFormulaDoesNotGiveIsToldOnceAtItsRoot) {
  BookBuilder book;
  book.sheet("Cost")
      .cell("A1", "10")
      .cell("A2", "=A1*2", 21)
      .cell("A3", "=A2+1", 22)
      .cell("A4", "=RAND()", 5)
      .cell("A5", "=A1");
  const std::vector<Check> checks = checks_of(book);
  ASSERT_EQ(checks.size(), 1U);
  EXPECT_EQ(checks[0].at.cell, (CellAddress{1, 0}));
  EXPECT_EQ(checks[0].kind, CheckKind::saved_value);
  EXPECT_EQ(checks[0].entered, "21");
  EXPECT_EQ(checks[0].expected, "20");
}

}  // namespace
}  // namespace outturn
