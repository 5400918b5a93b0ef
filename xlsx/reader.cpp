#include "xlsx/reader.h"

#include "xlsx/external_link_part.h"
#include "xlsx/sheet_reader.h"
#include "xlsx/styles_part.h"
#include "xlsx/table_part.h"
#include "xlsx/xlsx_error.h"

namespace outturn::xlsx {
namespace {

// Of sheets, in bytes, between reading and writing; those beyond are unpacked again.
constexpr std::size_t kMostKeptText = std::size_t{256} << 20;

// Reads the parts in the order in which they need one another.
class Reader {
 public:
  explicit Reader(ZipArchive archive) : file_{Package(std::move(archive)), std::make_unique<Workbook>()} {}

  XlsxFile read() {
    const std::string& workbook_name = file_.package.workbook_part();
    part_ = read_workbook_part(file_.package.read(workbook_name).view(), workbook_name);
    if (part_.sheets.empty()) throw XlsxError(XlsxErrorKind::damaged, workbook_name, "has no sheets");
    relationships_ = file_.package.relationships(workbook_name);
    file_.calculation = part_.calculation;
    read_settings();
    read_shared_parts();
    add_sheets();
    add_names();
    for (std::size_t id = 0; id < file_.sheets.size(); ++id)
      if (file_.sheets[id].has_cells) read_sheet(static_cast<SheetId>(id));
    for (std::size_t i = 0; i < part_.external_references.size(); ++i) read_external_link(i);
    book().finish_reading();
    return std::move(file_);
  }

 private:
  Workbook& book() noexcept { return *file_.workbook; }

  void read_settings() {
    const CalculationProperties& from = part_.calculation;
    outturn::CalculationSettings& to = book().settings;
    to.date_system = part_.date1904 ? DateSystem::from_1904 : DateSystem::from_1900;
    to.iterate = from.iterate;
    to.max_iterations = static_cast<std::int32_t>(std::min(from.iterate_count, 32'767U));  // Excel's limit
    to.max_change = from.iterate_delta;
    to.full_precision = from.full_precision;
  }

  // The text of the part that the workbook has one of, empty where there is none.
  PartText single_part(std::string_view type, std::string* name = nullptr) const {
    const Relationship* found = Package::first_of_type(relationships_, type);
    if (found == nullptr) return {};
    if (name != nullptr) *name = found->target;
    return file_.package.read(found->target);
  }

  void read_shared_parts() {
    std::string name;
    if (const PartText text = single_part("sharedStrings", &name); text.bytes.size() != 0)
      file_.strings = SharedStringTable::read(text.view(), name);
    if (const PartText text = single_part("styles", &file_.styles_part); text.bytes.size() != 0) {
      const StylesPart styles = StylesPart::read(text.view(), file_.styles_part);
      for (std::uint32_t style = 0; style < styles.size(); ++style)
        format_of_style_.push_back(book().add_number_format(styles.number_format(style)));
    }
    const PartText metadata = single_part("sheetMetadata", &name);
    if (metadata.bytes.size() == 0) return;
    const PartText values = single_part("rdRichValue");
    const PartText structures = single_part("rdRichValueStructure");
    file_.metadata = MetadataPart::read({metadata.view(), values.view(), structures.view(), name});
  }

  void add_sheets() {
    for (const SheetEntry& entry : part_.sheets) {
      book().add_sheet(entry.name);
      SheetFile& sheet = file_.sheets.emplace_back();
      sheet.visibility = entry.visibility;
      const Relationship* relationship = Package::find(relationships_, entry.relationship);
      if (relationship == nullptr || relationship->external)
        throw XlsxError(XlsxErrorKind::missing_part, file_.package.workbook_part(),
                        "says nowhere where sheet \"" + entry.name + "\" is");
      is_macro_sheet_.push_back(relationship->type == "xlMacrosheet" ||
                                relationship->type == "xlIntlMacrosheet");
      sheet.part = relationship->target;
      sheet.has_cells = relationship->type == "worksheet" || is_macro_sheet_.back();
    }
  }

  void add_names() {
    for (DefinedNameEntry& name : part_.names) {
      if (name.is_function_or_macro) continue;
      if (name.sheet && *name.sheet >= part_.sheets.size()) {
        warn(name.name, "this name belongs to a sheet that is not there; it was left out");
        continue;
      }
      std::optional<SheetId> sheet;
      if (name.sheet) sheet = static_cast<SheetId>(*name.sheet);
      book().add_name({std::move(name.name), sheet, std::move(name.formula), name.hidden});
    }
  }

  void read_sheet(SheetId id) {
    SheetFile& sheet = file_.sheets[static_cast<std::size_t>(id)];
    const std::vector<Relationship> relationships = file_.package.relationships(sheet.part);
    std::vector<RangeAddress> filtered;
    for (const Relationship& relationship : relationships) {
      if (relationship.type != "table" || relationship.external) continue;
      const auto table = read_table_part(file_.package.read(relationship.target).view(), relationship.target);
      if (!table) {
        warn(relationship.target, "this table has no usable range; it was left out");
        continue;
      }
      if (table->filter_active && table->filter_range) filtered.push_back(*table->filter_range);
      add_table(id, *table);
    }
    SheetReader reader({*file_.workbook, id, sheet.part, file_.strings, file_.metadata, format_of_style_,
                        is_macro_sheet_[static_cast<std::size_t>(id)], file_.diagnostics, array_cells_},
                       std::move(filtered));
    PartText text = file_.package.read(sheet.part, true);
    read_worksheet(text.view(), sheet.part, reader);
    reader.finish(text.view());
    sheet.conditional_formats = reader.take_conditional_formats();
    sheet.in_order = reader.in_order();
    sheet.plain_rows = reader.plain_rows();
    if (text.bytes.size() > kMostKeptText - kept_text_) return;
    kept_text_ += text.bytes.size();
    sheet.text = std::move(text);
  }

  void add_table(SheetId id, const TablePart& part) {
    outturn::Table table;
    table.name = part.display_name;
    table.shape = {id, part.range, part.header_rows != 0, part.totals_rows != 0};
    for (const TableColumnEntry& column : part.columns) table.columns.push_back(column.name);
    if (static_cast<std::int32_t>(table.columns.size()) != part.range.columns())
      warn(part.display_name, "this table names another number of columns than its range has");
    book().add_table(std::move(table));
  }

  // [1] in a formula is the first external reference; its sheets are "[1]Name".
  void read_external_link(std::size_t index) {
    const Relationship* relationship = Package::find(relationships_, part_.external_references[index]);
    if (relationship == nullptr || relationship->external || !file_.package.has(relationship->target)) return;
    const ExternalLinkPart link =
        read_external_link_part(file_.package.read(relationship->target).view(), relationship->target);
    for (const ExternalSheet& sheet : link.sheets) {
      const SheetId id = book().add_sheet("[" + std::to_string(index + 1) + "]" + sheet.name, true);
      for (const auto& [cell, value] : sheet.cells) book().sheet(id).set_value(cell, value);
    }
  }

  void warn(std::string where, std::string what) {
    file_.diagnostics.push_back({Severity::warning, std::move(where), std::move(what)});
  }

  XlsxFile file_;
  WorkbookPart part_;
  std::vector<Relationship> relationships_;
  std::vector<std::int32_t> format_of_style_;
  std::vector<bool> is_macro_sheet_;
  std::int64_t array_cells_ = 0;
  std::size_t kept_text_ = 0;
};

}  // namespace

XlsxFile read_xlsx(ZipArchive archive) {
  const std::string name = archive.file();
  try {
    return Reader(std::move(archive)).read();
  } catch (const XlsxError& error) {
    throw error.with_file(name);
  }
}

XlsxFile read_xlsx(const std::filesystem::path& path, const ZipLimits& limits) {
  return read_xlsx(ZipArchive::open(path, limits));
}

}  // namespace outturn::xlsx
