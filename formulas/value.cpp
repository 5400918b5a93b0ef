#include "formulas/value.h"

#include <cstring>
#include <new>

namespace outturn {

Text::Text(std::string_view text) {
  if (text.empty()) return;
  void* memory = ::operator new(sizeof(Block) + text.size());
  block_ = ::new (memory) Block{1, static_cast<std::uint32_t>(text.size())};
  std::memcpy(static_cast<char*>(memory) + sizeof(Block), text.data(), text.size());
}

void Text::destroy(Block* block) noexcept {
  block->~Block();
  ::operator delete(block);
}

Value::Value(Array array) : kind_(ValueKind::array), bits_(0) {
  auto* shared = new Array(std::move(array));
  shared->owners_.store(1, std::memory_order_relaxed);
  array_ = shared;
}

Value::Value(const Value& other) noexcept : kind_(other.kind_), bits_(other.bits_) {
  if (kind_ == ValueKind::text || kind_ == ValueKind::array) retain();
}

Value& Value::operator=(const Value& other) noexcept {
  Value copy(other);
  std::swap(kind_, copy.kind_);
  std::swap(bits_, copy.bits_);
  return *this;
}

void Value::retain() const noexcept {
  if (kind_ == ValueKind::text) {
    if (text_ != nullptr) text_->owners.fetch_add(1, std::memory_order_relaxed);
  } else {
    array_->owners_.fetch_add(1, std::memory_order_relaxed);
  }
}

void Value::release() noexcept {
  if (kind_ == ValueKind::text) {
    if (text_ != nullptr && text_->owners.fetch_sub(1, std::memory_order_acq_rel) == 1) Text::destroy(text_);
  } else if (array_->owners_.fetch_sub(1, std::memory_order_acq_rel) == 1) {
    delete array_;
  }
}

Text Value::shared_text() const noexcept {
  assert(is_text());
  Text text;
  text.block_ = text_;
  text.retain();
  return text;
}

bool operator==(const Value& a, const Value& b) noexcept {
  if (a.kind_ != b.kind_) return false;
  switch (a.kind_) {
    case ValueKind::blank:
      return true;
    case ValueKind::number:
      return a.number_ == b.number_;
    case ValueKind::logical:
      return a.logical_ == b.logical_;
    case ValueKind::error:
      return a.error_ == b.error_;
    case ValueKind::text:
      return a.text_ == b.text_ || a.text() == b.text();
    case ValueKind::array: {
      if (a.array_ == b.array_) return true;
      const Array& x = *a.array_;
      const Array& y = *b.array_;
      if (x.rows() != y.rows() || x.columns() != y.columns()) return false;
      for (std::size_t i = 0; i < x.size(); ++i)
        if (!(x[i] == y[i])) return false;
      return true;
    }
  }
  return false;
}

}  // namespace outturn
