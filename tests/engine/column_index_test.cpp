// Lookups and criteria give the same with an index over the searched column as by looking at every cell,
// before and after edits. RecalculationOptions has no switch for indexes: short ranges, those of several
// columns and rows are never indexed, so that each search is made both ways.
#include "formulas/column_index.h"

#include <gtest/gtest.h>

#include <algorithm>
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
// So many different texts and patterns that an index of the texts' pieces is made.
TEST(ColumnIndex, CountsTextsByWhatStandsBetweenWildcards) {
  constexpr int kTexts = 500;
  BookBuilder builder;
  builder.sheet("S");
  std::vector<std::string> texts;
  for (int row = 0; row < kTexts; ++row) {
    texts.push_back((row % 2 == 0 ? "Ward " : "WARD ") + std::to_string(row * 7919 % 1000) + "-\u00c9" +
                    std::to_string(row));
    builder.book().sheet(0).set_value(CellAddress{row, 0}, std::string_view(texts.back()));
  }
  constexpr int kPatterns = 200;
  for (int i = 0; i < kPatterns; ++i) {
    const std::string digits = std::to_string(i);
    builder.cell(CellAddress{i, 1}, "=COUNTIF(A1:A500,\"*" + digits + "-*\")");
    builder.cell(CellAddress{i, 2}, "=COUNTIF(A1:A500,\"*-\u00e9" + digits + "\")");
    builder.cell(CellAddress{i, 3}, "=COUNTIF(A1:A500,\"ward ?*" + digits + "\")");
  }
  const auto book = builder.build();
  Recalculation(*book, {}).calculate();
  const auto counted = [&](auto&& matches) {
    return static_cast<double>(std::count_if(texts.begin(), texts.end(), matches));
  };
  for (int i = 0; i < kPatterns; ++i) {
    const std::string digits = std::to_string(i);
    const auto at = [&](std::int32_t column) {
      return value_at(*book, to_a1(CellAddress{i, column}).c_str());
    };
    EXPECT_EQ(
        at(1),
        Value(counted([&](const std::string& text) { return text.find(digits + "-") != std::string::npos; })))
        << i;
    EXPECT_EQ(at(2), Value(i < kTexts ? 1.0 : 0.0)) << i;
    EXPECT_EQ(at(3), Value(counted([&](const std::string& text) {
                return text.size() > std::string("ward ").size() + digits.size() && text.ends_with(digits);
              })))
        << i;
  }
}

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

// Ranges of two columns, and rows, are looked at cell by cell: the same cells beside a blank column, or
// turned on their side, tell what a function gives without an index.
class WithAndWithoutAnIndex : public ::testing::Test {
 protected:
  static constexpr int kCells = 150;
  static constexpr int kCopies = 8;  // enough for the index to be made

  void SetUp() override {
    builder_.sheet("S");
    for (int row = 0; row < kCells; ++row) set(row, any_cell(false));
  }
  Value any_cell(bool errors) {
    while (true) {
      const Value& cell = cells()[random_() % cells().size()];
      if (errors || !cell.is_error()) return cell;
    }
  }
  // Column A; the same in row 1 of the columns from Z on.
  void set(int row, const Value& value) {
    builder_.book().sheet(0).set_value(CellAddress{row, 0}, value);
    builder_.book().sheet(0).set_value(CellAddress{0, 25 + row}, value);
  }
  void ask(const std::string& indexed, const std::string& plain) {
    builder_.cell(CellAddress{200 + asked_, 2}, plain);
    for (int copy = 0; copy < kCopies; ++copy) builder_.cell(CellAddress{200 + asked_, 3 + copy}, indexed);
    ++asked_;
  }
  // "@" stands for the range.
  void ask(const std::string& formula, const std::string& indexed, const std::string& plain) {
    const auto with = [&](const std::string& range) {
      std::string text = formula;
      for (std::size_t at = 0; (at = text.find('@')) != std::string::npos;) text.replace(at, 1, range);
      return text;
    };
    ask(with(indexed), with(plain));
  }
  void expect_same(const Workbook& book, const std::string& when) {
    for (int i = 0; i < asked_; ++i)
      for (int copy = 0; copy < kCopies; ++copy)
        ASSERT_EQ(book.sheet(0).value({200 + i, 3 + copy}), book.sheet(0).value({200 + i, 2}))
            << when << ": " << book.formula_text(0, {200 + i, 3 + copy}).value_or("");
  }
  void calculate_and_edit(bool errors) {
    auto book = builder_.build();
    Recalculation recalculation(*book, {});
    recalculation.calculate();
    expect_same(*book, "first");
    for (int edit = 0; edit < 12 && !HasFatalFailure(); ++edit) {
      const int row = static_cast<int>(random_() % kCells);
      const Value value = any_cell(errors);
      recalculation.set_input(0, {row, 0}, value);
      recalculation.set_input(0, {0, 25 + row}, value);
      recalculation.calculate();
      expect_same(*book, "edit " + std::to_string(edit));
    }
  }
  static std::string row_range(int first, int last) {
    return "$" + to_a1(CellAddress{0, 25 + first - 1}) + ":" + to_a1(CellAddress{0, 25 + last - 1});
  }

  std::mt19937 random_{3};
  BookBuilder builder_;
  int asked_ = 0;
};

TEST_F(WithAndWithoutAnIndex, NumbersBySize) {
  const char* const formulas[] = {"=RANK(2,@)",
                                  "=RANK(0,@,1)",
                                  "=RANK.AVG(5,@)",
                                  "=RANK.AVG(2,@,1)",
                                  "=RANK(77,@)",
                                  "=LARGE(@,1)",
                                  "=LARGE(@,7)",
                                  "=SMALL(@,1)",
                                  "=SMALL(@,9)",
                                  "=SMALL(@,1000)",
                                  "=MEDIAN(@)",
                                  "=QUARTILE(@,1)",
                                  "=QUARTILE.EXC(@,3)",
                                  "=PERCENTILE(@,0.37)",
                                  "=PERCENTILE.EXC(@,0.9)",
                                  "=PERCENTRANK(@,2)",
                                  "=PERCENTRANK(@,3)",
                                  "=PERCENTRANK.EXC(@,2.2)",
                                  "=PERCENTRANK(@,-1)",
                                  "=PERCENTRANK(@,1000)",
                                  "=PERCENTRANK(@,9999999)",
                                  "=STDEV(@)",
                                  "=COUNT(@)",
                                  "=COUNTA(@)",
                                  "=SUBTOTAL(3,@)",
                                  "=SUBTOTAL(102,@)",
                                  "=SUBTOTAL(9,@)",
                                  "=AGGREGATE(1,4,@)",
                                  "=PRODUCT(@)"};
  for (const char* formula : formulas) {
    ask(formula, "A1:A150", "A1:B150");
    ask(formula, "A11:A120", "A11:B120");
    ask(formula, "A$1:A80", "A$1:B80");
  }
  calculate_and_edit(true);
}

TEST_F(WithAndWithoutAnIndex, CountsByCriteria) {
  for (const char* criterion : kCriteria) {
    const auto counted = [&](const std::string& range) {
      return "COUNTIF(" + range + ",\"" + std::string(criterion) + "\")";
    };
    // A criterion that blanks meet counts those of column B too.
    ask("=" + counted("A1:A150"), "=" + counted("A1:B150") + "-" + counted("B1:C150") + "/2");
  }
  for (const char* formula :
       {"=COUNTIFS(@,\">1\",@,\"<=5\")", "=COUNTIFS(@,\">=5\",@,\"<5\")", "=COUNTIFS(@,\">5\",@,\">=5\")",
        "=COUNTIFS(@,\"<abd\",@,\"a*\")", "=SUMIFS(@,@,\">-1\",@,\"<1000\")", "=AVERAGEIF(@,\">2\")",
        "=SUMIF(@,\">1000\")", "=SUMIF(@,5)", "=SUMIF(@,\"5\")"})
    ask(formula, "A5:A140", "A5:B140");
  calculate_and_edit(true);
}

TEST_F(WithAndWithoutAnIndex, NearestValues) {
  for (const char* wanted :
       {"1", "2.2", "-5", "99999999", "\"abc\"", "\"zz\"", "\"0\"", "\"ABD\"", "TRUE", "FALSE", "B1", "0"}) {
    for (const char* mode : {"-1", "1", "-1,-1", "1,-1", "0,-1"}) {
      ask("=XMATCH(" + std::string(wanted) + ",@," + mode + ")", "A1:A150", row_range(1, 150));
      ask("=XMATCH(" + std::string(wanted) + ",@," + mode + ")", "A30:A119", row_range(30, 119));
      // The same over a computed array, searched ten times in one call.
      if (std::string_view(wanted) == "B1") continue;
      const std::string end = "," + std::string(mode) + "),999)";
      const std::string found = "IFERROR(XMATCH(" + std::string(wanted) + "," + row_range(30, 119) + end;
      builder_.cell(CellAddress{200 + asked_, 2}, "=10*" + found);
      for (int copy = 0; copy < kCopies; ++copy)
        builder_.array(
            to_a1(CellAddress{200 + asked_, 3 + copy}),
            "=SUM(IFERROR(XMATCH(IF(SEQUENCE(10)," + std::string(wanted) + "),IF(TRUE,A30:A119)" + end + ")",
            true);
      ++asked_;
    }
    ask("=MATCH(" + std::string(wanted) + ",@,-1)", "A1:A150", row_range(1, 150));
    ask("=MATCH(" + std::string(wanted) + ",@,-1)", "A40:A110", row_range(40, 110));
    ask("=MATCH(" + std::string(wanted) + ",@,0)", "A40:A110", row_range(40, 110));
  }
  for (const char* pattern : {"a*", "?", "x*", "~~a", "ab?", "*c"})
    ask("=MATCH(\"" + std::string(pattern) + "\",@,0)", "A3:A150", row_range(3, 150));
  calculate_and_edit(true);
}

}  // namespace
}  // namespace outturn
