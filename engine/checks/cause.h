// Why a figure is wrong, where exactly one explanation fits at its printed precision.
#pragma once

#include <optional>
#include <string>

#include "engine/checks/equation.h"

namespace outturn {

struct Cause {
  std::string word;    // of the contract: "transposed"; empty where none, or more than one, fits
  std::string phrase;  // for the message: "two digits are exchanged"
  int fits = 0;        // how many explanations fit
  double weight = 0;   // how unlikely the likeliest of them is to fit by chance: 1 very, 0.3 hardly
};

// `equation` is one that the figure breaks; `expected` what the figure should be.
[[nodiscard]] Cause cause_of(FigureId figure, double expected, const Equation& equation,
                             const FigureBook& book);
// A figure that was cut off instead of rounded.
[[nodiscard]] bool is_truncated(const Figure& typed, double exact);

}  // namespace outturn
