// Letter case, spaces, and single characters by their number.
#include <cmath>
#include <string>

#include "formulas/arguments.h"
#include "formulas/text_units.h"

namespace outturn {
namespace {

Value upper(const Arguments& args) { return to_upper(args.text(0)); }
Value lower(const Arguments& args) { return to_lower(args.text(0)); }
Value proper(const Arguments& args) { return to_proper(args.text(0)); }

// Only the space itself: a no-break space stays.
Value trim(const Arguments& args) {
  std::string result;
  for (const char c : args.text(0)) {
    if (c != ' ' || (!result.empty() && result.back() != ' ')) result += c;
  }
  if (!result.empty() && result.back() == ' ') result.pop_back();
  return result;
}

Value clean(const Arguments& args) {
  std::string result;
  for (const char c : args.text(0))
    if (static_cast<unsigned char>(c) >= 32) result += c;
  return result;
}

// Windows-1252: where its characters 128 to 159 stand in Unicode; the rest are the same. 0: not assigned,
// kept.
constexpr std::uint16_t kWindows1252[32] = {0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                            0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
                                            0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                            0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

Value char_(const Arguments& args) {
  const double number = args.whole_number(0);
  if (number < 1 || number > 255) return ErrorCode::value;
  auto code = static_cast<std::uint32_t>(number);
  if (code >= 128 && code < 160 && kWindows1252[code - 128] != 0) code = kWindows1252[code - 128];
  std::string text;
  append_utf8(text, code);
  return text;
}

// A character that Windows-1252 does not have is a question mark.
Value code(const Arguments& args) {
  if (args.text(0).empty()) return ErrorCode::value;
  const std::uint32_t point = code_point_at(args.text(0), 0).value;
  if (point < 128 || (point >= 160 && point < 256)) return point;
  for (std::uint32_t i = 0; i < 32; ++i)
    if (kWindows1252[i] == point || (kWindows1252[i] == 0 && point == 128 + i)) return 128 + i;
  return 63;
}

Value unichar(const Arguments& args) {
  const double number = args.whole_number(0);
  if (number < 1 || number > 0x10FFFF) return ErrorCode::value;
  const auto point = static_cast<std::uint32_t>(number);
  if (point >= 0xD800 && point <= 0xDFFF) return ErrorCode::na;
  std::string text;
  append_utf8(text, point);
  return text;
}

Value unicode(const Arguments& args) {
  if (args.text(0).empty()) return ErrorCode::value;
  return code_point_at(args.text(0), 0).value;
}

constexpr Example kUpperExamples[] = {{"UPPER(\"total\")", "\"TOTAL\""}};
constexpr Example kLowerExamples[] = {{"LOWER(\"E. E. Cummings\")", "\"e. e. cummings\""}};
constexpr Example kProperExamples[] = {{"PROPER(\"this is a TITLE\")", "\"This Is A Title\""},
                                       {"PROPER(\"2-way street\")", "\"2-Way Street\""}};
constexpr Example kTrimExamples[] = {{"TRIM(\"  First   Quarter \")", "\"First Quarter\""}};
constexpr Example kCleanExamples[] = {{"CLEAN(CHAR(9)&\"Monthly\"&CHAR(10))", "\"Monthly\""}};
constexpr Example kCharExamples[] = {{"CHAR(65)", "\"A\""}, {"CHAR(128)", "\"€\""}, {"CHAR(0)", "#VALUE!"}};
constexpr Example kCodeExamples[] = {
    {"CODE(\"A\")", "65"}, {"CODE(\"€uro\")", "128"}, {"CODE(\"\")", "#VALUE!"}};
constexpr Example kUnicharExamples[] = {
    {"UNICHAR(66)", "\"B\""}, {"UNICHAR(8364)", "\"€\""}, {"UNICHAR(0)", "#VALUE!"}};
constexpr Example kUnicodeExamples[] = {{"UNICODE(\"B\")", "66"}, {"UNICODE(\"😀\")", "128512"}};

constexpr FunctionSpec kFunctions[] = {
    {.name = "CHAR",
     .signature = "number:number",
     .summary = "The character with a number from 1 to 255.",
     .evaluate = char_,
     .examples = kCharExamples},
    {.name = "CLEAN",
     .signature = "text:text",
     .summary = "Takes control characters out of a text.",
     .evaluate = clean,
     .examples = kCleanExamples},
    {.name = "CODE",
     .signature = "text:text",
     .summary = "The number of a text's first character, up to 255.",
     .evaluate = code,
     .examples = kCodeExamples},
    {.name = "LOWER",
     .signature = "text:text",
     .summary = "A text in small letters.",
     .evaluate = lower,
     .examples = kLowerExamples},
    {.name = "PROPER",
     .signature = "text:text",
     .summary = "A text with every word's first letter a capital.",
     .evaluate = proper,
     .examples = kProperExamples},
    {.name = "TRIM",
     .signature = "text:text",
     .summary = "Takes spaces from the ends and doubled ones from within.",
     .evaluate = trim,
     .examples = kTrimExamples},
    {.name = "UNICHAR",
     .signature = "number:number",
     .summary = "The character with a Unicode number.",
     .evaluate = unichar,
     .examples = kUnicharExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "UNICODE",
     .signature = "text:text",
     .summary = "The Unicode number of a text's first character.",
     .evaluate = unicode,
     .examples = kUnicodeExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "UPPER",
     .signature = "text:text",
     .summary = "A text in capital letters.",
     .evaluate = upper,
     .examples = kUpperExamples},
};

}  // namespace

std::span<const FunctionSpec> characters_functions() { return kFunctions; }

}  // namespace outturn
