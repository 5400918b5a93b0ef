// A figure as somebody typed and printed it: its value, the unit of its last shown place, and how much
// rounding it may hide.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "formulas/date_serial.h"
#include "formulas/value.h"

namespace outturn {

struct Figure {
  double value = 0;        // as a formula would use it: 0.49 for 49 %
  double step = 1;         // what one unit of the last shown place is worth: 0.01 for 49 %, 0.1 for 12.5
  int places = 0;          // decimals shown
  bool percent = false;    // shown with a % sign
  bool rounded = false;    // the value is no more than what is shown, of a kind that is shown rounded
  bool from_text = false;  // typed as text: "49%", "(322)"
  bool money = false;      // with a currency sign
};

// How a cell of this number format shows a number; nothing for a date, a logical, blank, error, or text that
// is no figure. Text is read whole: "49%", "(322)", "£1,040", "12.5 long" is no figure.
[[nodiscard]] std::optional<Figure> read_cell_figure(const Value& value, std::string_view number_format);

// Text in which somebody meant a number that cannot be told: "3,0335", "1O5", "12..5".
[[nodiscard]] bool is_malformed_figure(std::string_view text);

// As the figure's own cell would print another value: "49%", "1,040", "(322)" is "-322".
[[nodiscard]] std::string figure_words(double value, const Figure& like);

// Rounded half away from zero at the figure's last place, on 15 digits.
[[nodiscard]] double at_precision(double value, const Figure& like);

}  // namespace outturn
