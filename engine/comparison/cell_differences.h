// What differs between two workbooks cell by cell: formulas, constants, results; rows, columns and sheets
// that only one of them has.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/comparison/sheet_alignment.h"

namespace outturn {

// Of each kind so many are listed; beyond it they are counted.
inline constexpr std::size_t kMostListed = 200'000;

template <typename T>
struct Differences {
  std::vector<T> list;
  std::size_t count = 0;  // those not listed among them

  void add(T difference) {
    ++count;
    if (list.size() < kMostListed) list.push_back(std::move(difference));
  }
};

struct SheetDifference {
  enum class Kind { added, removed, renamed };
  Kind kind = Kind::added;
  std::string name, before;  // before: of a renamed one
  std::int64_t cells = 0;    // of one that is added or removed, how many are filled
};

struct LineDifference {  // rows or columns side by side
  std::string sheet;
  bool columns = false;
  bool added = false;  // else removed; the numbers are then the earlier workbook's
  std::string lines;   // "12", "12:15", "D", "D:F"
  std::string what;    // the first words in it
  std::int64_t cells = 0;
};

struct FormulaDifference {
  std::string sheet, cells, cells_before;  // "D5:D40"; before: where they stood, if elsewhere
  std::string label;
  std::string before, after;  // the first cell's: a formula, a constant, "(blank)"
  std::int64_t count = 1;
};

struct NameDifference {
  std::string name;
  std::string before, after;  // what it stood for; empty: there was none
};

struct CellDifference {
  std::string sheet, cell, cell_before;  // before: where it stood, if elsewhere
  std::string label;                     // "Answered, July 18/19": the words beside and above it
  Value before, after;
};

struct BookDifferences {
  std::vector<SheetDifference> sheets;
  std::vector<LineDifference> lines;
  Differences<FormulaDifference> formulas;
  std::vector<NameDifference> names;
  Differences<CellDifference> inputs;
  // Cells with the same formula, or that outturn writes, whose values differ.
  Differences<CellDifference> results;
  std::vector<std::string> notes;  // sheets whose rows could not be aligned by what they hold

  [[nodiscard]] bool empty() const noexcept {
    return sheets.empty() && lines.empty() && formulas.count == 0 && names.empty() && inputs.count == 0 &&
           results.count == 0;
  }
};

// Numbers are compared at 15 digits.
[[nodiscard]] BookDifferences compare_cells(const ComparedBook& before, const ComparedBook& after,
                                            const BookAlignment& alignment);

}  // namespace outturn
