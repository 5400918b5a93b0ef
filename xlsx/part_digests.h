// What `--proof` prints: the SHA-256 of every part before and after a save, so that anyone can see what
// changed.
#pragma once

#include <string>
#include <vector>

namespace outturn::xlsx {

class ZipArchive;

struct PartDigest {
  std::string part;
  std::string before;  // empty for a part that was added
  std::string after;   // empty for a part that is gone
  [[nodiscard]] bool changed() const noexcept { return before != after; }
};

// In the order of the old file, added parts at the end. Throws XlsxError where a part is damaged.
[[nodiscard]] std::vector<PartDigest> part_digests(const ZipArchive& before, const ZipArchive& after);

}  // namespace outturn::xlsx
