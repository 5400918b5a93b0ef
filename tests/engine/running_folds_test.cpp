// Expanding ranges go on from the row above; what they give is what adding from the first row gives, bit by
// bit, before and after edits.
#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <random>

#include "engine/recalculation.h"
#include "tests/support/book_builder.h"

namespace outturn {
namespace {

constexpr int kRows = 150;

struct Expected {
  double sum = 0;
  double squares = 0;
  int count = 0;
  double max = 0, min = 0;
  std::optional<ErrorCode> error;

  void add(const Value& value) {
    if (value.is_error() && !error) error = value.error();
    if (!value.is_number()) return;
    const double x = value.number();
    sum += x;
    squares += x * x;
    max = count == 0 ? x : std::max(max, x);
    min = count == 0 ? x : std::min(min, x);
    ++count;
  }
};

void expect_folds(const Workbook& book, const std::string& when) {
  const Sheet& sheet = book.sheet(0);
  Expected one;
  Expected two;
  for (int row = 0; row < kRows; ++row) {
    one.add(sheet.value({row, 0}));
    for (const int column : {0, 1}) two.add(sheet.value({row, column}));
    const auto either = [&](const Expected& expected, Value value) {
      return expected.error ? Value(*expected.error) : std::move(value);
    };
    const Value mean = one.count == 0 ? Value(ErrorCode::div0) : Value(one.sum / one.count);
    ASSERT_EQ(sheet.value({row, 3}), either(one, one.sum)) << when << " row " << row;
    ASSERT_EQ(sheet.value({row, 4}), either(one, mean)) << when << " row " << row;
    ASSERT_EQ(sheet.value({row, 5}), either(one, one.max)) << when << " row " << row;
    ASSERT_EQ(sheet.value({row, 6}), either(one, one.min)) << when << " row " << row;
    ASSERT_EQ(sheet.value({row, 7}), either(two, two.squares)) << when << " row " << row;
  }
}

Value random_value(std::mt19937& random) {
  switch (random() % 40) {
    case 0:
      return "text";
    case 1:
      return true;
    case 2:
      return {};
    default:
      return static_cast<double>(random() % 100'000) / 7 - 5000;
  }
}

TEST(RunningFolds, GiveWhatAddingFromTheFirstRowGives) {
  for (unsigned seed = 1; seed <= 5; ++seed) {
    std::mt19937 random(seed);
    testing::BookBuilder builder;
    builder.sheet("S");
    for (int row = 0; row < kRows; ++row) {
      for (const int column : {0, 1}) builder.book().sheet(0).set_value({row, column}, random_value(random));
      const std::string last = std::to_string(row + 1);
      const char* const functions[] = {"SUM(A$1:A", "AVERAGE(A$1:A", "MAX(A$1:A", "MIN(A$1:A", "SUMSQ(A$1:B"};
      for (int i = 0; i < 5; ++i) builder.cell(CellAddress{row, 3 + i}, "=" + (functions[i] + last) + ")");
    }
    auto book = builder.build();
    Recalculation recalculation(*book, {});
    recalculation.calculate();
    expect_folds(*book, "seed " + std::to_string(seed));
    for (int edit = 0; edit < 12 && !::testing::Test::HasFatalFailure(); ++edit) {
      const auto row = static_cast<std::int32_t>(random() % kRows);
      const Value value = edit == 4 ? Value(ErrorCode::na) : random_value(random);
      recalculation.set_input(0, {row, static_cast<std::int32_t>(edit % 2)}, value);
      if (edit == 7)
        for (int each = 0; each < kRows; ++each)
          if (book->sheet(0).value({each, 0}).is_error()) recalculation.set_input(0, {each, 0}, 1.5);
      recalculation.calculate();
      expect_folds(*book, "seed " + std::to_string(seed) + ", edit " + std::to_string(edit));
    }
  }
}

}  // namespace
}  // namespace outturn
