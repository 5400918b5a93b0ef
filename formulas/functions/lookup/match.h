// The search that XMATCH and XLOOKUP share.
#pragma once

#include "formulas/functions/lookup/lookup_line.h"

namespace outturn {

struct LookupMatch {
  std::int32_t at = LookupLine::kNotFound;
  ErrorCode error{};  // a mode that does not exist; none if 0
};

// match_mode: 0 exact, -1 or the next smaller, 1 or the next larger, 2 wildcards, 3 a regular expression.
// search_mode: 1 from the first, -1 from the last, 2 and -2 binary in ascending and descending order.
[[nodiscard]] LookupMatch match_in(const LookupLine& line, const Value& wanted, double match_mode,
                                   double search_mode, EvaluationContext& context);

}  // namespace outturn
