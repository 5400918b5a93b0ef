#include "cli/open_book.h"

#include <algorithm>
#include <fstream>

#include "engine/indicators/sheet_definitions.h"
#include "engine/indicators/spelling.h"
#include "engine/indicators/toml_definitions.h"
#include "formulas/lexer.h"
#include "formulas/locale.h"
#include "formulas/number_text.h"
#include "xlsx/writer.h"

namespace outturn {
namespace {

constexpr std::size_t kMaxDefinitionBytes = 8 << 20;

// A constant as if typed into a cell: a number, percentage or date in the locale, TRUE, FALSE, otherwise
// text. A leading apostrophe makes it text, nothing empties the cell.
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
    if (set[i] == '\'')
      quoted = !quoted;
    else if (set[i] == '=' && !quoted)
      return i;
  }
  return std::string::npos;
}

// Why find_place() finds nothing: the sheet or the name that is not there, with the one that comes near.
std::string no_such_place(const std::string& cell, const Workbook& workbook) {
  std::vector<std::string> known;
  const std::size_t mark = cell.rfind('!');
  if (mark == std::string::npos) {
    for (const DefinedName& name : workbook.names()) known.push_back(name.name);
    return "there is no cell or name " + cell + did_you_mean(cell, known);
  }
  std::string sheet = cell.substr(0, mark);
  if (sheet.size() > 1 && sheet.front() == '\'' && sheet.back() == '\'')
    sheet = sheet.substr(1, sheet.size() - 2);
  if (workbook.find_sheet(sheet)) return "there is no cell " + cell;
  for (SheetId id = 0; id < workbook.sheet_count(); ++id) known.push_back(workbook.sheet(id).name());
  return "there is no sheet \"" + sheet + "\"" + did_you_mean(sheet, known);
}

void apply_set(const std::string& set, const Workbook& workbook, Recalculation& recalculation,
               const Locale& locale, std::vector<Diagnostic>& doubts) {
  const std::size_t equals = end_of_cell(set);
  if (equals == std::string::npos || equals == 0)
    throw UsageError("--set '" + set + "' is not understood; write 'Sheet!C5=value'");
  const std::string cell = set.substr(0, equals);
  const auto place = workbook.find_place(cell);
  if (!place)
    throw UsageError("--set '" + set + "': " + no_such_place(cell, workbook) + "; write 'Sheet!C5=value'");
  if (!place->is_single_cell())
    throw UsageError("--set '" + set + "': " + cell + " is more than one cell; set them one by one");
  if (lex_cell(cell, 0))
    throw UsageError("--set '" + set + "': " + cell + " could be on any sheet; write 'Sheet!" + cell +
                     "=value'");
  const CellAddress address = place->range.first;
  const std::string where = workbook.describe(place->sheet, address);
  const std::string typed = set.substr(equals + 1);
  if (workbook.sheet(place->sheet).is_external())
    throw UsageError("--set '" + set + "': the cell belongs to another workbook");
  if (const auto refusal = xlsx::refusal_to_set(workbook, place->sheet, address))
    throw UsageError("--set '" + set + "': " + where + " " + *refusal + "; --set changes constants only");
  if (typed.starts_with("="))
    throw UsageError("--set '" + set + "': --set puts in constants, and " + typed + " is a formula");
  const Value before = workbook.sheet(place->sheet).value(address);
  Value value = typed_value(typed, locale, workbook.settings.date_system);
  // A percentage typed over a text stays a text, as in a column of targets: 0.8 would lose what was meant by
  // it.
  if (before.is_text() && value.is_number() && typed.ends_with("%")) value = typed;
  if (before.is_number() && value.is_text())
    doubts.push_back({Severity::warning, where,
                      "held a number and holds the text \"" + typed +
                          "\" now, which no calculation reads as a number; look at --set"});
  recalculation.set_input(place->sheet, address, value);
}

std::string file_text(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in)
    throw UsageError("--definitions '" + path +
                     "' cannot be opened; look at its name and whether you may read it");
  std::string text;
  char buffer[65'536];
  while (in.read(buffer, sizeof buffer) || in.gcount() > 0) {
    text.append(buffer, static_cast<std::size_t>(in.gcount()));
    if (text.size() > kMaxDefinitionBytes)
      throw UsageError("--definitions '" + path + "' is too large to be definitions");
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
      findings->push_back(
          {Severity::note, choices.definitions,
           "these definitions replace the workbook's own definition sheets, which are not read"});
  }
  return std::move(file.tables);
}

}  // namespace

std::vector<DefinitionTable> definition_tables(const Workbook& workbook, const BookChoices& choices) {
  return tables_of(workbook, choices, nullptr);
}

namespace {

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
  command.add_flag("--adopt", adopt,
                   "Let outturn own cells that hold a typed figure where it writes a value");
  calculation.declare(command);
}

DefinitionErrors::DefinitionErrors(std::string file, std::vector<Diagnostic> errors)
    : std::runtime_error(file + ": " +
                         (errors.size() == 1 ? errors[0].where + ": " + errors[0].what
                                             : std::to_string(errors.size()) + " errors in the definitions") +
                         "; nothing was calculated"),
      file_(std::move(file)) {
  if (errors.size() > 1) errors_ = std::move(errors);
}

OpenBook::OpenBook(const std::filesystem::path& path, const BookChoices& choices)
    : OpenBook(xlsx::read_xlsx(path), choices) {}

OpenBook::OpenBook(xlsx::XlsxFile read, const BookChoices& choices)
    : clock(local_seconds(choices.calculation)), file(std::move(read)) {
  Workbook& workbook = *file.workbook;
  diagnostics = file.diagnostics;
  CalculationChoices calculation = choices.calculation;
  if (calculation.locale.empty())
    calculation.locale = locale_of(definition_tables(workbook, choices), workbook);
  options = calculation.resolve(workbook.settings.date_system);
  recalculation = std::make_unique<Recalculation>(workbook, options);
  for (const std::string& set : choices.sets)
    apply_set(set, workbook, *recalculation, *options.locale, diagnostics);

  std::vector<Diagnostic> findings;
  definitions = tables_of(workbook, choices, &findings);
  indicators = std::make_unique<IndicatorBook>(
      workbook, definitions, IndicatorOptions{choices.period, choices.adopt, choices.as_published});
  const auto is_error = [](const Diagnostic& finding) { return finding.severity == Severity::error; };
  // A table that is not recognised makes others look wrong: only the first cause is told.
  if (std::none_of(findings.begin(), findings.end(), is_error))
    findings.insert(findings.end(), indicators->findings().begin(), indicators->findings().end());
  std::vector<Diagnostic> errors;
  std::copy_if(findings.begin(), findings.end(), std::back_inserter(errors), is_error);
  if (!errors.empty()) throw DefinitionErrors(file.package.file(), std::move(errors));
  diagnostics.insert(diagnostics.end(), findings.begin(), findings.end());
  if (indicators->is_empty()) {
    if (!choices.period.empty())
      throw UsageError(
          "--period '" + choices.period +
          "': the workbook defines no indicators, so there is nothing to report for a period; leave it out");
    indicators.reset();
  } else {
    indicators->add_nodes(*recalculation);
    const DefinitionSettings& settings = indicators->definitions().settings;
    if (!choices.period.empty() && settings.period && *settings.period != *indicators->period())
      diagnostics.push_back({Severity::warning, "",
                             "the figures are for " + period_text(*indicators->period(), settings.calendar) +
                                 " (--period), while the workbook's settings say " +
                                 period_text(*settings.period, settings.calendar) +
                                 "; a run without --period brings those back"});
  }
  recalculation->calculate();
  for (const OwnedCell& owned : recalculation->owned_cells())
    for (const Recalculation::Input& input : recalculation->inputs())
      if (input.sheet == owned.sheet && input.cell == owned.address)
        throw UsageError("--set: " + workbook.describe(owned.sheet, owned.address) +
                         " holds what the indicators give; change a measure's cell instead");
  add_calculated_diagnostics();
}

void OpenBook::add_calculated_diagnostics() {
  diagnostics_of_file_ = diagnostics.size();
  diagnostics.insert(diagnostics.end(), recalculation->diagnostics().begin(),
                     recalculation->diagnostics().end());
  if (indicators == nullptr) return;
  const std::vector<Diagnostic> doubts = indicators->diagnostics();
  diagnostics.insert(diagnostics.end(), doubts.begin(), doubts.end());
}

void OpenBook::refresh_diagnostics() {
  diagnostics.resize(diagnostics_of_file_);
  add_calculated_diagnostics();
}

}  // namespace outturn
