#include "engine/indicators/unit_algebra.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <vector>

#include "engine/indicators/spelling.h"

namespace outturn {
namespace {

constexpr std::string_view kCount = "count";
constexpr std::string_view kMoney = "\u00A3";
constexpr std::string_view kTime = "seconds";

// Words that measure rather than count, in the form of word_key.
constexpr std::string_view kMeasuring[] = {
    "\u00A3", "second", "day",   "week", "month",   "year", "g",   "kg",   "tonne", "m",          "km",
    "mile",   "metre",  "litre", "ha",   "hectare", "kwh",  "mwh", "acre", "m2",    "working day"};

// "call" for "calls": one word in its plural and singular.
std::string word_key(std::string_view word) {
  std::string key = folded_phrase(word);
  if (key.size() > 2 && key.back() == 's' && key[key.size() - 2] != 's') key.pop_back();
  return key;
}

bool is_measuring(const std::string& key) {
  return std::find(std::begin(kMeasuring), std::end(kMeasuring), key) != std::end(kMeasuring);
}

struct Dimension {
  struct Word {
    std::string spelling;
    int power = 0;
  };
  std::map<std::string, Word> words;  // by word_key, powers that are not 0
  bool known = true;
  bool constant = false;   // made of numbers alone, or true or false: fits everything
  bool percent = false;    // a percentage, or a sum of them
  bool converted = false;  // multiplied or divided by a number

  void multiply(std::string_view word, int power) {
    const std::string key = word_key(word);
    Word& entry = words[key];
    if (entry.spelling.empty()) entry.spelling = std::string(word);
    entry.power += power;
    if (entry.power == 0) words.erase(key);
  }
  [[nodiscard]] int power(std::string_view word) const {
    const auto found = words.find(word_key(word));
    return found == words.end() ? 0 : found->second.power;
  }
  [[nodiscard]] bool measures() const {
    return std::any_of(words.begin(), words.end(), [](const auto& each) { return is_measuring(each.first); });
  }
};

Dimension dimension_of(const Unit& unit) {
  Dimension dimension;
  switch (unit.kind) {
    case UnitKind::percent:
      dimension.percent = true;
      return dimension;
    case UnitKind::money:
      dimension.multiply(kMoney, 1);
      break;
    case UnitKind::duration:
      dimension.multiply(kTime, 1);
      break;
    case UnitKind::number:
      break;
    default:
      dimension.known = false;
      return dimension;
  }
  if (unit.multiplier < 1) return dimension;  // per 10,000: a plain ratio
  const std::string phrase = folded_phrase(unit.word);
  const std::size_t per = phrase.find(" per ");
  if (unit.kind == UnitKind::number) {
    const std::string word = per == std::string::npos ? unit.word : phrase.substr(0, per);
    if (same_name(word, "number") || same_name(word, "rate")) {
      dimension.known = false;
      return dimension;
    }
    dimension.multiply(word, 1);
  }
  if (per != std::string::npos) dimension.multiply(phrase.substr(per + 5), -1);
  return dimension;
}

std::string text_of(const Dimension& dimension) {
  if (dimension.percent && dimension.words.empty()) return "%";
  if (dimension.words.empty()) return "a plain ratio";
  std::string above, below;
  for (const auto& [key, word] : dimension.words) {
    std::string& side = word.power > 0 ? above : below;
    side += (side.empty() ? "" : " × ") + word.spelling;
    if (std::abs(word.power) > 1) side += "^" + std::to_string(std::abs(word.power));
  }
  return (above.empty() ? "1" : above) + (below.empty() ? "" : " ÷ " + below);
}

// Whether the two are the same but for `count`, which stands for any word that counts.
bool alike(const Dimension& a, const Dimension& b) {
  Dimension difference = a;
  for (const auto& [key, word] : b.words) difference.multiply(word.spelling, -word.power);
  if (difference.words.empty()) return true;
  if (difference.measures() || difference.power(kCount) == 0) return false;
  int sum = 0;
  for (const auto& [key, word] : difference.words) sum += word.power;
  return sum == 0;
}

// What is counted or measured, without the "per": days of days ÷ FTE. Lengths of time stay below.
Dimension without_counts_below(const Dimension& dimension) {
  Dimension above = dimension;
  for (const auto& [key, word] : dimension.words) {
    if (word.power < 0 && !is_measuring(key)) above.words.erase(key);
  }
  return above;
}

class Algebra {
 public:
  explicit Algebra(std::span<const Unit> units) : units_(units) {}

  std::optional<UnitFinding> finding;

  Dimension run(std::span<const ExpressionStep> steps) {
    std::vector<Dimension> stack;
    const auto pop = [&] {
      if (stack.empty()) return unknown();
      Dimension top = std::move(stack.back());
      stack.pop_back();
      return top;
    };
    for (const ExpressionStep& step : steps) {
      const double exponent = last_number_;
      last_number_ = std::numeric_limits<double>::quiet_NaN();
      switch (step.kind) {
        case ExpressionStep::Kind::number:
          stack.push_back(constant());
          last_number_ = step.number;
          break;
        case ExpressionStep::Kind::input:
          stack.push_back(step.input < units_.size() ? dimension_of(units_[step.input]) : unknown());
          break;
        case ExpressionStep::Kind::negate:
          break;
        case ExpressionStep::Kind::binary: {
          const Dimension right = pop();
          stack.push_back(binary(step.name, pop(), right, exponent));
          break;
        }
        case ExpressionStep::Kind::call: {
          std::vector<Dimension> arguments(static_cast<std::size_t>(step.arguments));
          for (auto at = arguments.rbegin(); at != arguments.rend(); ++at) *at = pop();
          stack.push_back(call(step.name, arguments));
          break;
        }
      }
    }
    return pop();
  }

  void report(bool is_error, std::string message) {
    if (!finding || (is_error && !finding->is_error)) finding = UnitFinding{is_error, std::move(message)};
  }

 private:
  static Dimension unknown() {
    Dimension dimension;
    dimension.known = false;
    return dimension;
  }
  static Dimension constant() {
    Dimension dimension;
    dimension.constant = true;
    return dimension;
  }

  Dimension together(const Dimension& a, const Dimension& b, std::string_view verb) {
    if (!a.known || !b.known) return unknown();
    if (a.constant) return b;
    if (b.constant) return a;
    Dimension both = a;
    both.percent = a.percent || b.percent;
    both.converted = a.converted || b.converted;
    if (alike(a, b) || both.converted) return both;
    const auto scaled = [](const Dimension& each) {
      return each.percent || each.power(kMoney) != 0 || each.power(kTime) != 0;
    };
    report(scaled(a) || scaled(b), std::string(verb) + " " + text_of(a) + " and " + text_of(b) +
                                       "; correct the expression or a unit");
    return both;
  }

  static Dimension product(const Dimension& a, const Dimension& b, int sign) {
    if (!a.known || !b.known) return unknown();
    if (a.constant && b.constant) return a;
    Dimension result = a;
    result.constant = false;
    for (const auto& [key, word] : b.words) result.multiply(word.spelling, sign * word.power);
    result.converted = a.converted || b.converted || a.constant || b.constant;
    // A share of a share is a share; a share of days is days.
    result.percent = (a.percent && b.constant) || (b.percent && a.constant && sign > 0);
    return result;
  }

  // `exponent` is the number just before, not a number where something else stands there.
  Dimension binary(std::string_view sign, const Dimension& a, const Dimension& b, double exponent) {
    if (sign == "*") return product(a, b, 1);
    if (sign == "/") return product(a, b, -1);
    if (sign == "+") return together(a, b, "adds");
    if (sign == "-") return together(a, b, "subtracts");
    if (sign == "^") {
      if (!a.known || a.constant) return a;
      if (!b.constant || exponent != std::floor(exponent) || std::fabs(exponent) > 9) return unknown();
      Dimension result = a;
      for (auto& [key, word] : result.words) word.power *= static_cast<int>(exponent);
      if (exponent == 0) return constant();
      return result;
    }
    together(a, b, "compares");
    return constant();
  }

  Dimension call(std::string_view name, const std::vector<Dimension>& arguments) {
    if (name == "and" || name == "or" || name == "not") return constant();
    if (name == "sqrt") {
      Dimension root = arguments.front();
      for (auto& [key, word] : root.words) {
        if (word.power % 2 != 0) return unknown();
        word.power /= 2;
      }
      return root;
    }
    if (name == "round" || name == "roundup" || name == "rounddown") return arguments.front();
    if ((name == "average" || name == "avg") &&
        std::any_of(arguments.begin(), arguments.end(), [](const Dimension& each) { return each.percent; })) {
      report(
          false,
          "averages percentages, so that a small one counts as much as a large one; divide the sums of what "
          "they are made of");
    }
    Dimension result = constant();
    for (std::size_t at = name == "if" ? 1 : 0; at < arguments.size(); ++at)
      result = together(result, arguments[at], name == "if" ? "chooses between" : "puts together");
    return result;
  }

  std::span<const Unit> units_;
  double last_number_ = 0;  // of the step before, if it is a number
};

// Whether a figure of this dimension, printed in the unit, is wrong by a factor; or merely another thing.
std::optional<bool> misfit(const Dimension& given, const Unit& unit, std::span<const Unit> units) {
  if (!given.known || given.constant) return std::nullopt;
  if (unit.kind == UnitKind::date || unit.kind == UnitKind::text) return std::nullopt;
  const Dimension wanted = dimension_of(unit);
  const Dimension above = without_counts_below(given);
  const bool ratio_unit =
      unit.kind == UnitKind::percent || (unit.kind == UnitKind::number && unit.multiplier < 1);
  if (ratio_unit) {
    if (alike(given, wanted)) return std::nullopt;
    int sum = 0;
    for (const auto& [key, word] : given.words) sum += word.power;
    return (given.measures() || sum != 0) && !given.converted;
  }
  if (given.percent && given.words.empty()) return given.converted ? std::nullopt : std::optional(true);
  if (wanted.known && (alike(given, wanted) || alike(above, wanted))) return std::nullopt;
  // Pounds are printed in £000 and seconds in minutes only where the unit says so.
  const bool scaled_money =
      std::any_of(units.begin(), units.end(),
                  [](const Unit& each) { return each.kind == UnitKind::money && each.multiplier != 1; }) &&
      given.power(kMoney) != 0;
  if (unit.kind == UnitKind::money || unit.kind == UnitKind::duration)
    return unit.multiplier != 1 && !given.converted;
  if (given.power(kTime) != 0) return given.converted ? std::nullopt : std::optional(true);
  if (scaled_money) return !given.converted;
  if (!wanted.known) return std::nullopt;  // number
  if (given.converted) return std::nullopt;
  if (given.words.empty()) {  // a ratio, and a word of the officer's own: an index, a score
    return wanted.measures() || unit.whole ? std::optional(false) : std::nullopt;
  }
  return given.measures() && wanted.measures() && given.words.size() == 1;
}

}  // namespace

std::string unit_of(const IndicatorExpression& expression, std::span<const Unit> units) {
  const Dimension given = Algebra(units).run(expression.steps());
  return given.known && !given.constant ? text_of(given) : std::string();
}

std::optional<UnitFinding> check_unit(const IndicatorExpression& expression, std::span<const Unit> units,
                                      const Unit& unit) {
  Algebra algebra(units);
  const Dimension given = algebra.run(expression.steps());
  if (const std::optional<bool> is_error = misfit(given, unit, units)) {
    algebra.report(*is_error, "gives " + text_of(given) + ", but its unit is " + unit.word +
                                  (*is_error ? ", so that the figure would be wrong by a factor" : "") +
                                  "; correct the unit or the expression");
  }
  return algebra.finding;
}

}  // namespace outturn
