#include "engine/indicators/target.h"

#include <array>
#include <cmath>
#include <utility>

#include "engine/indicators/figure_text.h"
#include "engine/indicators/measure_text.h"
#include "engine/indicators/spelling.h"
#include "formulas/decimal_rounding.h"

namespace outturn {
namespace {

constexpr std::pair<std::string_view, Aim> kAims[] = {
    {"maximise", Aim::maximise}, {"minimise", Aim::minimise}, {"on target", Aim::on_target},
    {"range", Aim::range},       {"on time", Aim::on_time},   {"maximize", Aim::maximise},
    {"minimize", Aim::minimise},
};

// Words that say a target is not set yet.
constexpr std::string_view kUnset[] = {"***", "n/a",  "-",       "\u2013",   "tbc",
                                       "tba", "none", "not set", "no target"};

bool is_unset(std::string_view text) {
  for (std::string_view word : kUnset) {
    if (same_name(text, word)) return true;
  }
  return false;
}

bool has_digit(std::string_view text) noexcept {
  return text.find_first_of("0123456789") != std::string_view::npos;
}

struct Limit {
  double number = 0;
  std::string problem;
};

// A number as a target or tolerance writes it, in the unit's inside form.
Limit limit_of(const BoundedNumber& written, const Unit& unit, std::string_view shown) {
  Limit limit;
  const auto refuse = [&](const std::string& why) {
    limit.problem = "\"" + std::string(shown) + "\" " + why;
    return limit;
  };
  if (written.percent && unit.kind != UnitKind::percent)
    return refuse("is a percentage, but the unit is " + unit.word +
                  "; write it in that unit, or correct the unit");
  if (written.money && unit.kind != UnitKind::money)
    return refuse("is money, but the unit is " + unit.word + "; write it in that unit, or correct the unit");
  if (unit.kind == UnitKind::percent) {
    if (!written.percent && written.number != 0 && std::fabs(written.number) <= 1) {
      limit.problem = bare_fraction_problem(written.number);
      return limit;
    }
    limit.number = written.number / 100;
    return limit;
  }
  const bool pounds = unit.kind == UnitKind::money && (written.money || written.scaled);
  if (pounds && !written.scaled && unit.multiplier != 1) {
    return refuse("may be pounds or " + unit.word + "; write the number alone, or with k or m");
  }
  if (unit.clock && written.number != 0) {  // "10 minutes" against hh:mm:ss
    const UnitReading named = read_unit(written.rest);
    if (!named.unit || named.unit->kind != UnitKind::duration)
      return refuse("is no length of time; write it as 00:10:30 or 10 minutes");
    limit.number = written.number * named.unit->multiplier;
    return limit;
  }
  if (unit.kind == UnitKind::duration && !written.rest.empty()) {
    const UnitReading named = read_unit(written.rest);
    if (named.unit && named.unit->kind == UnitKind::duration) {
      limit.number = written.number * named.unit->multiplier;
      return limit;
    }
  }
  limit.number = pounds ? written.number : from_cell_number(written.number, unit);
  return limit;
}

bool names_unit(std::string_view rest, const Unit& unit) {
  if (rest.empty() || same_name(rest, unit.word)) return true;
  if (unit.kind == UnitKind::duration) {
    const UnitReading named = read_unit(rest);
    return named.unit && named.unit->kind == UnitKind::duration;
  }
  return same_name(std::string(rest) + "s", unit.word);
}

// "7% (provisional)", "0.75% (32 properties)": the brackets are taken off and looked at.
std::string_view without_brackets(std::string_view text, Target& target) {
  if (text.empty() || text.back() != ')') return text;
  const std::size_t open = text.rfind('(');
  if (open == std::string_view::npos || open == 0) return text;
  const std::string_view inside = text.substr(open + 1, text.size() - open - 2);
  if (same_name(inside, "provisional")) target.provisional = true;
  return trimmed(text.substr(0, open));
}

TargetReading range_target(std::string_view text, const Unit& unit, TargetReading reading, Target target) {
  const std::string shown(text);
  const auto refuse = [&](const std::string& why) {
    reading.problem = "\"" + shown + "\" " + why;
    return reading;
  };
  std::string folded = folded_phrase(text);
  if (folded.rfind("between ", 0) == 0) folded.erase(0, 8);
  std::size_t cut = std::string::npos;
  std::size_t width = 0;
  for (std::string_view separator : {" to ", " and ", "\u2013", "-"}) {
    if (const std::size_t at = folded.find(separator, 1); at != std::string::npos) {
      cut = at;
      width = separator.size();
      break;
    }
  }
  if (cut == std::string::npos) return refuse("is no range; write it as 20 to 30");
  const BoundedNumberReading low = read_bounded_number(folded.substr(0, cut));
  const BoundedNumberReading high = read_bounded_number(folded.substr(cut + width));
  if (!low.number || !high.number || low.number->bound != Bound::exactly ||
      high.number->bound != Bound::exactly || !names_unit(low.number->rest, unit) ||
      !names_unit(high.number->rest, unit)) {
    return refuse("is no range; write it as 20 to 30");
  }
  BoundedNumber first = *low.number;
  if (high.number->percent) first.percent = true;  // 20 to 30%
  const Limit lower = limit_of(first, unit, text);
  const Limit upper = limit_of(*high.number, unit, text);
  if (!lower.problem.empty() || !upper.problem.empty()) {
    reading.problem = lower.problem.empty() ? upper.problem : lower.problem;
    return reading;
  }
  if (compare_15(lower.number, upper.number) > 0)
    return refuse("runs backwards; write the smaller number first");
  target.kind = Target::Kind::range;
  target.number = lower.number;
  target.upper = upper.number;
  reading.target = std::move(target);
  reading.aim = Aim::range;
  return reading;
}

TargetReading number_target(std::string_view text, const Unit& unit, TargetReading reading, Target target) {
  std::string_view rest = text;
  const BoundReading bound = take_bound(rest);
  const auto refuse = [&](const std::string& why) {
    reading.problem = "\"" + std::string(text) + "\" " + why;
    return reading;
  };
  Limit limit;
  Bound direction = bound.bound;
  if (unit.kind == UnitKind::duration && rest.find(':') != std::string_view::npos) {
    const FigureReading clock = read_figure(Value(rest), NumberLook::plain, unit, {});
    if (clock.kind != FigureReading::Kind::number)
      return refuse("is no length of time; write it as 00:10:30");
    limit.number = clock.number;
  } else {
    const BoundedNumberReading read = read_bounded_number(rest);
    if (!read.number)
      return refuse("is no target; write a number, a date or a state, with what to explain in Title");
    if (bound.said && read.number->bound != Bound::exactly)
      return refuse("says twice how the target is meant");
    if (!bound.said) direction = read.number->bound;
    limit = limit_of(*read.number, unit, text);
    if (limit.problem.empty() && !names_unit(read.number->rest, unit)) {
      return refuse("says more than a target: keep " +
                    std::string(trimmed(text.substr(0, text.size() - read.number->rest.size()))) +
                    " here and put the words \"" + read.number->rest +
                    "\" in Title, or give them as the unit");
    }
  }
  if (!limit.problem.empty()) {
    reading.problem = limit.problem;
    return reading;
  }
  const Aim implied = direction == Bound::exactly                                     ? Aim::unstated
                      : direction == Bound::at_least || direction == Bound::more_than ? Aim::maximise
                                                                                      : Aim::minimise;
  if (implied != Aim::unstated && reading.aim != Aim::unstated && reading.aim != implied) {
    return refuse("asks to " + std::string(aim_text(implied)) + ", but Aim says " +
                  std::string(aim_text(reading.aim)));
  }
  if (reading.aim == Aim::unstated) reading.aim = implied;
  if (reading.aim == Aim::unstated) {
    reading.problem = "the aim is missing; write maximise, minimise, on target or range in Aim";
    return reading;
  }
  if (reading.aim == Aim::on_time)
    return refuse("is no date; the aim is on time; write it as 31/03/2019, or correct Aim");
  target.kind = Target::Kind::number;
  target.number = limit.number;
  target.strict = direction == Bound::less_than || direction == Bound::more_than;
  reading.target = std::move(target);
  return reading;
}

TargetReading date_target(const Value& cell, NumberLook look, std::string_view text, TargetReading reading,
                          Target target, bool day_first) {
  std::optional<double> serial;
  if (cell.is_number()) {
    if (look == NumberLook::date && is_date_serial(cell.number())) serial = std::floor(cell.number());
  } else {
    const DateReading date = read_date(text, day_first);
    serial = date.serial;
    reading.problem = date.problem;
    if (date.day_month_could_be_swapped)
      reading.note = "\"" + std::string(text) + "\" is read day first, as " + date_text(*serial);
    if (!serial && reading.problem.empty()) {  // "March 2019" is due by the end of that month
      const PeriodReading month = read_period(text, {});
      if (month.period && month.period->months == 1) serial = last_day_serial(*month.period);
    }
  }
  if (!serial) {
    if (reading.problem.empty())
      reading.problem = "\"" + std::string(text) + "\" is no date; write it as 31/03/2019";
    return reading;
  }
  if (reading.aim == Aim::unstated) reading.aim = Aim::on_time;
  if (reading.aim == Aim::range) {
    reading.problem = "a date is no range; write on time in Aim";
    return reading;
  }
  target.kind = Target::Kind::date;
  target.number = *serial;
  reading.target = std::move(target);
  return reading;
}

// The value with as many decimals as it takes to tell it from a limit that it is not on.
std::string shown_apart(double value, double limit, const Unit& unit) {
  if (compare_15(value, limit) == 0) return unit_text(value, unit);
  int places = 2;
  while (places < 15 && compare_15(as_printed(value, unit, places), as_printed(limit, unit, places)) == 0)
    ++places;
  return places == 2 ? unit_text(value, unit) : unit_text(value, unit, places);
}

Judgement against_range(double value, const Target& target, double slack, const Unit& unit) {
  Judgement judgement;
  const bool below = compare_15(value, target.number) < 0;
  const bool above = compare_15(value, target.upper) > 0;
  const std::string shown = shown_apart(value, below ? target.number : target.upper, unit);
  const std::string range = unit_text(target.number, unit) + " to " + unit_text(target.upper, unit);
  if (!below && !above) {
    judgement.standing = Standing::met;
    judgement.rule = shown + " is within " + range;
    return judgement;
  }
  judgement.gap = below ? sum_or_zero(target.number, -value) : sum_or_zero(value, -target.upper);
  const double limit = below ? sum_or_zero(target.number, -slack) : target.upper + slack;
  const int side = compare_15(value, limit);
  judgement.standing = slack > 0 && (below ? side >= 0 : side <= 0) ? Standing::near : Standing::missed;
  judgement.rule = shown + " is " + (below ? "below" : "above") + " the range " + range +
                   (slack > 0 ? (judgement.standing == Standing::near ? ", within" : ", beyond") +
                                    std::string(" the tolerance, which ends at ") + unit_text(limit, unit)
                              : "");
  return judgement;
}

}  // namespace

std::optional<Aim> read_aim(std::string_view text) {
  if (trimmed(text).empty()) return Aim::unstated;
  for (const auto& [word, aim] : kAims) {
    if (same_name(text, word)) return aim;
  }
  return std::nullopt;
}

std::string_view aim_text(Aim aim) noexcept {
  for (const auto& [word, known] : kAims) {
    if (known == aim) return word;
  }
  return "not stated";
}

TargetReading read_target(const Value& cell, NumberLook look, const Unit& unit, Aim aim, bool day_first) {
  TargetReading reading;
  reading.aim = aim;
  Target target;
  std::string written;  // the text that is read; a cell's number is written as the officer sees it
  if (cell.is_text()) {
    written = std::string(trimmed(cell.text()));
  } else if (cell.is_number()) {
    if (look == NumberLook::percent) {
      written = figure_text(cell.number() * 100) + "%";
    } else if (look == NumberLook::date) {
      written = is_date_serial(cell.number()) ? date_text(cell.number()) : figure_text(cell.number());
    } else {
      written = figure_text(cell.number());
    }
  } else if (!cell.is_blank()) {
    reading.problem = cell.is_error() ? "the target is " + std::string(error_text(cell.error()))
                                      : "the target is neither number nor text";
    return reading;
  }
  target.shown = written;
  if (written.empty() || is_unset(written)) {
    reading.target = std::move(target);
    return reading;
  }
  if (same_name(written, "baseline")) {
    target.kind = Target::Kind::baseline;
    reading.target = std::move(target);
    return reading;
  }
  if (unit.kind == UnitKind::text) {
    if (aim == Aim::maximise || aim == Aim::minimise || aim == Aim::range) {
      reading.problem =
          "the unit is text, which cannot be judged by " + std::string(aim_text(aim)) + "; leave Aim empty";
      return reading;
    }
    target.kind = Target::Kind::text;
    target.states = split_list(written);
    reading.target = std::move(target);
    return reading;
  }
  if (unit.kind == UnitKind::date)
    return date_target(cell, look, written, std::move(reading), std::move(target), day_first);
  if (unit.kind == UnitKind::duration && look == NumberLook::time && cell.is_number()) {
    if (aim == Aim::unstated) {
      reading.problem = "the aim is missing; write maximise, minimise, on target or range in Aim";
      return reading;
    }
    target.kind = Target::Kind::number;
    target.number = cell.number() * 86400;
    target.shown = unit_text(target.number, unit);
    reading.target = std::move(target);
    return reading;
  }
  if (look == NumberLook::date || look == NumberLook::time) {
    reading.problem = "\"" + written + "\" is a date or time, but the unit is " + unit.word;
    return reading;
  }
  if (!has_digit(written)) {
    reading.problem = "\"" + written + "\" is no target for the unit " + unit.word +
                      "; write a number, baseline, or leave it empty where no target is set yet";
    return reading;
  }
  const std::string_view text = without_brackets(written, target);
  if (aim == Aim::range || folded_phrase(text).rfind("between ", 0) == 0) {
    if (aim != Aim::range && aim != Aim::unstated) {
      reading.problem = "\"" + written + "\" is a range, but Aim says " + std::string(aim_text(aim));
      return reading;
    }
    return range_target(text, unit, std::move(reading), std::move(target));
  }
  return number_target(text, unit, std::move(reading), std::move(target));
}

ToleranceReading read_tolerance(const Value& cell, NumberLook look, const Unit& unit) {
  ToleranceReading reading;
  const bool percent_unit = unit.kind == UnitKind::percent;
  const auto refuse_bare_percent = [&](const std::string& figure) {
    reading.problem = figure + "% may mean points or a share of the target; write \"" + figure +
                      " points\" or \"" + figure + " % of target\"";
    return reading;
  };
  const auto accept = [&](Tolerance::Kind kind, double amount) {
    if (amount < 0) {
      reading.problem = "a tolerance cannot be negative";
    } else {
      reading.tolerance = Tolerance{kind, amount};
    }
    return reading;
  };
  if (cell.is_blank() || (cell.is_text() && (trimmed(cell.text()).empty() || is_unset(cell.text())))) {
    reading.tolerance = Tolerance{};
    return reading;
  }
  if (unit.kind == UnitKind::date || unit.kind == UnitKind::text) {
    reading.problem = "a tolerance has no meaning for the unit " + unit.word + "; leave it empty";
    return reading;
  }
  std::string written;
  if (cell.is_number()) {
    if (look == NumberLook::percent) {
      if (percent_unit) return refuse_bare_percent(figure_text(cell.number() * 100));
      return accept(Tolerance::Kind::share_of_target, cell.number());
    }
    if (look == NumberLook::time && unit.kind == UnitKind::duration)
      return accept(Tolerance::Kind::amount, cell.number() * 86400);
    if (look != NumberLook::plain) {
      reading.problem = "the tolerance shows a date or time, but the unit is " + unit.word;
      return reading;
    }
    written = figure_text(cell.number());
  } else if (cell.is_text()) {
    written = std::string(trimmed(cell.text()));
  } else {
    reading.problem = "the tolerance is neither number nor text";
    return reading;
  }
  const BoundedNumberReading read = read_bounded_number(written);
  if (!read.number || read.number->bound != Bound::exactly) {
    reading.problem = "\"" + written +
                      "\" is no tolerance; write \"5 points\", \"5 % of target\" or a number in the unit " +
                      unit.word;
    return reading;
  }
  const BoundedNumber& number = *read.number;
  const std::string words = folded_phrase(number.rest);
  if (words == "points" || words == "point" || words == "percentage points" || words == "percentage point" ||
      words == "pp" || words == "points of percentage") {
    if (!percent_unit || number.percent) {
      reading.problem =
          "\"" + written + "\": points are for an indicator in %; write a number in the unit " + unit.word;
      return reading;
    }
    return accept(Tolerance::Kind::amount, number.number / 100);
  }
  if (number.percent && (words == "of target" || words == "of the target")) {
    return accept(Tolerance::Kind::share_of_target, number.number / 100);
  }
  if (number.percent && words.empty()) {
    if (percent_unit) return refuse_bare_percent(figure_text(number.number));
    return accept(Tolerance::Kind::share_of_target, number.number / 100);
  }
  const Limit limit = limit_of(number, unit, written);
  if (!limit.problem.empty() || !names_unit(number.rest, unit)) {
    reading.problem =
        limit.problem.empty()
            ? "\"" + written + "\" is no tolerance; write \"5 points\", \"5 % of target\" or a number"
            : limit.problem;
    return reading;
  }
  return accept(Tolerance::Kind::amount, limit.number);
}

Judgement judge(double value, Bound bound, const Target& target, Aim aim, const Tolerance& tolerance,
                const Unit& unit) {
  Judgement judgement;
  if (target.kind != Target::Kind::number && target.kind != Target::Kind::range &&
      target.kind != Target::Kind::date) {
    judgement.rule = target.kind == Target::Kind::baseline
                         ? "the figures are a baseline, collected without a target"
                         : "no target is set";
    return judgement;
  }
  const double slack = tolerance.kind == Tolerance::Kind::share_of_target
                           ? std::fabs(target.number) * tolerance.amount
                           : tolerance.amount;
  if (target.kind == Target::Kind::range || aim == Aim::on_target) {
    if (bound != Bound::exactly) {
      judgement.standing = Standing::undecided;
      judgement.rule = "the figure is only known as a bound, which does not settle whether it is on target";
      return judgement;
    }
    Target range = target;
    if (target.kind != Target::Kind::range) range.upper = target.number;
    return against_range(value, range, slack, unit);
  }

  // Turned so that more is always better.
  const double sign = aim == Aim::maximise ? 1 : -1;
  const std::string_view worse = aim == Aim::maximise ? "below" : "above";
  const int side = compare_15(sign * value, sign * target.number);
  const std::string target_text = unit_text(target.number, unit);
  const double near_limit = sum_or_zero(target.number, -sign * slack);
  std::string shown = shown_apart(value, target.number, unit);
  if (target.strict ? side > 0 : side >= 0) {
    judgement.standing = Standing::met;
    judgement.rule = shown +
                     (side == 0              ? " is on the target of "
                      : aim == Aim::maximise ? " is above the target of "
                                             : " is below the target of ") +
                     target_text;
  } else {
    judgement.gap = side == 0 ? 0 : std::fabs(sum_or_zero(target.number, -value));
    judgement.gap_is_strict = target.strict;
    const bool is_near = slack > 0 && compare_15(sign * value, sign * near_limit) >= 0;
    judgement.standing = is_near ? Standing::near : Standing::missed;
    if (slack > 0 && !is_near) shown = shown_apart(value, near_limit, unit);
    const std::string from_target =
        side == 0 ? shown + " only reaches the target, which asks for " +
                        (aim == Aim::maximise ? "more than " : "less than ") + target_text
                  : shown + " is " + std::string(worse) + " the target of " + target_text;
    judgement.rule =
        slack <= 0 ? from_target
        : is_near  ? from_target + " but within the tolerance, which ends at " + unit_text(near_limit, unit)
                   : shown + " is " + std::string(worse) + " " + unit_text(near_limit, unit) +
                        ", where the tolerance on the target of " + target_text + " ends";
  }
  if (bound != Bound::exactly) {
    const bool true_value_is_better =
        (bound == Bound::at_least || bound == Bound::more_than) == (aim == Aim::maximise);
    const bool beyond = bound == Bound::more_than || bound == Bound::less_than;
    const bool settled = true_value_is_better ? judgement.standing == Standing::met || (beyond && side == 0)
                                              : judgement.standing == Standing::missed;
    if (!settled) {
      judgement = {};
      judgement.standing = Standing::undecided;
      judgement.rule =
          "the figure is only known as a bound, which does not settle it against the target of " +
          target_text;
    } else if (true_value_is_better) {
      judgement.standing = Standing::met;
      judgement.gap = 0;
      judgement.gap_is_strict = false;
    }
  }
  return judgement;
}

std::string tolerance_text(const Tolerance& tolerance, const Unit& unit) {
  switch (tolerance.kind) {
    case Tolerance::Kind::share_of_target:
      return figure_text(tolerance.amount * 100) + " % of target";
    case Tolerance::Kind::amount:
      return unit.kind == UnitKind::percent ? figure_text(tolerance.amount * 100) + " points"
                                            : unit_text(tolerance.amount, unit);
    default:
      return {};
  }
}

Judgement judge_text(std::string_view state, const Target& target) {
  Judgement judgement;
  if (target.kind != Target::Kind::text) {
    judgement.rule = "no target is set";
    return judgement;
  }
  judgement.standing = Standing::missed;
  judgement.rule = "\"" + std::string(state) + "\" is not \"" + target.shown + "\"";
  for (const std::string& wanted : target.states) {
    if (!same_name(state, wanted)) continue;
    judgement.standing = Standing::met;
    judgement.rule = "\"" + std::string(state) + "\" is what the target asks for";
  }
  return judgement;
}

Judgement judge_milestone(const Milestone& milestone, const Target& target, const Period& period) {
  Judgement judgement;
  if (target.kind != Target::Kind::date) {
    judgement.rule = "no date is set";
    return judgement;
  }
  const double due = target.number;
  if (milestone.done) {
    const double day = std::floor(*milestone.done);
    judgement.standing = day <= due ? Standing::met : Standing::missed;
    judgement.rule = "done on " + date_text(day) + (day <= due ? ", by " : ", after ") + date_text(due);
  } else if (due <= last_day_serial(period)) {
    judgement.standing = Standing::missed;
    judgement.rule = "not done, and its date, " + date_text(due) + ", has passed";
  } else if (milestone.not_begun) {
    judgement.standing = Standing::not_due;
    judgement.rule = "not begun; due by " + date_text(due);
  } else {
    judgement.standing = Standing::undecided;
    judgement.rule = "under way; due by " + date_text(due) + ", so its status is the one entered";
  }
  return judgement;
}

bool is_knife_edge(double value, int places, const Target& target, Aim aim, const Tolerance& tolerance,
                   const Unit& unit) {
  const Standing exact = judge(value, Bound::exactly, target, aim, tolerance, unit).standing;
  const Standing printed =
      judge(as_printed(value, unit, places), Bound::exactly, target, aim, tolerance, unit).standing;
  return exact != printed;
}

}  // namespace outturn
