#include "xlsx/external_link_part.h"

#include <optional>

#include "xlsx/xml_reader.h"
#include "xlsx/xml_text.h"

namespace outturn::xlsx {
namespace {

class Handler : public XmlHandler {
 public:
  explicit Handler(ExternalLinkPart& link) : link_(link) {}

  void start_element(const XmlElement& element) override {
    const std::string_view name = element.name();
    if (name == "externalBook") {
      link_.book_relationship = element.text("id");
    } else if (name == "sheetName") {
      link_.sheets.push_back({unescape_xstring(element.text("val")), {}, false});
    } else if (name == "definedName") {
      link_.names.push_back({unescape_xstring(element.text("name")), std::string(element.text("refersTo"))});
    } else if (name == "sheetData") {
      const auto index = element.number("sheetId");
      sheet_ = index && *index < link_.sheets.size() ? &link_.sheets[*index] : nullptr;
      if (sheet_ != nullptr) sheet_->refresh_failed = element.flag("refreshError");
    } else if (name == "cell") {
      address_ = cell_from_a1(element.text("r"));
      type_ = element.text("t");
      text_.clear();
    }
    in_value_ = name == "v";
  }
  void text(std::string_view piece) override {
    if (in_value_) text_ += piece;
  }
  void end_element(std::string_view name, int, std::size_t, std::size_t) override {
    if (name == "v") in_value_ = false;
    if (name != "cell" || sheet_ == nullptr || !address_) return;
    sheet_->cells.insert_or_assign(*address_, value());
  }

 private:
  [[nodiscard]] Value value() const {
    if (type_ == "str" || type_ == "s" || type_ == "inlineStr") return unescape_xstring(text_);
    if (type_ == "b") return whole_number(text_).value_or(0) != 0 || text_ == "true";
    if (type_ == "e") return error_from_text(text_).value_or(ErrorCode::value);
    if (const auto number = decimal_number(text_)) return *number;
    return {};
  }

  ExternalLinkPart& link_;
  ExternalSheet* sheet_ = nullptr;
  std::optional<CellAddress> address_;
  std::string type_, text_;
  bool in_value_ = false;
};

}  // namespace

ExternalLinkPart read_external_link_part(std::string_view text, const std::string& part) {
  ExternalLinkPart link;
  Handler handler(link);
  read_xml(text, part, handler);
  return link;
}

}  // namespace outturn::xlsx
