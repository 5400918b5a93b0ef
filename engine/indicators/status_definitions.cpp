#include <algorithm>
#include <map>
#include <utility>

#include "engine/indicators/definition_reader.h"
#include "engine/indicators/measure_text.h"
#include "engine/indicators/spelling.h"

namespace outturn {
namespace {

// One heading on a roll-up must not mean both a status and a group.
void check_groups(const DefinitionTable& table, Definitions& definitions) {
  const auto error = [&](const std::string& where, std::string message) {
    definitions.findings.push_back({Severity::error, where, std::move(message)});
  };
  std::vector<Diagnostic> reported;
  DefinitionRows rows(table, DefinitionKind::statuses, reported);
  while (rows.next()) {
    const std::string group = rows.text("Group");
    if (group.empty()) continue;
    for (const StatusWord& word : definitions.statuses.words()) {
      const StatusWord* own = definitions.statuses.find(rows.text("Word"));
      if (own == nullptr || !same_name(word.group, group) || word.ranked == own->ranked) continue;
      error(rows.cell("Group").where,
            "the group \"" + group + "\" has " + own->word + " and " + word.word +
                ", of which only one is ranked (Ranked: " + rows.cell("Ranked").where +
                "); a percentage of both has no base, so give one another group or correct Ranked");
      break;
    }
    const StatusWord* status = definitions.statuses.find(group);
    if (status == nullptr || same_name(status->word, rows.text("Word"))) continue;
    error(rows.cell("Group").where, "\"" + group + "\" is a spelling of the status \"" + status->word +
                                        "\"; write a heading that is no status, such as Positive");
  }
}

}  // namespace

void read_statuses(const DefinitionTable& table, Definitions& definitions) {
  DefinitionReader reader(table, DefinitionKind::statuses, definitions);
  DefinitionRows& rows = reader.rows;
  std::vector<StatusWord> words;
  std::vector<std::string> spellings;
  std::map<std::string, std::string> stands_in;  // the cell where a spelling first stands
  while (rows.next()) {
    StatusWord word;
    word.word = rows.text("Word");
    if (word.word.empty()) {
      reader.error(rows.cell("Word").where, "the status has no word; write one, such as Green");
      continue;
    }
    WhenReading when = read_when(rows.text("When"));
    if (!when.problem.empty()) reader.error(rows.cell("When").where, when.problem);
    word.when = std::move(when.when);
    word.ranked = reader.yes(rows.cell("Ranked"));
    word.on_track = reader.yes(rows.cell("On track"));
    if (const std::string colour = rows.text("Colour"); !colour.empty()) {
      word.fill = read_colour(colour);
      if (!word.fill)
        reader.error(
            rows.cell("Colour").where,
            "\"" + colour + "\" is no colour; write a name such as green, or six hexadecimal digits");
    }
    word.also_written = split_list(rows.text("Also written"));
    word.group = rows.text("Group");
    word.only_for = split_list(rows.text("For"));
    std::vector<std::string> own = word.also_written;
    own.push_back(word.word);
    // "On/Above Target" beside "On / Above Target" is the same spelling of the same status, and does no
    // harm.
    const auto earlier = static_cast<std::ptrdiff_t>(spellings.size());
    for (const std::string& spelling : own) {
      if (std::find(spellings.begin(), spellings.begin() + earlier, name_key(spelling)) !=
          spellings.begin() + earlier) {
        const DefinitionCell& cell = rows.cell(&spelling == &own.back() ? "Word" : "Also written");
        reader.error(cell.where, "\"" + spelling + "\" is the spelling of two statuses, here and in " +
                                     stands_in[name_key(spelling)] + "; leave it in one of the two");
      }
      spellings.push_back(name_key(spelling));
      stands_in.emplace(name_key(spelling),
                        rows.cell(&spelling == &own.back() ? "Word" : "Also written").where);
    }
    words.push_back(std::move(word));
  }
  if (words.empty()) return;
  definitions.statuses = StatusVocabulary(std::move(words));
  check_groups(table, definitions);
}

// After the indicators: a word for a kind or service that no indicator has would never be given.
void check_status_groups(const DefinitionTable& table, Definitions& definitions) {
  std::vector<std::string> known;
  for (const IndicatorDefinition& indicator : definitions.indicators) {
    for (std::string& each : status_memberships(indicator)) known.push_back(std::move(each));
  }
  std::vector<Diagnostic> reported;
  DefinitionRows rows(table, DefinitionKind::statuses, reported);
  while (rows.next()) {
    for (const std::string& group : split_list(rows.text("For"))) {
      const bool found = std::any_of(known.begin(), known.end(),
                                     [&](const std::string& each) { return same_name(each, group); });
      if (!found)
        definitions.findings.push_back({Severity::error, rows.cell("For").where,
                                        "no indicator has \"" + group + "\" as its Kind or Service" +
                                            did_you_mean(group, known) +
                                            "; write a Kind or Service of theirs"});
    }
  }
}

}  // namespace outturn
