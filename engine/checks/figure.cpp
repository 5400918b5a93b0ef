#include "engine/checks/figure.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

#include "engine/indicators/figure_text.h"
#include "engine/indicators/spelling.h"
#include "formulas/decimal_rounding.h"
#include "formulas/number_format.h"

namespace outturn {
namespace {

constexpr int kMostPlaces = 10;

// The decimals that a number has at 11 significant digits, as a General cell shows them.
int places_of(double value) {
  const DecimalView view = decimal_view(std::fabs(value));
  if (view.significand == 0) return 0;
  std::int64_t digits = view.significand;
  int exponent = view.exponent;
  for (int i = 0; i < 4; ++i) {  // 15 digits to 11
    digits = (digits + 5) / 10;
    ++exponent;
  }
  while (digits != 0 && digits % 10 == 0 && exponent < 0) {
    digits /= 10;
    ++exponent;
  }
  return std::clamp(-exponent, 0, kMostPlaces);
}

double power_of_ten(int exponent) { return std::pow(10.0, exponent); }

bool is_currency(std::string_view text) {
  return text.find("\xC2\xA3") != std::string_view::npos || text.find('$') != std::string_view::npos ||
         text.find("\xE2\x82\xAC") != std::string_view::npos;
}

struct FormatLook {
  bool known = false, date = false, percent = false, general = false, money = false;
  std::optional<int> places;
  int power = 0;
};

FormatLook look_at(std::string_view code) {
  FormatLook look;
  const auto format = NumberFormat::parse(code);
  if (!format) return look;
  look.known = true;
  look.date = format->is_date();
  look.percent = format->is_percent();
  look.general = format->is_general();
  look.places = format->decimals_shown();
  look.power = format->shown_power();
  look.money = is_currency(code);
  return look;
}

// Formats repeat from cell to cell, so the last few are remembered.
const FormatLook& cached_look(std::string_view code) {
  struct Entry {
    std::string code;
    FormatLook look;
    bool used = false;
  };
  thread_local std::array<Entry, 32> entries;
  Entry& entry = entries[std::hash<std::string_view>()(code) % entries.size()];
  if (!entry.used || entry.code != code) entry = {std::string(code), look_at(code), true};
  return entry.look;
}

std::optional<Figure> read_text(std::string_view text) {
  text = trimmed(text);
  if (text.empty() || text.size() > 24) return std::nullopt;
  Figure figure;
  figure.from_text = true;
  bool negative = false;
  if (text.front() == '(' && text.back() == ')') {
    negative = true;
    text = trimmed(text.substr(1, text.size() - 2));
  }
  const auto drop = [&](std::string_view mark) {
    if (!text.starts_with(mark)) return false;
    text = trimmed(text.substr(mark.size()));
    return true;
  };
  const auto sign = [&] {
    if (drop("-") || drop("\xE2\x88\x92"))
      negative = !negative;
    else
      drop("+");
  };
  sign();
  figure.money = drop("\xC2\xA3");
  sign();
  if (text.ends_with('%')) {
    figure.percent = true;
    text = trimmed(text.substr(0, text.size() - 1));
  }
  // Digits, grouped by commas in threes or not at all, and a decimal point.
  // "£000" is a unit and "007" a name.
  if (text.size() > 1 && text[0] == '0' && text[1] != '.') return std::nullopt;
  double number = 0;
  std::size_t at = 0;
  int group = -1;  // digits since the last comma
  int digits = 0;
  for (; at < text.size() && (std::isdigit(static_cast<unsigned char>(text[at])) || text[at] == ','); ++at) {
    if (text[at] == ',') {
      if (digits == 0 || (group >= 0 && group != 3) || (group < 0 && digits > 3)) return std::nullopt;
      group = 0;
      continue;
    }
    number = number * 10 + (text[at] - '0');
    ++digits;
    if (group >= 0) ++group;
  }
  if (group >= 0 && group != 3) return std::nullopt;
  if (at < text.size() && text[at] == '.') {
    double unit = 0.1;
    for (++at; at < text.size() && std::isdigit(static_cast<unsigned char>(text[at])); ++at) {
      number += (text[at] - '0') * unit;
      unit /= 10;
      ++figure.places;
      ++digits;
    }
    if (figure.places == 0) return std::nullopt;
  }
  if (at != text.size() || digits == 0 || digits > 15) return std::nullopt;
  number = at_15_digits(number);
  figure.value = (negative ? -number : number) * (figure.percent ? 0.01 : 1);
  figure.step = power_of_ten(-figure.places) * (figure.percent ? 0.01 : 1);
  figure.rounded = figure.places > 0 || figure.percent;
  return figure;
}

}  // namespace

std::optional<Figure> read_cell_figure(const Value& value, std::string_view number_format) {
  if (value.is_text()) return read_text(value.text());
  if (!value.is_number() || !std::isfinite(value.number())) return std::nullopt;
  const FormatLook& look = cached_look(number_format);
  if (look.date) return std::nullopt;
  Figure figure;
  figure.value = value.number();
  figure.percent = look.percent;
  figure.money = look.money;
  const double unit = power_of_ten(-look.power);
  figure.places = look.places ? *look.places : places_of(figure.value / unit);
  figure.step = power_of_ten(-figure.places) * unit;
  // A number typed in full keeps its digits behind what is shown; one typed as shown may have lost some.
  const double steps = figure.value / figure.step;
  const bool as_shown = std::fabs(steps - std::round(steps)) < 1e-6;
  figure.rounded = as_shown && (figure.step < 1 || look.power < 0);
  return figure;
}

bool is_malformed_figure(std::string_view text) {
  text = trimmed(text);
  if (text.empty() || text.size() > 14 || read_text(text)) return false;
  int digits = 0, marks = 0, letters = 0, groups = 0, points = 0;
  for (const char c : text) {
    if (std::isdigit(static_cast<unsigned char>(c)))
      ++digits;
    else if (c == ',')
      ++groups, ++marks;
    else if (c == '.')
      ++points, ++marks;
    else if (c == 'O' || c == 'o' || c == 'l' || c == 'I')
      ++letters;
    else if (c != '%')
      return false;
  }
  if (digits < 2) return false;
  // 1.2.3 is a section's number, 3,4 a list; 3,0335 and 12..5 are neither.
  if (letters > 0)
    return letters <= 1 && digits >= 2 && std::isdigit(static_cast<unsigned char>(text.front()));
  if (points > 1) return text.find("..") != std::string_view::npos;
  return groups > 0 && digits >= 4;
}

std::string figure_words(double value, const Figure& like) {
  const double shown = like.percent ? at_15_digits(value * 100) : value;
  const int places = like.percent || like.step >= 1e-10 ? like.places : kMostPlaces;
  std::string text;
  if (like.step > 1) {
    text = figure_text(at_precision(value, like), 0);
  } else {
    text = figure_text(shown, places);
  }
  return (like.money ? (text.starts_with("-") ? "-£" + text.substr(1) : "£" + text) : text) +
         (like.percent ? "%" : "");
}

double at_precision(double value, const Figure& like) {
  const int digits = static_cast<int>(std::lround(-std::log10(like.step)));
  return round_half_away(value, digits);
}

}  // namespace outturn
