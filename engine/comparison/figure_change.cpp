#include "engine/comparison/figure_change.h"

#include <algorithm>
#include <utility>

#include "formulas/decimal_rounding.h"

namespace outturn {
namespace {

using Form = IndicatorExpression::Form;
using Side = InputChange::Side;

// The steps of the numerator are [begin, middle), those of the denominator [middle, end).
struct Quotient {
  std::size_t begin = 0, middle = 0, end = 0;
};

// Whether the last operation is a division of something by something that both have inputs.
std::optional<Quotient> quotient_of(std::span<const ExpressionStep> steps) {
  std::vector<std::size_t> starts;  // of the operands that wait
  for (std::size_t at = 0; at < steps.size(); ++at) {
    const ExpressionStep& step = steps[at];
    std::size_t takes = 0;
    if (step.kind == ExpressionStep::Kind::negate) takes = 1;
    if (step.kind == ExpressionStep::Kind::binary) takes = 2;
    if (step.kind == ExpressionStep::Kind::call) takes = static_cast<std::size_t>(step.arguments);
    if (takes > starts.size()) return std::nullopt;
    if (at + 1 == steps.size() && step.kind == ExpressionStep::Kind::binary && step.name == "/" &&
        takes == 2 && starts.size() == 2) {
      const auto has_input = [&](std::size_t from, std::size_t to) {
        return std::any_of(steps.begin() + static_cast<std::ptrdiff_t>(from),
                           steps.begin() + static_cast<std::ptrdiff_t>(to), [](const ExpressionStep& each) {
                             return each.kind == ExpressionStep::Kind::input;
                           });
      };
      const Quotient quotient{starts[0], starts[1], at};
      if (has_input(quotient.begin, quotient.middle) && has_input(quotient.middle, quotient.end))
        return quotient;
      return std::nullopt;
    }
    const std::size_t start = takes == 0 ? at : starts[starts.size() - takes];
    starts.resize(starts.size() - takes);
    starts.push_back(start);
  }
  return std::nullopt;
}

Side side_of(std::size_t input, std::span<const ExpressionStep> steps, const Quotient& quotient) {
  const auto stands_in = [&](std::size_t from, std::size_t to) {
    for (std::size_t at = from; at < to; ++at)
      if (steps[at].kind == ExpressionStep::Kind::input && steps[at].input == input) return true;
    return false;
  };
  const bool above = stands_in(quotient.begin, quotient.middle),
             below = stands_in(quotient.middle, quotient.end);
  return above && below ? Side::both : above ? Side::numerator : Side::denominator;
}

std::optional<double> figure_of(const IndicatorExpression& expression, const std::vector<double>& numbers) {
  const auto result = expression.evaluate(numbers);
  const double* number = std::get_if<double>(&result);
  return number == nullptr ? std::nullopt : std::optional(*number);
}

bool is_exact_number(const SeriesValue& value) { return value.is_number() && value.bound == Bound::exactly; }

bool is_figure(const IndicatorValue& value, const std::optional<double>& number) {
  return number && value.kind == IndicatorValue::Kind::number && equal_at_15_digits(*number, value.number);
}

}  // namespace

bool InputChange::differs() const noexcept {
  if (before.kind != after.kind || before.bound != after.bound) return true;
  if (before.is_number()) return !equal_at_15_digits(before.number, after.number);
  return before.kind == SeriesValue::Kind::text && before.text != after.text;
}

FigureChange explain_change(const IndicatorNode& before, const IndicatorNode& after) {
  FigureChange change;
  const IndicatorExpression& expression = after.definition().expression;
  if (expression.form() != Form::number || before.definition().expression.form() != Form::number)
    return change;
  std::vector<InputValue> old_inputs = before.inputs(before.period(), std::nullopt);
  std::vector<InputValue> new_inputs = after.inputs(after.period(), std::nullopt);
  if (old_inputs.size() != new_inputs.size()) return change;
  const std::span<const ExpressionStep> steps = expression.steps();
  const std::optional<Quotient> quotient = quotient_of(steps);
  change.is_quotient = quotient.has_value();
  bool exact = true;
  std::vector<double> a, b;
  for (std::size_t at = 0; at < new_inputs.size(); ++at) {
    InputChange input;
    input.name = new_inputs[at].name;
    input.source = new_inputs[at].source;
    input.unit = new_inputs[at].unit;
    if (quotient) input.side = side_of(at, steps, *quotient);
    input.before = std::move(old_inputs[at].value);
    input.after = std::move(new_inputs[at].value);
    exact = exact && is_exact_number(input.before) && is_exact_number(input.after);
    a.push_back(input.before.number);
    b.push_back(input.after.number);
    change.inputs.push_back(std::move(input));
  }
  if (!exact) return change;  // a figure that is missing, or only a bound, is told as such
  if (!is_figure(before.result(), figure_of(expression, a)) ||
      !is_figure(after.result(), figure_of(expression, b))) {
    if (before.published() != nullptr || after.published() != nullptr)
      change.not_explained = "a figure is the published one, which the cells of today do not give";
    return change;
  }
  struct Part {
    std::string what;
    std::vector<std::size_t> inputs;
  };
  std::vector<Part> parts;
  const bool by_side =
      quotient && std::none_of(change.inputs.begin(), change.inputs.end(),
                               [](const InputChange& each) { return each.side == Side::both; });
  for (std::size_t at = 0; at < change.inputs.size(); ++at) {
    const InputChange& input = change.inputs[at];
    if (!input.differs()) continue;
    const std::string what = !by_side                        ? input.name
                             : input.side == Side::numerator ? "numerator"
                                                             : "denominator";
    auto part = std::find_if(parts.begin(), parts.end(), [&](const Part& each) { return each.what == what; });
    if (part == parts.end()) part = parts.insert(parts.end(), {what, {}});
    part->inputs.push_back(at);
  }
  if (parts.size() < 2) return change;
  double joint = after.result().number - before.result().number;
  bool all = true;
  for (const Part& part : parts) {
    std::vector<double> numbers = a;
    for (const std::size_t at : part.inputs) numbers[at] = b[at];
    const std::optional<double> figure = figure_of(expression, numbers);
    change.alone.push_back({part.what, figure});
    if (figure)
      joint -= *figure - before.result().number;
    else
      all = false;
  }
  if (all) change.joint = joint;
  return change;
}

}  // namespace outturn
