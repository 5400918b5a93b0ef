// Where a text occurs in another, and whether two are the same.
#include "formulas/arguments.h"
#include "formulas/criterion.h"
#include "formulas/text_units.h"

namespace outturn {
namespace {

// The unit to begin at, from 1; #VALUE! outside the text. The empty text may be looked for behind the last
// character.
Value start_unit(const Arguments& args) {
  const double start = args.given(2) ? args.whole_number(2) : 1;
  if (start < 1 || start > static_cast<double>(utf16_length(args.text(1))) + 1) return ErrorCode::value;
  return start - 1;
}

Value found(std::size_t at) { return at == WildcardPattern::npos ? Value(ErrorCode::value) : Value(at + 1); }

// Case counts, wildcards do not.
Value find(const Arguments& args) {
  const Value start = start_unit(args);
  if (start.is_error()) return start;
  return found(utf16_find(args.text(1), args.text(0), static_cast<std::size_t>(start.number())));
}

Value search(const Arguments& args) {
  const Value start = start_unit(args);
  if (start.is_error()) return start;
  return found(WildcardPattern(args.text(0)).find_in(args.text(1), static_cast<std::size_t>(start.number())));
}

Value exact(const Arguments& args) { return args.text(0) == args.text(1); }

constexpr Example kFindExamples[] = {{"FIND(\"M\",\"Miriam McGovern\")", "1"},
                                     {"FIND(\"m\",\"Miriam McGovern\")", "6"},
                                     {"FIND(\"M\",\"Miriam McGovern\",3)", "8"},
                                     {"FIND(\"x\",\"abc\")", "#VALUE!"},
                                     {"FIND(\"\",\"abc\",4)", "4"}};
constexpr Example kFindbExamples[] = {{"FINDB(\"b\",\"abc\")", "2"}};
constexpr Example kSearchExamples[] = {{"SEARCH(\"e\",\"Statements\",6)", "7"},
                                       {"SEARCH(\"MARGIN\",\"Profit Margin\")", "8"},
                                       {"SEARCH(\"b?d\",\"abcd\")", "2"},
                                       {"SEARCH(\"~?\",\"why?\")", "4"}};
constexpr Example kSearchbExamples[] = {{"SEARCHB(\"B\",\"abc\")", "2"}};
constexpr Example kExactExamples[] = {{"EXACT(\"word\",\"word\")", "TRUE"},
                                      {"EXACT(\"Word\",\"word\")", "FALSE"}};

constexpr FunctionSpec kFunctions[] = {
    {.name = "EXACT",
     .signature = "first:text second:text",
     .summary = "Whether two texts are the same, case included.",
     .evaluate = exact,
     .examples = kExactExamples},
    {.name = "FIND",
     .signature = "wanted:text text:text start:number?",
     .summary = "The position of a text in another, case included.",
     .evaluate = find,
     .examples = kFindExamples},
    {.name = "FINDB",
     .signature = "wanted:text text:text start:number?",
     .summary = "The position of a text in another, case included.",
     .evaluate = find,
     .examples = kFindbExamples},
    {.name = "SEARCH",
     .signature = "wanted:text text:text start:number?",
     .summary = "The position of a text in another, with wildcards and whatever the case.",
     .evaluate = search,
     .examples = kSearchExamples},
    {.name = "SEARCHB",
     .signature = "wanted:text text:text start:number?",
     .summary = "The position of a text in another, with wildcards and whatever the case.",
     .evaluate = search,
     .examples = kSearchbExamples},
};

}  // namespace

std::span<const FunctionSpec> search_functions() { return kFunctions; }

}  // namespace outturn
