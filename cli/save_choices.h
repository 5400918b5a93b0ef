// The options of commands that change one workbook: which one, and where the result goes.
#pragma once

#include <CLI/App.hpp>
#include <filesystem>
#include <string>

#include "cli/book_edits.h"
#include "cli/calculated_book.h"
#include "cli/open_book.h"

namespace outturn {

struct SaveChoices {
  std::string book;
  std::string out;
  bool in_place = false;
  bool proof = false;
  bool break_signature = false;
  bool adopt = false;
  std::string format = "text";  // or json
  CalculationChoices calculation;

  void declare(CLI::App& command);
  [[nodiscard]] bool json() const noexcept { return format != "text"; }
  // Where to save. Throws UsageError where that is not said, or twice, or -o names the workbook itself.
  [[nodiscard]] std::filesystem::path target() const;
  // For opening the book: for `period`, or as its settings say.
  [[nodiscard]] BookChoices book_choices(const std::string& period = {}) const;
  // The edits put into the book's file, everything calculated again, one save.
  [[nodiscard]] RecalcReport save(const xlsx::XlsxFile& file, BookEdits& edits) const;
};

[[nodiscard]] bool is_same_file(const std::filesystem::path& a, const std::filesystem::path& b);

// The indicators of a book whose history or period a command changes. Throws UsageError where it has none.
[[nodiscard]] const IndicatorBook& indicators_of(const OpenBook& book);

// The day of a moment in seconds of local time, as a serial of the 1900 system.
[[nodiscard]] double day_serial(std::int64_t local_seconds) noexcept;

// What the calculation gave, below what the command has to tell; warnings go to stderr.
void print_saved(const RecalcReport& report);

}  // namespace outturn
