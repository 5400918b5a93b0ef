#include "engine/indicators/bound_algebra.h"

#include <algorithm>
#include <vector>

namespace outturn {
namespace {

bool is_lower(Bound bound) noexcept { return bound == Bound::at_least || bound == Bound::more_than; }

Bound turned(Bound bound) noexcept {
  switch (bound) {
    case Bound::at_least:
      return Bound::at_most;
    case Bound::at_most:
      return Bound::at_least;
    case Bound::more_than:
      return Bound::less_than;
    case Bound::less_than:
      return Bound::more_than;
    case Bound::exactly:
      break;
  }
  return bound;
}

// The bound of a sum; strict where one of the two is.
std::optional<Bound> of_both(Bound a, Bound b) noexcept {
  if (a == Bound::exactly) return b;
  if (b == Bound::exactly) return a;
  if (is_lower(a) != is_lower(b)) return std::nullopt;
  if (is_lower(a)) return a == Bound::more_than || b == Bound::more_than ? Bound::more_than : Bound::at_least;
  return a == Bound::less_than || b == Bound::less_than ? Bound::less_than : Bound::at_most;
}

std::optional<Bound> scaled(Bound bound, double factor) noexcept {
  if (factor == 0) return std::nullopt;
  return factor > 0 ? bound : turned(bound);
}

std::optional<BoundedInput> binary(const ExpressionStep& step, const BoundedInput& a, const BoundedInput& b) {
  BoundedInput result;
  std::optional<Bound> bound;
  const bool exact = a.bound == Bound::exactly && b.bound == Bound::exactly;
  if (step.name == "+") {
    result.number = a.number + b.number;
    bound = of_both(a.bound, b.bound);
  } else if (step.name == "-") {
    result.number = a.number - b.number;
    bound = of_both(a.bound, turned(b.bound));
  } else if (step.name == "*") {
    result.number = a.number * b.number;
    if (b.bound == Bound::exactly) {
      bound = scaled(a.bound, b.number);
    } else if (a.bound == Bound::exactly) {
      bound = scaled(b.bound, a.number);
    }
  } else if (step.name == "/" && b.number != 0) {
    result.number = a.number / b.number;
    // By a bound only where it cannot reach 0: a lower one above it, an upper one below it.
    const bool keeps_sign = is_lower(b.bound) ? b.number > 0 : b.number < 0;
    if (b.bound == Bound::exactly) {
      bound = scaled(a.bound, b.number);
    } else if (a.bound == Bound::exactly && keeps_sign) {
      bound = scaled(turned(b.bound), a.number);
    }
  }
  if (exact) bound = Bound::exactly;
  if (!bound) return std::nullopt;
  result.bound = *bound;
  return result;
}

}  // namespace

std::optional<Bound> bound_of(std::span<const ExpressionStep> steps, std::span<const BoundedInput> inputs) {
  std::vector<BoundedInput> stack;
  for (const ExpressionStep& step : steps) {
    switch (step.kind) {
      case ExpressionStep::Kind::number:
        stack.push_back({step.number, Bound::exactly});
        break;
      case ExpressionStep::Kind::input:
        if (step.input >= inputs.size()) return std::nullopt;
        stack.push_back(inputs[step.input]);
        break;
      case ExpressionStep::Kind::negate:
        if (stack.empty()) return std::nullopt;
        stack.back() = {-stack.back().number, turned(stack.back().bound)};
        break;
      case ExpressionStep::Kind::binary: {
        const bool known = step.name == "+" || step.name == "-" || step.name == "*" || step.name == "/";
        if (stack.size() < 2 || !known) return std::nullopt;
        const BoundedInput b = stack.back();
        stack.pop_back();
        const std::optional<BoundedInput> result = binary(step, stack.back(), b);
        if (!result) return std::nullopt;
        stack.back() = *result;
        break;
      }
      case ExpressionStep::Kind::call: {
        const auto count = static_cast<std::size_t>(step.arguments);
        if (step.name != "sum" || stack.size() < count) return std::nullopt;
        BoundedInput total;
        for (std::size_t at = stack.size() - count; at < stack.size(); ++at) {
          const std::optional<Bound> bound = of_both(total.bound, stack[at].bound);
          if (!bound) return std::nullopt;
          total = {total.number + stack[at].number, *bound};
        }
        stack.resize(stack.size() - count);
        stack.push_back(total);
        break;
      }
    }
  }
  return stack.size() == 1 ? std::optional(stack.back().bound) : std::nullopt;
}

}  // namespace outturn
