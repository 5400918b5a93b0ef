// What functions have made of whole ranges: STDEV($B$2:$B$20001) filled down 20,000 rows is worked out once.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "formulas/evaluation_context.h"
#include "formulas/function_spec.h"

namespace outturn {

class RangeResults {
 public:
  // Whether a call is one of those whose results are kept: of a function of values alone, with ranges alone,
  // large enough to be worth it.
  [[nodiscard]] static bool keeps(const FunctionSpec& function, std::span<const Operand> operands);

  // The result for these ranges as they are. Nothing where it is not known, or where the context is
  // suspended. Requires: keeps().
  [[nodiscard]] std::optional<Value> find(const FunctionSpec& function, std::span<const Operand> operands,
                                          EvaluationContext& context) const;
  // Requires: keeps(); not suspended.
  void keep(const FunctionSpec& function, std::span<const Operand> operands, const Value& result,
            EvaluationContext& context);

 private:
  using Key = std::pair<const FunctionSpec*, std::vector<Area>>;
  struct Kept {
    std::uint64_t version = 0;  // of all columns
    Value result;
  };
  std::map<Key, Kept> kept_;
};

}  // namespace outturn
