#include "engine/indicators/figure_text.h"

#include <gtest/gtest.h>

namespace outturn {
namespace {

TEST(SumOrZero, IsZeroWhereTheTermsCancel) {
  EXPECT_EQ(sum_or_zero(0.3 - 0.1, -0.2), 0);
  EXPECT_EQ(sum_or_zero(1e15, -(1e15 - 1)), 1);
  EXPECT_EQ(sum_or_zero(2, 3), 5);
}

TEST(FigureText, GroupsThousandsAndKeepsDecimals) {
  EXPECT_EQ(figure_text(14413.7), "14,413.7");
  EXPECT_EQ(figure_text(-1234567), "-1,234,567");
  EXPECT_EQ(figure_text(0.1 + 0.2), "0.3");
  EXPECT_EQ(figure_text(48.6479, 2), "48.65");
  EXPECT_EQ(figure_text(49, 1), "49.0");
  EXPECT_EQ(figure_text(-0.001, 1), "0.0");
  EXPECT_EQ(figure_text(100), "100");
}

}  // namespace
}  // namespace outturn
