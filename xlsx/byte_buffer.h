// The bytes of one inflated part. Unlike std::string it is not zeroed before it is filled, which for a sheet
// of 150 MB is a tenth of the time it takes to read it.
#pragma once

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string_view>

namespace outturn::xlsx {

// Asks for large pages behind the memory of a large text: touching 100 MB in pages of 4 KB takes as long as
// unpacking it.
inline void use_large_pages(void* memory, std::size_t size) noexcept {
  constexpr std::uintptr_t kLargePage = std::uintptr_t{2} << 20;
  const auto begin = reinterpret_cast<std::uintptr_t>(memory);
  const std::uintptr_t from = (begin + kLargePage - 1) / kLargePage * kLargePage;
  const std::uintptr_t to = (begin + size) / kLargePage * kLargePage;
  if (to > from) ::madvise(reinterpret_cast<void*>(from), to - from, MADV_HUGEPAGE);
}

class ByteBuffer {
 public:
  ByteBuffer() = default;
  explicit ByteBuffer(std::size_t size) : bytes_(std::make_unique_for_overwrite<char[]>(size)), size_(size) {
    use_large_pages(bytes_.get(), size);
  }
  explicit ByteBuffer(std::string_view bytes) : ByteBuffer(bytes.size()) {
    if (size_ != 0) std::memcpy(bytes_.get(), bytes.data(), size_);
  }

  [[nodiscard]] char* data() noexcept { return bytes_.get(); }
  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  // Only the front is used. Requires: size <= size().
  void shrink(std::size_t size) noexcept { size_ = size; }
  [[nodiscard]] std::string_view view() const noexcept { return {bytes_.get(), size_}; }

  // The bytes before `end` are not needed any more: their memory goes back, what is read there is anything.
  void release_before(std::size_t end) noexcept;

 private:
  std::unique_ptr<char[]> bytes_;
  std::size_t size_ = 0;
  std::uintptr_t released_ = 0;
};

inline void ByteBuffer::release_before(std::size_t end) noexcept {
  const auto page = static_cast<std::uintptr_t>(::sysconf(_SC_PAGESIZE));
  const auto begin = reinterpret_cast<std::uintptr_t>(bytes_.get());
  const std::uintptr_t from = std::max(released_, (begin + page - 1) / page * page);
  const std::uintptr_t to = (begin + std::min(end, size_)) / page * page;
  if (to <= from) return;
  ::madvise(reinterpret_cast<void*>(from), to - from, MADV_DONTNEED);
  released_ = to;
}

}  // namespace outturn::xlsx
