// Edits one start tag as bytes, leaving everything else in it as it stands: quotes, order, spacing, prefixes.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace outturn::xlsx {

struct TagAttribute {
  std::string_view name;   // with its prefix
  std::string_view value;  // as stored, entities and all
  std::size_t begin = 0;   // of the white space before the name
  std::size_t end = 0;     // behind the closing quote
  std::size_t value_begin = 0;
};

// Requires a well-formed start tag "<name …>" or "<name …/>" at the front of `tag`.
[[nodiscard]] std::string_view tag_name(std::string_view tag) noexcept;
[[nodiscard]] std::size_t tag_length(std::string_view text) noexcept;  // up to and with its ">"
[[nodiscard]] bool is_empty_element(std::string_view tag) noexcept;    // "<…/>"
// Calls back for each attribute in turn until it returns false.
template <typename Visitor>
void for_each_attribute(std::string_view tag, Visitor visit);
[[nodiscard]] std::optional<TagAttribute> find_attribute(std::string_view tag, std::string_view name);

// value is escaped already. A new attribute goes behind the last one.
void set_attribute(std::string& tag, std::string_view name, std::string_view value);
void remove_attribute(std::string& tag, std::string_view name);

inline bool is_xml_space(char c) noexcept { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

template <typename Visitor>
void for_each_attribute(std::string_view tag, Visitor visit) {
  std::size_t at = 1 + tag_name(tag).size();
  while (at < tag.size()) {
    TagAttribute attribute;
    attribute.begin = at;
    while (at < tag.size() && is_xml_space(tag[at])) ++at;
    if (at >= tag.size() || tag[at] == '>' || tag[at] == '/') return;
    const std::size_t name_begin = at;
    while (at < tag.size() && tag[at] != '=' && !is_xml_space(tag[at])) ++at;
    attribute.name = tag.substr(name_begin, at - name_begin);
    at = tag.find_first_of("\"'", at);
    if (at == std::string_view::npos) return;
    attribute.value_begin = at + 1;
    const std::size_t close = tag.find(tag[at], at + 1);
    if (close == std::string_view::npos) return;
    attribute.value = tag.substr(at + 1, close - at - 1);
    attribute.end = at = close + 1;
    if (!visit(attribute)) return;
  }
}

}  // namespace outturn::xlsx
