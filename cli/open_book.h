// A workbook opened and calculated for a command: the file, its recalculation and its indicators belong
// together.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "cli/calculation_options.h"
#include "engine/indicators/indicator_book.h"
#include "engine/recalculation.h"
#include "xlsx/reader.h"

namespace outturn {

struct BookChoices {
  std::string definitions;        // a TOML file; empty: the workbook's own sheets
  std::string period;             // empty: as the definitions say
  std::vector<std::string> sets;  // "Calls!C5=2045"
  bool adopt = false;
  bool as_published = false;  // the history as it was when the period was closed
  CalculationChoices calculation;

  void declare(CLI::App& command);
};

// The definitions of the workbook's own sheets, or of the TOML file, which replaces them whole. Throws
// UsageError where that cannot be read.
[[nodiscard]] std::vector<DefinitionTable> definition_tables(const Workbook& workbook,
                                                             const BookChoices& choices);

// Definitions that cannot be followed, found before anything was calculated. The message is the error, or
// where there are several, their number; errors() then has each.
class DefinitionErrors : public std::runtime_error {
 public:
  DefinitionErrors(std::string file, std::vector<Diagnostic> errors);
  [[nodiscard]] const std::string& file() const noexcept { return file_; }
  [[nodiscard]] const std::vector<Diagnostic>& errors() const noexcept { return errors_; }

 private:
  std::string file_;
  std::vector<Diagnostic> errors_;
};

class OpenBook {
 public:
  // Reads, applies the --set changes and calculates. Throws XlsxError, UsageError, DefinitionErrors,
  // CalculationLimit.
  OpenBook(const std::filesystem::path& path, const BookChoices& choices);
  // The same for a file that has been read.
  OpenBook(xlsx::XlsxFile read, const BookChoices& choices);

  // What is doubtful after inputs were changed and calculate() was called once more.
  void refresh_diagnostics();

  RecalculationOptions options;
  std::int64_t clock = 0;  // that it was calculated at: seconds of local time since 1970
  xlsx::XlsxFile file;
  std::vector<DefinitionTable> definitions;   // of the sheets or of the TOML file
  std::unique_ptr<IndicatorBook> indicators;  // null where nothing is defined
  std::unique_ptr<Recalculation> recalculation;
  std::vector<Diagnostic> diagnostics;  // of the file and of the definitions, then of the calculation

 private:
  void add_calculated_diagnostics();
  std::size_t diagnostics_of_file_ = 0;
};

}  // namespace outturn
