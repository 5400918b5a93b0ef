#include "xlsx/writer.h"

#include <algorithm>
#include <map>
#include <memory>
#include <span>
#include <utility>

#include "engine/owned_cells.h"
#include "xlsx/defined_names_patch.h"
#include "xlsx/disk_file.h"
#include "xlsx/new_sheet.h"
#include "xlsx/reader.h"
#include "xlsx/styles_part.h"
#include "xlsx/worksheet_patch.h"
#include "xlsx/xlsx_error.h"

namespace outturn::xlsx {
namespace {

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

bool covers(const std::vector<RangeAddress>& ranges, CellAddress cell) {
  return std::any_of(ranges.begin(), ranges.end(),
                     [&](const RangeAddress& range) { return range.contains(cell); });
}

ByteBuffer encoded(const XlsxFile& file, const std::string& part, ByteBuffer text, TextEncoding encoding) {
  if (encoding == TextEncoding::utf8) return text;
  const auto bytes = from_utf8(text.view(), encoding);
  if (!bytes)
    throw XlsxError(
        XlsxErrorKind::write_refused, file.package.file(), part,
        "is in an encoding that lacks a character of a new value; save the workbook in Excel first");
  return ByteBuffer(*bytes);
}

// What is to be written on one sheet: its changes, and beside them the arrays that have another size and the
// fills of cells. Values stay where they are until their cell is reached.
class SheetPatches : public CellPatches {
 public:
  SheetPatches(const Sheet& sheet, std::span<const CellChange> changes,
               std::span<const std::string> passing_fills)
      : sheet_(sheet), changes_(changes), passing_fills_(passing_fills) {}

  void resize(const ResizedArray& array) { extras_[array.anchor].range = array.range; }
  void fill(const CellFill& fill) { extras_[fill.cell].fill = &fill.argb; }
  void formula(const CellFormula& formula) { extras_[formula.cell].formula = &formula.formula; }
  void number_format(const CellNumberFormat& format) { extras_[format.cell].number_format = format.builtin; }
  // After everything was told.
  void finish() {
    if (extras_.empty()) return;
    auto change = changes_.begin();
    for (const auto& [cell, extra] : extras_) {
      for (; change != changes_.end() && change->cell < cell; ++change)
        merged_.push_back({change->cell, &*change, nullptr});
      const bool changed = change != changes_.end() && change->cell == cell;
      merged_.push_back({cell, changed ? &*change++ : nullptr, &extra});
    }
    for (; change != changes_.end(); ++change) merged_.push_back({change->cell, &*change, nullptr});
  }

  [[nodiscard]] std::size_t size() const noexcept override {
    return extras_.empty() ? changes_.size() : merged_.size();
  }
  [[nodiscard]] CellAddress address(std::size_t i) const noexcept override {
    return extras_.empty() ? changes_[i].cell : merged_[i].cell;
  }
  [[nodiscard]] bool is_formula(std::size_t i) const noexcept override {
    const Item at = item(i);
    return at.extra == nullptr && at.change->kind == ChangeKind::formula;
  }
  [[nodiscard]] bool is_result(std::size_t i) const noexcept override {
    return is_formula(i) && is_changed(sheet_, address(i));
  }
  [[nodiscard]] Value value(std::size_t i) const override { return sheet_.value(address(i)); }
  [[nodiscard]] CellPatch get(std::size_t i) const override {
    const Item at = item(i);
    CellPatch patch{at.cell, CellWrite::keep, {}, std::nullopt, {}, {}, std::nullopt};
    if (at.change != nullptr) patch.write = write_of(at.change->kind);
    if (at.extra != nullptr && at.extra->formula != nullptr) {
      patch.write = CellWrite::new_formula;
      patch.formula = *at.extra->formula;
    }
    if (patch.write != CellWrite::keep && patch.write != CellWrite::clear)
      patch.value = sheet_.value(at.cell);
    // A formula gives no blank; what stands for it is an empty text.
    if (patch.write == CellWrite::new_formula && patch.value.is_blank()) patch.value = std::string_view();
    if (at.extra != nullptr) {
      patch.array_range = at.extra->range;
      if (at.extra->fill != nullptr) patch.fill = *at.extra->fill;
      if (at.extra->fill != nullptr && patch.fill.empty()) patch.passing_fills = passing_fills_;
      patch.number_format = at.extra->number_format;
    }
    return patch;
  }

 private:
  struct Extra {
    std::optional<RangeAddress> range;
    const std::string* fill = nullptr;
    const std::string* formula = nullptr;
    std::optional<std::uint32_t> number_format;
  };
  struct Item {
    CellAddress cell;
    const CellChange* change = nullptr;
    const Extra* extra = nullptr;
  };
  [[nodiscard]] Item item(std::size_t i) const noexcept {
    return extras_.empty() ? Item{changes_[i].cell, &changes_[i], nullptr} : merged_[i];
  }

  const Sheet& sheet_;
  std::span<const CellChange> changes_;  // ascending
  std::span<const std::string> passing_fills_;
  std::map<CellAddress, Extra> extras_;
  std::vector<Item> merged_;  // where there are extras
};

// The changes of one sheet, which are those at the front of `changes`; they are taken away from there.
SheetPatches patches_of(const XlsxFile& file, SheetId id, std::span<const CellChange>& changes,
                        const ChangeSet& all, const std::vector<CellFill>& fills,
                        const WriteOptions& options) {
  const Workbook& workbook = *file.workbook;
  const auto check = [&](CellAddress cell) {
    if (const auto why = refusal_to_set(workbook, id, cell))
      throw XlsxError(XlsxErrorKind::write_refused, file.package.file(), {},
                      workbook.describe(id, cell) + " " + *why + "; a value cannot be set there");
  };
  std::size_t count = 0;
  for (; count < changes.size() && changes[count].sheet == id; ++count) {
    const CellChange& change = changes[count];
    if (write_of(change.kind) == CellWrite::literal) check(change.cell);
  }
  SheetPatches patches(workbook.sheet(id), changes.first(count), options.passing_fills);
  changes = changes.subspan(count);
  for (const ResizedArray& array : all.resized)
    if (array.sheet == id) patches.resize(array);
  for (const CellFill& fill : fills)
    if (fill.sheet == id && !covers(file.sheets[static_cast<std::size_t>(id)].conditional_formats, fill.cell))
      patches.fill(fill);
  for (const CellFormula& formula : options.formulas) {
    if (formula.sheet != id) continue;
    check(formula.cell);
    patches.formula(formula);
  }
  for (const CellNumberFormat& format : options.number_formats)
    if (format.sheet == id) patches.number_format(format);
  patches.finish();
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

WrittenFile write_xlsx(XlsxFile& file, const ChangeSet& changes, const std::vector<CellFill>& fills,
                       const WriteOptions& options) {
  const Package& package = file.package;
  std::map<std::string, ReplacedContent> replaced;
  WrittenFile result;

  std::unique_ptr<StyleAppender> styles;
  PartText styles_text;
  const bool needs_styles = !fills.empty() || !options.number_formats.empty() || !options.new_sheets.empty();
  if (needs_styles && !file.styles_part.empty()) {
    styles_text = package.read(file.styles_part);
    styles = std::make_unique<StyleAppender>(std::string(styles_text.view()), file.styles_part);
  }
  result.changes.reserve(changes.cells.size());
  std::span<const CellChange> left(changes.cells);
  for (SheetId id = 0; id < static_cast<SheetId>(file.sheets.size()); ++id) {
    SheetFile& sheet = file.sheets[static_cast<std::size_t>(id)];
    const SheetPatches patches = patches_of(file, id, left, changes, fills, options);
    if (patches.size() == 0) continue;
    if (!sheet.has_cells)
      throw XlsxError(XlsxErrorKind::write_refused, package.file(), {},
                      "sheet \"" + file.workbook->sheet(id).name() + "\" has no cells");
    PartText text = sheet.text.bytes.size() != 0 ? std::exchange(sheet.text, {}) : package.read(sheet.part);
    const StoredValues stored{file.strings, file.metadata, file.workbook->settings.date_system, styles.get()};
    try {
      PatchedWorksheet patched =
          sheet.in_order ? patch_worksheet(text.bytes, sheet.plain_rows, sheet.part, patches, stored)
                         : patch_worksheet(text.view(), sheet.part, patches, stored);
      for (const CellAddress cell : patched.differences) result.changes.push_back({id, cell});
      if (patched.text) {
        ReplacedContent& content = replaced[sheet.part];
        content.text = encoded(file, sheet.part, std::move(*patched.text), text.encoding);
        // Edits of a text that was in another encoding are not those of its bytes.
        if (text.encoding == TextEncoding::utf8) content.edits = std::move(patched.edits);
      }
    } catch (const XlsxError& error) {
      throw error.with_file(package.file());
    }
  }
  if (!options.new_sheets.empty()) {
    for (AddedPart& added : add_sheets(package, options.new_sheets, styles.get()))
      replaced[added.part] = encoded(file, added.part, ByteBuffer(added.text), added.encoding);
  }
  if (styles && styles->text() != styles_text.view())
    replaced[file.styles_part] =
        encoded(file, file.styles_part, ByteBuffer(styles->text()), styles_text.encoding);

  if (options.owned_cells && *options.owned_cells != marked_cells(*file.workbook)) {
    const std::string& part = package.workbook_part();
    PartText text = package.read(part);
    if (const auto already = replaced.find(part); already != replaced.end())
      throw XlsxError(XlsxErrorKind::write_refused, package.file(), part,
                      "cannot have sheets added and cells marked at once");
    try {
      const auto patched = replace_names(text.view(), part, is_owned_cells_name,
                                         names_marking(*file.workbook, *options.owned_cells));
      if (patched) replaced[part] = encoded(file, part, ByteBuffer(*patched), text.encoding);
    } catch (const XlsxError& error) {
      throw error.with_file(package.file());
    }
  }

  if (!replaced.empty() && package.is_signed() && !options.break_signature)
    throw XlsxError(XlsxErrorKind::signed_package, package.file(), {},
                    "is digitally signed, and saving it changed would break the signature");
  for (const auto& [part, bytes] : replaced) result.changed_parts.push_back(part);
  result.bytes = package.archive().with_replaced(std::move(replaced));
  return result;
}

std::vector<PartDigest> proof(const XlsxFile& file, const WrittenFile& written) {
  return part_digests(file.package.archive(), ZipArchive::from_bytes(written.bytes, file.package.file()));
}

void save(const XlsxFile& file, const WrittenFile& written, const std::filesystem::path& target) {
  const std::filesystem::path place = checked_save_target(target);
  std::error_code error;
  if (!std::filesystem::equivalent(place, file.package.file(), error) || error) {
    save_file(target, written.bytes);
    return;
  }
  const std::string_view read = file.package.archive().bytes();
  const auto refuse_if_changed = [&](const std::filesystem::path& now) {
    if (read_whole_file(now, ZipLimits().file_bytes) != read)
      throw XlsxError(XlsxErrorKind::write_refused, target.string(), {},
                      "was saved by somebody else after it was read; read it again");
    static_cast<void>(checked_save_target(target));
  };
  refuse_if_changed(place);
  if (written.bytes != read) save_file(target, written.bytes, refuse_if_changed);
}

}  // namespace outturn::xlsx
