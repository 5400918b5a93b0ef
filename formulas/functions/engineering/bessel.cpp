// Bessel functions of whole order, with the eight digits that Excel's have: J and Y of orders 0 and 1 by the
// rational and asymptotic approximations of J. F. Hart et al., Computer Approximations (1968); I and K by the
// polynomials of Abramowitz and Stegun, Handbook of Mathematical Functions, 9.8.1 to 9.8.8. Other orders
// follow by recurrence, downwards where going up loses digits (J. C. P. Miller's algorithm).
#include <array>
#include <cmath>

#include "formulas/arguments.h"
#include "formulas/functions/number_result.h"

namespace outturn {
namespace {

// Beyond it the phase of J and Y has no digits left that could be right.
constexpr double kLargestArgument = 134'217'728;  // 2^27
// Bounds the recurrences; far beyond it J and I are 0 and Y and K out of range for any common argument.
constexpr double kLargestOrder = 1e5;

constexpr double kTwoOverPi = 0.636619772;
constexpr double kQuarterPi = 0.785398164;
constexpr double kThreeQuarterPi = 2.356194491;

template <std::size_t n>
double polynomial(const std::array<double, n>& coefficients, double x) {
  double value = 0;
  for (std::size_t i = n; i-- > 0;) value = value * x + coefficients[i];
  return value;
}

// --- J and Y

constexpr std::array kJ0Above = {57568490574.0, -13362590354.0, 651619640.7,
                                 -11214424.18,  77392.33017,    -184.9052456};
constexpr std::array kJ0Below = {57568490411.0, 1029532985.0, 9494680.718, 59272.64853, 267.8532712, 1.0};
constexpr std::array kJ1Above = {72362614232.0, -7895059235.0, 242396853.1,
                                 -2972611.439,  15704.48260,   -30.16036606};
constexpr std::array kJ1Below = {144725228442.0, 2300535178.0, 18583304.74, 99447.43394, 376.9991397, 1.0};
constexpr std::array kY0Above = {-2957821389.0, 7062834065.0, -512359803.6,
                                 10879881.29,   -86327.92757, 228.4622733};
constexpr std::array kY0Below = {40076544269.0, 745249964.8, 7189466.438, 47447.26470, 226.1030244, 1.0};
constexpr std::array kY1Above = {-0.4900604943e13, 0.1275274390e13, -0.5153438139e11,
                                 0.7349264551e9,   -0.4237922726e7, 0.8511937935e4};
constexpr std::array kY1Below = {
    0.2499580570e14, 0.4244419664e12, 0.3733650367e10, 0.2245904002e8, 0.1020426050e6, 0.3549632885e3, 1.0};

// From 8 on, in powers of (8/x)²: what goes with the cosine of the phase in J and with its sine in Y, and the
// other way round.
constexpr std::array kY0Cosine = {1.0, -0.1098628627e-2, 0.2734510407e-4, -0.2073370639e-5, 0.2093887211e-6};
constexpr std::array kY0Sine = {-0.1562499995e-1, 0.1430488765e-3, -0.6911147651e-5, 0.7621095161e-6,
                                -0.934945152e-7};
constexpr std::array kY1Cosine = {1.0, 0.183105e-2, -0.3516396496e-4, 0.2457520174e-5, -0.240337019e-6};
constexpr std::array kY1Sine = {0.04687499995, -0.2002690873e-3, 0.8449199096e-5, -0.88228987e-6,
                                0.105787412e-6};
// Excel's J differs in digits exchanged and a term that stands twice: the values that it saves follow to the
// last bit.
constexpr std::array kJ0Cosine = {1.0, -0.1098628267e-2, 0.2734510407e-4, -0.2073370639e-5, 0.2093887211e-6};
constexpr std::array kJ0Sine = {-0.1562499995e-1, 0.1430488765e-3, -0.6911147651e-5, 0.7621095161e-6,
                                -0.934935152e-7};
constexpr std::array kJ1Cosine = {
    1.0, 0.183105e-2, -0.3516396496e-4, -0.3516396496e-4, 0.2457520174e-5, -0.240337019e-6};

template <std::size_t n, std::size_t m>
double far_j(double x, double phase, const std::array<double, n>& cosine, const std::array<double, m>& sine) {
  const double z = 8 / x;
  return std::sqrt(kTwoOverPi / x) * (std::cos(x - phase) * polynomial(cosine, z * z) -
                                      z * std::sin(x - phase) * polynomial(sine, z * z));
}

template <std::size_t n, std::size_t m>
double far_y(double x, double phase, const std::array<double, n>& cosine, const std::array<double, m>& sine) {
  const double z = 8 / x;
  return std::sqrt(kTwoOverPi / x) * (std::sin(x - phase) * polynomial(cosine, z * z) +
                                      z * std::cos(x - phase) * polynomial(sine, z * z));
}

// Requires for all below: x >= 0, for Y and K: x > 0.
double j0(double x) {
  return x < 8 ? polynomial(kJ0Above, x * x) / polynomial(kJ0Below, x * x)
               : far_j(x, kQuarterPi, kJ0Cosine, kJ0Sine);
}
double j1(double x) {
  return x < 8 ? x * polynomial(kJ1Above, x * x) / polynomial(kJ1Below, x * x)
               : far_j(x, kThreeQuarterPi, kJ1Cosine, kY1Sine);
}
double y0(double x) {
  if (x >= 8) return far_y(x, kQuarterPi, kY0Cosine, kY0Sine);
  return polynomial(kY0Above, x * x) / polynomial(kY0Below, x * x) + kTwoOverPi * j0(x) * std::log(x);
}
double y1(double x) {
  if (x >= 8) return far_y(x, kThreeQuarterPi, kY1Cosine, kY1Sine);
  return x * polynomial(kY1Above, x * x) / polynomial(kY1Below, x * x) +
         kTwoOverPi * (j1(x) * std::log(x) - 1 / x);
}

// --- I and K

constexpr std::array kI0Near = {1.0, 3.5156229, 3.0899424, 1.2067492, 0.2659732, 0.360768e-1, 0.45813e-2};
constexpr std::array kI0Far = {0.39894228,    0.1328592e-1, 0.225319e-2,   -0.157565e-2, 0.916281e-2,
                               -0.2057706e-1, 0.2635537e-1, -0.1647633e-1, 0.392377e-2};
constexpr std::array kI1Near = {0.5,          0.87890594,  0.51498869, 0.15084934,
                                0.2658733e-1, 0.301532e-2, 0.32411e-3};
constexpr std::array kI1Far = {0.39894228,   -0.3988024e-1, -0.362018e-2, 0.163801e-2, -0.1031555e-1,
                               0.2282967e-1, -0.2895312e-1, 0.1787654e-1, -0.420059e-2};
constexpr std::array kK0Near = {-0.57721566, 0.42278420, 0.23069756, 0.3488590e-1,
                                0.262698e-2, 0.10750e-3, 0.74e-5};
constexpr std::array kK0Far = {1.25331414,  -0.7832358e-1, 0.2189568e-1, -0.1062446e-1,
                               0.587872e-2, -0.251540e-2,  0.53208e-3};
constexpr std::array kK1Near = {1.0,           0.15443144,   -0.67278579, -0.18156897,
                                -0.1919402e-1, -0.110404e-2, -0.4686e-4};
constexpr std::array kK1Far = {1.25331414,   0.23498619,  -0.3655620e-1, 0.1504268e-1,
                               -0.780353e-2, 0.325614e-2, -0.68245e-3};

double i0(double x) {
  if (x < 3.75) return polynomial(kI0Near, (x / 3.75) * (x / 3.75));
  return std::exp(x) / std::sqrt(x) * polynomial(kI0Far, 3.75 / x);
}
double i1(double x) {
  if (x < 3.75) return x * polynomial(kI1Near, (x / 3.75) * (x / 3.75));
  return std::exp(x) / std::sqrt(x) * polynomial(kI1Far, 3.75 / x);
}
double k0(double x) {
  if (x <= 2) return polynomial(kK0Near, x * x / 4) - std::log(x / 2) * i0(x);
  return std::exp(-x) / std::sqrt(x) * polynomial(kK0Far, 2 / x);
}
double k1(double x) {
  if (x <= 2) return std::log(x / 2) * i1(x) + polynomial(kK1Near, x * x / 4) / x;
  return std::exp(-x) / std::sqrt(x) * polynomial(kK1Far, 2 / x);
}

// --- Recurrences

// f(k+1) = 2k/x·f(k) ± f(k−1) from orders 0 and 1.
double upwards(int order, double x, double f0, double f1, double sign) {
  double below = f0;
  double value = f1;
  for (int k = 1; k < order && std::isfinite(value); ++k) {
    const double above = 2.0 * k / x * value + sign * below;
    below = value;
    value = above;
  }
  return value;
}

struct Downwards {
  double value = 0;     // of the order, up to a factor
  double order_0 = 0;   // up to the same factor
  double even_sum = 0;  // of all even orders above 0
};

// f(k−1) = 2k/x·f(k) ± f(k+1) from far above the order; scaled down before it overflows.
Downwards downwards(int order, double x, int start, double sign) {
  constexpr double kBig = 1e10;
  Downwards result;
  double above = 0;
  double value = 1;
  for (int k = start; k > 0; --k) {
    const double below = 2.0 * k / x * value + sign * above;
    above = value;
    value = below;
    if (std::fabs(value) > kBig) {
      value /= kBig;
      above /= kBig;
      result.value /= kBig;
      result.even_sum /= kBig;
    }
    if (k % 2 == 1 && k > 1) result.even_sum += value;
    if (k == order) result.value = above;
  }
  result.order_0 = value;
  return result;
}

// Far enough above the order for the eight digits.
int start_above(int order) { return 2 * ((order + static_cast<int>(std::sqrt(40.0 * order))) / 2); }

double first_kind(int order, double x) {
  if (order == 0) return j0(x);
  if (order == 1) return j1(x);
  if (x == 0) return 0;
  if (x > order) return upwards(order, x, j0(x), j1(x), -1);
  const Downwards down = downwards(order, x, start_above(order), -1);
  return down.value / (down.order_0 + 2 * down.even_sum);  // J0 + 2·(J2 + J4 + …) = 1
}

double modified_first_kind(int order, double x) {
  if (order == 0) return i0(x);
  if (order == 1) return i1(x);
  if (x == 0) return 0;
  const Downwards down = downwards(order, x, 2 * start_above(order), 1);
  return down.value / down.order_0 * i0(x);
}

// The order and the argument are checked; of a negative argument J and I have the sign of the order's parity.
template <double (*function)(int, double)>
Value of_any_argument(const Arguments& args) {
  const double x = args.number(0);
  const double order = args.whole_number(1);
  if (order < 0 || std::fabs(x) > kLargestArgument) return ErrorCode::num;
  if (order > kLargestOrder) return std::fabs(x) < kLargestOrder / 2 ? Value(0) : Value(ErrorCode::num);
  const double value = function(static_cast<int>(order), std::fabs(x));
  return number_result(x < 0 && std::fmod(order, 2) == 1 ? -value : value);
}

double second_kind(int order, double x) { return order == 0 ? y0(x) : upwards(order, x, y0(x), y1(x), -1); }
double modified_second_kind(int order, double x) {
  return order == 0 ? k0(x) : upwards(order, x, k0(x), k1(x), 1);
}

template <double (*function)(int, double)>
Value of_positive_argument(const Arguments& args) {
  const double x = args.number(0);
  const double order = args.whole_number(1);
  if (order < 0 || x <= 0 || x > kLargestArgument || order > kLargestOrder) return ErrorCode::num;
  return number_result(function(static_cast<int>(order), x));
}

constexpr Example kBesseliExamples[] = {
    {"ROUND(BESSELI(1.5,1),9)", "0.981666428"}, {"BESSELI(0,0)", "1"}, {"BESSELI(1,-1)", "#NUM!"}};
constexpr Example kBesseljExamples[] = {
    {"ROUND(BESSELJ(1.9,2),9)", "0.329925829"}, {"BESSELJ(0,3)", "0"}, {"BESSELJ(1,1000000000)", "0"}};
constexpr Example kBesselkExamples[] = {{"ROUND(BESSELK(1.5,1),9)", "0.277387804"},
                                        {"BESSELK(0,1)", "#NUM!"}};
constexpr Example kBesselyExamples[] = {{"ROUND(BESSELY(2.5,1),9)", "0.145918138"},
                                        {"BESSELY(0,1)", "#NUM!"}};

constexpr FunctionSpec kFunctions[] = {
    {.name = "BESSELI",
     .signature = "x:strict order:strict",
     .summary = "The modified Bessel function of the first kind.",
     .evaluate = of_any_argument<modified_first_kind>,
     .examples = kBesseliExamples},
    {.name = "BESSELJ",
     .signature = "x:strict order:strict",
     .summary = "The Bessel function of the first kind.",
     .evaluate = of_any_argument<first_kind>,
     .examples = kBesseljExamples},
    {.name = "BESSELK",
     .signature = "x:strict order:strict",
     .summary = "The modified Bessel function of the second kind.",
     .evaluate = of_positive_argument<modified_second_kind>,
     .examples = kBesselkExamples},
    {.name = "BESSELY",
     .signature = "x:strict order:strict",
     .summary = "The Bessel function of the second kind.",
     .evaluate = of_positive_argument<second_kind>,
     .examples = kBesselyExamples},
};

}  // namespace

std::span<const FunctionSpec> bessel_functions() { return kFunctions; }

}  // namespace outturn
