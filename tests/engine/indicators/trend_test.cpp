#include "engine/indicators/trend.h"

#include "tests/engine/indicators/book_fixture.h"

namespace outturn {
namespace {

// One indicator over a row of quarters, Data!B2:I2, the last of which is Q2 2018/19; its trend in Board!B2.
void fill_quarters(Sheets& sheets, const char* unit, const char* aim, const Value& target, const char* over,
                   const std::vector<Value>& figures) {
  sheets.row("Settings!A1", {"Setting", "Value"})
      .row("Settings!A2", {"Period", "Q2 2018/19"})
      .row("Board!A1", {"Figure", "Trend"})
      .row("Measures!A1", {"Measure", "Unit", "Cells", "Periods", "Over time"})
      .row("Measures!A2", {"figure", unit, "Data!B2:I2", "Data!B1:I1", "last"})
      .row("Indicators!A1", {"Reference", "Title", "Expression", "Unit", "Aim", "Target", "Value to",
                             "Status to", "Trend to", "Trend over", "From"})
      .row("Indicators!A2", {"X", "t", "figure", unit, aim, target, "Board!A2", Value(), "Board!B2", over})
      .row("Data!B1", {"Q3 2016/17", "Q4 2016/17", "Q1 2017/18", "Q2 2017/18", "Q3 2017/18", "Q4 2017/18",
                       "Q1 2018/19", "Q2 2018/19"});
  char column = static_cast<char>('I' - figures.size() + 1);
  for (const Value& figure : figures) sheets.row("Data!" + std::string(1, column++) + "2", {figure});
}

TEST(Trend, IsByTheAim) {
  const struct {
    const char* unit;
    const char* aim;
    const char* target;
    const char* over;
    std::vector<Value> figures;
    const char* word;
    const char* text;
  } rows[] = {
      // Melton: 7 days after 14, 38 complaints after a monthly 27.6, 90 after 89, 100 after 100.
      {"days", "minimise", "", "", {14, 7}, "Improving", "improving, from 14 days in Q1 2018/19 to 7 days"},
      {"number", "minimise", "", "", {27.6, 38}, "Worsening", "worsening, from 27.6 in Q1 2018/19 to 38"},
      {"%", "maximise", "", "", {89, 90}, "Improving", "improving, from 89% in Q1 2018/19 to 90%"},
      {"%", "maximise", "", "", {100, 100}, "Unchanged", "unchanged, from 100% in Q1 2018/19 to 100%"},
      {"count", "", "", "", {3, 5}, "Increasing", "increasing, from 3 in Q1 2018/19 to 5"},
      {"count", "", "", "", {5, 3}, "Decreasing", "decreasing, from 5 in Q1 2018/19 to 3"},
      {"days", "range", "20 to 30", "", {35, 31}, "Improving", ""},
      {"days", "range", "20 to 30", "", {21, 29}, "Unchanged", ""},
      {"days", "on target", "25", "", {24, 27}, "Worsening", ""},
      {"days",
       "minimise",
       "",
       "same period last year",
       {5, 9, 9, 9, 4},
       "Improving",
       "improving, from 5 days in Q2 2017/18 to 4 days"},
      {"days",
       "minimise",
       "",
       "4",
       {6, 4, 9, 5},
       "Improving",
       "improving, from 6 days in Q3 2017/18 to 5 days, not steadily"},
      {"days",
       "minimise",
       "",
       "8 quarters",
       {9, 8, 7, 6, 5, 4, 3, 2},
       "Improving",
       "improving, from 9 days in Q3 2016/17 to 2 days"},
      {"days",
       "minimise",
       "",
       "3",
       {4, Value(), 5},
       "No trend",
       "no trend: there is no figure for Q1 2018/19: figure: there is no figure for Q1 2018/19"},
      {"number", "maximise", "", "", {"<60", ">89"}, "Improving", "improving, from <60 in Q1 2018/19 to >89"},
      {"number",
       "maximise",
       "",
       "",
       {"50+", 60},
       "No trend",
       "no trend: one of its figures is only a bound, which leaves it open"},
  };
  for (const auto& [unit, aim, target, over, figures, word, text] : rows) {
    Sheets sheets;
    fill_quarters(sheets, unit, aim, target, over, figures);
    const Calculated run(sheets);
    EXPECT_EQ(run.cell("Board!B2"), Value(word)) << run.told();
    ASSERT_EQ(run.book.trends().size(), 1u);
    if (*text != 0) {
      EXPECT_EQ(run.book.trends()[0]->text(), text);
    }
  }
}

TEST(Trend, FollowsEveryFigureThatItLooksAt) {
  Sheets sheets;
  fill_quarters(sheets, "days", "minimise", "", "3", {9, 8, 7});
  Calculated run(sheets);
  EXPECT_EQ(run.cell("Board!B2"), Value("Improving"));
  run.set("Data!G2", 6);
  EXPECT_EQ(run.cell("Board!B2"), Value("Worsening"));
  run.set("Data!H2", Value());
  EXPECT_EQ(run.cell("Board!B2"), Value("No trend"));
  run.set("Data!H2", 7).set("Data!G2", 7);
  EXPECT_EQ(run.cell("Board!B2"), Value("Unchanged"));
}

TEST(Trend, IsNotTakenAcrossAChangedDefinition) {
  Sheets sheets;
  fill_quarters(sheets, "days", "minimise", "", "", {9, 8});
  sheets.row("Indicators!A3", {"X", "t", "2 * figure", "days", "minimise", Value(), Value(), Value(),
                               "Board!B3", Value(), "Q2 2018/19"});
  const Calculated run(sheets);
  EXPECT_EQ(run.cell("Board!B3"), Value("No trend"));
  expect_told(run, {"Board!B3: X has no trend: its definition changed after Q1 2018/19"});
}

TEST(Trend, IsNotTakenOfTheYearSoFar) {
  Sheets sheets;
  fill_quarters(sheets, "count", "minimise", "", "", {9, 8});
  sheets.row("Measures!A2", {"figure", "count", "Data!B2:I2", "Data!B1:I1", "cumulative"});
  expect_told(Calculated(sheets),
              {"X has no trend: its figure is the year so far, which grows by itself; write "
               "same period last year in Trend over"});
}

TEST(Trend, SaysWhereThePrintedFiguresAreEqual) {
  Sheets sheets;
  fill_quarters(sheets, "%", "maximise", "", "", {89.2, 89.4});
  sheets.format("Board!A2", "0%");
  const Calculated run(sheets);
  EXPECT_EQ(run.cell("Board!B2"), Value("Improving"));
  expect_told(run,
              {"Board!B2: X is improving, although both figures are printed as 89%; unrounded the change is "
               "+0.2 points"});
}

TEST(Trend, RefusesWhatItCannotBeTakenOver) {
  for (const auto& [over, told] :
       {std::pair("1", "Indicators!J2: \"1\" is nothing to take a trend over"),
        std::pair("lately", "Indicators!J2: \"lately\" is nothing to take a trend over"),
        std::pair("8 months",
                  "Indicators!J2: the trend of X is over months, but the "
                  "report is for Q2 2018/19")}) {
    Sheets sheets;
    fill_quarters(sheets, "days", "minimise", "", over, {9, 8});
    expect_told(Calculated(sheets), {told});
  }
}

// Melton: 4 of 6 decided in time are 67 %.
TEST(Trend, SaysThatAPercentageIsOutOfFew) {
  Sheets sheets;
  fill_quarters(sheets, "count", "maximise", "", "", {5, 6});
  sheets.row("Measures!A3", {"in_time", "count", "Data!I3", "Q2 2018/19", "last"})
      .put("Data!I3", 4)
      .row("Indicators!A3", {"Y", "t", "in_time / figure", "%", "maximise", "80%", "Board!A3"})
      .format("Board!A3", "0%");
  Calculated run(sheets);
  expect_told(run, {"Board!A3: Y, 67%, is only 4 of 6; one more or less moves it by 17 points"});
  run.set("Data!I2", 10);
  EXPECT_EQ(run.told().find("is only"), std::string::npos);
  run.set("Data!I2", 6);
  Sheets off;
  off.row("Settings!A3", {"Small base", 0});
  fill_quarters(off, "count", "maximise", "", "", {5, 6});
  EXPECT_EQ(Calculated(off).told().find("is only"), std::string::npos);
}

TEST(Trend, TheBaseOfAPercentageMayBeASumOrStandInAPart) {
  const struct {
    const char* expression;
    const char* told;  // empty: nothing
  } rows[] = {
      {"in_time / (figure + in_time)",
       "is only 4 of 9; one more or less moves it by 11 points"},  // 4 / (5 + 4)
      {"1 - in_time / figure", "is out of only 5; one more or less moves it by 20 points"},
      {"in_time / (figure * 100)", ""},
  };
  for (const auto& row : rows) {
    Sheets sheets;
    fill_quarters(sheets, "count", "maximise", "", "", {5, 5});
    sheets.row("Measures!A3", {"in_time", "count", "Data!I3", "Q2 2018/19", "last"})
        .put("Data!I3", 4)
        .row("Indicators!A3", {"Y", "t", row.expression, "%", "maximise", "80%", "Board!A3"});
    const Calculated run(sheets);
    if (row.told[0] == '\0') {
      EXPECT_EQ(run.told().find("only"), std::string::npos) << run.told();
    } else {
      expect_told(run, {row.told});
      EXPECT_NE(explain(run.book, "Y")->coverage.find(row.told), std::string::npos);
    }
  }
}

}  // namespace
}  // namespace outturn
