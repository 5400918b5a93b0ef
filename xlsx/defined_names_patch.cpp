#include "xlsx/defined_names_patch.h"

#include <algorithm>
#include <tuple>

#include "formulas/text_units.h"
#include "xlsx/xlsx_error.h"
#include "xlsx/xml_markup.h"
#include "xlsx/xml_reader.h"
#include "xlsx/xml_text.h"

namespace outturn::xlsx {
namespace {

struct Place {
  std::size_t begin = 0;    // of the start tag
  std::size_t tag_end = 0;  // behind it
  std::size_t end_tag = 0;  // where the end tag begins; for <empty/> the end
  std::size_t end = 0;
};

struct NamePlace : Place {
  std::string name;
  bool everywhere = false;  // valid in the whole workbook
};

struct Splice {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string text;
};

// Finds the list of names and its entries, or where the schema has the list (18.2.27: behind sheets,
// functionGroups and externalReferences).
class Finder : public XmlHandler {
 public:
  std::optional<Place> list;
  std::vector<NamePlace> names;
  std::optional<Place> before_list;
  Place root;

  void start_element(const XmlElement& element) override {
    if (!element.in_root_space) return;
    const std::string_view name = element.name();
    if (element.depth == 0) {
      root = {element.begin, element.end, 0, 0};
    } else if (element.depth == 1) {
      in_list_ = !list && name == "definedNames";
      in_predecessor_ = name == "sheets" || name == "functionGroups" || name == "externalReferences";
      if (in_list_) list = Place{element.begin, element.end, 0, 0};
      if (in_predecessor_) before_list = Place{element.begin, element.end, 0, 0};
    } else if (element.depth == 2 && in_list_ && name == "definedName") {
      in_name_ = true;
      NamePlace& place = names.emplace_back();
      place.begin = element.begin;
      place.tag_end = element.end;
      place.name = unescape_xstring(element.text("name"));
      place.everywhere = !element.attribute("localSheetId");
    }
  }

  void end_element(std::string_view, int depth, std::size_t begin, std::size_t end) override {
    const auto close = [&](Place& place) {
      place.end_tag = begin;
      place.end = end;
    };
    if (depth == 1) {
      if (in_list_) close(*list);
      if (in_predecessor_) close(*before_list);
      in_list_ = in_predecessor_ = false;
    } else if (depth == 2 && in_name_) {
      close(names.back());
      in_name_ = false;
    }
  }

 private:
  bool in_list_ = false;
  bool in_predecessor_ = false;
  bool in_name_ = false;
};

// Excel sorts names without regard to case, and its own ("_xlnm.Print_Area") by what they are shown as.
std::string sort_key(std::string_view name) {
  constexpr std::string_view kBuiltIn = "_xlnm.";
  std::string key = fold_case(name);
  return key.starts_with(kBuiltIn) ? key.substr(kBuiltIn.size()) : key;
}

std::string prefix_at(std::string_view text, const Place& place) {
  const std::string_view name = tag_name(text.substr(place.begin, place.tag_end - place.begin));
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? std::string() : std::string(name.substr(0, colon + 1));
}

std::string markup(const DefinedName& name, const std::string& prefix) {
  return "<" + prefix + "definedName name=\"" + escape_attribute(name.name) + "\"" +
         (name.hidden ? " hidden=\"1\">" : ">") + escape_attribute(name.text) + "</" + prefix +
         "definedName>";
}

// The text between an element's tags, or in the place of its "/>".
Splice inside(std::string_view text, const Place& place, std::string content) {
  const std::string_view tag = text.substr(place.begin, place.tag_end - place.begin);
  if (!is_empty_element(tag)) return {place.tag_end, place.end_tag, std::move(content)};
  return {place.tag_end - 2, place.tag_end, ">" + content + "</" + std::string(tag_name(tag)) + ">"};
}

std::string spliced(std::string_view text, const std::vector<Splice>& splices) {
  std::string out;
  std::size_t from = 0;
  for (const Splice& splice : splices) {
    out.append(text, from, splice.begin - from).append(splice.text);
    from = splice.end;
  }
  return out.append(text, from);
}

}  // namespace

std::optional<std::string> replace_names(std::string_view text, const std::string& part,
                                         const std::function<bool(std::string_view)>& is_replaced,
                                         const std::vector<DefinedName>& names) {
  Finder found;
  read_xml(text, part, found);
  std::vector<bool> is_there(names.size(), false);
  std::vector<Splice> splices;
  std::size_t kept = 0;
  for (const NamePlace& place : found.names) {
    if (!place.everywhere || !is_replaced(place.name)) {
      ++kept;
      continue;
    }
    const auto wanted = std::find_if(names.begin(), names.end(), [&](const DefinedName& name) {
      return equal_ignoring_case(name.name, place.name);
    });
    const auto index = static_cast<std::size_t>(wanted - names.begin());
    if (wanted == names.end() || is_there[index]) {
      splices.push_back({place.begin, place.end, {}});
      continue;
    }
    is_there[index] = true;
    ++kept;
    splices.push_back(inside(text, place, escape_attribute(wanted->text)));
  }

  const std::string prefix = prefix_at(text, found.list ? *found.list : found.root);
  std::string behind;  // what stands behind every other name
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (is_there[i]) continue;
    const std::string key = sort_key(names[i].name);
    const auto next = std::find_if(found.names.begin(), found.names.end(),
                                   [&](const NamePlace& place) { return sort_key(place.name) > key; });
    std::string added = markup(names[i], prefix);
    if (next == found.names.end())
      behind += added;
    else
      splices.push_back({next->begin, next->begin, std::move(added)});
    ++kept;
  }
  if (found.list && kept == 0) {
    splices = {{found.list->begin, found.list->end, {}}};  // Excel writes no empty list
  } else if (!behind.empty() && found.list) {
    const Splice whole = inside(text, *found.list, behind);
    const bool is_empty = whole.begin < found.list->tag_end;
    splices.push_back(is_empty ? whole : Splice{found.list->end_tag, found.list->end_tag, behind});
  } else if (!behind.empty()) {
    if (!found.before_list) throw XlsxError(XlsxErrorKind::damaged, part, "has no sheets");
    const std::size_t at = found.before_list->end;
    splices.push_back({at, at, "<" + prefix + "definedNames>" + behind + "</" + prefix + "definedNames>"});
  }
  std::stable_sort(splices.begin(), splices.end(), [](const Splice& a, const Splice& b) {
    return std::tie(a.begin, a.end) < std::tie(b.begin, b.end);
  });
  std::string result = spliced(text, splices);
  if (result == text) return std::nullopt;
  return result;
}

}  // namespace outturn::xlsx
