// COMPLEX and the IM functions.
#include <cmath>

#include "formulas/arguments.h"
#include "formulas/functions/engineering/complex_text.h"

namespace outturn {
namespace {

using Complex = std::complex<double>;

Value complex(const Arguments& args) {
  const std::string_view suffix = args.has(2) ? args.text(2) : "i";
  if (!suffix.empty() && suffix != "i" && suffix != "j") return ErrorCode::value;
  return complex_value({args.number(0), args.number(1)}, suffix.empty() ? 'i' : suffix[0], args.context());
}

template <typename Function>
Value real_of(const Arguments& args, Function function) {
  ComplexNumber z;
  if (const Value error = read_complex(args.value(0), args.context(), z); error.is_error()) return error;
  return function(z.number);
}

Value imreal(const Arguments& args) {
  return real_of(args, [](Complex z) -> Value { return z.real(); });
}
Value imaginary(const Arguments& args) {
  return real_of(args, [](Complex z) -> Value { return z.imag(); });
}
Value imabs(const Arguments& args) {
  return real_of(args, [](Complex z) -> Value { return std::hypot(z.real(), z.imag()); });
}
Value imargument(const Arguments& args) {
  return real_of(args, [](Complex z) -> Value {
    if (z == Complex()) return ErrorCode::div0;
    return std::atan2(z.imag(), z.real());
  });
}

template <typename Function>
Value complex_of(const Arguments& args, Function function) {
  ComplexNumber z;
  if (const Value error = read_complex(args.value(0), args.context(), z); error.is_error()) return error;
  return complex_value(function(z.number), z.suffix, args.context());
}

Complex product(Complex a, Complex b) {
  return {a.real() * b.real() - a.imag() * b.imag(), a.real() * b.imag() + a.imag() * b.real()};
}

// Not finite where b is 0: complex_value makes #NUM! of it.
Complex quotient(Complex a, Complex b) {
  const double square = b.real() * b.real() + b.imag() * b.imag();
  return {(a.real() * b.real() + a.imag() * b.imag()) / square,
          (a.imag() * b.real() - a.real() * b.imag()) / square};
}

Complex polar(double radius, double angle) { return {radius * std::cos(angle), radius * std::sin(angle)}; }

Complex sine(Complex z) {
  return {std::sin(z.real()) * std::cosh(z.imag()), std::cos(z.real()) * std::sinh(z.imag())};
}
Complex cosine(Complex z) {
  return {std::cos(z.real()) * std::cosh(z.imag()), -(std::sin(z.real()) * std::sinh(z.imag()))};
}
Complex hyperbolic_sine(Complex z) {
  return {std::sinh(z.real()) * std::cos(z.imag()), std::cosh(z.real()) * std::sin(z.imag())};
}
Complex hyperbolic_cosine(Complex z) {
  return {std::cosh(z.real()) * std::cos(z.imag()), std::sinh(z.real()) * std::sin(z.imag())};
}
// The four below in the forms that keep a part too small to be the difference of two products.
Complex tangent(Complex z) {
  const double divisor = std::cos(2 * z.real()) + std::cosh(2 * z.imag());
  return {std::sin(2 * z.real()) / divisor, std::sinh(2 * z.imag()) / divisor};
}
Complex cotangent(Complex z) {
  const double divisor = std::cosh(2 * z.imag()) - std::cos(2 * z.real());
  return {std::sin(2 * z.real()) / divisor, -(std::sinh(2 * z.imag()) / divisor)};
}
Complex secant(Complex z) {
  const double divisor = std::cos(2 * z.real()) + std::cosh(2 * z.imag());
  return {2 * std::cos(z.real()) * std::cosh(z.imag()) / divisor,
          2 * std::sin(z.real()) * std::sinh(z.imag()) / divisor};
}
Complex cosecant(Complex z) {
  const double divisor = std::cosh(2 * z.imag()) - std::cos(2 * z.real());
  return {2 * std::sin(z.real()) * std::cosh(z.imag()) / divisor,
          -(2 * std::cos(z.real()) * std::sinh(z.imag()) / divisor)};
}
Complex logarithm(Complex z) {
  return {std::log(std::hypot(z.real(), z.imag())), std::atan2(z.imag(), z.real())};
}

Value imconjugate(const Arguments& args) {
  return complex_of(args, [](Complex z) { return std::conj(z); });
}
Value imexp(const Arguments& args) {
  return complex_of(args, [](Complex z) { return polar(std::exp(z.real()), z.imag()); });
}
Value imln(const Arguments& args) { return complex_of(args, logarithm); }
Value imlog10(const Arguments& args) {
  return complex_of(args, [](Complex z) { return logarithm(z) / std::log(10.0); });
}
Value imlog2(const Arguments& args) {
  return complex_of(args, [](Complex z) { return logarithm(z) / std::log(2.0); });
}
Value imsqrt(const Arguments& args) {
  return complex_of(args, [](Complex z) {
    return polar(std::sqrt(std::hypot(z.real(), z.imag())), std::atan2(z.imag(), z.real()) / 2);
  });
}
Value imsin(const Arguments& args) { return complex_of(args, sine); }
Value imcos(const Arguments& args) { return complex_of(args, cosine); }
Value imtan(const Arguments& args) { return complex_of(args, tangent); }
Value imcot(const Arguments& args) { return complex_of(args, cotangent); }
Value imsec(const Arguments& args) { return complex_of(args, secant); }
Value imcsc(const Arguments& args) { return complex_of(args, cosecant); }
Value imsinh(const Arguments& args) { return complex_of(args, hyperbolic_sine); }
Value imcosh(const Arguments& args) { return complex_of(args, hyperbolic_cosine); }
Value imsech(const Arguments& args) {
  return complex_of(args, [](Complex z) { return quotient(1, hyperbolic_cosine(z)); });
}
Value imcsch(const Arguments& args) {
  return complex_of(args, [](Complex z) { return quotient(1, hyperbolic_sine(z)); });
}

// Numbers with i and numbers with j do not mix: false. IMSUB and IMDIV then give #NUM!, IMSUM and IMPRODUCT
// #VALUE!.
bool join_suffix(char& suffix, char other) {
  if (suffix != 0 && other != 0 && suffix != other) return false;
  if (other != 0) suffix = other;
  return true;
}

template <typename Combine>
Value combined(const Arguments& args, Combine combine) {
  ComplexNumber a, b;
  if (const Value error = read_complex(args.value(0), args.context(), a); error.is_error()) return error;
  if (const Value error = read_complex(args.value(1), args.context(), b); error.is_error()) return error;
  if (!join_suffix(a.suffix, b.suffix)) return ErrorCode::num;
  return complex_value(combine(a.number, b.number), a.suffix, args.context());
}

Value imsub(const Arguments& args) {
  return combined(args, [](Complex a, Complex b) { return a - b; });
}
Value imdiv(const Arguments& args) { return combined(args, quotient); }

Value impower(const Arguments& args) {
  ComplexNumber z;
  if (const Value error = read_complex(args.value(0), args.context(), z); error.is_error()) return error;
  const double n = args.number(1);
  if (z.number == Complex())
    return n > 0 ? complex_value(0, z.suffix, args.context()) : Value(ErrorCode::num);
  const double radius = std::hypot(z.number.real(), z.number.imag());
  const double angle = std::atan2(z.number.imag(), z.number.real());
  return complex_value(polar(std::pow(radius, n), n * angle), z.suffix, args.context());
}

// Blank cells of a range are left out; a single blank cell is 0.
template <typename Combine>
Value accumulated(const Arguments& args, Complex start, Combine combine) {
  Complex total = start;
  char suffix = 0;
  Value error;
  for (std::size_t i = 0; i < args.size() && !error.is_error(); ++i) {
    if (args.cells(i).size() == 1 && args.cells(i).is_rectangle() && args.cells(i).at(0).is_blank())
      total = combine(total, Complex());
    args.cells(i).visit([&](const CellRun& run) {
      for (std::int32_t k = 0; k < run.count; ++k) {
        ComplexNumber z;
        error = read_complex(run.value(k), args.context(), z);
        if (!error.is_error() && !join_suffix(suffix, z.suffix)) error = ErrorCode::value;
        if (error.is_error()) return false;
        total = combine(total, z.number);
      }
      return true;
    });
  }
  return error.is_error() ? error : complex_value(total, suffix, args.context());
}

Value imsum(const Arguments& args) {
  return accumulated(args, 0, [](Complex a, Complex b) { return a + b; });
}
Value improduct(const Arguments& args) { return accumulated(args, 1, product); }

constexpr Example kComplexExamples[] = {{"COMPLEX(3,4)", "\"3+4i\""},
                                        {"COMPLEX(0,1,\"j\")", "\"j\""},
                                        {"COMPLEX(1,0)", "\"1\""},
                                        {"COMPLEX(1,2,\"k\")", "#VALUE!"}};
constexpr Example kImabsExamples[] = {{"IMABS(\"5+12i\")", "13"}};
constexpr Example kImaginaryExamples[] = {{"IMAGINARY(\"3+4i\")", "4"}, {"IMAGINARY(\"-j\")", "-1"}};
constexpr Example kImargumentExamples[] = {{"IMARGUMENT(\"3+4i\")", "0.927295218001612"},
                                           {"IMARGUMENT(0)", "#DIV/0!"}};
constexpr Example kImconjugateExamples[] = {{"IMCONJUGATE(\"3+4i\")", "\"3-4i\""}};
constexpr Example kImcosExamples[] = {{"IMCOS(0)", "\"1\""}};
constexpr Example kImcoshExamples[] = {{"IMCOSH(0)", "\"1\""}};
constexpr Example kImcotExamples[] = {{"IMCOT(0)", "#NUM!"}};
constexpr Example kImcscExamples[] = {{"IMCSC(0)", "#NUM!"}};
constexpr Example kImcschExamples[] = {{"IMCSCH(0)", "#NUM!"}};
constexpr Example kImdivExamples[] = {{"IMDIV(\"-238+240i\",\"10+24i\")", "\"5+12i\""},
                                      {"IMDIV(1,0)", "#NUM!"}};
constexpr Example kImexpExamples[] = {{"IMEXP(\"1+i\")", "\"1.46869393991589+2.28735528717884i\""}};
constexpr Example kImlnExamples[] = {{"IMLN(\"3+4i\")", "\"1.6094379124341+0.927295218001612i\""},
                                     {"IMLN(0)", "#NUM!"}};
constexpr Example kImlog10Examples[] = {{"IMLOG10(100)", "\"2\""}};
constexpr Example kImlog2Examples[] = {{"IMLOG2(8)", "\"3\""}};
constexpr Example kImpowerExamples[] = {{"IMPOWER(2,10)", "\"1024\""}, {"IMPOWER(0,0)", "#NUM!"}};
constexpr Example kImproductExamples[] = {{"IMPRODUCT(\"3+4i\",\"5-3i\")", "\"27+11i\""}};
constexpr Example kImrealExamples[] = {{"IMREAL(\"6-9i\")", "6"}, {"IMREAL(\"x\")", "#NUM!"}};
constexpr Example kImsecExamples[] = {{"IMSEC(0)", "\"1\""}};
constexpr Example kImsechExamples[] = {{"IMSECH(0)", "\"1\""}};
constexpr Example kImsinExamples[] = {{"IMSIN(0)", "\"0\""}};
constexpr Example kImsinhExamples[] = {{"IMSINH(0)", "\"0\""}};
constexpr Example kImsqrtExamples[] = {{"IMSQRT(\"1+i\")", "\"1.09868411346781+0.455089860562227i\""}};
constexpr Example kImsubExamples[] = {{"IMSUB(\"13+4i\",\"5+3i\")", "\"8+i\""},
                                      {"IMSUB(\"i\",\"j\")", "#NUM!"}};
constexpr Example kImsumExamples[] = {{"IMSUM(\"3+4i\",\"5-3i\")", "\"8+i\""},
                                      {"IMSUM({1,\"2j\"})", "\"1+2j\""},
                                      {"IMSUM(\"i\",\"j\")", "#VALUE!"}};
constexpr Example kImtanExamples[] = {{"IMTAN(0)", "\"0\""}};

constexpr FunctionSpec kFunctions[] = {
    {.name = "COMPLEX",
     .signature = "real:strict imaginary:strict suffix:text?",
     .summary = "A complex number as text.",
     .evaluate = complex,
     .examples = kComplexExamples},
    {.name = "IMABS",
     .signature = "number:strict_scalar",
     .summary = "The absolute value of a complex number.",
     .evaluate = imabs,
     .examples = kImabsExamples},
    {.name = "IMAGINARY",
     .signature = "number:strict_scalar",
     .summary = "The imaginary part of a complex number.",
     .evaluate = imaginary,
     .examples = kImaginaryExamples},
    {.name = "IMARGUMENT",
     .signature = "number:strict_scalar",
     .summary = "The angle of a complex number in radians.",
     .evaluate = imargument,
     .examples = kImargumentExamples},
    {.name = "IMCONJUGATE",
     .signature = "number:strict_scalar",
     .summary = "The conjugate of a complex number.",
     .evaluate = imconjugate,
     .examples = kImconjugateExamples},
    {.name = "IMCOS",
     .signature = "number:strict_scalar",
     .summary = "The cosine of a complex number.",
     .evaluate = imcos,
     .examples = kImcosExamples},
    {.name = "IMCOSH",
     .signature = "number:strict_scalar",
     .summary = "The hyperbolic cosine of a complex number.",
     .evaluate = imcosh,
     .examples = kImcoshExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "IMCOT",
     .signature = "number:strict_scalar",
     .summary = "The cotangent of a complex number.",
     .evaluate = imcot,
     .examples = kImcotExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "IMCSC",
     .signature = "number:strict_scalar",
     .summary = "The cosecant of a complex number.",
     .evaluate = imcsc,
     .examples = kImcscExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "IMCSCH",
     .signature = "number:strict_scalar",
     .summary = "The hyperbolic cosecant of a complex number.",
     .evaluate = imcsch,
     .examples = kImcschExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "IMDIV",
     .signature = "dividend:strict_scalar divisor:strict_scalar",
     .summary = "The quotient of complex numbers.",
     .evaluate = imdiv,
     .examples = kImdivExamples},
    {.name = "IMEXP",
     .signature = "number:strict_scalar",
     .summary = "e to the power of a complex number.",
     .evaluate = imexp,
     .examples = kImexpExamples},
    {.name = "IMLN",
     .signature = "number:strict_scalar",
     .summary = "The natural logarithm of a complex number.",
     .evaluate = imln,
     .examples = kImlnExamples},
    {.name = "IMLOG10",
     .signature = "number:strict_scalar",
     .summary = "The logarithm of a complex number to base 10.",
     .evaluate = imlog10,
     .examples = kImlog10Examples},
    {.name = "IMLOG2",
     .signature = "number:strict_scalar",
     .summary = "The logarithm of a complex number to base 2.",
     .evaluate = imlog2,
     .examples = kImlog2Examples},
    {.name = "IMPOWER",
     .signature = "number:strict_scalar power:strict",
     .summary = "A complex number to a power.",
     .evaluate = impower,
     .examples = kImpowerExamples},
    {.name = "IMPRODUCT",
     .signature = "numbers:cells...",
     .summary = "The product of complex numbers.",
     .evaluate = improduct,
     .examples = kImproductExamples},
    {.name = "IMREAL",
     .signature = "number:strict_scalar",
     .summary = "The real part of a complex number.",
     .evaluate = imreal,
     .examples = kImrealExamples},
    {.name = "IMSEC",
     .signature = "number:strict_scalar",
     .summary = "The secant of a complex number.",
     .evaluate = imsec,
     .examples = kImsecExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "IMSECH",
     .signature = "number:strict_scalar",
     .summary = "The hyperbolic secant of a complex number.",
     .evaluate = imsech,
     .examples = kImsechExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "IMSIN",
     .signature = "number:strict_scalar",
     .summary = "The sine of a complex number.",
     .evaluate = imsin,
     .examples = kImsinExamples},
    {.name = "IMSINH",
     .signature = "number:strict_scalar",
     .summary = "The hyperbolic sine of a complex number.",
     .evaluate = imsinh,
     .examples = kImsinhExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "IMSQRT",
     .signature = "number:strict_scalar",
     .summary = "The square root of a complex number.",
     .evaluate = imsqrt,
     .examples = kImsqrtExamples},
    {.name = "IMSUB",
     .signature = "number:strict_scalar subtrahend:strict_scalar",
     .summary = "The difference of complex numbers.",
     .evaluate = imsub,
     .examples = kImsubExamples},
    {.name = "IMSUM",
     .signature = "numbers:cells...",
     .summary = "The sum of complex numbers.",
     .evaluate = imsum,
     .examples = kImsumExamples},
    {.name = "IMTAN",
     .signature = "number:strict_scalar",
     .summary = "The tangent of a complex number.",
     .evaluate = imtan,
     .examples = kImtanExamples,
     .prefix = FilePrefix::xlfn},
};

}  // namespace

std::span<const FunctionSpec> complex_functions() { return kFunctions; }

}  // namespace outturn
