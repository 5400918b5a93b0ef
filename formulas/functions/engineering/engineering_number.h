// Engineering functions take numbers and texts that read as numbers, but no logicals.
#pragma once

#include "formulas/coercion.h"

namespace outturn {

[[nodiscard]] inline Value engineering_number(const Value& value, EvaluationContext& context) {
  if (value.is_logical()) return ErrorCode::value;
  return to_number(value, context);
}

}  // namespace outturn
