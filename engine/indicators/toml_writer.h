// Definition tables as a TOML file that toml_definitions.h reads back into the same tables: rows, notes and
// columns in their order, empty columns and those that nobody knows, numbers with their look.
//
//   [columns]                       the headings, where a sheet has them; they are not needed
//   targets = ["Reference", "From", "Target", "Seen by HR"]
//
//   [[targets]]
//   reference = "CS-2"
//   from = 2018-04-01               a date of a cell formatted as one
//   target = { percent = 70 }       0.7 in a %-formatted cell
//   "Seen by HR" = true
#pragma once

#include <span>
#include <string>
#include <vector>

#include "engine/indicators/definition_table.h"

namespace outturn {

// The same tables give the same bytes.
[[nodiscard]] std::string write_toml_definitions(std::span<const DefinitionTable> tables);

// The key of each column of a table: its heading in lower case with _ for a space, where a reader can turn
// that back; otherwise the heading itself. A column without a heading of its own is "column 8".
[[nodiscard]] std::vector<std::string> toml_keys(std::span<const DefinitionCell> header);

// `year_starts` is `Year starts`; what is no such key stands for itself.
[[nodiscard]] std::string words_of_toml_key(std::string_view key);

// Without rows and columns that are empty to the end, which a sheet's used range may have.
[[nodiscard]] DefinitionTable without_empty_edges(DefinitionTable table);

}  // namespace outturn
