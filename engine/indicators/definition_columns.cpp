#include "engine/indicators/definition_columns.h"

#include <algorithm>

#include "engine/indicators/figure_text.h"
#include "engine/indicators/spelling.h"

namespace outturn {
namespace {

constexpr DefinitionColumn kSettings[] = {{"Setting", true}, {"Value", true}};
constexpr DefinitionColumn kMeasures[] = {
    {"Measure", true}, {"Unit", true}, {"Cells", true},   {"Periods", true}, {"Over time", true},
    {"Label"},         {"Split by"},   {"Over services"}, {"Missing"},       {"Missing is written"},
    {"Owner"},         {"From"},       {"Until"},
};
constexpr DefinitionColumn kIndicators[] = {
    {"Reference", true},
    {"Title", true},
    {"Expression", true},
    {"Unit", true},
    {"Aim"},
    {"Target"},
    {"Tolerance"},
    {"Frequency"},
    {"Kind"},
    {"Objective"},
    {"Service"},
    {"Owner"},
    {"Value to"},
    {"Value periods"},
    {"Status to"},
    {"Entered value"},
    {"Entered status"},
    {"Reason"},
    {"Commentary"},
    {"Plan"},
    {"From"},
    {"Until"},
    {"Judged on"},
    {"Sub-objective"},
    {"Priority"},
    {"Theme"},
    {"Directorate"},
    {"Department"},
    {"Section"},
    {"Trend to"},
    {"Trend over"},
    {"Benchmark"},
    {"Position to"},
};
constexpr DefinitionColumn kTargets[] = {
    {"Reference", true}, {"From", true}, {"Until"}, {"Target", true}, {"Profile"}, {"Tolerance"},
};
constexpr DefinitionColumn kStatuses[] = {
    {"Word", true}, {"When", true},   {"Ranked", true}, {"On track", true},
    {"Colour"},     {"Also written"}, {"For"},          {"Group"},
};
constexpr DefinitionColumn kRollUps[] = {
    {"Roll-up", true},  {"By", true},           {"Only"},
    {"Lines", true},    {"Classes", true},      {"Counts to"},
    {"Percentages to"}, {"Total line"},         {"Out of"},
    {"Rounding"},       {"Previous counts to"}, {"Previous percentages to"},
};

constexpr DefinitionColumn kPublished[] = {
    {"Period", true}, {"Reference", true}, {"Value", true}, {"Shown as"}, {"Target"},
    {"Tolerance"},    {"Status", true},    {"Entered"},     {"Coverage"}, {"Closed on"},
    {"Restates"},     {"Reason"},          {"Commentary"},  {"Plan"},     {"Computed"},
    {"Provisional"},
};
constexpr DefinitionColumn kBenchmarks[] = {
    {"Benchmark", true}, {"Period", true}, {"Group"}, {"Figure", true}, {"Value", true},
};
constexpr DefinitionColumn kLists[] = {
    {"List", true},  {"Which", true}, {"By"},   {"Sort"}, {"Most"},
    {"Cells", true}, {"Empty"},       {"Only"}, {"Of"},   {"Rounding"},
};
constexpr DefinitionColumn kChecks[] = {
    {"Check", true}, {"Left", true}, {"Is", true}, {"Right", true}, {"Allow"}, {"For"}, {"Why"},
};
constexpr DefinitionColumn kCheckExceptions[] = {
    {"Cell", true},
    {"Rule"},
    {"Reason", true},
    {"Figure"},
};

constexpr DefinitionColumn kReturns[] = {
    {"Measure", true}, {"Period", true}, {"Service"},     {"Value", true},
    {"Provisional"},   {"From"},         {"Received on"}, {"Outcome"},
};

struct KindEntry {
  DefinitionKind kind;
  std::string_view name;
  std::span<const DefinitionColumn> columns;
};
constexpr KindEntry kKinds[] = {
    {DefinitionKind::settings, "Settings", kSettings},
    {DefinitionKind::measures, "Measures", kMeasures},
    {DefinitionKind::indicators, "Indicators", kIndicators},
    {DefinitionKind::targets, "Targets", kTargets},
    {DefinitionKind::statuses, "Statuses", kStatuses},
    {DefinitionKind::roll_ups, "Roll-ups", kRollUps},
    {DefinitionKind::published, "Published", kPublished},
    {DefinitionKind::benchmarks, "Benchmarks", kBenchmarks},
    {DefinitionKind::lists, "Lists", kLists},
    {DefinitionKind::checks, "Checks", kChecks},
    {DefinitionKind::check_exceptions, "Check exceptions", kCheckExceptions},
    {DefinitionKind::returns, "Returns log", kReturns},
};

// TOML keys have no spaces or capitals, and a star marks a compulsory column in the documentation.
std::string column_key(std::string_view name) {
  std::string key = name_key(name);
  std::erase_if(key, [](char c) { return c == '_' || c == '-' || c == '*'; });
  return key;
}

}  // namespace

std::span<const DefinitionColumn> columns_of(DefinitionKind kind) noexcept {
  for (const KindEntry& entry : kKinds) {
    if (entry.kind == kind) return entry.columns;
  }
  return {};
}

std::string_view kind_name(DefinitionKind kind) noexcept {
  for (const KindEntry& entry : kKinds) {
    if (entry.kind == kind) return entry.name;
  }
  return {};
}

std::optional<DefinitionKind> definition_kind(std::string_view name) {
  const std::string key = column_key(name);
  for (const KindEntry& entry : kKinds) {
    if (key == column_key(entry.name)) return entry.kind;
  }
  return std::nullopt;
}

std::vector<std::string> missing_columns(DefinitionKind kind, std::span<const DefinitionCell> header) {
  std::vector<std::string> missing;
  for (const DefinitionColumn& column : columns_of(kind)) {
    if (!column.compulsory) continue;
    const bool found = std::any_of(header.begin(), header.end(), [&](const DefinitionCell& cell) {
      return cell.value.is_text() && column_key(cell.value.text()) == column_key(column.name);
    });
    if (!found) missing.emplace_back(column.name);
  }
  return missing;
}

DefinitionRows::DefinitionRows(const DefinitionTable& table, DefinitionKind kind,
                               std::vector<Diagnostic>& findings)
    : table_(table), kind_(kind), position_(columns_of(kind).size(), -1) {
  std::vector<std::string> known;
  for (const DefinitionColumn& column : columns_of(kind)) known.emplace_back(column.name);
  for (std::size_t at = 0; at < table.header.size(); ++at) {
    const DefinitionCell& heading = table.header[at];
    const std::string text = cell_text(heading);
    if (text.empty() || text.front() == '#') continue;
    std::size_t column = 0;
    while (column < known.size() && column_key(known[column]) != column_key(text)) ++column;
    if (column == known.size()) {
      findings.push_back(
          {Severity::warning, heading.where,
           "the column \"" + text + "\" is not known and is passed over" + did_you_mean(text, known)});
    } else if (position_[column] >= 0) {
      findings.push_back(
          {Severity::error, heading.where, "the column \"" + text + "\" stands here a second time"});
    } else {
      position_[column] = static_cast<int>(at);
    }
  }
}

bool DefinitionRows::next() {
  while (row_ < table_.rows.size()) {
    const std::vector<DefinitionCell>& row = table_.rows[row_++];
    const auto first = std::find_if(row.begin(), row.end(),
                                    [](const DefinitionCell& cell) { return !cell_text(cell).empty(); });
    if (first != row.end() && cell_text(*first).front() != '#') return true;
  }
  return false;
}

const DefinitionCell& DefinitionRows::cell(std::string_view column) {
  const std::span<const DefinitionColumn> columns = columns_of(kind_);
  for (std::size_t at = 0; at < columns.size(); ++at) {
    if (columns[at].name != column) continue;
    const std::vector<DefinitionCell>& row = table_.rows[row_ - 1];
    if (position_[at] >= 0 && static_cast<std::size_t>(position_[at]) < row.size() &&
        !row[static_cast<std::size_t>(position_[at])].where.empty()) {
      return row[static_cast<std::size_t>(position_[at])];
    }
  }
  blank_ = {};
  blank_.where = where();
  return blank_;
}

std::string DefinitionRows::where() const {
  for (const DefinitionCell& cell : table_.rows[row_ - 1]) {
    if (!cell.where.empty()) return cell.where;
  }
  return table_.where;
}

std::string DefinitionRows::cell_text(const DefinitionCell& cell) {
  switch (cell.value.kind()) {
    case ValueKind::text:
      return std::string(trimmed(cell.value.text()));
    case ValueKind::number: {
      if (cell.look == NumberLook::date && is_date_serial(cell.value.number()))
        return date_text(cell.value.number());
      std::string text =
          figure_text(cell.look == NumberLook::percent ? cell.value.number() * 100 : cell.value.number());
      std::erase(text, ',');
      return cell.look == NumberLook::percent ? text + "%" : text;
    }
    case ValueKind::logical:
      return cell.value.logical() ? "TRUE" : "FALSE";
    case ValueKind::error:
      return std::string(error_text(cell.value.error()));
    default:
      return {};
  }
}

}  // namespace outturn
