#include "engine/indicators/definitions.h"

#include <algorithm>
#include <utility>

#include "engine/indicators/definition_checks.h"
#include "engine/indicators/definition_reader.h"
#include "engine/indicators/published_sheet.h"
#include "engine/indicators/spelling.h"
#include "engine/indicators/summary_definitions.h"

namespace outturn {

std::vector<std::string> status_memberships(const IndicatorDefinition& indicator) {
  std::vector<std::string> groups = split_list(indicator.kind);
  groups.insert(groups.end(), indicator.services.begin(), indicator.services.end());
  return groups;
}

bool Frequency::is_due(const Period& period, YearCalendar calendar) const noexcept {
  const int months_in =
      year_to_date(period, calendar).months;  // 1 to 12: how far into the year the period ends
  switch (kind) {
    case Kind::quarterly:
      return months_in % 3 == 0;
    case Kind::half_yearly:
      return months_in % 6 == 0;
    case Kind::yearly:
      return months_in == 12;
    case Kind::quarter:
      return months_in == quarter * 3;
    default:
      return true;
  }
}

bool IndicatorDefinition::is_due(const Period& period, YearCalendar calendar) const noexcept {
  return frequencies.empty() ||
         std::any_of(frequencies.begin(), frequencies.end(),
                     [&](const Frequency& each) { return each.is_due(period, calendar); });
}

bool Definitions::has_errors() const noexcept {
  return std::any_of(findings.begin(), findings.end(),
                     [](const Diagnostic& each) { return each.severity == Severity::error; });
}

bool Definitions::is_misread(std::string_view reference) const {
  return std::any_of(misread.begin(), misread.end(),
                     [&](const std::string& each) { return same_name(each, reference); });
}

const MeasureDefinition* Definitions::find_measure(std::string_view name) const {
  for (const MeasureDefinition& measure : measures) {
    if (same_name(measure.name, name)) return &measure;
  }
  return nullptr;
}

const PublishedRow* Definitions::find_published(const IndicatorDefinition& indicator,
                                                const Period& period) const {
  return indicator.active.holds(period) ? published.find(indicator.reference, period) : nullptr;
}

const IndicatorDefinition* Definitions::find_indicator(std::string_view reference,
                                                       const Period& period) const {
  for (const IndicatorDefinition& indicator : indicators) {
    if (same_name(indicator.reference, reference) && indicator.active.holds(period)) return &indicator;
  }
  return nullptr;
}

Definitions read_definitions(std::span<const DefinitionTable> tables) {
  Definitions definitions;
  // Settings decide how periods are read, statuses what roll-ups may name, indicators how targets are read.
  constexpr std::pair<DefinitionKind, void (*)(const DefinitionTable&, Definitions&)> kOrder[] = {
      {DefinitionKind::settings, read_settings},       {DefinitionKind::statuses, read_statuses},
      {DefinitionKind::measures, read_measures},       {DefinitionKind::indicators, read_indicators},
      {DefinitionKind::targets, read_targets},         {DefinitionKind::roll_ups, read_roll_ups},
      {DefinitionKind::published, read_published},     {DefinitionKind::benchmarks, read_benchmarks},
      {DefinitionKind::statuses, check_status_groups},
  };
  for (const auto& [kind, read] : kOrder) {
    for (const DefinitionTable& table : tables) {
      if (definition_kind(table.name) == kind) read(table, definitions);
    }
  }
  check_definitions(definitions);
  return definitions;
}

}  // namespace outturn
