// The formulas of a workbook, each text once: formulas are the same if they are the same in R1C1 form,
// wherever they stand and however they were entered.
#pragma once

#include <cstdint>
#include <memory_resource>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "formulas/address.h"
#include "formulas/formula_key.h"
#include "formulas/operand.h"
#include "formulas/program.h"

namespace outturn {

using FormulaId = std::int32_t;

// A formula's text and what it was compiled to. `text` is the file's spelling in the cell `origin`; the table
// owns it.
struct Formula {
  std::string_view text;
  SheetId sheet = 0;
  CellAddress origin;
  FormulaMode mode = FormulaMode::implicit_intersection;
  Program::Pointer program;  // null where the text cannot be parsed, and before compilation
};

class FormulaTable {
 public:
  // The formula of a cell, in the file's spelling without "=". Equal formulas, in R1C1 form, get the same id.
  FormulaId add(SheetId sheet, CellAddress cell, std::string_view text, FormulaMode mode);
  // One that is equal to no other.
  FormulaId add_alone(SheetId sheet, CellAddress cell, std::string_view text, FormulaMode mode);
  // No more formulas will come: what is only needed to find equal ones is given back.
  void finish();

  [[nodiscard]] const Formula& operator[](FormulaId id) const noexcept {
    return formulas_[static_cast<std::size_t>(id)];
  }
  [[nodiscard]] Formula& operator[](FormulaId id) noexcept { return formulas_[static_cast<std::size_t>(id)]; }
  [[nodiscard]] std::size_t size() const noexcept { return formulas_.size(); }

 private:
  // What a cell can be expected to hold again: the formula above it, or the one on its left.
  struct Recent {
    FormulaId formula = -1;
    SheetId sheet = -1;
    FormulaMode mode = FormulaMode::implicit_intersection;
    const FormulaPattern* pattern = nullptr;  // in patterns_; null where not looked for
  };
  [[nodiscard]] const FormulaPattern* pattern_of(FormulaId id) const;
  [[nodiscard]] bool repeats(Recent& recent, SheetId sheet, CellAddress cell, std::string_view text,
                             FormulaMode mode) const;
  void remember(CellAddress cell, const Recent& recent);
  void key_of(const Formula& formula, std::string& key) const;
  static void append_key(SheetId sheet, CellAddress cell, std::string_view text, FormulaMode mode,
                         std::string& key);
  void grow();

  std::pmr::monotonic_buffer_resource texts_;
  std::vector<Formula> formulas_;
  // Open addressing: position by the hash of the key, next ones where it is taken; -1 is free. Keys are not
  // kept: they follow from the text.
  std::vector<FormulaId> slots_;
  std::vector<std::uint32_t> hashes_;  // by formula
  std::size_t slotted_ = 0;
  std::string key_, other_key_;  // reused
  // Of formulas that came more than once.
  std::unordered_map<FormulaId, FormulaPattern> patterns_;
  std::vector<Recent> above_;  // by column
  Recent left_;
};

}  // namespace outturn
