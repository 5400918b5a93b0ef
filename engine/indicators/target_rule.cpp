#include "engine/indicators/target_rule.h"

#include <cmath>
#include <utility>

#include "engine/indicators/bounded_number.h"
#include "engine/indicators/figure_text.h"
#include "engine/indicators/spelling.h"

namespace outturn {
namespace {

constexpr std::string_view kBy = "by ";
constexpr std::string_view kPerYear[] = {"per year", "a year", "each year", "every year", "per annum"};
constexpr std::string_view kBaseWords[] = {" on ", " from "};

bool encloses_whole(std::string_view text) noexcept {
  if (text.size() < 2 || text.front() != '(' || text.back() != ')') return false;
  int depth = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '(') ++depth;
    if (text[at] == ')' && --depth == 0) return at + 1 == text.size();
  }
  return false;
}

bool has_letter(std::string_view text) noexcept {
  for (char c : text) {
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '[') return true;
  }
  return false;
}

// Sets the aim that a direction implies; false where Aim says the contrary or nothing says which way.
bool settle_aim(TargetReading& reading, Bound direction, std::string_view text) {
  const Aim implied = direction == Bound::exactly                                     ? Aim::unstated
                      : direction == Bound::at_least || direction == Bound::more_than ? Aim::maximise
                                                                                      : Aim::minimise;
  if (implied != Aim::unstated && reading.aim != Aim::unstated && reading.aim != implied) {
    reading.problem = "\"" + std::string(text) + "\" asks to " + std::string(aim_text(implied)) +
                      ", but Aim says " + std::string(aim_text(reading.aim));
    return false;
  }
  if (reading.aim == Aim::unstated) reading.aim = implied;
  if (reading.aim == Aim::unstated) {
    reading.problem = "the aim is missing; write maximise, minimise or on target in Aim";
    return false;
  }
  if (reading.aim == Aim::range || reading.aim == Aim::on_time) {
    reading.problem = "\"" + std::string(text) + "\" is one number, but Aim says " +
                      std::string(aim_text(reading.aim)) + "; write maximise, minimise or on target";
    return false;
  }
  return true;
}

Target number_target(std::string_view text, Bound direction) {
  Target target;
  target.kind = Target::Kind::number;
  target.strict = direction == Bound::less_than || direction == Bound::more_than;
  target.shown = std::string(text);
  return target;
}

// A figure in the unit, by the rules of a target's.
std::optional<double> figure_in_unit(std::string_view text, const Unit& unit, std::string& problem) {
  const TargetReading figure = read_target(Value(text), NumberLook::plain, unit, Aim::on_target);
  if (figure.target && figure.target->kind == Target::Kind::number) return figure.target->number;
  problem = figure.problem.empty() ? "\"" + std::string(text) + "\" is no figure" : figure.problem;
  return std::nullopt;
}

// "by 3,000 per year on 288,000 in 2019/20"
void read_change(std::string_view text, const Unit& unit, YearCalendar calendar, RuleReading& out) {
  constexpr std::string_view kInstead =
      "write by 3,000 per year on 288,000 in 2019/20, or by 3,000 on [reference].last_year";
  const auto refuse = [&](const std::string& why) {
    out.reading.problem = "\"" + std::string(text) + "\" " + why;
  };
  if (out.reading.aim != Aim::maximise && out.reading.aim != Aim::minimise)
    return refuse("is a change, which goes up or down; write maximise or minimise in Aim");
  const std::string phrase = folded_phrase(text);
  std::size_t cut = std::string::npos, width = 0;
  for (std::string_view word : kBaseWords) {
    const std::size_t at = phrase.find(word);
    if (at < cut) cut = at, width = word.size();
  }
  if (cut == std::string::npos) return refuse("states no baseline; " + std::string(kInstead));
  std::string amount = phrase.substr(kBy.size(), cut - kBy.size());
  std::string base = phrase.substr(cut + width);
  for (std::string_view words : kPerYear) {
    if (amount.size() <= words.size() ||
        amount.compare(amount.size() - words.size(), words.size(), words) != 0)
      continue;
    amount = std::string(trimmed(std::string_view(amount).substr(0, amount.size() - words.size())));
    out.rule.per_year = true;
    break;
  }
  out.rule.kind = TargetRule::Kind::change;
  const double sign = out.reading.aim == Aim::maximise ? 1 : -1;
  const BoundedNumberReading written = read_bounded_number(amount);
  const bool share = written.number && written.number->bound == Bound::exactly && written.number->percent;
  if (share && written.number->rest.empty() && unit.kind == UnitKind::percent) {
    const std::string figure = figure_text(written.number->number);
    return refuse("may mean points or a share of the baseline; write by " + figure + " points or by " +
                  figure + "% of it");
  }
  out.rule.is_share = share && (written.number->rest.empty() || written.number->rest == "of it");
  if (out.rule.is_share) {
    out.rule.change = sign * written.number->number / 100;
  } else {
    const ToleranceReading change = read_tolerance(Value(amount), NumberLook::plain, unit);
    if (!change.tolerance || change.tolerance->kind != Tolerance::Kind::amount)
      return refuse(change.problem.empty() ? "states no change; " + std::string(kInstead)
                                           : "states no change that can be read: " + change.problem);
    out.rule.change = sign * change.tolerance->amount;
  }
  if (const std::size_t in = base.rfind(" in "); in != std::string::npos) {
    const PeriodReading period = read_period(base.substr(in + 4), calendar);
    if (!period.period) return refuse("names no period after \"in\"; " + std::string(kInstead));
    std::string problem;
    const std::optional<double> number = figure_in_unit(base.substr(0, in), unit, problem);
    if (!number) return refuse("has no figure as its baseline: " + problem);
    out.rule.base = *number;
    out.rule.base_period = *period.period;
  } else if (has_letter(base)) {
    // The expression keeps the case in which it was written.
    std::string written_base;
    for (std::string_view word : kBaseWords) {
      for (std::size_t at = 0; at + word.size() <= text.size() && written_base.empty(); ++at) {
        if (same_name(text.substr(at, word.size()), word) && text[at] == ' ' &&
            folded_phrase(text.substr(at + word.size())) == base)
          written_base = std::string(trimmed(text.substr(at + word.size())));
      }
    }
    const std::string inner = cell_expression(written_base);
    out.expression = inner.empty() ? written_base : inner;
  } else {
    return refuse("does not say of which year its baseline is; " + std::string(kInstead));
  }
  out.reading.target = number_target(text, Bound::exactly);
}

}  // namespace

double changed_base(double base, const TargetRule& rule, int years) noexcept {
  const int steps = rule.per_year ? years : 1;
  return rule.is_share ? base * std::pow(1 + rule.change, steps) : sum_or_zero(base, rule.change * steps);
}

std::string cell_expression(std::string_view text) {
  text = trimmed(text);
  if (!text.empty() && text.front() == '=') return std::string(trimmed(text.substr(1)));
  if (encloses_whole(text) && has_letter(text)) return std::string(trimmed(text.substr(1, text.size() - 2)));
  if (!text.empty() && text.front() == '[') return std::string(text);
  return {};
}

RuleReading read_target_rule(std::string_view text, const Unit& unit, Aim aim, YearCalendar calendar) {
  RuleReading out;
  out.reading.aim = aim;
  const std::string phrase = folded_phrase(text);
  const bool change = phrase.rfind(kBy, 0) == 0 && phrase.size() > kBy.size() &&
                      !(phrase[kBy.size()] >= 'a' && phrase[kBy.size()] <= 'z');
  std::string_view rest = trimmed(text);
  const BoundReading bound = take_bound(rest);
  out.expression = change ? std::string() : cell_expression(rest);
  std::string problem;
  const std::optional<BenchmarkQuery> benchmark = read_benchmark_query(rest, calendar, problem);
  if (!change && out.expression.empty() && !benchmark) return out;
  out.is_rule = true;
  if (problem.empty() && benchmark && benchmark->figure == kEveryQuartile)
    problem = "a target is one figure; write quartile 1, 2 or 3 of " + benchmark->name;
  if (!problem.empty()) {
    out.reading.problem = "\"" + std::string(text) + "\": " + problem;
    return out;
  }
  if (unit.kind == UnitKind::text || unit.kind == UnitKind::date) {
    out.reading.problem = "\"" + std::string(text) + "\" gives a number, but the unit is " + unit.word;
    return out;
  }
  if (change) {
    read_change(trimmed(text), unit, calendar, out);
    return out;
  }
  if (!settle_aim(out.reading, bound.bound, text)) return out;
  out.rule.kind = benchmark ? TargetRule::Kind::benchmark : TargetRule::Kind::expression;
  if (benchmark) out.rule.benchmark = *benchmark;
  out.reading.target = number_target(text, bound.bound);
  return out;
}

}  // namespace outturn
