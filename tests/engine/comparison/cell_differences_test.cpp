#include "engine/comparison/cell_differences.h"

#include <gtest/gtest.h>

#include "engine/recalculation.h"
#include "tests/engine/indicators/book_fixture.h"

namespace outturn {
namespace {

// Services with a rate each, their total and a sheet that reads it.
struct Book {
  explicit Book(std::vector<std::pair<const char*, int>> services, const std::string& sheet = "Calls",
                int empty_rows = 0) {
    int row = 1 + empty_rows;
    const auto at = [&](const char* column) { return sheet + "!" + column + std::to_string(row); };
    sheets.row(at("A"), {"Service", "Calls", "Twice"});
    const int first = row + 1;
    for (const auto& [name, calls] : services) {
      ++row;
      sheets.row(at("A"), {name, calls});
      sheets.formula(at("C"), "B" + std::to_string(row) + "*2");
    }
    const std::string last = std::to_string(row++);
    sheets.put(at("A"), "Total").formula(at("B"), "SUM(B" + std::to_string(first) + ":B" + last + ")");
    sheets.formula("Board!A1", "'" + sheet + "'!B" + std::to_string(row) + "+1");
  }
  Sheets sheets;
};

struct Compared {
  Compared(Book& before, Book& after) : a_(before.sheets.finish()), b_(after.sheets.finish()) {
    Recalculation(a_, {}).calculate();
    Recalculation(b_, {}).calculate();
    const ComparedBook old_book{&a_, {}}, new_book{&b_, {}};
    differences = compare_cells(old_book, new_book, BookAlignment(old_book, new_book));
  }
  BookDifferences differences;

 private:
  Workbook& a_;
  Workbook& b_;
};

TEST(CellDifferences, NoneBetweenEquals) {
  Book a({{"Housing", 5}, {"Parks", 7}}), b({{"Housing", 5}, {"Parks", 7}});
  EXPECT_TRUE(Compared(a, b).differences.empty());
}

TEST(CellDifferences, AnInputAndWhatFollows) {
  Book a({{"Housing", 5}, {"Parks", 7}}), b({{"Housing", 6}, {"Parks", 7}});
  const BookDifferences d = Compared(a, b).differences;
  ASSERT_EQ(d.inputs.count, 1u);
  EXPECT_EQ(d.inputs.list[0].cell, "B2");
  EXPECT_EQ(d.inputs.list[0].label, "Housing, Calls");
  EXPECT_EQ(d.inputs.list[0].before, Value(5));
  EXPECT_EQ(d.inputs.list[0].after, Value(6));
  EXPECT_EQ(d.formulas.count, 0u);
  EXPECT_EQ(d.results.count, 3u);  // twice 6, the total, the board
}

TEST(CellDifferences, NumbersAreComparedAt15Digits) {
  Book a({{"Housing", 1}}), b({{"Housing", 1}});
  a.sheets.put("Calls!E1", 0.3);
  b.sheets.put("Calls!E1", 0.1 + 0.2);  // 0.30000000000000004
  EXPECT_TRUE(Compared(a, b).differences.empty());
}

TEST(CellDifferences, AnInsertedRowIsOneLine) {
  Book a({{"Housing", 5}, {"Parks", 7}}), b({{"Housing", 5}, {"Leisure", 9}, {"Parks", 7}});
  const BookDifferences d = Compared(a, b).differences;
  ASSERT_EQ(d.lines.size(), 1u);
  EXPECT_EQ(d.lines[0].lines, "3");
  EXPECT_TRUE(d.lines[0].added);
  EXPECT_EQ(d.inputs.count, 0u);
  EXPECT_EQ(d.formulas.count, 0u);  // SUM(B2:B3) grew to SUM(B2:B4), as Excel moves it
  EXPECT_EQ(d.results.count, 2u);   // the total and the board: 12 is 21 now
}

TEST(CellDifferences, ARemovedRowAndARowAboveEverything) {
  Book a({{"Housing", 5}, {"Leisure", 0}, {"Parks", 7}}), b({{"Housing", 5}, {"Parks", 7}}, "Calls", 1);
  const BookDifferences d = Compared(a, b).differences;
  ASSERT_EQ(d.lines.size(), 1u);
  EXPECT_FALSE(d.lines[0].added);
  EXPECT_EQ(d.inputs.count + d.formulas.count + d.results.count, 0u);  // Leisure had none
}

TEST(CellDifferences, AnInsertedColumnIsOneLine) {
  Book a({{"Housing", 5}}), b({{"Housing", 5}});
  a.sheets.row("Other!A1", {"Name", "June"}).row("Other!A2", {"Calls", 3}).formula("Other!A3", "B2*2");
  b.sheets.row("Other!A1", {"Name", "May", "June"})
      .row("Other!A2", {"Calls", 8, 3})
      .formula("Other!A3", "C2*2");
  const BookDifferences d = Compared(a, b).differences;
  ASSERT_EQ(d.lines.size(), 1u);
  EXPECT_TRUE(d.lines[0].columns);
  EXPECT_EQ(d.lines[0].lines, "B");
  EXPECT_EQ(d.inputs.count + d.formulas.count + d.results.count, 0u);
}

TEST(CellDifferences, ARenamedSheetIsOneLine) {
  Book a({{"Housing", 5}, {"Parks", 7}}), b({{"Housing", 5}, {"Parks", 7}}, "Telephone calls");
  const BookDifferences d = Compared(a, b).differences;
  ASSERT_EQ(d.sheets.size(), 1u);
  EXPECT_EQ(d.sheets[0].kind, SheetDifference::Kind::renamed);
  EXPECT_EQ(d.formulas.count + d.inputs.count + d.results.count, 0u);
}

TEST(CellDifferences, FilledFormulasAreOneLine) {
  Book a({{"Housing", 5}, {"Parks", 7}, {"Leisure", 1}}), b({{"Housing", 5}, {"Parks", 7}, {"Leisure", 1}});
  for (const char* row : {"2", "3", "4"}) {
    a.sheets.formula(std::string("Calls!D") + row, std::string("B") + row + "/2");
    b.sheets.formula(std::string("Calls!D") + row, std::string("B") + row + "/3");
  }
  const BookDifferences d = Compared(a, b).differences;
  ASSERT_EQ(d.formulas.count, 1u);
  EXPECT_EQ(d.formulas.list[0].cells, "D2:D4");
  EXPECT_EQ(d.formulas.list[0].count, 3);
  EXPECT_EQ(d.formulas.list[0].before, "=B2/2");
  EXPECT_EQ(d.formulas.list[0].after, "=B2/3");
}

TEST(CellDifferences, AFormulaTypedOverIsAFormulaDifference) {
  Book a({{"Housing", 5}}), b({{"Housing", 5}});
  a.sheets.formula("Calls!E2", "B2*2");
  b.sheets.put("Calls!E2", 10);  // the same value today, and no formula any more
  const BookDifferences d = Compared(a, b).differences;
  ASSERT_EQ(d.formulas.count, 1u);
  EXPECT_EQ(d.formulas.list[0].after, "10");
}

TEST(CellDifferences, AnAbsoluteReferenceThatStayedBehindIsADifference) {
  // A row was inserted above $B$2 and the formula still says $B$2: it reads another cell now.
  Book a({{"Housing", 5}, {"Parks", 7}}), b({{"Leisure", 9}, {"Housing", 5}, {"Parks", 7}});
  a.sheets.formula("Board!B1", "Calls!$B$2");
  b.sheets.formula("Board!B1", "Calls!$B$2");
  const BookDifferences d = Compared(a, b).differences;
  ASSERT_EQ(d.formulas.count, 2u);  // the total's SUM too, which began at Housing
  EXPECT_EQ(d.formulas.list[1].sheet, "Board");
}

TEST(CellDifferences, NamesByWhatTheyStandFor) {
  Book a({{"Housing", 5}, {"Parks", 7}}), b({{"Housing", 5}, {"Leisure", 0}, {"Parks", 7}});
  for (Book* book : {&a, &b}) book->sheets.workbook.add_name({"first", std::nullopt, "Calls!$B$2", false});
  a.sheets.workbook.add_name({"second", std::nullopt, "Calls!$B$3", false});
  b.sheets.workbook.add_name({"second", std::nullopt, "Calls!$B$4", false});  // moved with its row
  a.sheets.workbook.add_name({"moved", std::nullopt, "Calls!$B$3", false});
  b.sheets.workbook.add_name({"moved", std::nullopt, "Calls!$B$3", false});  // stayed, on another row
  const BookDifferences d = Compared(a, b).differences;
  ASSERT_EQ(d.names.size(), 1u);
  EXPECT_EQ(d.names[0].name, "moved");
}

}  // namespace
}  // namespace outturn
