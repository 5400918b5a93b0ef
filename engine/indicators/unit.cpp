#include "engine/indicators/unit.h"

#include <array>
#include <cmath>
#include <vector>

#include "engine/indicators/figure_text.h"
#include "engine/indicators/period.h"
#include "engine/indicators/spelling.h"
#include "formulas/decimal_rounding.h"

namespace outturn {
namespace {

struct UnitWord {
  std::string_view word;
  UnitKind kind;
  double multiplier;
  bool whole;
  bool clock;
};

constexpr double kSecondsADay = 86400;

constexpr UnitWord kUnitWords[] = {
    {"count", UnitKind::number, 1, true, false},
    {"number", UnitKind::number, 1, false, false},
    {"%", UnitKind::percent, 1, false, false},
    {"percent", UnitKind::percent, 1, false, false},
    {"percentage", UnitKind::percent, 1, false, false},
    {"\u00A3", UnitKind::money, 1, false, false},
    {"\u00A3000", UnitKind::money, 1e3, false, false},
    {"\u00A3000s", UnitKind::money, 1e3, false, false},
    {"\u00A3k", UnitKind::money, 1e3, false, false},
    {"\u00A3m", UnitKind::money, 1e6, false, false},
    {"hh:mm:ss", UnitKind::duration, kSecondsADay, false, true},
    {"hours", UnitKind::duration, 3600, false, false},
    {"minutes", UnitKind::duration, 60, false, false},
    {"seconds", UnitKind::duration, 1, false, false},
    {"date", UnitKind::date, 1, false, false},
    {"text", UnitKind::text, 1, false, false},
};

}  // namespace

UnitReading read_unit(std::string_view text) {
  const std::string key = name_key(text);
  if (key.empty())
    return {{}, "the unit is missing; write count, %, \u00A3, days, hh:mm:ss, date, text or another word"};
  std::vector<std::string> known;
  for (const UnitWord& entry : kUnitWords) {
    if (key == entry.word) {
      return {Unit{entry.kind, entry.multiplier, entry.whole, entry.clock, std::string(trimmed(text))}, {}};
    }
    known.emplace_back(entry.word);
  }
  known.emplace_back("days");  // a plain word, but worth finding
  const std::string nearest = key.size() < 4 ? std::string() : nearest_name(key, known);
  if (!nearest.empty() && nearest != key && key + "s" != nearest) {
    return {{}, "\"" + std::string(trimmed(text)) + "\" is no unit" + did_you_mean(key, known)};
  }
  return {Unit{UnitKind::number, 1, false, false, std::string(trimmed(text))}, {}};
}

double from_cell_number(double number, const Unit& unit) noexcept {
  return unit.kind == UnitKind::percent ? number / 100 : number * unit.multiplier;
}

double to_cell_number(double inside, const Unit& unit, NumberLook look) noexcept {
  if (unit.kind == UnitKind::percent) return look == NumberLook::percent ? inside : inside * 100;
  if (unit.kind == UnitKind::duration && look == NumberLook::time) return inside / kSecondsADay;
  return inside / unit.multiplier;
}

std::string unit_text(double inside, const Unit& unit, std::optional<int> places) {
  const auto decimals = [&](double shown) {
    return places ? figure_text(shown, *places) : figure_text(round_half_away(shown, 2));
  };
  switch (unit.kind) {
    case UnitKind::percent:
      return decimals(inside * 100) + "%";
    case UnitKind::money: {
      const std::string figure = decimals(std::fabs(inside) / unit.multiplier);
      const std::string suffix = unit.multiplier == 1e3 ? "k" : unit.multiplier == 1e6 ? "m" : "";
      return (inside < 0 ? "-\u00A3" : "\u00A3") + figure + suffix;
    }
    case UnitKind::duration: {
      if (!unit.clock) return decimals(inside / unit.multiplier) + " " + unit.word;
      const double whole = round_half_away(std::fabs(inside), 0);
      if (whole > 1e12) return figure_text(inside) + " seconds";
      const auto seconds = static_cast<long long>(whole);
      const auto two = [](long long part) { return (part < 10 ? "0" : "") + std::to_string(part); };
      return (inside < 0 ? "-" : "") + two(seconds / 3600) + ":" + two(seconds / 60 % 60) + ":" +
             two(seconds % 60);
    }
    case UnitKind::date:
      return is_date_serial(inside) ? date_text(inside) : figure_text(inside);
    default:
      return decimals(inside);
  }
}

double as_printed(double inside, const Unit& unit, int places) {
  switch (unit.kind) {
    case UnitKind::percent:
      return round_half_away(inside, places + 2);
    case UnitKind::date:
    case UnitKind::text:
      return inside;
    case UnitKind::duration:
      if (unit.clock) return round_half_away(inside, 0);
      [[fallthrough]];
    default:
      return round_half_away(inside / unit.multiplier, places) * unit.multiplier;
  }
}

}  // namespace outturn
