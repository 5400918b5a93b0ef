#include "formulas/functions/statistical/least_squares.h"

#include <cmath>
#include <numeric>
#include <span>

namespace outturn {
namespace {

// What remains of a column after the columns before it are taken out is rounding, and the column no variable
// of its own, when it is this part of the column's length.
constexpr double kCollinear = 1e-13;

double squares(std::span<const double> column) {
  return std::inner_product(column.begin(), column.end(), column.begin(), 0.0);
}

// Subtracts the mean and returns it. Taken from the first value on, it is exact where all values are equal.
double center(std::span<double> column) {
  const double first = column.front();
  double sum = 0;
  for (const double value : column) sum += value - first;
  const double mean = first + sum / static_cast<double>(column.size());
  for (double& value : column) value -= mean;
  return mean;
}

// The Householder reflection that turns `column` into a multiple of the first unit vector; `column` becomes
// the reflection's vector and the multiple is returned. Requires: column is not zero.
double make_reflection(std::span<double> column) {
  const double length = std::sqrt(squares(column));
  const double image = column[0] > 0 ? -length : length;
  column[0] -= image;
  return image;
}

void reflect(std::span<const double> vector, std::span<double> column) {
  const double product = std::inner_product(vector.begin(), vector.end(), column.begin(), 0.0);
  const double factor = 2 * product / squares(vector);
  for (std::size_t i = 0; i < column.size(); ++i) column[i] -= factor * vector[i];
}

}  // namespace

// QR decomposition by Householder reflections, taking next the column of which most is left (Businger and
// Golub, 1965), which is how Microsoft describes LINEST ("Description of the LINEST function in Excel 2003
// and in later versions of Excel"): columns of which nothing is left are dropped.
LeastSquares::LeastSquares(std::vector<double> x, std::vector<double> y, std::size_t variables, bool constant)
    : coefficients(variables), errors(variables) {
  const std::size_t n = y.size();
  const auto column = [&](std::size_t j) { return std::span<double>(x).subspan(j * n, n); };
  std::vector<double> lengths(variables);
  std::vector<double> means(variables);
  for (std::size_t j = 0; j < variables; ++j) {
    lengths[j] = std::sqrt(squares(column(j)));
    if (constant) means[j] = center(column(j));
  }
  const double mean_y = constant ? center(y) : 0;

  std::vector<std::size_t> order;  // the columns kept, as they were taken
  std::vector<double> diagonal;    // of R; the rest of R stands above the reflections
  std::vector<bool> left(variables, true);
  while (order.size() < n) {
    const std::size_t step = order.size();
    std::size_t best = variables;
    double most = 0;
    for (std::size_t j = 0; j < variables; ++j) {
      if (!left[j]) continue;
      const double remaining = squares(column(j).subspan(step));
      if (std::sqrt(remaining) <= kCollinear * lengths[j])
        left[j] = false;
      else if (remaining > most) {
        most = remaining;
        best = j;
      }
    }
    if (best == variables) break;
    left[best] = false;
    const std::span<double> vector = column(best).subspan(step);
    diagonal.push_back(make_reflection(vector));
    order.push_back(best);
    for (std::size_t j = 0; j < variables; ++j)
      if (left[j]) reflect(vector, column(j).subspan(step));
    reflect(vector, std::span<double>(y).subspan(step));
  }

  kept = order.size();
  const auto r = [&](std::size_t row, std::size_t k) {
    return row == k ? diagonal[k] : column(order[k])[row];
  };
  for (std::size_t i = kept; i-- > 0;) {
    double value = y[i];
    for (std::size_t k = i + 1; k < kept; ++k) value -= r(i, k) * coefficients[order[k]];
    coefficients[order[i]] = value / diagonal[i];
  }
  regression_squares = squares(std::span<const double>(y).first(kept));
  residual_squares = squares(std::span<const double>(y).subspan(kept));
  degrees = static_cast<double>(n) - static_cast<double>(kept) - (constant ? 1 : 0);
  // Without degrees of freedom the fit is exact.
  if (degrees <= 0) residual_squares = 0;
  deviation = degrees > 0 ? std::sqrt(residual_squares / degrees) : 0;

  // Column i of the inverse of R, upwards; its products with itself are the variances, and with the means the
  // intercept's.
  std::vector<double> variances(kept);
  std::vector<double> inverse(kept);
  double intercept_variance = 1 / static_cast<double>(n);
  for (std::size_t i = 0; i < kept; ++i) {
    double product = 0;
    for (std::size_t row = i + 1; row-- > 0;) {
      double value = row == i ? 1 : 0;
      for (std::size_t k = row + 1; k <= i; ++k) value -= r(row, k) * inverse[k];
      inverse[row] = value / diagonal[row];
      variances[row] += inverse[row] * inverse[row];
      product += inverse[row] * means[order[row]];
    }
    intercept_variance += product * product;
  }
  for (std::size_t i = 0; i < kept; ++i) errors[order[i]] = deviation * std::sqrt(variances[i]);
  if (!constant) return;
  intercept = mean_y;
  for (std::size_t j = 0; j < variables; ++j) intercept -= coefficients[j] * means[j];
  intercept_error = deviation * std::sqrt(intercept_variance);
}

}  // namespace outturn
