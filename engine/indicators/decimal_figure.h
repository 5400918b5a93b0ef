// Figures as they are printed: comparison and rounding on a number's decimal digits.
//
// Excel shows and compares 15 significant digits, and so do the statuses: 0.1+0.2 is 0.3, so noise in the last bits
// never moves an indicator across its target. Rounding works on the same 15 digits (1.005 to two places is 1.01, as
// Excel's ROUND gives), never by multiplying a binary fraction.
#pragma once

#include <string>

namespace outturn {

// Negative, zero or positive, both numbers taken at 15 significant digits. Requires finite numbers.
[[nodiscard]] int compare_figures(double a, double b);

enum class Rounding { half_up, truncate, up };

// `places` counts decimals and may be negative (-3 rounds to thousands). half_up is away from zero, as ROUND does;
// truncate is ROUNDDOWN and up is ROUNDUP.
[[nodiscard]] double rounded(double number, int places, Rounding how = Rounding::half_up);

// A sum or difference whose terms cancel is zero rather than what is left in the last bits.
[[nodiscard]] double cancelled_sum(double a, double b) noexcept;

// "4,397", "48.65", "-0.5": grouped in thousands, with exactly `places` decimals.
[[nodiscard]] std::string figure_text(double number, int places);
// The shortest text that reads back as the same 15-digit number, grouped: "14,413.7".
[[nodiscard]] std::string figure_text(double number);

}  // namespace outturn
