#include <algorithm>
#include <utility>

#include "engine/indicators/definition_reader.h"
#include "engine/indicators/measure_text.h"
#include "engine/indicators/spelling.h"
#include "formulas/locale.h"

namespace outturn {

void read_settings(const DefinitionTable& table, Definitions& definitions) {
  DefinitionReader reader(table, DefinitionKind::settings, definitions);
  DefinitionRows& rows = reader.rows;
  struct Setting {
    std::string name, where;
    DefinitionCell value;
  };
  std::vector<Setting> given;
  while (rows.next()) given.push_back({rows.text("Setting"), rows.cell("Setting").where, rows.cell("Value")});
  // The year's start decides how the period is read, whatever the order of the rows.
  std::stable_sort(given.begin(), given.end(), [](const auto& a, const auto& b) {
    return same_name(a.name, "Year starts") && !same_name(b.name, "Year starts");
  });
  const std::vector<std::string> known = {"Period", "Year starts", "Locale", "Missing is written",
                                          "Small base"};
  std::vector<std::string> seen;
  for (const Setting& setting : given) {
    const std::string& name = setting.name;
    const DefinitionCell& cell = setting.value;
    const std::string value = DefinitionRows::cell_text(cell);
    if (std::find(seen.begin(), seen.end(), name_key(name)) != seen.end()) {
      reader.error(setting.where,
                   "the setting \"" + name + "\" stands here a second time; leave one of them out");
      continue;
    }
    seen.push_back(name_key(name));
    if (same_name(name, "Year starts")) {
      const int month = month_number(value);
      if (month == 0)
        reader.error(cell.where,
                     "\"" + value + "\" is no month; write April beside " + name + " in " + setting.where);
      if (month != 0) definitions.settings.calendar.first_month = month;
    } else if (same_name(name, "Period")) {
      definitions.settings.period = reader.period(cell);
      definitions.settings.period_where = cell.where;
    } else if (same_name(name, "Locale")) {
      if (find_locale(value) == nullptr && !value.empty()) {
        reader.error(cell.where, "\"" + value + "\" is no locale beside " + name + " in " + setting.where +
                                     "; write a language and country, such as en-GB");
      } else if (!value.empty()) {
        definitions.settings.locale = value;
      }
    } else if (same_name(name, "Missing is written")) {
      definitions.settings.missing_words = split_list(value);
    } else if (same_name(name, "Small base")) {
      const std::optional<int> base = read_count(value);
      if (!base)
        reader.error(cell.where, "\"" + value + "\" is no number of cases; write 10, or 0 for no warnings");
      definitions.settings.small_base = base.value_or(definitions.settings.small_base);
    } else if (name.empty()) {
      reader.error(setting.where,
                   "\"" + value + "\" is the value of no setting; write its name, such as Period");
    } else {
      definitions.settings.unknown = "\"" + name + "\" in " + setting.where;
      reader.finding(Severity::warning, setting.where,
                     "the setting \"" + name + "\" is not known" + did_you_mean(name, known) +
                         "; write Period, Year starts, Locale, Missing is written or Small base");
    }
  }
}

}  // namespace outturn
