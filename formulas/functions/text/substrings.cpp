// Parts of a text and their replacement. Positions and lengths count UTF-16 units.
//
// The functions whose names end in B count bytes where the system's language has two-byte characters; in
// every other, and here, they count characters.
#include <algorithm>
#include <cmath>
#include <string>

#include "formulas/arguments.h"
#include "formulas/coercion.h"
#include "formulas/text_units.h"

namespace outturn {
namespace {

// A count or position as an index; more than any text has where it is greater. Requires: x >= 0.
std::size_t index_of(double x) { return static_cast<std::size_t>(std::min(x, 1e6)); }

Value within_limit(std::string text) {
  if (text.size() > kMaxTextUnits && utf16_length(text) > kMaxTextUnits) return ErrorCode::value;
  return text;
}

Value len(const Arguments& args) { return utf16_length(args.text(0)); }

Value left(const Arguments& args) {
  const double count = args.given(1) ? args.whole_number(1) : 1;
  if (count < 0) return ErrorCode::value;
  return utf16_substring(args.text(0), 0, index_of(count));
}

Value right(const Arguments& args) {
  const double count = args.given(1) ? args.whole_number(1) : 1;
  if (count < 0) return ErrorCode::value;
  const std::size_t length = utf16_length(args.text(0));
  return utf16_substring(args.text(0), length - std::min(length, index_of(count)), length);
}

Value mid(const Arguments& args) {
  const double start = args.whole_number(1);
  const double count = args.whole_number(2);
  if (start < 1 || count < 0) return ErrorCode::value;
  return utf16_substring(args.text(0), index_of(start) - 1, index_of(count));
}

Value replace(const Arguments& args) {
  const double start = args.whole_number(1);
  const double count = args.whole_number(2);
  if (start < 1 || count < 0) return ErrorCode::value;
  const std::string_view text = args.text(0);
  std::string result = utf16_substring(text, 0, index_of(start) - 1);
  result += args.text(3);
  result += utf16_substring(text, index_of(start) - 1 + index_of(count), kMaxTextUnits);
  return within_limit(std::move(result));
}

// Every occurrence, or only the n-th; case counts.
Value substitute(const Arguments& args) {
  const std::string_view text = args.text(0);
  const std::string_view old = args.text(1);
  double instance = 0;  // all
  if (args.given(3)) {
    const Value which =
        args.value(3).is_logical() ? Value(ErrorCode::value) : to_number(args.value(3), args.context());
    if (which.is_error()) return which;
    instance = std::trunc(which.number());
    if (instance < 1) return ErrorCode::value;
  }
  if (old.empty()) return text;
  std::string result;
  std::size_t from = 0;
  double seen = 0;
  for (std::size_t at = text.find(old); at != std::string_view::npos; at = text.find(old, from)) {
    ++seen;
    result += text.substr(from, at - from);
    result += instance == 0 || seen == instance ? args.text(2) : old;
    from = at + old.size();
    if (result.size() > kMaxTextUnits * 4) return ErrorCode::value;
  }
  result += text.substr(from);
  return within_limit(std::move(result));
}

Value rept(const Arguments& args) {
  const double count = args.whole_number(1);
  if (count < 0) return ErrorCode::value;
  const std::string_view text = args.text(0);
  if (text.empty() || count == 0) return "";
  if (static_cast<double>(utf16_length(text)) * count > static_cast<double>(kMaxTextUnits))
    return ErrorCode::value;
  std::string result;
  for (std::size_t i = 0; i < index_of(count); ++i) result += text;
  return result;
}

constexpr Example kLenExamples[] = {
    {"LEN(\"Phoenix, AZ\")", "11"}, {"LEN(\"£5\")", "2"}, {"LEN(\"😀\")", "2"}, {"LEN(12.5)", "4"}};
constexpr Example kLenbExamples[] = {{"LENB(\"£5\")", "2"}};
constexpr Example kLeftExamples[] = {
    {"LEFT(\"Sale Price\",4)", "\"Sale\""}, {"LEFT(\"Sweden\")", "\"S\""}, {"LEFT(\"a\",-1)", "#VALUE!"}};
constexpr Example kLeftbExamples[] = {{"LEFTB(\"Sale Price\",4)", "\"Sale\""}};
constexpr Example kRightExamples[] = {
    {"RIGHT(\"Sale Price\",5)", "\"Price\""}, {"RIGHT(\"abc\",9)", "\"abc\""}, {"RIGHT(\"abc\",0)", "\"\""}};
constexpr Example kRightbExamples[] = {{"RIGHTB(\"Sale Price\",5)", "\"Price\""}};
constexpr Example kMidExamples[] = {
    {"MID(\"Fluid Flow\",7,20)", "\"Flow\""}, {"MID(\"abc\",9,1)", "\"\""}, {"MID(\"abc\",0,1)", "#VALUE!"}};
constexpr Example kMidbExamples[] = {{"MIDB(\"Fluid Flow\",1,5)", "\"Fluid\""}};
constexpr Example kReplaceExamples[] = {{"REPLACE(\"abcdefghijk\",6,5,\"*\")", "\"abcde*k\""},
                                        {"REPLACE(\"2009\",3,2,\"10\")", "\"2010\""}};
constexpr Example kReplacebExamples[] = {{"REPLACEB(\"2009\",3,2,\"10\")", "\"2010\""}};
constexpr Example kSubstituteExamples[] = {
    {"SUBSTITUTE(\"Sales Data\",\"Sales\",\"Cost\")", "\"Cost Data\""},
    {"SUBSTITUTE(\"Quarter 1, 2011\",\"1\",\"2\",3)", "\"Quarter 1, 2012\""}};
constexpr Example kReptExamples[] = {{"REPT(\"*-\",3)", "\"*-*-*-\""}, {"REPT(\"a\",40000)", "#VALUE!"}};

constexpr FunctionSpec kFunctions[] = {
    {.name = "LEFT",
     .signature = "text:text count:number?",
     .summary = "The first characters of a text.",
     .evaluate = left,
     .examples = kLeftExamples},
    {.name = "LEFTB",
     .signature = "text:text count:number?",
     .summary = "The first characters of a text.",
     .evaluate = left,
     .examples = kLeftbExamples},
    {.name = "LEN",
     .signature = "text:text",
     .summary = "The number of characters of a text.",
     .evaluate = len,
     .examples = kLenExamples},
    {.name = "LENB",
     .signature = "text:text",
     .summary = "The number of characters of a text.",
     .evaluate = len,
     .examples = kLenbExamples},
    {.name = "MID",
     .signature = "text:text start:number count:number",
     .summary = "Characters from the middle of a text.",
     .evaluate = mid,
     .examples = kMidExamples},
    {.name = "MIDB",
     .signature = "text:text start:number count:number",
     .summary = "Characters from the middle of a text.",
     .evaluate = mid,
     .examples = kMidbExamples},
    {.name = "REPLACE",
     .signature = "text:text start:number count:number new_text:text",
     .summary = "Puts another text in place of characters at a position.",
     .evaluate = replace,
     .examples = kReplaceExamples},
    {.name = "REPLACEB",
     .signature = "text:text start:number count:number new_text:text",
     .summary = "Puts another text in place of characters at a position.",
     .evaluate = replace,
     .examples = kReplacebExamples},
    {.name = "REPT",
     .signature = "text:text count:number",
     .summary = "Repeats a text.",
     .evaluate = rept,
     .examples = kReptExamples},
    {.name = "RIGHT",
     .signature = "text:text count:number?",
     .summary = "The last characters of a text.",
     .evaluate = right,
     .examples = kRightExamples},
    {.name = "RIGHTB",
     .signature = "text:text count:number?",
     .summary = "The last characters of a text.",
     .evaluate = right,
     .examples = kRightbExamples},
    {.name = "SUBSTITUTE",
     .signature = "text:text old_text:text new_text:text instance:scalar?",
     .summary = "Puts another text in place of one that occurs.",
     .evaluate = substitute,
     .examples = kSubstituteExamples},
};

}  // namespace

std::span<const FunctionSpec> substrings_functions() { return kFunctions; }

}  // namespace outturn
