// Bessel functions of whole order.
#include <boost/math/special_functions/bessel.hpp>
#include <cmath>

#include "formulas/arguments.h"
#include "formulas/functions/number_result.h"

namespace outturn {
namespace {

namespace policies = boost::math::policies;
using Quiet = policies::policy<
    policies::domain_error<policies::ignore_error>, policies::pole_error<policies::ignore_error>,
    policies::overflow_error<policies::ignore_error>, policies::underflow_error<policies::ignore_error>,
    policies::evaluation_error<policies::ignore_error>, policies::rounding_error<policies::ignore_error>,
    policies::indeterminate_result_error<policies::ignore_error>, policies::promote_double<false>>;

// Beyond it the phase of J and Y has no digits left to be right, and recurrences grow long.
constexpr double kLargestArgument = 134'217'728;  // 2^27
// Far beyond it every value of an argument worth having is 0 or out of range.
constexpr double kLargestOrder = 1e5;

Value besselj(const Arguments& args) {
  const double x = args.number(0);
  const double order = args.whole_number(1);
  if (order < 0 || std::fabs(x) > kLargestArgument) return ErrorCode::num;
  if (order > kLargestOrder && std::fabs(x) < order / 2) return 0;
  if (order > kLargestOrder) return ErrorCode::num;
  return number_result(boost::math::cyl_bessel_j(static_cast<int>(order), x, Quiet()));
}

Value bessely(const Arguments& args) {
  const double x = args.number(0);
  const double order = args.whole_number(1);
  if (order < 0 || x <= 0 || x > kLargestArgument || order > kLargestOrder) return ErrorCode::num;
  return number_result(boost::math::cyl_neumann(static_cast<int>(order), x, Quiet()));
}

Value besseli(const Arguments& args) {
  const double x = args.number(0);
  const double order = args.whole_number(1);
  if (order < 0 || std::fabs(x) > 1000) return ErrorCode::num;
  if (order > kLargestOrder) return 0;
  // I of a negative argument has the sign of the order's parity.
  const double value = boost::math::cyl_bessel_i(static_cast<int>(order), std::fabs(x), Quiet());
  return number_result(x < 0 && std::fmod(order, 2) == 1 ? -value : value);
}

Value besselk(const Arguments& args) {
  const double x = args.number(0);
  const double order = args.whole_number(1);
  if (order < 0 || x <= 0) return ErrorCode::num;
  if (x > 1000) return order < 1000 ? Value(0) : Value(ErrorCode::num);
  if (order > kLargestOrder) return ErrorCode::num;
  return number_result(boost::math::cyl_bessel_k(static_cast<int>(order), x, Quiet()));
}

constexpr Example kBesseliExamples[] = {
    {"ROUND(BESSELI(1.5,1),6)", "0.981666"}, {"BESSELI(0,0)", "1"}, {"BESSELI(1,-1)", "#NUM!"}};
constexpr Example kBesseljExamples[] = {
    {"ROUND(BESSELJ(1.9,2),9)", "0.329925728"}, {"BESSELJ(0,3)", "0"}, {"BESSELJ(1,1000000000)", "0"}};
constexpr Example kBesselkExamples[] = {{"ROUND(BESSELK(1.5,1),9)", "0.2773878"}, {"BESSELK(0,1)", "#NUM!"}};
constexpr Example kBesselyExamples[] = {{"ROUND(BESSELY(2.5,1),9)", "0.145918138"},
                                        {"BESSELY(0,1)", "#NUM!"}};

constexpr FunctionSpec kFunctions[] = {
    {.name = "BESSELI",
     .signature = "x:strict order:strict",
     .summary = "The modified Bessel function of the first kind.",
     .evaluate = besseli,
     .examples = kBesseliExamples},
    {.name = "BESSELJ",
     .signature = "x:strict order:strict",
     .summary = "The Bessel function of the first kind.",
     .evaluate = besselj,
     .examples = kBesseljExamples},
    {.name = "BESSELK",
     .signature = "x:strict order:strict",
     .summary = "The modified Bessel function of the second kind.",
     .evaluate = besselk,
     .examples = kBesselkExamples},
    {.name = "BESSELY",
     .signature = "x:strict order:strict",
     .summary = "The Bessel function of the second kind.",
     .evaluate = bessely,
     .examples = kBesselyExamples},
};

}  // namespace

std::span<const FunctionSpec> bessel_functions() { return kFunctions; }

}  // namespace outturn
