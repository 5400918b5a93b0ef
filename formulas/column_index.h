// The cells of a column by what they hold, so that ten thousand lookups or criteria over the same range look
// at it once. One index serves every range of the column, expanding ones too.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "formulas/cell_runs.h"
#include "formulas/evaluation_context.h"

namespace outturn {

// Rows are those of the sheet, counted from 0. Lists of them ascend.
class ColumnIndex {
 public:
  using Rows = std::span<const std::int32_t>;

  // Requires: every cell of the column is ready.
  ColumnIndex(SheetId sheet, std::int32_t column, EvaluationContext& context);

  // The cells that hold the same value of the same kind: numbers to the last bit, with 0 and -0 alike, texts
  // without regard to case.
  [[nodiscard]] Rows rows_of(double number) const;
  [[nodiscard]] Rows rows_of(std::string_view text) const;
  [[nodiscard]] Rows rows_of(bool logical) const { return logicals_[logical ? 1 : 0]; }

  // Whether some text reads as a number: the criterion "=5" finds it too.
  [[nodiscard]] bool has_texts_like_numbers(EvaluationContext& context) const;

  struct Bound {
    double number = 0;
    bool included = true;
  };
  struct Numbered {
    double number;
    std::int32_t row;
  };
  // The numbers between two bounds, by number and then by row.
  [[nodiscard]] std::span<const Numbered> numbers_between(const std::optional<Bound>& low,
                                                          const std::optional<Bound>& high) const;

  // The rows of the texts that a pattern with wildcards (criterion.h) matches.
  [[nodiscard]] Rows rows_matching(const std::string& pattern) const;

 private:
  struct Entry {  // one value
    std::uint64_t hash = 0;
    double payload = 0;  // as in CellRun
    ValueKind kind = ValueKind::blank;
    std::int32_t begin = 0;  // in rows_; where the value comes once, its row
    std::int32_t count = 0;
  };
  [[nodiscard]] std::int32_t entry_of(ValueKind kind, double payload);
  template <typename Same>
  [[nodiscard]] Rows find(std::uint64_t hash, ValueKind kind, Same&& same) const;
  [[nodiscard]] Rows rows_of(const Entry& entry) const noexcept {
    if (entry.count == 1) return {&entry.begin, 1};
    return std::span(rows_).subspan(static_cast<std::size_t>(entry.begin),
                                    static_cast<std::size_t>(entry.count));
  }
  void grow();

  std::vector<Entry> entries_;       // in the order of their first cells
  std::vector<std::int32_t> slots_;  // open addressing into entries_; -1 is free
  std::vector<std::int32_t> rows_;   // by entry
  std::vector<std::int32_t> logicals_[2];
  // Made when they are first asked for.
  mutable std::optional<bool> texts_like_numbers_;
  mutable std::optional<std::vector<Numbered>> sorted_numbers_;
  mutable std::optional<std::vector<std::pair<std::string, std::int32_t>>> sorted_texts_;  // folded, entry
  mutable std::unordered_map<std::string, std::vector<std::int32_t>> matching_;
};

// Those of the rows that lie in a range.
[[nodiscard]] ColumnIndex::Rows rows_within(ColumnIndex::Rows rows, const RangeAddress& range) noexcept;

// The indexes of a calculation. A column is indexed when it is searched for the second time, and again after
// one of its cells has changed.
class ColumnIndexes {
 public:
  // Null where looking at every cell is as good, or where some cell of the column is still to be calculated.
  // Requires: the range is one column wide, and ready.
  [[nodiscard]] const ColumnIndex* find(SheetId sheet, const RangeAddress& range, EvaluationContext& context);

 private:
  struct Kept {
    std::uint64_t version = 0;
    bool searched = false;
    std::unique_ptr<const ColumnIndex> index;
  };
  std::map<std::pair<SheetId, std::int32_t>, Kept> kept_;
};

}  // namespace outturn
