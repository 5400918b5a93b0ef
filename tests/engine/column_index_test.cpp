// Lookups and criteria give the same with an index over the searched column as by looking at every cell,
// before and after edits. RecalculationOptions has no switch for indexes: short ranges are never indexed, so
// that each search is made once over the whole column and once piece by piece.
#include "formulas/column_index.h"

#include <gtest/gtest.h>

#include <random>

#include "engine/recalculation.h"
#include "tests/support/book_builder.h"

namespace outturn {
namespace {

using testing::BookBuilder;
using testing::value_at;

constexpr int kRows = 300;
constexpr int kPiece = 50;  // too short for an index

const std::vector<Value>& cells() {
  static const std::vector<Value> all = {1,
                                         2,
                                         2.5,
                                         -1,
                                         0,
                                         -0.0,
                                         "5",
                                         " 5 ",
                                         "1e3",
                                         5,
                                         1000,
                                         "TRUE",
                                         true,
                                         false,
                                         "",
                                         "abc",
                                         "ABC",
                                         "abd",
                                         "\u00c4b",
                                         "\u00e4b",
                                         "a*c",
                                         "a?c",
                                         "~a",
                                         "01/02/2024",
                                         45323,
                                         "x",
                                         "X ",
                                         "50%",
                                         0.5,
                                         "#N/A",
                                         ErrorCode::na,
                                         ErrorCode::div0,
                                         Value(),
                                         Value(),
                                         Value()};
  return all;
}

const char* const kCriteria[] = {"1",      "=2",     "<>2",  ">1",    ">=2.5", "<0",      "<=0", "5",
                                 "=1000",  "abc",    "=ABC", "<>abc", "a*",    "*c",      "a?c", "a~*c",
                                 "=TRUE",  "=",      "<>",   ">abc",  "<=x",   "#N/A",    "50%", "\u00e4*",
                                 "1/2/24", ">45000", "~~a",  "zzz",   "?",     "=\u00c4B"};

// A column of random cells with numbers beside it.
BookBuilder random_book(std::mt19937& random,
                        std::vector<std::pair<std::string, std::vector<std::string>>>& pairs) {
  BookBuilder builder;
  builder.sheet("S");
  for (int row = 0; row < kRows; ++row) {
    builder.book().sheet(0).set_value(CellAddress{row, 0}, cells()[random() % cells().size()]);
    builder.book().sheet(0).set_value(CellAddress{row, 1}, static_cast<double>(random() % 100) / 10);
  }
  std::int32_t at = 0;
  const auto ask = [&](const std::string& whole, const auto& piece) {
    std::vector<std::string> pieces;
    const std::string place = to_a1(CellAddress{at, 3});
    builder.cell(CellAddress{at, 3}, whole);
    for (int part = 0; part < kRows / kPiece; ++part) {
      pieces.push_back(to_a1(CellAddress{at, 4 + part}));
      builder.cell(CellAddress{at, 4 + part}, piece(part * kPiece + 1, (part + 1) * kPiece));
    }
    pairs.emplace_back(place, std::move(pieces));
    ++at;
  };
  const auto range = [](char column, int first, int last) {
    return std::string(1, column) + std::to_string(first) + ":" + column + std::to_string(last);
  };
  for (const char* criterion : kCriteria) {
    const std::string text = "\"" + std::string(criterion) + "\"";
    ask("=COUNTIF(A1:A300," + text + ")",
        [&](int first, int last) { return "=COUNTIF(" + range('A', first, last) + "," + text + ")"; });
    ask("=COUNTIFS(A1:A300," + text + ",B1:B300,\">=3\",B1:B300,\"<7\")", [&](int first, int last) {
      return "=COUNTIFS(" + range('A', first, last) + "," + text + "," + range('B', first, last) +
             ",\">=3\"," + range('B', first, last) + ",\"<7\")";
    });
    ask("=SUMIFS(B1:B300,A1:A300," + text + ")*1000", [&](int first, int last) {
      return "=SUMIFS(" + range('B', first, last) + "," + range('A', first, last) + "," + text + ")*1000";
    });
  }
  return builder;
}

void expect_sums(const Workbook& book,
                 const std::vector<std::pair<std::string, std::vector<std::string>>>& pairs,
                 const std::string& when) {
  for (const auto& [whole, pieces] : pairs) {
    double sum = 0;
    for (const std::string& piece : pieces) sum += value_at(book, piece.c_str()).number();
    ASSERT_NEAR(value_at(book, whole.c_str()).number(), sum, 1e-6)
        << when << " " << book.formula_text(0, *cell_from_a1(whole)).value_or("");
  }
}

TEST(ColumnIndex, CountsAndAddsAsPieceByPieceBeforeAndAfterEdits) {
  for (unsigned seed = 1; seed <= 5; ++seed) {
    std::mt19937 random(seed);
    std::vector<std::pair<std::string, std::vector<std::string>>> pairs;
    auto book = random_book(random, pairs).build();
    Recalculation recalculation(*book, {});
    recalculation.calculate();
    expect_sums(*book, pairs, "seed " + std::to_string(seed));
    for (int edit = 0; edit < 20 && !HasFatalFailure(); ++edit) {
      const auto row = static_cast<std::int32_t>(random() % kRows);
      if (edit % 3 == 0)
        recalculation.set_input(0, {row, 1}, static_cast<double>(random() % 100) / 10);
      else
        recalculation.set_input(0, {row, 0}, cells()[random() % cells().size()]);
      recalculation.calculate();
      expect_sums(*book, pairs, "seed " + std::to_string(seed) + ", edit " + std::to_string(edit));
    }
  }
}

// VLOOKUP, MATCH and XLOOKUP from either end, against the positions found here.
TEST(ColumnIndex, FindsTheFirstAndTheLastOfEqualValues) {
  std::mt19937 random(7);
  BookBuilder builder;
  builder.sheet("S");
  const char* const texts[] = {"ab", "AB", "b", "\u00c4", "\u00e4", "c d"};
  std::vector<Value> column;
  for (int row = 0; row < kRows; ++row) {
    const auto kind = random() % 3;
    column.push_back(kind == 0   ? Value(static_cast<double>(random() % 40) / 4)
                     : kind == 1 ? Value(texts[random() % 6])
                                 : Value(random() % 2 == 0));
    builder.book().sheet(0).set_value(CellAddress{row, 0}, column.back());
  }
  const char* const wanted[] = {"1", "2.25", "\"AB\"", "\"\u00e4\"", "TRUE", "\"none\"", "77", "\"C D\""};
  const auto same = [](const Value& cell, std::size_t which) {
    const Value values[] = {1, 2.25, "ab", "\u00c4", true, "none", 77, "c d"};
    const Value& value = values[which];
    if (!cell.is_text() || !value.is_text()) return cell == value;
    const auto folded = [](std::string_view text) {
      std::string result(text);
      for (char& c : result) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
      return result == "\u00e4" ? std::string("\u00c4") : result;
    };
    return folded(cell.text()) == folded(value.text());
  };
  for (int i = 0; i < 8; ++i) {
    builder.cell(CellAddress{i, 2}, "=MATCH(" + std::string(wanted[i]) + ",A11:A290,0)");
    builder.cell(CellAddress{i, 3}, "=XMATCH(" + std::string(wanted[i]) + ",A11:A290,0,-1)");
  }
  auto book = builder.build();
  Recalculation recalculation(*book, {});
  recalculation.calculate();
  for (std::size_t i = 0; i < 8; ++i) {
    int first = 0;
    int last = 0;
    for (int row = 10; row < 290; ++row) {
      if (!same(column[static_cast<std::size_t>(row)], i)) continue;
      last = row - 9;
      if (first == 0) first = last;
    }
    const Value none = ErrorCode::na;
    EXPECT_EQ(book->sheet(0).value({static_cast<std::int32_t>(i), 2}), first == 0 ? none : Value(first)) << i;
    EXPECT_EQ(book->sheet(0).value({static_cast<std::int32_t>(i), 3}), last == 0 ? none : Value(last)) << i;
  }
}

}  // namespace
}  // namespace outturn
