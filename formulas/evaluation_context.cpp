#include "formulas/evaluation_context.h"

#include "formulas/column_index.h"

namespace outturn {

EvaluationContext::EvaluationContext() : indexes_(std::make_unique<ColumnIndexes>()) {}
EvaluationContext::EvaluationContext(EvaluationContext&&) noexcept = default;
EvaluationContext::~EvaluationContext() = default;

}  // namespace outturn
