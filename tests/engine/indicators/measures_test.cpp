// Measures as expressions see them: coverage, views of other periods, services, units; through a workbook.

#include <gtest/gtest.h>

#include "tests/engine/indicators/book_fixture.h"

namespace outturn {
namespace {

// Days lost and FTE of six services over three quarters; every figure is invented.
void fill_absence(Sheets& sheets, const char* missing = "wait") {
  sheets.put("Board!A1", "Board")
      .row("Settings!A1", {"Setting", "Value"})
      .row("Settings!A2", {"Period", "Q2 2018/19"})
      .row("Absence!A4", {"Days lost", "Housing", "Planning", "Finance", "Depot", "Leisure", "Legal"})
      .row("Absence!A5", {"Q1 2018/19", 5, 10, 15, 20, 25, 30})
      .row("Absence!A6", {"Q2 2018/19", 10, 20, 30, Value(), 50, 60})
      .row("Absence!A9", {"Q1 2018/19", 5, 10, 10, 8, 25, 20})
      .row("Absence!A10", {"Q2 2018/19", 5, 10, 10, 8, 25, 20})
      .row("Measures!A1",
           {"Measure", "Unit", "Cells", "Periods", "Over time", "Split by", "Over services", "Missing"})
      .row("Measures!A2",
           {"days", "days", "Absence!B5:G6", "Absence!A5:A6", "sum", "Absence!B4:G4", "sum", missing})
      .row("Measures!A3", {"fte", "FTE", "Absence!B9:G10", "Absence!A9:A10", "last", "Absence!B4:G4", "sum"})
      .row("Indicators!A1", {"Reference", "Title", "Expression", "Unit", "Aim", "Target", "Value to",
                             "Status to", "Value periods", "Objective"})
      .row("Indicators!A2", {"ABS", "Days lost per FTE", "days / fte", "days", "minimise", "2.5",
                             "Board!B2:H2", "Board!I2", Value(), "People"})
      .row("Roll-ups!A1", {"Roll-up", "By", "Lines", "Classes", "Counts to"})
      .row("Roll-ups!A2", {"All", "Objective", "Summary!A2", "Summary!B1:D1", "Summary!B2:D2"})
      .row("Summary!A1", {Value(), "Green", "Red", "Awaited"})
      .put("Summary!A2", "People");
}

TEST(Coverage, OfServicesIsKeptUpToTheRollUp) {
  Sheets sheets;
  fill_absence(sheets);
  Calculated run(sheets);
  EXPECT_EQ(run.result("ABS").value.kind, IndicatorValue::Kind::missing);
  EXPECT_EQ(run.result("ABS").coverage, "5 of 6 services reported (without Depot)");
  EXPECT_EQ(run.cell("Board!B2"), Value(2));  // a service that reported has its figure
  EXPECT_TRUE(run.cell("Board!E2").is_blank());
  EXPECT_TRUE(run.cell("Board!H2").is_blank());
  EXPECT_EQ(run.cell("Summary!D2"), Value(1));
  EXPECT_EQ(explain(run.book, "ABS")->coverage, "5 of 6 services reported (without Depot)");
  expect_told(run,
              {"ABS is awaited: days: Depot: there is no figure for Q2 2018/19 (Absence!E6 is blank); 5 of "
               "6 services reported (without Depot)"});
  EXPECT_EQ(run.book.roll_ups()[0].coverage,
            "1 due, 0 reported, 1 awaited; ABS: 5 of 6 services reported (without Depot)");
  run.set("Absence!E6", 40);  // 210 days over 78 FTE
  EXPECT_DOUBLE_EQ(run.cell("Board!H2").number(), 210.0 / 78);
  EXPECT_EQ(run.result("ABS").coverage, "6 of 6 services reported");
  EXPECT_EQ(run.book.roll_ups()[0].coverage, "1 due, 1 reported, 0 awaited");
}

TEST(Coverage, LeavesTheSameServicesOutOfBothSidesOfAQuotient) {
  Sheets sheets;
  fill_absence(sheets, "use what is there");
  const Calculated run(sheets);
  // 10 + 20 + 30 + 50 + 60 days over 5 + 10 + 10 + 25 + 20 FTE; the Depot's 8 FTE are left out too.
  EXPECT_DOUBLE_EQ(run.cell("Board!H2").number(), 170.0 / 70);
  EXPECT_EQ(run.cell("Board!I2"), Value("Green"));
  EXPECT_TRUE(run.cell("Board!E2").is_blank());
  expect_told(run, {"ABS is calculated from what is there: 5 of 6 services reported (without Depot)"});
  EXPECT_EQ(run.book.roll_ups()[0].coverage,
            "1 due, 1 reported, 0 awaited; ABS: 5 of 6 services reported (without Depot)");
}

TEST(Coverage, ComparesPeriodsLikeWithLike) {
  Sheets sheets;
  fill_absence(sheets, "use what is there");
  sheets.row("Indicators!A3", {"CHG", "Change", "days - days.prev", "days", Value(), Value(), "Board!B3"})
      .row("Indicators!A4", {"ABS2", "Doubled", "[ABS] * 2", "days", Value(), Value(), "Board!B4"})
      .row("Indicators!A5", {"MIX", "Mixed", "[ABS] - [ABS].prev", "days", Value(), Value(), "Board!B5"});
  const Calculated run(sheets);
  EXPECT_EQ(run.cell("Board!B3"), Value(170 - 85));  // 105 less the Depot's 20 in the first quarter
  EXPECT_DOUBLE_EQ(run.cell("Board!B4").number(), 340.0 / 70);
  EXPECT_EQ(run.result("ABS2").coverage, "5 of 6 services reported (without Depot)");
  EXPECT_TRUE(run.cell("Board!B5").is_blank());  // the one covers five services, the other six
  expect_told(run, {"MIX is awaited: [ABS]: it covers 5 of 6 services reported"});
}

// Each input changed to each kind of content: what was calculated step by step is what a new run gives.
TEST(Coverage, IsTheSameAfterAChangeAsInANewRun) {
  const auto fill = [](Sheets& sheets) {
    fill_absence(sheets, "use what is there");
    sheets.row("Indicators!A3", {"CHG", "Change", "days - days.prev", "days", Value(), Value(), "Board!B3"})
        .row("Indicators!A4", {"YTD", "So far", "days.ytd / fte", "days", Value(), Value(), "Board!B4"})
        .row("Indicators!A5", {"PROJ", "Projected", "days.projection", "days", Value(), Value(), "Board!B5"})
        .row("Indicators!A6", {"SHARE", "Share", "days / days.all", "%", Value(), Value(), "Board!B6:H6"});
  };
  Sheets changed;
  fill(changed);
  Calculated run(changed);
  const Value contents[] = {Value(), 7, 0, "n/a", "50+", "3,0335", "12.5 long", ErrorCode::div0};
  for (const char* row : {"5", "6", "9", "10"}) {
    for (const char* column : {"B", "E", "G"}) {
      const std::string cell = std::string("Absence!") + column + row;
      const Value before = run.cell(cell);
      for (const Value& content : contents) {
        run.set(cell, content);
        Sheets sheets;
        fill(sheets);
        sheets.put(cell, content);
        const Calculated fresh(sheets);
        for (const IndicatorResult& result : fresh.book.results()) {
          const IndicatorResult stepwise = run.result(result.definition->reference);
          EXPECT_EQ(stepwise.value, result.value) << cell << " " << result.definition->reference;
          EXPECT_EQ(stepwise.service_values, result.service_values) << cell;
          EXPECT_EQ(stepwise.coverage, result.coverage) << cell;
          EXPECT_FALSE(result.value.kind == IndicatorValue::Kind::number &&
                       !result.value.coverage.is_complete() && result.coverage.empty());
        }
        EXPECT_EQ(run.book.roll_ups()[0].coverage, fresh.book.roll_ups()[0].coverage) << cell;
      }
      run.set(cell, before);
    }
  }
}

TEST(Coverage, DoesNotDivideSomeServicesByTheWholeCouncil) {
  Sheets sheets;
  fill_absence(sheets, "use what is there");
  sheets.put("Absence!A12", "Council")
      .put("Absence!B12", 78)
      .row("Measures!A4", {"council_fte", "FTE", "Absence!B12", "Q2 2018/19", "none"})
      .row("Indicators!A3",
           {"ALL", "Of the council", "days / council_fte", "days", Value(), Value(), "Board!B3"});
  const Calculated run(sheets);
  EXPECT_TRUE(run.cell("Board!B3").is_blank());
  expect_told(run, {"council_fte: it is not split by services, so that Depot"});
}

// The calls of three months, of which August's abandoned ones were not recorded.
void fill_calls(Sheets& sheets) {
  sheets.put("Board!A1", "Board")
      .row("Settings!A1", {"Setting", "Value"})
      .row("Settings!A2", {"Period", "Q2 2018/19"})
      .row("Calls!A5", {"Calls", "July 18/19", "Aug 18/19", "Sept 18/19", "Total"})
      .row("Calls!A7", {"Received", 10338, 8951, 7779})
      .row("Calls!A11", {"Abandoned", 3231, "***", 1241})
      .row("Measures!A1", {"Measure", "Unit", "Cells", "Periods", "Over time", "Missing"})
      .row("Measures!A2", {"received", "count", "Calls!B7:E7", "Calls!B5:E5", "sum"})
      .row("Measures!A3", {"abandoned", "count", "Calls!B11:E11", "Calls!B5:E5", "sum", "use what is there"})
      .row("Indicators!A1", {"Reference", "Title", "Expression", "Unit", "Aim", "Target", "Value to",
                             "Status to", "Value periods"})
      .row("Indicators!A2",
           {"CS-1", "Abandoned", "abandoned / received", "%", "minimise", "<10%", "Board!D20", "Board!E20"})
      .format("Board!D20", "0.00%");
}

TEST(Coverage, LeavesTheSameMonthsOutOfBothSidesOfAQuotient) {
  Sheets sheets;
  fill_calls(sheets);
  Calculated run(sheets);
  EXPECT_DOUBLE_EQ(run.cell("Board!D20").number(), (3231.0 + 1241) / (10338 + 7779));
  EXPECT_EQ(run.result("CS-1").coverage, "2 of 3 months reported (without August 2018)");
  run.set("Calls!C11", 1326);
  EXPECT_DOUBLE_EQ(run.cell("Board!D20").number(), 5798.0 / 27068);
  EXPECT_EQ(run.result("CS-1").coverage, "3 of 3 months reported");
}

TEST(Coverage, DoesNotCompareTwoMonthsWithThree) {
  Sheets sheets;
  fill_calls(sheets);
  sheets.row("Indicators!A3",
             {"CHG", "Change", "abandoned - abandoned.month", "count", Value(), Value(), "Board!D21"});
  const Calculated run(sheets);
  EXPECT_TRUE(run.cell("Board!D21").is_blank());
  expect_told(run,
              {"CHG is awaited: abandoned covers 2 of 3 months reported (without August 2018), and is not "
               "compared with its figure for another period"});
}

TEST(Coverage, TakesZeroForMissingWhereTheMeasureSaysSo) {
  Sheets sheets;
  fill_calls(sheets);
  sheets.put("Calls!C11", 0);
  const Calculated as_zero(sheets);
  EXPECT_DOUBLE_EQ(as_zero.cell("Board!D20").number(), 4472.0 / 27068);
  Sheets missing;
  fill_calls(missing);
  missing.put("Calls!C11", 0).put("Measures!G1", "Missing is written").put("Measures!G3", "0");
  const Calculated as_missing(missing);
  EXPECT_DOUBLE_EQ(as_missing.cell("Board!D20").number(), 4472.0 / 18117);
}

TEST(Views, GiveEachServicesShareOfTheTotal) {
  Sheets sheets;
  fill_absence(sheets);
  sheets.put("Absence!E6", 30).put("Indicators!C2", "days / days.all").put("Indicators!D2", "%");
  sheets.put("Indicators!F2", Value());
  const Calculated run(sheets);
  EXPECT_EQ(run.cell("Board!B2"), Value(5));  // 10 of 200; a cell without % format gets points
  EXPECT_EQ(run.cell("Board!G2"), Value(30));
  EXPECT_EQ(run.cell("Board!H2"), Value(100));
  Sheets unsplit;
  fill_calls(unsplit);
  unsplit.put("Indicators!C2", "abandoned / received.all");
  expect_told(Calculated(unsplit),
              {"received.all asks for all services together, but received is not split"});
}

// Quarterly figures of two years; the benchmark is the year's 454.46 kg.
void fill_quarters(Sheets& sheets, const char* expression, const char* unit) {
  sheets.put("Board!A1", "Board")
      .row("Settings!A1", {"Setting", "Value"})
      .row("Settings!A2", {"Period", "Q2 2018/19"})
      .row("Waste!A1",
           {Value(), "Q1 2017/18", "Q2 2017/18", "Q3 2017/18", "Q4 2017/18", "Q1 2018/19", "Q2 2018/19"})
      .row("Waste!A2", {"Residual", 110, 105, 100, 120, 90, 110})
      .row("Waste!A3", {"Homes", 40, 41, 42, 43, 44, 45})
      .row("Waste!A4", {"Collected so far", 110, 215, 315, 435, 90, 200})
      .row("Waste!A6", {"Benchmark", "2017/18"})
      .row("Waste!A7", {Value(), 454.46})
      .row("Measures!A1", {"Measure", "Unit", "Cells", "Periods", "Over time"})
      .row("Measures!A2", {"residual", "kg", "Waste!B2:G2", "Waste!B1:G1", "sum"})
      .row("Measures!A3", {"homes", "homes", "Waste!B3:G3", "Waste!B1:G1", "last"})
      .row("Measures!A4", {"so_far", "kg", "Waste!B4:G4", "Waste!B1:G1", "cumulative"})
      .row("Measures!A5", {"benchmark", "kg", "Waste!B7", "2017/18", "sum"})
      .row("Indicators!A1", {"Reference", "Title", "Expression", "Unit", "Value to"})
      .row("Indicators!A2", {"W", "Waste", expression, unit, "Board!B2"});
}

TEST(Views, LookBackAheadAndAcrossTheYear) {
  const struct {
    const char* expression;
    const char* unit;
    double expected;
  } rows[] = {
      {"residual.rolling_4", "kg", 420},       // 100 + 120 + 90 + 110
      {"residual.rolling_4.prev", "kg", 415},  // 105 + 100 + 120 + 90
      {"residual.rolling_12_months", "kg", 420},
      {"residual.rolling_4 / homes", "kg", 420.0 / 45},
      {"residual.ytd", "kg", 200},
      {"residual.projection", "kg", 400},  // 200 in two quarters, so 400 in four
      {"so_far.projection", "kg", 400},
      {"so_far.in_period", "kg", 110},  // 200 - 90
      {"so_far.rolling_4", "kg", 420},  // 435 - 215 and 200
      {"so_far.prev.in_period", "kg", 90},
      {"benchmark.share_of_year.last_year", "kg", 113.615},
      {"residual - benchmark.share_of_year.last_year", "kg", 110 - 113.615},
      {"homes.rolling_4", "homes", 45},
  };
  for (const auto& row : rows) {
    Sheets sheets;
    fill_quarters(sheets, row.expression, row.unit);
    const Calculated run(sheets);
    ASSERT_TRUE(run.cell("Board!B2").is_number()) << row.expression << "\n" << run.told();
    EXPECT_DOUBLE_EQ(run.cell("Board!B2").number(), row.expected) << row.expression;
  }
}

TEST(Views, GiveAnIndicatorsOwnEarlierValue) {
  Sheets sheets;
  fill_quarters(sheets, "residual / homes", "kg");
  sheets.row("Indicators!A3", {"W-CHANGE", "Change", "[W] - [W].prev", "kg", "Board!B3"})
      .row("Indicators!A4", {"W-YEAR", "Twelve months", "[W].rolling_4", "kg", "Board!B4"});
  const Calculated run(sheets);
  EXPECT_DOUBLE_EQ(run.cell("Board!B3").number(), 110.0 / 45 - 90.0 / 44);
  EXPECT_DOUBLE_EQ(run.cell("Board!B4").number(), 420.0 / 45);  // a ratio of sums, no mean of ratios
}

TEST(Views, RefuseTheProjectionOfAStock) {
  Sheets sheets;
  fill_quarters(sheets, "homes.projection", "homes");
  sheets.row("Indicators!A3", {"W2", "Rate", "[W].projection", "homes", "Board!B3"});
  expect_told(Calculated(sheets), {"homes.projection carries a sum on to the end of the year, but Over time "
                                   "of homes (Measures!E3) is not sum",
                                   "[W].projection cannot be told of an indicator"});
}

TEST(Views, AddUpNoYearsSoFar) {
  Sheets sheets;
  fill_quarters(sheets, "so_far", "kg");
  sheets.row("Indicators!A3", {"W2", "Rolling", "[W].rolling_4", "kg", "Board!B3"})
      .row("Indicators!A4", {"W3", "Part", "[W].in_period", "kg", "Board!B4"});
  expect_told(Calculated(sheets), {"[W].rolling_4 adds up over several periods, but so_far",
                                   "so_far.in_period", "[W].in_period is said of a cumulative measure"});
}

TEST(Views, ProjectNothingFromAHalfReportedYear) {
  Sheets sheets;
  fill_quarters(sheets, "residual.projection", "kg");
  sheets.put("Measures!F1", "Missing").put("Measures!F2", "use what is there").put("Waste!F2", Value());
  const Calculated run(sheets);
  EXPECT_TRUE(run.cell("Board!B2").is_blank());
  EXPECT_EQ(run.result("W").coverage, "1 of 2 quarters reported (without Q1 2018/19)");
}

TEST(ValuePeriods, FillEarlierCellsFromTheMeasuresAndLeaveTheRest) {
  Sheets sheets;
  fill_quarters(sheets, "residual / homes", "kg");
  sheets.put("Indicators!E2", "Board!B2:G2")
      .put("Indicators!F1", "Value periods")
      .put("Indicators!F2", "Board!B1:G1")
      .row("Board!B1", {"Q4 2016/17", "Q1 2017/18", "Q2 2017/18", "Change", "Q2 2018/19", "Q3 2018/19"})
      .put("Board!B2", 2.5)   // typed, and its cells are not there
      .put("Board!D2", 9.99)  // typed by a person, who keeps it
      .put("Board!G2", "later");
  Calculated run(sheets);
  ASSERT_FALSE(run.book.has_errors()) << run.told();
  EXPECT_EQ(run.cell("Board!B2"), Value(2.5));
  EXPECT_DOUBLE_EQ(run.cell("Board!C2").number(), 110.0 / 40);
  EXPECT_EQ(run.cell("Board!D2"), Value(9.99));
  EXPECT_TRUE(run.cell("Board!E2").is_blank());
  EXPECT_DOUBLE_EQ(run.cell("Board!F2").number(), 110.0 / 45);
  EXPECT_EQ(run.cell("Board!G2"), Value("later"));
  run.set("Waste!B2", 80);
  EXPECT_DOUBLE_EQ(run.cell("Board!C2").number(), 2);
}

TEST(ValuePeriods, KeepWhatAnEarlierRunWroteWhenTheCellsAreGone) {
  Sheets sheets;
  fill_quarters(sheets, "residual / homes", "kg");
  sheets.put("Indicators!E2", "Board!B2:C2")
      .put("Indicators!F1", "Value periods")
      .put("Indicators!F2", "Board!B1:C1")
      .row("Board!B1", {"Q4 2016/17", "Q2 2018/19"})
      .put("Board!B2", 2.5)
      .mark("Board!$B$2");
  EXPECT_EQ(Calculated(sheets).cell("Board!B2"), Value(2.5));
}

TEST(ValuePeriods, KeepWhatARunForALaterPeriodWrote) {
  Sheets sheets;
  fill_quarters(sheets, "residual / homes", "kg");
  sheets.put("Settings!B2", "Q1 2018/19")
      .put("Indicators!E2", "Board!B2:C2")
      .put("Indicators!F1", "Value periods")
      .put("Indicators!F2", "Board!B1:C1")
      .row("Board!B1", {"Q1 2018/19", "Q2 2018/19"})
      .put("Board!C2", 2.5)
      .mark("Board!$C$2");
  const Calculated run(sheets);
  EXPECT_DOUBLE_EQ(run.cell("Board!B2").number(), 90.0 / 44);
  EXPECT_EQ(run.cell("Board!C2"), Value(2.5));
  EXPECT_EQ(run.book.written_cells().size(), 2u);  // both stay marked as outturn's own
}

TEST(ValuePeriods, AreRefusedWhereTheyDoNotFit) {
  const std::pair<const char*, const char*> rows[] = {
      {"Board!B1:C1", "are not the headings of"},
      {"Board!B3:D3", "do not name Q2 2018/19"},
      {"Board!B4:D4", "name Q2 2018/19 twice"},
  };
  for (const auto& [headings, part] : rows) {
    Sheets sheets;
    fill_quarters(sheets, "residual / homes", "kg");
    sheets.put("Indicators!E2", "Board!B2:D2")
        .put("Indicators!F1", "Value periods")
        .put("Indicators!F2", headings)
        .row("Board!B1", {"Q4 2017/18", "Q1 2018/19", "Q2 2018/19"})
        .row("Board!B3", {"Q3 2017/18", "Q4 2017/18", "Q1 2018/19"})
        .row("Board!B4", {"Q1 2018/19", "Q2 2018/19", "Jul-Sep 2018"});
    expect_told(Calculated(sheets), {"Indicators!F2: Value periods: ", part});
  }
}

TEST(Units, AreCheckedWithTheCellOfTheUnit) {
  Sheets sheets;
  fill_absence(sheets);
  sheets.put("Indicators!D2", "%");
  const Calculated wrong(sheets);
  EXPECT_TRUE(wrong.book.has_errors());
  expect_told(wrong, {"Indicators!D2: the expression of ABS (Indicators!C2) gives days \u00F7 FTE, but its "
                      "unit is %, so that "
                      "the figure would be wrong by a factor"});
  Sheets words;
  fill_quarters(words, "residual", "homes");
  const Calculated other(words);
  EXPECT_FALSE(other.book.has_errors());
  expect_told(other, {"Indicators!D2: the expression of W (Indicators!C2) gives kg, but its unit is homes"});
}

TEST(Units, ScaleARateBehindThePlainRatio) {
  Sheets sheets;  // 26 in 100,000 is 2.6 per 10,000
  fill_quarters(sheets, "homes / homes.prev", "per 10,000");
  sheets.put("Waste!G3", 26).put("Waste!F3", 100000);
  EXPECT_EQ(Calculated(sheets).cell("Board!B2"), Value(2.6));
}

TEST(Measures, AverageNoPercentagesUnlessAskedInWords) {
  const auto fill = [](Sheets& sheets, const char* over_time) {
    fill_quarters(sheets, "share.ytd", "%");
    sheets.row("Waste!A9", {"Share", "40%", "50%", "60%", "70%", "50%", "60%"})
        .row("Measures!A6", {"share", "%", "Waste!B9:G9", "Waste!B1:G1", over_time})
        .format("Board!B2", "0%");
  };
  Sheets refused;
  fill(refused, "average");
  expect_told(Calculated(refused), {"Measures!E6: an average of percentages counts a small month as much"});
  Sheets summed;
  fill(summed, "sum");
  expect_told(Calculated(summed), {"Measures!E6: percentages added up are no percentage"});
  Sheets asked;
  fill(asked, "average of percentages");
  EXPECT_DOUBLE_EQ(Calculated(asked).cell("Board!B2").number(), 0.55);
}

TEST(Measures, MakeTheTotalOfTheirServicesAsTheySay) {
  const std::pair<const char*, double> rows[] = {
      {"sum", 85 + 20},
      {"average", 105.0 / 6},
      {"min", 5},
      {"max", 30},
      // 5·5 + 10·10 + 15·10 + 20·8 + 25·25 + 30·20 over 78 FTE
      {"average weighted by fte", 1660.0 / 78},
  };
  for (const auto& [over, expected] : rows) {
    Sheets sheets;
    fill_absence(sheets);
    sheets.put("Settings!B2", "Q1 2018/19").put("Measures!G2", over).put("Indicators!C2", "days");
    const Calculated run(sheets);
    ASSERT_TRUE(run.cell("Board!H2").is_number()) << over << "\n" << run.told();
    EXPECT_DOUBLE_EQ(run.cell("Board!H2").number(), expected) << over;
  }
}

TEST(Measures, KeepABoundThroughAnExpression) {
  Sheets sheets;
  fill_quarters(sheets, "1000 - visits", "number");
  sheets.put("Waste!B10", "over 600")
      .row("Measures!A6", {"visits", "count", "Waste!B10", "Q2 2018/19", "none"})
      .row("Indicators!A3", {"V2", "Visits and homes", "visits * homes / visits", "number", "Board!B3"});
  const Calculated run(sheets);
  EXPECT_EQ(run.cell("Board!B2"), Value("<400"));
  expect_told(run, {"visits is only a bound, and what the expression makes of it cannot be told"});
}

TEST(Measures, PointToTheYearsCellOfAStock) {
  Sheets sheets;
  fill_quarters(sheets, "residual / people", "kg");
  sheets.put("Waste!B10", 60000).row("Measures!A6", {"people", "count", "Waste!B10", "2018/19", "last"});
  expect_told(Calculated(sheets),
              {"there is no cell for the end of Q2 2018/19; for that of 2018/19 write .year"});
}

TEST(Measures, NameServicesThatOneOfThemLacks) {
  Sheets sheets;
  fill_absence(sheets);
  sheets.put("Measures!C3", "Absence!B9:F10").put("Measures!F3", "Absence!B4:F4");
  expect_told(Calculated(sheets), {"are split by different services: \"Legal\"", "correct Split by of fte"});
}

// Five invented savings of one quarter: a column of lines under the heading of its period.
TEST(Measures, TakeOneHeadingOverAColumnOfServices) {
  Sheets sheets;
  sheets.put("Board!A1", "Board")
      .row("Settings!A1", {"Setting", "Value"})
      .row("Settings!A2", {"Period", "Q2 2018/19"})
      .row("Savings!A1", {"Line", "Q2 2018/19"})
      .row("Savings!A2", {"Energy", 12})
      .row("Savings!A3", {"Vehicles", -5})
      .row("Measures!A1", {"Measure", "Unit", "Cells", "Periods", "Over time", "Split by", "Over services"})
      .row("Measures!A2", {"savings", "count", "Savings!B2:B3", "Savings!B1", "sum", "Savings!A2:A3", "sum"})
      .row("Indicators!A1", {"Reference", "Title", "Expression", "Unit", "Aim", "Value to"})
      .row("Indicators!A2", {"S", "Savings", "savings", "count", "maximise", "Board!B2:D2"});
  Calculated run(sheets);
  EXPECT_EQ(run.cell("Board!C2"), Value(-5)) << run.told();
  EXPECT_EQ(run.cell("Board!D2"), Value(7));
  run.set("Savings!B3", 1);
  EXPECT_EQ(run.cell("Board!D2"), Value(13));
}

// A programme of £6,130k, and what a report's text says of it.
TEST(Measures, CompareAFigureOfTheTextAtItsOwnLastDigit) {
  for (const auto& [typed, told] :
       {std::pair("\u00A36.1m", ""), std::pair("\u00A36,130k", ""), std::pair("\u00A36.13 million", ""),
        std::pair("\u00A36.2m", "\u00A36,200k, is calculated as \u00A36,130k (rounding)"),
        std::pair("\u00A36.3m", "\u00A36,300k, is calculated as \u00A36,130k\n"),
        std::pair("\u00A36,131k", "\u00A36,131k, is calculated as \u00A36,130k\n")}) {
    Sheets sheets;
    sheets.put("Board!A1", "Board")
        .row("Settings!A1", {"Setting", "Value"})
        .row("Settings!A2", {"Period", "Q2 2018/19"})
        .row("Capital!A1", {"Programme", 6130, typed})
        .row("Measures!A1", {"Measure", "Unit", "Cells", "Periods", "Over time", "Label"})
        .row("Measures!A2", {"programme", "\u00A3000", "Capital!B1", "Q2 2018/19", "last", "Programme"})
        .row("Indicators!A1",
             {"Reference", "Title", "Expression", "Unit", "Aim", "Value to", "Entered value"})
        .row("Indicators!A2", {"CP", "t", "programme", "\u00A3000", "minimise", "Board!B2", "Capital!C1"});
    const std::string said = Calculated(sheets).told();
    if (*told == 0)
      EXPECT_EQ(said, "") << typed;
    else
      EXPECT_NE((said + "\n").find(told), std::string::npos) << typed << ": " << said;
  }
}

// Bolsover: 80 among 82 % and 99 %.
TEST(Measures, TellAFigureWithoutAPercentSignAmongOthersWithOne) {
  const auto told = [](const Value& second) {
    Sheets sheets;
    sheets.row("Settings!A1", {"Setting", "Value"})
        .row("Settings!A2", {"Period", "Q2 2020/21"})
        .row("Data!A1", {"", "Q1 2020/21", "Q2 2020/21"})
        .row("Data!A2", {"Answered", "82%", second})
        .row("Measures!A1", {"Measure", "Unit", "Cells", "Periods", "Over time", "Label"})
        .row("Measures!A2", {"answered", "%", "Data!B2:C2", "Data!B1:C1", "last", "Answered"})
        .row("Indicators!A1", {"Reference", "Title", "Expression", "Unit"})
        .row("Indicators!A2", {"CUS", "t", "answered", "%"});
    return Calculated(sheets).told();
  };
  EXPECT_NE(
      told(80).find(
          "Data!C2: the figure of \"answered\" has no % where others have; by the unit it is read as 80%"),
      std::string::npos)
      << told(80);
  EXPECT_NE(told("98").find("read as 98%"), std::string::npos);
  EXPECT_EQ(told("98 per cent").find("has no %"), std::string::npos);
}

// A row inserted above an address is seen by the label, or by headings beside the cells; by nothing else.
TEST(Measures, AskForALabelWhereNothingElseWouldShowThatARowWasInserted) {
  const auto told = [](const char* cells, const Value& label, const Value& split) {
    Sheets sheets;
    sheets.row("Settings!A1", {"Setting", "Value"})
        .row("Settings!A2", {"Period", "Q2 2018/19"})
        .row("Calls!A1", {"", "Q1 2018/19", "Q2 2018/19"})
        .row("Calls!A2", {"Answered", 5, 6})
        .row("Measures!A1", {"Measure", "Unit", "Cells", "Periods", "Over time", "Label", "Split by"})
        .row("Measures!A2", {"answered", "count", cells, "Calls!B1:C1", "sum", label, split})
        .row("Indicators!A1", {"Reference", "Title", "Expression", "Unit"})
        .row("Indicators!A2", {"CS", "t", "answered", "count"});
    sheets.workbook.add_name({"Answered", std::nullopt, "Calls!$B$2:$C$2"});
    return Calculated(sheets).told();
  };
  EXPECT_NE(
      told("Calls!B2:C2", Value(), Value())
          .find("Measures!C2: a row inserted before Calls!B2:C2 would go unnoticed, and answered would be "
                "read from the wrong row; write \"Answered\", which stands in Calls!A2, in Label"),
      std::string::npos);
  EXPECT_EQ(told("Calls!B2:C2", "Answered", Value()).find("unnoticed"), std::string::npos);
  EXPECT_EQ(told("Calls!B2:C2", Value(), "Calls!A2").find("unnoticed"), std::string::npos);
  EXPECT_EQ(told("Answered", Value(), Value()).find("unnoticed"), std::string::npos);
}

TEST(Measures, NameTheCellOfADateOnTheWrongWeekday) {
  Sheets sheets;
  fill_quarters(sheets, "done", "date");
  sheets.put("Waste!B10", "Mon-31-Mar-24")
      .row("Measures!A6", {"done", "date", "Waste!B10", "Q2 2018/19", "none"});
  expect_told(Calculated(sheets), {"Waste!B10: the figure of \"done\"", "is a Sunday, not the weekday"});
}

}  // namespace
}  // namespace outturn
