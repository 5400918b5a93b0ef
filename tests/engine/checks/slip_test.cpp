#include "engine/checks/slip.h"

#include <gtest/gtest.h>

namespace outturn {
namespace {

DigitSlip slip(double typed, double expected, const char* format = "0") {
  return digit_slip(*read_cell_figure(Value(typed), format), expected);
}

TEST(Slip, IsToldFromTheDigitsAlone) {
  EXPECT_EQ(slip(6424, 6442), DigitSlip::transposed);
  EXPECT_EQ(slip(6542, 6442), DigitSlip::mistyped);
  EXPECT_EQ(slip(642, 6442), DigitSlip::dropped);
  EXPECT_EQ(slip(64442, 6442), DigitSlip::doubled);
  EXPECT_EQ(slip(64420, 6442), DigitSlip::decimal_slip);
  EXPECT_EQ(slip(644200, 6442), DigitSlip::scale);
  EXPECT_EQ(slip(-6442, 6442), DigitSlip::sign);
  EXPECT_EQ(slip(6442, 6442), DigitSlip::none);
  EXPECT_EQ(slip(6442, 1775), DigitSlip::none);
}

// 2,455 for 245 is a doubled 5; ten times 245 would be 2,450.
TEST(Slip, ADoubledDigitIsNoDecimalPoint) { EXPECT_EQ(slip(2455, 245), DigitSlip::doubled); }

TEST(Slip, TheDecimalPointOfARateIsReadBeforeRounding) {
  EXPECT_EQ(slip(4.9, 0.4865 * 100, "0.0"), DigitSlip::decimal_slip);
  EXPECT_EQ(slip(0.049, 0.4865, "0.0%"), DigitSlip::decimal_slip);
}

}  // namespace
}  // namespace outturn
