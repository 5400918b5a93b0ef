// How a figure came to be typed wrong, told from its digits alone.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "engine/checks/figure.h"

namespace outturn {

enum class DigitSlip : std::uint8_t {
  none,
  transposed,    // two neighbouring digits exchanged
  mistyped,      // one digit another
  dropped,       // one digit missing
  doubled,       // one digit typed twice
  decimal_slip,  // ten times too much or too little
  scale,         // a hundred, a thousand or a million times
  sign,
};

[[nodiscard]] DigitSlip digit_slip(const Figure& typed, double expected);
// What the figure would be without a slip that leaves its mark on the digits: one doubled, one lost, two
// exchanged, or the decimal point out of place.
[[nodiscard]] std::vector<double> without_slip(const Figure& typed);
[[nodiscard]] std::string_view slip_word(DigitSlip slip) noexcept;

}  // namespace outturn
