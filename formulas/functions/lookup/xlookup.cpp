#include "formulas/arguments.h"
#include "formulas/functions/lookup/match.h"

namespace outturn {
namespace {

// Row or column `at` of a range as a reference, of an array as a value.
Operand line_of(const CellGrid& grid, std::int32_t at, bool row) {
  if (grid.is_reference()) {
    Area area = grid.operand().area();
    CellAddress& first = area.range.first;
    CellAddress& last = area.range.last;
    if (row)
      first.row = last.row = first.row + at;
    else
      first.column = last.column = first.column + at;
    return area;
  }
  const std::int32_t count = row ? grid.columns() : grid.rows();
  if (count == 1) return row ? grid.at(at, 0) : grid.at(0, at);
  Array line(static_cast<std::size_t>(row ? 1 : count), static_cast<std::size_t>(row ? count : 1));
  for (std::int32_t i = 0; i < count; ++i)
    line[static_cast<std::size_t>(i)] = row ? grid.at(at, i) : grid.at(i, at);
  return Operand(Value(std::move(line)));
}

Operand xlookup(const Arguments& args) {
  const CellGrid& lookup = args.cells(1);
  const CellGrid& result = args.cells(2);
  for (const CellGrid* grid : {&lookup, &result}) {
    if (const Value error = argument_error(*grid); error.is_error()) return error;
    if (!grid->is_rectangle()) return ErrorCode::value;
  }
  if (!lookup.is_vector()) return ErrorCode::value;
  const bool rows = lookup.columns() == 1 && result.rows() == lookup.rows();
  if (!rows && !(lookup.rows() == 1 && result.columns() == lookup.columns())) return ErrorCode::value;
  const LookupMatch found =
      match_in(LookupLine::whole(lookup), args.value(0), args.has(4) ? args.whole_number(4) : 0,
               args.has(5) ? args.whole_number(5) : 1, args.context());
  if (found.error != ErrorCode{}) return found.error;
  if (found.at != LookupLine::kNotFound) return line_of(result, found.at, rows);
  if (!args.has(3)) return ErrorCode::na;
  return args.cells(3).operand();
}

constexpr Example kXlookupExamples[] = {{"XLOOKUP(2,{1;2;3},{\"a\";\"b\";\"c\"})", "\"b\""},
                                        {"XLOOKUP(9,{1;2;3},{\"a\";\"b\";\"c\"},\"none\")", "\"none\""},
                                        {"XLOOKUP(9,{1;2;3},{\"a\";\"b\";\"c\"})", "#N/A"},
                                        {"XLOOKUP(2,{1;2;3},{1,2;3,4;5,6})", "{3,4}"},
                                        {"XLOOKUP(2.5,{1,2,3},{\"a\",\"b\",\"c\"},,-1)", "\"b\""},
                                        {"XLOOKUP(\"b*\",{\"ab\",\"ba\",\"bc\"},{1,2,3},,2,-1)", "3"},
                                        {"XLOOKUP(\"^b.$\",{\"abc\",\"bc\"},{1,2},,3)", "2"},
                                        {"XLOOKUP(2,{1;2;3},{1;2})", "#VALUE!"}};

constexpr FunctionSpec kFunctions[] = {
    {.name = "XLOOKUP",
     .signature =
         "value:scalar lookup:array result:array if_not_found:cells? match_mode:number? search_mode:number?",
     .summary = "Finds a value in a row or column and gives what stands at the same place in another range.",
     .evaluate_operand = xlookup,
     .examples = kXlookupExamples,
     .prefix = FilePrefix::xlfn},
};

}  // namespace

std::span<const FunctionSpec> xlookup_functions() { return kFunctions; }

}  // namespace outturn
