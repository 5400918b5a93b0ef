#include "engine/owned_cells.h"

#include <algorithm>

#include "engine/workbook.h"
#include "formulas/text_units.h"

namespace outturn {
namespace {

constexpr SheetId kNoSheet = -1;
// Excel takes 8,192 characters in a formula, and 16,384 bytes of it once parsed.
constexpr std::size_t kMaxCharacters = 8000;
constexpr std::size_t kMaxCells = 500;

std::string name_of(std::size_t number) {
  return std::string(kOwnedCellsName) + (number == 1 ? "" : "_" + std::to_string(number));
}

// In quotation marks always: Excel leaves them out where it can, and reads both.
std::string reference_to(const Workbook& workbook, const OwnedCell& cell) {
  std::string text = "'";
  for (const char c : workbook.sheet(cell.sheet).name())
    text += c == '\'' ? std::string("''") : std::string(1, c);
  return text + "'!$" + column_letters(cell.address.column) + "$" + std::to_string(cell.address.row + 1);
}

}  // namespace

bool is_owned_cells_name(std::string_view name) {
  const std::string_view start = name.substr(0, kOwnedCellsName.size());
  if (!equal_ignoring_case(start, kOwnedCellsName)) return false;
  const std::string_view rest = name.substr(start.size());
  return rest.empty() ||
         (rest.size() > 1 && rest[0] == '_' &&
          std::all_of(rest.begin() + 1, rest.end(), [](char c) { return c >= '0' && c <= '9'; }));
}

std::vector<OwnedCell> marked_cells(const Workbook& workbook) {
  std::vector<OwnedCell> cells;
  for (std::size_t number = 1;; ++number) {
    const std::optional<NameId> id = workbook.find_name(name_of(number), kNoSheet);
    if (!id) break;
    const Program* program = workbook.name_program(*id);
    if (program == nullptr) continue;
    program->for_each_reference([&](const ProgramReference& reference) {
      if (reference.sheet == ProgramReference::kOwnSheet) return;
      const Area area = reference.to_area({});
      if (area.is_single_cell()) cells.push_back({area.sheet, area.range.first});
    });
  }
  std::sort(cells.begin(), cells.end());
  cells.erase(std::unique(cells.begin(), cells.end()), cells.end());
  return cells;
}

std::vector<DefinedName> names_marking(const Workbook& workbook, const std::vector<OwnedCell>& cells) {
  std::vector<DefinedName> names;
  std::size_t held = 0;
  for (const OwnedCell& cell : cells) {
    const std::string reference = reference_to(workbook, cell);
    if (names.empty() || held == kMaxCells ||
        names.back().text.size() + 1 + reference.size() > kMaxCharacters) {
      names.push_back({name_of(names.size() + 1), std::nullopt, reference, true});
      held = 1;
      continue;
    }
    names.back().text += "," + reference;
    ++held;
  }
  return names;
}

}  // namespace outturn
