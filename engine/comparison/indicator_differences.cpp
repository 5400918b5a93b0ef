#include "engine/comparison/indicator_differences.h"

#include <algorithm>

#include "engine/comparison/figure_words.h"
#include "engine/indicators/spelling.h"
#include "formulas/decimal_rounding.h"

namespace outturn {
namespace {

using Kind = IndicatorValue::Kind;

std::string word_of(const StatusWord* word) { return word == nullptr ? std::string() : word->word; }

// The greater, the worse; none for a word that is not ranked so.
std::optional<int> badness(const StatusWord* word) {
  if (word == nullptr) return std::nullopt;
  for (const StatusWord::When& when : word->when) {
    if (when.standing == Standing::met) return 0;
    if (when.standing == Standing::near) return 1;
    if (when.standing == Standing::missed) return 2;
  }
  return std::nullopt;
}

bool is_same_figure(const IndicatorValue& a, const IndicatorValue& b) {
  if (a.kind != b.kind || a.bound != b.bound) return false;
  if (a.kind == Kind::number) return equal_at_15_digits(a.number, b.number);
  return a.kind != Kind::text || a.text == b.text;
}

bool is_same_target(const Target& a, const Target& b) {
  if (a.kind != b.kind || a.strict != b.strict) return false;
  if (a.kind == Target::Kind::text) return a.states == b.states;
  return equal_at_15_digits(a.number, b.number) && equal_at_15_digits(a.upper, b.upper);
}

IndicatorSide side_of(const IndicatorBook& book, const StatusNode& node) {
  const IndicatorNode& indicator = node.indicator();
  const StatusResult& result = node.result();
  const YearCalendar calendar = book.definitions().settings.calendar;
  IndicatorSide side;
  side.status = word_of(result.counts);
  side.computed = word_of(result.computed);
  side.entered = word_of(result.entered);
  side.published = indicator.published() != nullptr;
  side.value = indicator.result();
  side.figure = figure_words(side.value, indicator.definition().unit);
  side.target = target_words(result.target.target, indicator.definition().unit);
  side.tolerance = tolerance_words(result.target.tolerance, indicator.definition().unit);
  side.coverage = coverage_text(side.value.coverage, calendar);
  side.period = period_text(indicator.period(), calendar);
  return side;
}

bool is_same_tolerance(const Tolerance& a, const Tolerance& b) {
  return a.kind == b.kind && equal_at_15_digits(a.amount, b.amount);
}

class Pairing {
 public:
  Pairing(const IndicatorBook& before, const IndicatorBook& after, const BookAlignment* alignment)
      : before_(before), after_(after), alignment_(alignment) {}

  // Nothing where the two are the same.
  std::optional<IndicatorDifference> compare(const StatusNode& a, const StatusNode& b) const {
    const IndicatorNode& old_node = a.indicator();
    const IndicatorNode& new_node = b.indicator();
    IndicatorDifference out;
    out.reference = new_node.definition().reference;
    out.title = new_node.definition().title;
    out.unit = new_node.definition().unit;
    out.before = side_of(before_, a);
    out.after = side_of(after_, b);
    out.definition = definition_differences(old_node, before_.workbook(), new_node, after_.workbook(),
                                            alignment_, after_.definitions().settings.calendar);
    compare_rules(a, b, out);
    const auto worse_before = badness(a.result().counts), worse_after = badness(b.result().counts);
    out.badness = worse_after;
    out.worse = worse_before && worse_after && *worse_after > *worse_before;
    const bool same_figure = is_same_figure(old_node.result(), new_node.result());
    if (out.is_compared()) {
      out.figure_moved = !same_figure;
      if (out.figure_moved) out.change = explain_change(old_node, new_node);
      const Unit& unit = out.unit;
      if (out.figure_moved && out.before.value.kind == Kind::number && out.after.value.kind == Kind::number) {
        const auto words = told_apart(out.before.value, out.after.value, unit);
        out.before.figure = words.first;
        out.after.figure = words.second;
      }
      try_alone(a, b, out);
      compare_services(old_node, new_node, out);
      add_members(old_node, new_node, out);
    }
    const bool entered = !same_name(out.before.entered, out.after.entered);
    const bool differs = out.status_moved() || out.figure_moved || !out.definition.empty() ||
                         !out.rules.empty() || !out.services.empty() || entered;
    return differs ? std::optional(std::move(out)) : std::nullopt;
  }

 private:
  void compare_rules(const StatusNode& a, const StatusNode& b, IndicatorDifference& out) const {
    const PeriodTarget& x = a.result().target;
    const PeriodTarget& y = b.result().target;
    const Unit& old_unit = a.indicator().definition().unit;
    const Unit& new_unit = b.indicator().definition().unit;
    // A target or tolerance that rests on a figure that is not there has no number to compare.
    if (!x.unknown.empty() || !y.unknown.empty()) {
      const auto known = [](const PeriodTarget& target, const std::string& words) {
        return target.unknown.empty() ? words : "not known (" + target.unknown + ")";
      };
      if (x.unknown.empty() || y.unknown.empty())
        out.rules.push_back({"target", known(x, out.before.target), known(y, out.after.target)});
      return;
    }
    if (!is_same_target(x.target, y.target)) {
      std::string was = out.before.target, is = out.after.target;
      if (was == is && x.target.kind == Target::Kind::number && y.target.kind == Target::Kind::number) {
        was = number_words(x.target.number, old_unit);
        is = number_words(y.target.number, new_unit);
      }
      out.rules.push_back({"target", was, is, is_one_rule(a, b)});
    }
    // A tolerance that is an expression is worked out only beside a figure.
    const auto has_tolerance = [](const StatusNode& node) {
      return node.target_source().tolerance_expression() == nullptr ||
             node.indicator().result().kind == Kind::number;
    };
    if (has_tolerance(a) && has_tolerance(b) && !is_same_tolerance(x.tolerance, y.tolerance))
      out.rules.push_back({"tolerance", out.before.tolerance, out.after.tolerance, is_one_rule(a, b)});
    if (x.aim != y.aim)
      out.rules.push_back({"aim", std::string(aim_text(x.aim)), std::string(aim_text(y.aim))});
    const auto judged_on = [](const StatusNode& node) {
      const CellExpression expression = node.target_source().judged_on();
      return expression == nullptr ? std::string() : expression->expression.text();
    };
    if (name_key(judged_on(a)) != name_key(judged_on(b)))
      out.rules.push_back({"judged on", judged_on(a), judged_on(b)});
  }

  // Of two periods of one workbook, whether the same row says what holds in both.
  bool is_one_rule(const StatusNode& a, const StatusNode& b) const {
    if (alignment_ != nullptr) return false;
    const auto where = [](const IndicatorBook& book, const StatusNode& node) {
      const IndicatorDefinition& definition = node.indicator().definition();
      const TargetDefinition* row = target_row(definition, book.definitions(), node.indicator().period());
      return row == nullptr ? definition.where : row->where;
    };
    return where(before_, a) == where(after_, b);
  }

  // Only where figures are judged: a published or an entered status says nothing of a rule.
  void try_alone(const StatusNode& a, const StatusNode& b, IndicatorDifference& out) const {
    if (out.rules.empty() || out.before.value.kind != Kind::number || out.after.value.kind != Kind::number)
      return;
    if (b.indicator().definition().expression.form() != IndicatorExpression::Form::number) return;
    if (!a.result().judged || !b.result().judged || out.before.published || out.after.published) return;
    const auto judged = [](const StatusNode& node) -> const IndicatorValue& {
      const IndicatorNode* other = node.target_source().judged_node();
      return other == nullptr ? node.indicator().result() : other->result();
    };
    const auto status = [&](const IndicatorValue& value, const PeriodTarget& target) {
      const IndicatorDefinition& definition = b.indicator().definition();
      const Standing standing =
          judge(value.number, value.bound, target.target, target.aim, target.tolerance, definition.unit)
              .standing;
      return word_of(
          after_.definitions().statuses.word_for(standing, target.aim, status_memberships(definition)));
    };
    if (judged(a).kind != Kind::number || judged(b).kind != Kind::number) return;
    out.if_alone =
        StatusCounterfactual{status(judged(b), a.result().target), status(judged(a), b.result().target)};
  }

  static void compare_services(const IndicatorNode& a, const IndicatorNode& b, IndicatorDifference& out) {
    const auto brief = [](std::string words) {  // the reason stands with the whole
      return words.starts_with("no figure") ? std::string("no figure") : words;
    };
    for (std::size_t at = 0; at < b.services().size() && at < b.service_results().size(); ++at) {
      const std::string& service = b.services()[at];
      const IndicatorValue& now = b.service_results()[at];
      std::size_t then = 0;
      while (then < a.services().size() && !same_name(a.services()[then], service)) ++then;
      if (then >= a.service_results().size()) {
        out.services.push_back({service, "not there", brief(figure_words(now, out.unit))});
      } else if (!is_same_figure(a.service_results()[then], now)) {
        const auto words = told_apart(a.service_results()[then], now, out.unit);
        out.services.push_back({service, brief(words.first), brief(words.second)});
      }
    }
    for (std::size_t at = 0; at < a.services().size() && at < a.service_results().size(); ++at) {
      const bool there = std::any_of(b.services().begin(), b.services().end(), [&](const std::string& each) {
        return same_name(each, a.services()[at]);
      });
      if (!there)
        out.services.push_back(
            {a.services()[at], brief(figure_words(a.service_results()[at], out.unit)), "not there"});
    }
  }

  static void add_members(const IndicatorNode& a, const IndicatorNode& b, IndicatorDifference& out) {
    out.members_worst = b.definition().expression.form() == IndicatorExpression::Form::worst_status;
    const auto status = [](const StatusNode& node) {
      const std::string word = word_of(node.result().counts);
      return word.empty() ? std::string("no status") : word;
    };
    for (std::size_t at = 0; at < b.sources().size() && at < a.sources().size(); ++at) {
      const StatusNode* then = a.sources()[at].status;
      const StatusNode* now = b.sources()[at].status;
      if (then != nullptr && now != nullptr)
        out.members.push_back({now->indicator().definition().reference, status(*then), status(*now)});
    }
  }

  const IndicatorBook& before_;
  const IndicatorBook& after_;
  const BookAlignment* alignment_;
};

// The lower, the more important.
int rank_of(const IndicatorDifference& difference) {
  if (difference.kind != IndicatorDifference::Kind::both) return 8;
  if (difference.status_moved()) {
    if (difference.worse) return 0;
    return difference.badness ? 3 - *difference.badness : 4;
  }
  if (difference.figure_moved) return 5;
  return difference.definition.empty() && difference.rules.empty() ? 7 : 6;
}

IndicatorDifference only_one(const IndicatorBook& book, const StatusNode& node,
                             IndicatorDifference::Kind kind) {
  IndicatorDifference out;
  out.kind = kind;
  out.reference = node.indicator().definition().reference;
  out.title = node.indicator().definition().title;
  out.unit = node.indicator().definition().unit;
  (kind == IndicatorDifference::Kind::added ? out.after : out.before) = side_of(book, node);
  return out;
}

}  // namespace

std::vector<std::string> IndicatorDifference::causes() const {
  std::vector<std::string> found;
  const auto add = [&](const char* cause) {
    if (std::find(found.begin(), found.end(), cause) == found.end()) found.emplace_back(cause);
  };
  if (!definition.empty()) add("definition");
  if (is_compared() && figure_moved) {
    for (const InputChange& input : change.inputs) {
      if (!input.differs()) continue;
      add(input.side == InputChange::Side::numerator     ? "numerator"
          : input.side == InputChange::Side::denominator ? "denominator"
                                                         : "measure");
    }
  }
  for (const RuleDifference& rule : rules) add(rule.what.c_str());
  if (!same_name(before.entered, after.entered)) add("entered");
  if (before.published != after.published) add("published");
  return found;
}

std::vector<IndicatorDifference> compare_indicators(const IndicatorBook& before, const IndicatorBook& after,
                                                    const BookAlignment* alignment) {
  const Pairing pairing(before, after, alignment);
  std::vector<IndicatorDifference> found;
  for (const StatusNode* node : after.status_nodes()) {
    const StatusNode* other = before.find(node->indicator().definition().reference);
    if (other == nullptr)
      found.push_back(only_one(after, *node, IndicatorDifference::Kind::added));
    else if (auto difference = pairing.compare(*other, *node))
      found.push_back(std::move(*difference));
  }
  for (const StatusNode* node : before.status_nodes())
    if (after.find(node->indicator().definition().reference) == nullptr)
      found.push_back(only_one(before, *node, IndicatorDifference::Kind::removed));
  std::stable_sort(
      found.begin(), found.end(),
      [](const IndicatorDifference& a, const IndicatorDifference& b) { return rank_of(a) < rank_of(b); });
  return found;
}

}  // namespace outturn
