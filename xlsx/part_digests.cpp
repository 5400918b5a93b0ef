#include "xlsx/part_digests.h"

#include "xlsx/sha256.h"
#include "xlsx/zip_archive.h"

namespace outturn::xlsx {

std::vector<PartDigest> part_digests(const ZipArchive& before, const ZipArchive& after) {
  std::vector<PartDigest> digests;
  for (const ZipEntry& entry : before.entries()) {
    PartDigest& digest = digests.emplace_back();
    digest.part = entry.name;
    digest.before = sha256_hex(before.inflate(entry).view());
    if (const ZipEntry* same = after.find(entry.name)) digest.after = sha256_hex(after.inflate(*same).view());
  }
  for (const ZipEntry& entry : after.entries())
    if (before.find(entry.name) == nullptr)
      digests.push_back({entry.name, {}, sha256_hex(after.inflate(entry).view())});
  return digests;
}

}  // namespace outturn::xlsx
