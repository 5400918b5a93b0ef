#include <gtest/gtest.h>

#include "tests/support/plain_context.h"

namespace outturn {
namespace {

// Rates that Excel saved, above and below the guess of 0.1 and close to -1.
TEST(Xirr, HasTheDigitsThatExcelSaves) {
  testing::PlainContext context;
  struct Row {
    const char* formula;
    double expected;
  };
  for (const Row& row :
       {Row{"XIRR({-20,5,5,5,5,5},{44958,44986,45017,45078,45108,45139})", 1.1859161972999572},
        {"XIRR({-20,5,12,1,7,5},{45292,45323,45353,45386,45782,46179})", 0.9825324892997742},
        {"XIRR({-100,23,30,10,20,5},{44958,44986,45017,45078,45108,45139})", -0.4135234050452709},
        {"XIRR({-400,100,10,5,6,5},{44958,44986,45017,45078,45108,45139})", -0.9977533546974883}})
    EXPECT_DOUBLE_EQ(context.calculate(row.formula).number(), row.expected) << row.formula;
}

}  // namespace
}  // namespace outturn
