#include "engine/comparison/indicator_differences.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/comparison/difference_sentence.h"
#include "tests/engine/indicators/book_fixture.h"

namespace outturn {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

// One indicator over three measures of the quarter.
struct Case {
  double answered = 800, received = 1000, lost = 40;
  std::string expression = "answered / received";
  std::string unit = "%";
  std::string aim = "maximise";
  std::string target = "70%";
  std::string tolerance = "5 points";
  std::string from = "";
  std::string entered = "";
  std::string cells = "Data!B2";

  void write(Sheets& out) const {
    out.row("Data!A1", {"", "Q2 2018/19"});
    out.row("Data!A2", {"Calls answered", answered});
    out.row("Data!A3", {"Calls received", received});
    out.row("Data!A4", {"Calls lost", lost});
    out.row("Data!A5", {"Calls answered", 800});
    out.row("Settings!A1", {"Setting", "Value"}).row("Settings!A2", {"Period", "Q2 2018/19"});
    out.row("Measures!A1", {"Measure", "Unit", "Cells", "Periods", "Over time", "Label"});
    out.row("Measures!A2", {"answered", "count", cells, "Data!B1", "sum", "Calls answered"});
    out.row("Measures!A3", {"received", "count", "Data!B3", "Data!B1", "sum", "Calls received"});
    out.row("Measures!A4", {"lost", "count", "Data!B4", "Data!B1", "sum", "Calls lost"});
    out.row("Indicators!A1", {"Reference", "Title", "Expression", "Unit", "Aim", "Target", "Tolerance",
                              "From", "Entered status"});
    out.row("Indicators!A2", {"CS-2", "Calls", expression, unit, aim, target, tolerance, from, "Board!A1"});
    if (!entered.empty()) out.put("Board!A1", entered);
    out.put("Board!B1", "entered on the left");
  }
};

struct Result {
  std::vector<IndicatorDifference> all;
  std::string sentence;
  std::vector<std::string> causes;
};

Result compare(const Case& before, const Case& after) {
  Sheets a, b;
  before.write(a);
  after.write(b);
  const Calculated old_book(a), new_book(b);
  EXPECT_FALSE(old_book.book.has_errors()) << old_book.told();
  EXPECT_FALSE(new_book.book.has_errors()) << new_book.told();
  const ComparedBook x{&old_book.workbook, {}}, y{&new_book.workbook, {}};
  const BookAlignment alignment(x, y);
  Result out;
  out.all = compare_indicators(old_book.book, new_book.book, &alignment);
  if (out.all.empty()) {
    out.all.emplace_back();
    out.sentence = "nothing differs";
    return out;
  }
  out.sentence = difference_sentence(out.all[0]);
  out.causes = out.all[0].causes();
  return out;
}

TEST(IndicatorDifferences, NoneBetweenEquals) { EXPECT_EQ(compare({}, {}).sentence, "nothing differs"); }

TEST(IndicatorDifferences, TheNumerator) {
  const Result r = compare({}, {.answered = 600});  // 80 % and 60 %
  EXPECT_EQ(r.sentence,
            "CS-2 Green → Red: 80% → 60%, down 20 points (target 70%, tolerance 5 points, unchanged). Calls "
            "answered "
            "fell by 200 (800 → 600); Calls received is unchanged at 1,000.");
  EXPECT_THAT(r.causes, ElementsAre("numerator"));
  EXPECT_TRUE(r.all[0].worse);
}

TEST(IndicatorDifferences, TheDenominator) {
  const Result r = compare({}, {.received = 1250});  // 800 of 1,250 is 64 %
  EXPECT_EQ(r.sentence,
            "CS-2 Green → Red: 80% → 64%, down 16 points (target 70%, tolerance 5 points, unchanged). Calls "
            "received "
            "rose by 250 (1,000 → 1,250); Calls answered is unchanged at 800.");
  EXPECT_THAT(r.causes, ElementsAre("denominator"));
}

TEST(IndicatorDifferences, BothWithWhatEachAloneWouldMake) {
  // 600 of 1,000 is 60 %, 800 of 800 is 100 %, 600 of 800 is 75 %.
  const Result r = compare({}, {.answered = 600, .received = 800});
  EXPECT_EQ(r.sentence,
            "CS-2 stays Green: 80% → 75%, down 5 points (target 70%, tolerance 5 points, unchanged). Calls "
            "answered "
            "fell by 200 (800 → 600) and Calls received fell by 200 (1,000 → 800). With only the numerator "
            "changed it "
            "would be 60%, with only the denominator changed 100%.");
  ASSERT_EQ(r.all[0].change.alone.size(), 2u);
  EXPECT_DOUBLE_EQ(*r.all[0].change.alone[0].figure, 0.6);
  EXPECT_DOUBLE_EQ(*r.all[0].change.alone[1].figure, 1.0);
  EXPECT_NEAR(*r.all[0].change.joint, -0.05 - (-0.2) - 0.2, 1e-15);
  EXPECT_THAT(r.causes, ElementsAre("numerator", "denominator"));
}

TEST(IndicatorDifferences, MeasuresOnOneSideAreSubstitutedTogether) {
  // (800 + 40) of 1,000; (600 + 100) of 1,000: the two changes are of the numerator, which explains all.
  const Case before{.expression = "(answered + lost) / received"};
  const Case after{.answered = 600, .lost = 100, .expression = "(answered + lost) / received"};
  const Result r = compare(before, after);
  EXPECT_THAT(r.causes, ElementsAre("numerator"));
  EXPECT_TRUE(r.all[0].change.alone.empty());
  EXPECT_THAT(r.sentence, HasSubstr("84% → 70%, down 14 points"));
}

TEST(IndicatorDifferences, NoQuotientEachAloneAndTheRest) {
  // 800 × 40 = 32,000 and 900 × 50 = 45,000: +4,000 alone, +8,000 alone, +1,000 together.
  const Case before{.expression = "answered * lost", .unit = "number", .target = "40000", .tolerance = ""};
  const Case after{.answered = 900,
                   .lost = 50,
                   .expression = "answered * lost",
                   .unit = "number",
                   .target = "40000",
                   .tolerance = ""};
  const Result r = compare(before, after);
  EXPECT_THAT(r.sentence,
              HasSubstr("Alone, answered moves it up 4,000, lost moves it up 8,000; their joint change "
                        "moves it up 1,000."));
  EXPECT_THAT(r.causes, ElementsAre("measure"));
  EXPECT_DOUBLE_EQ(*r.all[0].change.joint, 1000);
}

TEST(IndicatorDifferences, ASumHasNoJointChange) {
  const Case before{.expression = "answered + lost", .unit = "count", .target = "800", .tolerance = ""};
  const Case after{.answered = 900,
                   .lost = 30,
                   .expression = "answered + lost",
                   .unit = "count",
                   .target = "800",
                   .tolerance = ""};
  EXPECT_THAT(
      compare(before, after).sentence,
      HasSubstr(
          "Alone, answered moves it up 100, lost moves it down 10; together they make no more than that."));
}

TEST(IndicatorDifferences, TheTargetAlone) {
  const Result r = compare({}, {.target = "90%"});
  EXPECT_EQ(r.sentence,
            "CS-2 Green → Red: 80%, unchanged. The target changed from 70% to 90%. With the old target it "
            "would still "
            "be Green.");
  EXPECT_THAT(r.causes, ElementsAre("target"));
}

TEST(IndicatorDifferences, TargetAndFigureAreToldApart) {
  // 72 % is Green by 70 %, and 80 % Amber by 85 % with 5 points.
  const Result r = compare({}, {.answered = 720, .target = "85%"});
  EXPECT_THAT(r.sentence,
              HasSubstr("The target changed from 70% to 85%. With the old target the new figure would be "
                        "Green; with the new target the old figure would be Amber."));
  EXPECT_THAT(r.causes, ElementsAre("numerator", "target"));
}

TEST(IndicatorDifferences, TheTolerance) {
  const Result r = compare({.answered = 660}, {.answered = 660, .tolerance = "2 points"});
  EXPECT_EQ(r.sentence,
            "CS-2 Amber → Red: 66%, unchanged. The tolerance changed from 5 points to 2 points; the target "
            "of 70% did "
            "not. With the old tolerance it would still be Amber.");
  EXPECT_THAT(r.causes, ElementsAre("tolerance"));
}

TEST(IndicatorDifferences, ADefinitionIsNeverMixedWithData) {
  const Result r = compare({}, {.answered = 600, .expression = "answered / (received + lost)"});
  EXPECT_THAT(r.sentence,
              HasSubstr("definition changed, so the figures are not compared. Expression: answered / "
                        "received → answered / (received + lost)"));
  EXPECT_THAT(r.sentence, Not(HasSubstr("fell")));
  EXPECT_THAT(r.causes, ElementsAre("definition"));
  EXPECT_TRUE(r.all[0].change.inputs.empty());
}

TEST(IndicatorDifferences, AMeasuresCellsAreItsDefinition) {
  const Result r = compare({}, {.cells = "Data!B5"});
  EXPECT_THAT(r.sentence, HasSubstr("Cells of answered: Data!B2 → Data!B5"));
  EXPECT_THAT(r.causes, ElementsAre("definition"));
}

TEST(IndicatorDifferences, AnEnteredStatus) {
  const Result r = compare({}, {.entered = "Amber"});
  EXPECT_THAT(r.sentence, HasSubstr("CS-2 Green → Amber: 80%, unchanged"));
  EXPECT_THAT(r.sentence,
              HasSubstr("was not entered before and is entered as Amber where the figures give Green now."));
  EXPECT_THAT(r.causes, ElementsAre("entered"));
}

TEST(IndicatorDifferences, FiguresThatPrintAlikeAreToldApart) {
  const Case before{.answered = 700'010, .received = 1'000'000},
      after{.answered = 700'020, .received = 1'000'000};
  EXPECT_THAT(compare(before, after).sentence, HasSubstr("70.001% → 70.002%, up 0.001 points"));
}

TEST(IndicatorDifferences, ALaterFromIsAChangedDefinition) {
  Sheets sheets;
  Case{}.write(sheets);
  sheets.row("Data!B1", {"Q2 2018/19", "Q3 2018/19"}).row("Data!B2", {800, 600}).row("Data!B3", {1000, 1000});
  sheets.put("Measures!C2", "Data!B2:C2").put("Measures!C3", "Data!B3:C3");
  sheets.put("Measures!D2", "Data!B1:C1").put("Measures!D3", "Data!B1:C1");
  sheets.put("Indicators!J1", "Until").put("Indicators!J2", "Q2 2018/19");
  sheets.row("Indicators!A3",
             {"CS-2", "Calls", "answered / received", "%", "maximise", "70%", "5 points", "Q3 2018/19"});
  Workbook& workbook = sheets.finish();
  const auto tables = read_sheet_definitions(workbook).tables;
  IndicatorBook second(workbook, tables, {"Q2 2018/19", false}),
      third(workbook, tables, {"Q3 2018/19", false});
  for (IndicatorBook* book : {&second, &third}) {
    ASSERT_FALSE(book->has_errors());
    Recalculation recalculation(workbook, {});
    book->add_nodes(recalculation);
    recalculation.calculate();
  }
  const auto found = compare_indicators(second, third, nullptr);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_THAT(difference_sentence(found[0]),
              HasSubstr("definition changed, so the figures are not compared"));
  EXPECT_FALSE(found[0].is_compared());
}

}  // namespace
}  // namespace outturn
