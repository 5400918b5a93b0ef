// One workbook while it is watched: loaded and calculated, brought up to what the file says each time that
// somebody has saved it, and written back.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>

#include "cli/open_book.h"
#include "cli/watch_report.h"

namespace outturn {

class WatchedBook {
 public:
  WatchedBook(std::filesystem::path file, BookChoices choices);

  // The first report. Throws XlsxError, UsageError, CalculationLimit; where definitions cannot be followed,
  // DefinitionErrors, after which the book is watched all the same.
  WatchReport open();
  // What somebody's save has changed since the last good content; nothing where the file says what it said.
  // Throws as open(), and may then be called again.
  std::optional<WatchReport> look();

  struct Written {
    std::size_t cells = 0, parts = 0;
  };
  // Calculates everything in the file as it stands and saves what changed, so that what is written is never
  // the outcome of a history. Nothing where the file is not what was last looked at: look() first. Throws
  // XlsxError, which leaves the file as it is.
  std::optional<Written> write();

 private:
  // The file and, where there is one, the definitions' file; throws XlsxError.
  [[nodiscard]] std::string content_of(const xlsx::XlsxFile& read) const;
  void keep(std::unique_ptr<OpenBook> book);
  WatchReport load(xlsx::XlsxFile read);
  WatchReport load_changes(xlsx::XlsxFile read);
  // Statuses and warnings that are not those told before.
  void tell(WatchReport& report);

  std::filesystem::path file_;
  BookChoices choices_;
  std::unique_ptr<OpenBook> book_;  // of the last content that could be calculated; null before there was one
  std::string content_;             // that was last looked at, good or not
  std::map<std::string, StatusChange> statuses_;  // those that count, as last told
  std::set<std::string> warnings_;                // of the last report
};

}  // namespace outturn
