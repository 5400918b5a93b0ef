#include "engine/checks/declared_checks.h"

#include <gmock/gmock.h>

#include "engine/checks/declared_sentence.h"
#include "engine/checks/workbook_checks.h"
#include "tests/engine/indicators/book_fixture.h"

namespace outturn {
namespace {

using ::testing::HasSubstr;

class DeclaredChecks : public ::testing::Test {
 protected:
  DeclaredChecks() {
    for (const char* name : {"Calls", "Report", "Checks"}) book.workbook.add_sheet(name);
    book.row("Checks!A1", {"Check", "Left", "Is", "Right", "Allow", "For", "Why"});
  }
  void declare(std::initializer_list<Value> row) { book.row("Checks!A" + std::to_string(++rows_), row); }

  WorkbookChecks run() {
    Workbook& workbook = book.finish();
    Recalculation recalculation(workbook, {});
    recalculation.calculate();
    WorkbookChecks found =
        workbook_checks(workbook, recalculation, nullptr, read_sheet_definitions(workbook).tables);
    std::erase_if(found.checks, [](const Check& check) { return check.source != CheckSource::declared; });
    std::stable_sort(found.checks.begin(), found.checks.end(),
                     [](const Check& a, const Check& b) { return a.rule < b.rule; });
    return found;
  }
  Check only() {
    const WorkbookChecks found = run();
    EXPECT_EQ(found.checks.size(), 1U);
    return found.checks.empty() ? Check{} : found.checks.front();
  }
  std::string error() {
    const WorkbookChecks found = run();
    EXPECT_EQ(found.findings.size(), 1U);
    return found.findings.empty() ? "" : found.findings[0].where + ": " + found.findings[0].what;
  }

  Sheets book;

 private:
  int rows_ = 1;
};

TEST_F(DeclaredChecks, ATotalIsWrongWithItsCauseAndTheSumSaysWhatItMustBe) {
  book.row("Calls!B5", {40, 51, 90});  // 40 + 51 = 91, typed 19 is transposed
  book.put("Calls!D5", 19);
  declare({"Received", "Calls!B5:C5", "adds to", "Calls!D5"});
  const Check check = only();
  EXPECT_EQ(check.at.cell, (CellAddress{4, 3}));
  EXPECT_EQ(check.verdict, CheckVerdict::wrong);
  EXPECT_EQ(check.kind, CheckKind::sum);
  EXPECT_EQ(check.entered, "19");
  EXPECT_EQ(check.expected, "91");
  EXPECT_EQ(check.exact, 91);
  EXPECT_EQ(check.expression, "=SUM(Calls!B5:C5)");
  EXPECT_EQ(check.inputs.size(), 2U);
  EXPECT_EQ(check.cause, "transposed");
  EXPECT_EQ(check.rule, "Checks!A2");
  EXPECT_EQ(check.label, "Received");
}

TEST_F(DeclaredChecks, PercentagesThatAddTo101AreRoundingAnd103AreNot) {
  for (const char* cell : {"Calls!A1", "Calls!B1", "Calls!C1"}) book.format(cell, "0%");
  book.row("Calls!A1", {0.34, 0.34, 0.33});
  declare({"Shares", "Calls!A1:C1", "adds to", "100%"});
  EXPECT_EQ(only().verdict, CheckVerdict::rounding);
}

TEST_F(DeclaredChecks, PercentagesThatAddTo103AreInconsistent) {
  for (const char* cell : {"Calls!A1", "Calls!B1", "Calls!C1"}) book.format(cell, "0%");
  book.row("Calls!A1", {0.36, 0.34, 0.33});
  declare({"Shares", "Calls!A1:C1", "adds to", "100%"});
  EXPECT_EQ(only().verdict, CheckVerdict::inconsistent);
}

TEST_F(DeclaredChecks, APercentageIsJudgedAtItsPrintedPrecision) {
  // 10,017 of 20,591 is 48.65 %.
  book.row("Calls!A1", {10017, 20591, "49%", "48%", "47%"});
  declare({"right", "Calls!C1", "=", "Calls!A1/Calls!B1"});
  declare({"cut off", "Calls!D1", "=", "Calls!A1/Calls!B1"});
  declare({"wrong", "Calls!E1", "=", "Calls!A1/Calls!B1"});
  const std::vector<Check> checks = run().checks;
  ASSERT_EQ(checks.size(), 3U);
  EXPECT_EQ(checks[0].verdict, CheckVerdict::ok);
  EXPECT_EQ(checks[0].kind, CheckKind::ratio);
  EXPECT_EQ(checks[1].verdict, CheckVerdict::rounding);
  EXPECT_EQ(checks[1].cause, "truncated");
  EXPECT_EQ(checks[2].verdict, CheckVerdict::wrong);
  EXPECT_EQ(checks[2].expected, "49%");
}

TEST_F(DeclaredChecks, AllowLetsFiguresBeApart) {
  book.row("Calls!A1", {100, 103});
  declare({"near", "Calls!A1", "=", "Calls!B1+0", 5});
  declare({"far", "Calls!A1", "=", "Calls!B1+0", 2});
  const std::vector<Check> checks = run().checks;
  ASSERT_EQ(checks.size(), 2U);
  EXPECT_EQ(checks[0].kind, CheckKind::sum);
  EXPECT_FALSE(is_finding(checks[0].verdict));
  EXPECT_TRUE(is_finding(checks[1].verdict));
}

TEST_F(DeclaredChecks, ForMovesTheFormulasLikeAFill) {
  book.row("Calls!B3", {5, 6, Value(), 8});
  book.row("Calls!B4", {4, 7, Value(), 2});
  declare({"within 60 s", "B3", ">=", "B4", Value(), "Calls!B3:E3"});
  const std::vector<Check> checks = run().checks;
  ASSERT_EQ(checks.size(), 3U);  // the empty month is passed over
  EXPECT_EQ(checks[0].verdict, CheckVerdict::inconsistent);
  EXPECT_EQ(checks[0].at.cell, (CellAddress{2, 2}));
  EXPECT_EQ(checks[0].expression, "=C3>=C4");
  EXPECT_EQ(checks[0].kind, CheckKind::order);
}

TEST_F(DeclaredChecks, TypedCopiesContradictAndACopyOfAFormulaIsWrong) {
  book.row("Calls!A1", {3937, 3319, 2}).formula("Calls!D1", "A1+1", 3938);
  declare({"typed", "Calls!B1", "is a copy of", "Calls!A1"});
  declare({"calculated", "Calls!C1", "is a copy of", "Calls!D1"});
  declare({"not carried over", "Calls!A1", "differs from", "Calls!B1"});
  const std::vector<Check> checks = run().checks;
  ASSERT_EQ(checks.size(), 3U);
  EXPECT_EQ(checks[0].verdict, CheckVerdict::inconsistent);
  EXPECT_EQ(checks[0].suspects.size(), 2U);
  EXPECT_EQ(checks[1].verdict, CheckVerdict::wrong);
  EXPECT_EQ(checks[1].expected, "3,938");
  EXPECT_EQ(checks[2].verdict, CheckVerdict::ok);
}

TEST_F(DeclaredChecks, ATotalThatAnotherCheckConfirmsIsNotCalledWrong) {
  book.row("Calls!A1", {10, 20, 35, 5});
  declare({"parts", "Calls!A1:B1", "adds to", "Calls!C1"});
  declare({"beside", "Calls!C1", "=", "Calls!D1*7"});
  const std::vector<Check> checks = run().checks;
  ASSERT_EQ(checks.size(), 2U);
  EXPECT_EQ(checks[0].verdict, CheckVerdict::inconsistent);
  EXPECT_THAT(checks[0].message, HasSubstr("Checks!A3"));
}

TEST_F(DeclaredChecks, ASentenceSaysEachOfItsFigures) {
  book.put("Report!A4",
           "Actions: 23 (89%) of the 26 actions are on track in 2018/19, one is amber, 3 are below target.");
  book.row("Calls!A1", {23, 1, 2});
  declare({"green", "Report!A4", "says", "Calls!A1"});
  declare({"share", "Report!A4", "says", "Calls!A1/SUM(Calls!A1:C1)"});  // 23 of 26 is 88.46 %
  declare({"all", "Report!A4", "says", "SUM(Calls!A1:C1)"});
  declare({"amber", "Report!A4", "says", "Calls!B1"});
  declare({"red", "Report!A4", "says", "Calls!C1"});
  const std::vector<Check> checks = run().checks;
  ASSERT_EQ(checks.size(), 5U);
  EXPECT_EQ(checks[0].verdict, CheckVerdict::ok);
  EXPECT_EQ(checks[0].kind, CheckKind::copy);
  EXPECT_EQ(checks[1].verdict, CheckVerdict::rounding);
  EXPECT_EQ(checks[1].entered, "89%");
  EXPECT_EQ(checks[2].entered, "26");
  EXPECT_EQ(checks[2].kind, CheckKind::sum);
  EXPECT_EQ(checks[3].entered, "one");
  EXPECT_EQ(checks[4].verdict, CheckVerdict::wrong);
  EXPECT_EQ(checks[4].entered, "3");
  EXPECT_EQ(checks[4].expected, "2");
}

TEST_F(DeclaredChecks, AnExpressionWithoutAValueIsSaidOfItsOwnCell) {
  book.row("Calls!A1", {5, "text"});
  declare({"no number", "Calls!A1", "=", "Calls!B1/4"});
  const Check check = only();
  EXPECT_EQ(check.at.sheet, 2);
  EXPECT_EQ(check.at.cell, (CellAddress{1, 3}));
  EXPECT_EQ(check.verdict, CheckVerdict::malformed);
  EXPECT_THAT(check.message, HasSubstr("#VALUE!"));
}

TEST_F(DeclaredChecks, AFigureThatCannotBeReadIsMalformed) {
  book.row("Calls!A1", {"3,0335", 3033});
  declare({"number", "Calls!A1", "=", "Calls!B1+0"});
  EXPECT_EQ(only().verdict, CheckVerdict::malformed);
}

TEST_F(DeclaredChecks, AnAddressWithoutASheetIsRefusedWithWhatToWrite) {
  declare({"total", "Calls!B5", "=", "B6+B7"});
  EXPECT_EQ(error(), "Checks!D2: Right: \"B6+B7\" does not say which sheet B6 is on; write Calls!B6");
}

TEST_F(DeclaredChecks, AMisspeltRelationIsRefusedWithTheRightOne) {
  declare({"total", "Calls!B5", "add up to", "Calls!B6"});
  EXPECT_THAT(error(), HasSubstr("Checks!C2: \"add up to\" is no relation"));
}

TEST_F(DeclaredChecks, AWordWithoutQuotationMarksIsRefused) {
  declare({"status", "Calls!B5", "=", "Green"});
  EXPECT_THAT(error(), HasSubstr("write a word in quotation marks: \"Green\""));
}

TEST_F(DeclaredChecks, AnAllowanceInWordsIsRefused) {
  declare({"total", "Calls!B5", "=", "Calls!B6", "a little"});
  EXPECT_THAT(error(), HasSubstr("write 0, rounding, a number"));
}

TEST_F(DeclaredChecks, AnExceptionNeedsAReason) {
  book.workbook.add_sheet("Check exceptions");
  book.row("Check exceptions!A1", {"Cell", "Reason", "Rule"})
      .row("Check exceptions!A2", {"Calls!B5", Value(), "sum"});
  EXPECT_THAT(error(), HasSubstr("gives no reason"));
}

TEST(SentenceFigures, AreToldFromNames) {
  const auto figures = [](std::string_view sentence) {
    std::string list;
    for (const SentenceFigure& each : sentence_figures(sentence))
      if (!each.is_name) list += (list.empty() ? "" : " | ") + each.text;
    return list;
  };
  EXPECT_EQ(figures("In Q2 2018/19, 25 (66.5%) of the 38 indicators"), "25 | 66.5% | 38");
  EXPECT_EQ(figures("\xC2\xA3"
                    "1.2m in section 4, BPE28, on 31/03/2019 at 10:30"),
            "\xC2\xA3"
            "1.2m");
  EXPECT_EQ(figures("twenty-three of 1,040 calls, 14 per cent"), "twenty-three | 1,040 | 14 per cent");
  EXPECT_EQ(figures("12 March, the 2nd quarter, Covid-19"), "");
  EXPECT_DOUBLE_EQ(sentence_figures("\xC2\xA3"
                                    "1.2m")[0]
                       .figure.value,
                   1'200'000);
  EXPECT_DOUBLE_EQ(sentence_figures("\xC2\xA3"
                                    "1.2m")[0]
                       .figure.step,
                   100'000);
}

}  // namespace
}  // namespace outturn
