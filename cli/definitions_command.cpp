// `outturn definitions`: the definitions of indicators between the two forms that officers keep them in,
// sheets of a workbook and a TOML file.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "cli/book_edits.h"
#include "cli/command_line.h"
#include "cli/logging.h"
#include "cli/open_book.h"
#include "engine/indicators/definition_columns.h"
#include "engine/indicators/sheet_definitions.h"
#include "engine/indicators/spelling.h"
#include "engine/indicators/toml_definitions.h"
#include "engine/indicators/toml_writer.h"
#include "xlsx/disk_file.h"
#include "xlsx/reader.h"
#include "xlsx/writer.h"

namespace outturn {
namespace {

namespace fs = std::filesystem;

struct Choices {
  std::string in;
  std::string into;
  std::string out;
  bool replace = false;
  bool proof = false;
};

constexpr std::uint64_t kLargestToml = 8 << 20;

bool is_toml(const fs::path& path) { return path.extension() == ".toml" || path.extension() == ".TOML"; }

std::string counted(std::size_t count, std::string_view word) {
  return std::to_string(count) + " " + std::string(word) + (count == 1 ? "" : "s");
}

// "Measures 12 rows, Indicators 24 rows"
std::string summary(const std::vector<DefinitionTable>& tables) {
  std::string text;
  for (const DefinitionTable& table : tables)
    text += (text.empty() ? "" : ", ") + table.name + " " + counted(table.rows.size(), "row");
  return text;
}

std::vector<DefinitionTable> trimmed_tables(std::vector<DefinitionTable> tables) {
  for (DefinitionTable& table : tables) table = without_empty_edges(std::move(table));
  return tables;
}

bool has_error(const std::vector<Diagnostic>& findings) {
  return std::any_of(findings.begin(), findings.end(),
                     [](const Diagnostic& each) { return each.severity == Severity::error; });
}

ExitCode to_toml(const Choices& choices) {
  const xlsx::XlsxFile file = xlsx::read_xlsx(choices.in);
  SheetDefinitions sheets = read_sheet_definitions(*file.workbook);
  log_diagnostics("", sheets.findings);
  if (has_error(sheets.findings))
    throw UsageError(choices.in +
                     ": a definition sheet has a heading that is not known; nothing was written");
  if (sheets.tables.empty())
    throw UsageError(
        choices.in +
        ": it has no definition sheets; they are called Settings, Measures, Indicators, Targets, "
        "Statuses and Roll-ups, and begin with a row of headings");
  const std::vector<DefinitionTable> tables = trimmed_tables(std::move(sheets.tables));
  const std::string text = write_toml_definitions(tables);
  if (choices.out.empty()) {
    std::cout << text;
    return ExitCode::clean;
  }
  if (fs::exists(choices.out) && !choices.replace)
    throw UsageError("-o " + choices.out + " is there already; give --replace to write over it");
  xlsx::save_file(xlsx::checked_save_target(choices.out), text);
  std::cout << choices.out << ": " << summary(tables) << "\n";
  return ExitCode::clean;
}

ExitCode to_sheets(const Choices& choices) {
  TomlDefinitions toml = read_toml_definitions(xlsx::read_whole_file(choices.in, kLargestToml), choices.in);
  if (has_error(toml.findings)) throw DefinitionErrors(choices.in, std::move(toml.findings));
  if (toml.tables.empty())
    throw UsageError(choices.in +
                     ": it has no definitions; write [settings], [[measures]] and [[indicators]]");
  const std::vector<DefinitionTable> tables = trimmed_tables(std::move(toml.tables));
  if (!toml.comments.empty())
    toml.findings.push_back(
        {Severity::note, choices.in + " line " + std::to_string(toml.comments.front()),
         (toml.comments.size() == 1
              ? std::string("this comment is")
              : "this comment and " + std::to_string(toml.comments.size() - 1) + " more are") +
             " not carried into the sheets; a note that is to stay is a row of its own, as measure = \"# "
             "…\""});

  xlsx::XlsxFile file = xlsx::read_xlsx(choices.into);
  const SheetDefinitions present = read_sheet_definitions(*file.workbook);
  BookEdits edits(file);
  for (const DefinitionTable& table : tables) edits.put_table(table, choices.replace);
  for (const DefinitionTable& each : present.tables) {
    const bool given = std::any_of(tables.begin(), tables.end(), [&](const DefinitionTable& table) {
      return definition_kind(table.name) == definition_kind(each.name);
    });
    if (!given)
      toml.findings.push_back({Severity::warning, each.where,
                               "the definition sheet \"" + each.name + "\" stays as it is, because " +
                                   choices.in +
                                   " has no table of its kind; delete the sheet if it no longer holds"});
  }
  log_diagnostics("", toml.findings);
  const std::string what = summary(tables) + "; " + counted(edits.sheets_added(), "sheet") + " added, " +
                           counted(edits.cells_changed(), "cell") + " changed in others\n";
  const xlsx::WrittenFile written = edits.write();
  xlsx::save(file, written, choices.out);
  std::cout << choices.out << ": " << what;
  if (choices.proof)
    for (const xlsx::PartDigest& digest : xlsx::proof(file, written))
      if (digest.changed())
        std::cout << "  " << digest.part << "  " << (digest.before.empty() ? "added" : digest.before) << " → "
                  << digest.after << "\n";
  return ExitCode::clean;
}

ExitCode run(const Choices& choices) {
  if (!is_toml(choices.in)) {
    if (!choices.into.empty())
      throw UsageError("--into takes a TOML file's definitions; " + choices.in + " is no .toml file");
    if (!choices.out.empty() && !is_toml(choices.out))
      throw UsageError("-o '" + choices.out +
                       "': the result is definitions; name a file with the extension .toml");
    return to_toml(choices);
  }
  if (choices.into.empty())
    throw UsageError("say which workbook the definitions go into: --into BOOK.xlsx -o OUT.xlsx");
  const std::string extension = fs::path(choices.out).extension().string();
  if (extension != ".xlsx" && extension != ".xlsm")
    throw UsageError("say where to save the workbook: -o OUT.xlsx");
  return to_sheets(choices);
}

}  // namespace

void declare_definitions(CLI::App& app, Action& action) {
  auto choices = std::make_shared<Choices>();
  CLI::App* command = app.add_subcommand(
      "definitions", "Turn definition sheets into a TOML file, or a TOML file into definition sheets");
  command->footer(
      "  outturn definitions board.xlsx -o board.toml\n"
      "  outturn definitions board.toml --into plain.xlsx -o board.xlsx\n"
      "  outturn definitions board.toml --into board.xlsx -o board.xlsx --replace");
  command->add_option("FILE", choices->in, "A workbook with definition sheets, or a .toml file")->required();
  command->add_option("--into", choices->into, "The workbook that gets the definitions of a .toml file");
  command->add_option("-o,--out", choices->out,
                      "Save the result as this file (TOML: default is to print it)");
  command->add_flag("--replace", choices->replace,
                    "Put the definitions in the place of those that are there already");
  command->add_flag("--proof", choices->proof, "Print the SHA-256 of every part that is new or changed");
  command->callback([choices, &action] { action = [choices] { return run(*choices); }; });
}

}  // namespace outturn
