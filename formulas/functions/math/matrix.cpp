// Matrices and arrays of numbers: products, inverses, determinants, sequences, transposition.
#include <cmath>
#include <utility>
#include <vector>

#include "formulas/arguments.h"
#include "formulas/functions/number_result.h"

namespace outturn {
namespace {

struct Matrix {
  std::size_t rows = 0;
  std::size_t columns = 0;
  std::vector<double> members;
  Value error;
  double& at(std::size_t row, std::size_t column) { return members[row * columns + column]; }

  // Every member must be a number.
  explicit Matrix(const CellGrid& grid) {
    if (!grid.is_rectangle()) {
      error = ErrorCode::value;
      return;
    }
    if (static_cast<std::size_t>(grid.size()) > kMaxArrayCells) {
      error = ErrorCode::num;
      return;
    }
    rows = static_cast<std::size_t>(grid.rows());
    columns = static_cast<std::size_t>(grid.columns());
    members.reserve(rows * columns);
    for (std::int32_t row = 0; row < grid.rows(); ++row) {
      for (std::int32_t column = 0; column < grid.columns(); ++column) {
        const Value value = grid.at(row, column);
        if (!value.is_number()) {
          error = value.is_error() ? value : Value(ErrorCode::value);
          return;
        }
        members.push_back(value.number());
      }
    }
  }
};

// Work beyond this takes minutes; Excel too runs out of resources.
constexpr double kMostSteps = 4e9;

Value mmult(const Arguments& args) {
  Matrix a(args.cells(0));
  Matrix b(args.cells(1));
  if (a.error.is_error()) return a.error;
  if (b.error.is_error()) return b.error;
  if (a.columns != b.rows) return ErrorCode::value;
  if (a.rows * b.columns > kMaxArrayCells) return ErrorCode::num;
  if (static_cast<double>(a.rows * b.columns) * static_cast<double>(a.columns) > kMostSteps)
    return ErrorCode::num;
  Array result(a.rows, b.columns);
  for (std::size_t row = 0; row < a.rows; ++row) {
    for (std::size_t column = 0; column < b.columns; ++column) {
      double total = 0;
      for (std::size_t k = 0; k < a.columns; ++k) total += a.at(row, k) * b.at(k, column);
      result.at(row, column) = number_result(total);
    }
  }
  return Value(std::move(result));
}

// Brings a to upper triangular form by elimination with partial pivoting, doing the same to b; the
// determinant, 0 if singular.
double eliminate(Matrix& a, Matrix* b) {
  double determinant = 1;
  const std::size_t n = a.rows;
  for (std::size_t k = 0; k < n; ++k) {
    std::size_t pivot = k;
    for (std::size_t row = k + 1; row < n; ++row)
      if (std::fabs(a.at(row, k)) > std::fabs(a.at(pivot, k))) pivot = row;
    if (a.at(pivot, k) == 0) return 0;
    if (pivot != k) {
      for (std::size_t column = 0; column < n; ++column) {
        std::swap(a.at(pivot, column), a.at(k, column));
        if (b != nullptr) std::swap(b->at(pivot, column), b->at(k, column));
      }
      determinant = -determinant;
    }
    determinant *= a.at(k, k);
    for (std::size_t row = k + 1; row < n; ++row) {
      const double factor = a.at(row, k) / a.at(k, k);
      if (factor == 0) continue;
      for (std::size_t column = k; column < n; ++column) a.at(row, column) -= factor * a.at(k, column);
      if (b == nullptr) continue;
      for (std::size_t column = 0; column < n; ++column) b->at(row, column) -= factor * b->at(k, column);
    }
  }
  return determinant;
}

Value mdeterm(const Arguments& args) {
  Matrix a(args.cells(0));
  if (a.error.is_error()) return a.error;
  if (a.rows != a.columns) return ErrorCode::value;
  if (std::pow(static_cast<double>(a.rows), 3) > kMostSteps) return ErrorCode::num;
  return number_result(eliminate(a, nullptr));
}

Value minverse(const Arguments& args) {
  Matrix a(args.cells(0));
  if (a.error.is_error()) return a.error;
  if (a.rows != a.columns) return ErrorCode::value;
  if (std::pow(static_cast<double>(a.rows), 3) > kMostSteps) return ErrorCode::num;
  Matrix inverse = a;
  for (std::size_t row = 0; row < a.rows; ++row)
    for (std::size_t column = 0; column < a.columns; ++column)
      inverse.at(row, column) = row == column ? 1 : 0;
  if (eliminate(a, &inverse) == 0) return ErrorCode::num;
  Array result(a.rows, a.columns);
  for (std::size_t column = 0; column < a.columns; ++column) {
    for (std::size_t row = a.rows; row-- > 0;) {
      double total = inverse.at(row, column);
      for (std::size_t k = row + 1; k < a.rows; ++k) total -= a.at(row, k) * inverse.at(k, column);
      inverse.at(row, column) = total / a.at(row, row);
      result.at(row, column) = number_result(inverse.at(row, column));
    }
  }
  return Value(std::move(result));
}

Value munit(const Arguments& args) {
  const double size = args.whole_number(0);
  if (size < 1) return ErrorCode::value;
  if (size * size > static_cast<double>(kMaxArrayCells)) return ErrorCode::num;
  Array result(static_cast<std::size_t>(size), static_cast<std::size_t>(size), Value(0));
  for (std::size_t i = 0; i < result.rows(); ++i) result.at(i, i) = 1;
  return Value(std::move(result));
}

Value transpose(const Arguments& args) {
  const CellGrid& grid = args.cells(0);
  if (!grid.is_rectangle()) return ErrorCode::value;
  if (static_cast<std::size_t>(grid.size()) > kMaxArrayCells) return ErrorCode::num;
  Array result(static_cast<std::size_t>(grid.columns()), static_cast<std::size_t>(grid.rows()));
  for (std::int32_t row = 0; row < grid.rows(); ++row)
    for (std::int32_t column = 0; column < grid.columns(); ++column)
      result.at(static_cast<std::size_t>(column), static_cast<std::size_t>(row)) = grid.at(row, column);
  return Value(std::move(result));
}

Value sequence(const Arguments& args) {
  const double rows = args.has(0) ? args.whole_number(0) : 1;
  const double columns = args.has(1) ? args.whole_number(1) : 1;
  const double start = args.has(2) ? args.number(2) : 1;
  const double step = args.has(3) ? args.number(3) : 1;
  // A computed array has as many rows or columns as a sheet has rows, the columns too.
  if (rows < 0 || columns < 0 || rows > kMaxRows || columns > kMaxRows) return ErrorCode::value;
  if (rows == 0 || columns == 0) return ErrorCode::calc;
  if (rows * columns > static_cast<double>(kMaxArrayCells)) return ErrorCode::num;
  Array result(static_cast<std::size_t>(rows), static_cast<std::size_t>(columns));
  for (std::size_t i = 0; i < result.size(); ++i)
    result[i] = number_result(start + static_cast<double>(i) * step);
  return Value(std::move(result));
}

constexpr Example kMdetermExamples[] = {
    {"MDETERM({3,6,1;1,1,0;3,10,2})", "1"}, {"MDETERM({3,6;1,1})", "-3"}, {"MDETERM({1,2})", "#VALUE!"}};
constexpr Example kMinverseExamples[] = {{"MINVERSE({4,-1;2,0})", "{0,0.5;-1,2}"},
                                         {"MINVERSE({1,2;2,4})", "#NUM!"}};
constexpr Example kMmultExamples[] = {{"MMULT({1,3;7,2},{2,0;0,2})", "{2,6;14,4}"},
                                      {"MMULT({1,2},{1,2})", "#VALUE!"}};
constexpr Example kMunitExamples[] = {{"MUNIT(2)", "{1,0;0,1}"}};
constexpr Example kSequenceExamples[] = {{"SEQUENCE(2,3)", "{1,2,3;4,5,6}"},
                                         {"SEQUENCE(3,1,10,-2)", "{10;8;6}"},
                                         {"SEQUENCE(0)", "#CALC!"},
                                         {"SUM(SEQUENCE(,1048577))", "#VALUE!"}};
constexpr Example kTransposeExamples[] = {{"TRANSPOSE({1,2,3})", "{1;2;3}"}};

constexpr FunctionSpec kFunctions[] = {
    {.name = "MDETERM",
     .signature = "matrix:array",
     .summary = "The determinant of a square matrix.",
     .evaluate = mdeterm,
     .examples = kMdetermExamples},
    {.name = "MINVERSE",
     .signature = "matrix:array",
     .summary = "The inverse of a square matrix.",
     .evaluate = minverse,
     .examples = kMinverseExamples},
    {.name = "MMULT",
     .signature = "left:array right:array",
     .summary = "The product of two matrices.",
     .evaluate = mmult,
     .examples = kMmultExamples},
    {.name = "MUNIT",
     .signature = "size:number",
     .summary = "A matrix with ones on its diagonal.",
     .evaluate = munit,
     .examples = kMunitExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "SEQUENCE",
     .signature = "rows:number? columns:number? start:number? step:number?",
     .summary = "An array of numbers that follow each other.",
     .evaluate = sequence,
     .examples = kSequenceExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "TRANSPOSE",
     .signature = "array:array",
     .summary = "Turns rows into columns.",
     .evaluate = transpose,
     .examples = kTransposeExamples},
};

}  // namespace

std::span<const FunctionSpec> matrix_functions() { return kFunctions; }

}  // namespace outturn
