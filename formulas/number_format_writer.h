// Writes one number with one section of a number format (formulas/number_format.h).
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "formulas/number_format.h"

namespace outturn {

class NumberFormatWriter {
 public:
  NumberFormatWriter(const NumberFormat::Section& section, const Locale& locale, DateSystem system)
      : section_(section),
        locale_(locale),
        names_(section.locale != nullptr ? *section.locale : locale),
        system_(system) {}

  // Nothing for a number that a date section cannot show.
  [[nodiscard]] std::optional<std::string> write(double x, bool keeps_sign);

 private:
  using Kind = NumberFormat::Kind;
  using Token = NumberFormat::Token;

  // A magnitude as decimal digits: whole part without leading zeros, decimals as many as shown.
  struct Digits {
    std::string whole;
    std::string decimals;
    [[nodiscard]] bool is_zero() const noexcept;
  };
  [[nodiscard]] static Digits rounded(double magnitude, int power, int places);

  [[nodiscard]] std::string write_plain(double magnitude, bool& is_zero);
  [[nodiscard]] std::string write_scientific(double magnitude, bool& is_zero);
  [[nodiscard]] std::string write_fraction(double magnitude, bool& is_zero);
  [[nodiscard]] std::optional<std::string> write_date(double serial);

  // Writes tokens [first, last) with the digits; `whole_places` is the number of whole digit placeholders
  // left.
  void write_digits(std::string& out, std::size_t first, std::size_t last, const Digits& digits,
                    bool groups) const;
  [[nodiscard]] int count_digits(std::size_t first, std::size_t last, bool decimals) const noexcept;

  const NumberFormat::Section& section_;
  const Locale& locale_;  // separators
  const Locale& names_;   // month and day names
  DateSystem system_;
};

}  // namespace outturn
