#include "engine/indicators/decimal_figure.h"

#include <gtest/gtest.h>

namespace outturn {
namespace {

TEST(CompareFigures, SeesFifteenDigits) {
  EXPECT_EQ(compare_figures(0.1 + 0.2, 0.3), 0);
  EXPECT_EQ(compare_figures(0.7 - 0.05, 0.65), 0);
  EXPECT_LT(compare_figures(0.699999999999999, 0.7), 0);  // nine in the fifteenth place is another figure
  EXPECT_GT(compare_figures(-1, -2), 0);
  EXPECT_LT(compare_figures(-1, 0), 0);
  EXPECT_GT(compare_figures(1e-300, 0), 0);
}

TEST(Rounded, WorksOnTheDecimalDigits) {
  const struct {
    double number;
    int places;
    double half_up, truncate, up;
  } rows[] = {
      {1.005, 2, 1.01, 1, 1.01},      {2.5, 0, 3, 2, 3},           {-2.5, 0, -3, -2, -3},
      {0.4865, 2, 0.49, 0.48, 0.49},  {0.5, 0, 1, 0, 1},           {0.4, 0, 0, 0, 1},
      {1234.5, -2, 1200, 1200, 1300}, {99.95, 1, 100, 99.9, 100},  {0.049, 0, 0, 0, 1},
      {0, 2, 0, 0, 0},                {0.05, 1, 0.1, 0, 0.1},      {0.004, 2, 0, 0, 0.01},
      {50, -2, 100, 0, 100},          {-0.001, 2, 0, 0, -0.01},
  };
  for (const auto& row : rows) {
    EXPECT_EQ(rounded(row.number, row.places), row.half_up) << row.number;
    EXPECT_EQ(rounded(row.number, row.places, Rounding::truncate), row.truncate) << row.number;
    EXPECT_EQ(rounded(row.number, row.places, Rounding::up), row.up) << row.number;
  }
}

TEST(CancelledSum, IsZeroWhereTheTermsCancel) {
  EXPECT_EQ(cancelled_sum(0.3 - 0.1, -0.2), 0);
  EXPECT_EQ(cancelled_sum(1e15, -(1e15 - 1)), 1);
  EXPECT_EQ(cancelled_sum(2, 3), 5);
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
