#include "engine/indicators/list_node.h"

#include "tests/engine/indicators/book_fixture.h"

namespace outturn {
namespace {

// Five indicators over quarters 1 and 2, at least 10 wanted, within 2 is Amber: A Green 9 → 12, B Amber 12 →
// 8, C Red 9 → 5, D Green 10 → 10, E not there yet → Red 3. The list stands in Page!A2:E6 under its headings.
void fill_list(Sheets& sheets, const char* which, const char* by = "", const char* sort = "",
               const Value& most = {}) {
  sheets.row("Settings!A1", {"Setting", "Value"})
      .row("Settings!A2", {"Period", "Q2 2018/19"})
      .row("Data!A1", {"", "Q1 2018/19", "Q2 2018/19", "Plan"})
      .row("Measures!A1", {"Measure", "Unit", "Cells", "Periods", "Over time"})
      .row("Indicators!A1",
           {"Reference", "Title", "Expression", "Unit", "Target", "Tolerance", "Department", "Plan"})
      .row("Lists!A1", {"List", "Which", "By", "Sort", "Most", "Cells", "Empty"})
      .row("Lists!A2", {"L", which, by, sort, most, "Page!A1:E6", "None"})
      .row("Page!A1", {"Reference", "Value", "Status", "Change", "Plan"});
  const struct {
    const char* name;
    Value first, second;
    const char* department;
    const char* plan;
  } rows[] = {{"a", 9, 12, "Homes", "P1"},
              {"b", 12, 8, "Homes", ""},
              {"c", 9, 5, "Jobs", "Data!D4"},
              {"d", 10, 10, "Parks", ""},
              {"e", Value(), 3, "Jobs", ""}};
  int at = 2;
  for (const auto& [name, first, second, department, plan] : rows) {
    const std::string row = std::to_string(at++);
    sheets.row("Data!A" + row, {name, first, second})
        .row("Measures!A" + row, {name, "count", Value("Data!B" + row + ":C" + row), "Data!B1:C1", "sum"})
        .row("Indicators!A" + row, {name, name, name, "count", ">=10", "2", department, plan});
  }
}

std::string page(const Calculated& run) {
  std::string text;
  for (int row = 2; row <= 6; ++row) {
    std::string line;
    for (const char column : {'A', 'B', 'C', 'D', 'E'}) {
      const Value value = run.cell("Page!" + std::string(1, column) + std::to_string(row));
      line += (column == 'A' ? "" : ",") + (value.is_text() ? std::string(value.text()) : std::string());
    }
    text += (text.empty() ? "" : "|") + line;
  }
  return text;
}

TEST(ListNode, WritesWhatItsRuleSays) {
  const struct {
    const char* which;
    const char* by;
    const char* sort;
    Value most;
    const char* page;
  } rows[] = {
      {"exceptions", "", "", {}, "b,8,Amber,-4,|c,5,Red,-4,|e,3,Red,,|,,,,|,,,,"},
      {"exceptions", "", "rank", {}, "c,5,Red,-4,|e,3,Red,,|b,8,Amber,-4,|,,,,|,,,,"},
      {"exceptions", "", "worst", 1, "e,3,Red,,|,,,,|,,,,|,,,,|,,,,"},
      {"improving", "", "", {}, "a,12,Green,+3,P1|,,,,|,,,,|,,,,|,,,,"},
      {"worsening and red", "", "", {}, "c,5,Red,-4,|,,,,|,,,,|,,,,|,,,,"},
      {"unchanged", "", "", {}, "d,10,Green,0,|,,,,|,,,,|,,,,|,,,,"},
      {"increase", "", "", {}, "a,12,Green,+3,P1|,,,,|,,,,|,,,,|,,,,"},
      {"no increase", "", "", {}, "b,8,Amber,-4,|c,5,Red,-4,|d,10,Green,0,|,,,,|,,,,"},
      {"red without a plan", "", "", {}, "c,5,Red,-4,|e,3,Red,,|,,,,|,,,,|,,,,"},
      {"plan without a red", "", "", {}, "a,12,Green,+3,P1|,,,,|,,,,|,,,,|,,,,"},
      {"awaited", "", "", {}, "None,,,,|,,,,|,,,,|,,,,|,,,,"},
      {"amber; near",
       "Department",
       "",
       {},
       "Homes,,,,|b,8,Amber,-4,|Jobs,,,,|None,,,,|\u2026 and 2 more rows,,,,"},
  };
  for (const auto& [which, by, sort, most, expected] : rows) {
    Sheets sheets;
    fill_list(sheets, which, by, sort, most);
    const Calculated run(sheets);
    ASSERT_FALSE(run.book.has_errors()) << run.told();
    EXPECT_EQ(page(run), expected) << which;
  }
}

TEST(ListNode, MovesWithEveryFigureAndCellThatItUses) {
  Sheets sheets;
  fill_list(sheets, "red without a plan");
  Calculated run(sheets);
  run.set("Data!D4", "P2");  // C has a plan now
  EXPECT_EQ(page(run), "e,3,Red,,|,,,,|,,,,|,,,,|,,,,");
  run.set("Data!B6", 4);  // an earlier figure alone
  EXPECT_EQ(page(run), "e,3,Red,-1,|,,,,|,,,,|,,,,|,,,,");
  run.set("Data!C6", 10);
  EXPECT_EQ(page(run), "None,,,,|,,,,|,,,,|,,,,|,,,,");
}

TEST(ListNode, SaysHowManyRowsAreLacking) {
  Sheets sheets;
  fill_list(sheets, "all");
  sheets.put("Lists!F2", "Page!A1:E3");
  const Calculated run(sheets);
  EXPECT_EQ(run.cell("Page!A2"), Value("a"));
  EXPECT_EQ(run.cell("Page!A3"), Value("\u2026 and 4 more rows"));
  EXPECT_TRUE(run.cell("Page!A4").is_blank());
  expect_told(
      run,
      {"Lists!A2: the list \"L\" needs 3 rows more than the 2 of Page!A1:E3; insert rows and widen Cells"});
}

TEST(ListNode, TellsWhatIsOpenAndWhereItCutsBetweenEquals) {
  Sheets sheets;
  fill_list(sheets, "increase");
  expect_told(Calculated(sheets), {"the list \"L\" leaves out what cannot be told: e"});
  Sheets tie;
  fill_list(tie, "exceptions", "", "rank", 1);
  expect_told(Calculated(tie), {"the list \"L\" ends between equals; not shown: e (as c)"});
}

TEST(ListNode, SaysWhatIsWrongInItsDefinition) {
  const struct {
    const char* place;
    Value value;
    const char* told;
  } rows[] = {
      {"Lists!B2", "exeptions", "Lists!B2: \"exeptions\" is nothing to list (did you mean \"exceptions\"?)"},
      {"Lists!C2", "Departement", "Lists!C2: \"Departement\" is no column to group by"},
      {"Lists!D2", "rnk", "Lists!D2: \"rnk\" is no order (did you mean \"rank\"?)"},
      {"Lists!E2", "few", "Lists!E2: \"few\" is no number of rows; write 3"},
      {"Lists!F2", "Page!A1", "Lists!F2: Cells: \"Page!A1\" is the heading Reference alone"},
      {"Lists!F2", "Pag!A1:E3", "names the sheet \"Pag\", which this workbook does not have"},
      {"Page!B1", "Valu", "Page!B1: \"Valu\" is no heading of a list (did you mean \"Value\"?)"},
      {"Page!B3", "typed",
       "Lists!F2: Cells: Page!B3 holds a typed text or figure, which the list L would replace"},
      {"Indicators!H4", "Dat!D4", "Indicators!H4: Plan: \"Dat!D4\" names the sheet \"Dat\""},
  };
  for (const auto& [place, value, told] : rows) {
    Sheets sheets;
    fill_list(sheets, "all");
    sheets.put(place, value);
    expect_told(Calculated(sheets), {told});
  }
}

// The worst three services, and complaints in two blocks by the sign of the change.
TEST(ListNode, RanksTheServicesOfAnIndicator) {
  Sheets sheets;
  sheets.row("Settings!A1", {"Setting", "Value"})
      .row("Settings!A2", {"Period", "Q2 2018/19"})
      .row("Data!A1", {"", "Q1 2018/19", "Q2 2018/19"})
      .row("Data!A2", {"Housing", 4, 9})
      .row("Data!A3", {"Planning", 6, 2})
      .row("Data!A4", {"Waste", 5, 5})
      .row("Data!A5", {"Finance", 1, 4})
      .row("Measures!A1", {"Measure", "Unit", "Cells", "Periods", "Over time", "Split by", "Over services"})
      .row("Measures!A2", {"complaints", "count", "Data!B2:C5", "Data!B1:C1", "sum", "Data!A2:A5", "sum"})
      .row("Indicators!A1", {"Reference", "Title", "Expression", "Unit", "Aim"})
      .row("Indicators!A2", {"COMP", "Complaints", "complaints", "count", "minimise"})
      .row("Lists!A1", {"List", "Which", "Of", "Sort", "Most", "Cells"})
      .row("Lists!A2", {"worst", "all", "COMP", "worst", 3, "Page!A1:C4"})
      .row("Lists!A3", {"none", "no increase", "COMP", "", Value(), "Page!A11:C13"})
      .row("Page!A1", {"Service", "Value", "Share"})
      .row("Page!A11", {"Service", "Previous", "Change"});
  for (const char* cell : {"C2", "C3", "C4"}) sheets.format(std::string("Page!") + cell, "0%");
  Calculated run(sheets);
  EXPECT_EQ(run.told(), "");
  EXPECT_EQ(run.cell("Page!A2"), Value("Housing"));
  EXPECT_EQ(run.cell("Page!C2"), Value(0.45));  // 9 of 20, over both blocks
  EXPECT_EQ(run.cell("Page!A3"), Value("Waste"));
  EXPECT_EQ(run.cell("Page!A4"), Value("Finance"));
  EXPECT_EQ(run.cell("Page!A12"), Value("Planning"));
  EXPECT_EQ(run.cell("Page!C12"), Value("-4"));
  EXPECT_EQ(run.cell("Page!A13"), Value("Waste"));
  run.set("Data!B3", 1);  // Planning has increased now
  EXPECT_EQ(run.cell("Page!A12"), Value("Waste"));
  EXPECT_TRUE(run.cell("Page!A13").is_blank());
}

// 4, 1 and 1 of 6 complaints: 66.67, 16.67 and 16.67 %, half-up 67 + 17 + 17 = 101.
void fill_shares(Sheets& sheets, const char* rounding, const Value& most = {}, const Value& third = 1) {
  sheets.row("Settings!A1", {"Setting", "Value"})
      .row("Settings!A2", {"Period", "Q2 2018/19"})
      .row("Data!A1", {"", "Q2 2018/19"})
      .row("Data!A2", {"Housing", 4})
      .row("Data!A3", {"Planning", 1})
      .row("Data!A4", {"Waste", third})
      .row("Measures!A1",
           {"Measure", "Unit", "Cells", "Periods", "Over time", "Split by", "Over services", "Missing"})
      .row("Measures!A2",
           {"complaints", "count", "Data!B2:B4", "Data!B1", "sum", "Data!A2:A4", "sum", "use what is there"})
      .row("Indicators!A1", {"Reference", "Title", "Expression", "Unit", "Aim"})
      .row("Indicators!A2", {"COMP", "Complaints", "complaints", "count", "minimise"})
      .row("Lists!A1", {"List", "Which", "Of", "Cells", "Rounding", "Most"})
      .row("Lists!A2", {"all", "all", "COMP", "Page!A1:B4", rounding, most})
      .row("Page!A1", {"Service", "Share"});
  for (const char* cell : {"B2", "B3", "B4"}) sheets.format(std::string("Page!") + cell, "0%");
}

TEST(ListNode, RoundsSharesSoThatTheyAddToAHundred) {
  const struct {
    const char* rounding;
    double shares[3];
  } rows[] = {{"largest remainder", {0.67, 0.17, 0.16}},
              {"half-up", {0.67, 0.17, 0.17}},
              {"truncate", {0.66, 0.16, 0.16}},
              {"", {4.0 / 6, 1.0 / 6, 1.0 / 6}}};
  for (const auto& row : rows) {
    Sheets sheets;
    fill_shares(sheets, row.rounding);
    const Calculated run(sheets);
    for (int at = 0; at < 3; ++at)
      EXPECT_EQ(run.cell("Page!B" + std::to_string(at + 2)), Value(row.shares[at])) << row.rounding << at;
  }
  Sheets shorter;  // what is shown of a part does not depend on how many are shown
  fill_shares(shorter, "largest remainder", 2);
  EXPECT_EQ(Calculated(shorter).cell("Page!B3"), Value(0.17));
  Sheets unknown;
  fill_shares(unknown, "balance on Waste");
  expect_told(Calculated(unknown),
              {"Lists!E2: \"balance on Waste\" is none of half-up, truncate and largest remainder"});
}

TEST(ListNode, SharesThatMakeNoWholeAreNotMadeToAddUp) {
  Sheets sheets;  // each service's rate beside the rate of all: 4 of 4 and 1 of 4 of 5 of 8
  fill_shares(sheets, "largest remainder", {}, Value());
  sheets.row("Data!C1", {"Q2 2018/19"}).row("Data!C2", {4}).row("Data!C3", {4});
  sheets.row("Measures!A3",
             {"cases", "count", "Data!C2:C4", "Data!C1", "sum", "Data!A2:A4", "sum", "use what is there"});
  sheets.put("Indicators!C2", "complaints / cases").put("Indicators!D2", "%");
  const Calculated run(sheets);
  expect_told(run, {"Lists!E2: the shares of the list all add to 200%, so that they are rounded one by one"});
  EXPECT_EQ(run.cell("Page!B2"), Value(1.6));
}

}  // namespace
}  // namespace outturn
