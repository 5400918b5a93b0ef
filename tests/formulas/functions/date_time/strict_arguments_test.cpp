#include <gtest/gtest.h>

#include <string>

#include "tests/support/plain_context.h"

namespace outturn {
namespace {

// The functions that once came with the Analysis ToolPak refuse what others convert; results observed in
// Excel.
TEST(StrictArguments, RefuseLogicalsRangesAndEmptyArguments) {
  testing::PlainContext context;
  context.cells[{0, 0}] = 45292;
  context.cells[{1, 0}] = 45293;
  context.cells[{0, 1}] = true;
  context.cells[{1, 1}] = "45292";
  struct Row {
    std::string formula;
    Value expected;
  };
  for (const Row& row : {
           Row{"EDATE(A1,1)", 45323},
           {"EDATE(B2,1)", 45323},
           {"EDATE(B1,1)", ErrorCode::value},
           {"EDATE(A1:A2,1)", ErrorCode::value},
           {"EDATE({45292;45293},1)", Value(Array(2, 1, {Value(45323), Value(45324)}))},
           {"EDATE(A1,)", ErrorCode::na},
           {"MROUND(TRUE,2)", ErrorCode::value},
           {"ISEVEN(C1)", true},
           {"LCM(C1,6)", 6},
           {"LCM(C1:D1,6)", 0},
           {"GCD(B1,6)", ErrorCode::value},
           {"NETWORKDAYS(A1,A2,TRUE)", 2},
       })
    EXPECT_TRUE(context.calculate(row.formula) == row.expected) << row.formula;
}

}  // namespace
}  // namespace outturn
