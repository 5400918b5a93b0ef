#include "engine/indicators/expression_steps.h"

#include <utility>

namespace outturn {
namespace {

struct Operator {
  std::string_view sign;
  int rank;
};

// Excel's: a sign binds more tightly than a power.
constexpr int kSignRank = 5;
constexpr Operator kOperators[] = {{"^", 4},  {"*", 3}, {"/", 3},  {"+", 2}, {"-", 2}, {"=", 1},
                                   {"<>", 1}, {"<", 1}, {"<=", 1}, {">", 1}, {">=", 1}};

}  // namespace

void ExpressionSteps::settle(int rank) {
  while (!waiting_.empty() && waiting_.back().rank >= rank && waiting_.back().rank != 0) {
    steps_.push_back(waiting_.back().step);
    waiting_.pop_back();
  }
}

void ExpressionSteps::number(double value) {
  ExpressionStep step;
  step.number = value;
  steps_.push_back(step);
}

void ExpressionSteps::input(std::size_t index) {
  ExpressionStep step;
  step.kind = ExpressionStep::Kind::input;
  step.input = index;
  steps_.push_back(step);
}

void ExpressionSteps::negate() {
  ExpressionStep step;
  step.kind = ExpressionStep::Kind::negate;
  waiting_.push_back({step, kSignRank});
}

void ExpressionSteps::binary(std::string_view sign) {
  for (const Operator& each : kOperators) {
    if (each.sign != sign) continue;
    settle(each.rank);
    ExpressionStep step;
    step.kind = ExpressionStep::Kind::binary;
    step.name = each.sign;
    waiting_.push_back({step, each.rank});
    return;
  }
}

void ExpressionSteps::open(std::string_view function) {
  ExpressionStep step;
  step.kind = ExpressionStep::Kind::call;
  step.name = function;
  step.arguments = 1;
  waiting_.push_back({step, 0});
}

void ExpressionSteps::comma() {
  settle(1);
  if (!waiting_.empty()) ++waiting_.back().step.arguments;
}

void ExpressionSteps::close() {
  settle(1);
  if (waiting_.empty()) return;
  if (!waiting_.back().step.name.empty()) steps_.push_back(waiting_.back().step);
  waiting_.pop_back();
}

std::vector<ExpressionStep> ExpressionSteps::take() {
  settle(1);
  return std::move(steps_);
}

}  // namespace outturn
