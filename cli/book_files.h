// The workbooks that a command line names: files, and folders with everything below them.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace outturn {

struct BookFile {
  std::filesystem::path path;
  std::filesystem::path relative;  // to the folder that was named; the file name of a file that was
};

// .xlsx and .xlsm, whatever the case.
[[nodiscard]] bool has_workbook_extension(const std::filesystem::path& path);

// Files as they were named, those of a folder by path, without the lock files that Excel leaves. Throws
// UsageError where there is none.
[[nodiscard]] std::vector<BookFile> find_book_files(const std::vector<std::string>& named);

}  // namespace outturn
