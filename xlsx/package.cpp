#include "xlsx/package.h"

#include <algorithm>

#include "xlsx/xlsx_error.h"
#include "xlsx/xml_reader.h"

namespace outturn::xlsx {
namespace {

constexpr std::string_view kContentTypes = "[Content_Types].xml";

class RelationshipsHandler : public XmlHandler {
 public:
  RelationshipsHandler(std::string_view source, std::vector<Relationship>& found)
      : source_(source), found_(found) {}
  void start_element(const XmlElement& element) override {
    if (element.name() != "Relationship") return;
    Relationship relationship;
    relationship.id = element.text("Id");
    const std::string_view type = element.text("Type");
    relationship.type = type.substr(type.rfind('/') + 1);
    relationship.external = element.text("TargetMode") == "External";
    relationship.target = element.text("Target");
    if (!relationship.external) {
      auto target = resolve_target(source_, relationship.target);
      if (!target) return;
      relationship.target = std::move(*target);
    }
    found_.push_back(std::move(relationship));
  }

 private:
  std::string_view source_;
  std::vector<Relationship>& found_;
};

class ContentTypesHandler : public XmlHandler {
 public:
  ContentTypesHandler(std::map<std::string, std::string>& extensions,
                      std::map<std::string, std::string>& parts)
      : extensions_(extensions), parts_(parts) {}
  void start_element(const XmlElement& element) override {
    if (element.name() == "Default")
      extensions_.emplace(normalised_part_name(element.text("Extension")), element.text("ContentType"));
    else if (element.name() == "Override")
      parts_.emplace(normalised_part_name(element.text("PartName")), element.text("ContentType"));
  }

 private:
  std::map<std::string, std::string>& extensions_;
  std::map<std::string, std::string>& parts_;
};

bool contains(std::string_view text, std::string_view piece) {
  return text.find(piece) != std::string_view::npos;
}

int hex(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

// Targets are URIs: a space in a part's name may be written %20.
std::string percent_decoded(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size() && hex(text[i + 1]) >= 0 && hex(text[i + 2]) >= 0) {
      result += static_cast<char>(hex(text[i + 1]) * 16 + hex(text[i + 2]));
      i += 2;
    } else {
      result += text[i];
    }
  }
  return result;
}

}  // namespace

std::optional<std::string> resolve_target(std::string_view source_part, std::string_view target) {
  std::vector<std::string_view> segments;
  const auto walk = [&](std::string_view path) {
    while (!path.empty()) {
      const std::size_t slash = path.find_first_of("/\\");
      const std::string_view segment = path.substr(0, slash);
      path.remove_prefix(slash == std::string_view::npos ? path.size() : slash + 1);
      if (segment.empty() || segment == ".") continue;
      if (segment != "..")
        segments.push_back(segment);
      else if (segments.empty())
        return false;
      else
        segments.pop_back();
    }
    return true;
  };
  target = target.substr(0, target.find('#'));
  const bool absolute = !target.empty() && (target[0] == '/' || target[0] == '\\');
  if (!absolute) {
    const std::size_t slash = source_part.find_last_of("/\\");
    if (slash != std::string_view::npos && !walk(source_part.substr(0, slash))) return std::nullopt;
  }
  if (!walk(target) || segments.empty()) return std::nullopt;
  std::string result;
  for (const std::string_view segment : segments) {
    if (!result.empty()) result += '/';
    result += segment;
  }
  return result;
}

Package Package::open(const std::filesystem::path& path, const ZipLimits& limits) {
  return Package(ZipArchive::open(path, limits));
}

Package::Package(ZipArchive archive) : archive_(std::move(archive)) {
  try {
    read_content_types();
    find_workbook();
  } catch (const XlsxError& error) {
    throw error.with_file(file());
  }
  for (const ZipEntry& entry : archive_.entries())
    signed_ |= normalised_part_name(entry.name).rfind("_xmlsignatures/", 0) == 0;
}

void Package::read_content_types() {
  if (!has(kContentTypes)) return;
  ContentTypesHandler handler(type_of_extension_, type_of_part_);
  read_xml(read(std::string(kContentTypes)).view(), std::string(kContentTypes), handler);
}

void Package::find_workbook() {
  const std::vector<Relationship> top = relationships("");
  const Relationship* document = first_of_type(top, "officeDocument");
  workbook_part_ = document != nullptr ? document->target : "xl/workbook.xml";
  if (!has(workbook_part_) && has("xl/workbook.bin")) workbook_part_ = "xl/workbook.bin";
  const std::string type = content_type(workbook_part_);
  if (contains(type, "sheet.binary") || normalised_part_name(workbook_part_) == "xl/workbook.bin")
    throw XlsxError(XlsxErrorKind::xlsb_content, "",
                    "is a binary workbook (.xlsb) whatever its name says; save it as .xlsx in Excel");
  if (contains(type, "wordprocessingml") || has("word/document.xml"))
    throw XlsxError(XlsxErrorKind::not_xlsx, "", "is a Word document, not an Excel workbook");
  if (contains(type, "presentationml") || has("ppt/presentation.xml"))
    throw XlsxError(XlsxErrorKind::not_xlsx, "", "is a PowerPoint presentation, not an Excel workbook");
  if (has("content.xml") && has("mimetype"))
    throw XlsxError(XlsxErrorKind::not_xlsx, "", "is an OpenDocument file; save it as .xlsx");
  if (!has(workbook_part_)) {
    if (document != nullptr)
      throw XlsxError(XlsxErrorKind::missing_part, workbook_part_,
                      "is named by the package but is not in it");
    throw XlsxError(XlsxErrorKind::not_xlsx, "",
                    "is a zip archive but not an Excel workbook: it has no workbook part");
  }
}

PartText Package::read(const std::string& part, bool to_change) const {
  const ZipEntry* entry = archive_.find(part);
  if (entry == nullptr)
    throw XlsxError(XlsxErrorKind::missing_part, file(), part,
                    "is named by the workbook but is not in the file");
  PartText result{archive_.inflate(*entry, to_change), TextEncoding::utf8};
  const auto encoding = detect_encoding(result.view());
  if (!encoding)
    throw XlsxError(XlsxErrorKind::damaged, file(), part,
                    "is in an encoding other than UTF-8, UTF-16 and ISO-8859-1");
  if (*encoding != TextEncoding::utf8) {
    const auto text = to_utf8(result.view(), *encoding);
    if (!text) throw XlsxError(XlsxErrorKind::damaged, file(), part, "is damaged: it is not valid UTF-16");
    result = {ByteBuffer(*text), *encoding};
  }
  return result;
}

std::vector<Relationship> Package::relationships(std::string_view part) const {
  const std::size_t slash = part.find_last_of("/\\");
  const std::size_t base = slash == std::string_view::npos ? 0 : slash + 1;
  std::string name(part.substr(0, base));
  name.append("_rels/").append(part.substr(base)).append(".rels");
  std::vector<Relationship> found;
  if (!has(name)) return found;
  RelationshipsHandler handler(part, found);
  try {
    read_xml(read(name).view(), name, handler);
  } catch (const XlsxError& error) {
    throw error.with_file(file());
  }
  for (Relationship& relationship : found) {
    if (relationship.external || has(relationship.target)) continue;
    std::string decoded = percent_decoded(relationship.target);
    if (has(decoded)) relationship.target = std::move(decoded);
  }
  return found;
}

const Relationship* Package::find(const std::vector<Relationship>& all, std::string_view id) {
  const auto found = std::find_if(all.begin(), all.end(), [&](const Relationship& r) { return r.id == id; });
  return found == all.end() ? nullptr : &*found;
}

const Relationship* Package::first_of_type(const std::vector<Relationship>& all, std::string_view type) {
  const auto found = std::find_if(all.begin(), all.end(),
                                  [&](const Relationship& r) { return r.type == type && !r.external; });
  return found == all.end() ? nullptr : &*found;
}

std::string Package::content_type(std::string_view part) const {
  const std::string name = normalised_part_name(part);
  if (const auto found = type_of_part_.find(name); found != type_of_part_.end()) return found->second;
  const auto found = type_of_extension_.find(name.substr(name.rfind('.') + 1));
  return found == type_of_extension_.end() ? std::string() : found->second;
}

}  // namespace outturn::xlsx
