#include <gtest/gtest.h>

#include <string>

#include "tests/support/plain_context.h"

namespace outturn {
namespace {

// The quasi-coupon dates of a long first period are counted back from the first coupon one after another and
// keep its day, 30 June to 30 March, though the coupons of the same bond fall on the last days of months.
// Expected: Excel's own results, published as the test data of fsprojects/ExcelFinancialFunctions.
TEST(OddFirstPeriod, IsMeasuredAsExcelMeasuresIt) {
  struct Row {
    int frequency;
    int basis;
    double price;
  };
  for (const Row& row : {Row{1, 2, 127.9031273745},
                         {1, 3, 127.9949332833},
                         {1, 1, 127.9949332833},
                         {1, 4, 128.0003495968},
                         {1, 0, 128.0105899192},
                         {2, 2, 127.6193871525},
                         {2, 3, 127.711344726},
                         {2, 1, 127.7049586143},
                         {2, 4, 127.7166093747},
                         {2, 0, 127.7269143198},
                         {4, 2, 127.4582533515},
                         {4, 3, 127.5543521757},
                         {4, 1, 127.5554755738},
                         {4, 4, 127.5728561289},
                         {4, 0, 127.5831938096}}) {
    const std::string formula =
        "ODDFPRICE(DATE(1999,2,28),DATE(2010,6,30),DATE(1998,2,28),DATE(2009,6,30),0.07,0.03,100," +
        std::to_string(row.frequency) + "," + std::to_string(row.basis) + ")";
    testing::PlainContext context;
    const Value price = context.calculate(formula);
    ASSERT_TRUE(price.is_number()) << formula;
    EXPECT_NEAR(price.number(), row.price, 1e-9) << formula;
  }
}

}  // namespace
}  // namespace outturn
