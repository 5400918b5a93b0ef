// Formulas as they move: the key under which the same formula filled into many cells is one, and a formula's
// text as it reads in another cell. Both only move references and leave every other character as it is.
#pragma once

#include <string>
#include <string_view>

#include "formulas/address.h"

namespace outturn {

// Appends the R1C1 form of a formula to `key`: two texts with the same key mean the same, each in its own
// cell.
void append_formula_key(std::string_view text, CellAddress origin, std::string& key);

// The text that filling the formula from one cell to another gives. A reference that leaves the sheet comes
// in again on the other side.
[[nodiscard]] std::string move_formula(std::string_view text, CellAddress from, CellAddress to);

}  // namespace outturn
