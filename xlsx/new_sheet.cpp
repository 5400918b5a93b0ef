#include "xlsx/new_sheet.h"

#include <algorithm>
#include <cstdlib>

#include "formulas/address.h"
#include "formulas/text_units.h"
#include "xlsx/cell_markup.h"
#include "xlsx/package.h"
#include "xlsx/styles_part.h"
#include "xlsx/xlsx_error.h"
#include "xlsx/xml_markup.h"
#include "xlsx/xml_reader.h"
#include "xlsx/xml_text.h"

namespace outturn::xlsx {
namespace {

constexpr std::string_view kContentTypes = "[Content_Types].xml";
constexpr std::string_view kWorksheetType =
    "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml";

// Where a list of like elements ends in the bytes, and what its last element of one kind looks like.
class ListEnd : public XmlHandler {
 public:
  ListEnd(std::string_view text, std::string_view list, int depth, std::string_view item)
      : text_(text), list_(list), depth_(depth), item_(item) {}

  std::string root_tag;
  std::vector<std::string> item_tags;
  bool has_views = false;  // a workbookView

  void start_element(const XmlElement& element) override {
    const std::string tag(text_.substr(element.begin, element.end - element.begin));
    if (element.depth == 0) root_tag = tag;
    has_views = has_views || element.name() == "workbookView";
    if (element.depth == depth_ && element.name() == list_) begin_ = element.begin, tag_end_ = element.end;
    if (element.depth == depth_ + 1 && element.name() == item_) item_tags.push_back(tag);
  }
  void end_element(std::string_view name, int depth, std::size_t begin, std::size_t) override {
    if (depth == depth_ && name == list_) close_ = begin;
  }

  // Requires: the list is there.
  [[nodiscard]] std::string with(const std::string& items) const {
    std::string text(text_);
    std::string tag = text.substr(begin_, tag_end_ - begin_);
    if (is_empty_element(tag)) {
      const std::string name(tag_name(tag));
      tag.replace(tag.size() - 2, 2, ">");
      return text.replace(begin_, tag_end_ - begin_, tag + items + "</" + name + ">");
    }
    return text.insert(close_, items);
  }
  [[nodiscard]] bool is_found() const noexcept { return tag_end_ != 0; }

 private:
  std::string_view text_;
  std::string_view list_;
  int depth_;
  std::string_view item_;
  std::size_t begin_ = 0, tag_end_ = 0, close_ = 0;
};

std::string prefix_of(std::string_view tag) {
  const std::string_view name = tag_name(tag);
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? std::string() : std::string(name.substr(0, colon + 1));
}

std::string attribute_of(std::string_view tag, std::string_view name) {
  const auto found = find_attribute(tag, name);
  return found ? std::string(found->value) : std::string();
}

ListEnd located(const PartText& text, const std::string& part, std::string_view list, int depth,
                std::string_view item) {
  ListEnd places(text.view(), list, depth, item);
  read_xml(text.view(), part, places);
  if (!places.is_found())
    throw XlsxError(XlsxErrorKind::damaged, part, "has no element " + std::string(list));
  return places;
}

std::string free_id(const std::vector<std::string>& tags, std::string_view attribute,
                    std::string_view prefix) {
  unsigned long highest = 0;
  for (const std::string& tag : tags) {
    const std::string id = attribute_of(tag, attribute);
    if (id.starts_with(prefix))
      highest = std::max(highest, std::strtoul(id.c_str() + prefix.size(), nullptr, 10));
  }
  return std::string(prefix) + std::to_string(highest + 1);
}

// Wide enough to read, and no wider than a screen bears.
double column_width(const NewSheet& sheet, std::size_t column) {
  constexpr std::size_t kNarrowest = 9, kWidest = 48;
  std::size_t widest = kNarrowest;
  for (const std::vector<NewCell>& row : sheet.rows)
    if (column < row.size() && row[column].value.is_text())
      widest = std::max(widest, utf16_length(row[column].value.text()) + 2);
  return static_cast<double>(std::min(widest, kWidest));
}

std::string sheet_text(const NewSheet& sheet, std::string_view name_space, bool with_view,
                       StyleAppender* styles) {
  std::string text = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<worksheet xmlns=\"" +
                     std::string(name_space) + "\">";
  if (with_view)
    text +=
        "<sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" "
        "activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews>";
  std::size_t columns = 0;
  for (const std::vector<NewCell>& row : sheet.rows) columns = std::max(columns, row.size());
  if (columns > 0) text += "<cols>";
  for (std::size_t at = 0; at < columns; ++at) {
    const std::string number = std::to_string(at + 1);
    text += "<col min=\"" + number + "\" max=\"" + number + "\" width=\"" +
            std::to_string(static_cast<int>(column_width(sheet, at))) + "\" customWidth=\"1\"/>";
  }
  if (columns > 0) text += "</cols>";
  text += "<sheetData>";
  for (std::size_t row = 0; row < sheet.rows.size(); ++row) {
    std::string cells;
    for (std::size_t at = 0; at < sheet.rows[row].size(); ++at) {
      const NewCell& cell = sheet.rows[row][at];
      if (cell.value.is_blank()) continue;
      std::uint32_t style = 0;
      if (styles != nullptr && row == 0) style = styles->with_bold_font(style);
      if (styles != nullptr && cell.number_format)
        style = styles->with_number_format(style, *cell.number_format);
      CellMarkup markup("", {static_cast<std::int32_t>(row), static_cast<std::int32_t>(at)}, style);
      markup.set_value(cell.value, true);
      cells += markup.text();
    }
    if (!cells.empty()) text += "<row r=\"" + std::to_string(row + 1) + "\">" + cells + "</row>";
  }
  return text + "</sheetData></worksheet>";
}

}  // namespace

std::vector<AddedPart> add_sheets(const Package& package, const std::vector<NewSheet>& sheets,
                                  StyleAppender* styles) {
  const std::string& workbook = package.workbook_part();
  const std::size_t slash = workbook.rfind('/');
  const std::string folder = slash == std::string::npos ? "" : workbook.substr(0, slash + 1);
  const std::string rels = folder + "_rels/" + workbook.substr(folder.size()) + ".rels";
  const PartText workbook_text = package.read(workbook);
  const PartText rels_text = package.read(rels);
  const PartText types_text = package.read(std::string(kContentTypes));
  ListEnd entries = located(workbook_text, workbook, "sheets", 1, "sheet");
  ListEnd links = located(rels_text, rels, "Relationships", 0, "Relationship");
  ListEnd types = located(types_text, std::string(kContentTypes), "Types", 0, "Override");

  // Everything new is spelt as its neighbours are: prefixes, and the URIs of a strict or transitional file.
  std::string link_type;
  for (const std::string& tag : links.item_tags)
    if (attribute_of(tag, "Type").ends_with("/worksheet")) link_type = attribute_of(tag, "Type");
  std::string id_attribute;
  for (const std::string& tag : entries.item_tags)
    for_each_attribute(tag, [&](const TagAttribute& attribute) {
      if (attribute.name.ends_with(":id")) id_attribute = attribute.name;
      return true;
    });
  const std::string prefix = prefix_of(entries.root_tag);
  const std::string name_space = attribute_of(
      entries.root_tag, prefix.empty() ? "xmlns" : "xmlns:" + prefix.substr(0, prefix.size() - 1));
  if (link_type.empty() || id_attribute.empty() || name_space.empty())
    throw XlsxError(XlsxErrorKind::write_refused, package.file(), workbook,
                    "is written in an unusual way, so that no sheet can be added; save it in Excel first");

  std::vector<AddedPart> parts;
  std::string new_entries, new_links, new_types;
  std::size_t number = 1;
  for (const NewSheet& sheet : sheets) {
    const std::string name = escape_attribute(sheet.name);
    std::string part;
    do part = folder + "worksheets/sheet" + std::to_string(number++) + ".xml";
    while (package.has(part));
    const std::string id = free_id(links.item_tags, "Id", "rId");
    // The last sheet's tag may declare the prefix of its own attribute.
    std::string entry = entries.item_tags.back();
    set_attribute(entry, "name", name);
    set_attribute(entry, "sheetId", free_id(entries.item_tags, "sheetId", ""));
    set_attribute(entry, id_attribute, id);
    remove_attribute(entry, "state");
    if (!is_empty_element(entry)) entry.replace(entry.size() - 1, 1, "/>");
    const std::string link = "<" + prefix_of(links.root_tag) + "Relationship Id=\"" + id + "\" Type=\"" +
                             link_type + "\" Target=\"" + part.substr(folder.size()) + "\"/>";
    entries.item_tags.push_back(entry);
    links.item_tags.push_back(link);
    new_entries += entry;
    new_links += link;
    new_types += "<" + prefix_of(types.root_tag) + "Override PartName=\"/" + part + "\" ContentType=\"" +
                 std::string(kWorksheetType) + "\"/>";
    parts.push_back({part, sheet_text(sheet, name_space, entries.has_views, styles), TextEncoding::utf8});
  }
  parts.push_back({workbook, entries.with(new_entries), workbook_text.encoding});
  parts.push_back({rels, links.with(new_links), rels_text.encoding});
  parts.push_back({std::string(kContentTypes), types.with(new_types), types_text.encoding});
  return parts;
}

}  // namespace outturn::xlsx
