// `outturn definitions`: the definitions of indicators between the two forms that officers keep them in,
// sheets of a workbook and a TOML file.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "cli/command_line.h"
#include "cli/logging.h"
#include "cli/open_book.h"
#include "engine/change_set.h"
#include "engine/indicators/bound_place.h"
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

// What shows a number as the definition has it, in a workbook's built-in formats.
std::optional<std::uint32_t> format_for(const DefinitionCell& cell) {
  constexpr std::uint32_t kPercent = 9, kPercentTwoPlaces = 10, kDate = 14, kTime = 21;
  if (!cell.value.is_number()) return std::nullopt;
  switch (cell.look) {
    case NumberLook::percent: {
      const double points = cell.value.number() * 100;
      return points - static_cast<double>(static_cast<long long>(points)) == 0 ? kPercent : kPercentTwoPlaces;
    }
    case NumberLook::date:
      return kDate;
    case NumberLook::time:
      return kTime;
    case NumberLook::plain:
      break;
  }
  return std::nullopt;
}

Value for_workbook(const DefinitionCell& cell, const Workbook& workbook) {
  if (cell.value.is_number() && cell.look == NumberLook::date)
    return from_1900_system(cell.value.number(), workbook);
  return cell.value;
}

xlsx::NewSheet new_sheet(const DefinitionTable& table, const Workbook& workbook) {
  xlsx::NewSheet sheet;
  sheet.name = table.name;
  const auto add = [&](const std::vector<DefinitionCell>& cells) {
    std::vector<xlsx::NewCell>& row = sheet.rows.emplace_back();
    for (const DefinitionCell& cell : cells) row.push_back({for_workbook(cell, workbook), format_for(cell)});
  };
  add(table.header);
  for (const std::vector<DefinitionCell>& row : table.rows) add(row);
  return sheet;
}

struct Edits {
  ChangeSet changes;
  xlsx::WriteOptions options;
};

// Puts a table where a definition sheet has its own, cell by cell, so that whatever is the same keeps its
// bytes and its formatting.
void replace_table(const DefinitionTable& table, SheetId id, Workbook& workbook, Edits& edits) {
  Sheet& sheet = workbook.sheet(id);
  const RangeAddress used = sheet.used_range().value_or(RangeAddress{});
  std::int32_t top = 0;
  const auto is_empty_row = [&](std::int32_t row) {
    for (std::int32_t column = 0; column <= used.last.column; ++column)
      if (!value_in_file(workbook, {id, {row, column}}).is_blank()) return false;
    return true;
  };
  while (top <= used.last.row && is_empty_row(top)) ++top;
  const auto rows = static_cast<std::int32_t>(table.rows.size()) + 1;
  const std::int32_t last_row = std::max(used.last.row, top + rows - 1);
  const std::int32_t last_column =
      std::max(used.last.column, static_cast<std::int32_t>(table.header.size()) - 1);
  for (std::int32_t row = top; row <= last_row; ++row) {
    for (std::int32_t column = 0; column <= last_column; ++column) {
      const auto at = static_cast<std::size_t>(row - top);
      const auto col = static_cast<std::size_t>(column);
      const std::vector<DefinitionCell>* cells = at == 0                   ? &table.header
                                                 : at <= table.rows.size() ? &table.rows[at - 1]
                                                                           : nullptr;
      const DefinitionCell cell = cells != nullptr && col < cells->size() ? (*cells)[col] : DefinitionCell{};
      const FormulaCell place{id, {row, column}};
      const Value value = for_workbook(cell, workbook);
      const bool same_value = !is_changed(value_in_file(workbook, place), value);
      const bool same_look = !value.is_number() || look_of(workbook, place) == cell.look;
      if (same_value && same_look) continue;
      if (!same_value) {
        sheet.set_value(place.address, value);
        edits.changes.cells.push_back({id, place.address, ChangeKind::input});
      }
      if (!same_look)
        edits.options.number_formats.push_back({id, place.address, format_for(cell).value_or(0)});
    }
  }
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
  Workbook& workbook = *file.workbook;
  const SheetDefinitions present = read_sheet_definitions(workbook);
  Edits edits;
  for (const DefinitionTable& table : tables) {
    std::optional<SheetId> found;
    for (SheetId id = 0; id < workbook.sheet_count(); ++id)
      if (definition_kind(workbook.sheet(id).name()) == definition_kind(table.name)) found = id;
    if (!found) {
      edits.options.new_sheets.push_back(new_sheet(table, workbook));
      continue;
    }
    const std::string& name = workbook.sheet(*found).name();
    const bool is_definition = std::any_of(present.tables.begin(), present.tables.end(),
                                           [&](const DefinitionTable& each) { return each.name == name; });
    if (!is_definition)
      throw UsageError(choices.into + ": the sheet \"" + name +
                       "\" is there and is no definition sheet; give it another name first");
    if (!choices.replace)
      throw UsageError(choices.into + ": the definition sheet \"" + name +
                       "\" is there already; give --replace to put the file's rows in its place");
    replace_table(table, *found, workbook, edits);
  }
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
  std::sort(edits.changes.cells.begin(), edits.changes.cells.end(),
            [](const CellChange& a, const CellChange& b) {
              return std::tie(a.sheet, a.cell) < std::tie(b.sheet, b.cell);
            });
  const xlsx::WrittenFile written = xlsx::write_xlsx(file, edits.changes, {}, edits.options);
  xlsx::save(file, written, choices.out);
  std::cout << choices.out << ": " << summary(tables) << "; "
            << counted(edits.options.new_sheets.size(), "sheet") << " added, "
            << counted(edits.changes.cells.size(), "cell") << " changed in others\n";
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
