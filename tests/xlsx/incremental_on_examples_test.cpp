// Every input of every example changed in turn: what an edit recalculates is what a whole calculation gives,
// and taking the edit back brings every value back.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <tuple>
#include <vector>

#include "engine/indicators/definitions.h"
#include "engine/indicators/indicator_book.h"
#include "engine/indicators/sheet_definitions.h"
#include "engine/recalculation.h"
#include "xlsx/reader.h"
#include "xlsx/writer.h"

namespace outturn::xlsx {
namespace {

using Cell = std::tuple<SheetId, std::int32_t, std::int32_t>;  // sheet, row, column

// Each is two calculations and a file read, which under the sanitizers takes minutes.
#ifdef __SANITIZE_ADDRESS__
constexpr std::size_t kStep = 10;
#else
constexpr std::size_t kStep = 1;
#endif

RecalculationOptions options() {
  RecalculationOptions fixed;
  fixed.now = 43'409.5;
  fixed.seed = 1;
  return fixed;
}

std::vector<std::filesystem::path> example_workbooks() {
  std::vector<std::filesystem::path> books;
  for (const auto& entry :
       std::filesystem::directory_iterator(std::filesystem::path(OUTTURN_TESTS_DIR) / "../examples"))
    if (std::filesystem::exists(entry.path() / "workbook.xlsx"))
      books.push_back(entry.path() / "workbook.xlsx");
  std::sort(books.begin(), books.end());
  return books;
}

// A workbook with its indicators, not calculated yet.
struct Book {
  explicit Book(const std::filesystem::path& path)
      : file(read_xlsx(path)),
        recalculation(*file.workbook, options()),
        indicators(*file.workbook, read_sheet_definitions(*file.workbook).tables, {}) {
    indicators.add_nodes(recalculation);
  }
  [[nodiscard]] Value value(const Cell& cell) const {
    return file.workbook->sheet(std::get<0>(cell)).value({std::get<1>(cell), std::get<2>(cell)});
  }
  void set(const Cell& cell, const Value& value) {
    recalculation.set_input(std::get<0>(cell), {std::get<1>(cell), std::get<2>(cell)}, value);
  }
  [[nodiscard]] std::map<Cell, Value> values() const {
    std::map<Cell, Value> all;
    for (SheetId sheet = 0; sheet < file.workbook->sheet_count(); ++sheet) {
      const auto used = file.workbook->sheet(sheet).used_range();
      if (!used) continue;
      for (std::int32_t row = 0; row <= used->last.row; ++row)
        for (std::int32_t column = 0; column <= used->last.column; ++column)
          if (Value value = file.workbook->sheet(sheet).value({row, column}); !value.is_blank())
            all.emplace(Cell{sheet, row, column}, std::move(value));
    }
    return all;
  }

  XlsxFile file;
  Recalculation recalculation;
  IndicatorBook indicators;
};

// The constants that an officer types: none on a definition sheet, none that outturn owns.
std::vector<Cell> inputs(const Book& book) {
  const Workbook& workbook = *book.file.workbook;
  const std::vector<OwnedCell> owned = book.recalculation.owned_cells();
  std::vector<Cell> cells;
  for (SheetId sheet = 0; sheet < workbook.sheet_count(); ++sheet) {
    const auto used = workbook.sheet(sheet).used_range();
    if (!used || definition_kind(workbook.sheet(sheet).name())) continue;
    for (std::int32_t row = 0; row <= used->last.row; ++row)
      for (std::int32_t column = 0; column <= used->last.column; ++column) {
        const CellAddress cell{row, column};
        const bool is_owned = std::any_of(owned.begin(), owned.end(), [&](const OwnedCell& each) {
          return each.sheet == sheet && each.address == cell;
        });
        if (!is_owned && !workbook.sheet(sheet).value(cell).is_blank() &&
            !refusal_to_set(workbook, sheet, cell))
          cells.emplace_back(sheet, row, column);
      }
  }
  return cells;
}

Value another(const Value& value) {
  if (value.is_number()) return value.number() * 1.25 + 1;
  if (value.is_text() && value.text() == "Green") return "Red";
  if (value.is_text() && value.text() == "Red") return "Green";
  return {};
}

std::string difference(const Workbook& workbook, const std::map<Cell, Value>& a,
                       const std::map<Cell, Value>& b) {
  for (const auto& [cell, value] : a) {
    const auto other = b.find(cell);
    if (other == b.end() || !(other->second == value))
      return workbook.describe(std::get<0>(cell), {std::get<1>(cell), std::get<2>(cell)});
  }
  return a.size() == b.size() ? "" : "a cell that has a value in one of them alone";
}

TEST(IncrementalOnExamples, EveryInputChangedInTurn) {
  const std::vector<std::filesystem::path> books = example_workbooks();
  ASSERT_GE(books.size(), 2U);
  for (const auto& path : books) {
    Book live(path);
    ASSERT_FALSE(live.indicators.has_errors()) << path;
    const std::vector<Cell> cells = inputs(live);
    live.recalculation.calculate();
    const std::map<Cell, Value> before = live.values();
    std::size_t moving = 0;
    for (std::size_t i = 0; i < cells.size(); i += kStep) {
      const Cell& cell = cells[i];
      const Value old = live.value(cell);
      live.set(cell, another(old));
      live.recalculation.calculate();
      const std::map<Cell, Value> edited = live.values();

      Book fresh(path);
      fresh.set(cell, another(old));
      fresh.recalculation.calculate();
      const std::string where =
          live.file.workbook->describe(std::get<0>(cell), {std::get<1>(cell), std::get<2>(cell)});
      ASSERT_EQ(difference(*live.file.workbook, edited, fresh.values()), "")
          << path << ": " << where << " changed";
      if (edited.size() != before.size() || difference(*live.file.workbook, edited, before) != where)
        ++moving;

      live.set(cell, old);
      live.recalculation.calculate();
      ASSERT_EQ(difference(*live.file.workbook, live.values(), before), "")
          << path << ": " << where << " set back";
    }
    EXPECT_GT(moving, 0U) << path;
  }
}

}  // namespace
}  // namespace outturn::xlsx
