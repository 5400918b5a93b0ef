#include "formulas/decimal_rounding.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <string>

namespace outturn {
namespace {

struct Rounding {
  double x;
  int digits;
  double expected;
};

TEST(RoundHalfAway, RoundsTheDecimalViewNotTheBits) {
  for (const Rounding& row : {
           Rounding{2.15, 1, 2.2},  // Microsoft's ROUND examples
           {2.149, 1, 2.1},
           {-1.475, 2, -1.48},
           {21.5, -1, 20},
           {626.3, -3, 1000},
           {1.98, -1, 0},
           {-50.55, -2, -100},
           {1.005, 2, 1.01},  // held as 1.00499999999999989
           {2.675, 2, 2.68},
           {600.425, 2, 600.43},
           {0.285, 2, 0.29},
           {-2.5, 0, -3},
           {2.5, 0, 3},
           {0.5, 0, 1},
           {0.49999999999999994, 0, 1},
           {0.1 + 0.2, 15, 0.3},
           {1e300, 2, 1e300},
           {123456789012345678.0, 2, 123456789012345678.0},
           {5, -1, 10},
           {4.9, -1, 0},
           {5, -2, 0},
           {1e-20, 5, 0},
           {0.1 + 0.2, 20, 0.1 + 0.2},
       })
    EXPECT_EQ(round_half_away(row.x, row.digits), row.expected) << row.x << " to " << row.digits;
}

TEST(RoundUp, RoundsAwayFromZero) {
  for (const Rounding& row : {
           Rounding{3.2, 0, 4},  // Microsoft's ROUNDUP examples
           {76.9, 0, 77},
           {3.14159, 3, 3.142},
           {-3.14159, 1, -3.2},
           {31415.92654, -2, 31500},
           {2.26 + 2.94, 2, 5.2},  // 5.2 on the decimal view, a little more in bits
           {1, -3, 1000},
           {1e-9, 2, 0.01},
           {0, 0, 0},
           {5, 0, 5},
       })
    EXPECT_EQ(round_up(row.x, row.digits), row.expected) << row.x << " to " << row.digits;
}

TEST(RoundDown, RoundsTowardsZero) {
  for (const Rounding& row : {
           Rounding{3.2, 0, 3},  // Microsoft's ROUNDDOWN examples
           {76.9, 0, 76},
           {3.14159, 3, 3.141},
           {-3.14159, 1, -3.1},
           {31415.92654, -2, 31400},
           {4.35 * 100, 0, 435},  // 434.99999999999994 in bits
           {1e-9, 2, 0},
           {-0.4, 0, 0},
       })
    EXPECT_EQ(round_down(row.x, row.digits), row.expected) << row.x << " to " << row.digits;
  EXPECT_FALSE(std::signbit(round_down(-0.4, 0)));
}

TEST(FloorAt15Digits, SeesTheDecimalView) {
  EXPECT_EQ(floor_at_15_digits(880000000 * 0.00849 / 3), 2490400);  // 2490399.9999999995 in bits
  EXPECT_EQ(floor_at_15_digits(-8.9), -9);
  EXPECT_EQ(floor_at_15_digits(8.9), 8);
  EXPECT_EQ(floor_at_15_digits(-3), -3);
  EXPECT_EQ(ceil_at_15_digits(2.1), 3);
  EXPECT_EQ(ceil_at_15_digits(-2.1), -2);
  EXPECT_EQ(ceil_at_15_digits(1.1 * 3 * 10), 33);  // 33.000000000000004 in bits
}

TEST(Compare15, HoldsNumbersEqualThatShareFifteenDigits) {
  EXPECT_EQ(compare_15(0.1 + 0.2, 0.3), 0);
  EXPECT_EQ(compare_15(1.0000000000000002, 1), 0);
  EXPECT_EQ(compare_15(1.00000000000001, 1), 1);
  EXPECT_EQ(compare_15(1, 1.00000000000001), -1);
  EXPECT_EQ(compare_15(-1, 1), -1);
  EXPECT_EQ(compare_15(0, 1e-300), -1);
  EXPECT_EQ(compare_15(0.0, -0.0), 0);
  EXPECT_EQ(compare_15(123456789012346000.0, 123456789012347000.0), -1);
  EXPECT_EQ(compare_15(1e308, -1e308), 1);
}

TEST(NearZeroDifference, SnapsOnlyWhatCancelsAtFifteenDigits) {
  const double step = 0.5 - 0.4;
  EXPECT_EQ(near_zero_difference(step, -0.1, step - 0.1), 0);  // =0.5-0.4-0.1
  const double ten = 100 - 99.99;
  EXPECT_NE(near_zero_difference(ten, -0.01, ten - 0.01), 0);  // =100-99.99-0.01 is 5.1157E-15 in Excel
  EXPECT_EQ(near_zero_difference(1, -0.5, 0.5), 0.5);
  EXPECT_EQ(near_zero_difference(52.8, -8.8 * 6, 52.8 - 8.8 * 6), 0);  // =52.8-8.8*6
}

TEST(DecimalView, HasFifteenDigits) {
  const DecimalView third = decimal_view(-1.0 / 3);
  EXPECT_EQ(third.significand, 333333333333333);
  EXPECT_EQ(third.exponent, -15);
  EXPECT_TRUE(third.negative);
  EXPECT_EQ(decimal_view(12).significand, 120000000000000);
  EXPECT_EQ(decimal_view(12).exponent, -13);
  EXPECT_EQ(decimal_view(1e15).exponent, 1);
  EXPECT_EQ(decimal_view(0).significand, 0);
  EXPECT_EQ(at_15_digits(0.1 + 0.2), 0.3);
}

// The value's own 15 digits, rounded as people round on paper.
double rounded_on_paper(double x, int digits, char direction) {
  char text[32];
  std::snprintf(text, sizeof text, "%.14e", std::fabs(x));
  std::string kept = std::string(1, text[0]) + std::string(text + 2, 14);
  const int exponent = std::atoi(text + 17);  // of the first digit
  const int count = exponent + 1 + digits;    // digits that stay
  if (count >= 15) return x;
  std::string rest = count < 0 ? "0" : kept.substr(static_cast<std::size_t>(count));
  if (count < 0 && direction == 'u') rest = "1";
  kept = count <= 0 ? "" : kept.substr(0, static_cast<std::size_t>(count));
  const bool up = direction == 'u'   ? rest.find_first_not_of('0') != std::string::npos
                  : direction == 'd' ? false
                                     : rest[0] >= '5';
  std::string number = "0" + kept;
  for (std::size_t i = number.size(); up && i-- > 0;) {
    if (number[i] != '9') {
      ++number[i];
      break;
    }
    number[i] = '0';
  }
  const double result = std::strtod((number + "e" + std::to_string(-digits)).c_str(), nullptr);
  return result == 0 ? 0 : x < 0 ? -result : result;
}

TEST(DecimalRounding, RoundsAsOnPaper) {
  std::mt19937_64 random(1);
  for (int i = 0; i < 200'000; ++i) {
    const int digits = static_cast<int>(random() % 8);
    const auto whole = static_cast<double>(random() % 10'000'000);
    double x = whole / std::pow(10, static_cast<double>(random() % 9));
    if (i % 3 == 0) x = std::nextafter(x + 0.5 * std::pow(10, -digits), i % 2 == 0 ? 0 : 1e9);  // near a tie
    if (i % 5 == 0) x *= 1 + std::ldexp(static_cast<double>(random() % 64), -53);
    if (i % 7 == 0) x = -x;
    if (x == 0) continue;
    EXPECT_EQ(round_half_away(x, digits), rounded_on_paper(x, digits, 'h')) << x << " to " << digits;
    EXPECT_EQ(round_up(x, digits), rounded_on_paper(x, digits, 'u')) << x << " to " << digits;
    EXPECT_EQ(round_down(x, digits), rounded_on_paper(x, digits, 'd')) << x << " to " << digits;
  }
}

}  // namespace
}  // namespace outturn
