#include "cli/book_files.h"

#include <algorithm>

#include "cli/calculation_options.h"
#include "cli/logging.h"

namespace outturn {

namespace fs = std::filesystem;

namespace {

std::string lower_extension(const fs::path& path) {
  std::string extension = path.extension().string();
  for (char& c : extension) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
  return extension;
}

// A workbook of a kind that is not read.
bool is_other_workbook(const fs::path& path) {
  const std::string extension = lower_extension(path);
  return extension == ".xls" || extension == ".xlsb" || extension == ".ods";
}

// One line a folder: an officer who counts files must not miss any.
void tell_passed_over(const fs::path& folder, std::vector<fs::path>& others) {
  if (others.empty()) return;
  constexpr std::size_t kMostNamed = 5;
  std::sort(others.begin(), others.end());
  std::string names;
  for (std::size_t i = 0; i < others.size() && i < kMostNamed; ++i)
    names += (i == 0 ? "" : ", ") + others[i].lexically_relative(folder).string();
  if (others.size() > kMostNamed) names += ", …";
  log_warning(folder.string() + ": " + std::to_string(others.size()) +
              (others.size() == 1 ? " workbook is" : " workbooks are") +
              " passed over, as only .xlsx and .xlsm are read; save as .xlsx: " + names);
}

}  // namespace

bool has_workbook_extension(const fs::path& path) {
  const std::string extension = lower_extension(path);
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
    std::vector<fs::path> found, others;
    for (const auto& entry : fs::recursive_directory_iterator(path))
      if (entry.is_regular_file() && has_workbook_extension(entry.path()) &&
          !entry.path().filename().string().starts_with("~$"))
        found.push_back(entry.path());
      else if (entry.is_regular_file() && is_other_workbook(entry.path()))
        others.push_back(entry.path());
    std::sort(found.begin(), found.end());
    tell_passed_over(path, others);
    for (const fs::path& file : found) files.push_back({file, file.lexically_relative(path)});
  }
  if (files.empty()) throw UsageError("there is no .xlsx or .xlsm file to read");
  return files;
}

}  // namespace outturn
