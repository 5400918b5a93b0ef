// Angles in radians, their functions and the hyperbolic ones.
#include <cmath>

#include "formulas/arguments.h"
#include "formulas/functions/number_result.h"

namespace outturn {
namespace {

constexpr double kPi = 3.14159265358979323846;

// Beyond this Excel no longer reduces an angle.
bool in_range(double x) { return std::fabs(x) < 134217728; }

// Excel takes quarter turns off an angle with the π of the 80-bit floating point format, which
// is 5.0165576e-20 too large. It shows where a sine or cosine is nearly 0: SIN(PI()) is 1.22515E-16,
// TAN(PI()/2) 1.63246E+16.
struct SineCosine {
  double sine;
  double cosine;
  bool adjusted;

  explicit SineCosine(double x) {
    constexpr double kQuarterTurnTooLarge = 5.01655761266833202e-20 / 2;
    const double shift = std::nearbyint(x / (kPi / 2)) * kQuarterTurnTooLarge;
    const double s = std::sin(x);
    const double c = std::cos(x);
    sine = s - c * shift;
    cosine = c + s * shift;
    adjusted = sine != s || cosine != c;
  }
};

// A function of one number: #NUM! outside its domain, #DIV/0! at a pole.
template <double (*function)(double), bool (*domain)(double)>
Value of_one_number(const Arguments& args) {
  const double x = args.number(0);
  if (!domain(x)) return ErrorCode::num;
  const double result = function(x);
  return std::isinf(result) && x == 0 ? Value(ErrorCode::div0) : number_result(result);
}

bool anywhere(double) { return true; }

double acos(double x) { return std::acos(x); }
bool acos_domain(double x) { return std::fabs(x) <= 1; }
constexpr Example kAcosExamples[] = {{"ACOS(-0.5)", "2.0943951023932"}};

double acosh(double x) { return std::acosh(x); }
bool acosh_domain(double x) { return x >= 1; }
constexpr Example kAcoshExamples[] = {{"ACOSH(10)", "2.99322284612638"}, {"ACOSH(0.5)", "#NUM!"}};

double acot(double x) { return kPi / 2 - std::atan(x); }
constexpr Example kAcotExamples[] = {{"ACOT(2)", "0.463647609000806"}};

double acoth(double x) { return 0.5 * std::log((x + 1) / (x - 1)); }
bool acoth_domain(double x) { return std::fabs(x) > 1; }
constexpr Example kAcothExamples[] = {{"ACOTH(6)", "0.168236118310606"}, {"ACOTH(1)", "#NUM!"}};

double asin(double x) { return std::asin(x); }
bool asin_domain(double x) { return std::fabs(x) <= 1; }
constexpr Example kAsinExamples[] = {{"ASIN(-0.5)", "-0.523598775598299"}, {"ASIN(2)", "#NUM!"}};

double asinh(double x) { return std::asinh(x); }
constexpr Example kAsinhExamples[] = {{"ASINH(-2.5)", "-1.6472311463711"}};

double atan(double x) { return std::atan(x); }
constexpr Example kAtanExamples[] = {{"ATAN(1)", "0.785398163397448"}};

// Excel names the horizontal coordinate first.
Value atan2(const Arguments& args) {
  if (args.number(0) == 0 && args.number(1) == 0) return ErrorCode::div0;
  return number_result(std::atan2(args.number(1), args.number(0)));
}
constexpr Example kAtan2Examples[] = {
    {"ATAN2(1,1)", "0.785398163397448"}, {"ATAN2(-1,-1)", "-2.35619449019234"}, {"ATAN2(0,0)", "#DIV/0!"}};

double atanh(double x) { return std::atanh(x); }
bool atanh_domain(double x) { return std::fabs(x) < 1; }
constexpr Example kAtanhExamples[] = {{"ATANH(-0.1)", "-0.100335347731076"}, {"ATANH(1)", "#NUM!"}};

double cos(double x) { return SineCosine(x).cosine; }
constexpr Example kCosExamples[] = {{"COS(PI())", "-1"}, {"ROUND(COS(PI()/2)*1E17,4)", "6.1257"}};

double cosh(double x) { return std::cosh(x); }
constexpr Example kCoshExamples[] = {{"COSH(4)", "27.3082328360165"}};

double cot(double x) {
  const SineCosine at(x);
  return at.adjusted ? at.cosine / at.sine : 1 / std::tan(x);
}
constexpr Example kCotExamples[] = {{"COT(30)", "-0.156119952161659"}, {"COT(0)", "#DIV/0!"}};

double coth(double x) { return 1 / std::tanh(x); }
constexpr Example kCothExamples[] = {{"COTH(2)", "1.03731472072755"}, {"COTH(0)", "#DIV/0!"}};

double csc(double x) { return 1 / SineCosine(x).sine; }
constexpr Example kCscExamples[] = {{"CSC(15)", "1.53778056154085"}, {"CSC(0)", "#DIV/0!"}};

double csch(double x) { return 1 / std::sinh(x); }
constexpr Example kCschExamples[] = {{"CSCH(1.5)", "0.469642440595225"}, {"CSCH(0)", "#DIV/0!"}};

double degrees(double x) { return x / kPi * 180; }
constexpr Example kDegreesExamples[] = {{"DEGREES(PI())", "180"}};

double radians(double x) { return x / 180 * kPi; }
constexpr Example kRadiansExamples[] = {{"RADIANS(270)", "4.71238898038469"}};

double sec(double x) { return 1 / SineCosine(x).cosine; }
constexpr Example kSecExamples[] = {{"SEC(45)", "1.90359440740442"}};

double sech(double x) { return 1 / std::cosh(x); }
constexpr Example kSechExamples[] = {{"SECH(2)", "0.26580222883408"}};

double sin(double x) { return SineCosine(x).sine; }
constexpr Example kSinExamples[] = {{"SIN(PI()/2)", "1"}, {"ROUND(SIN(PI())*1E16,5)", "1.22515"}};

double sinh(double x) { return std::sinh(x); }
constexpr Example kSinhExamples[] = {{"SINH(1)", "1.1752011936438"}};

double tan(double x) {
  const SineCosine at(x);
  return at.adjusted ? at.sine / at.cosine : std::tan(x);
}
constexpr Example kTanExamples[] = {{"TAN(0.785)", "0.99920399010505"},
                                    {"ROUND(TAN(PI()/2)/1E16,5)", "1.63246"}};

double tanh(double x) { return std::tanh(x); }
constexpr Example kTanhExamples[] = {{"TANH(0.5)", "0.46211715726001"}};

constexpr FunctionSpec kFunctions[] = {
    {.name = "ACOS",
     .signature = "number:number",
     .summary = "The angle whose cosine is a number, in radians.",
     .evaluate = of_one_number<acos, acos_domain>,
     .examples = kAcosExamples},
    {.name = "ACOSH",
     .signature = "number:number",
     .summary = "The inverse hyperbolic cosine.",
     .evaluate = of_one_number<acosh, acosh_domain>,
     .examples = kAcoshExamples},
    {.name = "ACOT",
     .signature = "number:number",
     .summary = "The angle whose cotangent is a number, between 0 and pi.",
     .evaluate = of_one_number<acot, anywhere>,
     .examples = kAcotExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "ACOTH",
     .signature = "number:number",
     .summary = "The inverse hyperbolic cotangent.",
     .evaluate = of_one_number<acoth, acoth_domain>,
     .examples = kAcothExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "ASIN",
     .signature = "number:number",
     .summary = "The angle whose sine is a number, in radians.",
     .evaluate = of_one_number<asin, asin_domain>,
     .examples = kAsinExamples},
    {.name = "ASINH",
     .signature = "number:number",
     .summary = "The inverse hyperbolic sine.",
     .evaluate = of_one_number<asinh, anywhere>,
     .examples = kAsinhExamples},
    {.name = "ATAN",
     .signature = "number:number",
     .summary = "The angle whose tangent is a number, in radians.",
     .evaluate = of_one_number<atan, anywhere>,
     .examples = kAtanExamples},
    {.name = "ATAN2",
     .signature = "x:number y:number",
     .summary = "The angle of a point from the x axis, in radians.",
     .evaluate = atan2,
     .examples = kAtan2Examples},
    {.name = "ATANH",
     .signature = "number:number",
     .summary = "The inverse hyperbolic tangent.",
     .evaluate = of_one_number<atanh, atanh_domain>,
     .examples = kAtanhExamples},
    {.name = "COS",
     .signature = "number:number",
     .summary = "The cosine of an angle in radians.",
     .evaluate = of_one_number<cos, in_range>,
     .examples = kCosExamples},
    {.name = "COSH",
     .signature = "number:number",
     .summary = "The hyperbolic cosine.",
     .evaluate = of_one_number<cosh, anywhere>,
     .examples = kCoshExamples},
    {.name = "COT",
     .signature = "number:number",
     .summary = "The cotangent of an angle in radians.",
     .evaluate = of_one_number<cot, in_range>,
     .examples = kCotExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "COTH",
     .signature = "number:number",
     .summary = "The hyperbolic cotangent.",
     .evaluate = of_one_number<coth, anywhere>,
     .examples = kCothExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "CSC",
     .signature = "number:number",
     .summary = "The cosecant of an angle in radians.",
     .evaluate = of_one_number<csc, in_range>,
     .examples = kCscExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "CSCH",
     .signature = "number:number",
     .summary = "The hyperbolic cosecant.",
     .evaluate = of_one_number<csch, anywhere>,
     .examples = kCschExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "DEGREES",
     .signature = "number:number",
     .summary = "Radians as degrees.",
     .evaluate = of_one_number<degrees, anywhere>,
     .examples = kDegreesExamples},
    {.name = "RADIANS",
     .signature = "number:number",
     .summary = "Degrees as radians.",
     .evaluate = of_one_number<radians, anywhere>,
     .examples = kRadiansExamples},
    {.name = "SEC",
     .signature = "number:number",
     .summary = "The secant of an angle in radians.",
     .evaluate = of_one_number<sec, in_range>,
     .examples = kSecExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "SECH",
     .signature = "number:number",
     .summary = "The hyperbolic secant.",
     .evaluate = of_one_number<sech, anywhere>,
     .examples = kSechExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "SIN",
     .signature = "number:number",
     .summary = "The sine of an angle in radians.",
     .evaluate = of_one_number<sin, in_range>,
     .examples = kSinExamples},
    {.name = "SINH",
     .signature = "number:number",
     .summary = "The hyperbolic sine.",
     .evaluate = of_one_number<sinh, anywhere>,
     .examples = kSinhExamples},
    {.name = "TAN",
     .signature = "number:number",
     .summary = "The tangent of an angle in radians.",
     .evaluate = of_one_number<tan, in_range>,
     .examples = kTanExamples},
    {.name = "TANH",
     .signature = "number:number",
     .summary = "The hyperbolic tangent.",
     .evaluate = of_one_number<tanh, anywhere>,
     .examples = kTanhExamples},
};

}  // namespace

std::span<const FunctionSpec> trigonometry_functions() { return kFunctions; }

}  // namespace outturn
