// Gives a workbook file back with changed values: the parts that hold them are patched, everything else is
// copied as stored. Nothing changed: the same bytes.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "engine/change_set.h"
#include "xlsx/new_sheet.h"
#include "xlsx/part_digests.h"

namespace outturn::xlsx {

struct XlsxFile;

// A status cell's colour. Where conditional formatting covers the cell, it is left to that.
struct CellFill {
  SheetId sheet = 0;
  CellAddress cell;
  std::string argb;  // "FFC6EFCE"; empty: one of WriteOptions::passing_fills goes, any other fill stays
};

// A formula, in the file's form without "=", put into a cell with the value that the workbook has there.
struct CellFormula {
  SheetId sheet = 0;
  CellAddress cell;
  std::string formula;
};

// One of the formats that every workbook has (ECMA-376 part 1, 18.8.30), for a cell that is written.
struct CellNumberFormat {
  SheetId sheet = 0;
  CellAddress cell;
  std::uint32_t builtin = 0;
};

struct WriteOptions {
  // The cells to mark as outturn's own (engine/owned_cells.h), ascending; nothing: the mark stays as it is.
  std::optional<std::vector<OwnedCell>> owned_cells = std::nullopt;
  std::vector<CellFormula> formulas = {};
  std::vector<CellNumberFormat> number_formats = {};
  std::vector<std::string> passing_fills = {};  // colours that do not stay in cells whose status has gone
  std::vector<NewSheet> new_sheets = {};        // added behind the others
  bool break_signature = false;                 // a digital signature is not valid after a change
};

// A cell whose value differs in the file.
struct WrittenChange {
  SheetId sheet = 0;
  CellAddress cell;
};

struct WrittenFile {
  std::string bytes;
  std::vector<WrittenChange> changes;      // by sheet, row and column
  std::vector<std::string> changed_parts;  // sorted
};

// Uses up the texts that the file keeps of its sheets. Throws XlsxError: write_refused for a cell that must
// not be written, signed_package.
[[nodiscard]] WrittenFile write_xlsx(XlsxFile& file, const ChangeSet& changes,
                                     const std::vector<CellFill>& fills = {},
                                     const WriteOptions& options = {});

// Why a constant must not be put into a cell (it holds a formula, part of an array or data table, is covered
// by a merge, heads a table column), as a clause: "holds a formula". Nothing where it may.
[[nodiscard]] std::optional<std::string> refusal_to_set(const Workbook& workbook, SheetId sheet,
                                                        CellAddress cell);

// The SHA-256 of every part of the file and of what is written in its place.
[[nodiscard]] std::vector<PartDigest> proof(const XlsxFile& file, const WrittenFile& written);

// Puts the bytes where target is, or leaves it whole (xlsx/disk_file.h). Refused where target is the file
// that was read and somebody has saved it since; not touched where it is and has these bytes already.
void save(const XlsxFile& file, const WrittenFile& written, const std::filesystem::path& target);

}  // namespace outturn::xlsx
