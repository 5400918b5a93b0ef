#include <gtest/gtest.h>

#include "tests/support/plain_context.h"

namespace outturn {
namespace {

// A maturity at the end of a month has all its coupons there, any other on its day of the month.
TEST(Coupons, FollowTheEndOfTheMonth) {
  testing::PlainContext context;
  struct Row {
    const char* formula;
    const char* expected;
  };
  for (const Row& row : {Row{"COUPPCD(DATE(2023,4,1),DATE(2025,2,28),2)", "DATE(2023,2,28)"},
                         {"COUPNCD(DATE(2023,4,1),DATE(2025,2,28),2)", "DATE(2023,8,31)"},
                         {"COUPPCD(DATE(2024,4,1),DATE(2025,2,28),1)", "DATE(2024,2,29)"},
                         {"COUPNCD(DATE(2023,1,1),DATE(2025,8,30),4)", "DATE(2023,2,28)"},
                         {"COUPNCD(DATE(2023,3,1),DATE(2025,8,30),4)", "DATE(2023,5,30)"},
                         // A settlement on a coupon date belongs to the period that begins.
                         {"COUPPCD(DATE(2023,5,15),DATE(2025,11,15),2)", "DATE(2023,5,15)"},
                         {"COUPDAYBS(DATE(2023,5,15),DATE(2025,11,15),2)", "0"},
                         {"COUPNUM(DATE(2023,5,15),DATE(2025,11,15),2)", "5"},
                         // In 30-day months the end of February is the 30th.
                         {"COUPDAYBS(DATE(2023,3,15),DATE(2025,2,28),2,0)", "15"},
                         {"COUPDAYSNC(DATE(2023,3,15),DATE(2025,2,28),2,0)", "165"},
                         {"COUPDAYS(DATE(2023,3,15),DATE(2025,2,28),2,0)", "180"},
                         {"COUPDAYS(DATE(2023,3,15),DATE(2025,2,28),4,3)", "91.25"},
                         // Days, frequency and basis lose their fractions.
                         {"COUPNUM(DATE(2023,5,15)+0.9,DATE(2025,11,15)+0.1,2.9,1.9)", "5"},
                         {"COUPNUM(DATE(2023,5,15),DATE(2025,11,15),3)", "#NUM!"},
                         {"COUPNUM(DATE(2023,5,15),DATE(2025,11,15),2,5)", "#NUM!"},
                         {"COUPNUM(DATE(2023,5,15),DATE(2025,11,15),2,-1)", "#NUM!"}})
    EXPECT_EQ(context.calculate(row.formula), context.calculate(row.expected)) << row.formula;
}

}  // namespace
}  // namespace outturn
