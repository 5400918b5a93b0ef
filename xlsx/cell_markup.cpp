#include "xlsx/cell_markup.h"

#include "xlsx/worksheet_patch.h"
#include "xlsx/xml_markup.h"
#include "xlsx/xml_text.h"

namespace outturn::xlsx {
namespace {

// The end of the markup that begins at `at`, with the whole content of an element; comments, CDATA sections
// and processing instructions may hold anything.
std::size_t skip_markup(std::string_view text, std::size_t at) {
  const auto behind = [&](std::string_view closing, std::size_t from) {
    const std::size_t found = text.find(closing, from);
    return found == std::string_view::npos ? text.size() : found + closing.size();
  };
  int depth = 0;
  do {
    const std::string_view rest = text.substr(at);
    if (rest.substr(0, 4) == "<!--") {
      at = behind("-->", at + 4);
    } else if (rest.substr(0, 9) == "<![CDATA[") {
      at = behind("]]>", at + 9);
    } else if (rest.substr(0, 2) == "<?") {
      at = behind("?>", at + 2);
    } else {
      const std::size_t length = tag_length(rest);
      if (rest.substr(0, 2) == "</")
        --depth;
      else if (!is_empty_element(rest.substr(0, length)))
        ++depth;
      at += length;
    }
    if (depth > 0) at = std::min(text.size(), text.find('<', at));
  } while (depth > 0 && at < text.size());
  return at;
}

std::string_view local_name(std::string_view name) {
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

}  // namespace

CellMarkup::CellMarkup(std::string_view element) {
  const std::size_t tag_end = tag_length(element);
  tag_ = element.substr(0, tag_end);
  const std::string_view name = tag_name(tag_);
  prefix_ = name.substr(0, name.size() - local_name(name).size());
  empty_element_ = is_empty_element(tag_);
  if (empty_element_) return;

  std::string* plain = &before_formula_;
  std::size_t at = tag_end;
  while (at < element.size()) {
    if (element[at] != '<') {
      const std::size_t next = std::min(element.size(), element.find('<', at));
      plain->append(element.substr(at, next - at));
      at = next;
      continue;
    }
    if (element.substr(at, 2) == "</") {
      end_tag_ = element.substr(at);
      return;
    }
    const std::size_t end = skip_markup(element, at);
    const std::string_view child = element.substr(at, end - at);
    const std::string_view child_name =
        child.substr(0, 2) == "<!" || child.substr(0, 2) == "<?" ? "" : tag_name(child);
    at = end;
    // A cell's children come in this order (CT_Cell); others are carried along.
    if (child_name == prefix_ + "f") {
      formula_ = child;
      plain = &before_value_;
    } else if (child_name == prefix_ + "v") {
      value_ = child;
      plain = &before_inline_;
    } else if (child_name == prefix_ + "is") {
      inline_ = child;
      plain = &rest_;
    } else if (child_name.empty()) {
      plain->append(child);
    } else {
      rest_.append(child);
      plain = &rest_;
    }
  }
}

CellMarkup::CellMarkup(std::string_view prefix, CellAddress address, std::uint32_t style)
    : prefix_(prefix), tag_("<" + prefix_ + "c r=\"" + to_a1(address) + "\"/>"), empty_element_(true) {
  if (style != 0) set_style(style);
}

void CellMarkup::set_style(std::uint32_t style) { set_attribute(tag_, "s", std::to_string(style)); }

void CellMarkup::set_array_range(const RangeAddress& range) {
  if (formula_.empty()) return;
  const std::size_t length = tag_length(formula_);
  std::string tag = formula_.substr(0, length);
  set_attribute(tag, "ref", to_a1(range));
  formula_.replace(0, length, tag);
}

void CellMarkup::remove_empty_formula() {
  const std::size_t length = tag_length(formula_);
  if (is_empty_element(std::string_view(formula_).substr(0, length)) ||
      formula_.compare(length, 2, "</") == 0)
    formula_.clear();
}

void CellMarkup::set_formula(std::string_view formula) {
  formula_ = "<" + prefix_ + "f>" + escape_xstring(formula) + "</" + prefix_ + "f>";
}

void CellMarkup::remove_value() {
  remove_attribute(tag_, "vm");
  value_.clear();
  inline_.clear();
}

void CellMarkup::set_value(const Value& value, bool constant) {
  const std::string old_value = value_;
  remove_value();
  std::string type;
  std::string content;
  switch (value.kind()) {
    case ValueKind::blank:
    case ValueKind::array:
      remove_attribute(tag_, "t");
      return;
    case ValueKind::number:
      content = number_text(value.number());
      break;
    case ValueKind::logical:
      type = "b";
      content = value.logical() ? "1" : "0";
      break;
    case ValueKind::error:
      type = "e";
      content = error_text(value.error());
      break;
    case ValueKind::text:
      type = constant ? "inlineStr" : "str";
      content = escape_xstring(value.text());
  }
  if (!type.empty())
    set_attribute(tag_, "t", type);
  else if (const auto old = find_attribute(tag_, "t"); old && old->value != "n")
    remove_attribute(tag_, "t");

  const bool preserve = value.is_text() && needs_space_preserved(value.text());
  if (type == "inlineStr") {
    inline_ = "<" + prefix_ + "is><" + prefix_ + "t" + (preserve ? " xml:space=\"preserve\"" : "") + ">" +
              content + "</" + prefix_ + "t></" + prefix_ + "is>";
    return;
  }
  std::string tag = old_value.empty() ? "<" + prefix_ + "v>" : old_value.substr(0, tag_length(old_value));
  if (is_empty_element(tag)) tag.replace(tag.size() - 2, 2, ">");
  if (preserve) set_attribute(tag, "xml:space", "preserve");
  const std::size_t closing = old_value.rfind("</");
  value_ = tag + content + (closing == std::string::npos ? "</" + prefix_ + "v>" : old_value.substr(closing));
}

std::string CellMarkup::text() const {
  const std::string content =
      before_formula_ + formula_ + before_value_ + value_ + before_inline_ + inline_ + rest_;
  if (!empty_element_) return tag_ + content + end_tag_;
  if (content.empty()) return tag_;
  return tag_.substr(0, tag_.size() - 2) + ">" + content + "</" + prefix_ + "c>";
}

}  // namespace outturn::xlsx
