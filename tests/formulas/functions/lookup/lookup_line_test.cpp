#include <gtest/gtest.h>

#include "tests/support/plain_context.h"

namespace outturn {
namespace {

struct Row {
  const char* formula;
  const char* result;
};

void expect_rows(testing::PlainContext& context, std::initializer_list<Row> rows) {
  for (const Row& row : rows)
    EXPECT_TRUE(context.calculate(row.formula) == context.calculate(row.result)) << row.formula;
}

// A1:A8 mixed kinds and gaps, B1:B8 the numbers of their rows.
testing::PlainContext mixed_column() {
  testing::PlainContext context;
  const Value values[] = {"Heading", 10, Value(), 20, ErrorCode::na, true, 30, "note"};
  for (std::int32_t row = 0; row < 8; ++row) {
    if (!values[row].is_blank()) context.cells[{row, 0}] = values[row];
    context.cells[{row, 1}] = row + 1;
  }
  context.stand_on({20, 10});
  return context;
}

TEST(LookupLine, PassesOverOtherKindsBlanksAndErrors) {
  auto context = mixed_column();
  expect_rows(context, {{"MATCH(20,A1:A8,0)", "4"},
                        {"MATCH(25,A1:A8)", "4"},
                        {"MATCH(1E9,A1:A8)", "7"},
                        {"MATCH(\"zzz\",A1:A8)", "8"},
                        {"MATCH(TRUE,A1:A8,0)", "6"},
                        {"VLOOKUP(\"NOTE\",A1:B8,2,FALSE)", "8"},
                        {"LOOKUP(9.99E307,A1:A8,B1:B8)", "7"}});
}

TEST(LookupLine, ReadsWholeColumnsAsTheirUsedPart) {
  auto context = mixed_column();
  expect_rows(context, {{"MATCH(1E9,A:A)", "7"},
                        {"VLOOKUP(20,A:B,2,FALSE)", "4"},
                        {"VLOOKUP(25,A:B,2)", "4"},
                        {"XLOOKUP(30,A:A,B:B)", "7"}});
}

TEST(LookupLine, FindsTheLastOfEqualValuesInSortedOrderAndTheFirstOtherwise) {
  testing::PlainContext context;
  expect_rows(context, {{"MATCH(2,{1,2,2,2,3})", "4"},
                        {"MATCH(2,{1,2,2,2,3},0)", "2"},
                        {"MATCH(0,{3,2,2},-1)", "3"},
                        {"XMATCH(2,{1,2,2,2,3},0,-1)", "4"}});
}

// A blank lookup value is 0 to the older functions, and finds blank cells with the newer ones.
TEST(LookupLine, TreatsBlanksAsExcelDoes) {
  testing::PlainContext context;
  context.cells[{0, 0}] = 5;
  context.cells[{2, 0}] = 0;
  context.stand_on({20, 10});
  expect_rows(context, {{"MATCH(C1,A1:A3,0)", "3"}, {"XMATCH(C1,A1:A3)", "2"}});
}

// MATCH goes by its own kind, XMATCH by the order numbers, texts, logicals, blanks.
TEST(LookupLine, OrdersKindsOnlyForTheNewerFunctions) {
  testing::PlainContext context;
  context.stand_on({20, 10});
  expect_rows(context, {{"MATCH(\"b\",{1,2,3})", "#N/A"},
                        {"XMATCH(\"b\",{1,2,3},-1)", "3"},
                        {"XMATCH(FALSE,{1,5,\"x\",3},-1)", "3"},
                        {"XMATCH(9,{1,5,\"x\",3},1)", "3"},
                        {"XMATCH(\"b\",{1,2,3},-1,2)", "3"},
                        {"XMATCH(A1,{1,2,TRUE},-1)", "3"},
                        {"XMATCH(A1,{1,2,TRUE},1)", "#N/A"}});
}

TEST(LookupLine, FindsTheFirstOfEqualValuesInAscendingOrderForTheNewerFunctions) {
  testing::PlainContext context;
  expect_rows(context, {{"XMATCH(5,{3,4,5,5,5,6},0,2)", "3"},
                        {"XMATCH(5.5,{3,4,5,5,5,6},-1,2)", "5"},
                        {"XMATCH(4.5,{3,4,5,5,5,6},1,2)", "3"},
                        {"XMATCH(5,{6,5,5,5,4,3},0,-2)", "4"},
                        {"XMATCH(5.5,{6,5,5,5,4,3},-1,-2)", "2"}});
}

TEST(LookupLine, StopsBeforeTheFirstSmallerValueOfADescendingLine) {
  testing::PlainContext context;
  expect_rows(context, {{"MATCH(1,{-1.1,2.1,3.1,4.1},-1)", "#N/A"},
                        {"MATCH(1,{\"a\",2.1,\"c\",4.1},-1)", "4"},
                        {"MATCH(3,{5,4,3,2},-1)", "3"},
                        {"MATCH(1,{5,4,3,2},-1)", "4"}});
}

// Numbers that `=` holds equal at 15 digits are different to a lookup.
TEST(LookupLine, ComparesNumbersToTheLastBit) {
  testing::PlainContext context;
  expect_rows(context, {{"0.1+0.2=0.3", "TRUE"}, {"MATCH(0.3,{0.1,0.2}+{0,0.1},0)", "#N/A"}});
}

TEST(LookupLine, RefusesTextBeyond255Characters) {
  testing::PlainContext context;
  const std::string text(256, 'x');
  context.cells[{0, 0}] = text;
  context.stand_on({20, 10});
  expect_rows(context, {{"MATCH(A1,A1:A1,0)", "#VALUE!"}, {"VLOOKUP(A1,A1:A1,1,FALSE)", "#VALUE!"}});
}

TEST(LookupLine, MatchesWildcardsOnlyWhereTheyAreAskedFor) {
  testing::PlainContext context;
  expect_rows(context, {{"MATCH(\"b?d\",{\"abd\",\"bed\"},0)", "2"},
                        {"XMATCH(\"b?d\",{\"abd\",\"bed\"})", "#N/A"},
                        {"XMATCH(\"b?d\",{\"abd\",\"bed\"},2)", "2"},
                        {"MATCH(\"50~*\",{\"500\",\"50*\"},0)", "2"},
                        {"MATCH(\"1*\",{1,11},0)", "#N/A"}});
}

}  // namespace
}  // namespace outturn
