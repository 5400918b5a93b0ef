#include "engine/sheet.h"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>

namespace outturn {
namespace {

using Spans = std::vector<std::pair<std::pair<std::int32_t, std::int32_t>, FillId>>;

// What a search through all the spans finds.
void expect_found(const Spans& spans, std::int32_t end) {
  Sheet sheet("Sheet1", false);
  sheet.set_fills(0, spans);
  for (std::int32_t row = 0; row < end; ++row) {
    FillId wanted = -1;
    for (const auto& [rows, fill] : spans)
      if (rows.first <= row && row <= rows.second) wanted = fill;
    ASSERT_EQ(sheet.fill_at({row, 0}), wanted) << row;
    for (std::int32_t last = row; last < std::min(end, row + 5); ++last) {
      std::vector<FillId> met;
      for (const auto& [rows, fill] : spans)
        if (rows.first <= last && row <= rows.second) met.push_back(fill);
      const auto [first_span, end_span] = sheet.spans_meeting(0, row, last);
      std::vector<FillId> found;
      for (std::int32_t span = first_span; span < end_span; ++span)
        found.push_back(sheet.fill_of_span(0, span));
      ASSERT_EQ(found, met) << row << ' ' << last;
      std::vector<FillId> each;
      sheet.for_each_fill({{row, 0}, {last, 0}}, [&](FillId fill) { each.push_back(fill); });
      ASSERT_EQ(each, met) << row << ' ' << last;
    }
  }
}

TEST(Sheet, FindsFillsHoweverTheyLie) {
  expect_found({{{3, 9}, 0}, {{10, 10}, 4}, {{15, 40}, 2}}, 60);
  Spans one_a_row;
  for (std::int32_t row = 7; row < 100; ++row) one_a_row.push_back({{row, row}, row + 20});
  expect_found(one_a_row, 120);
  one_a_row[50].second = 3;  // not numbered one after the other
  expect_found(one_a_row, 120);
  one_a_row.erase(one_a_row.begin() + 30);
  expect_found(one_a_row, 120);
  one_a_row.erase(one_a_row.begin() + 60, one_a_row.begin() + 75);
  one_a_row[59].first.second += 14;
  expect_found(one_a_row, 120);
  expect_found({{{0, 0}, 5}}, 3);
}

TEST(Sheet, StoresTheResultsOfABlock) {
  Sheet sheet("Sheet1", false);
  sheet.set_pending(1, 250, 515);
  const Column& column = *sheet.column(1);
  EXPECT_TRUE(column.any_pending(250, 250));
  EXPECT_TRUE(column.any_pending(515, 515));
  EXPECT_FALSE(column.any_pending(516, 600));
  EXPECT_EQ(column.tag(249), CellTag::blank);

  const Text text("word");
  Text shared = text;
  const std::uint64_t bits = std::move(shared).detach();
  const std::vector<ValueKind> kinds = {ValueKind::number, ValueKind::number,  ValueKind::text,
                                        ValueKind::blank,  ValueKind::logical, ValueKind::error};
  const std::vector<double> payload = {2.5,
                                       -0.0,
                                       std::bit_cast<double>(bits),
                                       7,
                                       std::bit_cast<double>(std::uint64_t{1}),
                                       std::bit_cast<double>(static_cast<std::uint64_t>(ErrorCode::na))};
  sheet.set_results({250, 1}, kinds, payload.data());
  static_cast<void>(Text::attach(bits));
  EXPECT_EQ(column.get(250), Value(2.5));
  EXPECT_FALSE(std::signbit(column.number(251)));
  EXPECT_EQ(column.get(252), Value(std::string_view("word")));
  EXPECT_EQ(column.get(253), Value(0));  // a formula's result is never blank
  EXPECT_EQ(column.get(254), Value(true));
  EXPECT_EQ(column.get(255), Value(ErrorCode::na));
  EXPECT_FALSE(column.any_pending(250, 255));
  EXPECT_TRUE(column.any_pending(256, 515));
  EXPECT_TRUE(column.has_pending());
}

}  // namespace
}  // namespace outturn
