// Definitions in a TOML file beside the workbook: the same tables and columns as the sheets.
//
//   [settings]
//   period = "Q2 2018/19"
//   [[measures]]
//   measure = "received"
//   unit = "count"
//   cells = "Calls!B7:J7"
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "engine/diagnostic.h"
#include "engine/indicators/definition_table.h"

namespace outturn {

struct TomlDefinitions {
  std::vector<DefinitionTable> tables;
  std::vector<std::size_t> comments;  // lines with a TOML comment, which no table holds
  std::vector<Diagnostic> findings;   // a file that is no TOML, tables that are no definitions
};

// `file` names the text in messages.
[[nodiscard]] TomlDefinitions read_toml_definitions(std::string_view text, const std::string& file);

}  // namespace outturn
