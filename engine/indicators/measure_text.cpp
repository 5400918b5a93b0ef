#include "engine/indicators/measure_text.h"

#include <algorithm>
#include <cmath>

#include "engine/indicators/figure_text.h"
#include "engine/indicators/period.h"
#include "engine/indicators/spelling.h"

namespace outturn {
namespace {

constexpr double kSecondsADay = 86400;

// Of a figure that is written in a larger unit than its number is in: 100,000 for "£6.1m", which is
// 6,100,000. 0 for a figure of zeros, which does not say how it was scaled.
double last_digit_of(std::string_view text, double number) noexcept {
  double digits = 0;
  for (const char c : text) {
    if (c >= '0' && c <= '9') digits = digits * 10 + (c - '0');
  }
  return digits == 0 ? 0 : std::fabs(number) / digits;
}

FigureReading number_reading(double number) {
  FigureReading reading;
  reading.kind = FigureReading::Kind::number;
  reading.number = number;
  return reading;
}

FigureReading refusal(std::string problem) {
  FigureReading reading;
  reading.kind = FigureReading::Kind::refused;
  reading.problem = std::move(problem);
  return reading;
}

// What an officer could write in the cell instead.
std::string advice(const Unit& unit) {
  std::string example = "1,234";
  if (unit.kind == UnitKind::percent) example = "49%";
  if (unit.kind == UnitKind::money) example = unit.multiplier == 1 ? "\u00A31,234" : "1,234";
  if (unit.kind == UnitKind::duration) example = unit.clock ? "00:10:30" : "12.5";
  return "; write a figure such as " + example + ", or leave the cell blank where there is none";
}

bool is_bare_fraction(double number) noexcept { return number != 0 && std::fabs(number) <= 1; }

FigureReading read_number_cell(double number, NumberLook look, const Unit& unit) {
  if (!std::isfinite(number)) return refusal("the number is not finite" + advice(unit));
  const std::string shown = figure_text(number);
  switch (unit.kind) {
    case UnitKind::text: {
      FigureReading reading;
      reading.kind = FigureReading::Kind::text;
      reading.text = shown;
      return reading;
    }
    case UnitKind::percent:
      if (look == NumberLook::percent) return number_reading(number);
      if (look != NumberLook::plain)
        return refusal("the cell shows a date or time; write a percentage such as 49%");
      if (is_bare_fraction(number)) return refusal(bare_fraction_problem(number));
      return number_reading(from_cell_number(number, unit));
    case UnitKind::date:
      if (look == NumberLook::date && is_date_serial(number)) return number_reading(number);
      return refusal(shown + " is no date; give the cell a date format");
    case UnitKind::duration:
      if (look == NumberLook::time) return number_reading(number * kSecondsADay);
      if (look == NumberLook::plain && !unit.clock) return number_reading(from_cell_number(number, unit));
      return refusal(shown + " is no length of time; give the cell the format hh:mm:ss");
    default:
      if (look == NumberLook::percent) {
        return refusal("the cell shows a percentage, " + figure_text(number * 100) + "%, but the unit is " +
                       unit.word + "; correct the unit or the cell's format");
      }
      if (look == NumberLook::date || look == NumberLook::time) {
        return refusal("the cell shows a " + std::string(look == NumberLook::date ? "date" : "time") +
                       ", but the unit is " + unit.word + "; correct the unit or the cell's format");
      }
      return number_reading(from_cell_number(number, unit));
  }
}

FigureReading read_clock(std::string_view text) {
  const std::string shown(text);
  double parts[3] = {0, 0, 0};
  std::size_t count = 0;
  while (count < 3) {
    const std::size_t end = text.find(':');
    const std::string_view part = text.substr(0, end);
    if (part.empty() || part.size() > 4) break;
    for (char c : part) {
      if (c < '0' || c > '9') return refusal("\"" + shown + "\" is no time; write hh:mm:ss, as in 00:10:30");
    }
    parts[count++] = std::stod(std::string(part));
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  if (count == 2) {
    return refusal("\"" + shown +
                   "\" may be hours and minutes or minutes and seconds; write hh:mm:ss, as in 00:" + shown);
  }
  if (count != 3 || parts[1] >= 60 || parts[2] >= 60) {
    return refusal("\"" + shown + "\" is no time; write hh:mm:ss, as in 00:10:30");
  }
  return number_reading(parts[0] * 3600 + parts[1] * 60 + parts[2]);
}

// The length of time that a word names, in the singular: "hour" for "hrs"; empty for any other word.
std::string time_word(std::string_view text) {
  static constexpr std::pair<std::string_view, std::string_view> kWords[] = {
      {"s", "second"},      {"sec", "second"}, {"second", "second"}, {"min", "minute"},
      {"minute", "minute"}, {"h", "hour"},     {"hr", "hour"},       {"hour", "hour"},
      {"day", "day"},       {"week", "week"},  {"month", "month"},   {"year", "year"},
  };
  std::string word = folded_phrase(text);
  for (const bool plural : {false, true}) {
    if (plural && word.size() > 1 && word.back() == 's') word.pop_back();
    for (const auto& [spelling, meaning] : kWords)
      if (word == spelling) return std::string(meaning);
  }
  return {};
}

FigureReading read_text_cell(std::string_view text, const Unit& unit, bool day_first);

bool has_digit(std::string_view text) noexcept {
  return text.find_first_of("0123456789") != std::string_view::npos;
}

// Lengths, weights and areas: a figure in another one of them than the measure's is wrong by a factor.
bool is_measuring_word(std::string_view word) {
  constexpr std::string_view kWords[] = {"g",      "kg",     "tonne", "tonnes",   "m",   "km",    "miles",
                                         "metres", "litres", "ha",    "hectares", "kwh", "mwh",   "points",
                                         "pp",     "cm",     "mm",    "acres",    "m2",  "pence", "p"};
  return std::any_of(std::begin(kWords), std::end(kWords),
                     [&](std::string_view each) { return same_name(word, each); });
}

// "0.75% (32 properties)" holds a percentage and the count that it stands for; which of the two is read, the
// unit says. `open` is where the bracket opens.
FigureReading read_with_count(std::string_view text, std::size_t open, const Unit& unit) {
  const std::string_view before = trimmed(text.substr(0, open));
  const std::string_view inside = trimmed(text.substr(open + 1, text.size() - open - 2));
  if (unit.kind == UnitKind::percent) {
    FigureReading reading = read_text_cell(before, unit, true);
    if (reading.note.empty()) reading.note = std::string(inside);
    return reading;
  }
  const BoundedNumberReading count = read_bounded_number(inside);
  if (unit.kind != UnitKind::number || !count.number || count.number->percent || count.number->money ||
      has_digit(count.number->rest)) {
    return refusal("\"" + std::string(text) + "\" is a percentage, but the unit is " + unit.word +
                   "; correct the unit or the cell");
  }
  const std::string& word = count.number->rest;
  if (!unit.whole && !same_name(word, unit.word) && !same_name(word + "s", unit.word)) {
    return refusal("\"" + std::string(text) + "\" counts " + (word.empty() ? "something" : word) +
                   ", but the unit is " + unit.word + "; write the figure that is meant alone");
  }
  FigureReading reading = number_reading(count.number->number);
  reading.bound = count.number->bound;
  reading.note = std::string(before);
  return reading;
}

FigureReading read_text_cell(std::string_view text, const Unit& unit, bool day_first) {
  if (unit.kind == UnitKind::text) {
    FigureReading reading;
    reading.kind = FigureReading::Kind::text;
    reading.text = std::string(text);
    return reading;
  }
  if (unit.kind == UnitKind::date) {
    const DateReading date = read_date(text, day_first);
    if (!date.serial) {
      const PeriodReading month = date.problem.empty() ? read_period(text, {}) : PeriodReading{};
      if (month.period && month.period->months == 1) {  // Mar-21
        FigureReading reading = number_reading(last_day_serial(*month.period));
        reading.note = "read as " + date_text(reading.number) + ", the end of the month";
        return reading;
      }
      return refusal(date.problem.empty() ? "\"" + std::string(text) + "\" is no date; write it as 31/03/2019"
                                          : date.problem);
    }
    FigureReading reading = number_reading(*date.serial);
    if (date.day_month_could_be_swapped) reading.note = "read as " + date_text(*date.serial) + ", day first";
    return reading;
  }
  if (unit.kind == UnitKind::duration && text.find(':') != std::string_view::npos) return read_clock(text);

  const std::size_t open = text.back() == ')' ? text.rfind('(') : std::string_view::npos;
  if (open != std::string_view::npos && open > 0) {
    const std::string_view before = trimmed(text.substr(0, open));
    const BoundedNumberReading first = read_bounded_number(before);
    if (first.number && first.number->percent) return read_with_count(text, open, unit);
    if (first.number && !has_digit(text.substr(open)) && before.find('(') == std::string_view::npos) {
      FigureReading reading = read_text_cell(before, unit, day_first);  // "14 (provisional)"
      if (reading.note.empty()) reading.note = std::string(trimmed(text.substr(open)));
      return reading;
    }
  }
  BoundedNumberReading read = read_bounded_number(text);
  if (!read.number) return refusal(read.problem + advice(unit));
  BoundedNumber& written = *read.number;
  if (unit.multiplier < 1 && !written.rest.empty()) {  // "2.6 per 10,000"
    const UnitReading rate = read_unit(written.rest);
    if (rate.unit && rate.unit->multiplier == unit.multiplier) written.rest.clear();
  }
  if (has_digit(written.rest))
    return refusal("\"" + std::string(text) + "\" holds more than one number" + advice(unit));
  // "5-": whether it is minus five, as some ledgers print it, or a range without its end.
  if (written.rest.find_first_of("%()") != std::string::npos || written.rest.ends_with('-') ||
      written.rest.ends_with("\u2212"))
    return refusal("\"" + std::string(text) + "\" is no number" + advice(unit));
  if (unit.kind == UnitKind::money && !written.scaled && same_name(written.rest, "m")) {  // 30m
    written.number *= 1e6;
    written.scaled = true;
    written.rest.clear();
  }
  if (is_measuring_word(written.rest) && !same_name(written.rest, unit.word) &&
      !(unit.kind == UnitKind::percent && (written.rest == "points" || written.rest == "pp"))) {
    return refusal("\"" + std::string(text) + "\" is in " + written.rest + ", but the unit is " + unit.word +
                   "; write it in that");
  }
  if (written.percent != (unit.kind == UnitKind::percent) && written.percent) {
    return refusal("\"" + std::string(text) + "\" is a percentage, but the unit is " + unit.word +
                   "; correct the unit or the cell");
  }
  if (written.money && unit.kind != UnitKind::money) {
    return refusal("\"" + std::string(text) + "\" is money, but the unit is " + unit.word +
                   "; correct the unit or the cell");
  }
  FigureReading reading;
  const std::string length = time_word(written.rest);
  if (!length.empty() && length != time_word(unit.word)) {
    const UnitReading named = read_unit(length + "s");
    if (unit.kind == UnitKind::duration && named.unit && named.unit->kind == UnitKind::duration) {
      reading = number_reading(written.number * named.unit->multiplier);
      reading.bound = written.bound;
      return reading;
    }
    return refusal("\"" + std::string(text) + "\" is in " + length + "s, but the unit is " + unit.word +
                   "; write it in that");
  }
  if (unit.kind == UnitKind::percent) {
    if (!written.percent && is_bare_fraction(written.number))
      return refusal(bare_fraction_problem(written.number));
    reading = number_reading(written.number / 100);
  } else if (unit.kind == UnitKind::money && (written.money || written.scaled)) {
    // A column in £000 may hold "£322" meaning thousands; only a figure with its own k, m or bn is surely in
    // pounds.
    if (unit.multiplier != 1 && !written.scaled) {
      return refusal("\"" + std::string(text) + "\" may be pounds or " + unit.word +
                     "; write the number alone, or with k or m");
    }
    reading = number_reading(written.number);
    if (written.scaled) reading.step = last_digit_of(text, written.number);
  } else if (unit.clock) {
    return refusal("\"" + std::string(text) + "\" is no time; write hh:mm:ss, as in 00:10:30");
  } else {
    reading = number_reading(from_cell_number(written.number, unit));
  }
  reading.bound = written.bound;
  if (!written.rest.empty() && !same_name(written.rest, unit.word)) reading.note = written.rest;
  return reading;
}

bool is_missing_number(double number, std::span<const std::string> missing_words) {
  return std::any_of(missing_words.begin(), missing_words.end(), [&](const std::string& word) {
    if (word.empty() || !has_digit(word)) return false;
    const BoundedNumberReading read = read_bounded_number(word);
    return read.number && read.number->rest.empty() && !read.number->percent && read.number->number == number;
  });
}

}  // namespace

std::string bare_fraction_problem(double number) {
  const std::string shown = figure_text(number);
  return shown + " may mean " + shown + "% or " + figure_text(number * 100) + "%; write it with %, as " +
         figure_text(number * 100) + "% or " + shown + "%";
}

FigureReading read_figure(const Value& cell, NumberLook look, const Unit& unit,
                          std::span<const std::string> missing_words, bool day_first) {
  switch (cell.kind()) {
    case ValueKind::blank:
      return {};
    case ValueKind::number:
      if (is_missing_number(cell.number(), missing_words)) return {};
      return read_number_cell(cell.number(), look, unit);
    case ValueKind::error: {
      FigureReading reading;
      reading.kind = FigureReading::Kind::error;
      reading.error = cell.error();
      return reading;
    }
    case ValueKind::text: {
      const std::string_view text = trimmed(cell.text());
      if (text.empty()) return {};
      for (const std::string& word : missing_words) {
        if (same_name(text, word)) return {};
      }
      return read_text_cell(text, unit, day_first);
    }
    case ValueKind::logical:
      return refusal(std::string(cell.logical() ? "TRUE" : "FALSE") + " is no figure" + advice(unit));
    case ValueKind::array:
      break;
  }
  return refusal("the cell holds an array" + advice(unit));
}

}  // namespace outturn
