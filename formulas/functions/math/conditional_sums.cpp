// SUMIF, COUNTIFS and their relatives: what is made of the cells that meet criteria.
#include <algorithm>
#include <optional>
#include <vector>

#include "formulas/arguments.h"
#include "formulas/coercion.h"
#include "formulas/functions/math/conditions.h"
#include "formulas/functions/number_result.h"

namespace outturn {
namespace {

bool same_shape(const Area& a, const Area& b) {
  return a.range.rows() == b.range.rows() && a.range.columns() == b.range.columns();
}

// The conditions written as pairs of range and criterion from argument `first` on. False: `error` or
// suspended.
bool read_conditions(const Arguments& args, std::size_t first, std::size_t last,
                     std::vector<Condition>& conditions, Value& error) {
  const TextReading reading = text_reading(args.context());
  for (std::size_t i = first; i + 1 < last; i += 2) {
    const Operand& reference = args.reference(i);
    if (!reference.is_area() || reference.area().is_three_dimensional()) {
      error = ErrorCode::value;
      return false;
    }
    if (!args.context().ready(reference.area())) return false;
    conditions.push_back({reference.area(), Criterion(args.value(i + 1), reading)});
    if (!same_shape(conditions.front().area, conditions.back().area)) {
      error = ErrorCode::value;
      return false;
    }
  }
  return true;
}

Value count_matching(const std::vector<Condition>& conditions, EvaluationContext& context) {
  Extent extent;
  bool blanks = true;
  for (const Condition& condition : conditions) {
    extent.include(used_extent(condition.area, context));
    blanks = blanks && condition.criterion.matches_blank();
  }
  if (extent.size() > kMaxArrayCells * 4) return ErrorCode::num;
  if (const auto count = count_from_index(conditions, context)) return *count;
  if (const auto positions = positions_from_index(conditions, context)) return positions->size();
  std::int64_t count = Selection(conditions, extent, context).count();
  if (blanks) count += conditions.front().area.range.size() - static_cast<std::int64_t>(extent.size());
  return count;
}

// The numbers of `values` whose cells meet the conditions, in order; the first error among them.
struct SelectedNumbers {
  std::vector<double> numbers;
  Value error;

  SelectedNumbers(const Area& values, const std::vector<Condition>& conditions, EvaluationContext& context) {
    Extent extent = used_extent(values, context);
    if (extent.size() > kMaxArrayCells * 4) {
      error = ErrorCode::num;
      return;
    }
    if (extent.size() == 0) return;
    if (values.range.columns() == 1) {
      if (const auto positions = positions_from_index(conditions, context)) {
        for (const std::int32_t position : *positions) {
          if (position >= values.range.rows()) break;
          const Value value =
              context.cell(values.sheet, {values.range.first.row + position, values.range.first.column});
          if (value.is_error()) {
            error = value;
            return;
          }
          if (value.is_number()) numbers.push_back(value.number());
        }
        return;
      }
    }
    const Selection selection(conditions, extent, context);
    const Area part = first_part(values, extent);
    numbers.reserve(extent.size());
    context.visit(part, [&](const CellRun& run) {
      if (run.kind != ValueKind::number && run.kind != ValueKind::error) return true;
      const std::int32_t row = run.first.row - part.range.first.row;
      const std::int32_t column = run.first.column - part.range.first.column;
      if (run.kind == ValueKind::error) {
        for (std::int32_t k = 0; k < run.count; ++k) {
          if (!selection.met(row + k, column)) continue;
          error = run.error(k);
          return false;
        }
        return true;
      }
      // Every number is written, and the next one over it unless it counts: no branch to guess wrong.
      const unsigned char* met = selection.met_from(row, column);
      const auto step = static_cast<std::size_t>(extent.columns);
      std::size_t end = numbers.size();
      numbers.resize(end + static_cast<std::size_t>(run.count));
      for (const double number : run.numbers()) {
        numbers[end] = number;
        end += *met;
        met += step;
      }
      numbers.resize(end);
      return true;
    });
  }
};

using Reduction = Value (*)(const std::vector<double>&);

Value total(const std::vector<double>& numbers) {
  double sum = 0;
  for (const double number : numbers) sum += number;
  return number_result(sum);
}
Value average(const std::vector<double>& numbers) {
  if (numbers.empty()) return ErrorCode::div0;
  return number_result(total(numbers).number() / static_cast<double>(numbers.size()));
}
Value greatest(const std::vector<double>& numbers) {
  return numbers.empty() ? 0 : *std::max_element(numbers.begin(), numbers.end());
}
Value least(const std::vector<double>& numbers) {
  return numbers.empty() ? 0 : *std::min_element(numbers.begin(), numbers.end());
}

// SUMIF, AVERAGEIF: a third range takes the first one's shape from its own top left corner.
template <Reduction reduce>
Value of_one_criterion(const Arguments& args) {
  std::vector<Condition> conditions;
  Value error;
  if (!read_conditions(args, 0, 2, conditions, error)) return error;
  Area values = conditions.front().area;
  if (args.has(2)) {
    const Operand& reference = args.reference(2);
    if (!reference.is_area() || reference.area().is_three_dimensional()) return ErrorCode::value;
    const CellAddress corner = reference.area().range.first;
    const RangeAddress& shape = conditions.front().area.range;
    const CellAddress last{std::min(corner.row + shape.rows() - 1, kMaxRows - 1),
                           std::min(corner.column + shape.columns() - 1, kMaxColumns - 1)};
    values = single_area(reference.area().sheet, {corner, last});
    if (!args.context().ready(values)) return {};
  }
  const SelectedNumbers selected(values, conditions, args.context());
  return selected.error.is_error() ? selected.error : reduce(selected.numbers);
}

// SUMIFS and its relatives: the values first, then ranges and criteria in pairs, all of one shape.
template <Reduction reduce>
Value of_criteria(const Arguments& args) {
  const Operand& reference = args.reference(0);
  if (!reference.is_area() || reference.area().is_three_dimensional()) return ErrorCode::value;
  if (!args.context().ready(reference.area())) return {};
  std::vector<Condition> conditions;
  Value error;
  if (!read_conditions(args, 1, args.size(), conditions, error)) return error;
  if (!same_shape(reference.area(), conditions.front().area)) return ErrorCode::value;
  const SelectedNumbers selected(reference.area(), conditions, args.context());
  return selected.error.is_error() ? selected.error : reduce(selected.numbers);
}

Value count_of_criteria(const Arguments& args) {
  std::vector<Condition> conditions;
  Value error;
  if (!read_conditions(args, 0, args.size(), conditions, error)) return error;
  return count_matching(conditions, args.context());
}

// Examples stand on a blank sheet; ranges with values are in tests/formulas/functions/math.
constexpr Example kCountifExamples[] = {
    {"COUNTIF(A1:A3,\"\")", "3"}, {"COUNTIF(A1:A3,\"<>\")", "0"}, {"COUNTIF(A:A,\"<>x\")", "1048576"}};
constexpr Example kCountifsExamples[] = {{"COUNTIFS(A1:A3,\"\",B1:B3,\"=\")", "3"},
                                         {"COUNTIFS(A1:A3,1,B1:B2,1)", "#VALUE!"}};
constexpr Example kSumifExamples[] = {{"SUMIF(A1:A3,\">0\")", "0"}};
constexpr Example kSumifsExamples[] = {{"SUMIFS(A1:A3,B1:B3,\"x\")", "0"},
                                       {"SUMIFS(A1:A3,B1:B2,\"x\")", "#VALUE!"}};
constexpr Example kAverageifExamples[] = {{"AVERAGEIF(A1:A3,\">0\")", "#DIV/0!"}};
constexpr Example kAverageifsExamples[] = {{"AVERAGEIFS(A1:A3,B1:B3,\"x\")", "#DIV/0!"}};
constexpr Example kMaxifsExamples[] = {{"MAXIFS(A1:A3,B1:B3,\"x\")", "0"}};
constexpr Example kMinifsExamples[] = {{"MINIFS(A1:A3,B1:B3,\"x\")", "0"}};

constexpr FunctionSpec kFunctions[] = {
    {.name = "AVERAGEIF",
     .signature = "range:reference criterion:criterion values:reference?",
     .summary = "The mean of the numbers whose cells meet a criterion.",
     .evaluate = of_one_criterion<average>,
     .examples = kAverageifExamples},
    {.name = "AVERAGEIFS",
     .signature = "values:reference range:reference... criterion:criterion...",
     .summary = "The mean of the numbers whose cells meet all criteria.",
     .evaluate = of_criteria<average>,
     .examples = kAverageifsExamples},
    {.name = "COUNTIF",
     .signature = "range:reference criterion:criterion",
     .summary = "Counts the cells that meet a criterion.",
     .evaluate = count_of_criteria,
     .examples = kCountifExamples},
    {.name = "COUNTIFS",
     .signature = "range:reference... criterion:criterion...",
     .summary = "Counts the rows that meet all criteria.",
     .evaluate = count_of_criteria,
     .examples = kCountifsExamples},
    {.name = "MAXIFS",
     .signature = "values:reference range:reference... criterion:criterion...",
     .summary = "The greatest number whose cells meet all criteria.",
     .evaluate = of_criteria<greatest>,
     .examples = kMaxifsExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "MINIFS",
     .signature = "values:reference range:reference... criterion:criterion...",
     .summary = "The least number whose cells meet all criteria.",
     .evaluate = of_criteria<least>,
     .examples = kMinifsExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "SUMIF",
     .signature = "range:reference criterion:criterion values:reference?",
     .summary = "Adds the numbers whose cells meet a criterion.",
     .evaluate = of_one_criterion<total>,
     .examples = kSumifExamples},
    {.name = "SUMIFS",
     .signature = "values:reference range:reference... criterion:criterion...",
     .summary = "Adds the numbers whose cells meet all criteria.",
     .evaluate = of_criteria<total>,
     .examples = kSumifsExamples},
};

}  // namespace

std::span<const FunctionSpec> conditional_sums_functions() { return kFunctions; }

}  // namespace outturn
