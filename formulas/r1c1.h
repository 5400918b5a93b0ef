// References in R1C1 text: "R2C3", "R[-1]C", "R1C1:R3C3", whole rows "R3" and columns "C[1]", with or without
// a sheet.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "formulas/address.h"
#include "formulas/reference.h"

namespace outturn {

struct R1C1Reference {
  std::string sheet;  // without quotes; empty if none is written
  RangeReference range;
};

[[nodiscard]] std::optional<R1C1Reference> reference_from_r1c1(std::string_view text);

}  // namespace outturn
