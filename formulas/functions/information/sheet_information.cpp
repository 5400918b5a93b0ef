// What is known of a reference besides the values in it.
#include "formulas/arguments.h"

namespace outturn {
namespace {

// The number of the sheet that a reference or a name in text points to; the formula's own without one. Sheets
// of other workbooks have no number here.
Value sheet(const Arguments& args) {
  EvaluationContext& context = args.context();
  SheetId number = context.formula_cell().sheet;
  if (args.has(0)) {
    const Operand& operand = args.reference(0);
    if (operand.is_error()) return operand.value();
    if (operand.is_reference()) {
      number = operand.areas().front().sheet;
    } else {
      if (!operand.is_value() || !operand.value().is_text()) return ErrorCode::na;
      const auto found = context.scope().find_sheet(operand.value().text());
      if (!found) return ErrorCode::na;
      number = *found;
    }
  }
  if (number >= context.sheet_count()) return ErrorCode::na;
  return number + 1;
}

Value sheets(const Arguments& args) {
  if (!args.has(0)) return args.context().sheet_count();
  const Operand& reference = args.reference(0);
  if (!reference.is_area()) return reference.is_error() ? reference.value().error() : ErrorCode::ref;
  return reference.area().last_sheet - reference.area().sheet + 1;
}

Value isref(const Arguments& args) { return args.reference(0).is_reference(); }

Value isformula(const Arguments& args) {
  const Operand& reference = args.reference(0);
  if (reference.is_error()) return reference.value();
  if (!reference.is_area() || reference.area().is_three_dimensional()) return ErrorCode::value;
  const SheetId on = reference.area().sheet;
  const RangeAddress& range = reference.area().range;
  if (range.is_single_cell()) return args.context().is_formula(on, range.first);
  if (static_cast<std::size_t>(range.size()) > kMaxArrayCells) return ErrorCode::num;
  Array answers(static_cast<std::size_t>(range.rows()), static_cast<std::size_t>(range.columns()));
  std::size_t i = 0;
  for (std::int32_t row = range.first.row; row <= range.last.row; ++row)
    for (std::int32_t column = range.first.column; column <= range.last.column; ++column)
      answers[i++] = args.context().is_formula(on, {row, column});
  return Value(std::move(answers));
}

constexpr Example kIsformulaExamples[] = {{"ISFORMULA(A1)", "FALSE"}, {"ISFORMULA(1)", "#VALUE!"}};
constexpr Example kIsrefExamples[] = {
    {"ISREF(A1:B2)", "TRUE"}, {"ISREF(\"A1\")", "FALSE"}, {"ISREF(1/0)", "FALSE"}};
constexpr Example kSheetExamples[] = {
    {"SHEET()", "1"}, {"SHEET(\"Sheet1\")", "1"}, {"SHEET(\"None\")", "#N/A"}};
constexpr Example kSheetsExamples[] = {{"SHEETS()", "1"}, {"SHEETS(A1)", "1"}};

constexpr FunctionSpec kFunctions[] = {
    {.name = "ISFORMULA",
     .signature = "reference:operand",
     .summary = "Whether a cell holds a formula.",
     .evaluate = isformula,
     .examples = kIsformulaExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "ISREF",
     .signature = "value:operand",
     .summary = "Whether a value is a reference.",
     .evaluate = isref,
     .examples = kIsrefExamples},
    {.name = "SHEET",
     .signature = "value:operand?",
     .summary = "The number of a sheet in the workbook.",
     .evaluate = sheet,
     .examples = kSheetExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "SHEETS",
     .signature = "reference:operand?",
     .summary = "How many sheets a reference, or the workbook, has.",
     .evaluate = sheets,
     .examples = kSheetsExamples,
     .prefix = FilePrefix::xlfn},
};

}  // namespace

std::span<const FunctionSpec> sheet_information_functions() { return kFunctions; }

}  // namespace outturn
