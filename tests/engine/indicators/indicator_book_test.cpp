#include "engine/indicators/indicator_book.h"

#include <gtest/gtest.h>

#include "tests/engine/indicators/book_fixture.h"

namespace outturn {
namespace {

// The call centre of North West Leicestershire, July to September, with the year before in between.
void fill_call_centre(Sheets& sheets) {
  sheets
      .row("Calls!A5", {"Calls", "July 17/18", "July 18/19", "+/-", "Aug 17/18", "Aug 18/19", "+/-",
                        "Sept 17/18", "Sept 18/19"})
      .row("Calls!A7", {"Received", 9040, 10338, 1298, 9532, 8951, -581, 8658, 7779})
      .row("Calls!A8", {"Answered", 6843, 6877, 34, 6691, 7179, 488, 6687, 6535})
      .row("Calls!A9", {"Answered in 30 secs", 2663, 2045, -618, 1700, 4035, 2335, 2663, 3937})
      .row("Calls!A11", {"Abandoned", 2072, 3231, 1159, 2748, 1326, -1422, 1876, 1241})
      .row("Settings!A1", {"Setting", "Value"})
      .row("Settings!A2", {"Period", "Q2 2018/19"})
      .row("Measures!A1", {"Measure", "Unit", "Cells", "Periods", "Over time", "Label"})
      .row("Measures!A2", {"received", "count", "Calls!B7:I7", "Calls!B5:I5", "sum", "Received"})
      .row("Measures!A3", {"answered", "count", "Calls!B8:I8", "Calls!B5:I5", "sum", "Answered"})
      .row("Measures!A4",
           {"answered_30s", "count", "Calls!B9:I9", "Calls!B5:I5", "sum", "Answered in 30 secs"})
      .row("Measures!A5", {"abandoned", "count", "Calls!B11:I11", "Calls!B5:I5", "sum", "Abandoned"})
      .row("Indicators!A1",
           {"Reference", "Title", "Expression", "Unit", "Aim", "Target", "Tolerance", "Objective", "Value to",
            "Status to", "Entered value", "Entered status", "Reason"})
      .row("Indicators!A2",
           {"CS-2", "Within 30 s", "answered_30s / answered", "%", "maximise", "70%", "5 points",
            "Value for Money", "Board!D21", "Board!E21", "Board!H21", "Board!F21", "Board!G21"})
      .row("Indicators!A3", {"CS-1", "Abandoned", "abandoned / received", "%", "minimise", "<10%", Value(),
                             "Value for Money", "Board!D20", "Board!E20"})
      .format("Board!D20", "0%")
      .format("Board!D21", "0%")
      .format("Board!H21", "0%")
      .row("Roll-ups!A1", {"Roll-up", "By", "Lines", "Classes", "Counts to", "Percentages to", "Total line"})
      .row("Roll-ups!A2", {"PIs", "Objective", "Summary!A6", "Summary!B5:D5", "Summary!B6:D6",
                           "Summary!E6:G6", "Summary!A7"})
      .row("Summary!A5", {Value(), "Green", "Amber", "Red"})
      .put("Summary!A6", "Value for Money")
      .put("Summary!A7", "All")
      .format("Summary!E6", "0%")
      .format("Summary!F6", "0%")
      .format("Summary!G6", "0%");
}

TEST(IndicatorBook, WorksTheExampleOfTheDefinitionsPage) {
  Sheets sheets;
  fill_call_centre(sheets);
  const Calculated run(sheets);
  EXPECT_DOUBLE_EQ(run.cell("Board!D21").number(), 10017.0 / 20591);
  EXPECT_DOUBLE_EQ(run.cell("Board!D20").number(), 5798.0 / 27068);
  EXPECT_EQ(run.cell("Board!E21"), Value("Red"));
  EXPECT_EQ(run.cell("Board!E20"), Value("Red"));
  EXPECT_EQ(run.cell("Summary!B6"), Value(0));
  EXPECT_EQ(run.cell("Summary!D6"), Value(2));
  EXPECT_EQ(run.cell("Summary!G6"), Value(1));
  EXPECT_EQ(run.cell("Summary!D7"), Value(2));  // the total line stands below the lines
  EXPECT_EQ(run.result("CS-2").shown, "49%");
  EXPECT_EQ(run.told(), "");
  ASSERT_EQ(run.book.fills().size(), 2u);
  EXPECT_EQ(run.workbook.describe(run.book.fills()[0].cell.sheet, run.book.fills()[0].cell.address),
            "Board!E21");

  const Explanation within = *explain(run.book, "cs-2");
  EXPECT_EQ(within.inputs[0].value, "10,017");
  EXPECT_EQ(within.inputs[0].cells, (std::vector<std::string>{"Calls!C9", "Calls!F9", "Calls!I9"}));
  EXPECT_EQ(within.rule, "48.65% is below 65%, where the tolerance on the target of 70% ends");
  // 70 % of 20,591 is 21.3526 points away: with 21.35 more it would still be Amber.
  EXPECT_EQ(within.gap, "21.36 points more");
  ASSERT_FALSE(within.options.empty());
  EXPECT_EQ(within.options[0].change, 4397);
  EXPECT_EQ(within.options[0].words, "4,397 more Answered in 30 secs (10,017 to 14,414)");
  const Explanation abandoned = *explain(run.book, "CS-1");
  ASSERT_FALSE(abandoned.options.empty());
  EXPECT_EQ(abandoned.options[0].change, -3092);
  EXPECT_FALSE(explain(run.book, "CS-9"));
}

TEST(IndicatorBook, FlipsAStatusAndItsRollUpWithItsInput) {
  Sheets sheets;
  fill_call_centre(sheets);
  Calculated run(sheets);
  run.set("Calls!C9", 6442);  // 14,414 of 20,591: the first whole call above 70 %
  EXPECT_EQ(run.cell("Board!E21"), Value("Green"));
  EXPECT_EQ(run.cell("Summary!B6"), Value(1));
  EXPECT_EQ(run.cell("Summary!D6"), Value(1));
  EXPECT_EQ(run.cell("Summary!E6"), Value(0.5));
  run.set("Calls!C9", 6441);  // still printed as 70 %
  EXPECT_EQ(run.cell("Board!E21"), Value("Amber"));
  EXPECT_EQ(run.result("CS-2").knife_edge, "Green");
  run.set("Calls!C9", 2045);
  EXPECT_EQ(run.cell("Board!E21"), Value("Red"));
  EXPECT_EQ(run.cell("Summary!B6"), Value(0));
}

TEST(IndicatorBook, SharesOneOrderWithExcelFormulas) {
  Sheets sheets;
  fill_call_centre(sheets);
  sheets
      .formula("Calls!K9", "C9+F9+I9")  // a formula that a measure reads, and formulas that read results
      .formula("Board!A1", "COUNTIF(E20:E21,\"Red\")")
      .formula("Board!A2", "ROUND(D21,2)")
      .row("Measures!A6", {"within", "count", "Calls!K9", "Q2 2018/19", "sum", "Answered in 30 secs"})
      .row("Measures!A7", {"shown", "%", "Board!A2", "Q2 2018/19", "none"})
      .format("Board!A2", "0%")
      .row("Indicators!A4", {"CS-2B", "again", "within / answered", "%", "maximise", "70%", Value(), Value(),
                             "Board!D22", "Board!E22"})
      .format("Board!D22", "0%")
      .row("Indicators!A5", {"CS-2C", "of the board", "shown", "%", "maximise", "70%", Value(), Value(),
                             "Board!D23", "Board!E23"})
      .format("Board!D23", "0%");
  Calculated run(sheets);
  EXPECT_DOUBLE_EQ(run.cell("Board!D22").number(), 10017.0 / 20591);
  EXPECT_EQ(run.cell("Board!D23"), Value(0.49));
  EXPECT_EQ(run.cell("Board!A1"), Value(2));
  run.set("Calls!C9", 6442);
  EXPECT_EQ(run.cell("Board!E22"), Value("Green"));
  EXPECT_EQ(run.cell("Board!D23"), Value(0.7));
  EXPECT_EQ(run.cell("Board!A1"), Value(1));
}

TEST(IndicatorBook, LooksAtOtherPeriods) {
  Sheets sheets;
  fill_call_centre(sheets);
  sheets
      .row("Indicators!A4", {"LY", "a year before", "answered_30s.last_year / answered.last_year", "%",
                             Value(), Value(), Value(), Value(), "Board!D22"})
      .format("Board!D22", "0.0%")
      .row("Indicators!A5", {"CHANGE", "points", "[CS-2] - [CS-2].last_year", "%", Value(), Value(), Value(),
                             Value(), "Board!D23"})
      .format("Board!D23", "0.0%")
      .row("Indicators!A6",
           {"SEP", "September", "received.month", "count", Value(), Value(), Value(), Value(), "Board!D24"})
      .row("Indicators!A7", {"YTD", "so far", "received.ytd", "count", "maximise", "100000", Value(), Value(),
                             "Board!D25", "Board!E25"});
  const Calculated run(sheets);
  EXPECT_DOUBLE_EQ(run.cell("Board!D22").number(), 7026.0 / 20221);
  EXPECT_DOUBLE_EQ(run.cell("Board!D23").number(), 10017.0 / 20591 - 7026.0 / 20221);
  EXPECT_EQ(run.cell("Board!D24"), Value(7779));
  EXPECT_TRUE(run.cell("Board!D25").is_blank());  // April to June are not there
  EXPECT_EQ(run.cell("Board!E25"), Value("Awaited"));
  EXPECT_EQ(run.result("YTD").value.have, 3);
  EXPECT_EQ(run.result("YTD").value.need, 6);
}

TEST(IndicatorBook, TakesAnotherPeriodOnRequest) {
  Sheets sheets;
  fill_call_centre(sheets);
  const Calculated run(sheets, {"August 2018", false});
  EXPECT_DOUBLE_EQ(run.cell("Board!D21").number(), 4035.0 / 7179);
  Sheets wrong;
  fill_call_centre(wrong);
  expect_told(Calculated(wrong, {"Q2 2018", false}), {"--period: ", "2018/19"});
}

TEST(IndicatorBook, NeverCalculatesFromARowWhoseLabelHasMoved) {
  Sheets sheets;
  fill_call_centre(sheets);
  sheets.put("Calls!A9", "Something else")
      .put("Calls!A12", "Answered in 30 secs")
      .put("Board!D21", 0.5)
      .put("Board!E21", "Amber")
      .put("Summary!D6", 7)
      .mark("Board!$D$21,Board!$E$21,Summary!$D$6");
  const Calculated run(sheets);
  expect_told(run, {"the measure \"answered_30s\" is not calculated: the label \"Answered in 30 secs\" no "
                    "longer stands beside Calls!B9:I9; it now stands in Calls!A12",
                    "CS-2 is not calculated and keeps its saved figure",
                    "the roll-up \"PIs\" is not calculated: the status of CS-2 cannot be told"});
  EXPECT_EQ(run.cell("Board!D21"), Value(0.5));
  EXPECT_EQ(run.cell("Board!E21"), Value("Amber"));
  EXPECT_EQ(run.cell("Summary!D6"), Value(7));
  EXPECT_EQ(run.cell("Board!E20"), Value("Red"));  // the others go on
}

TEST(IndicatorBook, NamesACellThatCannotBeRead) {
  Sheets sheets;
  fill_call_centre(sheets);
  sheets.put("Calls!F9", "3,0335");
  const Calculated run(sheets);
  expect_told(run, {"Calls!F9: the figure of \"answered_30s\" for August 2018 cannot be read: \"3,0335\""});
  EXPECT_TRUE(run.cell("Board!D21").is_blank());
  EXPECT_EQ(run.cell("Board!E20"), Value("Red"));
}

TEST(IndicatorBook, LeavesARateOfNothingBlank) {
  Sheets sheets;
  fill_call_centre(sheets);
  for (const char* cell : {"Calls!C7", "Calls!F7", "Calls!I7"}) sheets.put(cell, 0);
  const Calculated run(sheets);
  EXPECT_TRUE(run.cell("Board!D20").is_blank());
  EXPECT_TRUE(run.cell("Board!E20").is_blank());
  expect_told(run, {"Board!D20: CS-1 has no figure: the expression divides by 0; received is 0",
                    "in none of its classes: CS-1 without a status"});
}

TEST(IndicatorBook, LetsAnEnteredStatusCountAndAsksForTheReason) {
  Sheets sheets;
  fill_call_centre(sheets);
  sheets.put("Board!F21", "amber").put("Board!H21", 0.48);
  Calculated run(sheets);
  EXPECT_EQ(run.cell("Board!E21"), Value("Red"));
  EXPECT_EQ(run.cell("Summary!C6"), Value(1));
  EXPECT_EQ(run.cell("Summary!D6"), Value(1));
  expect_told(
      run,
      {"Board!F21: CS-2 was entered as Amber, by its figures it is Red, and no reason is given in Board!G21",
       "Board!H21: the figure entered for CS-2, 48%, is calculated as 49% (rounding)"});
  run.set("Board!G21", "the system was down in July").set("Board!H21", 0.49);
  EXPECT_EQ(run.told(), "");
  run.set("Board!H21", 0.37);
  EXPECT_EQ(run.result("CS-2").entered_agreement, Agreement::differs);
  run.set("Board!F21", "Ambre");
  expect_told(run,
              {"CS-2 has no status: Board!F21 holds \"Ambre\", which is no status (did you mean \"Amber\"?)",
               "is not calculated: the status of CS-2 cannot be told"});
}

TEST(IndicatorBook, AsksBeforeItReplacesWhatSomebodyTyped) {
  Sheets sheets;  // figure and status as a board made by hand has them
  fill_call_centre(sheets);
  sheets.put("Board!D21", 0.49).put("Board!E21", "Amber").row("Summary!B6", {0, 1}).put("Summary!D7", 2);
  const Calculated run(sheets);
  EXPECT_TRUE(run.book.has_errors());
  EXPECT_EQ(run.told(),
            "Indicators!I2: Value to: Board!D21 holds a typed figure, which CS-2 would replace; give --adopt "
            "to let it, or "
            "name the cell in Entered value to have it compared\n"
            "Indicators!J2: Status to: Board!E21 holds a typed status, which the status of CS-2 would "
            "replace; give --adopt "
            "to let it, or name the cell in Entered status to have it counted and compared\n"
            "'Roll-ups'!A2: Roll-up: Summary!B6, with 2 more, holds a typed figure, which PIs would replace; "
            "give --adopt to "
            "let it\n");
  EXPECT_EQ(run.cell("Board!D21"), Value(0.49));
  Sheets adopted;
  fill_call_centre(adopted);
  adopted.put("Board!D21", 0.49).put("Board!E21", "Amber");
  const Calculated second(adopted, {"", true});
  EXPECT_DOUBLE_EQ(second.cell("Board!D21").number(), 10017.0 / 20591);
  EXPECT_EQ(second.result("CS-2").previous_status, "Amber");
}

std::string written(const Calculated& run) {
  std::string text;
  for (const OwnedCell& cell : run.book.written_cells())
    text += (text.empty() ? "" : " ") + run.workbook.describe(cell.sheet, cell.address);
  return text;
}

TEST(IndicatorBook, NamesTheCellsThatItWrote) {
  Sheets sheets;
  fill_call_centre(sheets);
  EXPECT_EQ(written(Calculated(sheets)),
            "Board!D20 Board!E20 Board!D21 Board!E21 Summary!B6 Summary!C6 Summary!D6 Summary!E6 Summary!F6 "
            "Summary!G6 "
            "Summary!B7 Summary!C7 Summary!D7 Summary!E7 Summary!F7 Summary!G7");
  Sheets blank;  // nothing received: no rate and no status, so whoever types them later has typed them
  fill_call_centre(blank);
  blank.put("Calls!C7", 0).put("Calls!F7", 0).put("Calls!I7", 0);
  EXPECT_EQ(written(Calculated(blank)).substr(0, 20), "Board!D21 Board!E21 ");
}

TEST(IndicatorBook, ReplacesWhatAnEarlierRunWroteWithoutAsking) {
  Sheets first;
  fill_call_centre(first);
  const Calculated run(first);
  Sheets again;
  fill_call_centre(again);
  for (const OwnedCell& cell : run.book.written_cells())
    again.put(run.workbook.describe(cell.sheet, cell.address),
              run.workbook.sheet(cell.sheet).value(cell.address));
  again.put("Calls!C9", 6442);
  for (const DefinedName& name : names_marking(run.workbook, run.book.written_cells()))
    again.workbook.add_name(name);
  const Calculated second(again);
  EXPECT_EQ(second.told(), "");
  EXPECT_EQ(second.cell("Board!E21"), Value("Green"));
  EXPECT_EQ(second.result("CS-2").previous_status, "Red");
  EXPECT_EQ(written(second), written(run));
}

// A row was inserted above the figures: Excel moved them, the name that Value to gives, and the mark.
TEST(IndicatorBook, KnowsItsCellsWhereTheyMovedTo) {
  const auto board = [](Sheets& sheets) {
    fill_call_centre(sheets);
    sheets.workbook.add_name({"CS2_value", std::nullopt, "Board!$D$22"});
    sheets.put("Indicators!I2", "CS2_value")
        .put("Indicators!J2", "Board!E22")
        .put("Board!D22", 0.49)
        .put("Board!E22", "Amber");
  };
  Sheets moved;
  board(moved);
  moved.mark("Board!$D$21,Board!#REF!,Board!$D$22,Board!$E$22");
  EXPECT_EQ(Calculated(moved).told(), "");
  Sheets unmoved;
  board(unmoved);
  unmoved.mark("Board!$D$21,Board!$E$21");
  expect_told(Calculated(unmoved), {"Board!D22 holds a typed figure", "Board!E22 holds a typed status"});
}

TEST(IndicatorBook, AsksForALaterIndicatorOnly) {
  Sheets sheets;
  fill_call_centre(sheets);
  sheets.put("Board!D21", 0.49).put("Board!E21", "Amber").mark("'Board'!$D$21,'Board'!$E$21");
  sheets.put("Board!D20", 0.2).put("Board!E20", "Red");
  const std::string told = Calculated(sheets).told();
  EXPECT_NE(told.find("Indicators!I3: Value to: Board!D20 holds a typed figure"), std::string::npos) << told;
  EXPECT_NE(told.find("Indicators!J3: Status to: Board!E20 holds a typed status"), std::string::npos) << told;
  EXPECT_EQ(told.find("Board!D21"), std::string::npos) << told;
  EXPECT_EQ(told.find("Board!E21"), std::string::npos) << told;
}

TEST(IndicatorBook, DoesNotOfferTheHiddenMarkAsAName) {
  Sheets sheets;
  fill_call_centre(sheets);
  sheets.mark("Board!$D$1").put("Measures!C2", "_outturn_owner");
  expect_told(Calculated(sheets), {"\"_outturn_owner\" is no cell, defined name or table column"});
  EXPECT_EQ(Calculated(sheets).told().find(std::string(kOwnedCellsName)), std::string::npos);
}

TEST(IndicatorBook, ComparesAFormulaInsteadOfReplacingIt) {
  Sheets sheets;
  fill_call_centre(sheets);
  sheets.formula("Board!D21", "C99/2", 0.4).put("Board!C99", 0.8);
  const Calculated run(sheets);
  EXPECT_EQ(run.cell("Board!D21"), Value(0.4));
  expect_told(run, {"Board!D21: the formula here gives 40% for CS-2, its definition 48.65%"});
}

// Absence, one column a service: the rate of all is a ratio of sums, never a mean of rates.
TEST(IndicatorBook, GivesOneValueAServiceAndARatioOfSumsForAll) {
  Sheets sheets;
  sheets.row("Absence!A4", {"Service", "Housing", "Finance", "Planning"})
      .row("Absence!A7", {"Total days", 120, 10, 4})
      .row("Absence!A8", {"FTE", 60, 20, 1})
      .row("Settings!A1", {"Setting", "Value"})
      .row("Settings!A2", {"Period", "Q2 2018/19"})
      .row("Measures!A1",
           {"Measure", "Unit", "Cells", "Periods", "Over time", "Label", "Split by", "Over services"})
      .row("Measures!A2",
           {"days_lost", "days", "Absence!B7:D7", "Q2 2018/19", "sum", "Total days", "Absence!B4:D4", "sum"})
      .row("Measures!A3",
           {"fte", "number", "Absence!B8:D8", "Q2 2018/19", "last", "FTE", "Absence!B4:D4", "sum"})
      .row("Indicators!A1",
           {"Reference", "Title", "Expression", "Unit", "Aim", "Target", "Value to", "Status to"})
      .row("Indicators!A2", {"HR-1", "Days lost per FTE", "days_lost / fte", "days", "minimise", "2",
                             "Absence!B9:E9", "Absence!E10"});
  const Calculated run(sheets);
  EXPECT_EQ(run.told(), "");
  EXPECT_EQ(run.cell("Absence!B9"), Value(2));
  EXPECT_EQ(run.cell("Absence!C9"), Value(0.5));
  EXPECT_EQ(run.cell("Absence!D9"), Value(4));
  EXPECT_DOUBLE_EQ(run.cell("Absence!E9").number(), 134.0 / 81);  // the mean of the rates is 2.17, and Red
  EXPECT_EQ(run.cell("Absence!E10"), Value("Green"));
}

TEST(IndicatorBook, TakesTheWorstOfSeveral) {
  Sheets sheets;
  fill_call_centre(sheets);
  sheets.row("Calls!A30", {"Face", 0.92}).row("Calls!A31", {"Phone", 0.84}).row("Calls!A32", {"Web", 0.71});
  int line = 4;
  for (const auto& [name, cell] :
       {std::pair("face", "Calls!B30"), std::pair("phone", "Calls!B31"), std::pair("web", "Calls!B32")}) {
    sheets.format(cell, "0%")
        .row("Measures!A" + std::to_string(line + 2), {name, "%", cell, "Q2 2018/19", "none"})
        .row("Indicators!A" + std::to_string(line),
             {std::string("S-") + name, name, name, "%", "maximise", "90%", "10 points"});
    ++line;
  }
  sheets
      .row("Indicators!A7", {"SAT", "satisfied", "worst([S-face], [S-phone], [S-web])", "%", "maximise",
                             "90%", Value(), Value(), "Board!D24", "Board!E24"})
      .format("Board!D24", "0%");
  Calculated run(sheets);
  EXPECT_EQ(run.cell("Board!D24"), Value(0.71));
  EXPECT_EQ(run.cell("Board!E24"), Value("Red"));
  run.set("Calls!B32", 0.9);
  EXPECT_EQ(run.cell("Board!D24"), Value(0.84));
  EXPECT_EQ(run.cell("Board!E24"), Value("Amber"));
  run.set("Calls!B31", "n/a");
  EXPECT_EQ(run.cell("Board!E24"), Value("Awaited"));
}

TEST(IndicatorBook, JudgesMilestonesByTheEndOfThePeriod) {
  Sheets sheets;
  fill_call_centre(sheets);
  sheets
      .row("Indicators!A4", {"M1", "done", "milestone", "date", "on time", "31/08/2018", Value(), Value(),
                             Value(), "Board!E30", "Board!C30", "Board!F30"})
      .row("Indicators!A5", {"M2", "late", "milestone", "date", "on time", "31/08/2018", Value(), Value(),
                             Value(), "Board!E31", "Board!C31", "Board!F31"})
      .row("Indicators!A6", {"M3", "later", "milestone", "date", "on time", "31/03/2019", Value(), Value(),
                             Value(), "Board!E32", "Board!C32", "Board!F32"})
      .row("Indicators!A7", {"M4", "entered", "milestone", "date", "on time", "31/03/2019", Value(), Value(),
                             Value(), "Board!E33", "Board!C33", "Board!F33"})
      .put("Board!C30", 43343)
      .format("Board!C30", "dd/mm/yyyy")
      .put("Board!C32", "Not begun")
      .put("Board!C33", "Started")
      .put("Board!F33", "Amber");
  Calculated run(sheets);
  EXPECT_EQ(run.cell("Board!E30"), Value("Green"));
  EXPECT_EQ(run.cell("Board!E31"), Value("Red"));
  EXPECT_EQ(run.cell("Board!E32"), Value("Blue"));
  EXPECT_EQ(run.cell("Board!E33"), Value("Amber"));
  run.set("Board!F33", Value());
  EXPECT_EQ(run.cell("Board!E33"), Value("Awaited"));
}

TEST(IndicatorBook, HoldsWhatWasEnteredAgainstWhetherWorkHasBegun) {
  Sheets sheets;  // none of them has a date
  fill_call_centre(sheets);
  for (const char* row : {"4", "5", "6"}) {
    const std::string at = std::string("3") + row;
    sheets.row(std::string("Indicators!A") + row,
               {std::string("M") + row, "no date", "milestone", "date", "on time", Value(), Value(), Value(),
                Value(), "Board!E" + at, "Board!C" + at, "Board!F" + at, "Board!G" + at});
  }
  sheets.put("Board!C34", "not begun").put("Board!F34", "Green");
  sheets.put("Board!C35", "drafting").put("Board!F35", "Blue");
  sheets.put("Board!C36", "not due").put("Board!F36", "Blue");
  Calculated run(sheets);
  EXPECT_EQ(run.cell("Board!E34"), Value("Blue"));
  EXPECT_EQ(run.cell("Board!E36"), Value("Blue"));
  expect_told(
      run,
      {"Board!F34: M4 was entered as Green, by its figures it is Blue, and no reason is given in Board!G34",
       "Board!F35: M5 was entered as Blue, but Board!C35 says that work has begun, and no reason is "
       "given in Board!G35"});
  EXPECT_EQ(run.told().find("M6 was entered"), std::string::npos);
  run.set("Board!G35", "only the draft");
  EXPECT_EQ(run.told().find("M5 was entered"), std::string::npos);
}

TEST(IndicatorBook, GivesBlueWhereNothingIsDueYet) {
  Sheets sheets;
  fill_call_centre(sheets);
  sheets.put("Indicators!N1", "Frequency").put("Indicators!N2", "annual");
  const Calculated run(sheets);
  EXPECT_EQ(run.cell("Board!E21"), Value("Blue"));
  EXPECT_EQ(run.cell("Summary!D6"), Value(1));
  EXPECT_EQ(run.book.roll_ups()[0].coverage, "1 due, 1 reported, 0 awaited");
}

TEST(IndicatorBook, NamesTheDefinitionThatPointsNowhere) {
  const struct {
    const char* place;
    Value value;
    const char* part;
  } slips[] = {
      {"Measures!C2", "Cals!B7:I7",
       "Measures!C2: Cells: \"Cals!B7:I7\" names the sheet \"Cals\", which this workbook does not have (did "
       "you mean \"Calls\"?)"},
      {"Measures!C2", "B7:I7", "does not say which sheet"},
      {"Measures!C2", "Recieved", "is no cell, defined name or table column"},
      {"Measures!D2", "Calls!C5:J5", "begins in column C, the cells in B"},
      {"Measures!D2", "Calls!B5:H5", "has 7 headings, which do not fit the 1 rows and 8 columns"},
      {"Measures!D2", "Calls!B4:I4", "no heading in \"Calls!B4:I4\" is a period"},
      {"Measures!D2", "Q2 2018/19", "has 8 cells, but Periods gives 1"},
      {"Indicators!I2", "Board!D21:D22", "has 2 cells; CS-2 needs one"},
      {"Indicators!I2", "Board!D20", "Board!D20 is to hold both CS-2 (Indicators!I2) and CS-1"},
      {"Indicators!L2", "Board!E21", "is typed by an officer here and written for the status of CS-2"},
      {"Roll-ups!E2", "Summary!B6:C6", "1 lines and 3 classes need 1 and 3"},
      {"Roll-ups!E2", "Summary!B8:D8", "does not stand beside the lines"},
      {"Roll-ups!E2", "Summary!C6:E6", "would put Green under the heading Amber in Summary!C5"},
      {"Roll-ups!G2", "Totals", "neither one of the lines nor a cell"},
      {"Settings!B2", Value(), "the reporting period is not stated"},
  };
  for (const auto& slip : slips) {
    Sheets sheets;
    fill_call_centre(sheets);
    sheets.put(slip.place, slip.value);
    const Calculated run(sheets);
    EXPECT_TRUE(run.book.has_errors()) << slip.part;
    expect_told(run, {slip.part});
  }
}

TEST(IndicatorBook, ReportsWhatFallsOutOfARollUp) {
  Sheets sheets;
  fill_call_centre(sheets);
  sheets.put("Indicators!H3", "Value for Mony");
  const Calculated run(sheets);
  EXPECT_EQ(run.cell("Summary!D6"), Value(1));
  EXPECT_EQ(run.cell("Summary!D7"), Value(2));
  expect_told(run, {"1 in none of its lines, shown under \"not assigned\": CS-1",
                    "no line for \"Value for Mony\" (did you mean \"Value for Money\"?)"});
}

TEST(IndicatorBook, RefusesToMixTheYearSoFarWithAQuarter) {
  Sheets sheets;
  fill_call_centre(sheets);
  sheets.row("Measures!A6", {"so_far", "count", "Calls!B11:I11", "Calls!B5:I5", "cumulative"})
      .row("Indicators!A4", {"X", "mixed", "so_far / received", "%", "minimise", "10%"});
  expect_told(
      Calculated(sheets),
      {"mixes the year so far of so_far, which is cumulative (Over time: Measures!E6), with the period of "
       "received (Over time: Measures!E2); write received.ytd, or so_far.quarter"});
}

TEST(IndicatorBook, KeepsWhatDependsOnItself) {
  Sheets sheets;
  fill_call_centre(sheets);
  sheets.formula("Calls!C9", "ROUND(Board!D21*1000,0)", 2045)
      .put("Board!D21", 0.4)
      .put("Board!E21", "Red")
      .mark("Board!$D$21,Board!$E$21");
  const Calculated run(sheets);
  EXPECT_FALSE(run.recalculation.circular().empty());
  EXPECT_EQ(run.cell("Board!D21"), Value(0.4));
  EXPECT_EQ(run.cell("Board!E21"), Value("Red"));
  EXPECT_NE(run.result("CS-2").kept, "");
  EXPECT_EQ(run.cell("Board!E20"), Value("Red"));
}

TEST(IndicatorBook, TakesAnIndicatorsSheetOfAnotherKindForAnOrdinaryOne) {
  Sheets sheets;
  sheets.row("Indicators!A1", {"Our indicators", "Colour"}).put("Indicators!A2", "x");
  const SheetDefinitions found = read_sheet_definitions(sheets.finish());
  EXPECT_TRUE(found.tables.empty());
  ASSERT_EQ(found.findings.size(), 1u);
  EXPECT_NE(found.findings[0].what.find("ordinary sheet"), std::string::npos);
}

TEST(LookOfFormat, TellsDatesFromTimes) {
  const std::pair<const char*, NumberLook> rows[] = {
      {"General", NumberLook::plain},   {"0.0%", NumberLook::percent},
      {"dd/mm/yyyy", NumberLook::date}, {"mmm-yy", NumberLook::date},
      {"hh:mm:ss", NumberLook::time},   {"[h]:mm", NumberLook::time},
      {"#,##0", NumberLook::plain},     {"[$-809]d mmmm yyyy", NumberLook::date},
      {"mm:ss", NumberLook::time},      {"0.0\" days\"", NumberLook::plain},
  };
  for (const auto& [format, look] : rows) EXPECT_EQ(look_of_format(format), look) << format;
}

// One measure over the months and quarters of 2025/26, shown in Board!B2.
void fill_year(Sheets& sheets, const char* over_time, const char* period) {
  sheets.row("Settings!A1", {"Setting", "Value"})
      .row("Settings!A2", {"Period", period})
      .row("Measures!A1", {"Measure", "Unit", "Cells", "Periods", "Over time"})
      .row("Measures!A2", {"calls", "count", "Calls!B2:I2", "Calls!B1:I1", over_time})
      .row("Indicators!A1", {"Reference", "Title", "Expression", "Unit", "Aim", "Target", "Value to"})
      .row("Indicators!A2", {"C-1", "Calls", "calls", "count", "maximise", 1, "Board!B2"})
      .put("Board!A2", "Calls");
}

TEST(IndicatorBook, QuestionsAQuarterThatDisagreesWithItsMonths) {
  struct Row {
    const char* over_time;
    double quarter, gives;  // 0: refused
  };
  constexpr Row kRows[] = {{"sum", 60, 60},        {"sum", 61, 0},       {"last", 30, 30},
                           {"last", 60, 0},        {"average", 20, 20},  {"average", 60, 0},
                           {"cumulative", 30, 30}, {"cumulative", 31, 0}};
  for (const Row& row : kRows) {
    SCOPED_TRACE(std::string(row.over_time) + " " + std::to_string(row.quarter));
    Sheets sheets;
    fill_year(sheets, row.over_time, "Q1 2025/26");
    sheets.row("Calls!B1", {"Apr", "May", "Jun", "Q1", "Jul", "Aug", "Sep", "Q2"})
        .row("Calls!B2", {10, 20, 30, row.quarter});
    const Calculated run(sheets);
    EXPECT_EQ(run.cell("Board!B2"), row.gives == 0 ? Value() : Value(row.gives)) << run.told();
    if (row.gives == 0) expect_told(run, {"Calls!E2 gives", "Calls!B2 to Calls!D2 make"});
  }
}

TEST(IndicatorBook, TakesAQuartersFigureWithinItsPrintedPlace) {
  Sheets sheets;
  fill_year(sheets, "average", "Q1 2025/26");
  sheets.row("Calls!B1", {"Apr", "May", "Jun", "Q1", "Jul", "Aug", "Sep", "Q2"})
      .row("Calls!B2", {10, 20, 31, 20});
  const Calculated run(sheets);
  EXPECT_EQ(run.cell("Board!B2"), Value(61.0 / 3)) << run.told();
}

TEST(IndicatorBook, LeavesAQuarterAwaitedWhoseMonthsAreNotAllThere) {
  Sheets sheets;
  fill_year(sheets, "sum", "Q1 2025/26");
  sheets.row("Calls!B1", {"Apr", "May", "Jun", "Q1", "Jul", "Aug", "Sep", "Q2"})
      .row("Calls!B2", {10, 20, Value(), 30});
  const Calculated run(sheets);
  EXPECT_TRUE(run.cell("Board!B2").is_blank()) << run.told();
}

TEST(IndicatorBook, QuestionsAQuartersHeadingInPlaceOfAMonth) {
  Sheets sheets;
  fill_year(sheets, "sum", "Q2 2025/26");
  sheets.row("Calls!B1", {"Apr", "May", "Jun", "Qtr 2", "Aug", "Sep", "Oct", "Nov"})
      .row("Calls!B2", {1, 2, 3, 4, 5, 6, 7, 8});
  const Calculated run(sheets);
  EXPECT_TRUE(run.cell("Board!B2").is_blank());
  expect_told(run, {"Calls!E1 is headed Q2 2025/26 where the months around it leave July 2025"});
}

TEST(IndicatorBook, RefusesARollUpAboutNoIndicator) {
  Sheets sheets;
  fill_call_centre(sheets);
  sheets.row("Roll-ups!H1", {"Only"}).row("Roll-ups!H2", {"Kind = XX"});
  const Calculated run(sheets);
  EXPECT_TRUE(run.book.has_errors());
  expect_told(run, {"is about no indicator at all; none meets its Only: Kind = XX"});
}

TEST(IndicatorBook, RefusesTwoEqualLines) {
  Sheets sheets;
  fill_call_centre(sheets);
  sheets.put("Summary!A7", "value for money")
      .row("Roll-ups!A2", {"PIs", "Objective", "Summary!A6:A7", "Summary!B5:D5", "Summary!B6:D7",
                           "Summary!E6:G7", "Summary!A9"});
  const Calculated run(sheets);
  EXPECT_TRUE(run.book.has_errors());
  expect_told(run, {"stands in Summary!A6 and in Summary!A7"});
}

TEST(IndicatorBook, SaysWhatAnAwaitedIndicatorWaitsFor) {
  Sheets sheets;
  fill_year(sheets, "sum", "July 2025");
  sheets.row("Calls!B1", {"Apr", "May", "Jun", "Q1", "Jul", "Aug", "Sep", "Q2"})
      .row("Calls!B2", {10, 20, 30, 60});
  const Calculated run(sheets);
  expect_told(run, {"C-1 is awaited: calls: there is no figure for July 2025 (Calls!F2 is blank)"});
}

TEST(IndicatorBook, SaysWhyABoundLeavesTheStatusOpen) {
  Sheets sheets;
  fill_year(sheets, "sum", "July 2025");
  sheets.row("Calls!B1", {"Apr", "May", "Jun", "Q1", "Jul", "Aug", "Sep", "Q2"})
      .put("Calls!F2", "50+")
      .put("Indicators!F2", 60);
  const Calculated run(sheets);
  expect_told(run, {"C-1 has no status: "});
}

TEST(IndicatorBook, WarnsOfFiguresOutOfAllProportion) {
  Sheets sheets;
  fill_year(sheets, "sum", "July 2025");
  sheets.row("Calls!B1", {"Apr", "May", "Jun", "Q1", "Jul", "Aug", "Sep", "Q2"})
      .put("Calls!F2", -3)
      .put("Measures!A3", "share");
  sheets.row("Measures!A3", {"share", "%", "Calls!B3:I3", "Calls!B1:I1", "last"})
      .put("Calls!F3", 90)
      .format("Calls!F3", "0%");
  const Calculated run(sheets);
  expect_told(run, {"Calls!F2: the figure of \"calls\" for July 2025: -3 is below 0",
                    "Calls!F3: the figure of \"share\" for July 2025: 9,000% looks like 90 typed into a cell "
                    "formatted as %"});
}

TEST(SheetDefinitions, AskWhetherASheetOfANearNameIsMeant) {
  Sheets sheets;
  fill_year(sheets, "sum", "July 2025");
  sheets.put("Target!A1", "Reference");
  const SheetDefinitions read = read_sheet_definitions(sheets.finish());
  ASSERT_EQ(read.findings.size(), 1U);
  EXPECT_EQ(read.findings[0].where, "Target!A1");
  EXPECT_NE(read.findings[0].what.find("did you mean \"Targets\"?"), std::string::npos)
      << read.findings[0].what;
}

TEST(ExplainRollUp, NamesTheIndicatorsThatACellCounts) {
  Sheets sheets;
  fill_call_centre(sheets);
  const Calculated run(sheets);
  const Area red = *run.workbook.find_place("Summary!D6");
  const auto cell = explain_roll_up(run.book, FormulaCell{red.sheet, red.range.first});
  ASSERT_TRUE(cell.has_value());
  ASSERT_EQ(cell->counts.size(), 1U);
  EXPECT_EQ(cell->counts[0].line, "Value for Money");
  EXPECT_EQ(cell->counts[0].status_class, "Red");
  EXPECT_EQ(cell->counts[0].count, 2);
  EXPECT_EQ(cell->counts[0].printed, "100%");
  EXPECT_EQ(cell->counts[0].references, (std::vector<std::string>{"CS-2", "CS-1"}));
  const auto all = explain_roll_up(run.book, "pis");
  ASSERT_TRUE(all.has_value());
  EXPECT_EQ(all->counts.size(), 6U);  // one line and the total, three classes
  EXPECT_FALSE(explain_roll_up(run.book, "none").has_value());
}

TEST(Explain, GivesWholeFiguresWithoutZerosAndNamesTheMeasureOfAGenericLabel) {
  Sheets sheets;
  fill_year(sheets, "sum", "July 2025");
  sheets.row("Calls!A1", {Value(), "Apr", "May", "Jun", "Q1", "Jul", "Aug", "Sep", "Q2"})
      .put("Calls!A2", "Number")
      .put("Calls!F2", 66);
  sheets.put("Measures!F1", "Label").put("Measures!F2", "Number").put("Indicators!F2", 70);
  const Calculated run(sheets);
  const auto explained = explain(run.book, "C-1");
  ASSERT_TRUE(explained.has_value());
  EXPECT_EQ(explained->value, "66");
  ASSERT_EQ(explained->options.size(), 1U);
  EXPECT_EQ(explained->options[0].words, "4 more calls (Number) (66 to 70)");
}

}  // namespace
}  // namespace outturn
