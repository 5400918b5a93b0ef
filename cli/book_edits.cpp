#include "cli/book_edits.h"

#include <algorithm>
#include <tuple>

#include "engine/change_set.h"
#include "engine/indicators/bound_place.h"
#include "engine/indicators/definition_columns.h"
#include "engine/indicators/sheet_definitions.h"
#include "engine/indicators/spelling.h"

namespace outturn {
namespace {

// What shows a number as the definition has it, in the formats that every workbook has (ECMA-376 part 1,
// 18.8.30).
std::optional<std::uint32_t> format_for(const DefinitionCell& cell) {
  constexpr std::uint32_t kPercent = 9, kPercentTwoPlaces = 10, kDate = 14, kTime = 21, kElapsedTime = 46;
  if (!cell.value.is_number()) return std::nullopt;
  switch (cell.look) {
    case NumberLook::percent: {
      const double points = cell.value.number() * 100;
      return points - static_cast<double>(static_cast<long long>(points)) == 0 ? kPercent : kPercentTwoPlaces;
    }
    case NumberLook::date:
      return kDate;
    case NumberLook::time:
      return cell.value.number() < 1 ? kTime : kElapsedTime;
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

std::optional<SheetId> sheet_of_kind(const Workbook& workbook, DefinitionKind kind) {
  for (SheetId id = 0; id < workbook.sheet_count(); ++id)
    if (definition_kind(workbook.sheet(id).name()) == kind) return id;
  return std::nullopt;
}

bool is_empty_row(const Workbook& workbook, SheetId id, std::int32_t row, std::int32_t last_column) {
  for (std::int32_t column = 0; column <= last_column; ++column)
    if (!value_in_file(workbook, {id, {row, column}}).is_blank() ||
        holds_formula(workbook, {id, {row, column}}))
      return false;
  return true;
}

void require_definition_sheet(const xlsx::XlsxFile& file, SheetId id) {
  const Workbook& workbook = *file.workbook;
  const std::string& name = workbook.sheet(id).name();
  const std::vector<DefinitionTable> tables = read_sheet_definitions(workbook).tables;
  if (std::none_of(tables.begin(), tables.end(),
                   [&](const DefinitionTable& each) { return each.name == name; }))
    throw UsageError(file.package.file() + ": the sheet \"" + name +
                     "\" is there and is no definition sheet; give it another name first");
}

}  // namespace

BookEdits::BookEdits(xlsx::XlsxFile& file) : file_(file) {}

void BookEdits::put(SheetId id, CellAddress cell, const DefinitionCell& content) {
  Workbook& workbook = *file_.workbook;
  const FormulaCell place{id, cell};
  const Value value = for_workbook(content, workbook);
  const bool same_value = !is_changed(value_in_file(workbook, place), value);
  const bool same_look = !value.is_number() || look_of(workbook, place) == content.look;
  if (!same_value) {
    if (const auto why = xlsx::refusal_to_set(workbook, id, cell))
      throw UsageError(file_.package.file() + ": " + workbook.describe(id, cell) + " " + *why +
                       ", so nothing can be put there");
    workbook.sheet(id).set_value(cell, value);
    changes_.cells.push_back({id, cell, ChangeKind::input});
  }
  if (!same_look) number_formats_.push_back({id, cell, format_for(content).value_or(0)});
}

void BookEdits::set(SheetId id, CellAddress cell, const Value& value, NumberLook look) {
  put(id, cell, {value, look, {}});
}

xlsx::NewCell BookEdits::new_cell(const DefinitionCell& cell) const {
  return {for_workbook(cell, *file_.workbook), format_for(cell)};
}

BookEdits::AppendTo& BookEdits::append_to(DefinitionKind kind) {
  for (AppendTo& each : appended_)
    if (each.kind == kind) return each;
  AppendTo target{kind, sheet_of_kind(*file_.workbook, kind), 0, {}, 0, 0};
  if (!target.sheet) {
    xlsx::NewSheet sheet;
    sheet.name = std::string(kind_name(kind));
    std::vector<xlsx::NewCell>& header = sheet.rows.emplace_back();
    for (const DefinitionColumn& column : columns_of(kind)) {
      header.push_back({column.name, std::nullopt});
      target.columns.emplace_back(column.name);
    }
    target.new_sheet = new_sheets_.size();
    new_sheets_.push_back(std::move(sheet));
    return appended_.emplace_back(std::move(target));
  }
  require_definition_sheet(file_, *target.sheet);
  const Workbook& workbook = *file_.workbook;
  const RangeAddress used = workbook.sheet(*target.sheet).used_range().value_or(RangeAddress{});
  while (is_empty_row(workbook, *target.sheet, target.header_row, used.last.column)) ++target.header_row;
  for (std::int32_t column = 0; column <= used.last.column; ++column) {
    const Value heading = value_in_file(workbook, {*target.sheet, {target.header_row, column}});
    target.columns.push_back(heading.is_text() ? std::string(heading.text()) : std::string());
  }
  target.next_row = used.last.row + 1;
  while (is_empty_row(workbook, *target.sheet, target.next_row - 1, used.last.column)) --target.next_row;
  return appended_.emplace_back(std::move(target));
}

void BookEdits::append_row(DefinitionKind kind, const DefinitionRow& row) {
  AppendTo& target = append_to(kind);
  std::vector<std::pair<std::int32_t, const DefinitionCell*>> cells;
  for (const auto& [name, cell] : row) {
    const auto found =
        std::find_if(target.columns.begin(), target.columns.end(),
                     [&name = name](const std::string& column) { return same_name(column, name); });
    const auto column = static_cast<std::int32_t>(found - target.columns.begin());
    if (found == target.columns.end()) {
      if (cell.value.is_blank()) continue;
      target.columns.push_back(name);
      // Nothing stands to the right of the last column in use; an array formula that might fill the heading
      // is refused by put().
      put(*target.sheet, {target.header_row, column}, {name, NumberLook::plain, {}});
    }
    cells.emplace_back(column, &cell);
  }
  if (!target.sheet) {
    std::vector<xlsx::NewCell>& added =
        new_sheets_[target.new_sheet].rows.emplace_back(target.columns.size());
    for (const auto& [column, cell] : cells) added[static_cast<std::size_t>(column)] = new_cell(*cell);
    return;
  }
  for (const auto& [column, cell] : cells) put(*target.sheet, {target.next_row, column}, *cell);
  ++target.next_row;
}

void BookEdits::put_table(const DefinitionTable& table, bool replace) {
  const std::optional<DefinitionKind> kind = definition_kind(table.name);
  const std::optional<SheetId> found = kind ? sheet_of_kind(*file_.workbook, *kind) : std::nullopt;
  if (!found) {
    xlsx::NewSheet sheet;
    sheet.name = table.name;
    const auto add = [&](const std::vector<DefinitionCell>& cells) {
      std::vector<xlsx::NewCell>& row = sheet.rows.emplace_back();
      for (const DefinitionCell& cell : cells) row.push_back(new_cell(cell));
    };
    add(table.header);
    for (const std::vector<DefinitionCell>& row : table.rows) add(row);
    new_sheets_.push_back(std::move(sheet));
    return;
  }
  require_definition_sheet(file_, *found);
  const Workbook& workbook = *file_.workbook;
  if (!replace)
    throw UsageError(file_.package.file() + ": the definition sheet \"" + workbook.sheet(*found).name() +
                     "\" is there already; give --replace to put the file's rows in its place");
  const RangeAddress used = workbook.sheet(*found).used_range().value_or(RangeAddress{});
  std::int32_t top = 0;
  while (top <= used.last.row && is_empty_row(workbook, *found, top, used.last.column)) ++top;
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
      put(*found, {row, column}, cells != nullptr && col < cells->size() ? (*cells)[col] : DefinitionCell{});
    }
  }
}

xlsx::WrittenFile BookEdits::write(bool break_signature) {
  std::stable_sort(changes_.cells.begin(), changes_.cells.end(),
                   [](const CellChange& a, const CellChange& b) {
                     return std::tie(a.sheet, a.cell) < std::tie(b.sheet, b.cell);
                   });
  changes_.cells.erase(std::unique(changes_.cells.begin(), changes_.cells.end(),
                                   [](const CellChange& a, const CellChange& b) {
                                     return a.sheet == b.sheet && a.cell == b.cell;
                                   }),
                       changes_.cells.end());
  xlsx::WriteOptions options{.break_signature = break_signature};
  options.number_formats = std::move(number_formats_);
  options.new_sheets = std::move(new_sheets_);
  return xlsx::write_xlsx(file_, changes_, {}, options);
}

RecalcReport save_edited(const xlsx::XlsxFile& file, const xlsx::WrittenFile& edited,
                         const BookChoices& choices, SaveRequest request) {
  OpenBook book(xlsx::read_xlsx(xlsx::ZipArchive::from_bytes(edited.bytes, file.package.file())), choices);
  RecalcReport report = results_of(book);
  report.file = file.package.file();
  request.original = &file;
  save_results(book, request, report);
  return report;
}

}  // namespace outturn
