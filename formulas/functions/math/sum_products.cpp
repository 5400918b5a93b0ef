// Sums over several arrays, member by member.
#include <cmath>
#include <vector>

#include "formulas/arguments.h"
#include "formulas/functions/number_result.h"
#include "formulas/functions/paired_numbers.h"

namespace outturn {
namespace {

// The first error in the arguments before one that does not fit, else #VALUE!.
Value first_error(const Arguments& args, std::size_t last) {
  Value error = ErrorCode::value;
  for (std::size_t i = 0; i < last; ++i) {
    bool found = false;
    args.cells(i).visit([&](const CellRun& run) {
      found = run.kind == ValueKind::error;
      if (found) error = run.error(0);
      return !found;
    });
    if (found) break;
  }
  return error;
}

// Text, logicals and blanks count as 0; the arrays must have the same shape.
Value sumproduct(const Arguments& args) {
  std::int32_t rows = 0;
  std::int32_t columns = 0;
  for (std::size_t i = 0; i < args.size(); ++i) {
    const CellGrid& grid = args.cells(i);
    if (!grid.is_rectangle() || grid.rows() != args.cells(0).rows() ||
        grid.columns() != args.cells(0).columns())
      return first_error(args, i);
    rows = std::max(rows, grid.used_rows());
    columns = std::max(columns, grid.used_columns());
  }
  const std::size_t size = static_cast<std::size_t>(rows) * static_cast<std::size_t>(columns);
  if (size > kMaxArrayCells) return ErrorCode::num;
  std::vector<double> products(size, 1);
  std::vector<double> factors(size);
  for (std::size_t i = 0; i < args.size(); ++i) {
    const CellGrid& grid = args.cells(i);
    const CellAddress origin = grid.operand().is_area() ? grid.operand().area().range.first : CellAddress{};
    factors.assign(size, 0);
    Value error;
    grid.visit([&](const CellRun& run) {
      if (run.kind == ValueKind::error) error = run.error(0);
      if (run.kind != ValueKind::number) return !error.is_error();
      std::size_t at =
          static_cast<std::size_t>(run.first.row - origin.row) * static_cast<std::size_t>(columns) +
          static_cast<std::size_t>(run.first.column - origin.column);
      for (const double number : run.numbers()) {
        factors[at] = number;
        at += static_cast<std::size_t>(columns);
      }
      return true;
    });
    if (error.is_error()) return error;
    for (std::size_t k = 0; k < size; ++k) products[k] *= factors[k];
  }
  double total = 0;
  for (const double product : products) total += product;
  return number_result(total);
}

template <double (*term)(double, double)>
Value sum_over_pairs(const Arguments& args) {
  PairedNumbers pairs(args.cells(0), args.cells(1));
  if (pairs.error.is_error()) return pairs.error;
  double total = 0;
  for (std::size_t i = 0; i < pairs.x.size(); ++i) total += term(pairs.x[i], pairs.y[i]);
  return number_result(total);
}

double x2my2(double x, double y) { return x * x - y * y; }
double x2py2(double x, double y) { return x * x + y * y; }
double xmy2(double x, double y) { return (x - y) * (x - y); }

Value seriessum(const Arguments& args) {
  const double x = args.number(0);
  double power = args.number(1);
  double total = 0;
  if (x == 0 && power == 0) return ErrorCode::num;
  for (const double coefficient : args.numbers(3)) {
    total += coefficient * std::pow(x, power);
    power += args.number(2);
  }
  return number_result(total);
}

constexpr Example kSumproductExamples[] = {{"SUMPRODUCT({1,2;3,4},{5,6;7,8})", "70"},
                                           {"SUMPRODUCT({1,\"x\"},{5,6})", "5"},
                                           {"SUMPRODUCT({1,2},{1,2,3})", "#VALUE!"},
                                           {"SUMPRODUCT(({1,2,3}>1)*{10,20,30})", "50"}};
constexpr Example kX2my2Examples[] = {{"SUMX2MY2({2,3,9,1,8,7,5},{6,5,11,7,5,4,4})", "-55"},
                                      {"SUMX2MY2({1,2},{1})", "#N/A"}};
constexpr Example kX2py2Examples[] = {{"SUMX2PY2({2,3,9,1,8,7,5},{6,5,11,7,5,4,4})", "521"}};
constexpr Example kXmy2Examples[] = {{"SUMXMY2({2,3,9,1,8,7,5},{6,5,11,7,5,4,4})", "79"}};
constexpr Example kSeriessumExamples[] = {{"SERIESSUM(2,0,1,{1,2,3})", "17"}};

constexpr FunctionSpec kFunctions[] = {
    {.name = "SERIESSUM",
     .signature = "x:strict first_power:strict step:strict coefficients:numbers",
     .summary = "The sum of a power series.",
     .evaluate = seriessum,
     .examples = kSeriessumExamples},
    {.name = "SUMPRODUCT",
     .signature = "arrays:array...",
     .summary = "Multiplies arrays member by member and adds the products.",
     .evaluate = sumproduct,
     .examples = kSumproductExamples},
    {.name = "SUMX2MY2",
     .signature = "x:array y:array",
     .summary = "Adds the differences of squares of pairs.",
     .evaluate = sum_over_pairs<x2my2>,
     .examples = kX2my2Examples},
    {.name = "SUMX2PY2",
     .signature = "x:array y:array",
     .summary = "Adds the squares of pairs.",
     .evaluate = sum_over_pairs<x2py2>,
     .examples = kX2py2Examples},
    {.name = "SUMXMY2",
     .signature = "x:array y:array",
     .summary = "Adds the squares of the differences of pairs.",
     .evaluate = sum_over_pairs<xmy2>,
     .examples = kXmy2Examples},
};

}  // namespace

std::span<const FunctionSpec> sum_products_functions() { return kFunctions; }

}  // namespace outturn
