// The shared formulas of one worksheet: the master's text is stored once and its children refer to it by
// number (ECMA-376 part 1, 18.3.1.40). A child's relative references move with the distance between the two
// cells; moving them is the parser's business, so that no formula is ever rewritten as text.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "formulas/address.h"

namespace outturn::xlsx {

struct SharedFormula {
  CellAddress master;
  std::string text;  // as written for the master's cell, file form
};

class SharedFormulas {
 public:
  // Later definitions of the same number replace earlier ones, as Excel reads them.
  void define(std::uint32_t index, CellAddress master, std::string_view text);
  // Null for a number without a master.
  [[nodiscard]] const SharedFormula* find(std::uint32_t index) const noexcept;

 private:
  struct Entry {
    std::uint32_t index;
    SharedFormula formula;
  };
  std::vector<Entry> entries_;  // sorted by index; files number them upwards
};

}  // namespace outturn::xlsx
