// How a typed figure stands to the value that a definition gives, and why it came to be typed so.
#pragma once

#include <optional>
#include <string>

#include "engine/checks/checks_sheet.h"
#include "engine/checks/equation.h"

namespace outturn {

// At the figure's own printed precision, unless the officer allows less or more.
[[nodiscard]] CheckVerdict declared_verdict(const Figure& typed, const Restated& restated,
                                            const std::optional<DeclaredCheck::Allowance>& allow);

struct FigureCause {
  std::string word;    // of the contract; empty where none can be told
  std::string phrase;  // for the message
};
// Told from the figure's digits alone.
[[nodiscard]] FigureCause figure_cause(const Figure& typed, double expected);

}  // namespace outturn
