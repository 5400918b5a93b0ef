#include "xlsx/zip_archive.h"

#include <libdeflate.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <optional>

#include "xlsx/disk_file.h"
#include "xlsx/xlsx_error.h"

namespace outturn::xlsx {
namespace {

constexpr std::uint32_t kLocalHeader = 0x04034b50;
constexpr std::uint32_t kCentralRecord = 0x02014b50;
constexpr std::uint32_t kEndRecord = 0x06054b50;
constexpr std::uint32_t kZip64EndRecord = 0x06064b50;
constexpr std::uint32_t kZip64Locator = 0x07064b50;
constexpr std::size_t kLocalHeaderSize = 30;
constexpr std::size_t kCentralRecordSize = 46;
constexpr std::size_t kEndRecordSize = 22;
constexpr std::size_t kZip64EndRecordSize = 56;
constexpr std::size_t kZip64LocatorSize = 20;
constexpr std::uint16_t kZip64Extra = 1;
constexpr std::uint16_t kFlagEncrypted = 1;
constexpr std::uint16_t kFlagUtf8Name = 0x0800;
constexpr std::uint32_t kInZip64 = 0xFFFFFFFF;
constexpr std::size_t kMaxNameLength = 4096;

// On a sheet of 100 MB, level 1 takes a quarter of the time of level 6 and gives a file a fifth larger, about
// as large as Excel's own.
constexpr int kDeflateLevel = 1;

template <typename T>
T little_endian(std::string_view bytes, std::uint64_t at) noexcept {
  T value = 0;
  for (std::size_t i = sizeof(T); i-- > 0;)
    value = static_cast<T>(value << 8 | static_cast<unsigned char>(bytes[at + i]));
  return value;
}
std::uint16_t u16(std::string_view bytes, std::uint64_t at) noexcept {
  return little_endian<std::uint16_t>(bytes, at);
}
std::uint32_t u32(std::string_view bytes, std::uint64_t at) noexcept {
  return little_endian<std::uint32_t>(bytes, at);
}
std::uint64_t u64(std::string_view bytes, std::uint64_t at) noexcept {
  return little_endian<std::uint64_t>(bytes, at);
}

template <typename T>
void put(std::string& bytes, std::size_t at, T value) noexcept {
  for (std::size_t i = 0; i < sizeof(T); ++i) bytes[at + i] = static_cast<char>(value >> (8 * i) & 0xFF);
}

bool holds(std::string_view bytes, std::uint64_t at, std::uint64_t size) noexcept {
  return at <= bytes.size() && size <= bytes.size() - at;
}

// The content of extra field `id`, as offset and size within `extra`.
std::optional<std::pair<std::size_t, std::size_t>> find_extra(std::string_view extra,
                                                              std::uint16_t id) noexcept {
  for (std::size_t at = 0; at + 4 <= extra.size();) {
    const std::size_t size = u16(extra, at + 2);
    if (size > extra.size() - at - 4) return std::nullopt;
    if (u16(extra, at) == id) return std::pair{at + 4, size};
    at += 4 + size;
  }
  return std::nullopt;
}

std::string without_extra(std::string_view extra, std::uint16_t id) {
  const auto found = find_extra(extra, id);
  if (!found) return std::string(extra);
  return std::string(extra.substr(0, found->first - 4)).append(extra.substr(found->first + found->second));
}

bool is_safe_name(std::string_view name) {
  if (name.empty() || name.size() > kMaxNameLength) return false;
  for (const char c : name)
    if (static_cast<unsigned char>(c) < 0x20) return false;
  const std::string path = "/" + normalised_part_name(name) + "/";
  return path.find("/../") == std::string::npos;
}

// An OLE compound file (MS-CFB) is an encrypted workbook, whose streams are named EncryptionInfo and
// EncryptedPackage in UTF-16, or an .xls.
[[noreturn]] void refuse_compound_file(const std::string& file, std::string_view bytes) {
  constexpr char kName[] = "E\0n\0c\0r\0y\0p\0t\0";
  if (bytes.find(std::string_view(kName, sizeof kName - 1)) != std::string_view::npos)
    throw XlsxError(XlsxErrorKind::encrypted, file, {},
                    "is protected by a password; open it in Excel, remove the password, and save it");
  throw XlsxError(XlsxErrorKind::xls_content, file, {},
                  "is an Excel 97-2003 workbook (.xls) whatever its name says; save it as .xlsx in Excel");
}

[[noreturn]] void refuse_foreign(const std::string& file, std::string_view bytes) {
  const auto begins = [&](std::string_view magic) { return bytes.substr(0, magic.size()) == magic; };
  std::string what = "is not an Excel workbook (.xlsx or .xlsm)";
  if (bytes.empty())
    what = "is empty";
  else if (begins("PK\x03\x04"))
    what = "is damaged: the zip directory at its end is missing (a broken download?)";
  else if (begins("%PDF"))
    what += "; it is a PDF";
  else if (begins("<"))
    what += "; it is an HTML or XML page under another name";
  throw XlsxError(begins("PK\x03\x04") ? XlsxErrorKind::damaged : XlsxErrorKind::not_xlsx, file, {}, what);
}

// Its tables take a megabyte, and its buffer as much as the largest part: one for all the parts of a file.
class Deflater {
 public:
  Deflater() : compressor_(libdeflate_alloc_compressor(kDeflateLevel)) {
    if (!compressor_) throw std::bad_alloc();
  }
  // Valid until the next.
  [[nodiscard]] std::string_view deflated(std::string_view content) {
    const std::size_t most = libdeflate_deflate_compress_bound(compressor_.get(), content.size());
    if (buffer_.size() < most) buffer_ = ByteBuffer(most);
    const std::size_t size = libdeflate_deflate_compress(compressor_.get(), content.data(), content.size(),
                                                         buffer_.data(), buffer_.size());
    return buffer_.view().substr(0, size);
  }

 private:
  struct Free {
    void operator()(libdeflate_compressor* c) const noexcept { libdeflate_free_compressor(c); }
  };
  std::unique_ptr<libdeflate_compressor, Free> compressor_;
  ByteBuffer buffer_;
};

std::uint32_t crc_of(std::string_view content) noexcept {
  return libdeflate_crc32(0, content.data(), content.size());
}

// A record under construction: what the new entry's local header and central record say.
struct Replaced {
  std::optional<std::string> spliced;
  std::string_view whole;  // otherwise: in the deflater's buffer
  std::uint32_t crc32 = 0;
  std::uint32_t size = 0;

  [[nodiscard]] std::string_view data() const noexcept { return spliced ? *spliced : whole; }
};

// `old` is the packed content that the edits are of; empty where there is none.
Replaced replaced(Deflater& deflater, const std::string& file, const std::string& part,
                  const ReplacedContent& content, std::string_view old = {}) {
  const std::string_view text = content.text.view();
  Replaced result;
  if (!old.empty())
    result.spliced = spliced_deflate(old, text, content.edits,
                                     [&](std::string_view piece) { return deflater.deflated(piece); });
  if (!result.spliced) result.whole = deflater.deflated(text);
  result.crc32 = crc_of(text);
  result.size = static_cast<std::uint32_t>(text.size());
  if (text.size() >= kInZip64 || result.data().size() >= kInZip64)
    throw XlsxError(XlsxErrorKind::over_limit, file, part, "would be larger than 4 GB");
  return result;
}

void describe(std::string& record, std::size_t at, const Replaced& entry) {
  put<std::uint32_t>(record, at, entry.crc32);
  put<std::uint32_t>(record, at + 4, static_cast<std::uint32_t>(entry.data().size()));
  put<std::uint32_t>(record, at + 8, entry.size);
}

}  // namespace

std::string normalised_part_name(std::string_view name) {
  std::string result;
  result.reserve(name.size());
  for (const char c : name) {
    if ((c == '/' || c == '\\')) {
      if (!result.empty()) result += '/';
    } else {
      result += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
  }
  return result;
}

void ZipArchive::damaged(const std::string& part, const std::string& problem) const {
  throw XlsxError(XlsxErrorKind::damaged, file_, part, "is damaged: " + problem);
}

ZipArchive ZipArchive::open(const std::filesystem::path& path, const ZipLimits& limits) {
  return from_bytes(read_whole_file(path, limits.file_bytes), path.string(), limits);
}

ZipArchive ZipArchive::from_bytes(std::string bytes, std::string file, const ZipLimits& limits) {
  ZipArchive archive;
  archive.file_ = std::move(file);
  archive.bytes_ = std::move(bytes);
  if (archive.bytes_.compare(0, 8, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8) == 0)
    refuse_compound_file(archive.file_, archive.bytes_);
  archive.read_directory(limits);
  return archive;
}

void ZipArchive::read_directory(const ZipLimits& limits) {
  const std::string_view bytes = bytes_;
  std::optional<std::uint64_t> end;
  if (bytes.size() >= kEndRecordSize) {
    const std::uint64_t last = bytes.size() - kEndRecordSize;
    for (std::uint64_t back = 0; back <= std::min<std::uint64_t>(last, 0xFFFF) && !end; ++back)
      if (u32(bytes, last - back) == kEndRecord && u16(bytes, last - back + 20) == back) end = last - back;
  }
  if (!end) refuse_foreign(file_, bytes);
  end_record_ = *end;

  std::uint64_t count = u16(bytes, end_record_ + 10);
  directory_size_ = u32(bytes, end_record_ + 12);
  directory_ = u32(bytes, end_record_ + 16);
  std::uint64_t directory_end = end_record_;
  if (end_record_ >= kZip64LocatorSize && u32(bytes, end_record_ - kZip64LocatorSize) == kZip64Locator) {
    zip64_end_record_ = u64(bytes, end_record_ - kZip64LocatorSize + 8);
    directory_end = end_record_ - kZip64LocatorSize;
    if (zip64_end_record_ == 0 ||
        !holds(bytes.substr(0, directory_end), zip64_end_record_, kZip64EndRecordSize) ||
        u32(bytes, zip64_end_record_) != kZip64EndRecord)
      damaged({}, "its zip64 directory is broken");
    if (count == 0xFFFF) count = u64(bytes, zip64_end_record_ + 32);
    if (directory_size_ == kInZip64) directory_size_ = u64(bytes, zip64_end_record_ + 40);
    if (directory_ == kInZip64) directory_ = u64(bytes, zip64_end_record_ + 48);
    directory_end = zip64_end_record_;
  }
  if (u16(bytes, end_record_ + 4) != 0 || u16(bytes, end_record_ + 6) != 0)
    damaged({}, "it is one of several volumes");
  if (!holds(bytes.substr(0, directory_end), directory_, directory_size_))
    damaged({}, "the zip directory at its end does not lie in the file (a broken download?)");
  if (count > limits.entries)
    throw XlsxError(XlsxErrorKind::over_limit, file_, {}, "has " + std::to_string(count) + " zip entries");
  if (count * kCentralRecordSize > directory_size_) damaged({}, "the zip directory is too short");

  const std::string_view directory = bytes.substr(0, directory_ + directory_size_);
  std::uint64_t at = directory_;
  std::uint64_t inflated = 0;
  entries_.reserve(count);
  for (std::uint64_t i = 0; i < count; ++i) {
    if (!holds(directory, at, kCentralRecordSize) || u32(bytes, at) != kCentralRecord)
      damaged({}, "the zip directory breaks off at entry " + std::to_string(i + 1));
    const std::size_t name_size = u16(bytes, at + 28);
    const std::size_t extra_size = u16(bytes, at + 30);
    const std::size_t comment_size = u16(bytes, at + 32);
    ZipEntry entry;
    entry.central_record = at;
    entry.central_record_size =
        static_cast<std::uint32_t>(kCentralRecordSize + name_size + extra_size + comment_size);
    if (!holds(directory, at, entry.central_record_size)) damaged({}, "the zip directory is cut short");
    entry.name = bytes.substr(at + kCentralRecordSize, name_size);
    entry.flags = u16(bytes, at + 8);
    entry.method = u16(bytes, at + 10);
    entry.crc32 = u32(bytes, at + 16);
    entry.compressed_size = u32(bytes, at + 20);
    entry.size = u32(bytes, at + 24);
    entry.local_header = u32(bytes, at + 42);
    const std::string_view extra = bytes.substr(at + kCentralRecordSize + name_size, extra_size);
    if (const auto zip64 = find_extra(extra, kZip64Extra)) {
      std::size_t from = zip64->first;
      for (std::uint64_t* field : {&entry.size, &entry.compressed_size, &entry.local_header}) {
        if (*field != kInZip64) continue;
        if (from + 8 > zip64->first + zip64->second) damaged(entry.name, "its zip64 sizes are missing");
        *field = u64(extra, from);
        from += 8;
      }
    }
    at += entry.central_record_size;

    if (!is_safe_name(entry.name)) damaged({}, "the zip directory names an entry that is no part name");
    if ((entry.flags & kFlagEncrypted) != 0)
      throw XlsxError(XlsxErrorKind::encrypted, file_, entry.name,
                      "is encrypted; save the workbook without a password");
    if (entry.method != 0 && entry.method != 8)
      damaged(entry.name,
              "it is packed by method " + std::to_string(entry.method) + ", which workbooks do not use");
    if (entry.method == 0 && entry.size != entry.compressed_size)
      damaged(entry.name, "its sizes contradict each other");
    if (entry.size > limits.inflated_bytes - inflated)
      throw XlsxError(
          XlsxErrorKind::over_limit, file_, entry.name,
          "the workbook would unpack to more than " + std::to_string(limits.inflated_bytes >> 20) + " MB");
    inflated += entry.size;
    if (entry.size > limits.ratio_applies_above && entry.size / limits.ratio > entry.compressed_size)
      throw XlsxError(XlsxErrorKind::over_limit, file_, entry.name,
                      "is packed more than " + std::to_string(limits.ratio) + " to 1, as no workbook is");

    if (!holds(bytes.substr(0, directory_), entry.local_header, kLocalHeaderSize) ||
        u32(bytes, entry.local_header) != kLocalHeader)
      damaged(entry.name, "its zip header is not where the directory says");
    entry.data = entry.local_header + kLocalHeaderSize + u16(bytes, entry.local_header + 26) +
                 u16(bytes, entry.local_header + 28);
    if (!holds(bytes.substr(0, directory_), entry.data, entry.compressed_size))
      damaged(entry.name, "it is cut short");
    if (bytes.substr(entry.local_header + kLocalHeaderSize, u16(bytes, entry.local_header + 26)) !=
        entry.name)
      damaged(entry.name, "its zip header bears another name");
    entries_.push_back(std::move(entry));
  }

  for (std::size_t i = 0; i < entries_.size(); ++i)
    by_name_.emplace_back(normalised_part_name(entries_[i].name), i);
  std::sort(by_name_.begin(), by_name_.end());
  for (std::size_t i = 1; i < by_name_.size(); ++i)
    if (by_name_[i].first == by_name_[i - 1].first)
      damaged(entries_[by_name_[i].second].name, "it is in the zip directory twice");

  std::vector<const ZipEntry*> by_place;
  for (const ZipEntry& entry : entries_) by_place.push_back(&entry);
  std::sort(by_place.begin(), by_place.end(),
            [](const ZipEntry* a, const ZipEntry* b) { return a->local_header < b->local_header; });
  for (std::size_t i = 1; i < by_place.size(); ++i)
    if (by_place[i - 1]->data + by_place[i - 1]->compressed_size > by_place[i]->local_header)
      damaged(by_place[i]->name, "it overlaps another entry");
}

const ZipEntry* ZipArchive::find(std::string_view name) const {
  const std::string key = normalised_part_name(name);
  const auto found =
      std::lower_bound(by_name_.begin(), by_name_.end(), key,
                       [](const auto& entry, const std::string& wanted) { return entry.first < wanted; });
  return found != by_name_.end() && found->first == key ? &entries_[found->second] : nullptr;
}

ByteBuffer ZipArchive::inflate(const ZipEntry& entry, bool to_change) const {
  const std::string_view packed = std::string_view(bytes_).substr(entry.data, entry.compressed_size);
  const auto size = static_cast<std::size_t>(entry.size);
  ByteBuffer result(size, to_change ? size / 5 * 2 : 0);
  if (entry.method == 0) {
    if (entry.size != 0) std::memcpy(result.data(), packed.data(), result.size());
  } else {
    struct Free {
      void operator()(libdeflate_decompressor* d) const noexcept { libdeflate_free_decompressor(d); }
    };
    const std::unique_ptr<libdeflate_decompressor, Free> inflater(libdeflate_alloc_decompressor());
    if (!inflater) throw std::bad_alloc();
    if (libdeflate_deflate_decompress(inflater.get(), packed.data(), packed.size(), result.data(),
                                      result.size(), nullptr) != LIBDEFLATE_SUCCESS)
      damaged(entry.name, "it does not unpack to the size it declares");
  }
  if (crc_of(result.view()) != entry.crc32) damaged(entry.name, "its checksum does not agree");
  return result;
}

std::string ZipArchive::with_replaced(std::map<std::string, ReplacedContent> replacements) const {
  if (replacements.empty()) return bytes_;
  const std::string_view bytes = bytes_;
  Deflater deflater;
  std::vector<ReplacedContent*> content(entries_.size(), nullptr);
  std::vector<std::pair<std::string, const ReplacedContent*>> added;
  for (auto& [name, text] : replacements) {
    const ZipEntry* entry = find(name);
    if (entry != nullptr)
      content[static_cast<std::size_t>(entry - entries_.data())] = &text;
    else
      added.emplace_back(name, &text);
  }

  // Entries in the order in which they lie in the file; whatever lies between two of them (data descriptors,
  // padding) goes with the first.
  std::vector<std::size_t> by_place(entries_.size());
  for (std::size_t i = 0; i < by_place.size(); ++i) by_place[i] = i;
  std::sort(by_place.begin(), by_place.end(), [&](std::size_t a, std::size_t b) {
    return entries_[a].local_header < entries_[b].local_header;
  });

  std::string out;
  out.reserve(bytes.size() + bytes.size() / 2);  // mostly enough where results were missing
  out = bytes.substr(0, by_place.empty() ? directory_ : entries_[by_place[0]].local_header);
  std::vector<std::string> central(entries_.size());
  for (std::size_t k = 0; k < by_place.size(); ++k) {
    const ZipEntry& entry = entries_[by_place[k]];
    const std::uint64_t next = k + 1 < by_place.size() ? entries_[by_place[k + 1]].local_header : directory_;
    std::string& record = central[by_place[k]];
    record = bytes.substr(entry.central_record, entry.central_record_size);
    const std::uint64_t place = out.size();
    if (content[by_place[k]] == nullptr) {
      out.append(bytes.substr(entry.local_header, next - entry.local_header));
    } else {
      constexpr std::uint16_t kDeflated = 8;
      const Replaced fresh = replaced(
          deflater, file_, entry.name, *content[by_place[k]],
          entry.method == kDeflated ? bytes.substr(entry.data, entry.compressed_size) : std::string_view());
      content[by_place[k]]->text = {};
      const std::string_view local = bytes.substr(entry.local_header, entry.data - entry.local_header);
      const std::size_t name_size = u16(local, 26);
      const std::string local_extra = without_extra(local.substr(kLocalHeaderSize + name_size), kZip64Extra);
      std::string header(local.substr(0, kLocalHeaderSize + name_size));
      put<std::uint16_t>(header, 6, entry.flags & kFlagUtf8Name);
      put<std::uint16_t>(header, 8, 8);
      describe(header, 14, fresh);
      put<std::uint16_t>(header, 28, static_cast<std::uint16_t>(local_extra.size()));
      out.append(header).append(local_extra).append(fresh.data());

      const std::size_t extra_at = kCentralRecordSize + u16(record, 28);
      const std::string old_extra = record.substr(extra_at, u16(record, 30));
      const std::string extra = without_extra(old_extra, kZip64Extra);
      record.replace(extra_at, old_extra.size(), extra);
      put<std::uint16_t>(record, 30, static_cast<std::uint16_t>(extra.size()));
      put<std::uint16_t>(record, 8, entry.flags & kFlagUtf8Name);
      put<std::uint16_t>(record, 10, 8);
      describe(record, 16, fresh);
      put<std::uint32_t>(record, 42, 0);
    }
    if (u32(record, 42) == kInZip64) {
      const std::size_t extra_at = kCentralRecordSize + u16(record, 28);
      const auto zip64 = find_extra(std::string_view(record).substr(extra_at, u16(record, 30)), kZip64Extra);
      // The offset is the last of the fields that are in the extra field; read_directory has checked that it
      // is there.
      const std::size_t skipped =
          (u32(record, 24) == kInZip64 ? 8U : 0U) + (u32(record, 20) == kInZip64 ? 8U : 0U);
      put<std::uint64_t>(record, extra_at + zip64->first + skipped, place);
    } else {
      if (place >= kInZip64)
        throw XlsxError(XlsxErrorKind::over_limit, file_, {}, "would be larger than 4 GB");
      put<std::uint32_t>(record, 42, static_cast<std::uint32_t>(place));
    }
  }

  for (const auto& [name, text] : added) {
    const Replaced fresh = replaced(deflater, file_, name, *text);
    if (out.size() >= kInZip64)
      throw XlsxError(XlsxErrorKind::over_limit, file_, {}, "would be larger than 4 GB");
    std::string record(kCentralRecordSize, '\0');
    put<std::uint32_t>(record, 0, kCentralRecord);
    put<std::uint16_t>(record, 4, 20);
    put<std::uint16_t>(record, 6, 20);
    put<std::uint16_t>(record, 10, 8);
    // The time of the first entry: the same input gives the same bytes.
    put<std::uint32_t>(record, 12,
                       entries_.empty() ? 0x00210000U : u32(bytes, entries_[0].central_record + 12));
    describe(record, 16, fresh);
    put<std::uint16_t>(record, 28, static_cast<std::uint16_t>(name.size()));
    put<std::uint32_t>(record, 42, static_cast<std::uint32_t>(out.size()));
    std::string header(kLocalHeaderSize, '\0');
    put<std::uint32_t>(header, 0, kLocalHeader);
    header.replace(4, 26, record.substr(6, 26));  // version to name length stand in the same order
    put<std::uint16_t>(header, 28, 0);
    out.append(header).append(name).append(fresh.data());
    central.push_back(record + name);
  }

  const std::uint64_t directory = out.size();
  for (const std::string& record : central) out += record;
  const std::uint64_t directory_size = out.size() - directory;
  const std::uint64_t zip64_end = out.size();
  const std::string_view old_tail = bytes.substr(directory_ + directory_size_);
  const std::uint64_t tail_at = directory_ + directory_size_;
  std::string tail(old_tail);
  if (zip64_end_record_ != 0) {
    const std::size_t record = zip64_end_record_ - tail_at;
    put<std::uint64_t>(tail, record + 24, central.size());
    put<std::uint64_t>(tail, record + 32, central.size());
    put<std::uint64_t>(tail, record + 40, directory_size);
    put<std::uint64_t>(tail, record + 48, directory);
    put<std::uint64_t>(tail, end_record_ - kZip64LocatorSize - tail_at + 8, zip64_end + record);
  }
  const std::size_t end = end_record_ - tail_at;
  const auto update16 = [&](std::size_t at, std::uint64_t value) {
    if (zip64_end_record_ != 0 && u16(tail, at) == 0xFFFF) return;
    if (value >= 0xFFFF) throw XlsxError(XlsxErrorKind::over_limit, file_, {}, "would have too many parts");
    put<std::uint16_t>(tail, at, static_cast<std::uint16_t>(value));
  };
  const auto update32 = [&](std::size_t at, std::uint64_t value) {
    if (zip64_end_record_ != 0 && u32(tail, at) == kInZip64) return;
    if (value >= kInZip64) throw XlsxError(XlsxErrorKind::over_limit, file_, {}, "would be larger than 4 GB");
    put<std::uint32_t>(tail, at, static_cast<std::uint32_t>(value));
  };
  update16(end + 8, central.size());
  update16(end + 10, central.size());
  update32(end + 12, directory_size);
  update32(end + 16, directory);
  return out += tail;
}

}  // namespace outturn::xlsx
