// Statuses that roll-ups count together under the heading of their group.
#include "tests/engine/indicators/book_fixture.h"

namespace outturn {
namespace {

// Seven indicators over one figure each, and a roll-up of the council's four headings.
void fill_board(Sheets& sheets) {
  sheets.row("Settings!A1", {"Setting", "Value"}).row("Settings!A2", {"Period", "Q1 2020/21"});
  sheets.row("Measures!A1", {"Measure", "Unit", "Cells", "Periods", "Over time"});
  sheets.row("Indicators!A1", {"Reference", "Title", "Expression", "Unit", "Aim", "Target", "Tolerance",
                               "Service", "Status to", "Entered status"});
  const double figures[] = {98, 95, 99, 70, 2, 5, 70};
  for (int at = 0; at < 7; ++at) {
    const std::string row = std::to_string(at + 2);
    const std::string name = "f" + row;
    sheets.put("Figures!B" + row, figures[at]);
    sheets.row("Measures!A" + row, {name, "count", "Figures!B" + row, "Q1 2020/21", "sum"});
    const bool less = at == 4 || at == 5;
    sheets.row("Indicators!A" + row, {"I" + row, "Title", name, "count", less ? "minimise" : "maximise",
                                      less      ? "3"
                                      : at == 2 ? "100"
                                                : "90",
                                      "1", "Housing", "Board!C" + row, "Board!D" + row});
  }
  sheets.put("Board!D8", "Covid affected");
  sheets.row("Statuses!A1", {"Word", "When", "Ranked", "On track", "Also written", "Group"})
      .row("Statuses!A2", {"On / Above Target", "met, maximise", "yes", "yes", "On/Above Target", "Positive"})
      .row("Statuses!A3", {"Below Target (Positive)", "met, minimise", "yes", "yes", Value(), "positive"})
      .row("Statuses!A4", {"Within Target", "near", "yes", "no"})
      .row("Statuses!A5", {"Below Target (Negative)", "missed, maximise", "yes", "no", Value(), "Negative"})
      .row("Statuses!A6", {"Above Target (Negative)", "missed, minimise", "yes", "no", Value(), "Negative"})
      .row("Statuses!A7", {"Covid affected", "entered", "yes", "no"});
  sheets
      .row("Roll-ups!A1",
           {"Roll-up", "By", "Lines", "Classes", "Counts to", "Percentages to", "Out of", "Rounding"})
      .row("Roll-ups!A2", {"All", "Service", "Summary!A6", "Summary!B5:E5", "Summary!B6:E6", "Summary!F6:I6",
                           "ranked", "largest remainder"})
      .row("Summary!A5", {Value(), "Positive", "Covid affected", "Negative", "Within Target"})
      .put("Summary!A6", "Housing");
  for (const char* cell : {"Summary!F6", "Summary!G6", "Summary!H6", "Summary!I6"}) sheets.format(cell, "0%");
}

TEST(StatusGroup, CountsItsStatusesUnderOneHeading) {
  Sheets sheets;
  fill_board(sheets);
  Calculated run(sheets);
  EXPECT_EQ(run.cell("Board!C2"), Value("On / Above Target"));
  EXPECT_EQ(run.cell("Board!C6"), Value("Below Target (Positive)"));
  EXPECT_EQ(run.cell("Board!C8"), Value("Below Target (Negative)"));
  EXPECT_EQ(run.cell("Summary!B6"), Value(3));  // 98, 95 and 2
  EXPECT_EQ(run.cell("Summary!C6"), Value(1));
  EXPECT_EQ(run.cell("Summary!D6"), Value(2));  // 70 and 5
  EXPECT_EQ(run.cell("Summary!E6"), Value(1));
  // 42.86, 14.29, 28.57 and 14.29: the two whole per cents that are left go to .86 and .57.
  EXPECT_DOUBLE_EQ(run.cell("Summary!F6").number(), 0.43);
  EXPECT_DOUBLE_EQ(run.cell("Summary!G6").number(), 0.14);
  EXPECT_DOUBLE_EQ(run.cell("Summary!H6").number(), 0.29);
  EXPECT_DOUBLE_EQ(run.cell("Summary!I6").number(), 0.14);
  run.set("Figures!B7", 3.0);
  EXPECT_EQ(run.cell("Summary!B6"), Value(4));
  EXPECT_EQ(run.cell("Summary!D6"), Value(1));
}

TEST(StatusGroup, LeavesOutAStatusThatHasItsOwnHeadingAndSaysSo) {
  Sheets sheets;
  fill_board(sheets);
  sheets.put("Summary!E5", "Below Target (Positive)");
  const Calculated run(sheets);
  EXPECT_EQ(run.cell("Summary!B6"), Value(2));
  EXPECT_EQ(run.cell("Summary!E6"), Value(1));
  expect_told(run, {"Below Target (Positive) has a heading of its own and is not counted under positive",
                    "in none of its classes: I4 Within Target"});
}

TEST(StatusGroup, IsNoStatusAndHasOneBase) {
  Sheets sheets;
  fill_board(sheets);
  sheets.put("Statuses!F4", "Below target (negative)").put("Statuses!C6", "no");
  const Calculated run(sheets);
  EXPECT_TRUE(run.book.has_errors());
  expect_told(
      run, {"Statuses!F4: \"Below target (negative)\" is a spelling of the status",
            "Statuses!F5: the group \"Negative\" has Below Target (Negative) and Above Target (Negative)"});
}

}  // namespace
}  // namespace outturn
