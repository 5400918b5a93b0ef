// What a cell holds and what a formula gives: blank, number, text, logical, error or array.
//
// A Value is 16 bytes. Numbers, logicals and errors stand in it; text and arrays are immutable, shared and
// counted, so that copying a Value never copies what it holds. Dates, times and percentages are numbers with
// a format, as in Excel. Text is UTF-8; functions that count characters count UTF-16 units
// (formulas/text_units.h), as Excel does.
#pragma once

#include <atomic>
#include <cassert>
#include <concepts>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "formulas/error_code.h"

namespace outturn {

struct Area;
class Array;
class ColumnIndex;

enum class ValueKind : std::uint8_t { blank, number, text, logical, error, array };

// Immutable shared text. A null Text is the empty text.
class Text {
 public:
  Text() noexcept = default;
  explicit Text(std::string_view text);
  Text(const Text& other) noexcept : block_(other.block_) { retain(); }
  Text(Text&& other) noexcept : block_(std::exchange(other.block_, nullptr)) {}
  Text& operator=(Text other) noexcept {
    std::swap(block_, other.block_);
    return *this;
  }
  ~Text() { release(); }

  [[nodiscard]] std::string_view view() const noexcept {
    return block_ == nullptr ? std::string_view() : std::string_view(block_->characters(), block_->size);
  }

  // A column block keeps text in the eight bytes where it keeps numbers (engine/column.h). detach() hands
  // over this owner's count, attach() takes it back, peek() looks without owning.
  [[nodiscard]] std::uint64_t detach() && noexcept {
    return reinterpret_cast<std::uintptr_t>(std::exchange(block_, nullptr));
  }
  [[nodiscard]] static Text attach(std::uint64_t bits) noexcept {
    Text text;
    text.block_ = reinterpret_cast<Block*>(static_cast<std::uintptr_t>(bits));
    return text;
  }
  [[nodiscard]] static Text share(std::uint64_t bits) noexcept {
    Text text = attach(bits);
    text.retain();
    return text;
  }
  [[nodiscard]] static std::string_view peek(std::uint64_t bits) noexcept {
    const auto* block = reinterpret_cast<const Block*>(static_cast<std::uintptr_t>(bits));
    return block == nullptr ? std::string_view() : std::string_view(block->characters(), block->size);
  }

 private:
  friend class Value;
  struct Block {
    std::atomic<std::uint32_t> owners;
    std::uint32_t size;
    [[nodiscard]] const char* characters() const noexcept { return reinterpret_cast<const char*>(this + 1); }
  };
  void retain() const noexcept {
    if (block_ != nullptr) block_->owners.fetch_add(1, std::memory_order_relaxed);
  }
  void release() noexcept {
    if (block_ != nullptr && block_->owners.fetch_sub(1, std::memory_order_acq_rel) == 1) destroy(block_);
  }
  static void destroy(Block* block) noexcept;

  Block* block_ = nullptr;
};

class Value {
 public:
  Value() noexcept : number_(0) {}
  template <typename T>
  requires(std::integral<T> || std::floating_point<T>) &&
      (!std::same_as<T, bool>)&&(!std::same_as<T, char>)Value(T number) noexcept
      : kind_(ValueKind::number),
  number_(static_cast<double>(number)) {}
  template <std::same_as<bool> T>
  Value(T logical) noexcept : kind_(ValueKind::logical), logical_(logical) {}
  Value(ErrorCode code) noexcept : kind_(ValueKind::error), error_(code) {}
  Value(Text text) noexcept : kind_(ValueKind::text), text_(std::exchange(text.block_, nullptr)) {}
  Value(std::string_view text) : Value(Text(text)) {}
  Value(const std::string& text) : Value(Text(text)) {}
  Value(const char* text) : Value(Text(std::string_view(text))) {}
  Value(Array array);

  Value(const Value& other) noexcept;
  Value(Value&& other) noexcept : kind_(std::exchange(other.kind_, ValueKind::blank)), bits_(other.bits_) {}
  Value& operator=(const Value& other) noexcept;
  Value& operator=(Value&& other) noexcept {
    std::swap(kind_, other.kind_);
    std::swap(bits_, other.bits_);
    return *this;
  }
  ~Value() {
    if (kind_ == ValueKind::text || kind_ == ValueKind::array) release();
  }

  [[nodiscard]] ValueKind kind() const noexcept { return kind_; }
  [[nodiscard]] bool is_blank() const noexcept { return kind_ == ValueKind::blank; }
  [[nodiscard]] bool is_number() const noexcept { return kind_ == ValueKind::number; }
  [[nodiscard]] bool is_text() const noexcept { return kind_ == ValueKind::text; }
  [[nodiscard]] bool is_logical() const noexcept { return kind_ == ValueKind::logical; }
  [[nodiscard]] bool is_error() const noexcept { return kind_ == ValueKind::error; }
  [[nodiscard]] bool is_array() const noexcept { return kind_ == ValueKind::array; }

  // Each requires the matching kind.
  [[nodiscard]] double number() const noexcept {
    assert(is_number());
    return number_;
  }
  [[nodiscard]] bool logical() const noexcept {
    assert(is_logical());
    return logical_;
  }
  [[nodiscard]] ErrorCode error() const noexcept {
    assert(is_error());
    return error_;
  }
  [[nodiscard]] std::string_view text() const noexcept {
    assert(is_text());
    return text_ == nullptr ? std::string_view() : std::string_view(text_->characters(), text_->size);
  }
  [[nodiscard]] Text shared_text() const noexcept;
  [[nodiscard]] const Array& array() const noexcept {
    assert(is_array());
    return *array_;
  }

  // Same kind and same content: numbers by their bits' value, text by its bytes, arrays element by element.
  // This is identity for change detection and tests, not the `=` operator of a formula
  // (formulas/operators.h).
  friend bool operator==(const Value& a, const Value& b) noexcept;

 private:
  void retain() const noexcept;
  void release() noexcept;

  ValueKind kind_ = ValueKind::blank;
  union {
    std::uint64_t bits_;
    double number_;
    bool logical_;
    ErrorCode error_;
    Text::Block* text_;
    const Array* array_;
  };
};

static_assert(sizeof(Value) == 16);

// A rectangle of values, row by row. Never empty: an empty array result is #CALC!.
class Array {
 public:
  Array(std::size_t rows, std::size_t columns, const Value& fill = {})
      : rows_(rows), columns_(columns), values_(rows * columns, fill) {}
  Array(std::size_t rows, std::size_t columns, std::vector<Value> values)
      : rows_(rows), columns_(columns), values_(std::move(values)) {
    assert(values_.size() == rows_ * columns_);
  }
  // The copy is of the values alone: what is made of them stands in no cells.
  Array(const Array& other) : rows_(other.rows_), columns_(other.columns_), values_(other.values_) {}
  Array(Array&& other) noexcept
      : rows_(other.rows_),
        columns_(other.columns_),
        values_(std::move(other.values_)),
        areas_(std::move(other.areas_)) {}
  Array& operator=(const Array&) = delete;

  // The ranges that OFFSET or INDIRECT gave for an array of arguments, one for each value, which is that of
  // the range's first cell; null for every other array. A value that is an error has no range.
  using Areas = std::vector<Area>;
  [[nodiscard]] const Areas* areas() const noexcept { return areas_.get(); }
  void set_areas(std::shared_ptr<const Areas> areas) noexcept { areas_ = std::move(areas); }

  // What searching the values has left behind for the next search (formulas/column_index.h). An array belongs
  // to one calculation, so that no two threads look at it.
  struct Searches {
    std::shared_ptr<const ColumnIndex> index;
    std::int32_t count = 0;
    bool down = false;  // the first column is indexed, else the first row
  };
  [[nodiscard]] Searches& searches() const noexcept { return searches_; }

  [[nodiscard]] std::size_t rows() const noexcept { return rows_; }
  [[nodiscard]] std::size_t columns() const noexcept { return columns_; }
  [[nodiscard]] std::size_t size() const noexcept { return values_.size(); }
  [[nodiscard]] const Value& at(std::size_t row, std::size_t column) const noexcept {
    return values_[row * columns_ + column];
  }
  Value& at(std::size_t row, std::size_t column) noexcept { return values_[row * columns_ + column]; }
  [[nodiscard]] const Value& operator[](std::size_t index) const noexcept { return values_[index]; }
  Value& operator[](std::size_t index) noexcept { return values_[index]; }
  [[nodiscard]] auto begin() const noexcept { return values_.begin(); }
  [[nodiscard]] auto end() const noexcept { return values_.end(); }

 private:
  friend class Value;
  std::size_t rows_;
  std::size_t columns_;
  std::vector<Value> values_;
  std::shared_ptr<const Areas> areas_;
  mutable Searches searches_;
  mutable std::atomic<std::uint32_t> owners_{0};
};

// The largest array a formula may build; beyond it #NUM!, before memory is touched. Excel's sheet has 2^34
// cells, but Excel itself refuses arrays of this size for want of memory.
inline constexpr std::size_t kMaxArrayCells = std::size_t{1} << 24;

// Excel's limit on the length of a text, in UTF-16 units.
inline constexpr std::size_t kMaxTextUnits = 32767;

}  // namespace outturn
