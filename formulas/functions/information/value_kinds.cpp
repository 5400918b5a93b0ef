// What kind of value an argument is.
#include <cmath>

#include "formulas/arguments.h"
#include "formulas/functions/first_or_each.h"

namespace outturn {
namespace {

Value isblank(const Arguments& args) { return args.value(0).is_blank(); }
Value iserror(const Arguments& args) { return args.value(0).is_error(); }
Value iserr(const Arguments& args) {
  return args.value(0).is_error() && args.value(0).error() != ErrorCode::na;
}
Value isna(const Arguments& args) {
  return args.value(0).is_error() && args.value(0).error() == ErrorCode::na;
}
Value isnumber(const Arguments& args) { return args.value(0).is_number(); }
Value istext(const Arguments& args) { return args.value(0).is_text(); }
Value isnontext(const Arguments& args) { return !args.value(0).is_text(); }
Value islogical(const Arguments& args) { return args.value(0).is_logical(); }

Value isodd(const Arguments& args) { return std::fmod(std::fabs(args.whole_number(0)), 2) == 1; }
Value iseven(const Arguments& args) { return std::fmod(std::fabs(args.whole_number(0)), 2) == 0; }

Value na(const Arguments&) { return ErrorCode::na; }

// An error passes; the other kinds that are no numbers are 0.
Value n(const Arguments& args) {
  return of_first_or_each(args.cells(0), [](const Value& value) -> Value {
    if (value.is_number() || value.is_error()) return value;
    return value.is_logical() && value.logical() ? 1 : 0;
  });
}

Value type(const Arguments& args) {
  const CellGrid& grid = args.cells(0);
  if (!grid.is_rectangle()) return 16;
  // An array of one element is one too, a range of one cell is what it holds.
  if (grid.size() > 1 || (grid.operand().is_value() && grid.operand().value().is_array())) return 64;
  const Value value = grid.at(0, 0);
  switch (value.kind()) {
    case ValueKind::text:
      return 2;
    case ValueKind::logical:
      return 4;
    case ValueKind::error:
      return 16;
    default:
      return 1;
  }
}

Value error_type(const Arguments& args) {
  if (!args.value(0).is_error()) return ErrorCode::na;
  return static_cast<int>(args.value(0).error());
}

constexpr Example kIsblankExamples[] = {{"ISBLANK(A1)", "TRUE"}, {"ISBLANK(\"\")", "FALSE"}};
constexpr Example kIserrExamples[] = {{"ISERR(#REF!)", "TRUE"}, {"ISERR(#N/A)", "FALSE"}};
constexpr Example kIserrorExamples[] = {{"ISERROR(1/0)", "TRUE"}, {"ISERROR({1,#N/A})", "{FALSE,TRUE}"}};
constexpr Example kIsnaExamples[] = {{"ISNA(#N/A)", "TRUE"}, {"ISNA(#REF!)", "FALSE"}};
constexpr Example kIsnumberExamples[] = {{"ISNUMBER(4)", "TRUE"}, {"ISNUMBER(\"4\")", "FALSE"}};
constexpr Example kIstextExamples[] = {{"ISTEXT(\"a\")", "TRUE"}, {"ISTEXT(4)", "FALSE"}};
constexpr Example kIsnontextExamples[] = {{"ISNONTEXT(A1)", "TRUE"}, {"ISNONTEXT(\"a\")", "FALSE"}};
constexpr Example kIslogicalExamples[] = {{"ISLOGICAL(TRUE)", "TRUE"}, {"ISLOGICAL(\"TRUE\")", "FALSE"}};
constexpr Example kIsevenExamples[] = {
    {"ISEVEN(-1)", "FALSE"}, {"ISEVEN(2.5)", "TRUE"}, {"ISEVEN(TRUE)", "#VALUE!"}};
constexpr Example kIsoddExamples[] = {{"ISODD(-1)", "TRUE"}, {"ISODD(2.5)", "FALSE"}};
constexpr Example kNaExamples[] = {{"NA()", "#N/A"}};
constexpr Example kNExamples[] = {
    {"N(7)", "7"}, {"N(\"7\")", "0"}, {"N(TRUE)", "1"}, {"N(#N/A)", "#N/A"}, {"N({1,\"a\"})", "{1,0}"}};
constexpr Example kTypeExamples[] = {{"TYPE(\"a\")", "2"},
                                     {"TYPE(1)", "1"},
                                     {"TYPE(TRUE)", "4"},
                                     {"TYPE({1,2;3,4})", "64"},
                                     {"TYPE(#N/A)", "16"}};
constexpr Example kErrorTypeExamples[] = {
    {"ERROR.TYPE(#DIV/0!)", "2"}, {"ERROR.TYPE(#N/A)", "7"}, {"ERROR.TYPE(1)", "#N/A"}};

constexpr FunctionSpec kFunctions[] = {
    {.name = "ERROR.TYPE",
     .signature = "value:any",
     .summary = "The number of an error.",
     .evaluate = error_type,
     .examples = kErrorTypeExamples},
    {.name = "ISBLANK",
     .signature = "value:any",
     .summary = "Whether a cell is blank.",
     .evaluate = isblank,
     .examples = kIsblankExamples},
    {.name = "ISERR",
     .signature = "value:any",
     .summary = "Whether a value is an error other than #N/A.",
     .evaluate = iserr,
     .examples = kIserrExamples},
    {.name = "ISERROR",
     .signature = "value:any",
     .summary = "Whether a value is an error.",
     .evaluate = iserror,
     .examples = kIserrorExamples},
    {.name = "ISEVEN",
     .signature = "number:strict",
     .summary = "Whether a number is even, its decimals cut off.",
     .evaluate = iseven,
     .examples = kIsevenExamples},
    {.name = "ISLOGICAL",
     .signature = "value:any",
     .summary = "Whether a value is TRUE or FALSE.",
     .evaluate = islogical,
     .examples = kIslogicalExamples},
    {.name = "ISNA",
     .signature = "value:any",
     .summary = "Whether a value is #N/A.",
     .evaluate = isna,
     .examples = kIsnaExamples},
    {.name = "ISNONTEXT",
     .signature = "value:any",
     .summary = "Whether a value is anything but text.",
     .evaluate = isnontext,
     .examples = kIsnontextExamples},
    {.name = "ISNUMBER",
     .signature = "value:any",
     .summary = "Whether a value is a number.",
     .evaluate = isnumber,
     .examples = kIsnumberExamples},
    {.name = "ISODD",
     .signature = "number:strict",
     .summary = "Whether a number is odd, its decimals cut off.",
     .evaluate = isodd,
     .examples = kIsoddExamples},
    {.name = "ISTEXT",
     .signature = "value:any",
     .summary = "Whether a value is text.",
     .evaluate = istext,
     .examples = kIstextExamples},
    {.name = "N",
     .signature = "value:cells",
     .summary = "A value as a number: TRUE is 1, text 0.",
     .evaluate = n,
     .examples = kNExamples},
    {.name = "NA", .signature = "", .summary = "The error #N/A.", .evaluate = na, .examples = kNaExamples},
    {.name = "TYPE",
     .signature = "value:cells",
     .summary = "The number of a value's kind.",
     .evaluate = type,
     .examples = kTypeExamples},
};

}  // namespace

std::span<const FunctionSpec> value_kinds_functions() { return kFunctions; }

}  // namespace outturn
