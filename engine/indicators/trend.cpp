#include "engine/indicators/trend.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/indicators/figure_text.h"
#include "engine/indicators/spelling.h"
#include "formulas/decimal_rounding.h"

namespace outturn {
namespace {

using Kind = IndicatorValue::Kind;
using Direction = Trend::Direction;

constexpr int kMostPeriods = 120;
constexpr int kDeepest = 60;  // of indicators over indicators

struct Interval {
  double low = 0, high = 0;
  bool open = false;  // the limit itself is outside
};

Interval interval_of(double number, Bound bound) noexcept {
  constexpr double kEndless = std::numeric_limits<double>::infinity();
  switch (bound) {
    case Bound::less_than:
      return {-kEndless, number, true};
    case Bound::at_most:
      return {-kEndless, number, false};
    case Bound::at_least:
      return {number, kEndless, false};
    case Bound::more_than:
      return {number, kEndless, true};
    default:
      return {number, number, false};
  }
}

int compare_ends(double a, double b) noexcept {
  if (std::isinf(a) || std::isinf(b)) return a < b ? -1 : a > b ? 1 : 0;
  return compare_15(a, b);
}

// Which of two figures is the higher; nothing where one is only a bound that leaves it open.
std::optional<int> compare(const IndicatorValue& a, const IndicatorValue& b) noexcept {
  if (a.bound == Bound::exactly && b.bound == Bound::exactly) return compare_15(a.number, b.number);
  const Interval one = interval_of(a.number, a.bound), other = interval_of(b.number, b.bound);
  const bool open = one.open || other.open;
  const int above = compare_ends(one.low, other.high), below = compare_ends(one.high, other.low);
  if (above > 0 || (above == 0 && open)) return 1;
  if (below < 0 || (below == 0 && open)) return -1;
  return std::nullopt;
}

// How far a figure is from what it should be, for aims with a right place rather than a better side.
std::optional<double> distance(double number, const PeriodTarget& target) noexcept {
  if (target.target.kind == Target::Kind::range)
    return std::max({0.0, target.target.number - number, number - target.target.upper});
  if (target.target.kind == Target::Kind::number) return std::fabs(number - target.target.number);
  return std::nullopt;
}

// Whether a figure is the year so far, which grows from period to period by itself.
bool is_year_so_far(const IndicatorDefinition& indicator, const Definitions& definitions,
                    const Period& period, int depth = 0) {
  for (const ExpressionInput& input : indicator.expression.inputs()) {
    if (input.view.span == PeriodView::Span::year_to_date) return true;
    if (input.is_indicator) {
      const IndicatorDefinition* other = definitions.find_indicator(input.name, period);
      if (other != nullptr && depth < kDeepest && is_year_so_far(*other, definitions, period, depth + 1))
        return true;
      continue;
    }
    const MeasureDefinition* measure = definitions.find_measure(input.name);
    if (measure != nullptr && measure->over_time.method == Accumulation::Method::cumulative &&
        input.view.span == PeriodView::Span::period)
      return true;
  }
  return false;
}

std::string why_no_figure(const IndicatorValue& value) {
  if (value.kind == Kind::text) return "it is a text";
  if (value.kind == Kind::none) return "it has no figures";
  return value.reason.empty() ? "there is none" : value.reason;
}

}  // namespace

TrendOverReading read_trend_over(std::string_view text) {
  const std::string phrase = folded_phrase(text);
  if (phrase.empty() || phrase == "previous period" || phrase == "previous") return {TrendOver{}, {}};
  if (phrase == "same period last year" || phrase == "last year") return {TrendOver{true, 2}, {}};
  std::size_t digits = 0;
  int periods = 0;
  while (digits < phrase.size() && digits < 4 && phrase[digits] >= '0' && phrase[digits] <= '9')
    periods = periods * 10 + (phrase[digits++] - '0');
  const std::string unit(trimmed(std::string_view(phrase).substr(digits)));
  const bool is_word = unit.empty() || unit == "periods" || unit == "months" || unit == "quarters" ||
                       unit == "half-years" || unit == "years";
  if (digits > 0 && is_word && periods >= 2 && periods <= kMostPeriods) {
    TrendOver over{false, periods};
    if (unit != "periods") over.unit = unit;
    return {over, {}};
  }
  return {std::nullopt, "\"" + std::string(text) +
                            "\" is nothing to take a trend over; write previous period, same period last "
                            "year, or how many periods, from 2 to 120, such as 8 quarters"};
}

Trend find_trend(const IndicatorNode& node, const Definitions& definitions,
                 const std::optional<std::string>& service) {
  const IndicatorDefinition& definition = node.definition();
  const TrendOver& over = definition.trend_over;
  const YearCalendar calendar = definitions.settings.calendar;
  const Period& period = node.period();
  Trend trend;
  const auto none = [&](std::string reason) {
    trend.direction = Direction::none;
    trend.reason = std::move(reason);
    return trend;
  };
  std::vector<Period> periods;  // from the reporting one back
  for (int at = 0; at < (over.last_year ? 1 : over.periods); ++at)
    periods.push_back(shifted(period, -at * period.months));
  if (over.last_year) periods.push_back(last_year(period));
  trend.since = periods.back();
  if (definition.expression.form() != IndicatorExpression::Form::number)
    return none("it is known for the reporting period only");
  if (!over.last_year && is_year_so_far(definition, definitions, period)) {
    return none(
        "its figure is the year so far, which grows by itself; write same period last year in Trend over");
  }
  std::vector<IndicatorValue> values;
  for (const Period& each : periods) {
    const std::string when = period_text(each, calendar);
    if (const IndicatorDefinition* then = definitions.find_indicator(definition.reference, each);
        then != &definition) {
      return none(then == nullptr ? "it did not exist in " + when : "its definition changed after " + when);
    }
    values.push_back(node.value(each, service));
    if (values.back().kind != Kind::number)
      return none("there is no figure for " + when + ": " + why_no_figure(values.back()));
    if (!values.back().coverage.is_complete() &&
        (!values.back().coverage.gaps.empty() ||
         values.back().coverage.silent != values.front().coverage.silent)) {
      return none("the figure for " + when +
                  " is of a part only: " + coverage_text(values.back().coverage, calendar));
    }
    if (values.back().coverage.silent != values.front().coverage.silent)
      return none("the figure for " + period_text(period, calendar) +
                  " is of a part only: " + coverage_text(values.front().coverage, calendar));
  }
  trend.now = values.front();
  trend.then = values.back();
  const Aim aim = target_for(definition, definitions, period).aim;
  const bool has_place = aim == Aim::on_target || aim == Aim::range;
  // 1 for the better side, or, without an aim, for the higher.
  const auto step = [&](std::size_t newer, std::size_t older) -> std::optional<int> {
    if (!has_place) {
      const std::optional<int> higher = compare(values[newer], values[older]);
      return higher && aim == Aim::minimise ? std::optional(-*higher) : higher;
    }
    const auto a = distance(values[newer].number, target_for(definition, definitions, periods[newer]));
    const auto b = distance(values[older].number, target_for(definition, definitions, periods[older]));
    if (!a || !b || values[newer].bound != Bound::exactly || values[older].bound != Bound::exactly)
      return std::nullopt;
    return -compare_15(*a, *b);
  };
  const std::optional<int> whole = step(0, values.size() - 1);
  if (!whole) {
    return none(has_place ? "how far it is from its target cannot be told"
                          : "one of its figures is only a bound, which leaves it open");
  }
  for (std::size_t at = 0; at + 1 < values.size(); ++at) {
    const std::optional<int> each = step(at, at + 1);
    trend.steady = trend.steady && each && (*each == 0 || *each == *whole);
  }
  if (trend.now.bound == Bound::exactly && trend.then.bound == Bound::exactly)
    trend.change = sum_or_zero(trend.now.number, -trend.then.number);
  const bool judged = aim == Aim::maximise || aim == Aim::minimise || has_place;
  trend.direction = *whole == 0  ? Direction::unchanged
                    : *whole > 0 ? (judged ? Direction::improving : Direction::increasing)
                                 : (judged ? Direction::worsening : Direction::decreasing);
  return trend;
}

std::string_view trend_word(Direction direction) noexcept {
  switch (direction) {
    case Direction::improving:
      return "Improving";
    case Direction::worsening:
      return "Worsening";
    case Direction::unchanged:
      return "Unchanged";
    case Direction::increasing:
      return "Increasing";
    case Direction::decreasing:
      return "Decreasing";
    default:
      return "No trend";
  }
}

std::string value_text(const IndicatorValue& value, const Unit& unit, std::optional<int> places) {
  if (value.kind == Kind::text) return value.text;
  if (value.kind != Kind::number) return {};
  const bool bare = unit.kind != UnitKind::number || unit.word == "count" || unit.word == "number";
  return bounded_text(value, unit, places) + (bare ? "" : " " + unit.word);
}

std::string change_text(double change, const Unit& unit, std::optional<int> places) {
  if (change == 0) return "0";
  std::string text;
  if (unit.kind == UnitKind::percent) {
    const double points = round_half_away(change * 100, places.value_or(2));
    text = (places ? figure_text(points, *places) : figure_text(points));
    text += std::fabs(points) == 1 ? " point" : " points";
  } else {
    const bool bare = unit.kind != UnitKind::number || unit.word == "count" || unit.word == "number";
    text = unit_text(change, unit, places) + (bare ? "" : " " + unit.word);
  }
  return change > 0 ? "+" + text : text;
}

std::string trend_text(const Trend& trend, const Unit& unit, YearCalendar calendar,
                       std::optional<int> places) {
  if (trend.direction == Direction::none) return trend.reason;
  return "from " + value_text(trend.then, unit, places) + " in " + period_text(trend.since, calendar) +
         " to " + value_text(trend.now, unit, places) + (trend.steady ? "" : ", not steadily");
}

namespace {

int operands_of(const ExpressionStep& step) {
  switch (step.kind) {
    case ExpressionStep::Kind::negate:
      return 1;
    case ExpressionStep::Kind::binary:
      return 2;
    case ExpressionStep::Kind::call:
      return step.arguments;
    default:
      return 0;
  }
}

// Where the steps that make the last operand before `end` begin.
std::size_t operand_begin(std::span<const ExpressionStep> steps, std::size_t end) {
  int wanted = 1;  // values still to be made
  while (wanted > 0 && end > 0) {
    const ExpressionStep& step = steps[--end];
    wanted += -1 + operands_of(step);
  }
  return end;
}

// The smallest number of cases that a division of the expression is out of; a divisor of anything that is not
// counted has none.
std::optional<double> smallest_base(const IndicatorNode& node) {
  const std::span<const ExpressionStep> steps = node.definition().expression.steps();
  const std::vector<InputValue> inputs = node.inputs(node.period(), std::nullopt);
  std::optional<double> smallest;
  for (std::size_t at = 0; at < steps.size(); ++at) {
    if (steps[at].kind != ExpressionStep::Kind::binary || steps[at].name != "/") continue;
    double base = 0;
    bool counts = true;
    std::vector<double> stack;
    for (std::size_t each = operand_begin(steps, at); each < at && counts; ++each) {
      const ExpressionStep& step = steps[each];
      if (step.kind == ExpressionStep::Kind::input) {
        const InputValue& input = inputs[step.input];
        counts = input.whole && input.value.kind == SeriesValue::Kind::number;
        stack.push_back(input.value.number);
      } else if (step.kind == ExpressionStep::Kind::binary && (step.name == "+" || step.name == "-") &&
                 stack.size() >= 2) {
        const double last = stack.back();
        stack.pop_back();
        stack.back() += step.name == "+" ? last : -last;
      } else {
        counts = false;
      }
    }
    if (counts && stack.size() == 1) base = stack.back();
    if (base > 0 && (!smallest || base < *smallest)) smallest = base;
  }
  return smallest;
}

}  // namespace

std::string small_base(const IndicatorNode& node, int least) {
  const IndicatorDefinition& definition = node.definition();
  const IndicatorValue& value = node.result();
  if (definition.unit.kind != UnitKind::percent || value.kind != Kind::number ||
      value.bound != Bound::exactly || definition.expression.form() != IndicatorExpression::Form::number)
    return {};
  const std::span<const ExpressionStep> steps = definition.expression.steps();
  const std::optional<double> base = smallest_base(node);
  if (!base || *base >= least) return {};
  const std::string points = figure_text(round_half_away(100 / *base, 0)) + " points";
  // "3 of 8" where the whole expression is that quotient; of a difference of two the base alone can be told.
  const double part = value.number * *base;
  const bool quotient = steps.back().kind == ExpressionStep::Kind::binary && steps.back().name == "/" &&
                        compare_15(part, round_half_away(part, 0)) == 0;
  return quotient ? "is only " + figure_text(round_half_away(part, 0)) + " of " + figure_text(*base) +
                        "; one more or less moves it by " + points
                  : "is out of only " + figure_text(*base) + "; one more or less moves it by " + points;
}

}  // namespace outturn
