// Constants that a command puts into a workbook, as an officer would by hand: cells, rows of definition
// sheets, whole definition sheets. They are saved as they are, or the workbook is calculated again from them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cli/calculated_book.h"
#include "engine/indicators/definition_table.h"
#include "engine/indicators/definitions.h"
#include "xlsx/reader.h"
#include "xlsx/writer.h"

namespace outturn {

class BookEdits {
 public:
  // Requires: nothing has been set in the file's workbook since it was read. It outlives the edits.
  explicit BookEdits(xlsx::XlsxFile& file);

  // A blank value empties the cell. Throws UsageError where no constant may be put.
  void set(SheetId sheet, CellAddress cell, const Value& value, NumberLook look = NumberLook::plain);

  // Below the last row of the workbook's definition sheet of this kind, which is added where there is none,
  // as is a column that it lacks. Throws UsageError where another sheet bears the name.
  void append_row(DefinitionKind kind, const DefinitionRow& row);

  // The whole sheet: added, or with `replace` put in the place of the one that is there, cell by cell, so
  // that what is the same keeps its bytes and its look.
  void put_table(const DefinitionTable& table, bool replace);

  [[nodiscard]] std::size_t cells_changed() const noexcept { return changes_.cells.size(); }
  [[nodiscard]] std::size_t sheets_added() const noexcept { return new_sheets_.size(); }

  // Uses up the edits and the texts that the file keeps.
  [[nodiscard]] xlsx::WrittenFile write(bool break_signature = false);

 private:
  struct AppendTo {
    DefinitionKind kind;
    std::optional<SheetId> sheet;      // none: the new sheet
    std::size_t new_sheet = 0;         // its index
    std::vector<std::string> columns;  // as they stand, from the sheet's first column
    std::int32_t header_row = 0, next_row = 0;
  };
  AppendTo& append_to(DefinitionKind kind);
  void put(SheetId sheet, CellAddress cell, const DefinitionCell& content);
  [[nodiscard]] xlsx::NewCell new_cell(const DefinitionCell& cell) const;

  xlsx::XlsxFile& file_;
  ChangeSet changes_;
  std::vector<xlsx::CellNumberFormat> number_formats_;
  std::vector<xlsx::NewSheet> new_sheets_;
  std::vector<AppendTo> appended_;
};

// Everything calculated again from the edited file, told and saved in one go. `file` is the one on disk that
// the edits were made to.
[[nodiscard]] RecalcReport save_edited(const xlsx::XlsxFile& file, const xlsx::WrittenFile& edited,
                                       const BookChoices& choices, SaveRequest request);

}  // namespace outturn
