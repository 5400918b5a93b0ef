#include "engine/indicators/past_status.h"

#include <set>

namespace outturn {

PastStatus past_status(const StatusNode& status, const Definitions& definitions, const Period& period) {
  using Kind = IndicatorValue::Kind;
  const IndicatorNode& node = status.indicator();
  const IndicatorDefinition& definition = node.definition();
  const StatusVocabulary& words = definitions.statuses;
  PastStatus past;
  const IndicatorDefinition* then = definitions.find_indicator(definition.reference, period);
  if (then == nullptr) {
    past.existed = false;
    return past;
  }
  // What was published stands, whatever the cells, targets and definitions say today.
  if (const PublishedRow* row = definitions.find_published(*then, period)) {
    past.word = words.find(row->status);
    if (past.word == nullptr) past.unknown = "no status is written \"" + row->status + "\" any more";
    return past;
  }
  if (then != &definition) {
    past.unknown = "its definition changed";
    return past;
  }
  if (!definition.is_due(period, definitions.settings.calendar)) {
    past.word = words.word_for(Standing::not_due, Aim::unstated, status_memberships(definition));
    if (past.word == nullptr) past.unknown = "no figure was due, and no status says so";
    return past;
  }
  if (definition.expression.form() != IndicatorExpression::Form::number) {
    past.unknown = "it is known for the reporting period only";
    return past;
  }
  // Where a judgement is entered today, one was likely entered then, and the cells have forgotten it.
  if (status.entered_cell()) {
    past.unknown = "the status entered then is not in the workbook any more";
    return past;
  }
  const IndicatorValue value = node.value(period, std::nullopt);
  const PeriodTarget target = target_for(definition, definitions, period);
  Standing standing = Standing::undecided;
  if (value.kind == Kind::number && target.problem.empty()) {
    standing = judge(value.number, value.bound, target.target, target.aim, target.tolerance, definition.unit)
                   .standing;
  } else if (value.kind == Kind::text) {
    standing = judge_text(value.text, target.target).standing;
  } else {
    past.unknown = !target.problem.empty() ? target.problem : value.reason;
    return past;
  }
  past.word = words.word_for(standing, target.aim, status_memberships(definition));
  if (past.word == nullptr) past.unknown = "its figure settles no status";
  return past;
}

std::vector<const ReportNode*> with_everything_below(const std::vector<const ReportNode*>& nodes) {
  std::vector<const ReportNode*> all;
  std::set<const ReportNode*> seen;
  std::vector<const ReportNode*> left(nodes.rbegin(), nodes.rend());
  while (!left.empty()) {
    const ReportNode* node = left.back();
    left.pop_back();
    if (!seen.insert(node).second) continue;
    all.push_back(node);
    for (const ReportNode* below : node->precedents()) left.push_back(below);
  }
  return all;
}

}  // namespace outturn
