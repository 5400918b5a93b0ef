// Whole files in and out.
//
// A save puts bytes where a file is, or is to be, so that at every moment either the old or the new content
// is there whole: a temporary file beside the target is written, synced and renamed over it, then the folder
// is synced. Symbolic links are followed. The target's owner, mode, access list and extended attributes are
// kept, or the save is refused. Of a file with several hard links only the name given gets the new content.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

namespace outturn::xlsx {

// The content of a file. Throws XlsxError (unreadable, over_limit).
[[nodiscard]] std::string read_whole_file(const std::filesystem::path& path, std::uint64_t limit);

// Where a save to `target` will go: symbolic links followed. Throws XlsxError (write_refused) where a save
// must not be tried: a read-only file, a folder, a workbook that is open in Excel ("~$name" beside it) or
// LibreOffice.
[[nodiscard]] std::filesystem::path checked_save_target(const std::filesystem::path& target);

// Throws XlsxError (write_refused, write_failed); the old content is then still there. Refused while another
// program has the target open for writing, where the system can tell. `may_replace` is called with the place
// (links followed) when nothing but the renaming is left to do, and throws where it must not be done.
void save_file(const std::filesystem::path& target, std::string_view bytes,
               const std::function<void(const std::filesystem::path&)>& may_replace = {});

}  // namespace outturn::xlsx
