#include "xlsx/shared_string_table.h"

#include "xlsx/xml_reader.h"
#include "xlsx/xml_text.h"

namespace outturn::xlsx {
namespace {

class Handler : public XmlHandler {
 public:
  explicit Handler(std::vector<Text>& texts) : texts_(texts) {}

  void start_element(const XmlElement& element) override {
    if (element.depth == 1 && element.name() == "si")
      text_.clear();
    else if (element.name() == "rPh")
      phonetic_depth_ = element.depth;
    in_text_ =
        element.name() == "t" && phonetic_depth_ < 0 && (element.parent == "si" || element.parent == "r");
  }
  void end_element(std::string_view name, int depth, std::size_t, std::size_t) override {
    in_text_ = false;
    if (depth == phonetic_depth_) phonetic_depth_ = -1;
    if (depth != 1 || name != "si") return;
    texts_.emplace_back(may_have_escapes(text_) ? unescape_xstring(text_) : text_);
  }
  void text(std::string_view piece) override {
    if (in_text_) text_ += piece;
  }

 private:
  std::vector<Text>& texts_;
  std::string text_;
  int phonetic_depth_ = -1;
  bool in_text_ = false;
};

}  // namespace

SharedStringTable SharedStringTable::read(std::string_view text, const std::string& part) {
  SharedStringTable table;
  Handler handler(table.texts_);
  read_xml(text, part, handler);
  return table;
}

}  // namespace outturn::xlsx
