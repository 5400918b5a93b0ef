#include "engine/indicators/target_source.h"

#include "book_fixture.h"

namespace outturn {
namespace {

// Two years of quarters: 100, 200, 300, 400 and then 110, 190.
void fill(Sheets& sheets, const char* target, const char* profile = "", const char* aim = "maximise") {
  sheets.row("Settings!A1", {"Setting", "Value"}).row("Settings!A2", {"Period", "Q2 2018/19"});
  sheets.row("Board!A1", {"Indicator", "Value", "Status"});
  sheets.row("Data!A1",
             {"", "Q1 2017/18", "Q2 2017/18", "Q3 2017/18", "Q4 2017/18", "Q1 2018/19", "Q2 2018/19"});
  sheets.row("Data!A2", {"Visits", 100, 200, 300, 400, 110, 190});
  sheets.row("Data!A3", {"Peers", 90, 90, 90, 90, 90, 195});
  sheets.row("Measures!A1", {"Measure", "Unit", "Cells", "Periods", "Over time"});
  sheets.row("Measures!A2", {"visits", "count", "Data!B2:G2", "Data!B1:G1", "sum"});
  sheets.row("Measures!A3", {"peers", "count", "Data!B3:G3", "Data!B1:G1", "sum"});
  sheets.row("Indicators!A1", {"Reference", "Title", "Expression", "Unit", "Aim", "Target", "Tolerance",
                               "Value to", "Status to", "Judged on"});
  const bool profiled = profile[0] != '\0';
  sheets.row("Indicators!A2", {"V-1", "Visits", "visits", "count", aim, profiled ? Value() : Value(target),
                               Value(), "Board!B2", "Board!C2"});
  if (profiled) {
    sheets.row("Targets!A1", {"Reference", "From", "Until", "Target", "Profile"});
    sheets.row("Targets!A2", {"V-1", "2018/19", "2018/19", target, profile});
  }
}

std::string word(const Calculated& run, std::string_view reference = "V-1") {
  const StatusWord* counts = run.result(reference).status.counts;
  return counts == nullptr ? "none" : counts->word;
}

double target_number(const Calculated& run) { return run.result("V-1").status.target.target.number; }

TEST(TargetSource, TakesATargetFromAMeasureOrAnotherPeriod) {
  const struct {
    const char* target;
    double number;
    const char* status;
  } rows[] = {
      {"= peers", 195, "Red"},
      {"(peers - 5)", 190, "Green"},
      {"more than (peers - 5)", 190, "Red"},
      {"[V-1].last_year", 200, "Red"},
      {"at least [V-1].prev", 110, "Green"},
      {"(visits.last_year * 90%)", 180, "Green"},
      {"by 10 on [V-1].last_year", 210, "Red"},
      {"by 5% on [V-1].last_year", 210, "Red"},
      {"by 20 per year on 150 in 2016/17", 190, "Green"},
      {"by 10% per year on 100 in 2016/17", 121, "Green"},
  };
  for (const auto& row : rows) {
    Sheets sheets;
    fill(sheets, row.target);
    const Calculated run(sheets);
    ASSERT_FALSE(run.book.has_errors()) << row.target << "\n" << run.told();
    EXPECT_DOUBLE_EQ(target_number(run), row.number) << row.target;
    EXPECT_EQ(word(run), row.status) << row.target;
  }
}

TEST(TargetSource, AChangeGoesDownWhereLessIsBetter) {
  Sheets sheets;
  fill(sheets, "by 5% on [V-1].last_year", "", "minimise");
  const Calculated run(sheets);
  EXPECT_DOUBLE_EQ(target_number(run), 190);
  EXPECT_EQ(word(run), "Green");
}

TEST(TargetSource, ScalesLastYearsProfileToTheAnnualTarget) {
  // Last year's second quarter was 200 of 1,000: a fifth of 960 is 192, and 190 falls short of it.
  Sheets sheets;
  fill(sheets, "960", "as last year");
  Calculated run(sheets);
  EXPECT_DOUBLE_EQ(target_number(run), 192);
  EXPECT_EQ(word(run), "Red");
  const Explanation told = *explain(run.book, "V-1");
  EXPECT_EQ(told.target, "192");
  EXPECT_EQ(told.target_source, "960 for the year × 200 in Q2 2017/18 ÷ 1,000 in 2017/18 = 192 (Targets!D2)");
  ASSERT_FALSE(told.options.empty());
  EXPECT_EQ(told.options[0].words, "2 more visits (190 to 192)");
  run.set("Data!G2", 191);
  EXPECT_EQ(word(run), "Red");
  run.set("Data!G2", 192);
  EXPECT_EQ(word(run), "Green");
  run.set("Data!C2", 210);  // the profile moves with last year's figures: 210 of 1,010 of 960 is 199.6
  EXPECT_EQ(word(run), "Red");
}

TEST(TargetSource, ReadsAProfileFromCells) {
  Sheets sheets;
  fill(sheets, "960", "Plan!B5:E5");
  sheets.row("Plan!B5", {100, 185, 300, 375});
  Calculated run(sheets);
  EXPECT_DOUBLE_EQ(target_number(run), 185);
  EXPECT_EQ(word(run), "Green");
  EXPECT_EQ(explain(run.book, "V-1")->target_source, "Plan!C5, of the profile (Targets!D2)");
  run.set("Plan!C5", 191);
  EXPECT_EQ(word(run), "Red");
  run.set("Plan!C5", Value());
  EXPECT_EQ(word(run), "none");
  expect_told(run, {"Plan!C5 of the profile has no figure"});
}

TEST(TargetSource, SpreadsWhatAnExpressionGivesOverTheYear) {
  Sheets sheets;
  fill(sheets, "= visits.last_year.year * 80%", "cumulative, even");
  const Calculated run(sheets);
  EXPECT_DOUBLE_EQ(target_number(run), 400);  // 800 × 6/12
}

TEST(TargetSource, ATargetMadeOfTheSameFiguresMovesWithThem) {
  // More than three quarters of visits and peers together: v >= (v + 195) × 0.5 needs v = 195.
  Sheets sheets;
  fill(sheets, "((visits + peers) / 2)");
  Calculated run(sheets);
  EXPECT_DOUBLE_EQ(target_number(run), 192.5);
  const Explanation told = *explain(run.book, "V-1");
  ASSERT_FALSE(told.options.empty());
  EXPECT_EQ(told.options[0].change, 5);
  run.set("Data!G2", 194);
  EXPECT_EQ(word(run), "Red");
  run.set("Data!G2", 195);
  EXPECT_EQ(word(run), "Green");
}

TEST(TargetSource, JudgesAForecastInPlaceOfTheFigure) {
  Sheets sheets;
  fill(sheets, "590");
  sheets.put("Indicators!J2", "visits.projection");
  Calculated run(sheets);
  // (110 + 190) × 12/6 = 600 by the year's end, although 190 is no 590.
  EXPECT_EQ(word(run), "Green");
  EXPECT_EQ(explain(run.book, "V-1")->judged_on, "visits.projection = 600");
  run.set("Data!G2", 184);
  EXPECT_EQ(word(run), "Red");
}

TEST(TargetSource, ATargetThatIsNotKnownIsSaid) {
  Sheets sheets;
  fill(sheets, "[V-1].last_year");
  sheets.put("Data!C2", Value("n/a"));
  const Calculated run(sheets);
  EXPECT_EQ(word(run), "none");
  expect_told(run, {"its target is not known: [V-1].last_year"});
}

TEST(TargetSource, AFormulaGivesTheTolerance) {
  Sheets sheets;
  fill(sheets, "200");
  sheets.put("Indicators!G2", "(visits.last_year * 5%)");
  Calculated run(sheets);
  EXPECT_EQ(word(run), "Amber");  // 200 less 10
  run.set("Data!G2", 189);
  EXPECT_EQ(word(run), "Red");
}

TEST(TargetSource, ATargetChangedForNextYearLeavesThisYearAlone) {
  const auto statuses = [](const char* period, bool with_next_year) {
    Sheets sheets;
    fill(sheets, "170", "even");
    sheets.put("Targets!D2", 740);
    sheets.put("Targets!C2", Value());
    if (with_next_year) sheets.row("Targets!A3", {"V-1", "2019/20", Value(), 2000, "even"});
    const Calculated run(sheets, {period, false});
    return word(run);
  };
  for (const char* period : {"Q1 2018/19", "Q2 2018/19"})
    EXPECT_EQ(statuses(period, false), statuses(period, true)) << period;
}

TEST(TargetSource, RefusesWhatCannotBeATargetAndSaysWhatToWrite) {
  const struct {
    const char* target;
    const char* aim;
    const char* part;
  } rows[] = {
      {"by 3,000 per year", "maximise", "write by 3,000 per year on 288,000 in 2019/20"},
      {"by 3,000 per year on 45,000", "maximise", "does not say of which year"},
      {"by 3,000 on 45,000 in spring", "maximise", "names no period"},
      {"by 10 on [V-1].last_year", "on target", "write maximise or minimise"},
      {"by 10 on [V-2].last_year", "maximise", "did you mean \"V-1\""},
      {"(peers +)", "maximise", "ends too early"},
      {"(peer)", "maximise", "did you mean \"peers\""},
      {"= worst([V-1], [V-1])", "maximise", "gives a status, not a number"},
      {"at least (peers)", "minimise", "Aim says minimise"},
      {"(peers)", "", "the aim is missing"},
      {"(peers)", "range", "is one number"},
  };
  for (const auto& row : rows) {
    Sheets sheets;
    fill(sheets, row.target, "", row.aim);
    const Calculated run(sheets);
    EXPECT_TRUE(run.book.has_errors()) << row.target;
    expect_told(run, {row.part, "Indicators!F2"});
  }
}

TEST(TargetSource, WhatIsJudgedInPlaceOfTheValueHasAKnifeEdgeToo) {
  // (110 + 190) × 12/6 × 99.99 % = 599.94, which a reader takes for 600.
  Sheets sheets;
  fill(sheets, "600");
  sheets.put("Indicators!J2", "visits.projection * 99.99%").format("Board!B2", "0");
  const Calculated run(sheets);
  EXPECT_EQ(word(run), "Red");
  expect_told(
      run,
      {"V-1 is judged on visits.projection * 99.99% = 600 as printed, which would be Green; unrounded it "
       "is Red"});
  Sheets plain;
  fill(plain, "600");
  plain.put("Indicators!J2", "visits.projection").format("Board!B2", "0");
  EXPECT_EQ(Calculated(plain).told().find("as printed"), std::string::npos);
}

}  // namespace
}  // namespace outturn
