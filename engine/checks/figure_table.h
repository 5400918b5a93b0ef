// The tables of a workbook as a reader of it sees them: figures in rows and columns under headings, whatever
// titles, spacers, merged cells and notes stand around.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/checks/check.h"
#include "engine/checks/figure.h"
#include "engine/workbook.h"

namespace outturn {

using FigureId = std::int32_t;  // index into FigureBook::figures
inline constexpr FigureId kNoFigure = -1;

struct PlacedFigure {
  Figure figure;
  CheckedCell at;
  bool is_formula = false;
  // Where it stands in FigureBook::tables.
  std::int32_t table = -1;
  std::size_t row = 0, column = 0;
};

// A run of rows without headings between them, or of columns without labels between them.
using Band = std::int32_t;

// A text beside figures, behind the first of them: a status, a note.
struct TableWord {
  std::size_t row = 0;      // of FigureTable::rows
  std::int32_t column = 0;  // of the sheet
  std::string text;
  std::string heading;  // of its column
};

// A row of statuses under the columns of figures.
struct StatusRow {
  std::int32_t row = 0;  // of the sheet
  std::string label;
  std::vector<std::string> words;  // by column of the table
};

struct FigureTable {
  SheetId sheet = 0;
  std::vector<std::int32_t> rows, columns;  // of the sheet, those that hold figures
  std::vector<FigureId> cells;              // row by row; kNoFigure where there is none
  // Whether there is something else in the cell: "n/a", "*", an error, a word.
  std::vector<bool> withheld;
  std::vector<Band> row_bands, column_bands;
  std::vector<TableWord> words;  // by column, then by row
  std::vector<StatusRow> status_rows;
  // By band and row or column. A heading of several cells is joined by " | ", the nearest last.
  std::vector<std::vector<std::string>> row_labels;     // [column band][row]
  std::vector<std::vector<std::string>> column_labels;  // [row band][column]

  std::vector<std::string> corners;  // by row band: what stands above the labels of its rows

  [[nodiscard]] FigureId at(std::size_t row, std::size_t column) const noexcept {
    return cells[row * columns.size() + column];
  }
};

struct FigureBook {
  std::vector<PlacedFigure> figures;
  std::vector<FigureTable> tables;
  std::vector<Check> malformed;  // text among figures in which somebody meant a number

  // "Abandoned, Q2 2018/19".
  [[nodiscard]] std::string label_of(FigureId figure) const;
};

// Sheets are read to these limits; beyond them a sheet is a list of records, not a table that somebody typed.
inline constexpr std::int32_t kMostTableRows = 2'000;
inline constexpr std::int32_t kMostTableColumns = 200;

// `skipped` sheets (definition sheets) hold no tables; those beyond its end are not skipped.
[[nodiscard]] inline bool is_skipped(const std::vector<bool>& skipped, SheetId sheet) {
  return static_cast<std::size_t>(sheet) < skipped.size() && skipped[static_cast<std::size_t>(sheet)];
}
[[nodiscard]] FigureBook read_figure_tables(const Workbook& workbook, const std::vector<bool>& skipped);

// The part of a heading nearest to the figures, folded: "total" of "Q2 | Total".
[[nodiscard]] std::string nearest_heading(const std::string& label);
// Without what numbers it: "total" of "8. Total" and of "8 | Total".
[[nodiscard]] std::string unnumbered_heading(const std::string& label);

}  // namespace outturn
