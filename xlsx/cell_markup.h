// One <c> element taken to pieces and put together again with another value: everything that is not replaced
// keeps its bytes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "formulas/address.h"
#include "formulas/value.h"

namespace outturn::xlsx {

class CellMarkup {
 public:
  // element is a well-formed <c …>…</c> or <c …/>.
  explicit CellMarkup(std::string_view element);
  // A new cell without content.
  CellMarkup(std::string_view prefix, CellAddress address, std::uint32_t style);

  void set_style(std::uint32_t style);
  void set_array_range(const RangeAddress& range);
  // A blank removes the value. Text goes into <v> as t="str", or into <is> as t="inlineStr" where it is a
  // constant.
  void set_value(const Value& value, bool constant);
  void remove_empty_formula();
  // Requires: the cell has no formula. In the file's form, without "=".
  void set_formula(std::string_view formula);

  [[nodiscard]] std::string text() const;

 private:
  void remove_value();

  std::string prefix_;
  std::string tag_;
  bool empty_element_ = false;
  // Content in order: what precedes the formula, the formula, … Pieces may be empty.
  std::string before_formula_, formula_, before_value_, value_, before_inline_, inline_, rest_;
  std::string end_tag_;
};

}  // namespace outturn::xlsx
