// The zip container of a workbook (PKWARE APPNOTE 6.3.9; ECMA-376 part 2, annex B).
//
// The whole file is in memory: it cannot change while it is read, and what is not replaced is copied from it
// byte by byte. Every number in it is checked before it is used: entries lie inside the file and do not
// overlap, names are unique without regard to case, an entry inflates into a buffer of exactly the size it
// declares and its CRC agrees.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "xlsx/byte_buffer.h"
#include "xlsx/deflate_splice.h"

namespace outturn::xlsx {

// Limits on a file that may be hostile. A worksheet of a million rows and twenty columns is about 1 GB; such
// sheets deflate about 5:1, sheets of nothing but equal cells up to 200:1, and deflate cannot exceed 1032:1.
struct ZipLimits {
  std::uint64_t file_bytes = std::uint64_t{2} << 30;
  std::uint64_t inflated_bytes = std::uint64_t{4} << 30;  // all entries together
  std::uint64_t ratio = 250;                              // of an entry larger than ratio_applies_above
  std::uint64_t ratio_applies_above = std::uint64_t{64} << 20;
  std::size_t entries = 65'536;
};

struct ZipEntry {
  std::string name;  // as stored
  std::uint64_t compressed_size = 0;
  std::uint64_t size = 0;
  std::uint64_t local_header = 0;  // offset in the file
  std::uint64_t data = 0;
  std::uint32_t crc32 = 0;
  std::uint16_t method = 0;  // 0 stored, 8 deflated
  std::uint16_t flags = 0;
  std::uint64_t central_record = 0;
  std::uint32_t central_record_size = 0;
};

// How a name is looked up: part names ignore case (ECMA-376 part 2, 6.2.2.3), and Excel accepts backslashes
// and a leading slash.
[[nodiscard]] std::string normalised_part_name(std::string_view name);

// What an entry is to hold instead. Where little was changed, the edits say what; none: everything may be
// other.
struct ReplacedContent {
  ReplacedContent() = default;
  ReplacedContent(ByteBuffer whole,
                  std::vector<TextEdit> changes = {})  // NOLINT(google-explicit-constructor)
      : text(std::move(whole)), edits(std::move(changes)) {}

  ByteBuffer text;
  std::vector<TextEdit> edits;
};

class ZipArchive {
 public:
  // Throws XlsxError. A file that is an encrypted workbook or an .xls is named as such.
  [[nodiscard]] static ZipArchive open(const std::filesystem::path& path, const ZipLimits& limits = {});
  // file is the name used in messages.
  [[nodiscard]] static ZipArchive from_bytes(std::string bytes, std::string file,
                                             const ZipLimits& limits = {});

  [[nodiscard]] const std::string& file() const noexcept { return file_; }
  [[nodiscard]] std::string_view bytes() const noexcept { return bytes_; }
  [[nodiscard]] std::span<const ZipEntry> entries() const noexcept { return entries_; }  // in directory order
  [[nodiscard]] const ZipEntry* find(std::string_view name) const;
  // With room in front if it is to be changed where it stands: numbers that a program has not calculated,
  // "0", grow by some 40 % of the text.
  [[nodiscard]] ByteBuffer inflate(const ZipEntry& entry, bool to_change = false) const;

  // The archive with some entries' content replaced (keys are names as find() takes them; an unknown name
  // becomes a new entry at the end). Other entries keep their compressed bytes, times, flags, extra fields,
  // attributes and order; a replaced entry keeps its time. With nothing to replace the result is the file
  // itself.
  // Replacements are given up one by one, as they are packed; of those with edits, what lies apart from the
  // edits keeps its compressed bytes (deflate_splice.h).
  [[nodiscard]] std::string with_replaced(std::map<std::string, ReplacedContent> replacements) const;

 private:
  void read_directory(const ZipLimits& limits);
  [[noreturn]] void damaged(const std::string& part, const std::string& problem) const;

  std::string file_;
  std::string bytes_;
  std::vector<ZipEntry> entries_;
  std::vector<std::pair<std::string, std::size_t>> by_name_;  // sorted
  std::uint64_t directory_ = 0;
  std::uint64_t directory_size_ = 0;
  std::uint64_t end_record_ = 0;
  std::uint64_t zip64_end_record_ = 0;  // 0 where there is none
};

}  // namespace outturn::xlsx
