// Arrays cut, grown, put together and laid out anew.
#include <algorithm>
#include <cmath>

#include "formulas/arguments.h"
#include "formulas/coercion.h"
#include "formulas/functions/lookup/lookup_line.h"
#include "formulas/functions/lookup/rearranged.h"

namespace outturn {
namespace {

// `count` lines from `first` on.
struct Stretch {
  std::int32_t first = 0;
  std::int32_t count = 0;
};

// TAKE: `number` lines from the start, or from the end where negative. DROP: what TAKE would leave.
Stretch stretch(const Arguments& args, std::size_t i, std::int32_t size, bool take) {
  if (!args.has(i)) return {0, size};
  const double number = args.whole_number(i);
  const auto count = static_cast<std::int32_t>(std::min(std::fabs(number), static_cast<double>(size)));
  const bool from_start = number >= 0;
  if (take) return {from_start ? 0 : size - count, count};
  return {from_start ? count : 0, size - count};
}

// A part of a range is a reference.
Operand take_or_drop(const Arguments& args, bool take) {
  const CellGrid& grid = args.cells(0);
  if (const Value error = argument_error(grid); error.is_error()) return error;
  if (!grid.is_rectangle()) return ErrorCode::value;
  const Stretch rows = stretch(args, 1, grid.rows(), take);
  const Stretch columns = stretch(args, 2, grid.columns(), take);
  if (rows.count == 0 || columns.count == 0) return ErrorCode::calc;
  if (grid.is_reference()) {
    Area area = grid.operand().area();
    area.range.first.row += rows.first;
    area.range.first.column += columns.first;
    area.range.last = {area.range.first.row + rows.count - 1, area.range.first.column + columns.count - 1};
    return area;
  }
  return rearranged(rows.count, columns.count, [&](std::int32_t row, std::int32_t column) {
    return grid.at(rows.first + row, columns.first + column);
  });
}

Operand take(const Arguments& args) { return take_or_drop(args, true); }
Operand drop(const Arguments& args) { return take_or_drop(args, false); }

Value expand(const Arguments& args) {
  const CellGrid& grid = args.cells(0);
  if (const Value error = argument_error(grid); error.is_error()) return error;
  if (!grid.is_rectangle()) return ErrorCode::value;
  const double rows = args.has(1) ? args.whole_number(1) : grid.rows();
  const double columns = args.has(2) ? args.whole_number(2) : grid.columns();
  if (rows < grid.rows() || columns < grid.columns()) return ErrorCode::value;
  if (rows * columns > static_cast<double>(kMaxArrayCells)) return ErrorCode::num;
  const Value pad = args.has(3) ? args.value(3) : Value(ErrorCode::na);
  return rearranged(static_cast<std::int64_t>(rows), static_cast<std::int64_t>(columns),
                    [&](std::int32_t row, std::int32_t column) {
                      return row < grid.rows() && column < grid.columns() ? grid.at(row, column) : pad;
                    });
}

// Shorter arrays are filled up with #N/A.
Value stack(const Arguments& args, bool down) {
  std::int64_t length = 0;  // along the stack
  std::int64_t width = 0;   // across it
  for (std::size_t i = 0; i < args.size(); ++i) {
    const CellGrid& grid = args.cells(i);
    if (!grid.is_rectangle()) return ErrorCode::value;
    length += down ? grid.rows() : grid.columns();
    width = std::max<std::int64_t>(width, down ? grid.columns() : grid.rows());
  }
  if (length > static_cast<std::int64_t>(kMaxArrayCells) / width) return ErrorCode::num;
  Array array(static_cast<std::size_t>(down ? length : width),
              static_cast<std::size_t>(down ? width : length), Value(ErrorCode::na));
  std::size_t offset = 0;
  for (std::size_t i = 0; i < args.size(); ++i) {
    const CellGrid& grid = args.cells(i);
    for (std::int32_t row = 0; row < grid.rows(); ++row)
      for (std::int32_t column = 0; column < grid.columns(); ++column)
        array.at(static_cast<std::size_t>(row) + (down ? offset : 0),
                 static_cast<std::size_t>(column) + (down ? 0 : offset)) = grid.at(row, column);
    offset += static_cast<std::size_t>(down ? grid.rows() : grid.columns());
  }
  return Value(std::move(array));
}

Value vstack(const Arguments& args) { return stack(args, true); }
Value hstack(const Arguments& args) { return stack(args, false); }

// ignore: 1 leaves out blanks, 2 errors, 3 both.
Value in_one_line(const Arguments& args, bool row) {
  const CellGrid& grid = args.cells(0);
  if (!grid.is_rectangle()) return ErrorCode::value;
  const double ignore = args.has(1) ? args.whole_number(1) : 0;
  if (!(ignore >= 0 && ignore <= 3)) return ErrorCode::value;
  const bool no_blanks = ignore == 1 || ignore == 3;
  const bool no_errors = ignore >= 2;
  const bool by_column = args.has(2) && args.logical(2);
  std::vector<Value> values;
  // With blanks left out nothing beyond the used cells counts.
  const std::int32_t rows = no_blanks ? std::min(grid.rows(), grid.used_rows()) : grid.rows();
  const std::int32_t columns = no_blanks ? std::min(grid.columns(), grid.used_columns()) : grid.columns();
  if (std::int64_t{rows} * columns > static_cast<std::int64_t>(kMaxArrayCells)) return ErrorCode::num;
  const auto add = [&](Value value) {
    if ((no_blanks && value.is_blank()) || (no_errors && value.is_error())) return;
    values.push_back(std::move(value));
  };
  if (by_column) {
    for (std::int32_t c = 0; c < columns; ++c)
      for (std::int32_t r = 0; r < rows; ++r) add(grid.at(r, c));
  } else {
    for (std::int32_t r = 0; r < rows; ++r)
      for (std::int32_t c = 0; c < columns; ++c) add(grid.at(r, c));
  }
  if (values.empty()) return ErrorCode::calc;
  const std::size_t count = values.size();
  return Value(Array(row ? 1 : count, row ? count : 1, std::move(values)));
}

Value torow(const Arguments& args) { return in_one_line(args, true); }
Value tocol(const Arguments& args) { return in_one_line(args, false); }

Value wrap(const Arguments& args, bool rows) {
  const CellGrid& grid = args.cells(0);
  if (const Value error = argument_error(grid); error.is_error()) return error;
  if (!grid.is_vector()) return ErrorCode::value;
  if (!(args.whole_number(1) >= 1)) return ErrorCode::num;
  const auto size = static_cast<std::int32_t>(grid.size());
  const auto length = static_cast<std::int32_t>(std::min(args.whole_number(1), static_cast<double>(size)));
  // A line longer than the vector is filled up only to the vector's end.
  const std::int32_t lines = (size + length - 1) / length;
  const Value pad = args.has(2) ? args.value(2) : Value(ErrorCode::na);
  return rearranged(rows ? lines : length, rows ? length : lines, [&](std::int32_t row, std::int32_t column) {
    const std::int32_t i = rows ? row * length + column : column * length + row;
    return i < size ? grid.at(i) : pad;
  });
}

Value wraprows(const Arguments& args) { return wrap(args, true); }
Value wrapcols(const Arguments& args) { return wrap(args, false); }

// Positions count from 1, or back from the end where negative.
Value choose_lines(const Arguments& args, bool rows) {
  const CellGrid& grid = args.cells(0);
  if (const Value error = argument_error(grid); error.is_error()) return error;
  if (!grid.is_rectangle()) return ErrorCode::value;
  const std::int32_t size = rows ? grid.rows() : grid.columns();
  std::vector<std::int32_t> positions;
  for (std::size_t i = 1; i < args.size(); ++i) {
    const CellGrid& numbers = args.cells(i);
    if (!numbers.is_vector()) return ErrorCode::value;
    for (std::int32_t k = 0; k < numbers.size(); ++k) {
      const Value number = to_number(numbers.at(k), args.context());
      if (number.is_error()) return number;
      const double position = std::trunc(number.number());
      if (position == 0 || !(std::fabs(position) <= size)) return ErrorCode::value;
      positions.push_back(static_cast<std::int32_t>(position > 0 ? position - 1 : size + position));
    }
  }
  const auto count = static_cast<std::int64_t>(positions.size());
  return rearranged(rows ? count : grid.rows(), rows ? grid.columns() : count,
                    [&](std::int32_t row, std::int32_t column) {
                      return rows ? grid.at(positions[static_cast<std::size_t>(row)], column)
                                  : grid.at(row, positions[static_cast<std::size_t>(column)]);
                    });
}

Value chooserows(const Arguments& args) { return choose_lines(args, true); }
Value choosecols(const Arguments& args) { return choose_lines(args, false); }

constexpr Example kChoosecolsExamples[] = {{"CHOOSECOLS({1,2,3;4,5,6},3,1)", "{3,1;6,4}"},
                                           {"CHOOSECOLS({1,2,3},-1)", "{3}"},
                                           {"CHOOSECOLS({1,2,3},4)", "#VALUE!"}};
constexpr Example kChooserowsExamples[] = {{"CHOOSEROWS({1,2;3,4;5,6},{1,-1})", "{1,2;5,6}"},
                                           {"CHOOSEROWS({1;2},0)", "#VALUE!"}};
constexpr Example kDropExamples[] = {
    {"DROP({1,2;3,4;5,6},1)", "{3,4;5,6}"}, {"DROP({1,2;3,4},,-1)", "{1;3}"}, {"DROP({1;2},2)", "#CALC!"}};
constexpr Example kExpandExamples[] = {{"EXPAND({1,2},2,3,0)", "{1,2,0;0,0,0}"},
                                       {"EXPAND({1;2},1)", "#VALUE!"}};
constexpr Example kHstackExamples[] = {{"HSTACK({1;2},{3;4},5)", "{1,3,5;2,4,#N/A}"}};
constexpr Example kTakeExamples[] = {{"TAKE({1,2;3,4;5,6},2)", "{1,2;3,4}"},
                                     {"TAKE({1,2,3},,-2)", "{2,3}"},
                                     {"TAKE({1;2},9)", "{1;2}"},
                                     {"TAKE({1;2},0)", "#CALC!"}};
constexpr Example kTocolExamples[] = {{"TOCOL({1,2;3,4})", "{1;2;3;4}"},
                                      {"TOCOL({1,2;3,4},0,TRUE)", "{1;3;2;4}"},
                                      {"TOCOL({1,#N/A,2},2)", "{1;2}"}};
constexpr Example kTorowExamples[] = {{"TOROW({1,2;3,4})", "{1,2,3,4}"}};
constexpr Example kVstackExamples[] = {{"VSTACK({1,2},{3})", "{1,2;3,#N/A}"}};
constexpr Example kWrapcolsExamples[] = {{"WRAPCOLS({1,2,3,4,5},2,0)", "{1,3,5;2,4,0}"}};
constexpr Example kWraprowsExamples[] = {{"WRAPROWS({1,2,3,4,5},2)", "{1,2;3,4;5,#N/A}"},
                                         {"WRAPROWS({1,2,3},0)", "#NUM!"}};

constexpr FunctionSpec kFunctions[] = {
    {.name = "CHOOSECOLS",
     .signature = "array:array columns:array...",
     .summary = "Some columns of an array.",
     .evaluate = choosecols,
     .examples = kChoosecolsExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "CHOOSEROWS",
     .signature = "array:array rows:array...",
     .summary = "Some rows of an array.",
     .evaluate = chooserows,
     .examples = kChooserowsExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "DROP",
     .signature = "array:array rows:number columns:number?",
     .summary = "An array without rows or columns at its start or end.",
     .evaluate_operand = drop,
     .examples = kDropExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "EXPAND",
     .signature = "array:array rows:number columns:number? pad:any?",
     .summary = "An array grown to a size.",
     .evaluate = expand,
     .examples = kExpandExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "HSTACK",
     .signature = "arrays:array...",
     .summary = "Arrays side by side.",
     .evaluate = hstack,
     .examples = kHstackExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "TAKE",
     .signature = "array:array rows:number columns:number?",
     .summary = "Rows or columns at the start or end of an array.",
     .evaluate_operand = take,
     .examples = kTakeExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "TOCOL",
     .signature = "array:array ignore:number? by_column:logical?",
     .summary = "The elements of an array in one column.",
     .evaluate = tocol,
     .examples = kTocolExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "TOROW",
     .signature = "array:array ignore:number? by_column:logical?",
     .summary = "The elements of an array in one row.",
     .evaluate = torow,
     .examples = kTorowExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "VSTACK",
     .signature = "arrays:array...",
     .summary = "Arrays one below the other.",
     .evaluate = vstack,
     .examples = kVstackExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "WRAPCOLS",
     .signature = "vector:array length:number pad:any?",
     .summary = "A row or column broken into columns.",
     .evaluate = wrapcols,
     .examples = kWrapcolsExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "WRAPROWS",
     .signature = "vector:array length:number pad:any?",
     .summary = "A row or column broken into rows.",
     .evaluate = wraprows,
     .examples = kWraprowsExamples,
     .prefix = FilePrefix::xlfn},
};

}  // namespace

std::span<const FunctionSpec> reshape_functions() { return kFunctions; }

}  // namespace outturn
