#include "xlsx/xml_markup.h"

namespace outturn::xlsx {

std::string_view tag_name(std::string_view tag) noexcept {
  std::size_t end = 1;
  while (end < tag.size() && !is_xml_space(tag[end]) && tag[end] != '>' && tag[end] != '/') ++end;
  return tag.empty() ? tag : tag.substr(1, end - 1);
}

std::size_t tag_length(std::string_view text) noexcept {
  char quote = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (quote != 0)
      quote = c == quote ? '\0' : quote;
    else if (c == '"' || c == '\'')
      quote = c;
    else if (c == '>')
      return at + 1;
  }
  return text.size();
}

bool is_empty_element(std::string_view tag) noexcept {
  return tag.size() >= 2 && tag.substr(tag.size() - 2) == "/>";
}

std::optional<TagAttribute> find_attribute(std::string_view tag, std::string_view name) {
  std::optional<TagAttribute> found;
  for_each_attribute(tag, [&](const TagAttribute& attribute) {
    if (attribute.name == name) found = attribute;
    return !found;
  });
  return found;
}

void set_attribute(std::string& tag, std::string_view name, std::string_view value) {
  if (const auto found = find_attribute(tag, name)) {
    // The stored quotes may be single ones; an escaped value has neither kind of quote that matters.
    tag.replace(found->value_begin, found->value.size(), value);
    return;
  }
  std::size_t end = 1 + tag_name(tag).size();
  for_each_attribute(tag, [&](const TagAttribute& attribute) {
    end = attribute.end;
    return true;
  });
  tag.insert(end, std::string(" ").append(name).append("=\"").append(value).append("\""));
}

void remove_attribute(std::string& tag, std::string_view name) {
  if (const auto found = find_attribute(tag, name)) tag.erase(found->begin, found->end - found->begin);
}

}  // namespace outturn::xlsx
