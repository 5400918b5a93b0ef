// How two series move together, and the straight line through their points.
#include <cmath>
#include <optional>

#include "formulas/functions/number_result.h"
#include "formulas/functions/paired_numbers.h"
#include "formulas/functions/statistical/sample.h"

namespace outturn {
namespace {

// Sums of squares and products of the deviations from the means.
struct Deviations {
  Value error;
  double count = 0;
  double mean_x = 0, mean_y = 0;
  double xx = 0, yy = 0, xy = 0;

  Deviations(const CellGrid& xs, const CellGrid& ys) {
    // A single cell that holds no number is no array at all.
    for (const CellGrid* grid : {&xs, &ys}) {
      if (grid->size() != 1 || !grid->is_rectangle()) continue;
      const Value only = grid->at(0, 0);
      if (only.is_number()) continue;
      error = only.is_error() ? only : Value(ErrorCode::value);
      return;
    }
    const PairedNumbers pairs(xs, ys);
    error = pairs.error;
    if (error.is_error()) return;
    if (pairs.x.empty()) {
      error = ErrorCode::div0;
      return;
    }
    count = static_cast<double>(pairs.x.size());
    mean_x = sample::mean(pairs.x);
    mean_y = sample::mean(pairs.y);
    for (std::size_t i = 0; i < pairs.x.size(); ++i) {
      const double dx = pairs.x[i] - mean_x;
      const double dy = pairs.y[i] - mean_y;
      xx += dx * dx;
      yy += dy * dy;
      xy += dx * dy;
    }
  }
};

Value correl(const Arguments& args) {
  const Deviations d(args.cells(0), args.cells(1));
  if (d.error.is_error()) return d.error;
  if (d.xx == 0 || d.yy == 0) return ErrorCode::div0;
  return number_result(d.xy / std::sqrt(d.xx * d.yy));
}

Value rsq(const Arguments& args) {
  const Value r = correl(args);
  return r.is_error() ? r : number_result(r.number() * r.number());
}

Value covar(const Arguments& args) {
  const Deviations d(args.cells(0), args.cells(1));
  return d.error.is_error() ? d.error : number_result(d.xy / d.count);
}

Value covariance_s(const Arguments& args) {
  const Deviations d(args.cells(0), args.cells(1));
  if (d.error.is_error()) return d.error;
  return d.count < 2 ? Value(ErrorCode::div0) : number_result(d.xy / (d.count - 1));
}

// The functions of a line name the y values first: here they are the deviations' x.
Value slope(const Arguments& args) {
  const Deviations d(args.cells(0), args.cells(1));
  if (d.error.is_error()) return d.error;
  return d.yy == 0 ? Value(ErrorCode::div0) : number_result(d.xy / d.yy);
}

Value intercept(const Arguments& args) {
  const Deviations d(args.cells(0), args.cells(1));
  if (d.error.is_error()) return d.error;
  return d.yy == 0 ? Value(ErrorCode::div0) : number_result(d.mean_x - d.xy / d.yy * d.mean_y);
}

Value steyx(const Arguments& args) {
  const Deviations d(args.cells(0), args.cells(1));
  if (d.error.is_error()) return d.error;
  if (d.count < 3 || d.yy == 0) return ErrorCode::div0;
  return number_result(std::sqrt((d.xx - d.xy * d.xy / d.yy) / (d.count - 2)));
}

Value forecast(const Arguments& args) {
  const Deviations d(args.cells(1), args.cells(2));
  if (d.error.is_error()) return d.error;
  if (d.yy == 0) return ErrorCode::div0;
  return number_result(d.mean_x + d.xy / d.yy * (args.number(0) - d.mean_y));
}

// Correlations transformed so that they are nearly normal, and back.
Value fisher(const Arguments& args) {
  const double r = args.number(0);
  if (r <= -1 || r >= 1) return ErrorCode::num;
  return number_result(std::atanh(r));
}

Value fisherinv(const Arguments& args) { return number_result(std::tanh(args.number(0))); }

constexpr Example kCorrelExamples[] = {{"CORREL({3,2,4,5,6},{9,7,12,15,17})", "0.997054485501581"},
                                       {"CORREL({1,2},{1,2,3})", "#N/A"},
                                       {"CORREL({1,1},{1,2})", "#DIV/0!"}};
constexpr Example kPearsonExamples[] = {{"PEARSON({9,7,5,3,1},{10,6,1,5,3})", "0.699378606180235"}};
constexpr Example kRsqExamples[] = {{"RSQ({2,3,9,1,8,7,5},{6,5,11,7,5,4,4})", "0.0579501915708812"}};
constexpr Example kCovarExamples[] = {{"COVAR({3,2,4,5,6},{9,7,12,15,17})", "5.2"}};
constexpr Example kCovariancePExamples[] = {{"COVARIANCE.P({3,2,4,5,6},{9,7,12,15,17})", "5.2"}};
constexpr Example kCovarianceSExamples[] = {{"COVARIANCE.S({2,4,8},{5,11,12})", "9.66666666666667"}};
constexpr Example kSlopeExamples[] = {{"SLOPE({2,3,9,1,8,7,5},{6,5,11,7,5,4,4})", "0.305555555555556"}};
constexpr Example kInterceptExamples[] = {{"INTERCEPT({2,3,9,1,8},{6,5,11,7,5})", "0.0483870967741935"}};
constexpr Example kSteyxExamples[] = {{"STEYX({2,3,9,1,8,7,5},{6,5,11,7,5,4,4})", "3.30571895021004"}};
constexpr Example kFisherExamples[] = {{"FISHER(0.75)", "0.972955074527657"}, {"FISHER(1)", "#NUM!"}};
constexpr Example kFisherinvExamples[] = {{"FISHERINV(0.972955)", "0.749999967394148"}};
constexpr Example kForecastExamples[] = {
    {"FORECAST(30,{6,7,9,15,21},{20,28,31,38,40})", "10.607253086419753"}};
constexpr Example kForecastLinearExamples[] = {
    {"FORECAST.LINEAR(30,{6,7,9,15,21},{20,28,31,38,40})", "10.607253086419753"}};

constexpr FunctionSpec kFunctions[] = {
    {.name = "CORREL",
     .signature = "first:array second:array",
     .summary = "The correlation of two series.",
     .evaluate = correl,
     .examples = kCorrelExamples},
    {.name = "COVAR",
     .signature = "first:array second:array",
     .summary = "The covariance of two populations.",
     .evaluate = covar,
     .examples = kCovarExamples},
    {.name = "COVARIANCE.P",
     .signature = "first:array second:array",
     .summary = "The covariance of two populations.",
     .evaluate = covar,
     .examples = kCovariancePExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "COVARIANCE.S",
     .signature = "first:array second:array",
     .summary = "The covariance of two samples.",
     .evaluate = covariance_s,
     .examples = kCovarianceSExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "FISHER",
     .signature = "r:number",
     .summary = "Fisher's transformation of a correlation.",
     .evaluate = fisher,
     .examples = kFisherExamples},
    {.name = "FISHERINV",
     .signature = "y:number",
     .summary = "The correlation that Fisher's transformation turns into a number.",
     .evaluate = fisherinv,
     .examples = kFisherinvExamples},
    {.name = "FORECAST",
     .signature = "x:number ys:array xs:array",
     .summary = "The y of an x on the line through points.",
     .evaluate = forecast,
     .examples = kForecastExamples},
    {.name = "FORECAST.LINEAR",
     .signature = "x:number ys:array xs:array",
     .summary = "The y of an x on the line through points.",
     .evaluate = forecast,
     .examples = kForecastLinearExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "INTERCEPT",
     .signature = "ys:array xs:array",
     .summary = "Where the line through points meets the y axis.",
     .evaluate = intercept,
     .examples = kInterceptExamples},
    {.name = "PEARSON",
     .signature = "first:array second:array",
     .summary = "The correlation of two series.",
     .evaluate = correl,
     .examples = kPearsonExamples},
    {.name = "RSQ",
     .signature = "ys:array xs:array",
     .summary = "The square of the correlation of two series.",
     .evaluate = rsq,
     .examples = kRsqExamples},
    {.name = "SLOPE",
     .signature = "ys:array xs:array",
     .summary = "The slope of the line through points.",
     .evaluate = slope,
     .examples = kSlopeExamples},
    {.name = "STEYX",
     .signature = "ys:array xs:array",
     .summary = "The standard error of y on the line through points.",
     .evaluate = steyx,
     .examples = kSteyxExamples},
};

}  // namespace

std::span<const FunctionSpec> correlation_functions() { return kFunctions; }

}  // namespace outturn
