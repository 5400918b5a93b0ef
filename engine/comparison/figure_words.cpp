#include "engine/comparison/figure_words.h"

#include <cmath>

#include "engine/indicators/figure_text.h"
#include "formulas/decimal_rounding.h"

namespace outturn {
namespace {

using Kind = IndicatorValue::Kind;

}  // namespace

std::string bound_sign(Bound bound) {
  switch (bound) {
    case Bound::less_than:
      return "<";
    case Bound::at_most:
      return "\u2264";
    case Bound::at_least:
      return "\u2265";
    case Bound::more_than:
      return ">";
    default:
      return {};
  }
}

std::string number_words(double number, const Unit& unit) {
  if (unit.kind == UnitKind::date) return unit_text(number, unit);
  int places = 0;
  while (places < kMostPlaces &&
         compare_15(as_printed(number, unit, places), as_printed(number, unit, kMostPlaces)) != 0)
    ++places;
  return unit_text(number, unit, places);
}

std::string figure_words(const IndicatorValue& value, const Unit& unit, std::optional<int> places) {
  switch (value.kind) {
    case Kind::number:
      return bound_sign(value.bound) + unit_text(value.number, unit, places);
    case Kind::text:
      return "\"" + value.text + "\"";
    default:
      return value.reason.empty() ? "no figure" : "no figure (" + value.reason + ")";
  }
}

std::optional<int> places_apart(double before, double after, const Unit& unit) {
  if (unit.kind == UnitKind::date || equal_at_15_digits(before, after) ||
      unit_text(before, unit) != unit_text(after, unit))
    return std::nullopt;
  for (int places = 3; places < kMostPlaces; ++places)
    if (unit_text(before, unit, places) != unit_text(after, unit, places)) return places;
  return kMostPlaces;
}

std::pair<std::string, std::string> told_apart(const IndicatorValue& before, const IndicatorValue& after,
                                               const Unit& unit) {
  std::optional<int> places;
  if (before.kind == Kind::number && after.kind == Kind::number)
    places = places_apart(before.number, after.number, unit);
  return {figure_words(before, unit, places), figure_words(after, unit, places)};
}

std::string distance_words(double distance, const Unit& unit, std::optional<int> places) {
  if (unit.kind == UnitKind::percent) {
    const double points = std::fabs(distance) * 100;
    constexpr int kUsual = 2;
    const std::string amount = figure_text(round_half_away(points, places.value_or(kUsual)));
    return amount + (amount == "1" ? " point" : " points");
  }
  if (unit.kind == UnitKind::date) {
    const std::string amount = figure_text(std::fabs(distance));
    return amount + (amount == "1" ? " day" : " days");
  }
  std::string amount = unit_text(std::fabs(distance), unit, places);
  if (unit.kind == UnitKind::number && !unit.word.empty() && unit.word != "number" && unit.word != "count" &&
      !unit.word.starts_with("per "))
    amount += " " + unit.word;
  return amount;
}

std::string target_words(const Target& target, const Unit& unit) {
  switch (target.kind) {
    case Target::Kind::none:
      return "none";
    case Target::Kind::baseline:
      return "baseline";
    case Target::Kind::number:
      return target.shown.empty() ? number_words(target.number, unit) : target.shown;
    case Target::Kind::range:
      return target.shown.empty()
                 ? number_words(target.number, unit) + " to " + number_words(target.upper, unit)
                 : target.shown;
    default:
      return target.shown;
  }
}

std::string tolerance_words(const Tolerance& tolerance, const Unit& unit) {
  switch (tolerance.kind) {
    case Tolerance::Kind::share_of_target:
      return figure_text(tolerance.amount * 100) + " % of target";
    case Tolerance::Kind::amount:
      return distance_words(tolerance.amount, unit);
    default:
      return "none";
  }
}

}  // namespace outturn
