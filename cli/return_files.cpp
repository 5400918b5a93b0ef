#include "cli/return_files.h"

#include <csv.h>

#include <algorithm>
#include <filesystem>
#include <memory>

#include "cli/book_files.h"
#include "cli/calculation_options.h"
#include "engine/indicators/bound_place.h"
#include "xlsx/disk_file.h"
#include "xlsx/reader.h"
#include "xlsx/text_encoding.h"

namespace outturn {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kLargestCsv = 64 << 20;
constexpr std::size_t kMostColumns = 1'024;
constexpr std::size_t kMostRows = 200'000;

struct CsvRows {
  std::string file;
  std::vector<std::vector<DefinitionCell>> rows{1};
  int ended_by = 0;  // the character that ended the row before
  bool too_large = false;
};

void add_field(void* text, std::size_t size, void* data) {
  CsvRows& table = *static_cast<CsvRows*>(data);
  std::vector<DefinitionCell>& row = table.rows.back();
  if (row.size() == kMostColumns) {
    table.too_large = true;
    return;
  }
  const std::string_view field(static_cast<const char*>(text), size);
  row.push_back({field.empty() ? Value() : Value(field), NumberLook::plain,
                 table.file + " row " + std::to_string(table.rows.size())});
}

// Every end of a line is told, so that rows are counted as a person counts them.
void end_row(int character, void* data) {
  CsvRows& table = *static_cast<CsvRows*>(data);
  const bool is_second_half = character == '\n' && table.ended_by == '\r' && table.rows.back().empty();
  table.ended_by = is_second_half ? 0 : character;
  if (is_second_half) return;
  if (table.rows.size() == kMostRows)
    table.too_large = true;
  else
    table.rows.emplace_back();
}

char delimiter_of(std::string_view text) {
  const std::string_view line = text.substr(0, text.find('\n'));
  char best = ',';
  std::ptrdiff_t most = 0;
  for (const char c : {',', ';', '\t'})
    if (const auto count = std::count(line.begin(), line.end(), c); count > most) most = count, best = c;
  return best;
}

ReturnSheet read_csv(const std::string& path) {
  std::string bytes = xlsx::read_whole_file(path, kLargestCsv);
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  std::string_view text = bytes;
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  if (!xlsx::is_valid_utf8(text))
    throw UsageError(path + ": is not in UTF-8; save it from Excel as \"CSV UTF-8\"");
  CsvRows table;
  table.file = fs::path(path).filename().string();
  csv_parser parser;
  if (csv_init(&parser, CSV_REPALL_NL | CSV_STRICT | CSV_STRICT_FINI) != 0) throw std::bad_alloc();
  const std::unique_ptr<csv_parser, void (*)(csv_parser*)> guard(&parser, csv_free);
  csv_set_delim(&parser, static_cast<unsigned char>(delimiter_of(text)));
  const std::size_t parsed = csv_parse(&parser, text.data(), text.size(), add_field, end_row, &table);
  if (parsed != text.size() || csv_fini(&parser, add_field, end_row, &table) != 0)
    throw UsageError(path + ": row " + std::to_string(table.rows.size()) +
                     " is no CSV: " + csv_strerror(csv_error(&parser)) + "; look at its quotation marks");
  if (table.too_large)
    throw UsageError(path + ": has more than " + std::to_string(kMostRows) + " rows or " +
                     std::to_string(kMostColumns) + " columns, which is no service's return");
  return {table.file, std::move(table.rows)};
}

}  // namespace

std::vector<ReturnSheet> read_return_file(const std::string& path) {
  const std::string extension = fs::path(path).extension().string();
  if (extension == ".csv" || extension == ".CSV") return {read_csv(path)};
  if (!has_workbook_extension(path))
    throw UsageError("'" + path + "' is no return; name a workbook (.xlsx, .xlsm) or a .csv file");
  const xlsx::XlsxFile file = xlsx::read_xlsx(path);
  const Workbook& workbook = *file.workbook;
  const std::string name = fs::path(path).filename().string();
  std::vector<ReturnSheet> sheets;
  for (SheetId id = 0; id < workbook.sheet_count(); ++id) {
    const std::optional<RangeAddress> used = workbook.sheet(id).used_range();
    if (!used || workbook.sheet(id).is_external()) continue;
    ReturnSheet sheet{name + ", " + workbook.sheet(id).name(), {}};
    const std::int32_t rows = std::min<std::int32_t>(used->last.row + 1, kMostRows);
    const std::int32_t columns = std::min<std::int32_t>(used->last.column + 1, kMostColumns);
    for (std::int32_t row = 0; row < rows; ++row) {
      std::vector<DefinitionCell>& cells = sheet.rows.emplace_back();
      for (std::int32_t column = 0; column < columns; ++column) {
        const FormulaCell at{id, {row, column}};
        const NumberLook look = look_of(workbook, at);
        cells.push_back({in_1900_system(value_in_file(workbook, at), look, workbook), look,
                         name + ", " + workbook.describe(id, at.address)});
      }
    }
    sheets.push_back(std::move(sheet));
  }
  return sheets;
}

}  // namespace outturn
