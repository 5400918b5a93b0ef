#include "engine/comparison/difference_sentence.h"

#include <algorithm>
#include <cmath>

#include "engine/comparison/figure_words.h"
#include "engine/indicators/figure_text.h"
#include "engine/indicators/spelling.h"
#include "formulas/decimal_rounding.h"

namespace outturn {
namespace {

using Kind = IndicatorValue::Kind;
using Side = InputChange::Side;

constexpr std::size_t kServicesNamed = 5;

std::string or_none(const std::string& status) { return status.empty() ? "no status" : status; }

bool both_numbers(const IndicatorDifference& d) {
  return d.before.value.kind == Kind::number && d.after.value.kind == Kind::number;
}

const RuleDifference* rule_of(const IndicatorDifference& d, std::string_view what) {
  for (const RuleDifference& rule : d.rules)
    if (rule.what == what) return &rule;
  return nullptr;
}

std::string series_words(const SeriesValue& value, const Unit& unit, std::optional<int> places) {
  switch (value.kind) {
    case SeriesValue::Kind::number:
      return bound_sign(value.bound) + unit_text(value.number, unit, places);
    case SeriesValue::Kind::text:
      return "\"" + value.text + "\"";
    default:
      return "no figure";
  }
}

// "Answered in 30 secs", with the expression's name where the label alone could mean two of them.
std::string input_label(const InputChange& input, const std::vector<InputChange>& all) {
  const auto same = std::count_if(
      all.begin(), all.end(), [&](const InputChange& each) { return same_name(each.source, input.source); });
  const bool has_suffix =
      input.name.find('.', input.name.find(']') == std::string::npos ? 0 : input.name.find(']')) !=
      std::string::npos;
  if (input.source.empty()) return input.name;
  if (same_name(input.source, input.name)) return input.source;
  return same > 1 || has_suffix ? input.source + " (" + input.name + ")" : input.source;
}

// "fell by 220 (10,237 → 10,017)"
std::string movement(const InputChange& input) {
  const SeriesValue& a = input.before;
  const SeriesValue& b = input.after;
  std::optional<int> places;
  if (a.is_number() && b.is_number()) places = places_apart(a.number, b.number, input.unit);
  const std::string from_to =
      series_words(a, input.unit, places) + " → " + series_words(b, input.unit, places);
  if (a.is_number() != b.is_number() && a.kind != SeriesValue::Kind::text &&
      b.kind != SeriesValue::Kind::text)
    return b.is_number() ? "has a figure now, " + series_words(b, input.unit, places)
                         : "has no figure any more (" + series_words(a, input.unit, places) + " before)";
  const bool numbers =
      a.is_number() && b.is_number() && a.bound == Bound::exactly && b.bound == Bound::exactly;
  if (!numbers) return "went from " + from_to;
  const double change = b.number - a.number;
  return std::string(change < 0 ? "fell" : "rose") + " by " +
         distance_words(at_15_digits(change), input.unit, places) + " (" + from_to + ")";
}

std::string rises(const InputChange& input) {
  if (!input.before.is_number() || !input.after.is_number()) return {};
  return input.before.number < input.after.number ? "up" : "down";
}

// Which measures moved: "A fell by 220 (…), while B rose by 1,020 (…)."
std::string measures_sentence(const FigureChange& change) {
  std::vector<const InputChange*> moved, still;
  for (const InputChange& input : change.inputs) (input.differs() ? moved : still).push_back(&input);
  if (moved.empty()) return {};
  std::string text;
  for (std::size_t at = 0; at < moved.size(); ++at) {
    if (at > 0) {
      const bool against = moved.size() == 2 && rises(*moved[0]) != rises(*moved[1]);
      text += against ? ", while " : at + 1 == moved.size() ? " and " : ", ";
    }
    text += input_label(*moved[at], change.inputs) + " " + movement(*moved[at]);
  }
  if (moved.size() == 1 && still.size() == 1) {
    text += "; " + input_label(*still[0], change.inputs) + " is unchanged at " +
            series_words(still[0]->after, still[0]->unit, {});
  } else if (!still.empty()) {
    text += "; the other measures are unchanged";
  }
  return text + ".";
}

// What each change alone would make: values for a quotient, contributions for anything else.
std::string alone_sentence(const IndicatorDifference& d) {
  const std::vector<Substitution>& alone = d.change.alone;
  if (alone.size() < 2 || !both_numbers(d)) return {};
  // As many decimals as tell each of them from the figures before and after.
  std::optional<int> apart;
  const auto tell = [&](double a, double b) {
    if (const auto places = places_apart(a, b, d.unit)) apart = std::max(apart.value_or(0), *places);
  };
  tell(d.before.value.number, d.after.value.number);
  for (const Substitution& each : alone) {
    if (!each.figure) continue;
    tell(*each.figure, d.before.value.number);
    tell(*each.figure, d.after.value.number);
  }
  const auto figure = [&](const Substitution& each) {
    return each.figure ? unit_text(*each.figure, d.unit, apart) : std::string("no figure");
  };
  const bool sides = alone[0].what == "numerator" || alone[0].what == "denominator";
  if (sides)
    return " With only the " + alone[0].what + " changed it would be " + figure(alone[0]) +
           ", with only the " + alone[1].what + " changed " + figure(alone[1]) + ".";
  // Contributions must add up as they are printed.
  const double scale = d.unit.kind == UnitKind::percent ? 100 : 1 / d.unit.multiplier;
  const double total = d.after.value.number - d.before.value.number;
  std::vector<double> parts;
  for (const Substitution& each : alone)
    if (each.figure) parts.push_back(*each.figure - d.before.value.number);
  if (d.change.joint) parts.push_back(*d.change.joint);
  int places = 0;
  if (d.unit.kind == UnitKind::number || d.unit.kind == UnitKind::percent || d.unit.kind == UnitKind::money) {
    constexpr int kMost = 6;
    const auto adds = [&](int at) {
      double sum = 0;
      bool shown = true;
      for (const double part : parts) {
        sum += round_half_away(part * scale, at);
        shown = shown && (std::fabs(part * scale) < 1e-9 || round_half_away(part * scale, at) != 0);
      }
      return shown && std::fabs(sum - round_half_away(total * scale, at)) < 1e-9;
    };
    while (places < kMost && !adds(places)) ++places;
  }
  const auto words = [&](double part) {
    const double rounded = round_half_away(part * scale, places);
    return std::string(rounded < 0 ? "down " : "up ") +
           distance_words(d.unit.kind == UnitKind::number || d.unit.kind == UnitKind::percent ||
                                  d.unit.kind == UnitKind::money
                              ? rounded / scale
                              : part,
                          d.unit, places);
  };
  std::string text;
  for (const Substitution& each : alone)
    text += (text.empty() ? " Alone, " : ", ") + each.what +
            (each.figure ? " moves it " + words(*each.figure - d.before.value.number) : " gives no figure");
  if (d.change.joint) {
    const bool nothing = std::fabs(*d.change.joint) <= 1e-12 * std::max(1.0, std::fabs(total));
    text += nothing ? "; together they make no more than that"
                    : "; their joint change moves it " + words(*d.change.joint);
  }
  return text + ".";
}

// Empty for what never has a figure, as a milestone under way.
std::string figure_clause(const IndicatorDifference& d) {
  if (d.before.value.kind == Kind::none && d.after.value.kind == Kind::none) return {};
  if (!d.figure_moved) return d.after.figure + ", unchanged";
  std::string text = d.before.figure + " → " + d.after.figure;
  if (both_numbers(d) && d.before.value.bound == Bound::exactly && d.after.value.bound == Bound::exactly) {
    const double change = d.after.value.number - d.before.value.number;
    text += std::string(change < 0 ? ", down " : ", up ") +
            distance_words(at_15_digits(change), d.unit,
                           places_apart(d.before.value.number, d.after.value.number, d.unit));
  }
  return text;
}

// "(target 70%, tolerance 5 points, unchanged)"
std::string rule_clause(const IndicatorDifference& d) {
  if (!d.rules.empty()) return {};
  if (d.after.target == "none" || d.after.target.empty()) return " (no target)";
  return " (target " + d.after.target +
         (d.after.tolerance == "none" ? "" : ", tolerance " + d.after.tolerance) + ", unchanged)";
}

std::string rules_sentence(const IndicatorDifference& d) {
  std::string text;
  for (const RuleDifference& rule : d.rules)
    text += (text.empty() ? " The " : ", the ") + rule.what +
            (rule.by_period ? " of the period went from " : " changed from ") +
            (rule.before.empty() ? "none" : rule.before) + " to " +
            (rule.after.empty() ? "none" : rule.after) + (rule.by_period ? " by one and the same rule" : "");
  if (!text.empty() && rule_of(d, "target") == nullptr && d.after.target != "none")
    text += "; the target of " + d.after.target + " did not";
  if (!text.empty()) text += ".";
  if (!d.if_alone) return text;
  const std::string what = d.rules.size() == 1 ? d.rules[0].what : "rules";
  if (d.figure_moved)
    text += " With the old " + what + " the new figure would be " + or_none(d.if_alone->new_figure_old_rule) +
            "; with the new " + what + " the old figure would be " +
            or_none(d.if_alone->old_figure_new_rule) + ".";
  else if (d.status_moved())
    text += " With the old " + what + " it would still be " + or_none(d.if_alone->new_figure_old_rule) + ".";
  return text;
}

std::string override_sentence(const IndicatorDifference& d) {
  std::string text;
  if (d.before.published || d.after.published) {
    const auto state = [](const IndicatorSide& side) {
      return side.published ? "as published" : "calculated";
    };
    text += std::string(" The earlier figure is ") + state(d.before) + ", the later " + state(d.after) + ".";
  }
  if (same_name(d.before.entered, d.after.entered) && d.after.entered.empty()) return text;
  const auto said = [](const IndicatorSide& side) {
    return side.entered.empty() ? std::string("not entered")
                                : "entered as " + side.entered +
                                      (side.computed.empty() || side.computed == side.entered
                                           ? ""
                                           : " where the figures give " + side.computed);
  };
  if (d.before.entered == d.after.entered && d.before.computed == d.after.computed)
    return text + " Both times the status was " + said(d.after) + ".";
  return text + " The status was " + said(d.before) + " before and is " + said(d.after) + " now.";
}

std::string services_sentence(const IndicatorDifference& d) {
  if (d.services.empty()) return {};
  std::string text = " By service: ";
  for (std::size_t at = 0; at < d.services.size() && at < kServicesNamed; ++at)
    text += (at > 0 ? ", " : "") + d.services[at].what + " " + d.services[at].before + " → " +
            d.services[at].after;
  if (d.services.size() > kServicesNamed)
    text += " and " + std::to_string(d.services.size() - kServicesNamed) + " more";
  return text + ".";
}

std::string definition_sentence(const IndicatorDifference& d, const std::string& head) {
  std::string text = head + ": definition changed, so the figures are not compared.";
  for (const DefinitionDifference& each : d.definition)
    text += " " + each.what + ": " + (each.before.empty() ? "none" : each.before) + " → " +
            (each.after.empty() ? "none" : each.after) + (each.where.empty() ? "" : " (" + each.where + ")") +
            ".";
  text += " By the old definition " + d.before.figure + " (" + d.before.period + "), by the new one " +
          d.after.figure + " (" + d.after.period + ").";
  for (const RuleDifference& rule : d.rules)
    text += " The " + rule.what + " changed too, from " + (rule.before.empty() ? "none" : rule.before) +
            " to " + (rule.after.empty() ? "none" : rule.after) + ".";
  return text + override_sentence(d);
}

}  // namespace

std::string difference_sentence(const IndicatorDifference& d) {
  if (d.kind != IndicatorDifference::Kind::both) {
    const IndicatorSide& side = d.kind == IndicatorDifference::Kind::added ? d.after : d.before;
    return d.reference +
           (d.kind == IndicatorDifference::Kind::added ? " is new: " : " is no longer reported; it was ") +
           side.figure + ", " + or_none(side.status) + " (target " + side.target + ").";
  }
  const std::string head = d.reference + " " +
                           (d.status_moved() ? or_none(d.before.status) + " → " + or_none(d.after.status)
                                             : "stays " + or_none(d.after.status));
  if (!d.definition.empty()) return definition_sentence(d, head);
  const std::string figure = figure_clause(d);
  std::string text = head + (figure.empty() ? "" : ": " + figure) + rule_clause(d) + ".";
  if (d.figure_moved) {
    if (!d.change.not_explained.empty()) {
      text += " The measures do not explain it: " + d.change.not_explained + ".";
    } else if (const std::string measures = measures_sentence(d.change); !measures.empty()) {
      text += " " + measures + alone_sentence(d);
    }
    if (d.before.coverage != d.after.coverage)
      text += " Coverage: " + (d.before.coverage.empty() ? "whole" : d.before.coverage) + " → " +
              (d.after.coverage.empty() ? "whole" : d.after.coverage) + ".";
  }
  if (!d.members.empty()) {
    text += std::string(" It is the ") + (d.members_worst ? "worst" : "best") + " of ";
    for (std::size_t at = 0; at < d.members.size(); ++at)
      text += (at > 0 ? ", " : "") + d.members[at].what + " (" + d.members[at].before +
              (d.members[at].before == d.members[at].after ? "" : " → " + d.members[at].after) + ")";
    text += ".";
  }
  return text + rules_sentence(d) + override_sentence(d) + services_sentence(d);
}

}  // namespace outturn
