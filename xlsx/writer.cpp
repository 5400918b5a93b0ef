#include "xlsx/writer.h"

#include <algorithm>
#include <map>
#include <memory>

#include "engine/owned_cells.h"
#include "xlsx/defined_names_patch.h"
#include "xlsx/disk_file.h"
#include "xlsx/reader.h"
#include "xlsx/styles_part.h"
#include "xlsx/worksheet_patch.h"
#include "xlsx/xlsx_error.h"

namespace outturn::xlsx {
namespace {

using SheetPatches = std::map<CellAddress, CellPatch>;

CellWrite write_of(ChangeKind kind) noexcept {
  switch (kind) {
    case ChangeKind::formula:
      return CellWrite::formula_result;
    case ChangeKind::spill_added:
    case ChangeKind::spill_changed:
      return CellWrite::spill;
    case ChangeKind::spill_cleared:
      return CellWrite::clear;
    case ChangeKind::input:
    case ChangeKind::owned:
      return CellWrite::literal;
  }
  return CellWrite::keep;
}

CellPatch& patch_at(std::map<SheetId, SheetPatches>& all, SheetId sheet, CellAddress cell) {
  CellPatch& patch = all[sheet][cell];
  patch.address = cell;
  return patch;
}

bool covers(const std::vector<RangeAddress>& ranges, CellAddress cell) {
  return std::any_of(ranges.begin(), ranges.end(),
                     [&](const RangeAddress& range) { return range.contains(cell); });
}

std::string encoded(const XlsxFile& file, const std::string& part, const std::string& text,
                    TextEncoding encoding) {
  if (encoding == TextEncoding::utf8) return text;
  auto bytes = from_utf8(text, encoding);
  if (!bytes)
    throw XlsxError(
        XlsxErrorKind::write_refused, file.package.file(), part,
        "is in an encoding that lacks a character of a new value; save the workbook in Excel first");
  return std::move(*bytes);
}

// A cell inside a fixed array has no formula of its own, so its value is written as that of a spill.
bool is_array_follower(const Workbook& workbook, SheetId sheet, CellAddress cell) {
  const FillId id = workbook.sheet(sheet).fill_at(cell);
  return id >= 0 && workbook.fill(id).kind == FillKind::fixed_array && workbook.fill(id).range.first != cell;
}

std::map<SheetId, SheetPatches> gather(const XlsxFile& file, const ChangeSet& changes,
                                       const std::vector<CellFill>& fills) {
  const Workbook& workbook = *file.workbook;
  std::map<SheetId, SheetPatches> patches;
  for (const CellChange& change : changes.cells) {
    CellWrite write = write_of(change.kind);
    if (write == CellWrite::literal)
      if (const auto why = refusal_to_set(workbook, change.sheet, change.cell))
        throw XlsxError(
            XlsxErrorKind::write_refused, file.package.file(), {},
            workbook.describe(change.sheet, change.cell) + " " + *why + "; a value cannot be set there");
    if (write == CellWrite::formula_result && is_array_follower(workbook, change.sheet, change.cell))
      write = CellWrite::spill;
    CellPatch& patch = patch_at(patches, change.sheet, change.cell);
    patch.write = write;
    patch.value = change.new_value;
  }
  for (const ResizedArray& array : changes.resized)
    patch_at(patches, array.sheet, array.anchor).array_range = array.range;
  for (const CellFill& fill : fills) {
    const SheetFile& sheet = file.sheets[static_cast<std::size_t>(fill.sheet)];
    if (!covers(sheet.conditional_formats, fill.cell))
      patch_at(patches, fill.sheet, fill.cell).fill = fill.argb;
  }
  return patches;
}

}  // namespace

std::optional<std::string> refusal_to_set(const Workbook& workbook, SheetId id, CellAddress cell) {
  const Sheet& sheet = workbook.sheet(id);
  if (sheet.is_external()) return "belongs to another workbook";
  if (const FillId fill = sheet.fill_at(cell); fill >= 0) {
    const Fill& at = workbook.fill(fill);
    if (at.kind == FillKind::kept && at.range.size() > 1)
      return "belongs to the data table " + to_a1(at.range);
    if (at.kind == FillKind::cells || at.range.first == cell) return "holds a formula";
    if (at.kind == FillKind::fixed_array) return "belongs to the array formula in " + to_a1(at.range);
    return "is filled by the formula in " + to_a1(at.range.first);
  }
  if (const auto merged = sheet.merged_under(cell)) return "is covered by the merged cell " + to_a1(*merged);
  for (const Table& table : workbook.tables())
    if (table.shape.has_headers && table.shape.sheet == id && table.shape.range.contains(cell) &&
        cell.row == table.shape.range.first.row)
      return "is the heading of a column of table " + table.name;
  return std::nullopt;
}

WrittenFile write_xlsx(const XlsxFile& file, const ChangeSet& changes, const std::vector<CellFill>& fills,
                       const WriteOptions& options) {
  const Package& package = file.package;
  std::map<std::string, std::string> replaced;
  WrittenFile result;

  std::unique_ptr<StyleAppender> styles;
  PartText styles_text;
  if (!fills.empty() && !file.styles_part.empty()) {
    styles_text = package.read(file.styles_part);
    styles = std::make_unique<StyleAppender>(std::string(styles_text.view()), file.styles_part);
  }
  for (const auto& [id, patches] : gather(file, changes, fills)) {
    const std::string& part = file.sheets[static_cast<std::size_t>(id)].part;
    if (!file.sheets[static_cast<std::size_t>(id)].has_cells)
      throw XlsxError(XlsxErrorKind::write_refused, package.file(), {},
                      "sheet \"" + file.workbook->sheet(id).name() + "\" has no cells");
    std::vector<CellPatch> sorted;
    sorted.reserve(patches.size());
    for (const auto& [cell, patch] : patches) sorted.push_back(patch);
    const PartText text = package.read(part);
    try {
      PatchedWorksheet patched =
          patch_worksheet(text.view(), part, sorted,
                          {file.strings, file.metadata, file.workbook->settings.date_system, styles.get()});
      for (CellDifference& difference : patched.differences)
        result.changes.push_back(
            {id, difference.address, std::move(difference.before), std::move(difference.after)});
      if (patched.text) replaced[part] = encoded(file, part, *patched.text, text.encoding);
    } catch (const XlsxError& error) {
      throw error.with_file(package.file());
    }
  }
  if (styles && styles->text() != styles_text.view())
    replaced[file.styles_part] = encoded(file, file.styles_part, styles->text(), styles_text.encoding);

  if (options.owned_cells && *options.owned_cells != marked_cells(*file.workbook)) {
    const std::string& part = package.workbook_part();
    const PartText text = package.read(part);
    try {
      const auto patched = replace_names(text.view(), part, is_owned_cells_name,
                                         names_marking(*file.workbook, *options.owned_cells));
      if (patched) replaced[part] = encoded(file, part, *patched, text.encoding);
    } catch (const XlsxError& error) {
      throw error.with_file(package.file());
    }
  }

  if (!replaced.empty() && package.is_signed() && !options.break_signature)
    throw XlsxError(XlsxErrorKind::signed_package, package.file(), {},
                    "is digitally signed, and saving it changed would break the signature");
  for (const auto& [part, bytes] : replaced) result.changed_parts.push_back(part);
  result.bytes = package.archive().with_replaced(replaced);
  return result;
}

std::vector<PartDigest> proof(const XlsxFile& file, const WrittenFile& written) {
  return part_digests(file.package.archive(), ZipArchive::from_bytes(written.bytes, file.package.file()));
}

void save(const XlsxFile& file, const WrittenFile& written, const std::filesystem::path& target) {
  const std::filesystem::path place = checked_save_target(target);
  std::error_code error;
  if (std::filesystem::equivalent(place, file.package.file(), error) && !error &&
      read_whole_file(place, ZipLimits().file_bytes) != file.package.archive().bytes())
    throw XlsxError(XlsxErrorKind::write_refused, target.string(), {},
                    "was saved by somebody else after it was read; read it again");
  save_file(target, written.bytes);
}

}  // namespace outturn::xlsx
