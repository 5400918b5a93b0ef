// REGEXTEST, REGEXEXTRACT and REGEXREPLACE (Microsoft's pages of these names).
#include <cmath>

#include "formulas/arguments.h"
#include "formulas/regular_expression.h"

namespace outturn {
namespace {

using Outcome = RegularExpression::Outcome;
using Part = RegularExpression::Part;

// A pattern with the case sensitivity of argument i: 0, as a rule, or 1 to ignore case. Nothing: #VALUE!.
std::optional<RegularExpression> pattern_of(const Arguments& args, std::size_t i) {
  const double ignore_case = args.has(i) ? args.whole_number(i) : 0;
  if (ignore_case != 0 && ignore_case != 1) return std::nullopt;
  return RegularExpression::compile(args.text(1), ignore_case == 1);
}

Value part_of(std::string_view text, const Part& part) {
  return part.matched ? Value(text.substr(part.begin, part.end - part.begin)) : Value(ErrorCode::na);
}

Value row_of(std::string_view text, const std::vector<Part>& parts, std::size_t first) {
  if (parts.size() - first == 1) return part_of(text, parts[first]);
  Array row(1, parts.size() - first);
  for (std::size_t i = first; i < parts.size(); ++i) row[i - first] = part_of(text, parts[i]);
  return Value(std::move(row));
}

Value regextest(const Arguments& args) {
  const auto pattern = pattern_of(args, 2);
  if (!pattern) return ErrorCode::value;
  std::vector<Part> parts;
  const Outcome outcome = pattern->find(args.text(0), 0, parts, args.context());
  if (outcome == Outcome::too_hard) return ErrorCode::value;
  return outcome == Outcome::found;
}

// Modes: 0 the first match, 1 all matches, 2 the groups of the first match.
Value regexextract(const Arguments& args) {
  const double mode = args.has(2) ? args.whole_number(2) : 0;
  if (mode < 0 || mode > 2) return ErrorCode::value;
  const auto pattern = pattern_of(args, 3);
  if (!pattern || (mode == 2 && pattern->groups() == 0)) return ErrorCode::value;
  const std::string_view text = args.text(0);
  std::vector<Part> parts;
  const Outcome outcome = mode == 1 ? pattern->find_all(text, parts, args.context())
                                    : pattern->find(text, 0, parts, args.context());
  if (outcome == Outcome::too_hard) return ErrorCode::value;
  if (outcome == Outcome::absent) return ErrorCode::na;
  if (mode == 0) return part_of(text, parts[0]);
  return row_of(text, parts, mode == 1 ? 0 : 1);
}

// Every match, or the n-th; a negative n counts from the end.
Value regexreplace(const Arguments& args) {
  const double occurrence = args.has(3) ? args.whole_number(3) : 0;
  const auto pattern = pattern_of(args, 4);
  if (!pattern) return ErrorCode::value;
  const std::string_view text = args.text(0);
  std::vector<Part> matches;
  const Outcome outcome = pattern->find_all(text, matches, args.context());
  if (outcome == Outcome::too_hard) return ErrorCode::value;
  const double place = occurrence < 0 ? static_cast<double>(matches.size()) + occurrence : occurrence - 1;
  std::size_t at = 0;
  if (occurrence != 0) {
    if (place < 0 || place >= static_cast<double>(matches.size())) return text;
    at = matches[static_cast<std::size_t>(place)].begin;
  }
  const auto replaced = pattern->replace(text, args.text(2), at, occurrence == 0);
  return replaced ? Value(*replaced) : Value(ErrorCode::value);
}

constexpr Example kTestExamples[] = {{"REGEXTEST(\"alfalfa\",\"a\")", "TRUE"},
                                     {"REGEXTEST(\"alfalfa\",\"[0-9]\")", "FALSE"},
                                     {"REGEXTEST(\"Alfa\",\"^alfa$\",1)", "TRUE"},
                                     {"REGEXTEST(\"alfa\",\"(\")", "#VALUE!"}};
constexpr Example kExtractExamples[] = {
    {"REGEXEXTRACT(\"DylanWilliams\",\"[A-Z][a-z]+\",1)", "{\"Dylan\",\"Williams\"}"},
    {"REGEXEXTRACT(\"Rees (378) 555-4195\",\"[0-9()]+ [0-9-]+\")", "\"(378) 555-4195\""},
    {"REGEXEXTRACT(\"2024-03\",\"(\\d+)-(\\d+)\",2)", "{\"2024\",\"03\"}"},
    {"REGEXEXTRACT(\"abc\",\"\\d\")", "#N/A"}};
constexpr Example kReplaceExamples[] = {
    {"REGEXREPLACE(\"378-555-4195\",\"[0-9]+-\",\"***-\")", "\"***-***-4195\""},
    {"REGEXREPLACE(\"a1b2c3\",\"\\d\",\"#\",-1)", "\"a1b2c#\""},
    {"REGEXREPLACE(\"SoniaBrown\",\"([A-Z][a-z]+)([A-Z][a-z]+)\",\"$2, $1\")", "\"Brown, Sonia\""}};

constexpr FunctionSpec kFunctions[] = {
    {.name = "REGEXEXTRACT",
     .signature = "text:text pattern:text return_mode:number? case_sensitivity:number?",
     .summary = "The part of a text that matches a regular expression, all such parts, or its groups.",
     .evaluate = regexextract,
     .examples = kExtractExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "REGEXREPLACE",
     .signature = "text:text pattern:text replacement:text occurrence:number? case_sensitivity:number?",
     .summary = "Puts another text in place of what matches a regular expression.",
     .evaluate = regexreplace,
     .examples = kReplaceExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "REGEXTEST",
     .signature = "text:text pattern:text case_sensitivity:number?",
     .summary = "Whether a part of a text matches a regular expression.",
     .evaluate = regextest,
     .examples = kTestExamples,
     .prefix = FilePrefix::xlfn},
};

}  // namespace

std::span<const FunctionSpec> regular_expressions_functions() { return kFunctions; }

}  // namespace outturn
