// VLOOKUP, HLOOKUP and LOOKUP.
#include "formulas/arguments.h"
#include "formulas/functions/lookup/lookup_line.h"

namespace outturn {
namespace {

// A blank is looked for as 0.
Value wanted_value(const Arguments& args) { return args.value(0).is_blank() ? Value(0) : args.value(0); }

// table: rows of it are searched in their first column (vertical), or columns in their first row.
Value table_lookup(const Arguments& args, bool vertical) {
  const CellGrid& table = args.cells(1);
  if (const Value error = argument_error(table); error.is_error()) return error;
  if (!table.is_rectangle()) return ErrorCode::value;
  // A text typed in place of the table.
  if (!table.is_reference() && table.operand().value().is_text()) return ErrorCode::value;
  const Value wanted = wanted_value(args);
  if (is_too_long_to_look_up(wanted)) return ErrorCode::value;
  const double index = args.whole_number(2);
  if (index < 1) return ErrorCode::value;
  if (index > (vertical ? table.columns() : table.rows())) return ErrorCode::ref;
  const LookupLine line = vertical ? LookupLine::first_column(table) : LookupLine::first_row(table);
  const std::int32_t at =
      args.logical_or(3, true)
          ? line.find_sorted(wanted, LookupLine::Order::ascending, LookupLine::Kinds::own).last
          : line.find(wanted, LookupLine::Wildcards::on, LookupLine::Direction::first_to_last);
  if (at == LookupLine::kNotFound) return ErrorCode::na;
  const auto other = static_cast<std::int32_t>(index) - 1;
  return vertical ? table.at(at, other) : table.at(other, at);
}

Value vlookup(const Arguments& args) { return table_lookup(args, true); }
Value hlookup(const Arguments& args) { return table_lookup(args, false); }

// A result vector shorter than the lookup vector is read on beyond its end, as Excel does; an array has no
// cells there.
Operand element_of_result(const CellGrid& result, std::int32_t at, bool down, EvaluationContext& context) {
  if (result.rows() > 1)
    down = true;
  else if (result.columns() > 1)
    down = false;
  if (!result.is_reference()) {
    if (at >= result.size()) return ErrorCode::na;
    return result.at(at);
  }
  const Area& area = result.operand().area();
  CellAddress cell = area.range.first;
  (down ? cell.row : cell.column) += at;
  if (cell.row >= kMaxRows || cell.column >= kMaxColumns) return ErrorCode::ref;
  return context.cell(area.sheet, cell);
}

// Without a result vector the longer side of the array is searched, columns where both are equal, and the
// last row or column gives the result.
Operand lookup(const Arguments& args) {
  const CellGrid& grid = args.cells(1);
  if (const Value error = argument_error(grid); error.is_error()) return error;
  if (!grid.is_rectangle()) return ErrorCode::value;
  const bool down = grid.columns() <= grid.rows();
  const LookupLine line = down ? LookupLine::first_column(grid) : LookupLine::first_row(grid);
  const std::int32_t at =
      line.find_sorted(wanted_value(args), LookupLine::Order::ascending, LookupLine::Kinds::own).last;
  if (at == LookupLine::kNotFound) return ErrorCode::na;
  if (!args.has(2)) return down ? grid.at(at, grid.columns() - 1) : grid.at(grid.rows() - 1, at);
  const CellGrid& result = args.cells(2);
  if (const Value error = argument_error(result); error.is_error()) return error;
  if (!result.is_vector()) return ErrorCode::na;
  return element_of_result(result, at, down, args.context());
}

constexpr Example kVlookupExamples[] = {{"VLOOKUP(2,{1,\"one\";2,\"two\";3,\"three\"},2,FALSE)", "\"two\""},
                                        {"VLOOKUP(2.5,{1,\"one\";2,\"two\";3,\"three\"},2)", "\"two\""},
                                        {"VLOOKUP(0.5,{1,\"one\";2,\"two\"},2)", "#N/A"},
                                        {"VLOOKUP(\"t*\",{\"one\",1;\"Two\",2},2,FALSE)", "2"},
                                        {"VLOOKUP(\"2\",{1,\"one\";2,\"two\"},2,FALSE)", "#N/A"},
                                        {"VLOOKUP(1,{1,2},3,FALSE)", "#REF!"},
                                        {"VLOOKUP(1,{1,2},0,FALSE)", "#VALUE!"}};
constexpr Example kHlookupExamples[] = {{"HLOOKUP(\"b\",{\"a\",\"b\";1,2},2,FALSE)", "2"},
                                        {"HLOOKUP(9,{1,5,10;\"x\",\"y\",\"z\"},2)", "\"y\""}};
constexpr Example kLookupExamples[] = {{"LOOKUP(4.2,{1;4;6},{\"a\";\"b\";\"c\"})", "\"b\""},
                                       {"LOOKUP(4.2,{1,\"a\";4,\"b\";6,\"c\"})", "\"b\""},
                                       {"LOOKUP(2,1/{0,1,0,1,0},{1,2,3,4,5})", "4"},
                                       {"LOOKUP(0,{1;4;6})", "#N/A"}};

constexpr FunctionSpec kFunctions[] = {
    {.name = "HLOOKUP",
     .signature = "value:scalar table:cells row:number approximate:logical?",
     .summary = "Finds a value in the first row of a table and gives the value below it in another row.",
     .evaluate = hlookup,
     .examples = kHlookupExamples},
    {.name = "LOOKUP",
     .signature = "value:scalar lookup:array result:array?",
     .summary = "Finds a value in a sorted row or column and gives the value at the same place in another.",
     .evaluate_operand = lookup,
     .examples = kLookupExamples},
    {.name = "VLOOKUP",
     .signature = "value:scalar table:cells column:number approximate:logical?",
     .summary =
         "Finds a value in the first column of a table and gives the value beside it in another column.",
     .evaluate = vlookup,
     .examples = kVlookupExamples},
};

}  // namespace

std::span<const FunctionSpec> vertical_horizontal_functions() { return kFunctions; }

}  // namespace outturn
