// Incremental = full recalculation, and block = cell-by-cell evaluation, on random workbooks after random
// edits.
#include <gtest/gtest.h>

#include <random>

#include "engine/recalculation.h"
#include "formulas/formula_key.h"
#include "tests/support/book_builder.h"

namespace outturn {
namespace {

constexpr int kRows = 60;
constexpr int kColumns = 8;
constexpr int kArrayColumns = 8;  // beside the grid: arrays, and cells that may stand in their way
constexpr int kShapes = 21;

using Random = std::mt19937;

int below(Random& random, int limit) { return static_cast<int>(random() % static_cast<unsigned>(limit)); }

std::string cell_name(int row, int column) { return to_a1(CellAddress{row, column}); }

std::string literal(Random& random) {
  switch (below(random, 12)) {
    case 0:
      return "";
    case 1:
      return "text";
    case 2:
      return "TRUE";
    case 3:
      return "0";
    case 4:
      return below(random, 40) == 0 ? "#N/A" : "6";  // rare, or sums over columns would give nothing else
    case 5:
      return "12.5%";
    case 6:
      return std::to_string(below(random, 100)) + ".25";
    default:
      return std::to_string(below(random, 40) - 10);
  }
}

// A formula for (row, column) that reads only cells to its left, so that no workbook is circular by accident.
std::string formula(Random& random, int row, int column, int shape) {
  const auto cell = [&] { return cell_name(row, below(random, column)); };
  const auto near_cell = [&] {
    return cell_name(std::max(0, row - below(random, 3)), below(random, column));
  };
  const std::string left = cell_name(row, column - 1);
  switch (shape) {
    case 0:
      return "=" + left + "*2+" + cell_name(row, 0);
    case 1:
      return "=IF(" + left + ">5," + cell_name(row, 0) + ",\"low\")";
    case 2:
      return "=SUM(" + cell_name(row, 0) + ":" + left + ")";
    case 3:
      return "=SUM($A$1:" + cell_name(row, column - 1) + ")";
    case 4:
      return "=IFERROR(" + cell_name(row, 0) + "/" + left + ",-1)";
    case 5:
      return row == 0 ? "=A1" : "=" + cell_name(row - 1, column) + "+" + left;  // a running total
    case 6:
      return "=" + left + "&\"-\"&" + cell_name(row, 0);
    case 7:
      return "=COUNTIF($A$1:$A$60,\">\"&" + left + ")";
    case 8:
      return "=INDIRECT(\"R\"&ROW()&\"C1\",FALSE)+" + near_cell();
    case 9:
      return "=ROUND(" + left + "/3,1)-" + cell_name(row, 0) + "%";
    case 10:
      return "=VLOOKUP(" + left + ",$A$1:$B$60,2,FALSE)";
    case 11:
      return "=IFERROR(INDEX($A$1:$A$60,MOD(" + cell_name(row, 0) + ",60)+1),\"none\")";
    case 12:
      return "=SUM($A:$A)-COUNT(A:" + column_letters(column - 1) + ")";
    case 13:
      return "=SUM(T:U!" + cell_name(row, 0) + ":B3)+" + left;
    case 14:
      return "=scale*" + left + "+beside";
    case 15:
      return "=IF(" + cell_name(row, 0) + ">0," + left + "," + cell_name(row, column + 1) +
             ")";  // at times a circle
    case 16:
      return "=SUM($I$1#)-SUM($K$1:$K$12)+" + left;
    case 17:
      return "=SUMIF($A$1:$A$60,\">3\"," + cell_name(row, 0) + ")+COUNT($I:$L)";
    case 18:
      return "=IFERROR(SUM(" + cell_name(row + 1, column) + ":" + cell_name(row + 3, column) + ")," + left +
             ")+1";
    case 19:
      return "=LOOKUP(" + left + ",{-9,0,5,20},$L$1:$L$2)&IF(" + cell_name(row, 0) + "=\"\",left_of(1),\"\")";
    default:
      return "=MAX(" + cell() + "," + near_cell() + ")^2";
  }
}

struct Grid {
  std::vector<std::vector<std::string>> cells;  // the grid's, then the literals among the arrays

  explicit Grid(Random& random) : cells(kRows, std::vector<std::string>(kColumns + kArrayColumns)) {
    for (int column = 0; column < kColumns; ++column) {
      int shape = below(random, kShapes);
      for (int row = 0; row < kRows; ++row) {
        if (below(random, 20) == 0) shape = below(random, kShapes);
        cells[row][column] =
            column == 0 || below(random, 30) == 0 ? literal(random) : formula(random, row, column, shape);
      }
    }
  }

  std::unique_ptr<Workbook> build() const {
    testing::BookBuilder builder;
    builder.sheet("S")
        .name("scale", "S!$A$2")
        .name("beside", "S!XFD1")
        .name("left_of", "LAMBDA(n,OFFSET(S!A1,0,n-1))");
    builder.array("I1:I1", "=FILTER($A$1:$A$60,ISNUMBER($A$1:$A$60)*($A$1:$A$60>15),0)", true);
    builder.array("K1:K4", "=SEQUENCE(IFERROR(MOD(ABS($A$3),9),0)+1)*2", true);
    builder.array("L1:L5", "=A1:A5&K1:K5", false);
    builder.array("N2:N2", "=INDIRECT(\"R1C1:R3C1\",FALSE)", true);
    for (int row = 0; row < kRows; ++row)
      for (int column = 0; column < kColumns + kArrayColumns; ++column)
        builder.cell(CellAddress{row, column}, cells[row][column]);
    builder.sheet("T").cell("A1", "5").cell("A9", "=S!A9*2").cell("B30", "=S!$A$4");
    builder.sheet("U").cell("B2", "7").cell("A40", "=T!A40+T!A9");
    return builder.build();
  }
};

std::string told(const Value& value) {
  return value.is_number()  ? std::to_string(value.number())
         : value.is_text()  ? std::string(value.text())
         : value.is_error() ? std::string(error_text(value.error()))
         : value.is_blank() ? "blank"
                            : "logical";
}

void expect_same(const Workbook& a, const Workbook& b, const std::string& when) {
  for (int row = 0; row < kRows; ++row)
    for (int column = 0; column < kColumns + kArrayColumns; ++column) {
      const CellAddress cell{row, column};
      const Value x = a.sheet(0).value(cell);
      const Value y = b.sheet(0).value(cell);
      ASSERT_TRUE(x == y && a.sheet(0).is_stale(cell) == b.sheet(0).is_stale(cell))
          << cell_name(row, column) << " " << when << ": " << a.formula_text(0, cell).value_or("")
          << " gives " << told(x) << (a.sheet(0).is_stale(cell) ? " stale" : "") << " and " << told(y)
          << (b.sheet(0).is_stale(cell) ? " stale" : "");
    }
}

TEST(Incremental, GivesTheSameAsFullRecalculationAfterRandomEdits) {
  for (unsigned seed = 1; seed <= 40; ++seed) {
    Random random(seed);
    Grid grid(random);
    auto book = grid.build();
    Recalculation recalculation(*book, {});
    recalculation.calculate();
    for (int edit = 0; edit < 60; ++edit) {
      const int changes = 1 + below(random, 3);
      std::string edited;
      for (int i = 0; i < changes; ++i) {
        int row = below(random, kRows);
        int column = below(random, 4) == 0 ? below(random, kColumns) : 0;
        if (below(random, 8) == 0) {  // in the way of an array, or no longer
          row = 5 + below(random, 5);
          column = below(random, 2) == 0 ? 8 : 10;
        }
        if (grid.cells[row][column].starts_with("=")) continue;
        grid.cells[row][column] = literal(random);
        edited += cell_name(row, column) + "=" + grid.cells[row][column] + " ";
        recalculation.set_input(0, {row, column}, testing::BookBuilder::literal(grid.cells[row][column]));
      }
      recalculation.calculate();
      auto fresh = grid.build();
      Recalculation full(*fresh, {});
      full.calculate();
      expect_same(*book, *fresh,
                  "seed " + std::to_string(seed) + ", edit " + std::to_string(edit) + ": " + edited);
      if (HasFatalFailure()) return;
    }
  }
}

TEST(Blocks, FoldARowFromLeftToRightAsCellByCell) {
  const char* const kCells[] = {"1",    "0.1",   "1e300", "-1e300", "",     "",  "text",
                                "TRUE", "-2.25", "#N/A",  "3",      "0.25", "7", "#DIV/0!"};
  const char* const kFormulas[] = {"SUM(A1:F1)",
                                   "AVERAGE($A1:$F1)",
                                   "MAX(A1:F1)",
                                   "MIN(A1:F1)",
                                   "COUNT(A1:F1)",
                                   "COUNTA(A1:F1)",
                                   "SUMSQ(A1:F1)",
                                   "PRODUCT(A1:F1)*2",
                                   "SUM(A2:F2)",
                                   "SUM(D1:G1)",
                                   "IF(A1>0.5,SUM(B1:F1),COUNT(B1:F1))",
                                   "IFERROR(MAX(A1:F1),-1)",
                                   "SUM(Other!A1:XFD1)",
                                   "MAX(0,MIN(100,ROW()*2),A1)",
                                   "SUM(A1:C1,ROW()/3,D1:F1)",
                                   "AVERAGE(B1,ROW(),C1:F1)",
                                   "IF(ROW()>9,MAX(B1,ROW()),MIN(A1:B1,3))"};
  constexpr int kAllRows = 600;
  constexpr std::int32_t kFirstFormula = 8;
  const auto build = [&] {
    Random random(77);
    testing::BookBuilder builder;
    builder.sheet("S");
    for (int row = 0; row < kAllRows; ++row)
      for (int column = 0; column < 6; ++column)
        builder.cell(CellAddress{row, column},
                     kCells[below(random, row % 5 == 0 ? static_cast<int>(std::size(kCells)) : 4)]);
    for (const auto& [column, content] : {std::pair(0, "0.1"), std::pair(1, "0.2"), std::pair(2, "0.3")})
      builder.cell(CellAddress{3, column}, content);
    for (int column = 3; column < 6; ++column) builder.cell(CellAddress{3, column}, "");
    std::int32_t column = kFirstFormula;
    for (const char* const formula : kFormulas) {
      for (std::int32_t row = 0; row < kAllRows; ++row)
        builder.cell(CellAddress{row, column}, "=" + move_formula(formula, {0, column}, {row, column}));
      ++column;
    }
    builder.sheet("Other").cell("B2", "2").cell("D2", "3");
    return builder.build();
  };
  auto in_blocks = build();
  auto by_cell = build();
  Recalculation(*in_blocks, {}).calculate();
  RecalculationOptions options;
  options.blocks = false;
  Recalculation(*by_cell, options).calculate();
  for (std::int32_t row = 0; row < kAllRows; ++row)
    for (std::size_t i = 0; i < std::size(kFormulas); ++i) {
      const CellAddress cell{row, kFirstFormula + static_cast<std::int32_t>(i)};
      ASSERT_EQ(in_blocks->sheet(0).value(cell), by_cell->sheet(0).value(cell)) << kFormulas[i] << row;
    }
  const auto in_row_4 = [&](std::int32_t i) { return in_blocks->sheet(0).value({3, kFirstFormula + i}); };
  EXPECT_EQ(in_row_4(0), Value(0.1 + 0.2 + 0.3));  // 0.6000000000000001, not 0.1 + (0.2 + 0.3)
  EXPECT_EQ(in_row_4(2), Value(0.3));
  EXPECT_EQ(in_row_4(4), Value(3));
  EXPECT_EQ(in_blocks->sheet(0).value({1, kFirstFormula + 12}), Value(5));
}

TEST(Blocks, GiveTheSameAsCellByCellEvaluation) {
  for (unsigned seed = 1000; seed < 1300; ++seed) {
    Random random(seed);
    const Grid grid(random);
    auto in_blocks = grid.build();
    auto by_cell = grid.build();
    Recalculation blocks(*in_blocks, {});
    RecalculationOptions options;
    options.blocks = false;
    Recalculation cells(*by_cell, options);
    blocks.calculate();
    cells.calculate();
    expect_same(*in_blocks, *by_cell, "seed " + std::to_string(seed));
    if (HasFatalFailure()) return;
  }
}

}  // namespace
}  // namespace outturn
