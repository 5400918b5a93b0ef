#include <gmock/gmock.h>

#include "engine/checks/workbook_checks.h"
#include "tests/engine/indicators/book_fixture.h"

namespace outturn {
namespace {

using ::testing::HasSubstr;

// 10,017 of 20,591 calls within 30 seconds is 48.65 %; 5,798 of 27,068 abandoned is 21.42 %.
class DeclaredIndicators : public ::testing::Test {
 protected:
  DeclaredIndicators() {
    book.row("Calls!A5", {"Calls", "July 18/19", "Aug 18/19", "Sept 18/19"})
        .row("Calls!A7", {"Received", 10338, 8951, 7779})
        .row("Calls!A8", {"Answered", 6877, 7179, 6535})
        .row("Calls!A9", {"Answered in 30 secs", 2045, 4035, 3937})
        .row("Calls!A11", {"Abandoned", 3231, 1326, 1241})
        .row("Settings!A1", {"Setting", "Value"})
        .row("Settings!A2", {"Period", "Q2 2018/19"})
        .row("Measures!A1", {"Measure", "Unit", "Cells", "Periods", "Over time"})
        .row("Measures!A2", {"received", "count", "Calls!B7:D7", "Calls!B5:D5", "sum"})
        .row("Measures!A3", {"answered", "count", "Calls!B8:D8", "Calls!B5:D5", "sum"})
        .row("Measures!A4", {"in30", "count", "Calls!B9:D9", "Calls!B5:D5", "sum"})
        .row("Measures!A5", {"abandoned", "count", "Calls!B11:D11", "Calls!B5:D5", "sum"})
        .row("Indicators!A1",
             {"Reference", "Title", "Expression", "Unit", "Aim", "Target", "Tolerance", "Entered value",
              "Entered status", "Reason", "Commentary", "Plan", "Value to", "Objective"})
        .row("Indicators!A2",
             {"CS-2", "Within 30 s", "in30 / answered", "%", "maximise", "70%", Value(), "Board!C21",
              "Board!D21", "Board!E21", "Board!F21", "Board!G21", Value(), "VfM"})
        .row("Indicators!A3",
             {"CS-1", "Abandoned", "abandoned / received", "%", "minimise", "<10%", "5 points", "Board!C22",
              "Board!D22", "Board!E22", "Board!F22", "Board!G22", Value(), "VfM"})
        .row("Board!A20", {"Indicator", "Target", "Actual", "Status"})
        .row("Board!A21", {"Within 30 s", "70%", "49%", "Red", Value(),
                           "Only 49% were answered in time, training goes on.", "A"})
        .row("Board!A22", {"Abandoned", "<10%", "21%", "Red", Value(),
                           "21% hung up before they were answered by us.", "B"});
  }
  std::vector<Check> run(CheckKind kind, bool findings_only = true) {
    Calculated calculated(book, {"", true});
    EXPECT_FALSE(calculated.book.has_errors()) << calculated.told();
    std::vector<Check> checks =
        workbook_checks(calculated.workbook, calculated.recalculation, &calculated.book, {}).checks;
    std::erase_if(checks, [&](const Check& check) {
      return check.source != CheckSource::declared || check.kind != kind ||
             (findings_only && !is_finding(check.verdict));
    });
    return checks;
  }
  Sheets book;
};

TEST_F(DeclaredIndicators, AnEnteredValueIsRestatedFromItsMeasures) {
  book.put("Board!C21", "94%");  // 49 % transposed
  const std::vector<Check> checks = run(CheckKind::ratio, false);
  ASSERT_EQ(checks.size(), 2U);
  EXPECT_EQ(checks[0].verdict, CheckVerdict::wrong);
  EXPECT_EQ(checks[0].expected, "49%");
  EXPECT_EQ(checks[0].cause, "transposed");
  EXPECT_EQ(checks[0].expression, "=SUM(Calls!B9:D9)/SUM(Calls!B8:D8)");
  EXPECT_EQ(checks[0].inputs.size(), 6U);
  EXPECT_EQ(checks[0].rule, "Indicators!A2");
  EXPECT_THAT(checks[0].message, HasSubstr("status would be another"));
  EXPECT_EQ(checks[1].verdict, CheckVerdict::ok);
}

TEST_F(DeclaredIndicators, AnEnteredValueInPointsIsComparedInPoints) {
  book.put("Board!C21", 49);
  const std::vector<Check> checks = run(CheckKind::ratio, false);
  ASSERT_EQ(checks.size(), 2U);
  EXPECT_EQ(checks[0].verdict, CheckVerdict::ok);
  EXPECT_EQ(checks[1].verdict, CheckVerdict::ok);
}

TEST_F(DeclaredIndicators, AMissShownGreenIsInconsistentAndNeverWrongWithoutATolerance) {
  book.put("Board!D21", "Green");
  book.put("Board!G21", Value());
  const std::vector<Check> checks = run(CheckKind::status);
  ASSERT_EQ(checks.size(), 1U);
  EXPECT_EQ(checks[0].verdict, CheckVerdict::inconsistent);
  EXPECT_THAT(checks[0].message, HasSubstr("a tolerance of 21.35 points"));
}

TEST_F(DeclaredIndicators, AMissBeyondTheDeclaredToleranceIsWrongUnlessAReasonIsGiven) {
  book.put("Board!D22", "Amber");
  const std::vector<Check> checks = run(CheckKind::status);
  ASSERT_EQ(checks.size(), 1U);
  EXPECT_EQ(checks[0].verdict, CheckVerdict::wrong);
  EXPECT_EQ(checks[0].expected, "Red");
  EXPECT_THAT(checks[0].expression, HasSubstr("=IF((SUM(Calls!B11:D11)/SUM(Calls!B7:D7))<0.1,\"Green\",IF("));
}

TEST_F(DeclaredIndicators, AReasonLetsAnEnteredStatusStand) {
  book.put("Board!D22", "Amber").put("Board!E22", "one line was down for a week");
  EXPECT_TRUE(run(CheckKind::status).empty());
}

TEST_F(DeclaredIndicators, ARedWithoutPlanAndWithoutCommentaryIsIncomplete) {
  book.put("Board!G21", Value()).put("Board!F22", Value());
  const std::vector<Check> checks = run(CheckKind::complete);
  ASSERT_EQ(checks.size(), 2U);
  EXPECT_EQ(checks[0].message, "CS-2 is Red and has no plan");
  EXPECT_EQ(checks[1].message, "CS-1 is Red and has no commentary");
}

TEST_F(DeclaredIndicators, AFigureThatIsDueAndNotThereIsNamed) {
  book.put("Calls!C9", Value());
  const std::vector<Check> checks = run(CheckKind::complete);
  ASSERT_FALSE(checks.empty());
  EXPECT_EQ(checks[0].at.cell, (CellAddress{8, 2}));
}

TEST_F(DeclaredIndicators, CountsTypedIntoARollUpAreCompared) {
  book.row("Roll-ups!A1", {"Roll-up", "By", "Lines", "Classes", "Counts to"})
      .row("Roll-ups!A2", {"PIs", "Objective", "Summary!A6", "Summary!B5:D5", "Summary!B6:D6"})
      .row("Summary!A5", {Value(), "Green", "Amber", "Red"})
      .row("Summary!A6", {"VfM", 0, 1, 2});
  const std::vector<Check> checks = run(CheckKind::count, false);
  ASSERT_EQ(checks.size(), 3U);
  EXPECT_EQ(checks[0].verdict, CheckVerdict::wrong);
  EXPECT_EQ(checks[0].entered, "1");
  EXPECT_EQ(checks[0].expected, "0");
}

TEST_F(DeclaredIndicators, CommentariesThatTellOneAnothersFiguresAreSwapped) {
  book.put("Indicators!F2", "60%");
  book.put("Board!F21", "Performance was 21% in the quarter")
      .put("Board!F22", "Performance was 49% in the quarter");
  const std::vector<Check> checks = run(CheckKind::commentary);
  ASSERT_EQ(checks.size(), 2U);
  EXPECT_EQ(checks[0].cause, "swapped");
}

TEST_F(DeclaredIndicators, ACommentaryWordForWordThatOfAnotherIsNamed) {
  book.put("Board!F22", "Only 49% were answered in time, training goes on.");
  EXPECT_EQ(run(CheckKind::commentary).size(), 2U);
}

TEST_F(DeclaredIndicators, ACommentaryWithAFigureOfNothingIsNamed) {
  book.put("Board!F21", "Performance was 63% in the quarter");
  const std::vector<Check> checks = run(CheckKind::commentary);
  ASSERT_EQ(checks.size(), 1U);
  EXPECT_EQ(checks[0].entered, "63%");
  EXPECT_EQ(checks[0].expected, "49%");
}

TEST_F(DeclaredIndicators, FiguresOfOtherThingsInACommentaryAreLeftAlone) {
  book.put("Board!F21", "Missed the target of 70%, while 15 staff left in 2018; absence rose by 12%.")
      .put("Board!F22", "The national average of 33% was met, 5 lines were added in Q2.");
  EXPECT_TRUE(run(CheckKind::commentary).empty());
}

TEST_F(DeclaredIndicators, ACommentaryHeadedWithAnotherPeriodIsNamed) {
  book.put("Board!F21", "Q1 2018/19: performance was 49%");
  const std::vector<Check> checks = run(CheckKind::commentary);
  ASSERT_EQ(checks.size(), 1U);
  EXPECT_THAT(checks[0].message, HasSubstr("Q2 2018/19 is reported"));
}

TEST_F(DeclaredIndicators, ATitleThatNamesTwoPeriodsIsNamed) {
  book.put("Board!A1", "Performance - January to March 2020 (Q1 - 2020/21)")
      .put("Board!A2", "Performance, Q2 2018/19 (July to September 2018)")
      .put("Board!A3", "July to September 2018 (2018/19)");
  const std::vector<Check> checks = run(CheckKind::commentary);
  ASSERT_EQ(checks.size(), 1U);
  EXPECT_EQ(checks[0].at.cell, (CellAddress{0, 0}));
  EXPECT_THAT(checks[0].message,
              HasSubstr("January to March 2020 is Q4 2019/20, and Q1 - 2020/21 is Q1 2020/21"));
}

TEST_F(DeclaredIndicators, APublishedFigureThatItsCellsNoLongerGiveIsNamed) {
  book.row("Published!A1", {"Period", "Reference", "Value", "Shown as", "Status"})
      .row("Published!A2", {"Q2 2018/19", "CS-2", 0.4765, "48%", "Red"})
      .format("Published!C2", "0.00%");
  const std::vector<Check> checks = run(CheckKind::copy);
  ASSERT_EQ(checks.size(), 1U);
  EXPECT_EQ(checks[0].entered, "48%");
  EXPECT_EQ(checks[0].verdict, CheckVerdict::inconsistent);
}

}  // namespace
}  // namespace outturn
