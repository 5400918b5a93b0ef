// Builds zip archives for tests byte by byte, so that each field can be made to lie.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "xlsx/zip_archive.h"

namespace outturn::xlsx {

struct BuiltEntry {
  std::string name;
  std::string data;  // as stored in the file
  std::uint16_t method = 0;
  std::uint16_t flags = 0;
  std::uint32_t size = 0xDEADBEEF;  // declared; by default data.size()
  std::string extra;
  bool data_descriptor = false;
  bool wrong_crc = false;
  std::uint32_t crc = 0;  // used where the data is deflated
};

inline std::uint32_t crc32_of(std::string_view bytes) {
  std::uint32_t crc = 0xFFFFFFFF;
  for (const char c : bytes) {
    crc ^= static_cast<unsigned char>(c);
    for (int i = 0; i < 8; ++i) crc = crc >> 1 ^ (0xEDB88320U & (0U - (crc & 1U)));
  }
  return ~crc;
}

inline void put_number(std::string& out, std::uint64_t value, int bytes) {
  for (int i = 0; i < bytes; ++i) out += static_cast<char>(value >> (8 * i) & 0xFF);
}

inline std::string with_replaced(const ZipArchive& archive, const std::map<std::string, std::string>& texts) {
  std::map<std::string, ReplacedContent> replacements;
  for (const auto& [name, text] : texts) replacements.emplace(name, ByteBuffer(text));
  return archive.with_replaced(std::move(replacements));
}

struct BuiltZip {
  std::string bytes;
  std::vector<std::size_t> local_headers;
  std::vector<std::size_t> central_records;
  std::size_t end_record = 0;
};

inline BuiltZip build_zip(const std::vector<BuiltEntry>& entries, std::string_view comment = {}) {
  BuiltZip zip;
  const auto fields = [&](std::string& out, const BuiltEntry& entry, bool local) {
    const std::uint32_t crc =
        entry.method == 8 ? entry.crc : crc32_of(entry.data) ^ (entry.wrong_crc ? 1U : 0U);
    const std::uint32_t size =
        entry.size == 0xDEADBEEF ? static_cast<std::uint32_t>(entry.data.size()) : entry.size;
    const bool later = local && entry.data_descriptor;
    put_number(out, 20, 2);
    put_number(out, entry.flags | (entry.data_descriptor ? 8U : 0U), 2);
    put_number(out, entry.method, 2);
    put_number(out, 0x6A2B, 2);
    put_number(out, 0x58C1, 2);
    put_number(out, later ? 0 : crc, 4);
    put_number(out, later ? 0 : entry.data.size(), 4);
    put_number(out, later ? 0 : size, 4);
    put_number(out, entry.name.size(), 2);
    put_number(out, entry.extra.size(), 2);
  };
  for (const BuiltEntry& entry : entries) {
    zip.local_headers.push_back(zip.bytes.size());
    zip.bytes += "PK\x03\x04";
    fields(zip.bytes, entry, true);
    zip.bytes += entry.name + entry.extra + entry.data;
    if (entry.data_descriptor) {
      zip.bytes += "PK\x07\x08";
      put_number(zip.bytes, crc32_of(entry.data), 4);
      put_number(zip.bytes, entry.data.size(), 4);
      put_number(zip.bytes, entry.data.size(), 4);
    }
  }
  const std::size_t directory = zip.bytes.size();
  for (std::size_t i = 0; i < entries.size(); ++i) {
    zip.central_records.push_back(zip.bytes.size());
    zip.bytes += std::string("PK\x01\x02") + "\x14" + '\0';
    fields(zip.bytes, entries[i], false);
    put_number(zip.bytes, 0, 2);
    put_number(zip.bytes, 0, 4);
    put_number(zip.bytes, 0x20, 4);
    put_number(zip.bytes, zip.local_headers[i], 4);
    zip.bytes += entries[i].name + entries[i].extra;
  }
  const std::size_t directory_size = zip.bytes.size() - directory;
  zip.end_record = zip.bytes.size();
  zip.bytes += "PK\x05\x06";
  put_number(zip.bytes, 0, 4);
  put_number(zip.bytes, entries.size(), 2);
  put_number(zip.bytes, entries.size(), 2);
  put_number(zip.bytes, directory_size, 4);
  put_number(zip.bytes, directory, 4);
  put_number(zip.bytes, comment.size(), 2);
  zip.bytes += comment;
  return zip;
}

inline void set_number(std::string& bytes, std::size_t at, std::uint64_t value, int size) {
  std::string number;
  put_number(number, value, size);
  bytes.replace(at, number.size(), number);
}

}  // namespace outturn::xlsx
