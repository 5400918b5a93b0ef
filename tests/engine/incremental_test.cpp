// Incremental = full recalculation, and block = cell-by-cell evaluation, on random workbooks after random edits.
#include <gtest/gtest.h>

#include <random>

#include "engine/recalculation.h"
#include "tests/support/book_builder.h"

namespace outturn {
namespace {

constexpr int kRows = 60;
constexpr int kColumns = 8;

using Random = std::mt19937;

int below(Random& random, int limit) { return static_cast<int>(random() % static_cast<unsigned>(limit)); }

std::string cell_name(int row, int column) { return to_a1(CellAddress{row, column}); }

std::string literal(Random& random) {
  switch (below(random, 12)) {
    case 0: return "";
    case 1: return "text";
    case 2: return "TRUE";
    case 3: return "0";
    case 4: return "#N/A";
    case 5: return "12.5%";
    case 6: return std::to_string(below(random, 100)) + ".25";
    default: return std::to_string(below(random, 40) - 10);
  }
}

// A formula for (row, column) that reads only cells to its left, so that no workbook is circular by accident.
std::string formula(Random& random, int row, int column, int shape) {
  const auto cell = [&] { return cell_name(row, below(random, column)); };
  const auto near_cell = [&] { return cell_name(std::max(0, row - below(random, 3)), below(random, column)); };
  const std::string left = cell_name(row, column - 1);
  switch (shape) {
    case 0: return "=" + left + "*2+" + cell_name(row, 0);
    case 1: return "=IF(" + left + ">5," + cell_name(row, 0) + ",\"low\")";
    case 2: return "=SUM(" + cell_name(row, 0) + ":" + left + ")";
    case 3: return "=SUM($A$1:" + cell_name(row, column - 1) + ")";
    case 4: return "=IFERROR(" + cell_name(row, 0) + "/" + left + ",-1)";
    case 5: return row == 0 ? "=A1" : "=" + cell_name(row - 1, column) + "+" + left;  // a running total
    case 6: return "=" + left + "&\"-\"&" + cell_name(row, 0);
    case 7: return "=COUNTIF($A$1:$A$60,\">\"&" + left + ")";
    case 8: return "=INDIRECT(\"R\"&ROW()&\"C1\",FALSE)+" + near_cell();
    case 9: return "=ROUND(" + left + "/3,1)-" + cell_name(row, 0) + "%";
    case 10: return "=VLOOKUP(" + left + ",$A$1:$B$60,2,FALSE)";
    case 11: return "=IFERROR(INDEX($A$1:$A$60,MOD(" + cell_name(row, 0) + ",60)+1),\"none\")";
    default: return "=MAX(" + cell() + "," + near_cell() + ")^2";
  }
}

struct Grid {
  std::vector<std::vector<std::string>> cells;

  explicit Grid(Random& random) : cells(kRows, std::vector<std::string>(kColumns)) {
    for (int column = 0; column < kColumns; ++column) {
      int shape = below(random, 13);
      for (int row = 0; row < kRows; ++row) {
        if (below(random, 20) == 0) shape = below(random, 13);
        cells[row][column] = column == 0 || below(random, 30) == 0 ? literal(random) : formula(random, row, column, shape);
      }
    }
  }

  std::unique_ptr<Workbook> build() const {
    testing::BookBuilder builder;
    builder.sheet("S");
    for (int row = 0; row < kRows; ++row)
      for (int column = 0; column < kColumns; ++column) builder.cell(CellAddress{row, column}, cells[row][column]);
    return builder.build();
  }
};

void expect_same(const Workbook& a, const Workbook& b, const std::string& when) {
  for (int row = 0; row < kRows; ++row)
    for (int column = 0; column < kColumns; ++column) {
      const Value x = a.sheet(0).value({row, column});
      const Value y = b.sheet(0).value({row, column});
      ASSERT_TRUE(x == y) << cell_name(row, column) << " " << when << ": " << a.formula_text(0, {row, column}).value_or("");
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
        const int row = below(random, kRows);
        const int column = below(random, 4) == 0 ? below(random, kColumns) : 0;
        if (grid.cells[row][column].starts_with("=")) continue;
        grid.cells[row][column] = literal(random);
        edited += cell_name(row, column) + "=" + grid.cells[row][column] + " ";
        recalculation.set_input(0, {row, column}, testing::BookBuilder::literal(grid.cells[row][column]));
      }
      recalculation.calculate();
      auto fresh = grid.build();
      Recalculation full(*fresh, {});
      full.calculate();
      expect_same(*book, *fresh, "seed " + std::to_string(seed) + ", edit " + std::to_string(edit) + ": " + edited);
      if (HasFatalFailure()) return;
    }
  }
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
