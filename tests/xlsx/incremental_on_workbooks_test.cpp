// Incremental = full recalculation after random edits, on workbooks saved by Excel.
#include <gtest/gtest.h>

#include <map>
#include <random>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "engine/recalculation.h"
#include "tests/xlsx/conformance_workbooks.h"
#include "xlsx/reader.h"
#include "xlsx/writer.h"

namespace outturn::xlsx {
namespace {

constexpr std::int64_t kMostFormulas = 20'000;
constexpr int kRounds = 5;  // over every workbook
constexpr int kEdits = 20;
constexpr int kEditsAtATime = 4;  // several changes may be calculated together

using Random = std::mt19937;
using Cell = std::tuple<SheetId, std::int32_t, std::int32_t>;

int below(Random& random, std::size_t limit) { return static_cast<int>(random() % limit); }

RecalculationOptions options() {
  RecalculationOptions fixed;
  fixed.now = 43'409.5;
  fixed.seed = 1;
  return fixed;
}

std::vector<Cell> constants(const Workbook& workbook) {
  std::vector<Cell> cells;
  for (SheetId sheet = 0; sheet < workbook.sheet_count(); ++sheet) {
    const auto used = workbook.sheet(sheet).used_range();
    if (!used) continue;
    for (std::int32_t column = 0; column <= used->last.column; ++column) {
      const Column* values = workbook.sheet(sheet).column(column);
      for (std::int32_t row = 0; values != nullptr && row <= used->last.row; ++row)
        if (values->tag(row) != CellTag::blank && !refusal_to_set(workbook, sheet, {row, column}))
          cells.emplace_back(sheet, row, column);
    }
  }
  return cells;
}

Value random_literal(Random& random, const Value& now) {
  switch (below(random, 8)) {
    case 0:
      return {};
    case 1:
      return std::string_view("text");
    case 2:
      return 0.0;
    case 3:
      return std::string_view("12");
    case 4:
      return true;
    case 5:
      return now.is_number() ? now.number() + 1 : 3.0;
    default:
      return static_cast<double>(below(random, 2000)) / 4 - 50;
  }
}

std::set<Cell> cells_not_calculated(const Recalculation& recalculation) {
  std::set<Cell> cells;
  for (const KeptCell& kept : recalculation.kept())
    cells.emplace(kept.sheet, kept.cell.row, kept.cell.column);
  for (const CircularReference& circle : recalculation.circular())
    for (const OwnedCell& cell : circle.cells)
      cells.emplace(cell.sheet, cell.address.row, cell.address.column);
  return cells;
}

std::string text_of(const Value& value) {
  if (value.is_number()) return std::to_string(value.number());
  if (value.is_text()) return '"' + std::string(value.text()) + '"';
  if (value.is_error()) return std::string(error_text(value.error()));
  return value.is_blank() ? "(blank)" : value.logical() ? "TRUE" : "FALSE";
}

// Calculated cells whose values differ, the first few.
std::vector<std::string> differences(const Workbook& incremental, const Workbook& full,
                                     const std::set<Cell>& left_out) {
  std::vector<std::string> found;
  for (SheetId sheet = 0; sheet < full.sheet_count(); ++sheet) {
    const auto a = incremental.sheet(sheet).used_range();
    const auto b = full.sheet(sheet).used_range();
    const std::int32_t rows = std::max(a ? a->rows() : 0, b ? b->rows() : 0);
    const std::int32_t columns = std::max(a ? a->columns() : 0, b ? b->columns() : 0);
    for (std::int32_t column = 0; column < columns; ++column)
      for (std::int32_t row = 0; row < rows; ++row) {
        const CellAddress cell{row, column};
        const Value x = incremental.sheet(sheet).value(cell);
        const Value y = full.sheet(sheet).value(cell);
        if (x == y || left_out.count({sheet, row, column}) > 0) continue;
        found.push_back(full.describe(sheet, cell) + " " +
                        full.formula_text(sheet, cell).value_or("(no formula)") + ": incremental " +
                        text_of(x) + ", full " + text_of(y));
        if (found.size() == 5) return found;
      }
  }
  return found;
}

// Returns how many formulas the edits reached.
std::int64_t edit_and_compare(const std::filesystem::path& path, unsigned seed) {
  const XlsxFile edited = read_xlsx(path);
  Workbook& workbook = *edited.workbook;
  if (workbook.settings.iterate || workbook.formula_count() == 0 || workbook.formula_count() >= kMostFormulas)
    return 0;
  const std::vector<Cell> inputs = constants(workbook);
  if (inputs.empty()) return 0;
  Random random(seed);
  Recalculation recalculation(workbook, options());
  recalculation.calculate();
  std::int64_t reached = 0;
  std::map<Cell, Value> edits;
  std::string told;
  for (int i = 0; i < kEdits; ++i) {
    const Cell& cell = inputs[static_cast<std::size_t>(below(random, inputs.size()))];
    const auto& [sheet, row, column] = cell;
    const Value value = random_literal(random, workbook.sheet(sheet).value({row, column}));
    edits[cell] = value;
    told += workbook.describe(sheet, {row, column}) + "=" + text_of(value) + " ";
    recalculation.set_input(sheet, {row, column}, value);
    if (i + 1 < kEdits && below(random, kEditsAtATime) > 0) continue;
    recalculation.calculate();
    reached += recalculation.evaluated();
  }

  const XlsxFile fresh = read_xlsx(path);
  Recalculation full(*fresh.workbook, options());
  for (const auto& [cell, value] : edits)
    full.set_input(std::get<0>(cell), {std::get<1>(cell), std::get<2>(cell)}, value);
  full.calculate();
  const std::set<Cell> left_out = cells_not_calculated(full);
  EXPECT_EQ(cells_not_calculated(recalculation), left_out) << "after " << told;
  for (const std::string& each : differences(workbook, *fresh.workbook, left_out))
    ADD_FAILURE() << each << "\n  after " << told;
  return reached;
}

TEST(IncrementalOnWorkbooks, GivesTheSameAsFullRecalculationAfterRandomEdits) {
  const auto books = conformance_workbooks();
  OUTTURN_SKIP_WITHOUT_CONFORMANCE_WORKBOOKS(books);
  std::int64_t reached = 0;
  unsigned seed = 0;
  for (int round = 0; round < kRounds; ++round)
    for (const auto& path : books) {
      SCOPED_TRACE(path.filename().string());
      reached += edit_and_compare(path, ++seed);
    }
  EXPECT_GT(reached, 10'000);  // the edits are about something
}

}  // namespace
}  // namespace outturn::xlsx
