// Every example that a function's declaration gives is calculated and compared.
#include <gtest/gtest.h>

#include <cmath>

#include "formulas/catalogue.h"
#include "tests/support/plain_context.h"

namespace outturn {
namespace {

// Examples state their results to 15 digits at most.
bool same(const Value& a, const Value& b) {
  if (a.is_number() && b.is_number())
    return std::fabs(a.number() - b.number()) <= 1e-12 * std::max(1.0, std::fabs(b.number()));
  if (a.is_array() && b.is_array() && a.array().rows() == b.array().rows() &&
      a.array().columns() == b.array().columns()) {
    for (std::size_t i = 0; i < a.array().size(); ++i)
      if (!same(a.array()[i], b.array()[i])) return false;
    return true;
  }
  return a == b;
}

std::string shown(const Value& value) {
  if (value.is_number()) return std::to_string(value.number());
  if (value.is_text()) return "\"" + std::string(value.text()) + "\"";
  if (value.is_logical()) return value.logical() ? "TRUE" : "FALSE";
  if (value.is_error()) return std::string(error_text(value.error()));
  if (value.is_array()) {
    std::string text = "{";
    for (const Value& member : value.array()) text += shown(member) + " ";
    return text + "}";
  }
  return "(blank)";
}

TEST(FunctionExamples, CalculateToWhatTheyState) {
  for (const FunctionSpec* function : all_functions()) {
    EXPECT_FALSE(function->summary.empty()) << function->name;
    if (function->volatility != Volatility::calculation) {
      EXPECT_FALSE(function->examples.empty()) << function->name;
    }
    for (const Example& example : function->examples) {
      testing::PlainContext context;
      const Value result = context.calculate(example.formula);
      const Value expected = context.calculate(example.result);
      EXPECT_TRUE(same(result, expected))
          << example.formula << " is " << shown(result) << ", not " << example.result;
    }
  }
}

TEST(Functions, AreDeclaredOnceEach) {
  for (std::size_t i = 1; i < all_functions().size(); ++i)
    EXPECT_NE(all_functions()[i - 1]->name, all_functions()[i]->name);
}

TEST(Functions, HaveExactlyOneBodyEach) {
  for (const FunctionSpec* function : all_functions())
    EXPECT_EQ((function->evaluate != nullptr) + (function->evaluate_operand != nullptr) +
                  (function->evaluate_lazy != nullptr),
              1)
        << function->name;
}

}  // namespace
}  // namespace outturn
