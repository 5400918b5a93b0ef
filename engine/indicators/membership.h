// What indicators are grouped and selected by: the columns of the sheet Indicators that name a group an
// indicator belongs to, its frequency, and whether a figure is due.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/indicators/definitions.h"

namespace outturn {

// Every column that a roll-up or a list may name: Objective, Sub-objective, Priority, Theme, Directorate,
// Department, Service, Section, Owner, Kind, Frequency, Due.
[[nodiscard]] std::span<const std::string_view> membership_columns() noexcept;
// Of these, the ones that hold nothing but memberships and are kept in
// IndicatorDefinition::other_memberships.
[[nodiscard]] std::span<const std::string_view> other_membership_columns() noexcept;
// In their own spelling; empty for a name that is none.
[[nodiscard]] std::string_view membership_column(std::string_view name);

// What the indicator has in a column. Due is "Due" or "Not due", by the frequency.
[[nodiscard]] std::vector<std::string> memberships(const IndicatorDefinition& indicator,
                                                   std::string_view column, const Period& period,
                                                   YearCalendar calendar);

// Whether an indicator meets the conditions, apart from those on its status: of several on one column one
// suffices, and every column must be met.
[[nodiscard]] bool meets(const std::vector<RollUpCondition>& conditions, const IndicatorDefinition& indicator,
                         const Period& period, YearCalendar calendar);
// Whether a status meets the conditions on `Status`. Null is a status that nobody gave.
[[nodiscard]] bool meets(const std::vector<RollUpCondition>& conditions, const StatusWord* status,
                         const StatusVocabulary& words);

// Reads `Kind = PI; Kind = Action; Service = Housing`; what is wrong is added to the findings.
[[nodiscard]] std::vector<RollUpCondition> read_conditions(std::string_view text, const std::string& where,
                                                           const StatusVocabulary& words,
                                                           std::vector<Diagnostic>& findings);
// "; write Objective, …", for messages.
[[nodiscard]] std::string membership_column_list();

}  // namespace outturn
