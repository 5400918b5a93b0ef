#include "cli/book_files.h"

#include <algorithm>

#include "cli/calculation_options.h"

namespace outturn {

namespace fs = std::filesystem;

bool has_workbook_extension(const fs::path& path) {
  std::string extension = path.extension().string();
  for (char& c : extension) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
  return extension == ".xlsx" || extension == ".xlsm";
}

std::vector<BookFile> find_book_files(const std::vector<std::string>& named) {
  std::vector<BookFile> files;
  for (const std::string& name : named) {
    const fs::path path(name);
    if (!fs::is_directory(path)) {
      files.push_back({path, path.filename()});
      continue;
    }
    std::vector<fs::path> found;
    for (const auto& entry : fs::recursive_directory_iterator(path))
      if (entry.is_regular_file() && has_workbook_extension(entry.path()) &&
          !entry.path().filename().string().starts_with("~$"))
        found.push_back(entry.path());
    std::sort(found.begin(), found.end());
    for (const fs::path& file : found) files.push_back({file, file.lexically_relative(path)});
  }
  if (files.empty()) throw UsageError("there is no .xlsx or .xlsm file to read");
  return files;
}

}  // namespace outturn
