#include "engine/indicators/published.h"

#include "book_fixture.h"

namespace outturn {
namespace {

// Calls answered in time, 40 of 80 this quarter; the workbook holds no cells of earlier quarters.
void fill(Sheets& sheets, const char* expression = "answered / received", const char* target = "50%") {
  sheets.row("Settings!A1", {"Setting", "Value"}).row("Settings!A2", {"Period", "Q2 2018/19"});
  sheets.row("Data!A1", {"", "Q1 2018/19", "Q2 2018/19"});
  sheets.row("Data!A2", {"Answered", Value(), 40}).row("Data!A3", {"Received", Value(), 80});
  sheets.row("Board!A1", {"Indicator", "Value", "Status", "Entered", "Reason"});
  sheets.row("Measures!A1", {"Measure", "Unit", "Cells", "Periods", "Over time"});
  sheets.row("Measures!A2", {"answered", "count", "Data!B2:C2", "Data!B1:C1", "sum"});
  sheets.row("Measures!A3", {"received", "count", "Data!B3:C3", "Data!B1:C1", "sum"});
  sheets.row("Indicators!A1", {"Reference", "Title", "Expression", "Unit", "Aim", "Target", "Value to",
                               "Status to", "Entered status", "Reason"});
  sheets.row("Indicators!A2", {"CS-2", "Calls", expression, "%", "maximise", target, "Board!B2", "Board!C2",
                               "Board!D2", "Board!E2"});
  sheets.row("Published!A1",
             {"Period", "Reference", "Value", "Status", "Entered", "Reason", "Restates", "Closed on"});
}

std::string word(const StatusWord* status) { return status == nullptr ? "none" : status->word; }

TEST(Published, EarlierFiguresAreReadWhereTheCellsAreNoLongerThere) {
  Sheets sheets;
  fill(sheets);
  sheets.row("Indicators!A3", {"CS-3", "Change", "[CS-2] - [CS-2].prev", "%", "maximise", "0%"});
  sheets.row("Published!A2", {"Q1 2018/19", "CS-2", "45%", "Red"});
  Calculated run(sheets);
  EXPECT_EQ(run.result("CS-3").value.kind, IndicatorValue::Kind::number) << run.told();
  EXPECT_NEAR(run.result("CS-3").value.number, 0.05, 1e-15);
  EXPECT_EQ(word(run.result("CS-3").status.counts), "Green");
}

TEST(Published, AnIndicatorMayUseItsOwnEarlierFigure) {
  // Half of this quarter's share and half of the last one's: 0.5 × 50 % + 0.5 × 44 % = 47 %.
  Sheets sheets;
  fill(sheets, "0.5 * answered / received + 0.5 * [CS-2].prev");
  sheets.row("Published!A2", {"Q1 2018/19", "CS-2", "44%", "Red"});
  Calculated run(sheets);
  ASSERT_FALSE(run.book.has_errors()) << run.told();
  EXPECT_NEAR(run.result("CS-2").value.number, 0.47, 1e-15);

  Sheets without;
  fill(without, "0.5 * answered / received + 0.5 * [CS-2].prev");
  const Calculated none(without);
  expect_told(none, {"CS-2 is awaited", "nothing is published for Q1 2018/19"});
}

TEST(Published, APublishedStatusIsNeverRecomputed) {
  // Published when the target was 40 %; the target of today would make it Red.
  Sheets sheets;
  fill(sheets, "answered / received", "60%");
  sheets.row("Published!A2", {"Q2 2018/19", "CS-2", "49%", "Green"});
  const Calculated run(sheets);
  const IndicatorResult result = run.result("CS-2");
  EXPECT_EQ(word(result.status.counts), "Green");
  EXPECT_EQ(word(result.status.computed), "Red");
  EXPECT_EQ(run.cell("Board!C2").text(), "Green");
  EXPECT_DOUBLE_EQ(result.value.number, 0.49);
  expect_told(run, {"CS-2 was published for Q2 2018/19 as 49%; its cells now give 50%",
                    "CS-2 was published for Q2 2018/19 as Green; today it would come out as Red"});
}

TEST(Published, TellsWhereAnEarlierFigureHasChangedSince) {
  Sheets sheets;
  fill(sheets);
  sheets.put("Data!B2", 46).put("Data!B3", 100);
  sheets.row("Published!A2", {"Q1 2018/19", "CS-2", "45%", "Red"});
  const Calculated run(sheets);
  expect_told(run, {"Published!A2: CS-2 was published for Q1 2018/19 as 45%; its cells now give 46%"});
}

TEST(Published, ALaterRowRestatesAnEarlierOne) {
  Sheets sheets;
  fill(sheets, "0.5 * answered / received + 0.5 * [CS-2].prev");
  sheets.row("Published!A2", {"Q1 2018/19", "CS-2", "44%", "Red"});
  sheets.row("Published!A3", {"Q1 2018/19", "CS-2", "40%", "Red", Value(), "recount", "yes"});
  const Calculated run(sheets);
  EXPECT_NEAR(run.result("CS-2").value.number, 0.45, 1e-15);

  Sheets twice;
  fill(twice);
  twice.row("Published!A2", {"Q1 2018/19", "CS-2", "44%", "Red"});
  twice.row("Published!A3", {"Q1 2018/19", "CS-2", "40%", "Red"});
  const Calculated refused(twice);
  expect_told(refused, {"Published!A3: CS-2 for Q1 2018/19 was already published at Published!A2",
                        "write yes in Restates"});
}

TEST(Published, AnEnteredStatusThatIsCarriedOverIsTold) {
  const auto told = [](const char* entered, const char* reason) {
    Sheets sheets;
    fill(sheets);
    sheets.put("Board!D2", Value(entered)).put("Board!E2", Value(reason));
    sheets.row("Published!A2", {"Q1 2018/19", "CS-2", "45%", "White", "White", "Lines were down in May"});
    const Calculated run(sheets);
    EXPECT_EQ(word(run.result("CS-2").status.counts), entered);
    return run.told();
  };
  const char* carried = "Board!D2: CS-2 is entered as White with the reason of Q1 2018/19";
  EXPECT_NE(told("White", "Lines were down in May").find(carried), std::string::npos);
  EXPECT_EQ(told("White", "Lines were down in August").find(carried), std::string::npos);
  EXPECT_EQ(told("Amber", "Lines were down in May").find(carried), std::string::npos);
}

TEST(Published, NothingIsComparedAcrossAChangedDefinition) {
  Sheets sheets;
  fill(sheets);
  sheets.put("Indicators!K1", "From").put("Indicators!K2", "Q2 2018/19");
  sheets.row("Indicators!A3", {"CS-2", "Calls", "answered", "count", "maximise", 40});
  sheets.row("Indicators!A4", {"CS-3", "Change", "[CS-2] - [CS-2].prev", "%", "maximise", "0%"});
  sheets.row("Published!A2", {"Q1 2018/19", "CS-2", 45, "Green"});
  const Calculated run(sheets);
  expect_told(run, {"CS-3 is awaited: [CS-2]: definition changed after Q1 2018/19"});
}

TEST(Published, RefusesRowsThatCannotBeReadAndListsIndicatorsThatHaveGone) {
  Sheets sheets;
  fill(sheets);
  sheets.row("Published!A2", {"spring", "CS-2", "44%", "Red"});
  sheets.row("Published!A3", {"Q1 2018/19", "CS-2", "3,0335", "Rd", Value(), Value(), "perhaps"});
  sheets.row("Published!A4", {"Q1 2018/19", "CS2", "44%", "Red"});
  const Calculated run(sheets);
  expect_told(run, {"Published!A2: \"spring\" is no period", "Published!C3: the published figure of CS-2",
                    "Published!D3: \"Rd\", published for CS-2, is no status of today (did you mean \"Red\"?)",
                    "Published!G3: \"perhaps\" is neither yes nor no",
                    "published, but no longer defined: CS2 (did you mean \"CS-2\"?)"});
}

}  // namespace
}  // namespace outturn
