// The shared formulas of one worksheet: a master's text is stored once and its children refer to it by number
// (ECMA-376 part 1, 18.3.1.40). A child is the same formula in R1C1 form, so it gets the master's id and no
// formula is ever rewritten as text.
#pragma once

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "engine/fill.h"

namespace outturn::xlsx {

class SharedFormulas {
 public:
  // A later definition of the same number replaces the earlier one for the cells that follow it.
  void define(std::uint32_t index, FormulaId formula);
  [[nodiscard]] std::optional<FormulaId> find(std::uint32_t index) const noexcept;

 private:
  std::vector<std::pair<std::uint32_t, FormulaId>> formulas_;  // sorted; files number them upwards
};

}  // namespace outturn::xlsx
