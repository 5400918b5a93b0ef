// What GROUPBY and PIVOTBY share: rows of a table grouped by fields, groups in order, totals between them.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "formulas/value.h"

namespace outturn {

// Positions of rows of the table, ascending.
using Rows = std::vector<std::uint32_t>;

// One line of the result along an axis: a group, a subtotal or the total. Its labels are the first `depth`
// fields of any of its rows.
struct GroupLine {
  std::size_t depth = 0;
  Rows rows;
};

struct AxisOptions {
  // 0 none, 1 a grand total, 2 and more subtotals of as many levels less one; negative: before their groups.
  int total_depth = 1;
  // Fields, counted from 1, or one of the values behind them; negative: descending.
  std::vector<int> sort;
  // Sorted as a table, a field does not stay within the groups of the fields before it.
  bool as_table = false;

  [[nodiscard]] std::string_view total_label() const noexcept {
    return total_depth > 1 || total_depth < -1 ? "Grand Total" : "Total";
  }
};

// The value number `value` of a group, by which lines can be sorted.
using GroupValue = std::function<Value(const GroupLine&, std::size_t value)>;

// False where the options do not suit as many fields and values.
[[nodiscard]] bool are_valid(const AxisOptions& options, std::size_t fields, std::size_t values);

// Requires: are_valid; at least one row.
[[nodiscard]] std::vector<GroupLine> group_lines(const Array& fields, const Rows& rows,
                                                 const AxisOptions& options, const GroupValue& value);

// The rows among `rows` that have the first `depth` fields in common with row `like`.
[[nodiscard]] Rows rows_like(const Array& fields, const Rows& rows, std::uint32_t like, std::size_t depth);

}  // namespace outturn
