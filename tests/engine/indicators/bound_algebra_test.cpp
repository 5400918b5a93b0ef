#include "engine/indicators/bound_algebra.h"

#include <gtest/gtest.h>

#include <map>

#include "engine/indicators/indicator_expression.h"

namespace outturn {
namespace {

const std::map<std::string, BoundedInput> kInputs = {
    {"over_6000", {6000, Bound::more_than}}, {"under_60", {60, Bound::less_than}},
    {"fifty_plus", {50, Bound::at_least}},   {"at_most_9", {9, Bound::at_most}},
    {"ten", {10, Bound::exactly}},           {"minus", {-2, Bound::exactly}},
};

std::string bound_text(const char* text) {
  const IndicatorExpression expression = *compile_expression(text).expression;
  std::vector<BoundedInput> inputs;
  for (const ExpressionInput& input : expression.inputs()) inputs.push_back(kInputs.at(input.name));
  const std::optional<Bound> bound = bound_of(expression.steps(), inputs);
  constexpr const char* kSigns[] = {"=", "<", "<=", ">=", ">"};
  return bound ? kSigns[static_cast<int>(*bound)] : "none";
}

TEST(BoundOf, FollowsTheOperations) {
  const std::pair<const char*, const char*> rows[] = {
      {"over_6000 - ten", ">"},
      {"ten - over_6000", "<"},
      {"-fifty_plus", "<="},
      {"over_6000 + fifty_plus", ">"},
      {"fifty_plus - at_most_9", ">="},  // at least 41
      {"fifty_plus - under_60", ">"},
      {"fifty_plus + under_60", "none"},
      {"over_6000 - fifty_plus", "none"},  // both may be larger
      {"fifty_plus / ten", ">="},
      {"fifty_plus * minus", "<="},
      {"ten / fifty_plus", "<="},
      {"ten / under_60", "none"},  // that may be 0
      {"under_60 / fifty_plus", "none"},
      {"sum(fifty_plus, ten, over_6000)", ">"},
      {"max(fifty_plus, ten)", "none"},
      {"fifty_plus > ten", "none"},
      {"ten * ten", "="},
  };
  for (const auto& [text, expected] : rows) EXPECT_EQ(bound_text(text), expected) << text;
}

}  // namespace
}  // namespace outturn
