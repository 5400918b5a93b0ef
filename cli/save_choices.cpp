#include "cli/save_choices.h"

#include <iostream>

#include "cli/book_files.h"
#include "cli/logging.h"

namespace outturn {

bool is_same_file(const std::filesystem::path& a, const std::filesystem::path& b) {
  std::error_code ignored;  // a file that is not there is no other file
  return std::filesystem::equivalent(a, b, ignored);
}

void SaveChoices::declare(CLI::App& command) {
  command.add_option("BOOK", book, "The workbook")->required();
  command.add_option("-o,--out", out, "Save the result as this file");
  command.add_flag("--in-place", in_place, "Save the workbook over itself");
  command.add_flag("--proof", proof, "Print the SHA-256 of every part before and after");
  command.add_flag("--break-signature", break_signature,
                   "Save a digitally signed workbook although the signature is not valid afterwards");
  command.add_flag("--adopt", adopt,
                   "Let outturn own cells that hold a typed figure where it writes a value");
  command.add_option("--format", format, "text or json")->check(CLI::IsMember({"text", "json"}));
  calculation.declare(command);
}

std::filesystem::path SaveChoices::target() const {
  if (out.empty() == !in_place)
    throw UsageError(in_place ? "-o and --in-place exclude one another; give one of them"
                              : "say where to save: -o OUT or --in-place");
  if (in_place) return book;
  if (!has_workbook_extension(out))
    throw UsageError("-o '" + out +
                     "': the result is a workbook; name a file with the extension .xlsx or .xlsm");
  if (is_same_file(out, book))
    throw UsageError("-o '" + out +
                     "' is the workbook itself; name another file, or say --in-place to save over it");
  return out;
}

BookChoices SaveChoices::book_choices(const std::string& period) const {
  BookChoices choices;
  choices.period = period;
  choices.adopt = adopt;
  choices.calculation = calculation;
  return choices;
}

RecalcReport SaveChoices::save(const xlsx::XlsxFile& file, BookEdits& edits) const {
  const xlsx::WrittenFile edited = edits.write(break_signature);
  return save_edited(
      file, edited, book_choices(),
      {.out = target(), .proof = proof, .break_signature = break_signature, .every_change = json()});
}

const IndicatorBook& indicators_of(const OpenBook& book) {
  if (book.indicators == nullptr)
    throw UsageError(book.file.package.file() +
                     ": the workbook defines no indicators on its sheets, so it has no periods; see `outturn "
                     "definitions --help` for definitions that stand in a TOML file");
  return *book.indicators;
}

double day_serial(std::int64_t local_seconds) noexcept {
  constexpr std::int64_t kSecondsADay = 86'400, kSerialOf1970 = 25'569;
  return static_cast<double>(local_seconds / kSecondsADay + kSerialOf1970);
}

void print_saved(const RecalcReport& report) {
  std::cout << report.to_text() << std::flush;
  log_diagnostics("", report.warnings);
}

}  // namespace outturn
