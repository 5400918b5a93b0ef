// The cells of one column, in blocks of typed cells: a tag a cell, and eight bytes that hold a number, a
// logical, an error or a text. Numbers of neighbouring rows are contiguous, so that an aggregate runs over
// plain arrays.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "formulas/address.h"
#include "formulas/cell_runs.h"
#include "formulas/value.h"

namespace outturn {

// The kinds of Value, then a cell whose formula has still to be calculated.
enum class CellTag : std::uint8_t { blank, number, text, logical, error, pending = 7 };

class Column {
 public:
  static constexpr std::int32_t kBlockRows = 256;

  Column() = default;
  Column(const Column&) = delete;
  Column& operator=(const Column&) = delete;
  ~Column();

  [[nodiscard]] CellTag tag(std::int32_t row) const noexcept {
    const Block* block = find(row);
    return block == nullptr ? CellTag::blank : static_cast<CellTag>(block->tags[row % kBlockRows] & kTagMask);
  }
  // With kStale.
  [[nodiscard]] std::uint8_t raw_tag(std::int32_t row) const noexcept {
    const Block* block = find(row);
    return block == nullptr ? std::uint8_t{0} : block->tags[row % kBlockRows];
  }
  // Requires: a number.
  [[nodiscard]] double number(std::int32_t row) const noexcept {
    return find(row)->payload[row % kBlockRows];
  }
  // A stale cell keeps a value that its formula might not give today; whatever reads it becomes stale too.
  [[nodiscard]] bool is_stale(std::int32_t row) const noexcept {
    const Block* block = find(row);
    return block != nullptr && (block->tags[row % kBlockRows] & kStale) != 0;
  }
  // A pending cell has no value: blank.
  [[nodiscard]] Value get(std::int32_t row) const;

  void set(std::int32_t row, const Value& value, bool stale = false);
  void set_number(std::int32_t row, double number);
  void set_pending(std::int32_t row);
  void set_pending(std::int32_t first, std::int32_t last);
  // The results of formulas in the rows from `first` on, as a CellRun holds values; a blank one is 0.
  // Requires: the cells are pending and in one block.
  void set_results(std::int32_t first, std::span<const ValueKind> kinds, const double* payload);

  // One past the last row that was ever set.
  [[nodiscard]] std::int32_t end_row() const noexcept { return end_row_; }
  [[nodiscard]] std::int64_t filled_count() const noexcept;  // cells that are not blank
  [[nodiscard]] bool has_pending() const noexcept { return pending_ != 0; }
  [[nodiscard]] bool has_pending_or_stale() const noexcept { return pending_ != 0 || stale_ != 0; }
  // EvaluationContext::version.
  [[nodiscard]] std::uint64_t version() const noexcept { return version_; }
  // Whether any cell of the rows is pending; looks at counts, not at cells, where it can.
  [[nodiscard]] bool any_pending(std::int32_t first, std::int32_t last) const noexcept;
  [[nodiscard]] bool any_stale(std::int32_t first, std::int32_t last) const noexcept;

  // Runs of one kind among the cells that are not blank, top to bottom. `run.sheet` and the column are filled
  // in by the caller's prototype. False if the visitor stopped.
  bool visit(std::int32_t first, std::int32_t last, CellRun prototype, CellVisitor visitor) const;
  // As visit, for the single cell in `row`.
  bool visit_one(std::int32_t row, CellRun prototype, CellVisitor visitor) const;

  // Numbers of a whole block, for kernels: null where the block has no cell.
  struct BlockView {
    const std::uint8_t* tags = nullptr;
    const double* payload = nullptr;
  };
  [[nodiscard]] BlockView block(std::int32_t block_index) const noexcept;
  static constexpr std::uint8_t kTagMask = 0x07;
  static constexpr std::uint8_t kStale = 0x80;

 private:
  struct Block {
    std::array<std::uint8_t, kBlockRows> tags{};
    std::array<double, kBlockRows> payload{};
    std::int32_t pending = 0;
    std::int32_t stale = 0;
  };
  [[nodiscard]] const Block* find(std::int32_t row) const noexcept {
    const auto index = static_cast<std::size_t>(row / kBlockRows);
    return index < blocks_.size() ? blocks_[index].get() : nullptr;
  }
  Block& reach(std::int32_t row);
  void clear(Block& block, std::int32_t slot) noexcept;

  std::int64_t pending_ = 0;  // in all blocks
  std::int64_t stale_ = 0;
  std::uint64_t version_ = 0;
  std::vector<std::unique_ptr<Block>> blocks_;
  std::int32_t end_row_ = 0;
};

}  // namespace outturn
