#include "xlsx/worksheet_part.h"

#include <charconv>
#include <cmath>

#include "xlsx/metadata_part.h"
#include "xlsx/shared_string_table.h"
#include "xlsx/sheet_data_events.h"
#include "xlsx/sheet_data_scanner.h"
#include "xlsx/xlsx_error.h"
#include "xlsx/xml_markup.h"
#include "xlsx/xml_reader.h"

namespace outturn::xlsx {
namespace {

constexpr int kCellDepth = 3;  // worksheet, sheetData, row, c

// Whole columns and rows ("A:C", "1:3") as well, in conditional formats and filters.
template <typename Report>
void for_each_range(std::string_view list, Report report) {
  while (!list.empty()) {
    const std::size_t space = list.find(' ');
    if (const auto range = range_from_a1(list.substr(0, space))) report(*range);
    list.remove_prefix(space == std::string_view::npos ? list.size() : space + 1);
  }
}

class Handler : public XmlHandler {
 public:
  Handler(const std::string& part, WorksheetSink& sink) : events(part, sink), sink_(sink) {}

  void start_element(const XmlElement& element) override {
    if (element.depth == 0 && element.name() != "worksheet" && element.name() != "dialogsheet" &&
        element.name() != "macrosheet")
      not_a_worksheet = true;
    // A macro sheet's root is in a namespace of its own, its cells are in the usual one.
    if (element.depth == 0) any_space_ = element.name() == "macrosheet";
    if (!element.in_root_space && !any_space_) return;
    if (in_sheet_data_)
      start_in_sheet_data(element);
    else if (element.depth == 1)
      start_section(element);
    else if (element.depth == 2)
      start_item(element);
    else if (element.depth == 3 && element.parent == "filterColumn" && in_auto_filter_)
      filter_active_ = true;
  }

  void end_element(std::string_view name, int depth, std::size_t begin, std::size_t end) override {
    if (in_sheet_data_) {
      end_in_sheet_data(name, depth, begin, end);
    } else if (depth == 1 && in_auto_filter_) {
      if (filter_range_) sink_.auto_filter(*filter_range_, filter_active_);
      in_auto_filter_ = false;
    }
  }

  void text(std::string_view piece) override {
    if (target_ != nullptr) *target_ += piece;
  }

  SheetDataEvents events;
  std::optional<std::size_t> sheet_data_tag;  // where its start tag begins, once it was read
  std::size_t sheet_data_content = 0;
  bool not_a_worksheet = false;

 private:
  void start_section(const XmlElement& element) {
    const std::string_view name = element.name();
    if (name == "sheetData" && !sheet_data_tag) {
      in_sheet_data_ = true;
      sheet_data_tag = element.begin;
      sheet_data_content = element.end;
      sink_.sheet_data(element.begin, element.end);
    } else if (name == "sheetPr") {
      if (element.flag("filterMode")) sink_.filter_mode();
    } else if (name == "dimension") {
      if (const auto range = range_from_a1(element.text("ref"))) sink_.dimension(*range);
    } else if (name == "sheetFormatPr") {
      if (element.flag("zeroHeight")) sink_.rows_hidden_by_default();
    } else if (name == "autoFilter") {
      in_auto_filter_ = true;
      filter_active_ = false;
      filter_range_ = range_from_a1(element.text("ref"));
    } else if (name == "conditionalFormatting") {
      for_each_range(element.text("sqref"),
                     [&](const RangeAddress& range) { sink_.conditional_formatting(range); });
    }
  }

  void start_item(const XmlElement& element) {
    const std::string_view name = element.name();
    if (name == "col" && element.parent == "cols") {
      const auto first = element.number("min");
      const auto last = element.number("max");
      if (!first || !last || *first < 1 || *first > *last || *last > static_cast<std::uint32_t>(kMaxColumns))
        return;
      sink_.columns({static_cast<std::int32_t>(*first) - 1, static_cast<std::int32_t>(*last) - 1,
                     element.flag("hidden"), element.number("style").value_or(0)});
    } else if (name == "mergeCell") {
      if (const auto range = range_from_a1(element.text("ref"))) sink_.merged_cells(*range);
    } else if (name == "tablePart") {
      sink_.table_part(element.text("id"));
    }
  }

  // Attribute values are copied: expat's do not outlive the call.
  std::string_view kept(int slot, const XmlElement& element, std::string_view name) {
    attributes_[slot] = element.text(name);
    return attributes_[slot];
  }

  void start_in_sheet_data(const XmlElement& element) {
    const std::string_view name = element.name();
    if (element.depth == 2 && name == "row") {
      raw_row_ = {kept(0, element, "r"), kept(1, element, "hidden"),
                  kept(2, element, "s"), kept(3, element, "customFormat"),
                  element.begin,         element.end};
      events.row(raw_row_);
    } else if (element.depth == kCellDepth && name == "c" && element.parent == "row") {
      raw_cell_ = {};
      raw_cell_.begin = element.begin;
      raw_cell_.r = kept(0, element, "r");
      raw_cell_.style = kept(1, element, "s");
      raw_cell_.type = kept(2, element, "t");
      raw_cell_.cell_metadata = kept(3, element, "cm");
      raw_cell_.value_metadata = kept(4, element, "vm");
      in_cell_ = true;
      value_.clear();
      formula_.clear();
      inline_.clear();
    } else if (in_cell_ && element.depth == kCellDepth + 1) {
      if (name == "v") {
        raw_cell_.has_value = true;
        target_ = &value_;
      } else if (name == "f") {
        raw_cell_.has_formula = true;
        raw_cell_.formula_type = kept(5, element, "t");
        raw_cell_.formula_range = kept(6, element, "ref");
        raw_cell_.shared_index = kept(7, element, "si");
        raw_cell_.always_calculate = kept(8, element, "ca");
        target_ = &formula_;
      } else if (name == "is") {
        raw_cell_.has_inline = true;
      }
    } else if (in_cell_ && name == "rPh") {
      phonetic_depth_ = element.depth;
    } else if (in_cell_ && name == "t" && phonetic_depth_ < 0 && raw_cell_.has_inline) {
      target_ = &inline_;
    } else {
      target_ = nullptr;
    }
  }

  void end_in_sheet_data(std::string_view name, int depth, std::size_t begin, std::size_t end) {
    target_ = nullptr;
    if (depth == phonetic_depth_) phonetic_depth_ = -1;
    if (depth == 1) {
      in_sheet_data_ = false;
      sink_.sheet_data_end(begin);
    } else if (depth == 2 && name == "row") {
      events.row_end(begin);
    } else if (depth == kCellDepth && in_cell_) {
      in_cell_ = false;
      raw_cell_.end = end;
      raw_cell_.value = value_;
      raw_cell_.formula = formula_;
      raw_cell_.inline_text = inline_;
      events.cell(raw_cell_);
    }
  }

  WorksheetSink& sink_;
  bool any_space_ = false;
  bool in_sheet_data_ = false;
  bool in_cell_ = false;
  bool in_auto_filter_ = false;
  bool filter_active_ = false;
  std::optional<RangeAddress> filter_range_;
  int phonetic_depth_ = -1;
  RawRow raw_row_;
  RawCell raw_cell_;
  std::string attributes_[9];
  std::string value_, formula_, inline_;
  std::string* target_ = nullptr;
};

void check_root(const Handler& handler, const std::string& part) {
  if (handler.not_a_worksheet) throw XlsxError(XlsxErrorKind::damaged, part, "is not a worksheet");
}

// The value of `count` digits at the front of `text`, which moves on; -1 if there are fewer.
int digits(std::string_view& text, std::size_t count) noexcept {
  int value = 0;
  if (text.size() < count) return -1;
  for (const char c : text.substr(0, count)) {
    if (c < '0' || c > '9') return -1;
    value = value * 10 + (c - '0');
  }
  text.remove_prefix(count);
  return value;
}

bool accept(std::string_view& text, char c) noexcept {
  if (text.empty() || text[0] != c) return false;
  text.remove_prefix(1);
  return true;
}

}  // namespace

void read_worksheet_by_expat(std::string_view text, const std::string& part, WorksheetSink& sink) {
  Handler handler(part, sink);
  read_xml(text, part, handler);
  check_root(handler, part);
}

void read_worksheet(std::string_view text, const std::string& part, WorksheetSink& sink) {
  constexpr std::string_view kName = "sheetData";
  Handler handler(part, sink);
  XmlReader reader(part, handler);
  // expat reads up to each ">" behind the word until one of them was the start tag and not, say, a comment.
  std::size_t fed = 0;
  std::size_t from = 0;
  while (!handler.sheet_data_tag) {
    const std::size_t word = text.find(kName, from);
    const std::size_t end = word == std::string_view::npos ? word : text.find('>', word);
    if (end == std::string_view::npos) {
      reader.feed(text.substr(fed), true);
      check_root(handler, part);
      return;
    }
    reader.feed(text.substr(fed, end + 1 - fed), false);
    fed = from = end + 1;
  }
  check_root(handler, part);
  const std::size_t content = handler.sheet_data_content;
  const std::string_view tag = text.substr(*handler.sheet_data_tag, content - *handler.sheet_data_tag);
  if (fed == content && !is_empty_element(tag)) {
    const std::string_view name = tag_name(tag);
    const auto scanned =
        scan_sheet_data(text, content, name.substr(0, name.size() - kName.size()), handler.events);
    if (scanned) {
      if (scanned->plain) sink.plain_rows({content, scanned->end_tag});
      reader.skip(scanned->end_tag - content);
      fed = scanned->end_tag;
    } else {
      handler.events.restart();
    }
  }
  reader.feed(text.substr(fed), true);
}

std::optional<double> serial_from_iso8601(std::string_view text, DateSystem dates) {
  double serial = 0;
  if (text.find('-') != std::string_view::npos) {
    const int year = digits(text, 4);
    const bool dash = accept(text, '-');
    const int month = digits(text, 2);
    const bool second_dash = accept(text, '-');
    const int day = digits(text, 2);
    if (year < 0 || !dash || month < 1 || month > 12 || !second_dash || day < 1 || day > 31)
      return std::nullopt;
    const auto whole = serial_of({year, month, day}, dates);
    if (!whole) return std::nullopt;
    serial = static_cast<double>(*whole);
    if (text.empty()) return serial;
    if (!accept(text, 'T') && !accept(text, ' ')) return std::nullopt;
  }
  const int hour = digits(text, 2);
  const bool colon = accept(text, ':');
  const int minute = digits(text, 2);
  if (hour < 0 || hour > 24 || !colon || minute < 0 || minute > 59) return std::nullopt;
  double seconds = 0;
  if (accept(text, ':')) {
    const std::size_t size = std::min(text.size(), text.find_first_not_of("0123456789."));
    const auto value = decimal_number(text.substr(0, size));
    if (!value || *value >= 61) return std::nullopt;
    seconds = *value;
    text.remove_prefix(size);
  }
  accept(text, 'Z');
  if (!text.empty()) return std::nullopt;
  return serial + (hour * 3600.0 + minute * 60.0 + seconds) / 86400.0;
}

Value stored_value(const SheetCell& cell, const SharedStringTable& strings, const MetadataPart& metadata,
                   DateSystem dates) {
  if (!cell.has_value) return {};
  switch (cell.type) {
    case CellType::number:
      return cell.number;
    case CellType::logical:
      return cell.number != 0;
    case CellType::shared_string: {
      const Text* text = strings.find(static_cast<std::size_t>(cell.number));
      return text != nullptr ? Value(*text) : Value(Text());
    }
    case CellType::error: {
      if (const auto rich = metadata.rich_error(cell.value_metadata)) return *rich;
      const auto code = error_from_text(cell.text);
      return code ? *code : ErrorCode::value;
    }
    case CellType::date: {
      if (const auto serial = serial_from_iso8601(cell.text, dates)) return *serial;
      return cell.text;
    }
    case CellType::formula_text:
    case CellType::inline_text:
    case CellType::unreadable:
      return cell.text;
  }
  return {};
}

}  // namespace outturn::xlsx
