// Formulas as they move: the key under which the same formula filled into many cells is one, and a formula's
// text as it reads in another cell. Both only move references and leave every other character as it is.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "formulas/address.h"

namespace outturn {

// Appends the R1C1 form of a formula to `key`: two texts with the same key mean the same, each in its own
// cell.
void append_formula_key(std::string_view text, CellAddress origin, std::string& key);

// A formula's text taken apart where it moves, to see quickly whether another text is what filling it there
// gives.
class FormulaPattern {
 public:
  FormulaPattern(std::string_view text, CellAddress origin);

  // Requires: `text` is the one that the pattern was made from. True only if the two have the same key.
  [[nodiscard]] bool matches(std::string_view text, std::string_view other, CellAddress cell) const noexcept;

 private:
  struct Part {  // letters of a column or digits of a row, relative
    std::uint16_t begin = 0, end = 0;
    bool is_row = false;
    std::int32_t offset = 0;  // from the formula's own cell
  };
  friend struct PatternSink;

  std::vector<Part> parts_;
  bool usable_ = true;
};

// The text that filling the formula from one cell to another gives. A reference that leaves the sheet comes
// in again on the other side.
[[nodiscard]] std::string move_formula(std::string_view text, CellAddress from, CellAddress to);

}  // namespace outturn
