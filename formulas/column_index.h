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
#include "formulas/column_order.h"
#include "formulas/evaluation_context.h"
#include "formulas/substring_index.h"

namespace outturn {

// Rows are those of the sheet, counted from 0, or positions in an array. Lists of them ascend. Of a range
// only the rows count.
class ColumnIndex {
 public:
  using Rows = std::span<const std::int32_t>;

  // Requires: every cell of the column is ready.
  ColumnIndex(SheetId sheet, std::int32_t column, EvaluationContext& context);
  // The first column of an array, or its first row. Requires: the array lives as long.
  ColumnIndex(const Array& array, bool down);

  // The cells that hold the same value of the same kind: numbers to the last bit, with 0 and -0 alike, texts
  // without regard to case.
  [[nodiscard]] Rows rows_of(double number) const;
  [[nodiscard]] Rows rows_of(std::string_view text) const;
  [[nodiscard]] Rows rows_of(bool logical) const { return logicals_[logical ? 1 : 0]; }
  // The cells that hold the number, and the texts that read as it: the criterion "=5" finds both.
  [[nodiscard]] Rows rows_reading_as(double number, EvaluationContext& context) const;
  // The rows of the texts that a pattern with wildcards (criterion.h) matches.
  [[nodiscard]] Rows rows_matching(const std::string& pattern) const;
  // The first error in the range.
  [[nodiscard]] std::optional<ErrorCode> first_error(const RangeAddress& range) const;

  // --- By size, within one kind. Texts are in the order of compare_text_ignoring_case.

  // The cells of a range that hold numbers or texts.
  [[nodiscard]] std::size_t count(ValueKind kind, const RangeAddress& range) const;
  // Those of them that come before a value, and those equal to it if they are to be counted.
  [[nodiscard]] std::size_t count_before(double number, bool equal_too, const RangeAddress& range) const;
  [[nodiscard]] std::size_t count_before(std::string_view text, bool equal_too,
                                         const RangeAddress& range) const;

  struct Bound {
    double number = 0;
    bool included = true;
  };
  [[nodiscard]] std::size_t count_between(const std::optional<Bound>& low, const std::optional<Bound>& high,
                                          const RangeAddress& range) const;
  [[nodiscard]] std::vector<std::int32_t> rows_between(const std::optional<Bound>& low,
                                                       const std::optional<Bound>& high,
                                                       const RangeAddress& range) const;

  // The k-th smallest number, from 0. Requires: k < count(ValueKind::number, range).
  [[nodiscard]] double kth_number(std::size_t k, const RangeAddress& range) const;

  // The cells of the range with the greatest value up to the wanted one, or the least from it on; those with
  // the greatest or the least of a kind. Of numbers and texts.
  enum class Side : std::uint8_t { up_to, from };
  [[nodiscard]] Rows nearest(const Value& wanted, Side side, const RangeAddress& range) const;
  [[nodiscard]] Rows extreme(ValueKind kind, Side side, const RangeAddress& range) const;

  // Where a search from the top of the range ends that goes on over values of the wanted kind until one is
  // equal or the next one smaller: the row of that value, -1 if the first is smaller.
  [[nodiscard]] std::int32_t last_before_smaller(const Value& wanted, const RangeAddress& range) const;

 private:
  struct Entry {  // one value
    std::uint64_t hash = 0;
    double payload = 0;  // as in CellRun
    ValueKind kind = ValueKind::blank;
    std::int32_t begin = 0;  // in rows_; where the value comes once, its row
    std::int32_t count = 0;
  };
  struct BySize {
    std::vector<std::int32_t> entries;
    ColumnOrder order;
  };
  using FoldedText = std::pair<std::string, std::int32_t>;           // with its entry
  using Found = std::vector<std::pair<std::int32_t, std::int32_t>>;  // entry, row

  void add(ValueKind kind, double payload, std::int32_t row, Found& found);
  void list_rows(const Found& found);
  [[nodiscard]] std::int32_t entry_of(ValueKind kind, double payload);
  template <typename Same>
  [[nodiscard]] Rows find(std::uint64_t hash, ValueKind kind, Same&& same) const;
  [[nodiscard]] Rows rows_of(const Entry& entry) const noexcept {
    if (entry.count == 1) return {&entry.begin, 1};
    return std::span(rows_).subspan(static_cast<std::size_t>(entry.begin),
                                    static_cast<std::size_t>(entry.count));
  }
  void grow();
  [[nodiscard]] const BySize& by_size(ValueKind kind) const;
  [[nodiscard]] const std::vector<FoldedText>& folded_texts() const;
  // Null until it pays. Requires: folded_texts() were made.
  [[nodiscard]] const SubstringIndex* substrings(std::size_t texts_to_look_at) const;
  // How many of the different values come before this one.
  [[nodiscard]] std::size_t rank_of(double number, bool equal_too) const;
  [[nodiscard]] std::size_t rank_of(std::string_view text, bool equal_too) const;
  [[nodiscard]] std::size_t rank_of(const Value& value, bool equal_too) const;
  [[nodiscard]] Rows rows_of_rank(const BySize& values, std::size_t rank, const RangeAddress& range) const;

  std::vector<Entry> entries_;       // in the order of their first cells
  std::vector<std::int32_t> slots_;  // open addressing into entries_; -1 is free
  std::vector<std::int32_t> rows_;   // by entry
  std::vector<std::int32_t> logicals_[2];
  std::vector<std::pair<std::int32_t, ErrorCode>> errors_;  // by row
  // Made when they are first asked for.
  mutable std::optional<BySize> numbers_;
  mutable std::optional<BySize> texts_;
  mutable std::optional<std::unordered_map<double, std::vector<std::int32_t>>> readings_;
  mutable std::optional<std::vector<FoldedText>> folded_texts_;  // ascending
  mutable std::optional<SubstringIndex> substrings_;             // of the folded texts
  mutable bool substrings_made_ = false;                         // or found to be too long
  mutable std::size_t looked_at_ = 0;                            // texts, for patterns
  mutable std::unordered_map<std::string, std::vector<std::int32_t>> matching_;
};

// Those of the rows that lie in a range.
[[nodiscard]] ColumnIndex::Rows rows_within(ColumnIndex::Rows rows, const RangeAddress& range) noexcept;

// The index of an array's first column or row. Null where looking at every value is as good.
[[nodiscard]] const ColumnIndex* index_of(const Array& array, bool down);

// The indexes of a calculation. A column is indexed when it is searched for the second time, and again after
// one of its cells has changed.
class ColumnIndexes {
 public:
  // Null where looking at every cell is as good, or where some cell of the column is still to be calculated.
  // `searches` is how many of this kind cost as much as the index.
  // Requires: the range is one column wide, and ready.
  [[nodiscard]] const ColumnIndex* find(SheetId sheet, const RangeAddress& range, EvaluationContext& context,
                                        std::int32_t searches = 1);

 private:
  struct Kept {
    std::uint64_t version = 0;
    std::int32_t searches = 0;
    std::unique_ptr<const ColumnIndex> index;
  };
  std::map<std::pair<SheetId, std::int32_t>, Kept> kept_;
};

}  // namespace outturn
