#include "engine/indicators/benchmark.h"

#include "book_fixture.h"

namespace outturn {
namespace {

void fill(Sheets& sheets, const char* target, const Value& figure = 113) {
  sheets.row("Settings!A1", {"Setting", "Value"}).row("Settings!A2", {"Period", "Q2 2017/18"});
  sheets.row("Data!A1", {"", "Q2 2017/18"}).row("Data!A2", {"Waste", figure});
  sheets.row("Measures!A1", {"Measure", "Unit", "Cells", "Periods", "Over time"});
  sheets.row("Measures!A2", {"waste", "kg", "Data!B2:B2", "Data!B1:B1", "sum"});
  sheets.row("Indicators!A1", {"Reference", "Title", "Expression", "Unit", "Aim", "Target"});
  sheets.row("Indicators!A2", {"W-1", "Waste", "waste", "kg", "minimise", target});
  sheets.row("Benchmarks!A1", {"Benchmark", "Period", "Group", "Figure", "Value"});
  sheets.row("Benchmarks!A2", {"household waste", "2017/18", "English districts", "mean", 454.46});
  const double peers[] = {100, 110, 120, 130, 140};
  for (int at = 0; at < 5; ++at)
    sheets.row("Benchmarks!A" + std::to_string(3 + at),
               {"peers", "Q2 2017/18", Value(), "Council " + std::to_string(at), peers[at]});
}

TEST(Benchmark, TurnsAnAnnualMeanIntoAQuarterAndTakesQuartilesOfPeers) {
  const struct {
    const char* target;
    double number;
    const char* status;
  } rows[] = {
      {"mean of household waste, 2017/18, share of year", 113.615, "Green"},  // 454.46 / 4
      {"mean of household waste, 2017/18, as it is", 454.46, "Green"},
      {"mean of peers", 120, "Green"},
      {"quartile 1 of peers", 110, "Red"},
      {"under quartile 3 of peers", 130, "Green"},
  };
  for (const auto& row : rows) {
    Sheets sheets;
    fill(sheets, row.target);
    const Calculated run(sheets);
    ASSERT_FALSE(run.book.has_errors()) << run.told();
    EXPECT_DOUBLE_EQ(run.result("W-1").status.target.target.number, row.number) << row.target;
    ASSERT_NE(run.result("W-1").status.counts, nullptr) << row.target;
    EXPECT_EQ(run.result("W-1").status.counts->word, row.status) << row.target;
  }
}

TEST(Benchmark, RefusesToCompareTwoPeriodsInSilence) {
  const struct {
    const char* target;
    const char* part;
  } rows[] = {
      {"mean of household waste", "is for 2017/18, not for Q2 2017/18"},
      {"mean of household waste, 2017/18", "add \", share of year\""},
      {"mean of household wast", "did you mean \"household waste\"?"},
      {"median of household waste, 2017/18, share of year", "has no median and no peers"},
      {"mean of peers, soon", "neither a period nor share of year"},
  };
  for (const auto& row : rows) {
    Sheets sheets;
    fill(sheets, row.target);
    const Calculated run(sheets);
    expect_told(run, {row.part});
  }
}

TEST(Benchmark, NamesThePeersLowestFirstAndDoubtsASecondGroup) {
  Sheets sheets;
  fill(sheets, "quartile 1 of peers");
  sheets.row("Benchmarks!A8", {"peers", "Q2 2017/18", "Counties", "Shire", 105});
  const Calculated run(sheets);
  EXPECT_EQ(
      explain(run.book, "W-1")->peers,
      "peers for Q2 2017/18: 100 Council 0, 105 Shire, 110 Council 1, 120 Council 2, 130 Council 3, 140 "
      "Council 4");
  expect_told(
      run,
      {"Benchmarks!C8: the figures of peers are of one group of councils, but here stands \"Counties\""});
}

TEST(Benchmark, RefusesAFigureThatStandsTwiceNamingBoth) {
  Sheets sheets;
  fill(sheets, "quartile 1 of peers");
  sheets.row("Benchmarks!A8", {"peers", "Q2 2017/18", Value(), "Council 3", 105});
  expect_told(Calculated(sheets), {"Benchmarks!D8: the Council 3 of peers stands here a second time, after "
                                   "Benchmarks!D6; correct one of the two, or leave one out"});
}

// Peers 100, 110, 120, 130, 140: quartiles at 110, 120 and 130, the mean 120.
TEST(Position, TellsWhereTheFigureStands) {
  const struct {
    double figure;
    const char* benchmark;
    const char* aim;
    const char* word;
  } rows[] = {
      {113, "mean of peers", "minimise", "Below mean"},
      {121, "mean of peers", "minimise", "Above mean"},
      {120, "mean of peers", "maximise", "At mean"},
      {119, "quartile 2 of peers", "maximise", "Below quartile 2"},
      {110, "quartiles of peers", "minimise", "Top quartile"},
      {111, "quartiles of peers", "minimise", "Second quartile"},
      {121, "quartiles of peers", "minimise", "Third quartile"},
      {131, "quartiles of peers", "minimise", "Bottom quartile"},
      {130, "quartiles of peers", "maximise", "Top quartile"},
      {129, "quartiles of peers", "maximise", "Second quartile"},
      {110, "quartiles of peers", "maximise", "Third quartile"},
      {109, "quartiles of peers", "maximise", "Bottom quartile"},
      {113, "mean of household waste, 2017/18, share of year", "minimise", "Below mean"},  // 113.615
  };
  for (const auto& row : rows) {
    Sheets sheets;
    fill(sheets, "", row.figure);
    sheets.row("Indicators!A1",
               {"Reference", "Title", "Expression", "Unit", "Aim", "Target", "Benchmark", "Position to"});
    sheets.row("Indicators!A2", {"W-1", "Waste", "waste", "kg", row.aim, Value(), row.benchmark, "Data!D2"});
    Calculated run(sheets);
    EXPECT_EQ(run.cell("Data!D2"), Value(row.word)) << row.figure << row.benchmark << run.told();
    EXPECT_EQ(explain(run.book, "W-1")->position.rfind(std::string(row.word) + ": ", 0), 0U);
    run.set("Data!B2", Value());
    EXPECT_TRUE(run.cell("Data!D2").is_blank());
  }
}

TEST(Position, IsAgainstTheTargetsBenchmarkWhereNoOtherIsGiven) {
  Sheets sheets;
  fill(sheets, "quartile 1 of peers");
  sheets.put("Indicators!G1", "Position to").put("Indicators!G2", "Data!D2");
  EXPECT_EQ(Calculated(sheets).cell("Data!D2"), Value("Above quartile 1"));
}

TEST(Position, SaysWhatIsMissing) {
  const struct {
    const char* benchmark;
    const char* place;
    const char* aim;
    const char* told;
  } rows[] = {
      {"", "Data!D2", "minimise",
       "Indicators!H2: the position of W-1 is against no benchmark; write one in Benchmark "
       "(Indicators!G2)"},
      {"mean of peers", "", "minimise",
       "Indicators!G2: the position against it has no cell; give one in Position to"},
      {"avarage of peers", "Data!D2", "minimise",
       "Indicators!G2: \"avarage of peers\" is no benchmark; write mean of"},
      {"quartiles of peers", "Data!D2", "",
       "which quartile is the top one depends on the aim; write maximise"},
      {"mean of household waste", "Data!D2", "minimise",
       "Indicators!G2: W-1 has no position: the benchmark household waste is for 2017/18, not for Q2 "
       "2017/18"},
  };
  for (const auto& row : rows) {
    Sheets sheets;
    fill(sheets, "");
    sheets.row("Indicators!A1",
               {"Reference", "Title", "Expression", "Unit", "Aim", "Target", "Benchmark", "Position to"});
    sheets.row("Indicators!A2", {"W-1", "Waste", "waste", "kg", row.aim, Value(), row.benchmark, row.place});
    expect_told(Calculated(sheets), {row.told});
  }
  Sheets target;
  fill(target, "quartiles of peers");
  expect_told(Calculated(target), {"a target is one figure; write quartile 1, 2 or 3 of peers"});
}

}  // namespace
}  // namespace outturn
