#include "engine/indicators/published_sheet.h"

#include <algorithm>
#include <set>

#include "engine/indicators/definition_columns.h"
#include "engine/indicators/spelling.h"

namespace outturn {
namespace {

constexpr std::size_t kNamesShown = 5;

// The unit of the definition that held then, or of any with the reference.
const IndicatorDefinition* definition_then(const Definitions& definitions, const PublishedRow& row) {
  if (const IndicatorDefinition* then = definitions.find_indicator(row.reference, row.period)) return then;
  const auto any =
      std::find_if(definitions.indicators.begin(), definitions.indicators.end(),
                   [&](const IndicatorDefinition& each) { return same_name(each.reference, row.reference); });
  return any == definitions.indicators.end() ? nullptr : &*any;
}

bool is_yes(std::string_view text) {
  return same_name(text, "yes") || same_name(text, "y") || same_name(text, "true") || same_name(text, "1");
}
bool is_no(std::string_view text) {
  return text.empty() || same_name(text, "no") || same_name(text, "n") || same_name(text, "false") ||
         same_name(text, "0");
}

}  // namespace

void read_published(const DefinitionTable& table, Definitions& definitions) {
  definitions.has_published = true;
  DefinitionRows rows(table, DefinitionKind::published, definitions.findings);
  const auto report = [&](Severity severity, const std::string& where, std::string what) {
    definitions.findings.push_back({severity, where, std::move(what)});
  };
  std::set<std::string> unknown;
  std::vector<std::string> references;
  for (const IndicatorDefinition& each : definitions.indicators) references.push_back(each.reference);
  while (rows.next()) {
    PublishedRow row;
    row.where = rows.where();
    row.reference = rows.text("Reference");
    const std::string period = rows.text("Period");
    const PeriodReading reading = read_period(period, definitions.settings.calendar);
    if (!reading.period) {
      report(Severity::error, rows.cell("Period").where,
             period.empty() ? "the published row has no period; write it as Q2 2018/19"
                            : "\"" + period + "\" is no period; write it as Q2 2018/19");
      continue;
    }
    if (row.reference.empty()) {
      report(Severity::error, rows.cell("Reference").where,
             "the published row has no reference; write that of its indicator");
      continue;
    }
    row.period = *reading.period;
    row.shown = rows.text("Shown as");
    row.target = rows.text("Target");
    row.tolerance = rows.text("Tolerance");
    row.status = rows.text("Status");
    row.status_where = rows.cell("Status").where;
    row.entered = rows.text("Entered");
    row.coverage = rows.text("Coverage");
    row.closed_on = rows.text("Closed on");
    row.reason = rows.text("Reason");
    row.commentary = rows.text("Commentary");
    row.plan = rows.text("Plan");
    row.computed = rows.text("Computed");
    const std::string provisional = rows.text("Provisional");
    row.provisional = is_yes(provisional);
    if (!row.provisional && !is_no(provisional))
      report(Severity::error, rows.cell("Provisional").where,
             "\"" + provisional + "\" is neither yes nor no; write yes where the figure was provisional");
    const std::string restates = rows.text("Restates");
    row.restates = is_yes(restates);
    if (!row.restates && !is_no(restates)) {
      report(Severity::error, rows.cell("Restates").where,
             "\"" + restates + "\" is neither yes nor no; write yes where the row replaces an earlier one");
    }
    if (const IndicatorDefinition* indicator = definition_then(definitions, row)) {
      const DefinitionCell& cell = rows.cell("Value");
      row.value = read_figure(cell.value, cell.look, indicator->unit, definitions.settings.missing_words,
                              definitions.settings.day_first());
      if (row.value.kind == FigureReading::Kind::refused) {
        report(Severity::error, cell.where,
               "the published figure of " + row.reference + ": " + row.value.problem);
      }
      for (const auto& [column, word] : {std::pair("Status", row.status), std::pair("Entered", row.entered),
                                         std::pair("Computed", row.computed)}) {
        if (word.empty() || definitions.statuses.find(word) != nullptr) continue;
        report(Severity::warning, rows.cell(column).where,
               "\"" + word + "\", published for " + row.reference + ", is no status of today" +
                   did_you_mean(word, definitions.statuses.spellings()) + "; it counts nowhere");
      }
    } else if (!definitions.is_misread(row.reference)) {
      unknown.insert(row.reference);
    }
    const std::string where = row.where;
    const std::string named =
        row.reference + " for " + period_text(row.period, definitions.settings.calendar);
    const bool restating = row.restates;
    const PublishedRow* before = definitions.published.find(row.reference, row.period);
    if (restating && before == nullptr) {
      report(Severity::warning, where, named + " restates nothing that stands above it");
    }
    if (const PublishedRow* other = definitions.published.add(std::move(row))) {
      report(Severity::error, where,
             named + " was already published at " + other->where +
                 "; write yes in Restates where this row replaces it");
    }
  }
  if (unknown.empty()) return;
  std::string list;
  std::size_t shown = 0;
  for (const std::string& reference : unknown) {
    if (shown++ == kNamesShown) {
      list += " and " + std::to_string(unknown.size() - kNamesShown) + " more";
      break;
    }
    list += (list.empty() ? "" : ", ") + reference + did_you_mean(reference, references);
  }
  report(Severity::note, table.where, "published, but no longer defined: " + list);
}

}  // namespace outturn
