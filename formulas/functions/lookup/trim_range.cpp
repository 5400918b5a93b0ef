// TRIMRANGE, and the operators A1.:B2, A1:.B2 and A1.:.B2, which files spell as functions.
#include <cmath>

#include "formulas/arguments.h"
#include "formulas/coercion.h"

namespace outturn {
namespace {

struct Trim {
  bool leading = false;
  bool trailing = false;
};

// 0 none, 1 leading, 2 trailing, 3 both: whole numbers only.
std::optional<Trim> trim_of(const Arguments& args, std::size_t i) {
  if (!args.has(i)) return Trim{true, true};
  const double mode = args.number(i);
  if (mode != std::trunc(mode) || mode < 0 || mode > 3) return std::nullopt;
  return Trim{mode == 1 || mode == 3, mode >= 2};
}

// The rectangle without blank rows and columns; #REF! where nothing is left.
Operand trimmed(const CellGrid& grid, Trim rows, Trim columns) {
  if (!grid.is_rectangle()) return ErrorCode::value;
  const CellAddress origin = grid.is_reference() ? grid.operand().area().range.first : CellAddress{};
  std::optional<RangeAddress> filled;
  grid.visit([&](const CellRun& run) {
    const CellAddress first{run.first.row - origin.row, run.first.column - origin.column};
    const RangeAddress cells{first, {first.row + run.count - 1, first.column}};
    filled = filled ? bounding_range(*filled, cells) : cells;
    return true;
  });
  if (!filled) return ErrorCode::ref;
  RangeAddress kept{{0, 0}, {grid.rows() - 1, grid.columns() - 1}};
  if (rows.leading) kept.first.row = filled->first.row;
  if (rows.trailing) kept.last.row = filled->last.row;
  if (columns.leading) kept.first.column = filled->first.column;
  if (columns.trailing) kept.last.column = filled->last.column;
  if (grid.is_reference()) {
    Area area = grid.operand().area();
    area.range = {{origin.row + kept.first.row, origin.column + kept.first.column},
                  {origin.row + kept.last.row, origin.column + kept.last.column}};
    return area;
  }
  Array part(static_cast<std::size_t>(kept.rows()), static_cast<std::size_t>(kept.columns()));
  for (std::size_t row = 0; row < part.rows(); ++row)
    for (std::size_t column = 0; column < part.columns(); ++column)
      part.at(row, column) = grid.at(kept.first.row + static_cast<std::int32_t>(row),
                                     kept.first.column + static_cast<std::int32_t>(column));
  if (part.size() == 1) return Operand(Value(part[0]));
  return Operand(Value(std::move(part)));
}

Operand trimrange(const Arguments& args) {
  const auto rows = trim_of(args, 1);
  const auto columns = trim_of(args, 2);
  if (!rows || !columns) return ErrorCode::value;
  return trimmed(args.cells(0), *rows, *columns);
}

Operand trim_all(const Arguments& args) { return trimmed(args.cells(0), {true, true}, {true, true}); }
Operand trim_leading(const Arguments& args) { return trimmed(args.cells(0), {true, false}, {true, false}); }
Operand trim_trailing(const Arguments& args) { return trimmed(args.cells(0), {false, true}, {false, true}); }

constexpr Example kTrimrangeExamples[] = {{"SUM(TRIMRANGE({1,2;3,4}))", "10"},
                                          {"TRIMRANGE(A1:C3)", "#REF!"},
                                          {"TRIMRANGE({1,2;3,4},0.5)", "#VALUE!"}};
constexpr Example kTrimAllExamples[] = {{"_TRO_ALL({1,2})", "{1,2}"}, {"A1.:.C3", "#REF!"}};
constexpr Example kTrimLeadingExamples[] = {{"_TRO_LEADING({1,2})", "{1,2}"}, {"A1.:C3", "#REF!"}};
constexpr Example kTrimTrailingExamples[] = {{"_TRO_TRAILING({1,2})", "{1,2}"}, {"A1:.C3", "#REF!"}};

constexpr FunctionSpec kFunctions[] = {
    {.name = "TRIMRANGE",
     .signature = "range:cells rows:number? columns:number?",
     .summary = "A range without the blank rows and columns at its edges.",
     .evaluate_operand = trimrange,
     .examples = kTrimrangeExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "_TRO_ALL",
     .signature = "range:cells",
     .summary = "The operator .:. in a file: a range without blank rows and columns at its edges.",
     .evaluate_operand = trim_all,
     .examples = kTrimAllExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "_TRO_LEADING",
     .signature = "range:cells",
     .summary = "The operator .: in a file: a range without blank rows and columns at its beginning.",
     .evaluate_operand = trim_leading,
     .examples = kTrimLeadingExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "_TRO_TRAILING",
     .signature = "range:cells",
     .summary = "The operator :. in a file: a range without blank rows and columns at its end.",
     .evaluate_operand = trim_trailing,
     .examples = kTrimTrailingExamples,
     .prefix = FilePrefix::xlfn},
};

}  // namespace

std::span<const FunctionSpec> trim_range_functions() { return kFunctions; }

}  // namespace outturn
