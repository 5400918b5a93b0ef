// Which sheet, row and column of an earlier workbook is which of a later one: by what they hold, so that an
// inserted row or a renamed sheet is one difference and not one in every cell behind it.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/node.h"
#include "engine/workbook.h"

namespace outturn {

// A workbook to be compared. Both are calculated; `owned` are the cells that hold what the indicators give.
struct ComparedBook {
  const Workbook* workbook = nullptr;
  std::vector<OwnedCell> owned;  // ascending
};

// The rows, or the columns, of a sheet.
struct AxisPairs {
  std::vector<std::int32_t> to_after, to_before;  // -1: it has no counterpart

  // What a reference to the line becomes when lines before it are inserted or removed. Beyond the last line
  // in use, where nothing can be told, the line itself.
  [[nodiscard]] std::optional<std::int32_t> moved(std::int32_t before) const noexcept;
  // As the first or last line of a range, which shrinks where the line itself is gone.
  [[nodiscard]] std::optional<std::int32_t> moved_first(std::int32_t before) const noexcept;
  [[nodiscard]] std::optional<std::int32_t> moved_last(std::int32_t before) const noexcept;
  // Whether a reference to `before` and one to `after` mean the same. Beyond the last line in use it may have
  // moved with the lines before it or not.
  [[nodiscard]] bool is_same(std::optional<std::int32_t> moved_before, std::int32_t before,
                             std::int32_t after) const noexcept;
};

struct SheetPair {
  SheetId before = 0, after = 0;
  AxisPairs rows, columns;
  bool limited = false;  // see LinePairs
};

class BookAlignment {
 public:
  BookAlignment(const ComparedBook& before, const ComparedBook& after);

  [[nodiscard]] const std::vector<SheetPair>& pairs() const noexcept {
    return pairs_;
  }  // as in the later book
  [[nodiscard]] const std::vector<SheetId>& removed() const noexcept { return removed_; }
  [[nodiscard]] const std::vector<SheetId>& added() const noexcept { return added_; }
  [[nodiscard]] const SheetPair* pair_of(SheetId before) const noexcept;  // null for one that is gone

  // Where the cell stands in the later book; none where its row, column or sheet is gone.
  [[nodiscard]] std::optional<FormulaCell> moved(const FormulaCell& cell) const;
  // Whether a range of the earlier book and one of the later are the same, or the one grew out of the other
  // at an end.
  enum class Overlap { same, one_holds_the_other, different };
  [[nodiscard]] Overlap compare(const Area& before, const Area& after) const;

 private:
  std::vector<SheetPair> pairs_;
  std::vector<SheetId> removed_, added_;
  std::vector<std::int32_t> pair_of_;  // by earlier sheet
};

}  // namespace outturn
