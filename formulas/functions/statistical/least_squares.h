// Multiple linear regression by least squares.
#pragma once

#include <cstddef>
#include <vector>

namespace outturn {

struct LeastSquares {
  // `x` holds `variables` columns of y.size() values, one after the other. With `constant`, the model has an
  // intercept. Requires: y not empty.
  LeastSquares(std::vector<double> x, std::vector<double> y, std::size_t variables, bool constant);

  // Of a variable that the others already determine both are 0, as in Excel.
  std::vector<double> coefficients;
  std::vector<double> errors;
  double intercept = 0;
  double intercept_error = 0;
  double degrees = 0;             // of freedom: observations less what was estimated
  double regression_squares = 0;  // sums of squares
  double residual_squares = 0;
  double deviation = 0;  // the standard error of y
  std::size_t kept = 0;  // variables that were not left out
};

}  // namespace outturn
