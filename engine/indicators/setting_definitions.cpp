#include <algorithm>
#include <utility>

#include "engine/indicators/definition_reader.h"
#include "engine/indicators/measure_text.h"
#include "engine/indicators/spelling.h"

namespace outturn {

void read_settings(const DefinitionTable& table, Definitions& definitions) {
  DefinitionReader reader(table, DefinitionKind::settings, definitions);
  DefinitionRows& rows = reader.rows;
  std::vector<std::pair<std::string, DefinitionCell>> given;
  while (rows.next()) given.emplace_back(rows.text("Setting"), rows.cell("Value"));
  // The year's start decides how the period is read, whatever the order of the rows.
  std::stable_sort(given.begin(), given.end(), [](const auto& a, const auto& b) {
    return same_name(a.first, "Year starts") && !same_name(b.first, "Year starts");
  });
  const std::vector<std::string> known = {"Period", "Year starts", "Locale", "Missing is written",
                                          "Small base"};
  std::vector<std::string> seen;
  for (const auto& [name, cell] : given) {
    const std::string value = DefinitionRows::cell_text(cell);
    if (std::find(seen.begin(), seen.end(), name_key(name)) != seen.end()) {
      reader.error(cell.where, "the setting \"" + name + "\" stands here a second time");
    }
    seen.push_back(name_key(name));
    if (same_name(name, "Year starts")) {
      const int month = month_number(value);
      if (month == 0) reader.error(cell.where, "\"" + value + "\" is no month; write April");
      if (month != 0) definitions.settings.calendar.first_month = month;
    } else if (same_name(name, "Period")) {
      definitions.settings.period = reader.period(cell);
      definitions.settings.period_where = cell.where;
    } else if (same_name(name, "Locale")) {
      if (!value.empty()) definitions.settings.locale = value;
    } else if (same_name(name, "Missing is written")) {
      definitions.settings.missing_words = split_list(value);
    } else if (same_name(name, "Small base")) {
      const std::optional<int> base = read_count(value);
      if (!base)
        reader.error(cell.where, "\"" + value + "\" is no number of cases; write 10, or 0 for no warnings");
      definitions.settings.small_base = base.value_or(definitions.settings.small_base);
    } else {
      reader.finding(Severity::warning, cell.where,
                     "the setting \"" + name + "\" is not known" + did_you_mean(name, known));
    }
  }
}

}  // namespace outturn
