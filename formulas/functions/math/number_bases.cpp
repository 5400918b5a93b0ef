// Numbers in Roman numerals and in bases 2 to 36.
#include <algorithm>
#include <cmath>
#include <string>

#include "formulas/arguments.h"
#include "formulas/coercion.h"
#include "formulas/text_units.h"

namespace outturn {
namespace {

struct Numeral {
  int value;
  std::string_view text;
  int form;  // the least concise form that uses it
};

// Form 0 is the classical one; each later form allows subtractions over longer distances (Microsoft, ROMAN).
constexpr Numeral kNumerals[] = {
    {1000, "M", 0}, {999, "IM", 4}, {995, "VM", 3}, {990, "XM", 2}, {950, "LM", 1},
    {900, "CM", 0}, {500, "D", 0},  {499, "ID", 4}, {495, "VD", 3}, {490, "XD", 2},
    {450, "LD", 1}, {400, "CD", 0}, {100, "C", 0},  {99, "IC", 2},  {95, "VC", 1},
    {90, "XC", 0},  {50, "L", 0},   {49, "IL", 2},  {45, "VL", 1},  {40, "XL", 0},
    {10, "X", 0},   {9, "IX", 0},   {5, "V", 0},    {4, "IV", 0},   {1, "I", 0}};

Value roman(const Arguments& args) {
  const double number = args.whole_number(0);
  int form = 0;
  if (args.given(1)) {
    // TRUE is the classical form, FALSE the simplified one.
    const Value& written = args.value(1);
    if (written.is_logical()) {
      form = written.logical() ? 0 : 4;
    } else {
      const Value converted = to_number(written, args.context());
      if (converted.is_error()) return converted;
      form = static_cast<int>(std::clamp(std::trunc(converted.number()), -1.0, 5.0));
    }
  }
  if (number < 0 || number > 3999 || form < 0 || form > 4) return ErrorCode::value;
  int rest = static_cast<int>(number);
  std::string text;
  for (const Numeral& numeral : kNumerals) {
    if (numeral.form > form) continue;
    for (; rest >= numeral.value; rest -= numeral.value) text += numeral.text;
  }
  return text;
}

int roman_digit(char c) {
  switch (c) {
    case 'I':
    case 'i':
      return 1;
    case 'V':
    case 'v':
      return 5;
    case 'X':
    case 'x':
      return 10;
    case 'L':
    case 'l':
      return 50;
    case 'C':
    case 'c':
      return 100;
    case 'D':
    case 'd':
      return 500;
    case 'M':
    case 'm':
      return 1000;
    default:
      return 0;
  }
}

// A digit before a greater one is subtracted; the form is not checked.
Value arabic(const Arguments& args) {
  std::string_view text = args.text(0);
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  if (text.size() > 255) return ErrorCode::value;
  double total = 0;
  int greatest = 0;
  for (std::size_t i = text.size(); i-- > 0;) {
    const int digit = roman_digit(text[i]);
    if (digit == 0) return ErrorCode::value;
    total += digit < greatest ? -digit : digit;
    greatest = std::max(greatest, digit);
  }
  return negative && total != 0 ? -total : total;
}

Value base(const Arguments& args) {
  const double number = args.whole_number(0);
  const double radix = args.whole_number(1);
  const double length = args.given(2) ? args.whole_number(2) : 0;
  if (number < 0 || number >= 9007199254740992.0 || radix < 2 || radix > 36 || length < 0 || length > 255)
    return ErrorCode::num;
  auto rest = static_cast<std::uint64_t>(number);
  std::string text;
  do {
    text += "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"[rest % static_cast<std::uint64_t>(radix)];
    rest /= static_cast<std::uint64_t>(radix);
  } while (rest > 0);
  while (static_cast<double>(text.size()) < length) text += '0';
  std::reverse(text.begin(), text.end());
  return text;
}

Value decimal(const Arguments& args) {
  const std::string_view text = args.text(0);
  const double radix = args.whole_number(1);
  if (radix < 2 || radix > 36 || text.size() > 255) return ErrorCode::num;
  double number = 0;
  for (const char c : text) {
    const int digit = c >= '0' && c <= '9'   ? c - '0'
                      : c >= 'A' && c <= 'Z' ? c - 'A' + 10
                      : c >= 'a' && c <= 'z' ? c - 'a' + 10
                                             : 99;
    if (digit >= radix) return ErrorCode::num;
    number = number * radix + digit;
  }
  return number;
}

constexpr Example kRomanExamples[] = {{"ROMAN(499,0)", "\"CDXCIX\""}, {"ROMAN(499,1)", "\"LDVLIV\""},
                                      {"ROMAN(499,2)", "\"XDIX\""},   {"ROMAN(499,3)", "\"VDIV\""},
                                      {"ROMAN(499,4)", "\"ID\""},     {"ROMAN(4000)", "#VALUE!"}};
constexpr Example kArabicExamples[] = {
    {"ARABIC(\"LVII\")", "57"}, {"ARABIC(\"mcmxii\")", "1912"}, {"ARABIC(\"\")", "0"}};
constexpr Example kBaseExamples[] = {
    {"BASE(7,2)", "\"111\""}, {"BASE(15,2,10)", "\"0000001111\""}, {"BASE(255,16)", "\"FF\""}};
constexpr Example kDecimalExamples[] = {
    {"DECIMAL(\"FF\",16)", "255"}, {"DECIMAL(\"zap\",36)", "45745"}, {"DECIMAL(\"2\",2)", "#NUM!"}};

constexpr FunctionSpec kFunctions[] = {
    {.name = "ARABIC",
     .signature = "text:text",
     .summary = "The number that a Roman numeral stands for.",
     .evaluate = arabic,
     .examples = kArabicExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "BASE",
     .signature = "number:number radix:number length:number?",
     .summary = "A whole number written in another base.",
     .evaluate = base,
     .examples = kBaseExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "DECIMAL",
     .signature = "text:text radix:number",
     .summary = "The number that digits of another base stand for.",
     .evaluate = decimal,
     .examples = kDecimalExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "ROMAN",
     .signature = "number:number form:scalar?",
     .summary = "A whole number as a Roman numeral.",
     .evaluate = roman,
     .examples = kRomanExamples},
};

}  // namespace

std::span<const FunctionSpec> number_bases_functions() { return kFunctions; }

}  // namespace outturn
