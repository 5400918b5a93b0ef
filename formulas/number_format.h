// The number format language of cells and TEXT (ECMA-376 18.8.30, 18.8.31): what a number looks like.
//
// A format is up to four sections separated by semicolons: positive, negative, zero, text; a section may
// instead state a condition, [>100]. Numbers are rounded half away from zero on their 15-digit decimal view,
// as Excel does, and a number that rounds to zero has no minus sign. Colours are ignored; a fill (*x) takes
// no room and a skip (_x) is a space, as in TEXT.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "formulas/date_serial.h"
#include "formulas/locale.h"

namespace outturn {

class NumberFormat {
 public:
  // As stored in a file: `.` and `,` whatever the locale. Nothing if Excel would refuse the code.
  [[nodiscard]] static std::optional<NumberFormat> parse(std::string_view code);
  // As written in a formula: decimal and group separators are the locale's.
  [[nodiscard]] static std::optional<NumberFormat> parse(std::string_view code, const Locale& written_in);

  // Nothing where a cell would show ##### and TEXT gives #VALUE!: a date format and no date.
  [[nodiscard]] std::optional<std::string> format_number(double x, const Locale& locale,
                                                         DateSystem system) const;
  [[nodiscard]] std::string format_text(std::string_view text) const;

  // Why a text in this format is not Excel's: the digits of another script, a calendar that is not written
  // here, or the settings of the machine. A part of a sentence; null if it is.
  [[nodiscard]] const char* not_written() const noexcept;

  // About the section for positive numbers.
  [[nodiscard]] bool is_general() const noexcept;
  [[nodiscard]] bool is_percent() const noexcept;
  [[nodiscard]] bool is_date() const noexcept;  // or time
  // The places after the decimal point of the figure as shown: 1 for 0.0%. Nothing for General, dates,
  // fractions and scientific formats, whose places depend on the number.
  [[nodiscard]] std::optional<int> decimals_shown() const noexcept;
  // The power of ten between a number and the figure shown: 2 for percentages, -3 for thousands (0,).
  [[nodiscard]] int shown_power() const noexcept;

 private:
  enum class Kind : std::uint8_t {
    literal,
    digit,
    decimal_point,
    percent,
    exponent,
    slash,
    general,
    text,
    year,
    month,
    weekday_or_day,
    hour,
    minute,
    second,
    fraction_of_second,
    half_day,
    elapsed_hours,
    elapsed_minutes,
    elapsed_seconds,
  };
  struct Token {
    Kind kind;
    char placeholder = 0;  // a digit's 0, # or ?; an exponent's + or -; b of a year that counts from Buddha
    // How often a date letter is repeated; the commas after a digit; the places of a second; 1 for A/P, 2 for
    // AM/PM; the denominator after a slash, 0 if it is free.
    int count = 1;
    std::string text;
  };
  enum class Comparison : std::uint8_t { none, less, less_equal, equal, not_equal, greater_equal, greater };
  struct Section {
    std::vector<Token> tokens;
    Comparison comparison = Comparison::none;
    double limit = 0;
    const Locale* locale = nullptr;  // from [$-809]
    bool groups = false;             // thousands separated
    int percents = 0;
    int thousands = 0;  // trailing commas, each dividing by 1000
    bool has_date = false;
    bool has_elapsed = false;
    bool has_half_day = false;
    int second_places = 0;
    const char* not_written = nullptr;
    [[nodiscard]] bool has(Kind kind) const noexcept;
  };
  friend class NumberFormatParser;
  friend class NumberFormatWriter;

  [[nodiscard]] const Section* section_for(double x, bool& keeps_sign) const noexcept;

  std::vector<Section> numbers_;  // one to three
  std::optional<Section> text_;
};

// The code of a built-in format id (ECMA-376 18.8.30), 0 to 49, with the locale's short date for 14 and 22
// and its currency for 5 to 8 and 42, 44; empty for an id that has none.
[[nodiscard]] std::string builtin_format_code(int id, const Locale& locale);

}  // namespace outturn
