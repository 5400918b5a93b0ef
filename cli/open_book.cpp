#include "cli/open_book.h"

#include "formulas/locale.h"
#include "formulas/number_text.h"
#include "xlsx/writer.h"

namespace outturn {
namespace {

// A constant as if typed into a cell: a number, percentage or date in the locale, TRUE, FALSE, otherwise text. A leading
// apostrophe makes it text, nothing empties the cell.
Value typed_value(const std::string& text, const Locale& locale, DateSystem system) {
  if (text.empty()) return {};
  if (text[0] == '\'') return std::string_view(text).substr(1);
  if (const auto number = number_from_text(text, {&locale, system, 0})) return number->value;
  std::string upper = text;
  for (char& c : upper) c = static_cast<char>(c >= 'a' && c <= 'z' ? c - 32 : c);
  if (upper == "TRUE" || upper == "FALSE") return upper == "TRUE";
  return text;
}

// The `=` that ends the cell: sheet names in quotation marks may hold others.
std::size_t end_of_cell(const std::string& set) {
  bool quoted = false;
  for (std::size_t i = 0; i < set.size(); ++i) {
    if (set[i] == '\'') quoted = !quoted;
    else if (set[i] == '=' && !quoted) return i;
  }
  return std::string::npos;
}

void apply_set(const std::string& set, const Workbook& workbook, Recalculation& recalculation, const Locale& locale) {
  const std::size_t equals = end_of_cell(set);
  if (equals == std::string::npos || equals == 0)
    throw UsageError("--set '" + set + "' is not understood; write 'Sheet!C5=value'");
  const std::string cell = set.substr(0, equals);
  const auto place = workbook.find_place(cell);
  if (!place) throw UsageError("--set '" + set + "': there is no cell " + cell + "; write 'Sheet!C5=value'");
  if (!place->is_single_cell()) throw UsageError("--set '" + set + "': " + cell + " is more than one cell");
  const CellAddress address = place->range.first;
  if (workbook.sheet(place->sheet).is_external())
    throw UsageError("--set '" + set + "': the cell belongs to another workbook");
  if (const auto refusal = xlsx::refusal_to_set(workbook, place->sheet, address))
    throw UsageError("--set '" + set + "': " + workbook.describe(place->sheet, address) + " " + *refusal +
                     "; --set changes constants only");
  recalculation.set_input(place->sheet, address,
                          typed_value(set.substr(equals + 1), locale, workbook.settings.date_system));
}

}  // namespace

void BookChoices::declare(CLI::App& command) {
  command.add_option("--set", sets, "Change an input first: 'Calls!C5=2045' (repeatable)")
      ->take_all()
      ->allow_extra_args(false);
  command.add_option("--period", period, "The period to report, such as 'Q2 2018/19'");
  command.add_option("--definitions", definitions, "Take the indicator definitions from this TOML file");
  command.add_flag("--adopt", adopt, "Let outturn own cells that hold a typed figure where it writes a value");
  calculation.declare(command);
}

DefinitionErrors::DefinitionErrors(const std::string& file, std::vector<Diagnostic> errors)
    : std::runtime_error(file + ": the indicator definitions have errors; nothing was calculated"),
      errors_(std::move(errors)) {}

OpenBook::OpenBook(const std::filesystem::path& path, const BookChoices& choices) : file(xlsx::read_xlsx(path)) {
  Workbook& workbook = *file.workbook;
  diagnostics = file.diagnostics;
  const RecalculationOptions options = choices.calculation.resolve(workbook.settings.date_system);
  recalculation = std::make_unique<Recalculation>(workbook, options);
  for (const std::string& set : choices.sets) apply_set(set, workbook, *recalculation, *options.locale);
  recalculation->calculate();
  diagnostics.insert(diagnostics.end(), recalculation->diagnostics().begin(), recalculation->diagnostics().end());
}

}  // namespace outturn
