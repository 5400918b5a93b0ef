#include "engine/checks/figure.h"

#include <gtest/gtest.h>

namespace outturn {
namespace {

TEST(CellFigure, IsReadAtItsPrintedPrecision) {
  const auto percent = read_cell_figure(Value(0.4865), "0%");
  ASSERT_TRUE(percent);
  EXPECT_TRUE(percent->percent);
  EXPECT_DOUBLE_EQ(percent->step, 0.01);
  EXPECT_FALSE(percent->rounded) << "typed in full, so nothing of it is lost";
  EXPECT_TRUE(read_cell_figure(Value(0.49), "0%")->rounded);

  const auto thousands = read_cell_figure(Value(12345), "#,##0,");
  ASSERT_TRUE(thousands);
  EXPECT_DOUBLE_EQ(thousands->step, 1000);

  const auto general = read_cell_figure(Value(12.5), "General");
  ASSERT_TRUE(general);
  EXPECT_DOUBLE_EQ(general->step, 0.1);
  EXPECT_DOUBLE_EQ(read_cell_figure(Value(1040), "General")->step, 1);
}

TEST(CellFigure, TextThatIsAFigureIsOne) {
  const auto percent = read_cell_figure(Value("49%"), "General");
  ASSERT_TRUE(percent);
  EXPECT_DOUBLE_EQ(percent->value, 0.49);
  EXPECT_TRUE(percent->from_text);
  EXPECT_DOUBLE_EQ(read_cell_figure(Value("(322)"), "General")->value, -322);
  EXPECT_DOUBLE_EQ(read_cell_figure(Value(" £1,040 "), "General")->value, 1040);
  EXPECT_TRUE(read_cell_figure(Value("£1,040"), "General")->money);
}

TEST(CellFigure, NamesUnitsAndSlipsAreNone) {
  for (const char* text :
       {"", "n/a", "£000", "007", "3,0335", "12..5", "Q2", "2018/19", "1,2,3", "12.5 long", "12."})
    EXPECT_FALSE(read_cell_figure(Value(text), "General")) << text;
  EXPECT_FALSE(read_cell_figure(Value(43555), "dd/mm/yyyy"));
  EXPECT_FALSE(read_cell_figure(Value(true), "General"));
}

TEST(CellFigure, MalformedTextIsToldFromWords) {
  for (const char* text : {"3,0335", "12..5", "1O5", "10,40%"})
    EXPECT_TRUE(is_malformed_figure(text)) << text;
  for (const char* text : {"1.2.3", "3,4", "1,040", "Q2", "n/a", "2018/19", ""})
    EXPECT_FALSE(is_malformed_figure(text)) << text;
}

TEST(CellFigure, PrintsAnotherValueAsItsOwnCellWould) {
  EXPECT_EQ(figure_words(0.48648, *read_cell_figure(Value(0.5), "0%")), "49%");
  EXPECT_EQ(figure_words(1234.5, *read_cell_figure(Value(1), "#,##0.00")), "1,234.50");
  EXPECT_EQ(figure_words(-1234, *read_cell_figure(Value("£1"), "General")), "-£1,234");
}

}  // namespace
}  // namespace outturn
