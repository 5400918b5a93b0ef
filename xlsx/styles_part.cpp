#include "xlsx/styles_part.h"

#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <utility>

#include "xlsx/xlsx_error.h"
#include "xlsx/xml_markup.h"
#include "xlsx/xml_reader.h"

namespace outturn::xlsx {
namespace {

class Reader : public XmlHandler {
 public:
  Reader(std::vector<std::uint32_t>& styles, std::map<std::uint32_t, std::string>& formats)
      : styles_(styles), formats_(formats) {}
  void start_element(const XmlElement& element) override {
    if (!element.in_root_space) return;
    if (element.name() == "xf" && element.parent == "cellXfs" && element.depth == 2)
      styles_.push_back(element.number("numFmtId").value_or(0));
    else if (element.name() == "numFmt" && element.parent == "numFmts" && element.depth == 2)
      if (const auto id = element.number("numFmtId")) formats_[*id] = element.text("formatCode");
  }

 private:
  std::vector<std::uint32_t>& styles_;
  std::map<std::uint32_t, std::string>& formats_;
};

struct Extent {
  std::size_t begin = 0;
  std::size_t end = 0;
};

// Where fills and cell formats stand in the bytes.
class Locator : public XmlHandler {
 public:
  struct List {
    Extent tag;                 // the list's start tag
    std::size_t close = 0;      // where its end tag begins; the end of the start tag for <fills/>
    std::vector<Extent> items;  // each element with its content
  };
  List fonts;
  List fills;
  List cell_formats;

  void start_element(const XmlElement& element) override {
    if (!element.in_root_space) return;
    if (element.depth == 1)
      if (List* list = list_of(element.name())) list->tag = {element.begin, element.end};
    if (element.depth == 2 && element.name() == item_of(element.parent))
      list_of(element.parent)->items.push_back({element.begin, element.end});
    parents_.resize(static_cast<std::size_t>(element.depth) + 1);
    parents_[static_cast<std::size_t>(element.depth)] = element.name();
  }
  void end_element(std::string_view name, int depth, std::size_t begin, std::size_t end) override {
    if (depth == 1)
      if (List* list = list_of(name)) list->close = begin;
    if (depth == 2 && name == item_of(parents_[1]) && !list_of(parents_[1])->items.empty())
      list_of(parents_[1])->items.back().end = end;
  }

 private:
  List* list_of(std::string_view name) {
    if (name == "fonts") return &fonts;
    if (name == "fills") return &fills;
    return name == "cellXfs" ? &cell_formats : nullptr;
  }
  static std::string_view item_of(std::string_view list) {
    if (list == "fonts") return "font";
    if (list == "fills") return "fill";
    return list == "cellXfs" ? "xf" : std::string_view("-");
  }

  std::vector<std::string> parents_;
};

std::string prefix_of(std::string_view tag) {
  const std::string_view name = tag_name(tag);
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? std::string() : std::string(name.substr(0, colon + 1));
}

// Appends an item to a list and raises its count.
void append(std::string& text, const Locator::List& list, const std::string& item) {
  std::string tag = text.substr(list.tag.begin, list.tag.end - list.tag.begin);
  set_attribute(tag, "count", std::to_string(list.items.size() + 1));
  if (is_empty_element(tag)) {
    const std::string name(tag_name(tag));
    tag.replace(tag.size() - 2, 2, ">");
    text.replace(list.tag.begin, list.tag.end - list.tag.begin, tag + item + "</" + name + ">");
    return;
  }
  text.insert(list.close, item);
  text.replace(list.tag.begin, list.tag.end - list.tag.begin, tag);
}

}  // namespace

std::string_view builtin_number_format(std::uint32_t id) noexcept {
  constexpr std::string_view kFormats[] = {"General",
                                           "0",
                                           "0.00",
                                           "#,##0",
                                           "#,##0.00",
                                           "$#,##0_);($#,##0)",
                                           "$#,##0_);[Red]($#,##0)",
                                           "$#,##0.00_);($#,##0.00)",
                                           "$#,##0.00_);[Red]($#,##0.00)",
                                           "0%",
                                           "0.00%",
                                           "0.00E+00",
                                           "# ?/?",
                                           "# ?\?/?\?",
                                           "mm-dd-yy",
                                           "d-mmm-yy",
                                           "d-mmm",
                                           "mmm-yy",
                                           "h:mm AM/PM",
                                           "h:mm:ss AM/PM",
                                           "h:mm",
                                           "h:mm:ss",
                                           "m/d/yy h:mm"};
  constexpr std::string_view kLater[] = {"#,##0_);(#,##0)",
                                         "#,##0_);[Red](#,##0)",
                                         "#,##0.00_);(#,##0.00)",
                                         "#,##0.00_);[Red](#,##0.00)",
                                         "_(* #,##0_);_(* (#,##0);_(* \"-\"_);_(@_)",
                                         "_($* #,##0_);_($* (#,##0);_($* \"-\"_);_(@_)",
                                         "_(* #,##0.00_);_(* (#,##0.00);_(* \"-\"?\?_);_(@_)",
                                         "_($* #,##0.00_);_($* (#,##0.00);_($* \"-\"?\?_);_(@_)",
                                         "mm:ss",
                                         "[h]:mm:ss",
                                         "mmss.0",
                                         "##0.0E+0",
                                         "@"};
  if (id < std::size(kFormats)) return kFormats[id];
  if (id >= 37 && id - 37 < std::size(kLater)) return kLater[id - 37];
  return {};
}

StylesPart StylesPart::read(std::string_view text, const std::string& part) {
  StylesPart styles;
  Reader reader(styles.number_format_of_style_, styles.custom_formats_);
  read_xml(text, part, reader);
  return styles;
}

std::string_view StylesPart::number_format(std::uint32_t style) const noexcept {
  const std::uint32_t id = style < number_format_of_style_.size() ? number_format_of_style_[style] : 0;
  if (const auto custom = custom_formats_.find(id); custom != custom_formats_.end()) return custom->second;
  const std::string_view builtin = builtin_number_format(id);
  return builtin.empty() ? "General" : builtin;
}

StyleAppender::StyleAppender(std::string text, std::string part)
    : text_(std::move(text)), part_(std::move(part)) {}

namespace {

std::string_view content(std::string_view text, const Extent& extent) {
  return text.substr(extent.begin, extent.end - extent.begin);
}

// The position of an item in its list; the list's size for a new one.
std::size_t find_item(std::string_view text, const Locator::List& list, std::string_view item) {
  std::size_t at = 0;
  while (at < list.items.size() && content(text, list.items[at]) != item) ++at;
  return at;
}

using Attributes = std::vector<std::pair<std::string_view, std::string>>;

std::string with_attributes(std::string_view element, const Attributes& attributes) {
  const std::size_t tag_end = tag_length(element);
  std::string tag(element.substr(0, tag_end));
  for (const auto& [name, value] : attributes) set_attribute(tag, name, value);
  return tag.append(element.substr(tag_end));
}

bool is_solid_fill_of(std::string_view fill, std::span<const std::string> argbs) {
  const std::size_t name = fill.find("fgColor");
  if (fill.find("\"solid\"") == std::string_view::npos || name == std::string_view::npos) return false;
  const std::string_view tag = fill.substr(fill.rfind('<', name));
  const auto rgb = find_attribute(tag.substr(0, tag_length(tag)), "rgb");
  return rgb && std::find(argbs.begin(), argbs.end(), rgb->value) != argbs.end();
}

void require_format(const Locator& places, std::uint32_t style, const std::string& part) {
  if (style >= places.cell_formats.items.size())
    throw XlsxError(XlsxErrorKind::damaged, part, "has no cell format " + std::to_string(style));
}

// The format with one part of its own, a fill or a font, each appended where the file has none like it.
std::uint32_t add_format(std::string& text, const Locator& places, std::uint32_t style,
                         const Locator::List& parts, const std::string& part_markup,
                         std::string_view id_attribute, std::string_view apply_attribute) {
  const std::size_t part_id = find_item(text, parts, part_markup);
  const std::string format =
      with_attributes(content(text, places.cell_formats.items[style]),
                      {{id_attribute, std::to_string(part_id)}, {apply_attribute, "1"}});
  const std::size_t index = find_item(text, places.cell_formats, format);
  // Whichever stands later in the file first, so that the other's place stays true.
  const auto add_xf = [&] {
    if (index == places.cell_formats.items.size()) append(text, places.cell_formats, format);
  };
  const auto add_part = [&] {
    if (part_id == parts.items.size()) append(text, parts, part_markup);
  };
  if (places.cell_formats.tag.begin > parts.tag.begin) {
    add_xf();
    add_part();
  } else {
    add_part();
    add_xf();
  }
  return static_cast<std::uint32_t>(index);
}

}  // namespace

std::uint32_t StyleAppender::with_solid_fill(std::uint32_t style, std::string_view argb) {
  const auto [made, is_new] = made_.try_emplace({style, std::string(argb)}, 0);
  if (!is_new) return made->second;
  Locator places;
  read_xml(text_, part_, places);
  if (places.fills.tag.end == 0)
    throw XlsxError(XlsxErrorKind::damaged, part_, "has no cell format " + std::to_string(style));
  require_format(places, style, part_);
  const std::string prefix = prefix_of(std::string_view(text_).substr(places.fills.tag.begin));
  const std::string open = "<" + prefix;
  const std::string close = "</" + prefix;
  const std::string fill = open + "fill>" + open + "patternFill patternType=\"solid\">" + open +
                           "fgColor rgb=\"" + std::string(argb) + "\"/>" + open + "bgColor indexed=\"64\"/>" +
                           close + "patternFill>" + close + "fill>";
  made->second = add_format(text_, places, style, places.fills, fill, "fillId", "applyFill");
  return made->second;
}

std::uint32_t StyleAppender::without_solid_fill(std::uint32_t style, std::span<const std::string> argbs) {
  const auto [made, is_new] = made_.try_emplace({style, "no fill"}, style);
  if (!is_new) return made->second;
  Locator places;
  read_xml(text_, part_, places);
  require_format(places, style, part_);
  const std::string_view format = content(text_, places.cell_formats.items[style]);
  const auto id = find_attribute(format.substr(0, tag_length(format)), "fillId");
  const std::size_t fill_id = id ? std::strtoul(std::string(id->value).c_str(), nullptr, 10) : 0;
  if (fill_id >= places.fills.items.size() ||
      !is_solid_fill_of(content(text_, places.fills.items[fill_id]), argbs))
    return style;
  // Fill 0 is none in every workbook.
  const std::string plain = with_attributes(format, {{"fillId", "0"}, {"applyFill", "1"}});
  const std::size_t index = find_item(text_, places.cell_formats, plain);
  if (index == places.cell_formats.items.size()) append(text_, places.cell_formats, plain);
  made->second = static_cast<std::uint32_t>(index);
  return made->second;
}

std::uint32_t StyleAppender::with_bold_font(std::uint32_t style) {
  const auto [made, is_new] = made_.try_emplace({style, "bold"}, 0);
  if (!is_new) return made->second;
  Locator places;
  read_xml(text_, part_, places);
  require_format(places, style, part_);
  const std::string_view format = content(text_, places.cell_formats.items[style]);
  const auto id = find_attribute(format.substr(0, tag_length(format)), "fontId");
  const std::size_t font_id = id ? std::strtoul(std::string(id->value).c_str(), nullptr, 10) : 0;
  if (font_id >= places.fonts.items.size())
    throw XlsxError(XlsxErrorKind::damaged, part_, "has no font " + std::to_string(font_id));
  std::string font(content(text_, places.fonts.items[font_id]));
  const std::string prefix = prefix_of(font);
  const std::string bold = "<" + prefix + "b/>";
  if (font.find(bold) == std::string::npos) {
    const std::size_t tag_end = tag_length(font);
    if (is_empty_element(std::string_view(font).substr(0, tag_end)))
      font = font.substr(0, tag_end - 2) + ">" + bold + "</" + prefix + "font>";
    else
      font.insert(tag_end, bold);
  }
  made->second = add_format(text_, places, style, places.fonts, font, "fontId", "applyFont");
  return made->second;
}

std::uint32_t StyleAppender::with_number_format(std::uint32_t style, std::uint32_t builtin) {
  const auto [made, is_new] = made_.try_emplace({style, "format " + std::to_string(builtin)}, 0);
  if (!is_new) return made->second;
  Locator places;
  read_xml(text_, part_, places);
  require_format(places, style, part_);
  const std::string format =
      with_attributes(content(text_, places.cell_formats.items[style]),
                      {{"numFmtId", std::to_string(builtin)}, {"applyNumberFormat", "1"}});
  const std::size_t index = find_item(text_, places.cell_formats, format);
  if (index == places.cell_formats.items.size()) append(text_, places.cell_formats, format);
  made->second = static_cast<std::uint32_t>(index);
  return made->second;
}

}  // namespace outturn::xlsx
