// Measures whose periods stand in several blocks.
#include "engine/indicators/measure_block.h"

#include "book_fixture.h"

namespace outturn {
namespace {

// A sheet a quarter: 10, 20, 30 calls in the months of the first, 40, 50, 60 in those of the second.
void fill_quarters(Sheets& sheets, const char* cells = "First!B3:D3; 'Second; revised'!C5:E5",
                   const char* periods = "First!B2:D2; 'Second; revised'!C2:E2") {
  sheets.row("Settings!A1", {"Setting", "Value"}).row("Settings!A2", {"Period", "Q2 2018/19"});
  sheets.row("First!B2", {"Apr-18", "May-18", "Jun-18"}).row("First!A3", {"Calls", 10, 20, 30});
  sheets.row("Second; revised!C2", {"Jul-18", "Aug-18", "Sep-18"});
  sheets.row("Second; revised!B5", {"Calls", 40, 50, 60});
  sheets.row("Measures!A1", {"Measure", "Unit", "Cells", "Periods", "Over time", "Label"});
  sheets.row("Measures!A2", {"calls", "count", cells, periods, "sum", "Calls"});
  sheets.row("Indicators!A1", {"Reference", "Title", "Expression", "Unit", "Aim", "Target"});
  sheets.row("Indicators!A2", {"CS-1", "Calls", "calls", "count", "maximise", "100"});
  sheets.row("Indicators!A3", {"CS-2", "Calls so far", "calls.ytd", "count", "maximise", "100"});
  sheets.row("Indicators!A4", {"CS-3", "Change", "calls - calls.prev", "count", "maximise", "0"});
}

double figure(const Calculated& run, const char* reference) { return run.result(reference).value.number; }

TEST(MeasureBlock, FiguresOfSeveralBlocksAreOneSeries) {
  Sheets sheets;
  fill_quarters(sheets);
  Calculated run(sheets);
  ASSERT_EQ(run.told(), "");
  EXPECT_EQ(figure(run, "CS-1"), 150);  // 40 + 50 + 60
  EXPECT_EQ(figure(run, "CS-2"), 210);  // and 10 + 20 + 30
  EXPECT_EQ(figure(run, "CS-3"), 90);   // 150 − 60
  run.set("First!C3", 25);
  EXPECT_EQ(figure(run, "CS-2"), 215);
  EXPECT_EQ(figure(run, "CS-1"), 150);
}

TEST(MeasureBlock, ACellAndItsPeriodInWordsMayStandOnEachSheet) {
  Sheets sheets;
  fill_quarters(sheets, "First!D3; 'Second; revised'!E5", "Q1 2018/19; Q2 2018/19");
  const Calculated run(sheets);
  ASSERT_EQ(run.told(), "");
  EXPECT_EQ(figure(run, "CS-1"), 60);
  EXPECT_EQ(figure(run, "CS-3"), 30);
}

TEST(MeasureBlock, ALabelStandsBesideEachBlock) {
  Sheets sheets;
  fill_quarters(sheets, "First!B3:D3; 'Second; revised'!C4:E4");
  const Calculated run(sheets);
  expect_told(run, {"the label \"Calls\" no longer stands beside 'Second; revised'!C4:E4; it now stands in "
                    "'Second; revised'!B5; correct Cells"});
  EXPECT_EQ(run.result("CS-1").value.kind, IndicatorValue::Kind::refused);
}

TEST(MeasureBlock, RefusesBlocksThatDoNotFit) {
  const struct {
    const char* cells;
    const char* periods;
    const char* told;
  } rows[] = {
      {"First!B3:D3; 'Second; revised'!C5:E5", "First!B2:D2",
       "Measures!C2: Cells gives 2 blocks, Periods (Measures!D2) 1 block; write the headings of each block"},
      {"First!B3:D3; First!B3:D3", "First!B2:D2; First!B2:D2",
       "First!B3 and First!B3 are both for April 2018"},
      {"First!B3:D3; Secnd!C5:E5", "First!B2:D2; First!B2:D2",
       "Measures!C2: Cells: \"Secnd!C5:E5\" names the sheet \"Secnd\""},
      {"First!B3:D3; 'Second; revised'!C5:E5", "First!B2:D2; 'Second; revised'!C2:D2",
       "Measures!D2: Periods: \"'Second; revised'!C2:D2\" has 2 headings, which do not fit the 1 rows and 3 "
       "columns of "
       "\"'Second; revised'!C5:E5\""},
  };
  for (const auto& row : rows) {
    Sheets sheets;
    fill_quarters(sheets, row.cells, row.periods);
    expect_told(Calculated(sheets), {row.told});
  }
}

// Services stand in another order on the second sheet: a figure belongs to the service of its own row.
void fill_services(Sheets& sheets, const char* split_by) {
  sheets.row("Settings!A1", {"Setting", "Value"}).row("Settings!A2", {"Period", "Q2 2018/19"});
  sheets.row("First!B1", {"Q1 2018/19"}).row("First!A2", {"Housing", 1}).row("First!A3", {"Waste", 2});
  sheets.row("Second!B1", {"Q2 2018/19"}).row("Second!A2", {"Waste", 4}).row("Second!A3", {"Housing", 8});
  sheets.row("Measures!A1",
             {"Measure", "Unit", "Cells", "Periods", "Over time", "Split by", "Over services"});
  sheets.row("Measures!A2",
             {"days", "days", "First!B2:B3; Second!B2:B3", "First!B1; Second!B1", "sum", split_by, "sum"});
  sheets.row("Indicators!A1", {"Reference", "Title", "Expression", "Unit", "Aim", "Value to"});
  sheets.row("Indicators!A2", {"AB-1", "Days so far", "days.ytd", "days", "minimise", "Board!A1:C1"});
  sheets.put("Board!A3", "Board");
}

TEST(MeasureBlock, ServicesAreFoundByTheirNamesInEachBlock) {
  Sheets sheets;
  fill_services(sheets, "First!A2:A3; Second!A2:A3");
  const Calculated run(sheets);
  EXPECT_EQ(run.cell("Board!A1"), Value(9));  // Housing 1 + 8
  EXPECT_EQ(run.cell("Board!B1"), Value(6));  // Waste 2 + 4
  EXPECT_EQ(run.cell("Board!C1"), Value(15));
}

TEST(MeasureBlock, RefusesOtherServicesInALaterBlock) {
  Sheets sheets;
  fill_services(sheets, "First!A2:A3; Second!A2:A3");
  sheets.put("Second!A2", "Wast");
  expect_told(Calculated(sheets),
              {"Second!A2: \"Wast\" is no service in the first block of \"days\" (did you mean "
               "\"Waste\"?); the blocks of a measure have the same services"});
}

}  // namespace
}  // namespace outturn
