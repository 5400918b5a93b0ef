// Workbooks saved by Excel that lie outside the project: tests over them are skipped where the folder is
// missing.
#pragma once

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

namespace outturn::xlsx {

inline std::vector<std::filesystem::path> conformance_workbooks() {
  namespace fs = std::filesystem;
  const char* shared = std::getenv("OUTTURN_SHARED");
  const fs::path folder =
      (shared != nullptr ? fs::path(shared) : fs::path(OUTTURN_TESTS_DIR) / "../../shared") /
      "conformance/workbooks";
  std::vector<fs::path> books;
  std::error_code missing;
  for (const auto& entry : fs::recursive_directory_iterator(folder, missing)) {
    const std::string extension = entry.path().extension().string();
    if (extension == ".xlsx" || extension == ".xlsm") books.push_back(entry.path());
  }
  std::sort(books.begin(), books.end());
  return books;
}

}  // namespace outturn::xlsx

#define OUTTURN_SKIP_WITHOUT_CONFORMANCE_WORKBOOKS(books) \
  if ((books).empty())                                    \
  GTEST_SKIP() << "the conformance workbooks are not there; set OUTTURN_SHARED to their folder"
