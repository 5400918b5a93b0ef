#include "engine/indicators/unit.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "engine/indicators/bounded_number.h"
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

// "per 10,000", "rate per 1,000 households", "\u00A3 per FTE". nullopt for a text without "per".
std::optional<UnitReading> read_rate(std::string_view text) {
  const std::string phrase = folded_phrase(text);
  const std::size_t at = phrase.rfind("per ", 0) == 0 ? 0 : phrase.find(" per ");
  if (at == std::string::npos || phrase == "per cent") return std::nullopt;
  const std::string before(trimmed(std::string_view(phrase).substr(0, at)));
  const std::string after(trimmed(std::string_view(phrase).substr(at == 0 ? 4 : at + 5)));
  UnitReading reading;
  if (before.empty() || before == "rate" || before == "number") {
    reading.unit = Unit{};
  } else {
    reading = read_unit(before);
    if (!reading.unit) return reading;
  }
  Unit& unit = *reading.unit;
  const bool counted = unit.kind == UnitKind::number || unit.kind == UnitKind::money ||
                       (unit.kind == UnitKind::duration && !unit.clock);
  if (!counted) {
    return UnitReading{
        {},
        "\"" + std::string(trimmed(text)) + "\" is no unit: a " + before + " is not counted per anything"};
  }
  unit.whole = false;
  unit.word = std::string(trimmed(text));
  if (after.empty() || after[0] < '0' || after[0] > '9') return reading;
  const BoundedNumberReading per = read_bounded_number(after);
  if (!per.number || per.number->number < 2 || per.number->number > 1e9 || per.number->percent ||
      per.number->money || per.number->number != std::floor(per.number->number)) {
    return UnitReading{
        {}, "\"" + std::string(trimmed(text)) + "\" is no unit; write a rate as per 1,000 or per 10,000"};
  }
  unit.multiplier /= per.number->number;
  return reading;
}

// Numbers inside are exact tens of thousandths only if they are divided by, not multiplied with 0.0001.
double times_multiplier(double number, double multiplier) noexcept {
  return multiplier < 1 ? number / std::round(1 / multiplier) : number * multiplier;
}
// A rate is given at 15 digits, so that 26 in 100,000 is 2.6 per 10,000 and no bit less.
double by_multiplier(double number, double multiplier) noexcept {
  if (multiplier >= 1) return number / multiplier;
  const double rate = number * std::round(1 / multiplier);
  if (rate == 0 || !std::isfinite(rate)) return rate;
  return round_half_away(rate, 14 - static_cast<int>(std::floor(std::log10(std::fabs(rate)))));
}

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
  if (std::optional<UnitReading> rate = read_rate(text)) return *rate;
  const bool has_word = std::any_of(key.begin(), key.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
  });
  if (!has_word)
    return {
        {},
        "\"" + std::string(trimmed(text)) + "\" is no unit; write count, %, \u00A3, days or another word"};
  known.emplace_back("days");  // a plain word, but worth finding
  const std::string nearest = key.size() < 4 ? std::string() : nearest_name(key, known);
  if (!nearest.empty() && nearest != key && key + "s" != nearest) {
    return {{}, "\"" + std::string(trimmed(text)) + "\" is no unit" + did_you_mean(key, known)};
  }
  return {Unit{UnitKind::number, 1, false, false, std::string(trimmed(text))}, {}};
}

double from_cell_number(double number, const Unit& unit) noexcept {
  return unit.kind == UnitKind::percent ? number / 100 : times_multiplier(number, unit.multiplier);
}

double to_cell_number(double inside, const Unit& unit, NumberLook look) noexcept {
  if (unit.kind == UnitKind::percent) return look == NumberLook::percent ? inside : inside * 100;
  if (unit.kind == UnitKind::duration && look == NumberLook::time) return inside / kSecondsADay;
  return by_multiplier(inside, unit.multiplier);
}

std::string unit_text(double inside, const Unit& unit, std::optional<int> places) {
  const auto decimals = [&](double shown) {
    return places ? figure_text(shown, *places) : figure_text(round_half_away(shown, 2));
  };
  switch (unit.kind) {
    case UnitKind::percent:
      return decimals(inside * 100) + "%";
    case UnitKind::money: {
      const std::string figure = decimals(by_multiplier(std::fabs(inside), unit.multiplier));
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
      return decimals(by_multiplier(inside, unit.multiplier));
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
      return times_multiplier(round_half_away(by_multiplier(inside, unit.multiplier), places),
                              unit.multiplier);
  }
}

}  // namespace outturn
