// How a value becomes another kind where a formula needs one. Errors pass through; arrays are the caller's
// business.
#pragma once

#include "formulas/evaluation_context.h"
#include "formulas/number_text.h"
#include "formulas/value.h"

namespace outturn {

// How text is read in this context: its locale, its date system, the year of its clock.
[[nodiscard]] TextReading text_reading(const EvaluationContext& context);

// Blank is 0, logicals 1 and 0; text as if it were typed into a cell, in the context's locale ("1,234", "5%",
// "2-Jan-24"), else #VALUE!.
[[nodiscard]] Value to_number(const Value& value, EvaluationContext& context);
// Blank is "", numbers in the General format with 15 digits, logicals TRUE and FALSE.
[[nodiscard]] Value to_text(const Value& value, EvaluationContext& context);
// Blank is FALSE, numbers other than 0 are TRUE, the texts TRUE and FALSE in any case; other text is #VALUE!.
[[nodiscard]] Value to_logical(const Value& value, EvaluationContext& context);

}  // namespace outturn
