#include "engine/indicators/explanation.h"

#include "book_fixture.h"

namespace outturn {
namespace {

// 40 answered of 80; days weighted by what was received.
void fill(Sheets& sheets) {
  sheets.row("Settings!A1", {"Setting", "Value"}).row("Settings!A2", {"Period", "Q2 2018/19"});
  sheets.row("Data!A1", {"", "Q1 2018/19", "Q2 2018/19"});
  sheets.row("Data!A2", {"Answered", 30, 40})
      .row("Data!A3", {"Received", 60, 80})
      .row("Data!A4", {"Days", 2, 3});
  sheets.row("Measures!A1", {"Measure", "Unit", "Cells", "Periods", "Over time", "Label"});
  sheets.row("Measures!A2", {"answered", "count", "Data!B2:C2", "Data!B1:C1", "sum", "Answered"});
  sheets.row("Measures!A3", {"received", "calls", "Data!B3:C3", "Data!B1:C1", "sum", "Received"});
  sheets.row("Measures!A4",
             {"wait", "days", "Data!B4:C4", "Data!B1:C1", "average weighted by received", "Days"});
  sheets.row("Indicators!A1", {"Reference", "Title", "Expression", "Unit", "Aim", "Target", "Service"});
  sheets.row("Indicators!A2", {"CS-2", "Calls", "answered / received", "%", "maximise", "60%", "Calls"});
  sheets.row("Indicators!A3", {"CS-4", "Wait", "wait", "days", "minimise", "5", "Calls"});
}

TEST(Explanation, TellsWhatWasPublishedWithTheTargetOfThatTime) {
  Sheets sheets;
  fill(sheets);
  sheets.row("Published!A1", {"Period", "Reference", "Value", "Status", "Target", "Restates", "Reason"});
  sheets.row("Published!A2", {"Q1 2018/19", "CS-2", "45%", "Red", "50%"});
  sheets.row("Published!A3", {"Q1 2018/19", "CS-2", "50%", "Green", "50%", "yes", "late returns"});
  sheets.row("Published!A4", {"Q4 2017/18", "CS-2", "52%", "Green", "50%"});
  const Calculated run(sheets);
  const auto explained = explain(run.book, "CS-2");
  ASSERT_TRUE(explained.has_value());
  EXPECT_EQ(explained->published,
            (std::vector<std::string>{"Q4 2017/18: 52%, Green, against 50% (Published!A4)",
                                      "Q1 2018/19: 50%, Green, against 50%, late returns (Published!A3)"}));
}

TEST(Explanation, TellsWhatAnAverageIsWeightedByAndOtherSpellings) {
  Sheets sheets;
  fill(sheets);
  sheets.row("Statuses!A1", {"Word", "When", "Ranked", "On track", "Also written"});
  sheets.row("Statuses!A2", {"Green", "met", "yes", "yes", "G; On track"});
  sheets.row("Statuses!A3", {"Red", "missed", "yes", "no"});
  const Calculated run(sheets);
  const auto explained = explain(run.book, "CS-4");
  ASSERT_TRUE(explained.has_value());
  ASSERT_EQ(explained->inputs.size(), 1U);
  EXPECT_EQ(explained->inputs[0].over_time, "average weighted by received (calls, sum)");
  EXPECT_EQ(explained->scale.substr(0, 52), "Green (met, ranked, on track, also G or On track), R");
}

TEST(Explanation, AMeasureThatNothingUsesIsTold) {
  Sheets sheets;
  fill(sheets);
  sheets.row("Measures!A5", {"answerd", "count", "Data!B2:C2", "Data!B1:C1", "sum", "Answered"});
  expect_told(Calculated(sheets), {"Measures!A5: no indicator uses the measure \"answerd\""});
}

}  // namespace
}  // namespace outturn
