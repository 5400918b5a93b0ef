// Entered statuses and reasons after rows were inserted where no result of outturn stands.
#include "engine/indicators/entered_rows.h"

#include "book_fixture.h"

namespace outturn {
namespace {

// A register of two milestones from `first` on, the status typed beside each; the definitions say rows 2
// and 3.
void fill(Sheets& sheets, int first, const char* one = "BC-1", const char* other = "BC-2") {
  const std::string row = std::to_string(first), next = std::to_string(first + 1);
  sheets.row("Settings!A1", {"Setting", "Value"}).row("Settings!A2", {"Period", "Q2 2018/19"});
  sheets.row("Register!A1", {"Reference", "Status", "Reason"});
  sheets.row("Register!A" + row, {one, "Green"}).row("Register!A" + next, {other, "Red"});
  sheets.row("Indicators!A1", {"Reference", "Title", "Expression", "Unit", "Entered status", "Reason"});
  sheets.row("Indicators!A2",
             {"BC-1", "Tourism strategy", "milestone", "date", "Register!B2", "Register!C2"});
  sheets.row("Indicators!A3", {"BC-2", "Market hall", "milestone", "date", "Register!B3", "Register!C3"});
}

TEST(EnteredRows, AStatusIsReadInTheRowOfItsReferenceOrTitle) {
  Sheets sheets;
  fill(sheets, 2);
  EXPECT_EQ(Calculated(sheets).told(), "");
  Sheets titles;
  fill(titles, 2, "Tourism strategy", "Market hall");
  EXPECT_EQ(Calculated(titles).told(), "");
}

TEST(EnteredRows, AnotherIndicatorsRowIsRefused) {
  Sheets sheets;  // one row was inserted above: B3 is now the status of BC-1
  fill(sheets, 3);
  const Calculated run(sheets);
  EXPECT_TRUE(run.book.has_errors());
  expect_told(
      run,
      {"Indicators!E3: Entered status: Register!B3 stands in the row of BC-1 (Register!A3), not of BC-2, "
       "which is in Register!A4; correct the address, or give the cell a defined name",
       "Indicators!F3: Reason: Register!C3 stands in the row of BC-1"});
}

TEST(EnteredRows, WhereNothingShowsTheRowIsTold) {
  Sheets sheets;
  fill(sheets, 2, "first", "second");
  const Calculated run(sheets);
  EXPECT_FALSE(run.book.has_errors());
  expect_told(
      run, {"Indicators!E2: Entered status: a row inserted above Register!B2 and 3 more cells on that sheet "
            "would go unnoticed, and what is entered for BC-1 would be read from the wrong row; write the "
            "reference in its row, or give the cell a defined name"});
}

TEST(EnteredRows, CellsAboveAResultAreWatchedByIt) {
  Sheets sheets;
  fill(sheets, 2, "first", "second");
  sheets.put("Indicators!G1", "Status to").put("Indicators!G3", "Register!D3");
  EXPECT_EQ(Calculated(sheets).told().find("unnoticed"), std::string::npos);
}

}  // namespace
}  // namespace outturn
