// The columns of each definition sheet, and reading a table's rows by column name.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/indicators/definitions.h"

namespace outturn {

struct DefinitionColumn {
  std::string_view name;
  bool compulsory = false;
};

[[nodiscard]] std::span<const DefinitionColumn> columns_of(DefinitionKind kind) noexcept;
[[nodiscard]] std::string_view kind_name(DefinitionKind kind) noexcept;

// A table seen through its columns. Reports unknown and repeated columns as it is made.
class DefinitionRows {
 public:
  DefinitionRows(const DefinitionTable& table, DefinitionKind kind, std::vector<Diagnostic>& findings);

  // Steps to the next row that is neither empty nor a note; false at the end.
  [[nodiscard]] bool next();
  // A blank cell, with the row's place, where the row or the table lacks the column. Requires: the column is
  // of the kind.
  [[nodiscard]] const DefinitionCell& cell(std::string_view column);
  // The cell as text without spaces at its ends; a number as it would be typed.
  [[nodiscard]] std::string text(std::string_view column) { return cell_text(cell(column)); }
  [[nodiscard]] std::string where() const;
  [[nodiscard]] static std::string cell_text(const DefinitionCell& cell);

 private:
  const DefinitionTable& table_;
  DefinitionKind kind_;
  std::vector<int> position_;  // of each of the kind's columns in the table, -1 for none
  std::size_t row_ = 0;        // one past the current row
  DefinitionCell blank_;
};

}  // namespace outturn
