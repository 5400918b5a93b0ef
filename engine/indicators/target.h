// What an indicator is judged against: its target, which way is better (the aim), and how far off is still
// near it (the tolerance).
//
// A status is decided on full precision, both sides taken at 15 significant digits
// (formulas/decimal_rounding.h). A value exactly on a limit has the better standing, except on a target
// written with `<`, `>`, "more than" or "under", where the target itself is not met by being reached; the
// tolerance's own limit is always inclusive.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/indicators/bounded_number.h"
#include "engine/indicators/period.h"
#include "engine/indicators/unit.h"
#include "formulas/value.h"

namespace outturn {

enum class Aim { unstated, maximise, minimise, on_target, range, on_time };

// Empty for a word that is no aim. An empty text is Aim::unstated.
[[nodiscard]] std::optional<Aim> read_aim(std::string_view text);
[[nodiscard]] std::string_view aim_text(Aim aim) noexcept;

struct Target {
  enum class Kind { none, baseline, number, range, date, text };
  Kind kind = Kind::none;  // none: not set yet; baseline: figures are collected, without a target
  double number = 0;       // the limit; the lower end of a range; a date's serial
  double upper = 0;        // of a range
  bool strict = false;     // reaching the limit is not enough
  bool provisional = false;
  std::vector<std::string> states;  // of a text target: any of them meets it
  std::string shown;                // as the officer wrote it
};

struct TargetReading {
  std::optional<Target> target;
  Aim aim = Aim::unstated;  // the aim given, or the one that the target's words imply
  std::string problem;
  std::string note;  // something to check, such as a date that another locale reads differently
};

// Requires: nothing of the cell; any value is read or refused with what to write.
[[nodiscard]] TargetReading read_target(const Value& cell, NumberLook look, const Unit& unit, Aim aim,
                                        bool day_first = true);

struct Tolerance {
  enum class Kind { none, amount, share_of_target };
  Kind kind = Kind::none;
  double amount = 0;  // in the unit's inside form, or a fraction of the target
};

struct ToleranceReading {
  std::optional<Tolerance> tolerance;
  std::string problem;
};

// `5 points` (of a percentage), `5 % of target`, or a number in the indicator's unit; empty is none.
[[nodiscard]] ToleranceReading read_tolerance(const Value& cell, NumberLook look, const Unit& unit);
// As read_tolerance reads it: "5 points", "5 % of target"; empty for none.
[[nodiscard]] std::string tolerance_text(const Tolerance& tolerance, const Unit& unit);

// Where a value stands to its target.
enum class Standing {
  met,
  near,  // missed, but within the tolerance
  missed,
  not_due,    // nothing is expected yet: a period without a report, a milestone not begun
  no_target,  // nothing to judge against yet
  awaited,    // due, with no figure
  undecided,  // the figure is a bound (50+) that does not settle it, or a milestone that is under way
};

struct Judgement {
  Standing standing = Standing::no_target;
  std::string rule;  // in words: "48.65% is below 65%, the target of 70% less the tolerance"
  double gap = 0;    // how far the value is from meeting the target, in the unit's inside form; 0 when met
  bool gap_is_strict = false;  // the gap itself is not enough; anything beyond it is
};

// Requires: target.kind is none, baseline, number, range or date, and the aim fits it, as read_target checks.
[[nodiscard]] Judgement judge(double value, Bound bound, const Target& target, Aim aim,
                              const Tolerance& tolerance, const Unit& unit);

[[nodiscard]] Judgement judge_text(std::string_view state, const Target& target);

// A milestone on its date at the end of a period: done by its date is met; done later, or not done when the
// date has passed, missed; not begun is said so; anything else is a matter of judgement.
struct Milestone {
  std::optional<double> done;  // serial of the day it was done
  bool not_begun = false;
};
[[nodiscard]] Judgement judge_milestone(const Milestone& milestone, const Target& target,
                                        const Period& period);

// Whether the figure as printed, with `places` decimals, would be judged differently.
[[nodiscard]] bool is_knife_edge(double value, int places, const Target& target, Aim aim,
                                 const Tolerance& tolerance, const Unit& unit);

}  // namespace outturn
