// BIN2DEC, DEC2HEX and the other ten: numbers of up to ten digits in base 2, 8 and 16. The tenth digit
// carries the sign (two's complement): binary numbers have 10 bits, octal ones 30, hexadecimal ones 40.
#include <string>

#include "formulas/arguments.h"
#include "formulas/coercion.h"

namespace outturn {
namespace {

constexpr std::size_t kDigits = 10;

struct Base {
  int base;
  int bits;  // of a digit
  [[nodiscard]] std::int64_t span() const { return std::int64_t{1} << (bits * static_cast<int>(kDigits)); }
};

constexpr Base kBinary{2, 1};
constexpr Base kOctal{8, 3};
constexpr Base kHexadecimal{16, 4};

// The number that the argument's digits stand for; an error value if they are none in the base.
Value read(const Value& argument, Base base, EvaluationContext& context) {
  if (argument.is_logical()) return ErrorCode::value;
  const Value text = to_text(argument, context);
  if (text.is_error()) return text;
  const std::string_view digits = text.text();
  if (digits.size() > kDigits) return ErrorCode::num;
  std::int64_t number = 0;
  for (const char c : digits) {
    const int digit = c >= '0' && c <= '9'   ? c - '0'
                      : c >= 'a' && c <= 'f' ? c - 'a' + 10
                      : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                             : base.base;
    if (digit >= base.base) return ErrorCode::num;
    number = number * base.base + digit;
  }
  if (number >= base.span() / 2) number -= base.span();
  return number;
}

// `places` is argument 1: the least number of digits, for numbers that are not negative.
Value write(double number, Base base, const Arguments& args) {
  const double half = static_cast<double>(base.span() / 2);
  if (!(number >= -half && number < half)) return ErrorCode::num;
  std::size_t width = 0;
  if (args.has(1)) {
    const double count = args.whole_number(1);
    if (!(count >= 1 && count <= static_cast<double>(kDigits))) return ErrorCode::num;
    width = static_cast<std::size_t>(count);
  }
  auto rest = static_cast<std::int64_t>(number);
  if (rest < 0) rest += base.span();
  std::string digits;
  do {
    digits.insert(digits.begin(), "0123456789ABCDEF"[rest % base.base]);
    rest /= base.base;
  } while (rest > 0);
  if (number < 0) return digits;
  if (width > 0 && digits.size() > width) return ErrorCode::num;
  if (digits.size() < width) digits.insert(0, width - digits.size(), '0');
  return digits;
}

Value to_decimal(const Arguments& args, Base from) { return read(args.value(0), from, args.context()); }

Value from_decimal(const Arguments& args, Base to) { return write(args.whole_number(0), to, args); }

Value between(const Arguments& args, Base from, Base to) {
  const Value number = read(args.value(0), from, args.context());
  if (number.is_error()) return number;
  return write(number.number(), to, args);
}

Value bin2dec(const Arguments& args) { return to_decimal(args, kBinary); }
Value bin2hex(const Arguments& args) { return between(args, kBinary, kHexadecimal); }
Value bin2oct(const Arguments& args) { return between(args, kBinary, kOctal); }
Value dec2bin(const Arguments& args) { return from_decimal(args, kBinary); }
Value dec2hex(const Arguments& args) { return from_decimal(args, kHexadecimal); }
Value dec2oct(const Arguments& args) { return from_decimal(args, kOctal); }
Value hex2bin(const Arguments& args) { return between(args, kHexadecimal, kBinary); }
Value hex2dec(const Arguments& args) { return to_decimal(args, kHexadecimal); }
Value hex2oct(const Arguments& args) { return between(args, kHexadecimal, kOctal); }
Value oct2bin(const Arguments& args) { return between(args, kOctal, kBinary); }
Value oct2dec(const Arguments& args) { return to_decimal(args, kOctal); }
Value oct2hex(const Arguments& args) { return between(args, kOctal, kHexadecimal); }

constexpr Example kBin2decExamples[] = {
    {"BIN2DEC(1100100)", "100"}, {"BIN2DEC(1111111111)", "-1"}, {"BIN2DEC(2)", "#NUM!"}};
constexpr Example kBin2hexExamples[] = {{"BIN2HEX(11111011,4)", "\"00FB\""},
                                        {"BIN2HEX(1111111111)", "\"FFFFFFFFFF\""}};
constexpr Example kBin2octExamples[] = {{"BIN2OCT(1001,3)", "\"011\""}};
constexpr Example kDec2binExamples[] = {
    {"DEC2BIN(9,4)", "\"1001\""}, {"DEC2BIN(-100)", "\"1110011100\""}, {"DEC2BIN(512)", "#NUM!"}};
constexpr Example kDec2hexExamples[] = {
    {"DEC2HEX(100,4)", "\"0064\""}, {"DEC2HEX(-54)", "\"FFFFFFFFCA\""}, {"DEC2HEX(64,1)", "#NUM!"}};
constexpr Example kDec2octExamples[] = {{"DEC2OCT(58,3)", "\"072\""}, {"DEC2OCT(-100)", "\"7777777634\""}};
constexpr Example kHex2binExamples[] = {{"HEX2BIN(\"F\",8)", "\"00001111\""}, {"HEX2BIN(\"200\")", "#NUM!"}};
constexpr Example kHex2decExamples[] = {{"HEX2DEC(\"A5\")", "165"}, {"HEX2DEC(\"FFFFFFFF5B\")", "-165"}};
constexpr Example kHex2octExamples[] = {{"HEX2OCT(\"3B4E\")", "\"35516\""}};
constexpr Example kOct2binExamples[] = {{"OCT2BIN(3,3)", "\"011\""},
                                        {"OCT2BIN(7777777000)", "\"1000000000\""}};
constexpr Example kOct2decExamples[] = {{"OCT2DEC(54)", "44"}, {"OCT2DEC(7777777533)", "-165"}};
constexpr Example kOct2hexExamples[] = {{"OCT2HEX(100,4)", "\"0040\""}};

constexpr FunctionSpec kFunctions[] = {
    {.name = "BIN2DEC",
     .signature = "binary:strict_scalar",
     .summary = "A binary number as a decimal one.",
     .evaluate = bin2dec,
     .examples = kBin2decExamples},
    {.name = "BIN2HEX",
     .signature = "binary:strict_scalar places:strict?",
     .summary = "A binary number as a hexadecimal one.",
     .evaluate = bin2hex,
     .examples = kBin2hexExamples},
    {.name = "BIN2OCT",
     .signature = "binary:strict_scalar places:strict?",
     .summary = "A binary number as an octal one.",
     .evaluate = bin2oct,
     .examples = kBin2octExamples},
    {.name = "DEC2BIN",
     .signature = "number:strict places:strict?",
     .summary = "A decimal number as a binary one.",
     .evaluate = dec2bin,
     .examples = kDec2binExamples},
    {.name = "DEC2HEX",
     .signature = "number:strict places:strict?",
     .summary = "A decimal number as a hexadecimal one.",
     .evaluate = dec2hex,
     .examples = kDec2hexExamples},
    {.name = "DEC2OCT",
     .signature = "number:strict places:strict?",
     .summary = "A decimal number as an octal one.",
     .evaluate = dec2oct,
     .examples = kDec2octExamples},
    {.name = "HEX2BIN",
     .signature = "hexadecimal:strict_scalar places:strict?",
     .summary = "A hexadecimal number as a binary one.",
     .evaluate = hex2bin,
     .examples = kHex2binExamples},
    {.name = "HEX2DEC",
     .signature = "hexadecimal:strict_scalar",
     .summary = "A hexadecimal number as a decimal one.",
     .evaluate = hex2dec,
     .examples = kHex2decExamples},
    {.name = "HEX2OCT",
     .signature = "hexadecimal:strict_scalar places:strict?",
     .summary = "A hexadecimal number as an octal one.",
     .evaluate = hex2oct,
     .examples = kHex2octExamples},
    {.name = "OCT2BIN",
     .signature = "octal:strict_scalar places:strict?",
     .summary = "An octal number as a binary one.",
     .evaluate = oct2bin,
     .examples = kOct2binExamples},
    {.name = "OCT2DEC",
     .signature = "octal:strict_scalar",
     .summary = "An octal number as a decimal one.",
     .evaluate = oct2dec,
     .examples = kOct2decExamples},
    {.name = "OCT2HEX",
     .signature = "octal:strict_scalar places:strict?",
     .summary = "An octal number as a hexadecimal one.",
     .evaluate = oct2hex,
     .examples = kOct2hexExamples},
};

}  // namespace

std::span<const FunctionSpec> base_conversion_functions() { return kFunctions; }

}  // namespace outturn
