// Functions that give a reference: INDEX, OFFSET, INDIRECT.
#include <cmath>

#include "formulas/arguments.h"
#include "formulas/evaluator.h"
#include "formulas/r1c1.h"

namespace outturn {
namespace {

// Positions count from 1; 0 stands for all rows or columns.
Operand part_of(const Area& area, std::int32_t row, std::int32_t column) {
  Area part = area;
  CellAddress& first = part.range.first;
  CellAddress& last = part.range.last;
  if (row > 0) first.row = last.row = area.range.first.row + row - 1;
  if (column > 0) first.column = last.column = area.range.first.column + column - 1;
  return part;
}

Operand part_of(const Value& value, std::int32_t row, std::int32_t column) {
  if (!value.is_array()) return value;
  const Array& array = value.array();
  const std::size_t top = row > 0 ? static_cast<std::size_t>(row) - 1 : 0;
  const std::size_t left = column > 0 ? static_cast<std::size_t>(column) - 1 : 0;
  if (row > 0 && column > 0) return array.at(top, left);
  Array part(row > 0 ? 1 : array.rows(), column > 0 ? 1 : array.columns());
  for (std::size_t r = 0; r < part.rows(); ++r)
    for (std::size_t c = 0; c < part.columns(); ++c) part.at(r, c) = array.at(top + r, left + c);
  if (part.size() == 1) return Value(part[0]);
  return Operand(Value(std::move(part)));
}

// With only one position, it counts along a single row or column. In a rectangle it is a row, but for a
// reference Excel then insists on the column: INDEX(A1:B2,1) is #REF!, INDEX({1,2;3,4},1) the first row.
Operand index(const Arguments& args) {
  const CellGrid& grid = args.cells(0);
  const std::vector<Area> areas = grid.operand().areas();
  const double area_number = args.has(3) ? args.whole_number(3) : 1;
  if (area_number < 1) return ErrorCode::value;
  if (area_number > static_cast<double>(grid.is_reference() ? areas.size() : 1)) return ErrorCode::ref;
  if (!grid.is_reference() && grid.operand().is_error()) return grid.operand();
  const Area* area = grid.is_reference() ? &areas[static_cast<std::size_t>(area_number) - 1] : nullptr;
  if (area != nullptr && area->is_three_dimensional()) return ErrorCode::value;
  const std::int32_t rows = area != nullptr ? area->range.rows() : grid.rows();
  const std::int32_t columns = area != nullptr ? area->range.columns() : grid.columns();
  double row_number = args.whole_number(1);
  double column_number = args.given(2) ? args.whole_number(2) : 0;
  if (row_number < 0 || column_number < 0) return ErrorCode::value;
  if (!args.given(2)) {
    if (rows == 1)
      std::swap(row_number, column_number);
    else if (columns > 1 && area != nullptr)
      return ErrorCode::ref;
  }
  if (row_number > rows || column_number > columns) return ErrorCode::ref;
  const auto row = static_cast<std::int32_t>(row_number);
  const auto column = static_cast<std::int32_t>(column_number);
  return area != nullptr ? part_of(*area, row, column) : part_of(grid.operand().value(), row, column);
}

// From `first`, `size` cells on; backwards where the size is negative.
bool stretch(double first, double size, std::int32_t limit, std::int32_t& from, std::int32_t& to) {
  if (size == 0) return false;
  const double a = size > 0 ? first : first + size + 1;
  const double b = size > 0 ? first + size - 1 : first;
  if (!(a >= 0) || !(b < limit)) return false;
  from = static_cast<std::int32_t>(a);
  to = static_cast<std::int32_t>(b);
  return true;
}

Operand offset(const Arguments& args) {
  const Operand& base = args.reference(0);
  if (base.is_error()) return base;
  if (!base.is_area() || base.area().is_three_dimensional()) return ErrorCode::value;
  Area area = base.area();
  const RangeAddress from = area.range;
  const double height = args.has(3) ? args.whole_number(3) : from.rows();
  const double width = args.has(4) ? args.whole_number(4) : from.columns();
  if (!stretch(from.first.row + args.whole_number(1), height, kMaxRows, area.range.first.row,
               area.range.last.row) ||
      !stretch(from.first.column + args.whole_number(2), width, kMaxColumns, area.range.first.column,
               area.range.last.column))
    return ErrorCode::ref;
  return area;
}

Operand r1c1_reference(std::string_view text, EvaluationContext& context) {
  const auto reference = reference_from_r1c1(text);
  if (!reference) {
    // Names stand for the same in both styles; anything in A1 style is no reference here.
    if (context.scope().find_name(text, context.formula_cell().sheet))
      return reference_from_text(text, true, context);
    return ErrorCode::ref;
  }
  SheetId sheet = context.formula_cell().sheet;
  if (!reference->sheet.empty()) {
    const auto found = context.scope().find_sheet(reference->sheet);
    if (!found) return ErrorCode::ref;
    sheet = *found;
  }
  return single_area(sheet, reference->range.to_absolute(context.formula_cell().address));
}

Operand indirect(const Arguments& args) {
  EvaluationContext& context = args.context();
  const bool a1_style = !args.has(1) || args.logical(1);
  return a1_style ? reference_from_text(args.text(0), true, context) : r1c1_reference(args.text(0), context);
}

constexpr Example kIndexExamples[] = {
    {"INDEX({1,2;3,4},2,1)", "3"},     {"INDEX({5,6,7},2)", "6"},
    {"INDEX({1,2;3,4},0,2)", "{2;4}"}, {"INDEX({1,2;3,4},2)", "{3,4}"},
    {"INDEX({1,2},3)", "#REF!"},       {"INDEX({1,2},-1)", "#VALUE!"},
    {"ROWS(INDEX(A1:C9,0,2))", "9"},   {"INDEX({1;2;3},{3;1})", "{3;1}"},
    {"INDEX(A1:B2,1)", "#REF!"},       {"COLUMN(INDEX((A1:B2,D1:E9),1,2,2))", "5"}};
constexpr Example kOffsetExamples[] = {{"ROW(OFFSET(A1,2,0))", "3"},
                                       {"ROWS(OFFSET(A1:B9,1,1))", "9"},
                                       {"COLUMNS(OFFSET(C3,0,0,-2,-3))", "3"},
                                       {"OFFSET(A1,-1,0)", "#REF!"}};
constexpr Example kIndirectExamples[] = {{"ROW(INDIRECT(\"B\"&7))", "7"},
                                         {"COLUMNS(INDIRECT(\"Sheet1!A1:C1\"))", "3"},
                                         {"COLUMN(INDIRECT(\"R2C5\",FALSE))", "5"},
                                         {"INDIRECT(\"nowhere\")", "#REF!"}};

constexpr FunctionSpec kFunctions[] = {
    {.name = "INDEX",
     .signature = "array:array row:number column:number? area:number?",
     .summary = "The cell, row or column at a position in a range or array.",
     .evaluate_operand = index,
     .examples = kIndexExamples},
    {.name = "INDIRECT",
     .signature = "text:text a1_style:logical?",
     .summary = "The reference that a text names, in A1 or R1C1 style.",
     .evaluate_operand = indirect,
     .examples = kIndirectExamples,
     .volatility = Volatility::reference},
    {.name = "OFFSET",
     .signature = "reference:operand rows:number columns:number height:number? width:number?",
     .summary = "A range some rows and columns away from another, of the same or another size.",
     .evaluate_operand = offset,
     .examples = kOffsetExamples,
     .volatility = Volatility::reference},
};

}  // namespace

std::span<const FunctionSpec> index_offset_functions() { return kFunctions; }

}  // namespace outturn
