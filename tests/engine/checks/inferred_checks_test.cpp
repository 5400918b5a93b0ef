#include "engine/checks/inferred_checks.h"

#include <gmock/gmock.h>

#include "tests/support/book_builder.h"

namespace outturn {
namespace {

using testing::BookBuilder;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Rows = std::vector<std::vector<std::string>>;

void fill(BookBuilder& book, const Rows& rows, std::int32_t top = 0, std::int32_t left = 0) {
  for (std::size_t row = 0; row < rows.size(); ++row)
    for (std::size_t column = 0; column < rows[row].size(); ++column)
      book.cell(CellAddress{top + static_cast<std::int32_t>(row), left + static_cast<std::int32_t>(column)},
                rows[row][column]);
}

std::vector<Check> checks_of(BookBuilder& book) {
  const std::unique_ptr<Workbook> workbook = book.build();
  return inferred_checks(*workbook, {});
}

std::vector<Check> checks_of(const Rows& rows) {
  BookBuilder book;
  book.sheet("Table");
  fill(book, rows);
  return checks_of(book);
}

std::vector<Check> findings_of(const std::vector<Check>& checks) {
  std::vector<Check> found;
  for (const Check& check : checks)
    if (is_finding(check.verdict)) found.push_back(check);
  return found;
}

std::string cell_of(const Check& check) { return to_a1(check.at.cell); }

// 2,045 + 4,035 + 3,937 = 10,017 and so on: the call centre's lines with their quarter.
Rows calls() {
  return {{"Calls", "July", "Aug", "Sept", "Total"},
          {"Received", "9137", "9213", "8718", "27068"},
          {"Answered", "6877", "7179", "6535", "20591"},
          {"Abandoned", "1995", "1770", "2033", "5798"},
          {"% answered", "75.3%", "77.9%", "75.0%", "76.1%"}};
}

TEST(InferredChecks, RestateTotalsAndRatiosOfAPlainTable) {
  const std::vector<Check> checks = checks_of(calls());
  EXPECT_THAT(findings_of(checks), IsEmpty());
  std::vector<std::string> restated;
  for (const Check& check : checks)
    restated.push_back(cell_of(check) + " " + std::string(check_word(check.kind)) + " " + check.expression);
  EXPECT_THAT(restated, Contains("E2 sum =SUM(B2:D2)"));
  EXPECT_THAT(restated, Contains("B5 ratio =B3/B2"));
  EXPECT_THAT(restated, Contains("E5 ratio =E3/E2")) << "the quarter's rate is a ratio of sums";
}

TEST(InferredChecks, APercentageAgainstItsOwnNumeratorAndDenominatorIsWrong) {
  Rows rows = calls();
  rows[4][2] = "79.7%";  // 7,179 ÷ 9,213 is 77.92 %
  const std::vector<Check> found = findings_of(checks_of(rows));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(cell_of(found[0]), "C5");
  EXPECT_EQ(found[0].verdict, CheckVerdict::wrong);
  EXPECT_EQ(found[0].entered, "79.7%");
  EXPECT_EQ(found[0].expected, "77.9%");
  EXPECT_EQ(found[0].expression, "=C3/C2");
  EXPECT_EQ(found[0].cause, "transposed");
}

TEST(InferredChecks, AMeanOfPercentagesIsNamed) {
  Rows rows = calls();
  rows[1] = {"Received", "1000", "9213", "8718", "18931"};
  rows[2] = {"Answered", "900", "7179", "6535", "14614"};
  rows[4] = {"% answered", "90.0%", "77.9%", "75.0%",
             "81.0%"};  // 14,614 ÷ 18,931 is 77.2 %; (90 + 77.9 + 75) ÷ 3
  rows.erase(rows.begin() + 3);
  const std::vector<Check> found = findings_of(checks_of(rows));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(cell_of(found[0]), "E4");
  EXPECT_EQ(found[0].expected, "77.2%");
  EXPECT_EQ(found[0].cause, "mean-of-percentages");
}

// Where a row and a column break together, the cell in which they cross is the one.
TEST(InferredChecks, TheCellInWhichBrokenRelationsCrossIsWrong) {
  // 149 should be 194: 127 + 194 + 163 = 484, and 388 + 194 + 588 = 1,170.
  const std::vector<Check> found = findings_of(checks_of({{"Service", "Q1", "Q2", "Q3", "Total"},
                                                          {"Housing", "412", "388", "431", "1231"},
                                                          {"Planning", "127", "149", "163", "484"},
                                                          {"Leisure", "583", "588", "602", "1773"},
                                                          {"Total", "1122", "1170", "1196", "3488"}}));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(cell_of(found[0]), "C3");
  EXPECT_EQ(found[0].verdict, CheckVerdict::wrong);
  EXPECT_EQ(found[0].expected, "194");
  EXPECT_EQ(found[0].cause, "transposed");
}

TEST(InferredChecks, WhereSeveralCellsExplainItEquallyAllAreNamed) {
  const std::vector<Check> found = findings_of(checks_of({{"Fund", "£"},
                                                          {"Grants", "1030"},
                                                          {"Receipts", "378"},
                                                          {"Reserves", "450"},
                                                          {"Total", "1937"}}));  // 1,858
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].verdict, CheckVerdict::inconsistent);
  EXPECT_EQ(found[0].expected, "");
  EXPECT_GE(found[0].suspects.size(), 3U);
}

TEST(InferredChecks, RoundedFiguresMayBeOffByWhatRoundingExplains) {
  const Rows shares = {{"Answer", "Number", "%"},
                       {"Agree", "1", "33%"},
                       {"Neither", "1", "33%"},
                       {"Disagree", "1", "33%"},
                       {"All", "3", "100%"}};
  EXPECT_THAT(findings_of(checks_of(shares)), IsEmpty());
  // £000: 12.4 + 7.3 + 5.4 = 25.1, shown 12 + 7 + 5 = 25.
  EXPECT_THAT(findings_of(checks_of({{"£000", "2019", "2020", "2021"},
                                     {"Pay", "12", "114", "217"},
                                     {"Premises", "7", "208", "311"},
                                     {"Transport", "5", "155", "119"},
                                     {"Total", "25", "477", "648"}})),
              IsEmpty());
}

TEST(InferredChecks, ListsWithoutArithmeticSayNothing) {
  EXPECT_THAT(checks_of({{"Asset", "Ref", "Year", "Rooms", "Value"},
                         {"Town Hall", "101", "1935", "44", "1250000"},
                         {"Depot", "102", "1978", "12", "475000"},
                         {"Library", "103", "1964", "9", "610000"},
                         {"Baths", "104", "1999", "21", "2300000"}}),
              IsEmpty());
}

TEST(InferredChecks, AStatusIsContradictedByItsFigures) {
  const Rows rows = {{"Measure", "Good is", "Target", "Actual", "Status"},
                     {"Recycled", "High", "50", "47", "Green"},
                     {"Days to re-let", "Low", "25", "22", "Green"},
                     {"Collected", "High", "97", "96", "Amber"}};
  const std::vector<Check> found = findings_of(checks_of(rows));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(cell_of(found[0]), "E2");
  EXPECT_EQ(found[0].kind, CheckKind::status);
  EXPECT_EQ(found[0].verdict, CheckVerdict::inconsistent) << "no tolerance is declared";
}

// A target that is the same in every month is the quarter's too.
TEST(InferredChecks, AFigureThatIsTheSameAllAlongIsNotAddedUp) {
  Rows rows = calls();
  rows.push_back({"Target", "90", "90", "90", "90"});
  EXPECT_THAT(findings_of(checks_of(rows)), IsEmpty());
}

TEST(InferredChecks, ATrendSaysNothingOfWhichWayIsBetter) {
  EXPECT_THAT(findings_of(checks_of({{"Measure", "Target", "Actual", "Status", "Trend"},
                                     {"Rent arrears %", "3", "2.9", "Green", "Up"},
                                     {"Staff leaving %", "12", "11.4", "Green", "Up"}})),
              IsEmpty());
}

TEST(InferredChecks, WithinThirtyCannotBeMoreThanWithinSixty) {
  const std::vector<Check> found = findings_of(checks_of({{"Calls", "July", "Aug", "Sept"},
                                                          {"Answered in 30 secs", "2045", "4035", "3937"},
                                                          {"Answered in 60 secs", "2379", "4444", "3319"}}));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].kind, CheckKind::order);
  std::vector<std::string> suspects;
  for (const CheckedCell& cell : found[0].suspects) suspects.push_back(to_a1(cell.cell));
  EXPECT_THAT(suspects, ElementsAre("D3", "D2"));
}

TEST(InferredChecks, ATableIsFoundWhereverItStands) {
  for (const auto& [top, left] : {std::pair{0, 0}, {7, 3}, {2, 11}}) {
    Rows rows = calls();
    rows[1][4] = "27086";
    BookBuilder book;
    book.sheet("Moved").cell("A1", "Performance report");
    fill(book, rows, top == 0 ? 2 : top, left);
    const std::vector<Check> found = findings_of(checks_of(book));
    ASSERT_EQ(found.size(), 1U) << top << ' ' << left;
    EXPECT_EQ(found[0].cause, "transposed");
    EXPECT_EQ(found[0].at.cell, (CellAddress{(top == 0 ? 2 : top) + 1, left + 4}));
  }
}

TEST(InferredChecks, RowsAreReadAsColumnsAre) {
  Rows rows = calls();
  rows[1][4] = "27086";
  Rows turned(rows[0].size(), std::vector<std::string>(rows.size()));
  for (std::size_t row = 0; row < rows.size(); ++row)
    for (std::size_t column = 0; column < rows[row].size(); ++column) turned[column][row] = rows[row][column];
  const std::vector<Check> found = findings_of(checks_of(turned));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(cell_of(found[0]), "B5");
}

TEST(InferredChecks, AFigureThatIsNoNumberIsMalformed) {
  Rows rows = calls();
  rows[1][1] = "9,1370";
  const std::vector<Check> found = findings_of(checks_of(rows));
  ASSERT_FALSE(found.empty());
  EXPECT_EQ(cell_of(found[0]), "B2");
  EXPECT_EQ(found[0].verdict, CheckVerdict::malformed);
}

bool restates(const std::vector<Check>& checks, const std::string& what) {
  return std::any_of(checks.begin(), checks.end(), [&](const Check& check) {
    return cell_of(check) + " " + std::string(check_word(check.kind)) + " " +
               std::string(check_word(check.verdict)) ==
           what;
  });
}

TEST(InferredChecks, CountsOfStatusesAreComparedWithTheirList) {
  Rows rows = {{"Number of", "Green", "Amber", "Red"},
               {"Actions", "3", "1", "2"},
               {},
               {},
               {"Action", "Status"},
               {"Leisure", "Green"},
               {"Finance", "Amber"},
               {"Customers", "Green"},
               {"Web site", "Red"},
               {"Waste", "Green"},
               {"Parking", "Red"}};
  EXPECT_TRUE(restates(checks_of(rows), "B2 count ok"));
  EXPECT_TRUE(restates(checks_of(rows), "D2 count ok"));
  rows[1][1] = "4";
  const std::vector<Check> found = findings_of(checks_of(rows));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(cell_of(found[0]), "B2");
  EXPECT_EQ(found[0].verdict, CheckVerdict::inconsistent) << "a line of the list may be wrong as well";
  EXPECT_EQ(found[0].expected, "3");
}

TEST(InferredChecks, AStatusIsReadAgainstATargetInWords) {
  const Rows rows = {{"Measure", "Target", "Actual", "Status"},
                     {"Rate of abandonment", "<10%", "21%", "Red"},
                     {"Average time to let", "25 days", "14", "Green"},
                     {"Calls answered in time", "90%", "93%", "Red"}};
  const std::vector<Check> checks = checks_of(rows);
  EXPECT_TRUE(restates(checks, "D2 status ok"));
  EXPECT_TRUE(restates(checks, "D3 status ok"));
  EXPECT_TRUE(restates(checks, "D4 status inconsistent"));
}

TEST(InferredChecks, StatusesInARowUnderMonths) {
  const Rows rows = {{"", "Apr", "May", "Jun"},
                     {"Calls answered within 30 s, target", "70%", "70%", "70%"},
                     {"Actual", "72%", "65%", "71%"},
                     {"Status", "Green", "Green", "Green"}};
  const std::vector<Check> checks = checks_of(rows);
  EXPECT_TRUE(restates(checks, "B4 status ok"));
  EXPECT_TRUE(restates(checks, "C4 status inconsistent"));
  EXPECT_TRUE(restates(checks, "D4 status ok"));
}

TEST(InferredChecks, TheLatestStatusIsOfTheLatestPeriodWithAFigure) {
  const Rows rows = {{"Measure", "Target", "Q1", "Q2", "Q3", "Q4", "Latest status"},
                     {"Repairs completed in time", "90%", "91%", "88%", "", "", "Green"},
                     {"Calls answered in time", "80%", "75%", "84%", "", "", "Green"}};
  const std::vector<Check> checks = checks_of(rows);
  EXPECT_TRUE(restates(checks, "G2 status inconsistent"));
  EXPECT_TRUE(restates(checks, "G3 status ok"));
}

TEST(InferredChecks, OfWhichAndCumulativeLinesAreOrders) {
  const Rows rows = {{"Cumulative", "Apr", "May", "Jun", "Jul", "Aug", "Sep"},
                     {"Grants awarded", "17", "33", "42", "24", "57", "71"},
                     {"of which to new groups", "6", "11", "13", "25", "30", "35"}};
  const std::vector<Check> checks = checks_of(rows);
  EXPECT_TRUE(restates(checks, "E2 order inconsistent")) << "24 so far in July, 42 in June";
  EXPECT_TRUE(restates(checks, "C2 order ok"));
}

TEST(InferredChecks, AnAmountIsTheProductOfItsRateAndNumber) {
  Rows rows = {{"Claim", "Miles", "Rate", "Amount"}, {"1", "111", "0.45", "49.95"},
               {"2", "69", "0.45", "31.05"},         {"3", "107", "0.45", "48.15"},
               {"4", "129", "0.45", "58.05"},        {"5", "54", "0.45", "24.30"}};
  EXPECT_TRUE(restates(checks_of(rows), "D4 product ok"));
  rows[3][3] = "84.15";  // 107 × 0.45 is 48.15
  const std::vector<Check> found = findings_of(checks_of(rows));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(cell_of(found[0]), "D4");
  EXPECT_EQ(found[0].expected, "48.15");
}

TEST(InferredChecks, ASentenceRepeatsACellOrDividesTwo) {
  Rows rows = calls();
  rows.push_back({});
  rows.push_back({"In the quarter 76.1% of the calls received were answered."});
  rows.push_back({"Calls abandoned were 21.4% of calls received in the quarter."});  // 5,798 ÷ 27,068
  const std::vector<Check> checks = checks_of(rows);
  EXPECT_TRUE(restates(checks, "A7 copy ok"));
  EXPECT_TRUE(restates(checks, "A8 ratio ok"));
}

TEST(InferredChecks, ARegisterTellsReferencesAndKeysThatAreNone) {
  Rows rows = {{"Reference", "Measure", "Objective"}};
  for (int i = 1; i <= 20; ++i)
    rows.push_back(
        {"PES " + std::to_string(i), "Measure " + std::to_string(i), i % 2 == 0 ? "Homes" : "Jobs"});
  rows[5][0] = "PE $ 5";
  rows[9][2] = "-";
  const std::vector<Check> found = findings_of(checks_of(rows));
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(cell_of(found[0]), "A6");
  EXPECT_EQ(found[0].verdict, CheckVerdict::malformed);
  EXPECT_EQ(cell_of(found[1]), "C10");
  EXPECT_EQ(found[1].verdict, CheckVerdict::inconsistent);
}

// 13 of 23 is 56.5 %, 12 of 23 is 52.2 %.
TEST(InferredChecks, APercentageThatNoWholeNumeratorGives) {
  Rows rows = {{"Team", "Cases", "% in time"}, {"North", "23", "56.5%"}, {"South", "31", "74.2%"},
               {"East", "17", "82.4%"},        {"West", "29", "65.5%"},  {"Centre", "19", "94.7%"}};
  EXPECT_THAT(findings_of(checks_of(rows)), IsEmpty());
  rows[1][2] = "56.3%";
  rows.push_back({});
  rows.push_back({"In the year 56.3% of the 23 cases were decided."});
  const std::vector<Check> found = findings_of(checks_of(rows));
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(cell_of(found[0]), "C2");
  EXPECT_EQ(found[0].verdict, CheckVerdict::inconsistent);
  EXPECT_EQ(found[0].message,
            "56.3% of the 23 in B2 is given by no whole number; 12 gives 52.2% and 13 gives 56.5%");
  EXPECT_EQ(cell_of(found[1]), "A8");
}

}  // namespace
}  // namespace outturn
