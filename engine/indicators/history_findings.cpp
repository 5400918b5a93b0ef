#include "engine/indicators/history_findings.h"

#include "engine/indicators/spelling.h"
#include "formulas/decimal_rounding.h"

namespace outturn {
namespace {

using Kind = IndicatorValue::Kind;

constexpr int kPeriodsCompared = 8;  // two years of quarters

// Empty where today's figure is the published one, or there is nothing to compare.
std::string difference(const IndicatorValue& today, const PublishedRow& row, const Unit& unit) {
  if (row.value.kind == FigureReading::Kind::text)
    return today.kind == Kind::text && !same_name(today.text, row.value.text)
               ? "as \"" + row.value.text + "\"; the cells now say \"" + today.text + "\""
               : std::string();
  if (row.value.kind != FigureReading::Kind::number || today.kind != Kind::number) return {};
  if (compare_15(today.number, row.value.number) == 0 && today.bound == row.value.bound) return {};
  std::string then = unit_text(row.value.number, unit), now = unit_text(today.number, unit);
  for (int places = 3; then == now && places <= 12; ++places) {
    then = unit_text(row.value.number, unit, places);
    now = unit_text(today.number, unit, places);
  }
  return "as " + then + "; its cells now give " + now;
}

}  // namespace

void add_history_findings(const StatusNode& status, const Definitions& definitions, const Workbook& workbook,
                          std::vector<Diagnostic>& findings) {
  const IndicatorNode& node = status.indicator();
  const IndicatorDefinition& definition = node.definition();
  const StatusResult& result = status.result();
  const YearCalendar calendar = definitions.settings.calendar;
  const auto told = [&](const PublishedRow& row) {
    return definition.reference + " was published for " + period_text(row.period, calendar) + " ";
  };
  const auto warn = [&](const std::string& where, std::string what) {
    findings.push_back({Severity::warning, where, std::move(what)});
  };
  if (const PublishedRow* row = node.published()) {
    if (row->value.kind == FigureReading::Kind::missing && node.recalculated()) {
      if (node.recalculated()->kind == Kind::number)
        warn(row->where, told(*row) + "as " + row->status + "; its cells now give " +
                             unit_text(node.recalculated()->number, definition.unit) +
                             ", which stands once it is restated");
      return;
    }
    if (node.recalculated()) {
      if (const std::string how = difference(*node.recalculated(), *row, definition.unit); !how.empty())
        warn(row->where, told(*row) + how + "; the published figure stands");
    }
    const StatusWord* today = result.entered != nullptr ? result.entered : result.computed;
    // What was entered is of its period: its cells are empty, or another period's, when that is over.
    const bool is_over = !row->entered.empty() && result.entered == nullptr;
    if (result.published != nullptr && today != nullptr && today != result.published && !is_over) {
      warn(row->status_where, told(*row) + "as " + result.published->word + "; today it " +
                                  (result.entered != nullptr ? "is entered" : "would come out") + " as " +
                                  today->word + "; the published status stands");
    }
    return;
  }
  Period period = node.period();
  for (int back = 0; back < kPeriodsCompared; ++back) {
    period = previous(period);
    const PublishedRow* row = definitions.find_published(definition, period);
    if (row == nullptr || definition.expression.form() != IndicatorExpression::Form::number) continue;
    if (const std::string how = difference(node.computed(period, std::nullopt), *row, definition.unit);
        !how.empty())
      warn(row->where, told(*row) + how + "; the published figure stands");
  }
  if (result.entered == nullptr || !status.entered_cell()) return;
  const PublishedRow* before = definitions.find_published(definition, previous(node.period()));
  if (before == nullptr) return;
  const std::string& word = !before->entered.empty() ? before->entered
                            : before->reason.empty() ? before->entered
                                                     : before->status;
  if (word.empty() || definitions.statuses.find(word) != result.entered ||
      folded_phrase(before->reason) != folded_phrase(result.reason))
    return;
  warn(workbook.describe(status.entered_cell()->sheet, status.entered_cell()->address),
       definition.reference + " is entered as " + result.entered->word + " with the reason of " +
           period_text(before->period, calendar) + (result.reason.empty() ? ", which is none" : "") +
           "; it counts, but an entered status holds for its period: write the reason of this one, or empty "
           "the cell");
}

}  // namespace outturn
