// SORT, SORTBY, FILTER and UNIQUE.
#include <algorithm>
#include <numeric>
#include <string>
#include <unordered_map>

#include "formulas/arguments.h"
#include "formulas/coercion.h"
#include "formulas/functions/lookup/lookup_line.h"
#include "formulas/functions/lookup/rearranged.h"
#include "formulas/functions/lookup/sort_order.h"

namespace outturn {
namespace {

// One key of a sort: the values of a row or column in the order of what is sorted.
struct SortKey {
  std::vector<Value> values;
  bool descending = false;
};

// The positions 0 … count-1 in sorted order; equal ones keep the order they had.
std::vector<std::int32_t> sorted_positions(std::int32_t count, const std::vector<SortKey>& keys) {
  std::vector<std::int32_t> positions(static_cast<std::size_t>(count));
  std::iota(positions.begin(), positions.end(), 0);
  std::stable_sort(positions.begin(), positions.end(), [&](std::int32_t a, std::int32_t b) {
    for (const SortKey& key : keys) {
      const int order = compare_for_sort(key.values[static_cast<std::size_t>(a)],
                                         key.values[static_cast<std::size_t>(b)], key.descending);
      if (order != 0) return order < 0;
    }
    return false;
  });
  return positions;
}

// The rows (or columns) of a grid at these positions.
Value rows_at(const CellGrid& grid, const std::vector<std::int32_t>& positions, bool rows) {
  const auto count = static_cast<std::int64_t>(positions.size());
  if (rows)
    return rearranged(count, grid.columns(), [&](std::int32_t row, std::int32_t column) {
      return grid.at(positions[static_cast<std::size_t>(row)], column);
    });
  return rearranged(grid.rows(), count, [&](std::int32_t row, std::int32_t column) {
    return grid.at(row, positions[static_cast<std::size_t>(column)]);
  });
}

// All numbers of an argument that gives one or several; an error value if one is none.
Value numbers_of(const CellGrid& grid, std::vector<double>& numbers, EvaluationContext& context) {
  if (!grid.is_vector()) return ErrorCode::value;
  for (std::int32_t i = 0; i < grid.size(); ++i) {
    const Value number = to_number(grid.at(i), context);
    if (number.is_error()) return number;
    numbers.push_back(number.number());
  }
  return {};
}

bool is_order(double order) { return order == 1 || order == -1; }

Value sort(const Arguments& args) {
  const CellGrid& grid = args.cells(0);
  if (!grid.is_rectangle()) return ErrorCode::value;
  const bool by_column = args.has(3) && args.logical(3);
  const std::int32_t keys_available = by_column ? grid.rows() : grid.columns();
  const std::int32_t count = by_column ? grid.columns() : grid.rows();
  std::vector<double> indexes, orders;
  if (!args.has(1))
    indexes = {1};
  else if (Value error = numbers_of(args.cells(1), indexes, args.context()); error.is_error())
    return error;
  if (!args.has(2))
    orders = {1};
  else if (Value error = numbers_of(args.cells(2), orders, args.context()); error.is_error())
    return error;
  if (orders.size() == 1) orders.resize(indexes.size(), orders[0]);
  if (orders.size() != indexes.size()) return ErrorCode::value;
  if (static_cast<std::size_t>(count) > kMaxArrayCells / indexes.size()) return ErrorCode::num;
  std::vector<SortKey> keys;
  for (std::size_t i = 0; i < indexes.size(); ++i) {
    if (!(indexes[i] >= 1) || indexes[i] >= keys_available + 1.0 || !is_order(orders[i]))
      return ErrorCode::value;
    const auto line = static_cast<std::int32_t>(indexes[i]) - 1;
    SortKey key{{}, orders[i] < 0};
    key.values.reserve(static_cast<std::size_t>(count));
    for (std::int32_t at = 0; at < count; ++at)
      key.values.push_back(by_column ? grid.at(line, at) : grid.at(at, line));
    keys.push_back(std::move(key));
  }
  return rows_at(grid, sorted_positions(count, keys), !by_column);
}

// SORTBY(array, by, order, by, order, …): the last order may be left out.
Value sortby(const Arguments& args) {
  const CellGrid& grid = args.cells(0);
  if (!grid.is_rectangle()) return ErrorCode::value;
  const CellGrid& first = args.cells(1);
  if (const Value error = argument_error(first); error.is_error()) return error;
  const bool rows = first.columns() == 1 && first.rows() == grid.rows();
  const std::int32_t count = rows ? grid.rows() : grid.columns();
  std::vector<SortKey> keys;
  for (std::size_t i = 1; i < args.size(); i += 2) {
    const CellGrid& by = args.cells(i);
    if (const Value error = argument_error(by); error.is_error()) return error;
    if (!by.is_rectangle() || by.rows() != (rows ? count : 1) || by.columns() != (rows ? 1 : count))
      return ErrorCode::value;
    SortKey key;
    for (std::int32_t at = 0; at < count; ++at) key.values.push_back(by.at(at));
    if (args.has(i + 1)) {
      std::vector<double> order;
      if (Value error = numbers_of(args.cells(i + 1), order, args.context()); error.is_error()) return error;
      if (order.size() != 1 || !is_order(order[0])) return ErrorCode::value;
      key.descending = order[0] < 0;
    }
    keys.push_back(std::move(key));
  }
  return rows_at(grid, sorted_positions(count, keys), rows);
}

Value filter(const Arguments& args) {
  const CellGrid& grid = args.cells(0);
  const CellGrid& include = args.cells(1);
  if (const Value error = argument_error(include); error.is_error()) return error;
  if (!grid.is_rectangle() || !include.is_vector()) return ErrorCode::value;
  const bool rows = include.columns() == 1 && include.rows() == grid.rows();
  if (!rows && !(include.rows() == 1 && include.columns() == grid.columns())) return ErrorCode::value;
  std::vector<std::int32_t> positions;
  for (std::int32_t i = 0; i < include.size(); ++i) {
    const Value wanted = include.at(i);
    if (wanted.is_error()) return wanted;
    if (wanted.is_text()) return ErrorCode::value;
    if (wanted.is_number() ? wanted.number() != 0 : wanted.is_logical() && wanted.logical())
      positions.push_back(i);
  }
  if (!positions.empty()) return rows_at(grid, positions, rows);
  return args.has(2) ? args.cells(2).to_value() : Value(ErrorCode::calc);
}

Value unique(const Arguments& args) {
  const CellGrid& grid = args.cells(0);
  if (!grid.is_rectangle()) return ErrorCode::value;
  const bool by_column = args.has(1) && args.logical(1);
  const bool once = args.has(2) && args.logical(2);
  const std::int32_t count = by_column ? grid.columns() : grid.rows();
  const std::int32_t length = by_column ? grid.rows() : grid.columns();
  std::unordered_map<std::string, std::size_t> seen;
  std::vector<std::int32_t> positions;
  std::vector<std::int32_t> occurrences;
  for (std::int32_t i = 0; i < count; ++i) {
    std::string key;
    for (std::int32_t k = 0; k < length; ++k) append_key(key, by_column ? grid.at(k, i) : grid.at(i, k));
    const auto [found, is_new] = seen.emplace(std::move(key), positions.size());
    if (is_new) {
      positions.push_back(i);
      occurrences.push_back(1);
    } else {
      ++occurrences[found->second];
    }
  }
  if (once) {
    std::size_t kept = 0;
    for (std::size_t i = 0; i < positions.size(); ++i)
      if (occurrences[i] == 1) positions[kept++] = positions[i];
    positions.resize(kept);
  }
  return rows_at(grid, positions, !by_column);
}

constexpr Example kFilterExamples[] = {
    {"FILTER({1;2;3;4},{1;0;1;0})", "{1;3}"},    {"FILTER({1,2;3,4},{FALSE;TRUE})", "{3,4}"},
    {"FILTER({1,2;3,4},{FALSE,TRUE})", "{2;4}"}, {"FILTER({1;2},{0;0},\"none\")", "\"none\""},
    {"FILTER({1;2},{0;0})", "#CALC!"},           {"FILTER({1;2},{1;1;1})", "#VALUE!"}};
constexpr Example kSortExamples[] = {
    {"SORT({3;1;2})", "{1;2;3}"},
    {"SORT({TRUE;\"b\";2;\"A\";1})", "{1;2;\"A\";\"b\";TRUE}"},
    {"SORT({1,\"x\";3,\"y\";2,\"x\"},2,-1)", "{3,\"y\";1,\"x\";2,\"x\"}"},
    {"SORT({1,\"x\";3,\"y\";2,\"x\"},{2,1},{1,-1})", "{2,\"x\";1,\"x\";3,\"y\"}"},
    {"SORT({3,1,2},1,1,TRUE)", "{1,2,3}"},
    {"SORT({1;2},2)", "#VALUE!"}};
constexpr Example kSortbyExamples[] = {
    {"SORTBY({\"a\";\"b\";\"c\"},{3;1;2})", "{\"b\";\"c\";\"a\"}"},
    {"SORTBY({\"a\",\"b\",\"c\"},{1,1,2},-1,{1,2,3},-1)", "{\"c\",\"b\",\"a\"}"},
    {"SORTBY({1;2},{1;2;3})", "#VALUE!"}};
constexpr Example kUniqueExamples[] = {{"UNIQUE({1;2;2;3;1})", "{1;2;3}"},
                                       {"UNIQUE({\"a\";\"A\";\"b\"})", "{\"a\";\"b\"}"},
                                       {"UNIQUE({1,1,2},TRUE)", "{1,2}"},
                                       {"UNIQUE({1;2;2;3},FALSE,TRUE)", "{1;3}"},
                                       {"UNIQUE({1;1},FALSE,TRUE)", "#CALC!"}};

constexpr FunctionSpec kFunctions[] = {
    {.name = "FILTER",
     .signature = "array:array include:array if_empty:cells?",
     .summary = "The rows or columns of an array that a condition marks.",
     .evaluate = filter,
     .examples = kFilterExamples,
     .prefix = FilePrefix::xlws},
    {.name = "SORT",
     .signature = "array:array index:cells? order:cells? by_column:logical?",
     .summary = "An array sorted by one or several of its columns or rows.",
     .evaluate = sort,
     .examples = kSortExamples,
     .prefix = FilePrefix::xlws},
    {.name = "SORTBY",
     .signature = "array:array by_or_order:array...",
     .summary = "An array sorted by other rows or columns, each followed by 1 (ascending) or -1.",
     .evaluate = sortby,
     .examples = kSortbyExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "UNIQUE",
     .signature = "array:array by_column:logical? exactly_once:logical?",
     .summary = "The different rows or columns of an array, or those that occur once.",
     .evaluate = unique,
     .examples = kUniqueExamples,
     .prefix = FilePrefix::xlfn},
};

}  // namespace

std::span<const FunctionSpec> sort_filter_functions() { return kFunctions; }

}  // namespace outturn
