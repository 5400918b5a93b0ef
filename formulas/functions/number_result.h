// A calculated number as a function's result: #NUM! where it is not finite, 0 where Excel has no such small
// number.
#pragma once

#include <cmath>

#include "formulas/value.h"

namespace outturn {

[[nodiscard]] inline Value number_result(double x) noexcept {
  if (!std::isfinite(x)) return ErrorCode::num;
  return std::isnormal(x) ? x : 0.0;
}

}  // namespace outturn
