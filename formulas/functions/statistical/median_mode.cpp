// The middle and the most frequent of numbers.
#include <algorithm>
#include <map>

#include "formulas/functions/statistical/sample.h"

namespace outturn {
namespace {

Value median(const Arguments& args) {
  if (args.size() == 1) return sample::median(args.ordered(0));
  std::vector<double> numbers;
  for (std::size_t i = 0; i < args.size(); ++i)
    for (std::size_t k = 0; k < args.ordered(i).size(); ++k) numbers.push_back(args.ordered(i).at(k));
  return sample::median(OrderedNumbers(std::move(numbers)));
}

// Excel's MODE takes arrays: a text or logical is left out even where it is typed, and an argument left empty
// is #VALUE!.
struct ModeNumbers {
  std::vector<double> numbers;
  Value error;

  explicit ModeNumbers(const Arguments& args) {
    for (std::size_t i = 0; i < args.size(); ++i) {
      if (!args.has(i)) {
        error = ErrorCode::value;
        return;
      }
      const sample::NumbersIn found(args.cells(i));
      error = found.error;
      if (error.is_error()) return;
      numbers.insert(numbers.end(), found.numbers.begin(), found.numbers.end());
    }
  }
};

Value mode(const Arguments& args) {
  const ModeNumbers found(args);
  return found.error.is_error() ? found.error : sample::mode(found.numbers);
}

// Every number that is as frequent as the most frequent, in the order they first appear: a column.
Value mode_mult(const Arguments& args) {
  const ModeNumbers found(args);
  if (found.error.is_error()) return found.error;
  const std::vector<double>& numbers = found.numbers;
  std::map<double, std::size_t> counts;
  std::size_t most = 1;
  for (const double number : numbers) most = std::max(most, ++counts[number]);
  if (most < 2) return ErrorCode::na;
  std::vector<Value> modes;
  for (const double number : numbers) {
    std::size_t& count = counts[number];
    if (count != most) continue;
    modes.emplace_back(number);
    count = 0;
  }
  const std::size_t size = modes.size();
  return Value(Array(size, 1, std::move(modes)));
}

constexpr Example kMedianExamples[] = {{"MEDIAN(1,2,3,4,5)", "3"},
                                       {"MEDIAN(1,2,3,4,5,6)", "3.5"},
                                       {"MEDIAN(TRUE,3)", "2"},
                                       {"MEDIAN({\"x\"})", "#NUM!"}};
constexpr Example kModeExamples[] = {
    {"MODE(5.6,4,4,3,2,4)", "4"}, {"MODE(3,2,3,2)", "3"}, {"MODE(3,3,\"\")", "3"}, {"MODE(1,2)", "#N/A"}};
constexpr Example kModeSnglExamples[] = {{"MODE.SNGL(5.6,4,4,3,2,4)", "4"}};
constexpr Example kModeMultExamples[] = {{"MODE.MULT({1,2,3,4,3,2,1,2,3,5,6,1})", "{1;2;3}"}};

constexpr FunctionSpec kFunctions[] = {
    {.name = "MEDIAN",
     .signature = "numbers:ordered...",
     .summary = "The middle of a set of numbers.",
     .evaluate = median,
     .examples = kMedianExamples},
    {.name = "MODE",
     .signature = "numbers:array...",
     .summary = "The most frequent number.",
     .evaluate = mode,
     .examples = kModeExamples},
    {.name = "MODE.MULT",
     .signature = "numbers:array...",
     .summary = "All numbers that are the most frequent.",
     .evaluate = mode_mult,
     .examples = kModeMultExamples,
     .prefix = FilePrefix::xlfn},
    {.name = "MODE.SNGL",
     .signature = "numbers:array...",
     .summary = "The most frequent number.",
     .evaluate = mode,
     .examples = kModeSnglExamples,
     .prefix = FilePrefix::xlfn},
};

}  // namespace

std::span<const FunctionSpec> median_mode_functions() { return kFunctions; }

}  // namespace outturn
