// Percentiles, quartiles, and where a value stands among them.
#include <algorithm>
#include <cmath>

#include "formulas/decimal_rounding.h"
#include "formulas/functions/number_result.h"
#include "formulas/functions/statistical/sample.h"

namespace outturn {
namespace {

Value percentile(const Arguments& args) { return sample::percentile(args.ordered(0), args.number(1)); }
Value percentile_exc(const Arguments& args) {
  return sample::percentile_exclusive(args.ordered(0), args.number(1));
}

Value quartile(const Arguments& args) {
  return sample::percentile(args.ordered(0), std::floor(args.number(1)) / 4);
}

Value quartile_exc(const Arguments& args) {
  const double quarter = args.whole_number(1);
  if (quarter < 1 || quarter > 3) return ErrorCode::num;
  return sample::percentile_exclusive(args.ordered(0), quarter / 4);
}

// The part of the sample below a value, interpolated between neighbours and cut to a number of digits.
Value rank_part(const Arguments& args, bool exclusive) {
  const OrderedNumbers& numbers = args.ordered(0);
  const double x = args.number(1);
  const double digits = args.given(2) ? args.whole_number(2) : 3;
  if (numbers.size() == 0 || digits < 1) return ErrorCode::num;
  const std::size_t below = numbers.count_below(x);
  if (below == numbers.size()) return ErrorCode::na;
  auto position = static_cast<double>(below);
  if (const double next = numbers.at(below); next != x) {
    if (below == 0) return ErrorCode::na;
    const double last = numbers.at(below - 1);
    position += (x - last) / (next - last) - 1;
  }
  const auto count = static_cast<double>(numbers.size());
  const double part = exclusive ? (position + 1) / (count + 1) : count == 1 ? 1 : position / (count - 1);
  return number_result(round_down(part, static_cast<int>(std::min(digits, 30.0))));
}

Value percentrank(const Arguments& args) { return rank_part(args, false); }
Value percentrank_exc(const Arguments& args) { return rank_part(args, true); }

constexpr Example kPercentileExamples[] = {{"PERCENTILE({1,3,2,4},0.3)", "1.9"},
                                           {"PERCENTILE({1,2},1.1)", "#NUM!"}};
constexpr Example kPercentileIncExamples[] = {{"PERCENTILE.INC({1,3,2,4},0.3)", "1.9"}};
constexpr Example kPercentileExcExamples[] = {{"PERCENTILE.EXC({6,7,15,36,39,40,41,42,43,47,49},0.25)", "15"},
                                              {"PERCENTILE.EXC({1,2},0.01)", "#NUM!"}};
constexpr Example kQuartileExamples[] = {{"QUARTILE({1,2,4,7,8,9,10,12},1)", "3.5"}};
constexpr Example kQuartileIncExamples[] = {{"QUARTILE.INC({1,2,4,7,8,9,10,12},1)", "3.5"}};
constexpr Example kQuartileExcExamples[] = {{"QUARTILE.EXC({6,7,15,36,39,40,41,42,43,47,49},3)", "43"}};
constexpr Example kPercentrankExamples[] = {{"PERCENTRANK({13,12,11,8,4,3,2,1,1,1},2)", "0.333"},
                                            {"PERCENTRANK({13,12,11,8,4,3,2,1,1,1},5)", "0.583"}};
constexpr Example kPercentrankIncExamples[] = {{"PERCENTRANK.INC({13,12,11,8,4,3,2,1,1,1},8)", "0.666"}};
constexpr Example kPercentrankExcExamples[] = {{"PERCENTRANK.EXC({1,2,3,6,6,6,7,8,9},7)", "0.7"}};

constexpr FunctionSpec kFunctions[] = {
    {.name = "PERCENTILE",
     .signature = "numbers:ordered part:number",
     .summary = "The value below which a part of the numbers lies.",
     .evaluate = percentile,
     .examples = kPercentileExamples,
     .last_error_counts = true},
    {.name = "PERCENTILE.EXC",
     .signature = "numbers:ordered part:number",
     .summary = "The percentile, 0 and 1 excluded.",
     .evaluate = percentile_exc,
     .examples = kPercentileExcExamples,
     .prefix = FilePrefix::xlfn,
     .last_error_counts = true},
    {.name = "PERCENTILE.INC",
     .signature = "numbers:ordered part:number",
     .summary = "The percentile, 0 and 1 included.",
     .evaluate = percentile,
     .examples = kPercentileIncExamples,
     .prefix = FilePrefix::xlfn,
     .last_error_counts = true},
    {.name = "PERCENTRANK",
     .signature = "numbers:ordered x:number digits:number?",
     .summary = "The part of the numbers below a value.",
     .evaluate = percentrank,
     .examples = kPercentrankExamples,
     .last_error_counts = true},
    {.name = "PERCENTRANK.EXC",
     .signature = "numbers:ordered x:number digits:number?",
     .summary = "The part of the numbers below a value, 0 and 1 excluded.",
     .evaluate = percentrank_exc,
     .examples = kPercentrankExcExamples,
     .prefix = FilePrefix::xlfn,
     .last_error_counts = true},
    {.name = "PERCENTRANK.INC",
     .signature = "numbers:ordered x:number digits:number?",
     .summary = "The part of the numbers below a value, 0 and 1 included.",
     .evaluate = percentrank,
     .examples = kPercentrankIncExamples,
     .prefix = FilePrefix::xlfn,
     .last_error_counts = true},
    {.name = "QUARTILE",
     .signature = "numbers:ordered quarter:number",
     .summary = "A quartile, from the least (0) to the greatest (4).",
     .evaluate = quartile,
     .examples = kQuartileExamples,
     .last_error_counts = true},
    {.name = "QUARTILE.EXC",
     .signature = "numbers:ordered quarter:number",
     .summary = "A quartile from 1 to 3, the ends excluded.",
     .evaluate = quartile_exc,
     .examples = kQuartileExcExamples,
     .prefix = FilePrefix::xlfn,
     .last_error_counts = true},
    {.name = "QUARTILE.INC",
     .signature = "numbers:ordered quarter:number",
     .summary = "A quartile, from the least (0) to the greatest (4).",
     .evaluate = quartile,
     .examples = kQuartileIncExamples,
     .prefix = FilePrefix::xlfn,
     .last_error_counts = true},
};

}  // namespace

std::span<const FunctionSpec> percentiles_functions() { return kFunctions; }

}  // namespace outturn
