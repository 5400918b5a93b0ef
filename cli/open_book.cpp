#include "cli/open_book.h"

#include <algorithm>
#include <fstream>

#include "engine/indicators/sheet_definitions.h"
#include "engine/indicators/toml_definitions.h"
#include "formulas/locale.h"
#include "formulas/number_text.h"
#include "xlsx/writer.h"

namespace outturn {
namespace {

constexpr std::size_t kMaxDefinitionBytes = 8 << 20;

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

std::string file_text(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw UsageError("--definitions '" + path + "' cannot be opened");
  std::string text;
  char buffer[65'536];
  while (in.read(buffer, sizeof buffer) || in.gcount() > 0) {
    text.append(buffer, static_cast<std::size_t>(in.gcount()));
    if (text.size() > kMaxDefinitionBytes) throw UsageError("--definitions '" + path + "' is too large to be definitions");
  }
  return text;
}

// Of the workbook's own sheets, or of the TOML file, which replaces them whole.
std::vector<DefinitionTable> tables_of(const Workbook& workbook, const BookChoices& choices,
                                       std::vector<Diagnostic>* findings) {
  SheetDefinitions sheets = read_sheet_definitions(workbook);
  if (choices.definitions.empty()) {
    if (findings != nullptr) *findings = std::move(sheets.findings);
    return std::move(sheets.tables);
  }
  TomlDefinitions file = read_toml_definitions(file_text(choices.definitions), choices.definitions);
  if (findings != nullptr) {
    *findings = std::move(file.findings);
    if (!sheets.tables.empty())
      findings->push_back({Severity::note, choices.definitions,
                           "these definitions replace the workbook's own definition sheets, which are not read"});
  }
  return std::move(file.tables);
}

std::string locale_of(std::vector<DefinitionTable> tables, const Workbook& workbook) {
  if (tables.empty()) return "en-GB";
  return IndicatorBook(workbook, std::move(tables), {}).definitions().settings.locale;
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
  CalculationChoices calculation = choices.calculation;
  if (calculation.locale.empty()) calculation.locale = locale_of(tables_of(workbook, choices, nullptr), workbook);
  const RecalculationOptions options = calculation.resolve(workbook.settings.date_system);
  recalculation = std::make_unique<Recalculation>(workbook, options);
  for (const std::string& set : choices.sets) apply_set(set, workbook, *recalculation, *options.locale);

  std::vector<Diagnostic> findings;
  indicators = std::make_unique<IndicatorBook>(workbook, tables_of(workbook, choices, &findings),
                                               IndicatorOptions{choices.period, choices.adopt});
  findings.insert(findings.end(), indicators->findings().begin(), indicators->findings().end());
  const bool wrong = std::any_of(findings.begin(), findings.end(), [](const Diagnostic& finding) {
    return finding.severity == Severity::error;
  });
  if (wrong) throw DefinitionErrors(path.string(), std::move(findings));
  diagnostics.insert(diagnostics.end(), findings.begin(), findings.end());
  if (indicators->is_empty()) {
    if (!choices.period.empty()) throw UsageError(path.string() + " defines no indicators, so --period means nothing");
    indicators.reset();
  } else {
    indicators->add_nodes(*recalculation);
  }
  recalculation->calculate();
  diagnostics.insert(diagnostics.end(), recalculation->diagnostics().begin(), recalculation->diagnostics().end());
  if (indicators != nullptr) {
    const std::vector<Diagnostic> doubts = indicators->diagnostics();
    diagnostics.insert(diagnostics.end(), doubts.begin(), doubts.end());
  }
}

}  // namespace outturn
