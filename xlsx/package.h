// The parts of a workbook file and how they point at each other (ECMA-376 part 2: content types and
// relationships).
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "xlsx/text_encoding.h"
#include "xlsx/zip_archive.h"

namespace outturn::xlsx {

struct Relationship {
  std::string id;
  std::string
      type;  // the last segment of its URI, the same in transitional and strict files: "worksheet", "table"…
  std::string target;  // a part's name without leading slash, or where external, whatever the file says
  bool external = false;
};

// One part's text in UTF-8, and how to give it back in the encoding that its declaration names.
struct PartText {
  ByteBuffer bytes;
  TextEncoding encoding = TextEncoding::utf8;
  [[nodiscard]] std::string_view view() const noexcept { return bytes.view(); }
};

class Package {
 public:
  // Throws XlsxError naming the file; refuses what is no .xlsx or .xlsm.
  explicit Package(ZipArchive archive);
  [[nodiscard]] static Package open(const std::filesystem::path& path, const ZipLimits& limits = {});

  [[nodiscard]] const ZipArchive& archive() const noexcept { return archive_; }
  [[nodiscard]] const std::string& file() const noexcept { return archive_.file(); }
  [[nodiscard]] const std::string& workbook_part() const noexcept { return workbook_part_; }
  [[nodiscard]] bool is_signed() const noexcept { return signed_; }

  [[nodiscard]] bool has(std::string_view part) const { return archive_.find(part) != nullptr; }
  // Throws XlsxError (missing_part, damaged). `to_change` as in ZipArchive::inflate.
  [[nodiscard]] PartText read(const std::string& part, bool to_change = false) const;

  // In file order; none where the part has no relationships. Targets that lead out of the package are left
  // out.
  [[nodiscard]] std::vector<Relationship> relationships(std::string_view part) const;
  [[nodiscard]] static const Relationship* find(const std::vector<Relationship>& all, std::string_view id);
  [[nodiscard]] static const Relationship* first_of_type(const std::vector<Relationship>& all,
                                                         std::string_view type);

  // The part's media type, empty where none is declared.
  [[nodiscard]] std::string content_type(std::string_view part) const;

 private:
  void read_content_types();
  void find_workbook();

  ZipArchive archive_;
  std::string workbook_part_;
  bool signed_ = false;
  std::map<std::string, std::string> type_of_extension_;
  std::map<std::string, std::string> type_of_part_;
};

// A relationship's target, resolved against the folder of its source part; nothing if it climbs out of the
// package.
[[nodiscard]] std::optional<std::string> resolve_target(std::string_view source_part,
                                                        std::string_view target);

}  // namespace outturn::xlsx
