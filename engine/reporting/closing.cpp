#include "engine/reporting/closing.h"

#include <algorithm>

#include "engine/indicators/figure_text.h"
#include "engine/indicators/spelling.h"
#include "engine/reporting/outstanding.h"
#include "engine/reporting/written_notes.h"
#include "formulas/decimal_rounding.h"

namespace outturn {
namespace {

using Kind = IndicatorValue::Kind;

DefinitionCell text_cell(std::string_view text) {
  return text.empty() ? DefinitionCell{} : DefinitionCell{text, NumberLook::plain, {}};
}

// unit_text rounds to two decimals, and a bound that is rounded says more than the figures do.
std::string full_text(double number, const Unit& unit) {
  if (unit.kind == UnitKind::percent)
    return figure_text(to_cell_number(number, unit, NumberLook::plain)) + "%";
  return unit.kind == UnitKind::number && unit.multiplier == 1 ? figure_text(number)
                                                               : unit_text(number, unit);
}

// As read_figure reads it back, at full precision.
DefinitionCell figure_cell(const IndicatorValue& value, const Unit& unit) {
  if (value.kind == Kind::text) return text_cell(value.text);
  if (value.kind != Kind::number) return {};
  if (value.bound != Bound::exactly) {
    constexpr std::pair<Bound, std::string_view> kSigns[] = {{Bound::less_than, "under "},
                                                             {Bound::at_most, "at most "},
                                                             {Bound::at_least, "at least "},
                                                             {Bound::more_than, "over "}};
    for (const auto& [bound, sign] : kSigns)
      if (bound == value.bound) return text_cell(std::string(sign) + full_text(value.number, unit));
  }
  const NumberLook look = unit.kind == UnitKind::percent                  ? NumberLook::percent
                          : unit.kind == UnitKind::date                   ? NumberLook::date
                          : unit.kind == UnitKind::duration && unit.clock ? NumberLook::time
                                                                          : NumberLook::plain;
  return {to_cell_number(value.number, unit, look), look, {}};
}

// What the sheet holds of an indicator, whether it is closed or restated.
DefinitionRow row_of(const IndicatorBook& book, const StatusNode& node, const IndicatorValue& value,
                     std::string_view shown, const StatusWord* status, bool provisional, double closed_on) {
  const IndicatorDefinition& definition = node.indicator().definition();
  const StatusResult& result = node.result();
  const WrittenNotes notes = notes_today(book.workbook(), definition);
  return {
      {"Period", text_cell(period_text(node.indicator().period(), book.definitions().settings.calendar))},
      {"Reference", text_cell(definition.reference)},
      {"Value", figure_cell(value, definition.unit)},
      {"Shown as", text_cell(shown)},
      {"Target", text_cell(result.target.target.shown)},
      {"Tolerance", text_cell(tolerance_text(result.target.tolerance, definition.unit))},
      {"Status", text_cell(status == nullptr ? "" : status->word)},
      {"Entered", text_cell(result.entered == nullptr ? "" : result.entered->word)},
      {"Coverage", text_cell(coverage_text(value.coverage, book.definitions().settings.calendar))},
      {"Closed on", {closed_on, NumberLook::date, {}}},
      {"Commentary", text_cell(notes.commentary)},
      {"Plan", text_cell(notes.plan)},
      {"Computed", text_cell(result.computed == nullptr ? "" : result.computed->word)},
      {"Provisional", text_cell(provisional ? "yes" : "")},
  };
}

std::string with_status(const std::string& shown, std::string_view status) {
  return (shown.empty() ? "no figure" : shown) + (status.empty() ? "" : " ") + std::string(status);
}

}  // namespace

Closing close_period(const IndicatorBook& book, const ReturnsLog& log, double closed_on) {
  Closing closing;
  const std::vector<IndicatorResult> results = book.results();
  const std::vector<const StatusNode*> nodes = book.status_nodes();
  for (std::size_t at = 0; at < results.size(); ++at) {
    const IndicatorResult& result = results[at];
    const StatusNode& node = *nodes[at];
    const std::string& reference = result.definition->reference;
    if (node.indicator().published() != nullptr) {
      closing.already.push_back(reference);
      continue;
    }
    const std::string& why = !result.kept.empty()                 ? result.kept
                             : !result.status.problem.empty()     ? result.status.problem
                             : result.value.kind == Kind::refused ? result.value.reason
                                                                  : result.kept;
    if (!why.empty()) {
      closing.in_the_way.push_back(
          {Severity::error, result.definition->where, reference + " cannot be closed: " + why});
      continue;
    }
    DefinitionRow row = row_of(book, node, result.value, result.shown, result.status.counts,
                               is_provisional(book, log, node.indicator()), closed_on);
    row.emplace_back("Reason", text_cell(result.status.reason));
    closing.rows.push_back({reference, result.shown,
                            result.status.counts == nullptr ? "" : result.status.counts->word,
                            std::move(row)});
  }
  return closing;
}

Restatement restate(const IndicatorBook& book, const ReturnsLog& log, const std::string& reference,
                    const std::string& reason, double closed_on) {
  Restatement restatement;
  const StatusNode& node = *book.find(reference);
  const IndicatorNode& indicator = node.indicator();
  const Unit& unit = indicator.definition().unit;
  const std::string period = period_text(indicator.period(), book.definitions().settings.calendar);
  const auto refuse = [&](std::string why) {
    restatement.problem = std::move(why);
    return restatement;
  };
  const PublishedRow* before = indicator.published();
  if (before == nullptr)
    return refuse(reference + " is not published for " + period + ", so there is nothing to restate");
  // Where nothing but a status was published, the node's figure is that of its cells.
  const IndicatorValue& today = indicator.recalculated() ? *indicator.recalculated() : indicator.result();
  const StatusResult& status = node.result();
  if (today.kind == Kind::refused || !status.problem.empty())
    return refuse(reference +
                  " cannot be restated: " + (status.problem.empty() ? today.reason : status.problem));
  if (today.kind == Kind::missing && before->value.kind != FigureReading::Kind::missing)
    return refuse(reference + " cannot be restated: its cells give no figure for " + period +
                  (today.reason.empty() ? "" : ", " + today.reason) + "; the published one stands");
  // Entered statuses and words are cells of the period that the workbook reports; those of another period are
  // as they were published.
  const bool is_current = book.definitions().settings.period == indicator.period();
  const StatusWord* entered = is_current ? status.entered : book.definitions().statuses.find(before->entered);
  const StatusWord* counts = entered != nullptr ? entered : status.computed;
  const std::optional<int> places =
      indicator.value_cell() ? printed_places(book.workbook(), *indicator.value_cell(), unit) : std::nullopt;
  std::string shown = today.kind == Kind::number ? bounded_text(today, unit, places) : today.text;
  const bool same_figure = before->value.kind == FigureReading::Kind::number
                               ? today.kind == Kind::number &&
                                     compare_15(before->value.number, today.number) == 0 &&
                                     before->value.bound == today.bound
                           : before->value.kind == FigureReading::Kind::text
                               ? today.kind == Kind::text && before->value.text == today.text
                               : today.kind != Kind::number && today.kind != Kind::text;
  const bool same_status = book.definitions().statuses.find(before->status) == counts;
  const bool provisional = today.kind == Kind::number && is_provisional(book, log, indicator);
  // What the sheet lacked may come later: a final figure, the reason of an entered status, the words.
  const WrittenNotes notes = notes_today(book.workbook(), indicator.definition());
  const bool same_words =
      !is_current || ((notes.commentary.empty() || notes.commentary == before->commentary) &&
                      (notes.plan.empty() || notes.plan == before->plan));
  const bool gives_reason = lacks_reason(*before, book.definitions().statuses);
  if (same_figure && same_status && same_words && !gives_reason && provisional == before->provisional)
    return refuse("the cells of " + reference + " give for " + period + " what was published, " +
                  with_status(before->shown, before->status) +
                  "; change the measure's cells first, then restate");
  restatement.row = row_of(book, node, today, shown, counts, provisional, closed_on);
  for (auto& [column, cell] : restatement.row) {
    if (is_current) break;
    if (column == "Entered") cell = text_cell(before->entered);
    if (column == "Commentary") cell = text_cell(before->commentary);
    if (column == "Plan") cell = text_cell(before->plan);
  }
  restatement.row.emplace_back("Restates", text_cell("yes"));
  restatement.row.emplace_back("Reason", text_cell(reason));
  const auto told = [](const std::string& text, bool is_provisional) {
    return text + (is_provisional ? " (provisional)" : "");
  };
  restatement.before = told(with_status(before->shown, before->status), before->provisional);
  restatement.after = told(with_status(shown, counts == nullptr ? "" : counts->word), provisional);
  return restatement;
}

}  // namespace outturn
