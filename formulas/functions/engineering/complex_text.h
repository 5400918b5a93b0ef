// Complex numbers, which Excel keeps as text: "3+4i", "-j", "2.5".
#pragma once

#include <complex>

#include "formulas/evaluation_context.h"
#include "formulas/value.h"

namespace outturn {

struct ComplexNumber {
  std::complex<double> number;
  char suffix = 0;  // i or j as it was written; 0 for a real number
};

// A number, a blank (0) or a text; #VALUE! for a logical, #NUM! for text that is no complex number. Blank if
// read.
[[nodiscard]] Value read_complex(const Value& value, EvaluationContext& context, ComplexNumber& result);

// With 15 digits a part, parts that are 0 left out. #NUM! for a number that is not finite.
[[nodiscard]] Value complex_value(std::complex<double> number, char suffix, EvaluationContext& context);

}  // namespace outturn
