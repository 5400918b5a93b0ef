#include "engine/indicators/roll_up_node.h"

#include "tests/engine/indicators/book_fixture.h"

namespace outturn {
namespace {

// Six indicators over one row of figures: quarters 1 and 2 of 2018/19 in Data!B and C, targets at least 10.
//   A1 12 → 12, A2 9 → 8 … each line says the figures and what it belongs to.
struct Item {
  const char* reference;
  Value first, second;
  const char* objective;
  const char* directorate;
  const char* kind;
};

void fill_items(Sheets& sheets, std::initializer_list<Item> items) {
  sheets.row("Settings!A1", {"Setting", "Value"})
      .row("Settings!A2", {"Period", "Q2 2018/19"})
      .row("Measures!A1", {"Measure", "Unit", "Cells", "Periods", "Over time", "Label"})
      .row("Indicators!A1", {"Reference", "Title", "Expression", "Unit", "Target", "Tolerance", "Objective",
                             "Directorate", "Kind", "Frequency"})
      .row("Data!A1", {"", "Q1 2018/19", "Q2 2018/19"});
  int row = 2;
  for (const Item& item : items) {
    const std::string at = std::to_string(row++);
    const std::string measure = "m" + at;
    sheets.row("Data!A" + at, {item.reference, item.first, item.second})
        .row("Measures!A" + at,
             {Value(measure), "count", Value("Data!B" + at + ":C" + at), "Data!B1:C1", "sum", item.reference})
        .row("Indicators!A" + at, {item.reference, item.reference, Value(measure), "count", ">=10", "2",
                                   item.objective, item.directorate, item.kind});
  }
}

std::optional<FormulaCell> cell_at(const Calculated& run, const std::string& place) {
  const std::optional<Area> area = run.workbook.find_place(place);
  if (!area) return std::nullopt;
  return FormulaCell{area->sheet, area->range.first};
}

// A reference without an objective goes by the letters that it shares with those of one line only.
TEST(RollUpNode, ProposesALineByTheReferencesThatBeginAlike) {
  const auto told = [](const char* third_line) {
    Sheets sheets;
    fill_items(sheets, {{"PES 1", 12, 12, "Homes", "", "PI"},
                        {"PES 2", 12, 12, "Homes", "", "PI"},
                        {"PES 3", 12, 12, third_line, "", "PI"},
                        {"PES 4", 12, 12, "-", "", "PI"},
                        {"GBE 1", 12, 12, "0", "", "PI"}});
    sheets.row("Roll-ups!A1", {"Roll-up", "By", "Lines", "Classes", "Counts to"})
        .row("Roll-ups!A2", {"all", "Objective", "Sum!A2:A4", "Sum!B1:D1", "Sum!B2:D4"})
        .row("Sum!A1", {"", "Green", "Amber", "Red"})
        .row("Sum!A2", {"Homes"})
        .row("Sum!A3", {"Jobs"})
        .row("Sum!A4", {"Not assigned"});
    return Calculated(sheets).told();
  };
  const std::string proposed = told("Homes");
  EXPECT_NE(proposed.find("2 in none of its lines"), std::string::npos) << proposed;
  EXPECT_NE(proposed.find("PES 4 would be Homes"), std::string::npos) << proposed;
  EXPECT_EQ(proposed.find("GBE 1 would be"), std::string::npos) << proposed;
  EXPECT_EQ(told("Jobs").find("would be"), std::string::npos);
}

TEST(RollUpNode, CountsByEveryMembershipColumnWithThePeriodBeforeBeside) {
  Sheets sheets;
  // Green 10 or more, Amber 8 or 9, Red below.
  fill_items(sheets, {{"A1", 12, 12, "Homes", "Place", "PI"},
                      {"A2", 12, 8, "Homes", "People", "PI"},
                      {"A3", 9, 5, "Jobs", "Place", "Action"},
                      {"A4", 3, 10, "Jobs", "People", "PI"}});
  sheets
      .row("Roll-ups!A1", {"Roll-up", "By", "Lines", "Classes", "Counts to", "Percentages to", "Total line",
                           "Previous counts to", "Only"})
      .row("Roll-ups!A2", {"by directorate", "Directorate", "Sum!A2:A4", "Sum!B1:D1", "Sum!B2:D4",
                           "Sum!E2:G4", "Total", "Sum!H2:J4"})
      .row("Roll-ups!A3", {"actions and PIs", "Kind", "Sum!A12:A13", "Sum!B1:D1", "Sum!B12:D13", Value(),
                           Value(), Value(), "Kind = PI; Kind = Action; Directorate = Place"})
      .row("Sum!A1", {"", "Green", "Amber", "Red"})
      .row("Sum!A2", {"Place"})
      .row("Sum!A3", {"People"})
      .row("Sum!A4", {"Total"})
      .row("Sum!A12", {"PI"})
      .row("Sum!A13", {"Action"});
  Calculated run(sheets);
  EXPECT_EQ(run.told(), "");
  EXPECT_EQ(run.cell("Sum!B2"), Value(1));
  EXPECT_EQ(run.cell("Sum!D2"), Value(1));
  EXPECT_EQ(run.cell("Sum!B4"), Value(2));
  EXPECT_EQ(run.cell("Sum!C4"), Value(1));
  EXPECT_EQ(run.cell("Sum!D4"), Value(1));
  // Q1: A1 and A2 Green, A3 Amber, A4 Red.
  EXPECT_EQ(run.cell("Sum!H4"), Value(2));
  EXPECT_EQ(run.cell("Sum!I2"), Value(1));
  EXPECT_EQ(run.cell("Sum!J3"), Value(1));
  EXPECT_EQ(run.cell("Sum!B12"), Value(1));
  EXPECT_EQ(run.cell("Sum!D13"), Value(1));
  const RollUpExplanation then = *explain_roll_up(run.book, *cell_at(run, "Sum!J3"));
  EXPECT_EQ(then.period, "Q1 2018/19");
  EXPECT_EQ(then.counts[0].references, std::vector<std::string>{"A4"});
  // The reporting period stays as it is while the one before changes.
  run.set("Data!B5", 11);
  EXPECT_EQ(run.cell("Sum!J3"), Value(0));
  EXPECT_EQ(run.cell("Sum!H4"), Value(3));
  EXPECT_EQ(run.cell("Sum!B4"), Value(2));
}

TEST(RollUpNode, LeavesThePeriodBeforeBlankWhereOneStatusIsNotKnown) {
  Sheets sheets;
  fill_items(sheets, {{"A1", 12, 12, "Homes", "Place", "PI"}, {"A2", Value(), 8, "Homes", "Place", "PI"}});
  sheets.row("Roll-ups!A1", {"Roll-up", "By", "Lines", "Classes", "Previous counts to"})
      .row("Roll-ups!A2", {"all", "Objective", "Sum!A2", "Sum!B1:D1", "Sum!B2:D2"})
      .row("Sum!A1", {"", "Green", "Amber", "Red"})
      .put("Sum!A2", "Homes");
  Calculated run(sheets);
  EXPECT_TRUE(run.cell("Sum!B2").is_blank());
  expect_told(run, {"'Roll-ups'!A2: the roll-up \"all\" leaves the cells for Q1 2018/19 blank, because the "
                    "status then of A2 is not known"});
  run.set("Data!B3", 1);
  EXPECT_EQ(run.cell("Sum!B2"), Value(1));
  EXPECT_EQ(run.cell("Sum!D2"), Value(1));
}

TEST(RollUpNode, CrossesTwoDimensions) {
  Sheets sheets;
  fill_items(sheets, {{"A1", 1, 12, "Homes", "Place", "PI"},
                      {"A2", 1, 8, "Homes; Jobs", "People", "PI"},
                      {"A3", 1, 5, "Jobs", "Place", "PI"},
                      {"A4", 1, 10, "Jobs", "", "PI"}});
  sheets.row("Roll-ups!A1", {"Roll-up", "By", "Lines", "Classes", "Counts to", "Total line", "Only"})
      .row("Roll-ups!A2", {"x", "Objective; Directorate", "Sum!A2:A3", "Sum!B1:E1", "Sum!B2:E3", "Sum!A4"})
      .row("Roll-ups!A3", {"below", "Objective; Directorate", "Sum!A12:A13", "Sum!B1:E1", "Sum!B12:E13",
                           Value(), "Status = Amber; Status = Red"})
      .row("Sum!A1", {"", "Place", "People", "Not assigned", "All"})
      .row("Sum!A2", {"Homes"})
      .row("Sum!A3", {"Jobs"})
      .row("Sum!A4", {"Total"})
      .row("Sum!A12", {"Homes"})
      .row("Sum!A13", {"Jobs"});
  const Calculated run(sheets);
  const auto row = [&](const std::string& at) {
    std::string text;
    for (const char* column : {"B", "C", "D", "E"})
      text += std::to_string(static_cast<int>(run.cell(std::string("Sum!") + column + at).number())) + " ";
    return text;
  };
  EXPECT_EQ(row("2"), "1 1 0 2 ");
  EXPECT_EQ(row("3"), "1 1 1 3 ");
  EXPECT_EQ(row("4"), "2 1 1 4 ");
  EXPECT_EQ(row("12"), "0 1 0 1 ");
  EXPECT_EQ(row("13"), "1 1 0 2 ");
  EXPECT_EQ(run.book.roll_ups()[0].counted_twice,
            "4 indicators, counted 5 times in the lines (A2 in more than one)");
}

// Two charts of the same indicators: 2 Green by objective, 1 by directorate, because one has no directorate.
TEST(RollUpNode, TellsTwoDimensionsWhoseTotalsDiffer) {
  Sheets sheets;
  fill_items(sheets, {{"A1", 1, 12, "Homes", "Place", "PI"}, {"A2", 1, 12, "Homes", "", "PI"}});
  sheets.row("Roll-ups!A1", {"Roll-up", "By", "Lines", "Classes", "Counts to"})
      .row("Roll-ups!A2", {"chart 1", "Objective", "Sum!A2", "Sum!B1:D1", "Sum!B2:D2"})
      .row("Roll-ups!A3", {"chart 2", "Directorate", "Sum!A3", "Sum!B1:D1", "Sum!B3:D3"})
      .row("Sum!A1", {"", "Green", "Amber", "Red"})
      .put("Sum!A2", "Homes")
      .put("Sum!A3", "Place");
  expect_told(
      Calculated(sheets),
      {"'Roll-ups'!A3: the lines of \"chart 1\" and of \"chart 2\" are of the same indicators and add to "
       "Green 2 and 1; in no line of \"chart 2\": A2"});
}

// North West Leicestershire prints 23 of 26 actions on track as 88 %, 25 of 38 indicators as 66 %.
TEST(RollUpNode, CountsWhatIsOnTrackByTheVocabulary) {
  Sheets sheets;
  fill_items(sheets, {});
  sheets.row("Statuses!A1", {"Word", "When", "Ranked", "On track"})
      .row("Statuses!A2", {"Green", "met", "yes", "yes"})
      .row("Statuses!A3", {"Amber", "near", "yes", "yes"})
      .row("Statuses!A4", {"Red", "missed", "yes", "no"})
      .row("Roll-ups!A1", {"Roll-up", "By", "Lines", "Classes", "Counts to", "Percentages to"})
      .row("Roll-ups!A2", {"families", "Kind", "Sum!A2:A3", "Sum!B1:F1", "Sum!B2:F3", "Sum!G2:K3"})
      .row("Sum!A1", {"", "Green", "Amber", "Red", "On track", "Ranked"})
      .put("Sum!A2", "Action")
      .put("Sum!A3", "PI");
  int row = 2;
  const auto add = [&](const char* kind, int green, int amber, int red) {
    for (int i = 0; i < green + amber + red; ++i, ++row) {
      const std::string at = std::to_string(row);
      const int figure = i < green ? 10 : i < green + amber ? 9 : 1;
      sheets.put("Data!C" + at, figure)
          .row("Measures!A" + at, {Value("m" + at), "count", Value("Data!C" + at), "Q2 2018/19", "sum"})
          .row("Indicators!A" + at,
               {Value("R" + at), "t", Value("m" + at), "count", ">=10", "2", "o", "d", kind});
    }
  };
  add("Action", 23, 0, 3);
  add("PI", 17, 8, 13);
  for (const char* cell : {"J2", "J3"}) sheets.format(std::string("Sum!") + cell, "0%");
  const Calculated run(sheets);
  EXPECT_EQ(run.cell("Sum!E2"), Value(23));
  EXPECT_EQ(run.cell("Sum!F2"), Value(26));
  EXPECT_EQ(run.cell("Sum!J2"), Value(0.88));
  EXPECT_EQ(run.cell("Sum!E3"), Value(25));
  EXPECT_EQ(run.cell("Sum!J3"), Value(0.66));
  EXPECT_TRUE(run.cell("Sum!K2").is_blank());
}

TEST(RollUpNode, SaysWhatIsWrongInItsDefinition) {
  const struct {
    const char* by;
    const char* only;
    const char* told;
  } rows[] = {
      {"Objectve", "",
       "'Roll-ups'!B2: \"Objectve\" is no column to roll up by (did you mean \"Objective\"?)"},
      {"Objective; Objective", "", "'Roll-ups'!B2: \"Objective\" stands here twice"},
      {"Objective; Kind; Owner", "", "'Roll-ups'!B2: a roll-up has one dimension, or two"},
      {"Objective", "Sevice = A",
       "'Roll-ups'!F2: \"Sevice\" is no column to select by (did you mean \"Service\"?)"},
      {"Objective", "Status = Gren", "'Roll-ups'!F2: \"Gren\" is no status (did you mean \"Green\"?)"},
      {"Objective", "Due = yes", "what is due is written Due = Due or Due = Not due"},
  };
  for (const auto& [by, only, told] : rows) {
    Sheets sheets;
    fill_items(sheets, {{"A1", 1, 12, "Homes", "Place", "PI"}});
    sheets.row("Roll-ups!A1", {"Roll-up", "By", "Lines", "Classes", "Counts to", "Only"})
        .row("Roll-ups!A2", {"r", by, "Sum!A2", "Sum!B1:D1", "Sum!B2:D2", only})
        .row("Sum!A1", {"", "Green", "Amber", "Red"})
        .put("Sum!A2", "Homes");
    expect_told(Calculated(sheets), {told});
  }
}

}  // namespace
}  // namespace outturn
