#include "formulas/evaluation_context.h"

#include "formulas/column_index.h"
#include "formulas/range_results.h"
#include "formulas/running_folds.h"

namespace outturn {

EvaluationContext::EvaluationContext()
    : indexes_(std::make_unique<ColumnIndexes>()),
      running_folds_(std::make_unique<RunningFolds>()),
      range_results_(std::make_unique<RangeResults>()) {}
EvaluationContext::EvaluationContext(EvaluationContext&&) noexcept = default;
EvaluationContext::~EvaluationContext() = default;

}  // namespace outturn
