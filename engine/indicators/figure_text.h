// Figures in messages: "4,397", "48.65", "14,413.7".
#pragma once

#include <string>

namespace outturn {

// Grouped in thousands, with exactly `places` decimals, rounded half away from zero on 15 digits as a cell
// shows it.
[[nodiscard]] std::string figure_text(double number, int places);
// Grouped, with as many decimals as the number has at 15 significant digits.
[[nodiscard]] std::string figure_text(double number);

// a + b, but 0 where the two cancel to 15 digits, so that noise in the last bits never stands beside a limit
// of 0.
[[nodiscard]] double sum_or_zero(double a, double b) noexcept;

}  // namespace outturn
