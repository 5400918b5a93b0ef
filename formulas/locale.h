// The regional settings a formula is calculated under. A workbook does not store them: Excel takes them from
// the machine, outturn from `--locale`. They decide how text becomes a number or a date, what TEXT and `&`
// write, and the month and day names of a number format.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace outturn {

enum class DateOrder : std::uint8_t { day_month_year, month_day_year, year_month_day };

struct Locale {
  std::string_view name;  // BCP 47: "en-GB"
  std::uint16_t lcid;     // Windows language identifier, as in the number format code [$-809] (MS-LCID)
  DateOrder date_order;
  char date_separator;
  std::string_view decimal_separator;
  std::string_view group_separator;
  char list_separator;
  std::string_view currency_symbol;
  bool currency_follows_number;  // "5,00 €" rather than "£5.00"
  std::string_view am;
  std::string_view pm;
  std::array<std::string_view, 12> months;  // January first
  std::array<std::string_view, 12> short_months;
  std::array<std::string_view, 7> days;  // Sunday first
  std::array<std::string_view, 7> short_days;
};

// en-GB.
[[nodiscard]] const Locale& default_locale() noexcept;

// By BCP 47 name, ignoring case and taking `_` for `-`; a bare language ("de") is its main country. Null if
// unknown.
[[nodiscard]] const Locale* find_locale(std::string_view name) noexcept;

// By Windows language identifier. A country that is not known gets its language; null if that is not known
// either.
[[nodiscard]] const Locale* find_locale(std::uint32_t lcid) noexcept;

}  // namespace outturn
