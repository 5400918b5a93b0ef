#include "engine/indicators/membership.h"

#include <algorithm>

#include "engine/indicators/spelling.h"

namespace outturn {
namespace {

constexpr std::string_view kColumns[] = {"Objective",   "Sub-objective", "Priority",  "Theme",
                                         "Directorate", "Department",    "Service",   "Section",
                                         "Owner",       "Kind",          "Frequency", "Due"};
constexpr std::string_view kOther[] = {"Sub-objective", "Priority",   "Theme",
                                       "Directorate",   "Department", "Section"};
constexpr std::string_view kStatus = "Status";

std::vector<std::string> column_names() {
  std::vector<std::string> names(std::begin(kColumns), std::end(kColumns));
  names.emplace_back(kStatus);
  return names;
}

}  // namespace

std::span<const std::string_view> membership_columns() noexcept { return kColumns; }
std::span<const std::string_view> other_membership_columns() noexcept { return kOther; }

std::string_view membership_column(std::string_view name) {
  for (const std::string_view column : kColumns) {
    if (same_name(name, column)) return column;
  }
  return {};
}

std::string membership_column_list() {
  std::string list;
  for (const std::string_view column : kColumns) {
    list += column == kColumns[0] ? "" : column == *std::rbegin(kColumns) ? " or " : ", ";
    list += column;
  }
  return list;
}

std::vector<std::string> memberships(const IndicatorDefinition& indicator, std::string_view column,
                                     const Period& period, YearCalendar calendar) {
  if (same_name(column, "Objective")) return indicator.objectives;
  if (same_name(column, "Service")) return indicator.services;
  if (same_name(column, "Owner")) return indicator.owners;
  if (same_name(column, "Kind")) return split_list(indicator.kind);
  if (same_name(column, "Frequency")) return split_list(indicator.frequency_text);
  if (same_name(column, "Due")) return {indicator.is_due(period, calendar) ? "Due" : "Not due"};
  for (const auto& [name, values] : indicator.other_memberships) {
    if (same_name(name, column)) return values;
  }
  return {};
}

bool meets(const std::vector<RollUpCondition>& conditions, const IndicatorDefinition& indicator,
           const Period& period, YearCalendar calendar) {
  return std::all_of(conditions.begin(), conditions.end(), [&](const RollUpCondition& wanted) {
    if (same_name(wanted.column, kStatus)) return true;
    const std::vector<std::string> values = memberships(indicator, wanted.column, period, calendar);
    return std::any_of(conditions.begin(), conditions.end(), [&](const RollUpCondition& each) {
      return each.column == wanted.column &&
             std::any_of(values.begin(), values.end(),
                         [&](const std::string& value) { return same_name(value, each.value); });
    });
  });
}

bool meets(const std::vector<RollUpCondition>& conditions, const StatusWord* status,
           const StatusVocabulary& words) {
  bool asked = false;
  for (const RollUpCondition& each : conditions) {
    if (!same_name(each.column, kStatus)) continue;
    asked = true;
    if (status != nullptr && words.find(each.value) == status) return true;
  }
  return !asked;
}

std::vector<RollUpCondition> read_conditions(std::string_view text, const std::string& where,
                                             const StatusVocabulary& words,
                                             std::vector<Diagnostic>& findings) {
  std::vector<RollUpCondition> conditions;
  for (const std::string& part : split_list(text)) {
    const std::size_t equals = part.find_first_of("=:");
    if (equals == std::string::npos) {
      findings.push_back({Severity::error, where, "\"" + part + "\" is no condition; write Kind = PI"});
      continue;
    }
    const std::string name(trimmed(std::string_view(part).substr(0, equals)));
    const std::string value(trimmed(std::string_view(part).substr(equals + 1)));
    const std::string column(same_name(name, kStatus) ? kStatus : membership_column(name));
    if (column.empty()) {
      findings.push_back({Severity::error, where,
                          "\"" + name + "\" is no column to select by" + did_you_mean(name, column_names()) +
                              "; write " + membership_column_list() + ", or Status"});
      continue;
    }
    if (column == kStatus && words.find(value) == nullptr) {
      findings.push_back({Severity::error, where,
                          "\"" + value + "\" is no status" + did_you_mean(value, words.spellings())});
      continue;
    }
    if (column == "Due" && !same_name(value, "Due") && !same_name(value, "Not due")) {
      findings.push_back(
          {Severity::error, where, "\"" + part + "\": what is due is written Due = Due or Due = Not due"});
      continue;
    }
    conditions.push_back({column, value});
  }
  return conditions;
}

}  // namespace outturn
