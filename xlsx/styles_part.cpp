#include "xlsx/styles_part.h"

#include <iterator>

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
  List fills;
  List cell_formats;

  void start_element(const XmlElement& element) override {
    if (!element.in_root_space) return;
    if (element.depth == 1 && element.name() == "fills")
      fills.tag = {element.begin, element.end};
    else if (element.depth == 1 && element.name() == "cellXfs")
      cell_formats.tag = {element.begin, element.end};
    else if (element.depth == 2 && element.name() == "fill" && element.parent == "fills")
      fills.items.push_back({element.begin, element.end});
    else if (element.depth == 2 && element.name() == "xf" && element.parent == "cellXfs")
      cell_formats.items.push_back({element.begin, element.end});
    parents_.resize(static_cast<std::size_t>(element.depth) + 1);
    parents_[static_cast<std::size_t>(element.depth)] = element.name();
  }
  void end_element(std::string_view name, int depth, std::size_t begin, std::size_t end) override {
    if (depth == 1 && name == "fills")
      fills.close = begin;
    else if (depth == 1 && name == "cellXfs")
      cell_formats.close = begin;
    else if (depth == 2 && name == "fill" && parents_[1] == "fills" && !fills.items.empty())
      fills.items.back().end = end;
    else if (depth == 2 && name == "xf" && parents_[1] == "cellXfs" && !cell_formats.items.empty())
      cell_formats.items.back().end = end;
  }

 private:
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

std::uint32_t StyleAppender::with_solid_fill(std::uint32_t style, std::string_view argb) {
  const auto [made, is_new] = made_.try_emplace({style, std::string(argb)}, 0);
  if (!is_new) return made->second;

  Locator places;
  read_xml(text_, part_, places);
  if (style >= places.cell_formats.items.size() || places.fills.tag.end == 0)
    throw XlsxError(XlsxErrorKind::damaged, part_, "has no cell format " + std::to_string(style));

  const std::string prefix = prefix_of(std::string_view(text_).substr(places.fills.tag.begin));
  const std::string open = "<" + prefix;
  const std::string close = "</" + prefix;
  const std::string fill = open + "fill>" + open + "patternFill patternType=\"solid\">" + open +
                           "fgColor rgb=\"" + std::string(argb) + "\"/>" + open + "bgColor indexed=\"64\"/>" +
                           close + "patternFill>" + close + "fill>";
  const auto content = [&](const Extent& extent) {
    return std::string_view(text_).substr(extent.begin, extent.end - extent.begin);
  };
  std::size_t fill_id = 0;
  while (fill_id < places.fills.items.size() && content(places.fills.items[fill_id]) != fill) ++fill_id;

  const std::string_view original = content(places.cell_formats.items[style]);
  const std::size_t tag_end = tag_length(original);
  std::string tag(original.substr(0, tag_end));
  set_attribute(tag, "fillId", std::to_string(fill_id));
  set_attribute(tag, "applyFill", "1");
  const std::string format = tag.append(original.substr(tag_end));
  std::size_t index = 0;
  while (index < places.cell_formats.items.size() && content(places.cell_formats.items[index]) != format)
    ++index;

  // Whichever stands later in the file first, so that the other's place stays true.
  const auto add_format = [&] {
    if (index == places.cell_formats.items.size()) append(text_, places.cell_formats, format);
  };
  const auto add_fill = [&] {
    if (fill_id == places.fills.items.size()) append(text_, places.fills, fill);
  };
  if (places.cell_formats.tag.begin > places.fills.tag.begin) {
    add_format();
    add_fill();
  } else {
    add_fill();
    add_format();
  }
  made->second = static_cast<std::uint32_t>(index);
  return made->second;
}

}  // namespace outturn::xlsx
